"""The graph goes into stores that others wrote, stays up to date there, and comes back as it was.

Each test runs against each store, started for the session (tests/servers.py).
"""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from gate import gate
from servers import STORES, Server, running_in_memory
from sharing import once

from benchmarks.generate import bulletin
from zhoubao.building.builder import build_store, remove_bulletin
from zhoubao.errors import StoreError, UsageError
from zhoubao.exchange.endpoint.canonical import canonical_lines
from zhoubao.exchange.endpoint.credentials import credentials_for
from zhoubao.exchange.export import ExportFormat, export, graph_lines
from zhoubao.exchange.remote import Endpoint, ask_at, open_endpoint, pull, push, verify
from zhoubao.exchange.remote.manifest import MANIFEST, read_manifest
from zhoubao.questions.ask import ask
from zhoubao.questions.catalogue import catalogue
from zhoubao.store.graph_names import BASE, BULLETINS, PREFIXES, PROVENANCE, REGISTERS
from zhoubao.store.store import Reader, Writer

ROOT = Path(__file__).resolve().parent.parent
SERIES = "sc-zwzx"
FOREIGN = ("urn:foreign", BULLETINS + "of-somebody-else/2024-1")
QUICK = (0.05, 0.05, 0.05)
NOTHING: dict[str, str] = {}
INJECTIONS = ('" } } ; DROP ALL ; #', "x') UNION { ?s ?p ?o } #", "urn:x> } DROP ALL #", '\\" } DROP ALL \u0022')


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "server" in metafunc.fixturenames:
        marked = [pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in STORES]
        metafunc.parametrize("server", marked, indirect=True, scope="module")


@pytest.fixture(scope="module")
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    yield from running_in_memory(request.param)


def connected(server: Server, url: str = "") -> Endpoint:
    return open_endpoint(url or server.url, environment=server.credentials, pauses=QUICK)


@pytest.fixture
def endpoint(server: Server) -> Iterator[Endpoint]:
    with connected(server) as found:
        yield found


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Three states of one store: four bulletins; one of them with another text; one of them removed."""
    folder = once(tmp_path_factory, "stores", _three_states)
    return {name: folder / name for name in ("first", "changed", "removed")}


def _three_states(folder: Path) -> None:
    texts = folder / "texts"
    texts.mkdir(parents=True)
    for index in range(4):
        (texts / f"{index}.txt").write_text(bulletin(index, 700), encoding="utf-8")
    build_store([texts], folder / "first", validate=False)
    with Writer(folder / "first") as writer:  # it travels in the test of questions; it is most of the time of a push
        writer.drop_graph(REGISTERS + "regions")
    shutil.copytree(folder / "first", folder / "changed")
    (texts / "2.txt").write_text(bulletin(2, 700).replace("窗口值守", "窗口值班"), encoding="utf-8")
    report = build_store([texts], folder / "changed", validate=False)
    assert len(report.written) == 1
    with Writer(folder / "changed") as writer:
        writer.drop_graph(REGISTERS + "regions")
    shutil.copytree(folder / "first", folder / "removed")
    remove_bulletin(folder / "removed", "/".join(report.written[0].graph.rsplit("/", 2)[1:]))


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, checked."""
    return once(tmp_path_factory, "asked", lambda folder: build_store([ROOT / "samples"], folder))


@pytest.fixture(scope="module")
def answers(asked: Path) -> dict[str, tuple[dict[str, str], list[str]]]:
    """The rows of every question here, in an order of their own, with the values that it is asked with.

    Rows that ORDER BY leaves equal, or texts that stores sort by other rules, may come in another order there.
    """
    found = {}
    with Reader(asked) as reader:
        for question in catalogue().values():
            values = {parameter.name: parameter.example for parameter in question.parameters if parameter.example}
            found[question.id] = values, sorted(map(repr, ask(reader.quads, question.id, values).rows))
    return found


def bring(endpoint: Endpoint, store: Path) -> None:
    with Reader(store) as reader:
        push(reader, endpoint)


def wipe(endpoint: Endpoint) -> None:
    for graph in (*read_manifest(endpoint), MANIFEST):
        endpoint.drop(graph)


def nquads(store: Path) -> bytes:
    output = io.BytesIO()
    with Reader(store) as reader:
        export(reader.quads, output, ExportFormat.NQ)
    return output.getvalue()


def differences(store: Path, endpoint: Endpoint) -> list[object]:
    with Reader(store) as reader:
        return list(verify(reader, endpoint))


def test_a_second_push_sends_nothing(server: Server, stores: dict[str, Path]) -> None:
    with gate(server.url) as door, connected(server, door.url) as endpoint, Reader(stores["first"]) as reader:
        wipe(endpoint)
        first = push(reader, endpoint)
        assert len(first.sent) == len(read_manifest(endpoint))
        door.seen.clear()
        second = push(reader, endpoint)
        assert (second.sent, second.amended, second.removed, second.triples) == ((), (), (), 0)
        assert door.writes == []
    assert differences(stores["first"], connected(server)) == []


def test_a_changed_bulletin_alone_is_sent(endpoint: Endpoint, stores: dict[str, Path]) -> None:
    bring(endpoint, stores["first"])
    with Reader(stores["changed"]) as reader:
        report = push(reader, endpoint)
    assert len(report.bulletins) == 1
    assert {graph.rsplit("/", 1)[1] for graph in report.sent} == {report.bulletins[0].rsplit("/", 1)[1]}
    assert report.amended == (PROVENANCE,)
    assert differences(stores["changed"], endpoint) == []


def test_a_removed_bulletin_goes_there_too(endpoint: Endpoint, stores: dict[str, Path]) -> None:
    bring(endpoint, stores["first"])
    with Reader(stores["removed"]) as reader:
        report = push(reader, endpoint)
    assert report.sent == ()
    assert endpoint.counts(report.removed) == {}
    assert differences(stores["removed"], endpoint) == []


def test_what_is_not_ours_is_not_touched(endpoint: Endpoint, stores: dict[str, Path]) -> None:
    line = b'<urn:a> <urn:b> "c" .\n'
    for graph in FOREIGN:
        endpoint.replace(graph, [line])
    wipe(endpoint)
    for state in ("first", "changed", "removed"):
        bring(endpoint, stores[state])
    assert [endpoint.read(graph) for graph in FOREIGN] == [[line], [line]]
    for graph in FOREIGN:
        endpoint.drop(graph)


def test_a_dry_run_changes_nothing(endpoint: Endpoint, stores: dict[str, Path]) -> None:
    bring(endpoint, stores["first"])
    with Reader(stores["changed"]) as reader:
        planned = push(reader, endpoint, dry_run=True)
        assert differences(stores["first"], endpoint) == []
        assert push(reader, endpoint).sent == planned.sent


@pytest.mark.parametrize("writes", [1, 9])
def test_a_push_that_was_killed_is_repeated_to_the_same_end(
    writes: int, server: Server, stores: dict[str, Path]
) -> None:
    """Killed while the store holds its answer back, after so many writes went through."""
    with connected(server) as endpoint:
        wipe(endpoint)
        with gate(server.url, held_from=writes) as door:
            command = [sys.executable, "-m", "zhoubao", "push", door.url, "--store", str(stores["first"])]
            settings = {**os.environ, "PYTHONPATH": str(ROOT), **server.credentials}
            with subprocess.Popen(
                command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=settings
            ) as process:
                assert door.holding.wait(60)
                process.send_signal(signal.SIGKILL)
        assert differences(stores["first"], endpoint) != []
        with pytest.raises(StoreError, match="E-REMOTE-PENDING"):
            pull(endpoint, stores["first"].with_name("none"))
        bring(endpoint, stores["removed"])
        assert differences(stores["removed"], endpoint) == []


def test_a_store_that_dies_midway_is_a_clear_error_and_goes_on_later(server: Server, stores: dict[str, Path]) -> None:
    with connected(server) as endpoint:
        wipe(endpoint)

        def die(done: int, total: int, graph: str) -> None:
            if done == 5:
                server.kill()

        with Reader(stores["first"]) as reader, pytest.raises(StoreError, match=r"E-REMOTE-LOST http.*run it again"):
            push(reader, endpoint, progress=die)
        server.start()
        bring(endpoint, stores["first"])
        assert differences(stores["first"], endpoint) == []


def test_a_wrong_password_is_a_clear_error(server: Server, stores: dict[str, Path]) -> None:
    wrong = {"ZHOUBAO_REMOTE_USER": "dba", "ZHOUBAO_REMOTE_PASSWORD": "not-the-secret"}
    login = None if server.credentials else ("dba", "the-secret")
    with gate(server.url, login=login) as door:
        endpoint = open_endpoint(door.url if login else server.url, server.name, environment=wrong, pauses=QUICK)
        with Reader(stores["first"]) as reader, pytest.raises(StoreError, match="E-REMOTE-DENIED") as failure:
            push(reader, endpoint)
        with pytest.raises(StoreError, match="E-REMOTE-DENIED"):
            endpoint.query("ASK {}")
        assert "not-the-secret" not in str(failure.value) + repr(endpoint)
        if login:
            right = {"ZHOUBAO_REMOTE_USER": login[0], "ZHOUBAO_REMOTE_PASSWORD": login[1]}
            with open_endpoint(door.url, server.name, environment=right, pauses=QUICK) as opened:
                bring(opened, stores["first"])
                assert opened.query("ASK {}")


def test_a_busy_store_and_broken_connections_are_waited_for(server: Server, stores: dict[str, Path]) -> None:
    with gate(server.url) as door, connected(server, door.url) as endpoint:
        bring(endpoint, stores["first"])

        def trouble(done: int, total: int, graph: str) -> None:
            door.answers[:] = [503, 429, 0][: done % 4]

        with Reader(stores["changed"]) as reader:
            push(reader, endpoint, progress=trouble)
        door.answers.clear()
    assert differences(stores["changed"], connected(server)) == []


def test_a_store_that_stays_busy_is_left_after_some_tries(server: Server, stores: dict[str, Path]) -> None:
    with gate(server.url) as door, connected(server, door.url) as endpoint:
        door.answers[:] = [503] * 50
        with Reader(stores["first"]) as reader, pytest.raises(StoreError, match="E-REMOTE-BUSY"):
            push(reader, endpoint)
        assert len(door.answers) == 50 - len(QUICK) - 1


def test_verify_names_what_somebody_changed(endpoint: Endpoint, stores: dict[str, Path]) -> None:
    bring(endpoint, stores["first"])
    with Reader(stores["first"]) as reader:
        one, other = sorted(reader.records())[:2]
        line = graph_lines(reader.quads, one)[0]
        endpoint.exchange(one, [line], [b"<urn:a> <urn:b> <urn:c> .\n"])
        endpoint.drop(other)
        found = {difference.graph: difference for difference in verify(reader, endpoint)}
        assert (found[one].kind, found[other].kind) == ("content", "missing")
        assert found[one].only_there == ("<urn:a> <urn:b> <urn:c>",)
        assert len(found) == 2
        push(reader, endpoint, everything=True)
        assert verify(reader, endpoint) == []


def test_what_is_pulled_is_what_was_pushed(endpoint: Endpoint, stores: dict[str, Path], tmp_path: Path) -> None:
    bring(endpoint, stores["first"])
    pull(endpoint, tmp_path / "back")
    assert nquads(tmp_path / "back") == nquads(stores["first"])
    with Reader(tmp_path / "back") as back, Reader(stores["first"]) as first:
        assert {graph: replace(record, file="") for graph, record in back.records().items()} == {
            graph: replace(record, file="") for graph, record in first.records().items()
        }


def test_values_that_a_store_writes_differently_are_the_same_values(endpoint: Endpoint) -> None:
    xsd = "http://www.w3.org/2001/XMLSchema#"
    values = [
        *(f'"007"^^<{xsd}integer>', f'"1.50"^^<{xsd}decimal>', f'"2024-01-01T00:00:00+00:00"^^<{xsd}dateTime>'),
        *('"x"@zh-CN', f'"true"^^<{xsd}boolean>', f'"5"^^<{xsd}nonNegativeInteger>', f'"2024"^^<{xsd}gYear>'),
        *(r'"\"\\\t\n\u2028"', '"窗口𠮷"@zh', '""', "<urn:x:%E7%AA%97>", f'"2024-02-29"^^<{xsd}date>'),
    ]
    lines = [f"<urn:s> <urn:p:{number}> {value} .\n".encode() for number, value in enumerate(values)]
    graph = BASE + "graph/test"
    endpoint.replace(graph, lines)
    assert endpoint.read(graph) == canonical_lines(b"".join(lines))
    endpoint.drop(graph)
    assert endpoint.counts([graph]) == {}


def test_without_the_graph_protocol_updates_do_the_same(server: Server, stores: dict[str, Path]) -> None:
    with connected(server) as endpoint:
        endpoint.profile = replace(endpoint.profile, graphs="", chunk=min(endpoint.profile.chunk, 1000))
        bring(endpoint, stores["first"])
        bring(endpoint, stores["removed"])
        assert differences(stores["removed"], endpoint) == []


def test_an_injection_is_a_name_that_is_not_known(endpoint: Endpoint, stores: dict[str, Path]) -> None:
    bring(endpoint, stores["first"])
    for value in INJECTIONS:
        with pytest.raises(UsageError, match=r"E-NAME|E-NOT-FOUND"):
            ask_at(endpoint, "delegations", {"region": value})
    assert differences(stores["first"], endpoint) == []


def test_prefixes_and_forms_of_queries(endpoint: Endpoint, stores: dict[str, Path]) -> None:
    bring(endpoint, stores["first"])
    counted = endpoint.query("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?b a zw:Bulletin } }", prefixes=PREFIXES)
    assert isinstance(counted, ox.QuerySolutions)
    assert [row["n"].value for row in counted] == ["4"]
    built = endpoint.query("CONSTRUCT { ?b a zw:Bulletin } WHERE { GRAPH ?g { ?b a zw:Bulletin } }", prefixes=PREFIXES)
    assert isinstance(built, ox.QueryTriples)
    assert len([*built]) == 4
    with pytest.raises(UsageError, match="E-QUERY"):
        endpoint.query("SELECT nothing")


@pytest.mark.parametrize("name", ["directives", "window-movement"])
def test_a_query_file_is_run_with_its_header(name: str, endpoint: Endpoint, stores: dict[str, Path]) -> None:
    text = (ROOT / "queries" / f"{name}.rq").read_text("utf-8")
    assert isinstance(endpoint.query(text, prefixes=PREFIXES), ox.QuerySolutions)


def test_the_store_is_known_by_its_answers(server: Server) -> None:
    assert connected(server).profile.name == server.name


def test_every_question_gives_the_rows_it_gives_here(
    endpoint: Endpoint, asked: Path, answers: dict[str, tuple[dict[str, str], list[str]]]
) -> None:
    bring(endpoint, asked)  # the last to push: going back to less would cost as much again
    other = {}
    for question, (values, here) in answers.items():
        there = sorted(map(repr, ask_at(endpoint, question, values).rows))
        if here != there:
            other[question] = (here[:3], there[:3])
    assert other == {}


@pytest.mark.parametrize("url", ["ftp://localhost/x", "localhost:3030/ds", "http:///ds", ""])
def test_an_address_that_is_none_is_told(url: str) -> None:
    with pytest.raises(UsageError, match="E-REMOTE-URL"):
        open_endpoint(url, environment=NOTHING)


def test_an_address_where_nobody_answers_is_told_at_once() -> None:
    with pytest.raises(StoreError, match="E-REMOTE-UNREACHABLE"):
        open_endpoint("http://127.0.0.1:9/ds", environment=NOTHING)


def test_a_secret_in_the_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(UsageError, match="E-SECRET-IN-URL") as failure:
        open_endpoint("http://me:hidden@localhost:3030/ds", environment=NOTHING)
    assert "hidden" not in str(failure.value)


def test_credentials_come_from_a_netrc_file(tmp_path: Path) -> None:
    (tmp_path / "netrc").write_text("machine store.example login ann password p4ss\n")
    found = credentials_for("https://store.example/ds", {"NETRC": str(tmp_path / "netrc")})
    assert (found.user, found.password) == ("ann", "p4ss")
    assert "p4ss" not in repr(found)
    assert not credentials_for("https://elsewhere.example/ds", {"NETRC": str(tmp_path / "netrc")})


def test_a_netrc_file_that_cannot_be_read_is_told_without_its_words(tmp_path: Path) -> None:
    (tmp_path / "netrc").write_text("machine store.example login ann secretword p4ss\n")
    with pytest.raises(UsageError, match="E-NETRC") as failure:
        credentials_for("https://store.example/ds", {"NETRC": str(tmp_path / "netrc")})
    assert "secretword" not in str(failure.value)
