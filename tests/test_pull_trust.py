"""A pull believes nothing in a manifest that could lead out of the store: others may write to a remote store."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from sharing import once

from zhoubao.building.builder import build_store, remove_bulletin
from zhoubao.errors import StoreError
from zhoubao.exchange.export import graph_lines
from zhoubao.exchange.files import Options, write_files
from zhoubao.exchange.remote import Endpoint, pull, push
from zhoubao.exchange.remote.manifest import MANIFEST, Listed
from zhoubao.exchange.remote.push import local_graphs
from zhoubao.store.graph_names import BASE, BULLETINS, CHECKS, LEDGERS
from zhoubao.store.record import Record, Versions
from zhoubao.store.store import Reader, Writer, source_path

ROOT = Path(__file__).resolve().parent.parent


class Remote:
    """What a remote store holds, as a dictionary."""

    url = "http://store.example/ds"

    def __init__(self, graphs: dict[str, list[bytes]], listed: dict[str, Listed]) -> None:
        self.graphs = graphs
        self.listed = listed
        self.dropped: list[str] = []

    def read(self, graph: str) -> list[bytes]:
        if graph == MANIFEST:
            return sorted(line for entry in self.listed.values() for line in entry.lines())
        return self.graphs.get(graph, [])

    def endpoint(self) -> Endpoint:
        return cast("Endpoint", self)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return once(
        tmp_path_factory, "small", lambda folder: build_store([ROOT / "samples" / "s01.txt"], folder, validate=False)
    )


@pytest.fixture
def remote(built: Path) -> Iterator[Remote]:
    with Reader(built) as reader:
        listed = local_graphs(reader)
        yield Remote({graph: graph_lines(reader.quads, graph) for graph in listed}, listed)


def bulletin(remote: Remote) -> str:
    return next(graph for graph in remote.listed if graph.startswith(BULLETINS))


def altered(remote: Remote, **values: Any) -> None:
    """Another record in the manifest entry of the bulletin."""
    graph = bulletin(remote)
    record = {**json.loads(remote.listed[graph].record), **values}
    remote.listed[graph] = replace(remote.listed[graph], record=json.dumps(record))


def refused(remote: Remote, target: Path) -> None:
    with pytest.raises(StoreError, match="E-REMOTE-MANIFEST"):
        pull(remote.endpoint(), target)
    assert [*target.parent.iterdir()] == []


def test_what_is_listed_as_a_push_lists_it_is_taken(remote: Remote, tmp_path: Path) -> None:
    assert pull(remote.endpoint(), tmp_path / "store") == len(remote.listed)


@pytest.mark.parametrize(
    "digest", ["../../../precious", "/etc/passwd", "AB" * 32, "ab" * 31, "", "ab" * 32 + "/x", 7, None]
)
@pytest.mark.parametrize("name", ["sha256", "text_sha256"])
def test_a_digest_is_64_hex_digits(name: str, digest: object, remote: Remote, tmp_path: Path) -> None:
    if (name, digest) == ("text_sha256", ""):
        digest = " "  # nothing at all means that there is no extracted text
    altered(remote, **{name: digest})
    refused(remote, tmp_path / "store")


@pytest.mark.parametrize(
    "file",
    [
        "/etc/passwd",
        "../a.txt",
        "a/b.txt",
        "a\\b.txt",
        "C:a.txt",
        "..",
        ".",
        "",
        "a\nb.txt",
        "a.t\x00xt",
        "a." + "x" * 99,
        7,
    ],
)
def test_the_name_of_a_file_has_no_separators(file: object, remote: Remote, tmp_path: Path) -> None:
    altered(remote, file=file)
    refused(remote, tmp_path / "store")


@pytest.mark.parametrize(
    "values",
    [
        {"graph": BULLETINS + "another/2024-1"},
        {"versions": {"mappers": "m> <urn:x> <urn:y", "ontology": "", "shapes": ""}},
        {"versions": {"mappers": "m"}},
        {"versions": 3},
        {"triples": "many"},
        {"triples": True},
        {"facts": {"meeting": "1"}},
        {"facts": {"\x1b[2J": 1}},
        {"facts": [1]},
        {"surprise": 1},
    ],
)
def test_a_record_is_what_a_build_records(values: dict[str, Any], remote: Remote, tmp_path: Path) -> None:
    altered(remote, **values)
    refused(remote, tmp_path / "store")


@pytest.mark.parametrize("record", ["", "[]", "7", "{}", "{", "[" * 100_000])
def test_a_record_that_is_none_is_refused(record: str, remote: Remote, tmp_path: Path) -> None:
    graph = bulletin(remote)
    remote.listed[graph] = replace(remote.listed[graph], record=record)
    refused(remote, tmp_path / "store")


@pytest.mark.parametrize(
    "graph",
    [
        *("urn:foreign", BASE + "ontology", BASE + "graph/", BULLETINS + "../../../../evil", BULLETINS + "a/../b"),
        *(
            BULLETINS + "a//b",
            BULLETINS + ".",
            CHECKS + "..",
            LEDGERS + "a%2F..%2Fb",
            BULLETINS + "a?b",
            BULLETINS + "周报",
        ),
    ],
)
def test_a_graph_that_is_none_of_ours_is_refused_and_never_dropped(
    graph: str, remote: Remote, tmp_path: Path, built: Path
) -> None:
    entry = remote.listed[bulletin(remote)]
    remote.listed[graph] = replace(entry, graph=graph)
    remote.graphs[graph] = remote.graphs[entry.graph]
    refused(remote, tmp_path / "store")
    with Reader(built) as reader, pytest.raises(StoreError, match="E-REMOTE-MANIFEST"):
        push(reader, remote.endpoint())


def test_a_digest_of_a_graph_is_one_too(remote: Remote, tmp_path: Path) -> None:
    remote.listed[bulletin(remote)] = replace(remote.listed[bulletin(remote)], digest="../x")
    refused(remote, tmp_path / "store")


def test_a_store_with_a_record_that_leads_out_of_it_deletes_nothing(tmp_path: Path) -> None:
    """As a store that was pulled by an earlier version may have one."""
    (tmp_path / "precious.txt").write_text("mine")
    record = Record(BULLETINS + "a/2024-1", "../../precious", "a.txt", Versions("m", "o", "s"), 1)
    store = tmp_path / "store"
    with Writer(store) as writer:
        writer._load(_stored(record))
    with Reader(store) as reader, pytest.raises(StoreError, match="E-STORE-DAMAGED"):
        source_path(store, reader.records()[record.graph])
    remove_bulletin(store, "a/2024-1")
    assert (tmp_path / "precious.txt").read_text() == "mine"


def _stored(record: Record) -> bytes:
    literal = json.dumps(record.json())
    return f"<{record.graph}> <urn:zhoubao:record> {literal} .\n".encode()


def test_a_graph_that_leads_out_of_a_folder_is_not_written_there(tmp_path: Path) -> None:
    store = tmp_path / "store"
    graph = BASE + "graph/../../evil"
    with Writer(store) as writer:
        writer._load(f"<urn:a> <urn:b> <urn:c> <{graph}> .\n".encode())
    with Reader(store) as reader, pytest.raises(StoreError, match="E-STORE-DAMAGED"):
        write_files(reader.quads, "turtle-files", tmp_path / "export", Options())
    assert {path.name for path in tmp_path.iterdir()} == {"store"}
