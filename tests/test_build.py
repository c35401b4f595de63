"""A build takes what it can read, says what it left out, and does only what changed."""

from __future__ import annotations

import os
import pickle
import select
import shutil
from pathlib import Path

import pytest

from benchmarks.generate import bulletin, write_folder
from mappers.text.source import SourceError
from zhoubao.building import builder
from zhoubao.building.builder import BuildReport, build_store, find_files, remove_bulletin
from zhoubao.building.worker import leave
from zhoubao.errors import StoreError, UsageError
from zhoubao.store import record
from zhoubao.store.graph_names import REGISTERS
from zhoubao.store.store import Reader


def build(folder: Path, *more: Path) -> BuildReport:
    return build_store([folder, *more], folder.parent / "store", validate=False)


def codes(report: BuildReport) -> list[str]:
    return [problem.code for problem in report.left_out]


def stored(folder: Path) -> dict[str, str]:
    """Digest of each bulletin in the store by the name of its file."""
    with Reader(folder.parent / "store") as reader:
        return {Path(entry.file).name: entry.sha256 for entry in reader.records().values()}


def test_all_bulletins_of_a_folder_are_stored(folder: Path) -> None:
    report = build(folder)
    assert len(report.written) == len(stored(folder)) == 6
    assert report.exit_code == 0


def test_registers_are_stored_with_the_bulletins(folder: Path) -> None:
    build(folder)
    with Reader(folder.parent / "store") as reader:
        assert {name.value for name in reader.quads.named_graphs()} >= {REGISTERS + "regions", REGISTERS + "bodies"}


def test_a_second_build_maps_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(folder)

    def refuse(*_: object) -> None:
        raise AssertionError("mapped again")

    monkeypatch.setattr(builder, "map_some", refuse)
    report = build(folder)
    assert (report.written, report.unchanged) == ((), 6)


def test_only_the_changed_file_is_mapped(folder: Path) -> None:
    build(folder)
    changed = folder / "00002.txt"
    changed.write_text(changed.read_text("utf-8").replace("总体情况良好", "总体情况一般"), "utf-8")
    report = build(folder)
    assert [Path(entry.file).name for entry in report.written] == ["00002.txt"]


def test_another_version_of_the_mappers_maps_all_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(folder)
    newer = record.Versions("new", record.current_versions().ontology, record.current_versions().shapes)
    monkeypatch.setattr(builder, "current_versions", lambda added: newer)
    assert len(build(folder).written) == 6


def test_the_same_bytes_twice_are_one_bulletin(folder: Path) -> None:
    shutil.copy(folder / "00001.txt", folder / "copy.txt")
    report = build(folder)
    assert len(report.written) == 6
    assert [note.split()[0] for note in report.notes] == ["N-DUPLICATE"]
    assert "copy.txt" in report.notes[0]


def test_of_two_texts_that_claim_one_bulletin_neither_is_taken(folder: Path) -> None:
    (folder / "rival.txt").write_text(bulletin(1, 700) + "\n更正。\n", "utf-8")
    report = build(folder)
    assert codes(report) == ["E-CONFLICT", "E-CONFLICT"]
    assert "rival.txt" in str(report.left_out[0])
    assert "00001.txt" in str(report.left_out[1])
    assert "00001.txt" not in stored(folder)
    assert len(stored(folder)) == 5


def test_a_rival_of_a_stored_bulletin_leaves_it_as_it_was(folder: Path) -> None:
    build(folder)
    before = stored(folder)
    (folder / "rival.txt").write_text(bulletin(1, 700) + "\n更正。\n", "utf-8")
    assert codes(build(folder)) == ["E-CONFLICT"]
    assert stored(folder) == before


def test_a_rival_built_alone_is_no_different(folder: Path) -> None:
    build(folder)
    before = stored(folder)
    rival = folder.parent / "rival.txt"
    rival.write_text(bulletin(1, 700) + "\n更正。\n", "utf-8")
    assert codes(build_store([rival], folder.parent / "store", validate=False)) == ["E-CONFLICT"]
    assert stored(folder) == before


def test_a_corrected_file_replaces_its_bulletin(folder: Path) -> None:
    build(folder)
    (folder / "00001.txt").unlink()
    corrected = folder / "corrected.txt"
    corrected.write_text(bulletin(1, 700) + "\n更正。\n", "utf-8")
    assert codes(build(folder)) == []
    assert "corrected.txt" in stored(folder)
    assert "00001.txt" not in stored(folder)


def test_a_vanished_file_stays_in_the_store_and_is_told(folder: Path) -> None:
    build(folder)
    (folder / "00003.txt").unlink()
    report = build(folder)
    assert [note.split()[0] for note in report.notes] == ["N-VANISHED"]
    assert report.exit_code == 0
    assert "00003.txt" in stored(folder)


def test_a_moved_file_is_known_by_its_bytes(folder: Path) -> None:
    build(folder)
    (folder / "00003.txt").rename(folder / "renamed.txt")
    build(folder)
    assert "renamed.txt" in stored(folder)
    assert len(stored(folder)) == 6


BAD = {
    "empty.txt": (b"", "E-EMPTY"),
    "blank.txt": (b" \n\n", "E-EMPTY"),
    "binary.txt": (bytes(range(256)) * 20, "E-BINARY"),
    "utf16.txt": ("窗口工作周报".encode("utf-16"), "E-ENCODING"),
    "latin.txt": ("été à Zürich, où ça ".encode("latin-1") * 9, "E-ENCODING"),
    "letter.txt": ("亲爱的奶奶：我很好，天气也好。".encode(), "E-NOT-BULLETIN"),
    "english.txt": (b"Dear all,\n\nminutes of our meeting follow.\n", "E-NOT-BULLETIN"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_clear_line_and_the_others_go_on(folder: Path, name: str) -> None:
    data, code = BAD[name]
    (folder / name).write_bytes(data)
    report = build(folder)
    assert codes(report) == [code]
    assert report.exit_code == 3
    assert len(report.written) == 6
    line = str(report.left_out[0])
    assert line.startswith(f"{code} {folder / name}: ")
    assert "\n" not in line


def test_a_file_that_may_not_be_read_is_left_out(folder: Path) -> None:
    secret = folder / "00000.txt"
    secret.chmod(0)
    if os.access(secret, os.R_OK):
        pytest.skip("this user may read everything")
    assert codes(build(folder)) == ["E-UNREADABLE"]


def test_a_file_that_cannot_be_opened_is_left_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_bytes = Path.read_bytes

    def guarded(path: Path) -> bytes:
        if path.name == "00000.txt":
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", guarded)
    report = build(folder)
    assert codes(report) == ["E-UNREADABLE"]
    assert len(report.written) == 5


def test_a_dangling_link_and_a_pipe_do_not_stop_a_build(folder: Path) -> None:
    (folder / "dangling.txt").symlink_to(folder / "nowhere.txt")
    os.mkfifo(folder / "pipe.txt")
    assert len(build(folder).written) == 6


def test_gb18030_is_read(folder: Path) -> None:
    path = folder / "00004.txt"
    path.write_bytes(path.read_text("utf-8").encode("gb18030"))
    report = build(folder)
    assert codes(report) == []
    assert len(report.written) == 6


def test_an_unknown_format_that_is_named_is_left_out(folder: Path) -> None:
    (folder / "table.xyz").write_text("1")
    assert codes(build(folder, folder / "table.xyz")) == ["E-FORMAT"]


def test_other_files_of_a_folder_are_passed_over(folder: Path) -> None:
    for name in ("table.xyz", ".hidden.txt", "README.md"):
        (folder / name).write_text("1")
    assert len(find_files([folder])[0]) == 6


def test_files_are_found_in_folders_below_and_once(folder: Path) -> None:
    write_folder(folder / "more", 2)
    files, problems = find_files([folder, folder / "more", folder / "00000.txt"])
    assert len(files) == 8
    assert problems == []
    assert files == sorted(files)


def test_a_path_that_is_not_there_is_left_out(folder: Path) -> None:
    report = build(folder, folder / "nowhere")
    assert codes(report) == ["E-NO-PATH"]
    assert len(report.written) == 6


def test_a_folder_without_bulletins_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="E-NO-BULLETINS"):
        build(tmp_path / "empty")
    assert not (tmp_path / "store").exists()


def test_a_mapper_that_fails_is_told_and_the_others_go_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mappers import mapping

    map_bulletin = mapping.map_bulletin

    def fragile(text: mapping.Text, registers: mapping.Registers) -> mapping.Mapped:
        if text.name.endswith("00002.txt"):
            raise IndexError("nothing there")
        return map_bulletin(text, registers)

    monkeypatch.setattr(mapping, "map_bulletin", fragile)
    report = build(folder)
    assert codes(report) == ["E-MAPPER"]
    assert "IndexError: nothing there" in str(report.left_out[0])
    assert len(report.written) == 5


def test_a_file_that_changes_during_the_build_is_left_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    claims = builder._claims

    def meddle(*arguments: object) -> object:
        found = claims(*arguments)  # type: ignore[arg-type]
        (folder / "00002.txt").write_text(bulletin(2, 900), "utf-8")
        return found

    monkeypatch.setattr(builder, "_claims", meddle)
    report = build(folder)
    assert codes(report) == ["E-UNREADABLE"]
    assert isinstance(report.left_out[0], SourceError)


@pytest.mark.parametrize("name", ["file", "graph", "short", "bulletin"])
def test_a_bulletin_is_removed_by_any_of_its_names(folder: Path, name: str) -> None:
    build(folder)
    with Reader(folder.parent / "store") as reader:
        graph, entry = next(iter(reader.records().items()))
    names = {
        "file": entry.file,
        "graph": graph,
        "short": graph.partition("/graph/bulletin/")[2],
        "bulletin": graph.replace("/graph/", "/id/"),
    }
    assert remove_bulletin(folder.parent / "store", names[name]) == graph
    assert Path(entry.file).name not in stored(folder)


def test_removing_a_bulletin_removes_its_earlier_originals_and_those_of_no_other(folder: Path) -> None:
    """Whoever removes for privacy has removed: also the text before it was corrected, twice here."""
    build(folder)
    paths = sorted(folder.iterdir())
    for change in ("甲", "乙"):
        for path in paths[:2]:
            path.write_text(path.read_text("utf-8") + f"\n（更正{change}）\n", "utf-8")
        assert len(build(folder).written) == 2
    sources = folder.parent / "store" / "sources"
    assert len([*sources.iterdir()]) == 6 + 2 * 2
    (sources / f"{'ab' * 32}.txt").write_text("left by a build that was killed")
    (sources / "notes.txt").write_text("mine")
    remove_bulletin(folder.parent / "store", str(paths[0]))
    kept = {path.name for path in sources.iterdir()}
    with Reader(folder.parent / "store") as reader:
        current = {f"{entry.sha256}.txt" for entry in reader.records().values()}
    assert current < kept
    assert len(kept - current - {"notes.txt"}) == 2  # the earlier ones of the other
    texts = "".join((sources / name).read_text("utf-8") for name in kept)
    assert paths[0].read_text("utf-8").splitlines()[0] in texts  # of the same series
    assert all(paths[0].read_text("utf-8")[:200] not in (sources / name).read_text("utf-8") for name in kept)


def test_an_original_that_comes_back_is_removed_once(folder: Path) -> None:
    build(folder)
    path = sorted(folder.iterdir())[0]
    first = path.read_bytes()
    path.write_bytes(first + "\n（更正）\n".encode())
    build(folder)
    path.write_bytes(first)
    build(folder)
    remove_bulletin(folder.parent / "store", str(path))
    assert len([*(folder.parent / "store" / "sources").iterdir()]) == 5


def test_the_folder_for_work_is_gone_after_a_build(folder: Path) -> None:
    build_store([folder], folder.parent / "store", validate=False, processes=2)
    names = {path.name for path in (folder.parent / "store").iterdir()}
    assert names == {"lock", "sources", "store", "zhoubao.json"}


def test_removing_what_is_not_there_changes_nothing(folder: Path) -> None:
    build(folder)
    with pytest.raises(UsageError, match="E-NOT-FOUND"):
        remove_bulletin(folder.parent / "store", "nothing/2020-1")
    assert len(stored(folder)) == 6


def test_removing_from_nothing_makes_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="E-STORE-ABSENT"):
        remove_bulletin(tmp_path / "store", "x/2020-1")
    assert not (tmp_path / "store").exists()


def test_what_a_worker_found_travels_as_a_name(tmp_path: Path) -> None:
    """A worker killed in the middle of sending more than a pipe holds left its parent waiting for ever."""
    name = leave(lambda jobs: [b"x" * 5_000_000], [], tmp_path)
    assert len(pickle.dumps(name)) < select.PIPE_BUF
    assert pickle.loads(Path(name).read_bytes()) == [b"x" * 5_000_000]
