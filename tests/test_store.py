"""The store keeps what it was given, whole, and says clearly why it cannot be opened."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhoubao.errors import StoreError
from zhoubao.store.drafts import write_whole
from zhoubao.store.graph_names import BULLETINS, checks_graph
from zhoubao.store.lock import Lock
from zhoubao.store.record import Record, Versions
from zhoubao.store.store import FORMAT, Entry, Reader, Writer, source_path

ROOT = Path(__file__).resolve().parent.parent
GRAPH = BULLETINS + "test/2023-1"
TEXTS = st.sets(st.text(st.characters(exclude_categories=("Cs",))))


def entry(*words: str, graph: str = GRAPH, sha256: str = "ab" * 32) -> Entry:
    """A bulletin whose graph says some words."""
    said = (
        ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:says"), ox.Literal(word), ox.NamedNode(graph))
        for word in words
    )
    record = Record(graph, sha256, "/bulletins/1.txt", Versions("m", "o", "s"), len(words))
    return Entry(record, "".join(f"{quad} .\n" for quad in said).encode(), b"original")


def words_in(store: ox.Store, graph: str = GRAPH) -> set[str]:
    quads = store.quads_for_pattern(None, ox.NamedNode("urn:says"), None, ox.NamedNode(graph))
    return {quad.object.value for quad in quads}


def test_a_bulletin_is_replaced_with_its_record(tmp_path: Path) -> None:
    with Writer(tmp_path) as writer:
        writer.write([entry("one", "two")])
        writer.write([entry("two", "three", sha256="cd" * 32)])
    with Reader(tmp_path) as reader:
        assert words_in(reader.quads) == {"two", "three"}
        assert [record.sha256 for record in reader.records().values()] == ["cd" * 32]


def test_originals_are_kept(tmp_path: Path) -> None:
    with Writer(tmp_path) as writer:
        writer.write([entry("one")])
    assert source_path(tmp_path, entry().record).read_bytes() == b"original"


def test_removing_leaves_no_trace_of_a_bulletin(tmp_path: Path) -> None:
    other = BULLETINS + "test/2023-2"
    with Writer(tmp_path) as writer:
        writer.write([entry("other", graph=other, sha256="ef" * 32)])
        before = {str(quad) for quad in writer._store}
        writer.write([entry("one")])
        writer.remove(GRAPH)
        assert {str(quad) for quad in writer._store} == before
    assert not source_path(tmp_path, entry().record).exists()


@settings(max_examples=40, deadline=None)
@given(
    st.sets(st.text(st.characters(exclude_categories=("Cs",)))),
    st.sets(st.text(st.characters(exclude_categories=("Cs",)))),
)
def test_whatever_a_text_holds_is_replaced_exactly(
    tmp_path_factory: pytest.TempPathFactory, old: set[str], new: set[str]
) -> None:
    with Writer(tmp_path_factory.mktemp("store")) as writer:
        writer.write([entry(*old)])
        writer.write([entry(*new)])
        assert words_in(writer._store) == new


@pytest.mark.parametrize(("bulletins", "merged"), [(90, True), (30, False)])
def test_a_store_is_merged_after_much_was_written_and_holds_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bulletins: int, merged: bool
) -> None:
    """How many files are left is the engine's affair, which merges on its own as well."""
    graphs = [f"{BULLETINS}test/2023-{number}" for number in range(bulletins)]
    merge, merges = Writer.merge, []
    monkeypatch.setattr(Writer, "merge", lambda writer: merges.append(merge(writer)))
    with Writer(tmp_path) as writer:
        for start in range(0, bulletins, 10):
            writer.write([entry("one", graph, graph=graph) for graph in graphs[start : start + 10]])
        before = {str(quad) for quad in writer._store}
    assert len(merges) == merged
    with Reader(tmp_path) as reader:
        assert {str(quad) for quad in reader.quads} == before


def test_a_merge_that_fails_leaves_the_store_whole_and_free(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Writer) -> None:
        raise StoreError("E-DISK-FULL", tmp_path)

    monkeypatch.setattr(Writer, "merge", fail)
    monkeypatch.setattr(Writer, "scattered", True)
    with pytest.raises(StoreError, match="E-DISK-FULL"), Writer(tmp_path) as writer:
        writer.write([entry("one")])
    with Reader(tmp_path) as reader:
        assert words_in(reader.quads) == {"one"}


def test_a_graph_without_a_record_is_dropped_when_writing_begins(tmp_path: Path) -> None:
    with Writer(tmp_path) as writer:
        writer.write([entry("kept")])
    stray = ox.Store(str(tmp_path / "store"))
    for graph in (BULLETINS + "test/half", checks_graph(BULLETINS + "test/half")):
        stray.add(ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:says"), ox.Literal("half"), ox.NamedNode(graph)))
    del stray
    with Writer(tmp_path) as writer:
        assert all("half" not in name.value for name in writer._store.named_graphs())
        assert words_in(writer._store) == {"kept"}


def test_an_update_that_fails_midway_changes_nothing() -> None:
    store = ox.Store()
    store.update('INSERT DATA { GRAPH <urn:g> { <urn:s> <urn:p> "old" } }')
    with pytest.raises(RuntimeError):
        store.update(
            'DROP GRAPH <urn:g> ; INSERT DATA { GRAPH <urn:g> { <urn:s> <urn:p> "new" } } ; DROP GRAPH <urn:no>'
        )
    assert [quad.object.value for quad in store] == ["old"]


def test_two_writers_exclude_each_other_and_the_second_is_told_whom_to_wait_for(tmp_path: Path) -> None:
    with Writer(tmp_path), pytest.raises(StoreError, match=f"process {os.getpid()} is writing") as caught:
        Writer(tmp_path)
    assert caught.value.code == "E-STORE-BUSY"


def test_a_reader_is_kept_out_while_a_build_writes(tmp_path: Path) -> None:
    with Writer(tmp_path), pytest.raises(StoreError, match="E-STORE-BUSY"):
        Reader(tmp_path)


def test_readers_share_a_store_and_keep_writers_out(tmp_path: Path) -> None:
    Writer(tmp_path).close()
    with Reader(tmp_path), Reader(tmp_path), pytest.raises(StoreError, match="is reading"):
        Writer(tmp_path)


def test_the_lock_of_a_process_that_died_is_free(tmp_path: Path) -> None:
    held = (
        "import sys, os; from pathlib import Path; from zhoubao.store.lock import Lock; "
        "Lock(Path(sys.argv[1]), write=True); os._exit(9)"
    )
    root = Path(__file__).parent.parent
    subprocess.run(
        [sys.executable, "-c", held, str(tmp_path)], check=False, env={**os.environ, "PYTHONPATH": str(root)}
    )
    Lock(tmp_path, write=True).release()


def test_a_writer_that_was_killed_is_not_named_for_those_who_read_since(tmp_path: Path) -> None:
    Writer(tmp_path).close()
    (tmp_path / "lock.pid").write_text("1")
    with Reader(tmp_path), pytest.raises(StoreError, match="is reading"):
        Writer(tmp_path)


@pytest.mark.parametrize("kind", [Reader, Writer])
def test_a_store_whose_current_file_is_gone_is_damaged_and_not_empty(
    kind: type[Reader] | type[Writer], tmp_path: Path
) -> None:
    with Writer(tmp_path) as writer:
        writer.write([entry("one")])
    before = {path.name for path in (tmp_path / "store").iterdir()} - {"CURRENT"}
    (tmp_path / "store" / "CURRENT").unlink()
    for _ in range(2):  # and the lock is free again
        with pytest.raises(StoreError, match=r"E-STORE-DAMAGED .*store/CURRENT"):
            kind(tmp_path)
    assert before <= {path.name for path in (tmp_path / "store").iterdir()}


@pytest.mark.parametrize("kind", [Reader, Writer])
def test_a_store_whose_quads_are_gone_and_whose_originals_are_there_is_damaged(
    kind: type[Reader] | type[Writer], tmp_path: Path
) -> None:
    with Writer(tmp_path) as writer:
        writer.write([entry("one")])
    shutil.rmtree(tmp_path / "store")
    with pytest.raises(StoreError, match="E-STORE-DAMAGED"):
        kind(tmp_path)


def test_a_store_that_was_begun_and_not_written_to_is_empty(tmp_path: Path) -> None:
    Writer(tmp_path).close()
    shutil.rmtree(tmp_path / "store")
    (tmp_path / "store").mkdir()
    with Reader(tmp_path) as reader:
        assert reader.records() == {}
    with Writer(tmp_path) as writer:
        writer.write([entry("one")])


def test_what_a_killed_build_left_is_removed_by_the_next(tmp_path: Path) -> None:
    gone = subprocess.Popen(["true"])
    gone.wait()
    with Writer(tmp_path) as writer:
        writer.write([entry("one")])
        kept = {path.name for path in tmp_path.rglob("*")} - {"lock.pid"}
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "tmpabc").write_bytes(b"half")
    (tmp_path / f".zhoubao.json.{gone.pid}.part").write_bytes(b"{")
    (tmp_path / "sources" / f".{'ab' * 32}.txt.{gone.pid}.part").write_bytes(b"half")
    Writer(tmp_path).close()
    left = {path.name for path in tmp_path.rglob("*") if "store" not in path.parts[len(tmp_path.parts) :]}
    assert left <= kept


def test_a_folder_with_other_things_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(StoreError, match="E-STORE-FOREIGN"):
        Writer(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_file_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    for kind in (Writer, Reader):
        with pytest.raises(StoreError, match="E-STORE-FOREIGN"):
            kind(tmp_path / "file")


def test_nothing_is_no_store_to_read(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="E-STORE-ABSENT"):
        Reader(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_store_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    Writer(tmp_path).close()
    (tmp_path / "zhoubao.json").write_text(json.dumps({"format": FORMAT + 1}))
    for kind in (Writer, Reader):
        with pytest.raises(StoreError, match="E-STORE-NEWER"):
            kind(tmp_path)


def test_a_damaged_store_is_told_as_such(tmp_path: Path) -> None:
    Writer(tmp_path).close()
    (tmp_path / "store" / "CURRENT").write_text("nonsense\n")
    for kind in (Writer, Reader):
        with pytest.raises(StoreError, match="E-STORE-DAMAGED"):
            kind(tmp_path)


def test_a_store_that_was_stopped_before_its_first_write_is_an_empty_one(tmp_path: Path) -> None:
    (tmp_path / "zhoubao.json").write_text(json.dumps({"format": FORMAT}))
    with Reader(tmp_path) as reader:
        assert reader.records() == {}
    with Writer(tmp_path) as writer:
        writer.write([entry("one")])


def test_a_file_that_cannot_be_written_whole_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(tmp_path / "file", b"data")
    assert [*tmp_path.iterdir()] == []


_FILL = """
import resource, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from test_store import BULLETINS, entry
from zhoubao.errors import StoreError
from zhoubao.store.store import Writer

writer = Writer(Path(sys.argv[1]))
writer.write([entry("old", graph=BULLETINS + "test/0")])
resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, resource.RLIM_INFINITY))
try:
    for number in range(1, 60):
        words = [f"{number} {index}" for index in range(400)]
        new = BULLETINS + f"test/{number % int(sys.argv[3])}"
        writer.write([entry(*words, graph=new)])
        print(new, flush=True)
except StoreError as error:
    print(error.code, flush=True)
    raise SystemExit(error.exit_code)
"""


@pytest.mark.parametrize("graphs", [2, 60], ids=["replacing", "adding"])
def test_a_full_disk_is_a_clear_error_and_all_that_was_stored_is_whole(tmp_path: Path, graphs: int) -> None:
    arguments = [sys.executable, "-c", _FILL, str(tmp_path / "store"), str(ROOT / "tests"), str(graphs)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = subprocess.run(arguments, capture_output=True, text=True, check=False, env=environment)
    assert run.returncode == StoreError.exit_code, run.stderr
    *stored, code = run.stdout.split()
    assert code == "E-DISK-FULL"
    with Reader(tmp_path / "store") as reader:
        found = {graph: len(words_in(reader.quads, graph)) for graph in reader.records()}
    assert set(found) == {BULLETINS + "test/0", *stored}
    assert set(found.values()) <= {1, 400}
