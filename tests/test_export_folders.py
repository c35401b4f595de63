"""An export into a folder removes what an export wrote there before, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from zhoubao.errors import UsageError
from zhoubao.exchange.export import ExportFormat, export_file
from zhoubao.exchange.files import FORMATS, Options, write_files
from zhoubao.exchange.files.description import described_files, stated_in
from zhoubao.store.graph_names import BASE, BULLETINS, CHECKS, PREFIXES

FOLDERS = sorted(name for name, form in FORMATS.items() if form.folder)
Command = Callable[..., "subprocess.CompletedProcess[str]"]


def store_of(*bulletins: str, text: str = "x") -> ox.Store:
    """A store with a fact in each of these bulletins."""
    store = ox.Store()
    zw, rdf = PREFIXES["zw"], PREFIXES["rdf"]
    for name in bulletins:
        for graph in (BULLETINS + name, CHECKS + name):
            about = (f"<{rdf}type> <{zw}Meeting>", f'<{zw}rule> "r"', f'<{zw}text> "{text}"')
            store.load("".join(f"<urn:{name}> {line} <{graph}> .\n" for line in about), ox.RdfFormat.N_QUADS)
    return store


TWO, ONE = store_of("a/1", "a/2"), store_of("a/2", "b/3", text="y")


def write(store: ox.Store, form: str, folder: Path, size: int = 200) -> list[Path]:
    return write_files(store, form, folder, Options(size=size))


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("form", FOLDERS)
def test_notes_a_repository_and_the_folder_itself_stay(form: str, tmp_path: Path) -> None:
    folder, fresh = tmp_path / "out", tmp_path / "fresh"
    write(TWO, form, folder)
    (folder / ".git").mkdir()
    (folder / ".git" / "HEAD").write_text("ref")
    (folder / "thesis.docx").write_text("years")
    (folder / "bulletin").mkdir(exist_ok=True)
    (folder / "bulletin" / "notes.txt").write_text("mine")
    inode = folder.stat().st_ino  # a mount point cannot be replaced
    write(ONE, form, folder)
    write(ONE, form, fresh)
    assert folder.stat().st_ino == inode
    mine = {".git/HEAD": b"ref", "thesis.docx": b"years", "bulletin/notes.txt": b"mine"}
    ours = {name: data for name, data in files_in(folder).items() if name not in mine}
    assert {**ours, **mine} == files_in(folder)
    del ours["description.ttl"]  # which compares with the one before
    expected = files_in(fresh)
    del expected["description.ttl"]
    assert ours == expected


@pytest.mark.parametrize("form", FOLDERS)
def test_every_file_is_named_by_the_description_and_no_other_is_made(form: str, tmp_path: Path) -> None:
    files = write(TWO, form, tmp_path / "out")
    named = described_files(tmp_path / "out" / "description.ttl")
    assert named is not None
    assert {*map(str, named), "description.ttl"} == files_in(tmp_path / "out").keys()
    assert sorted(files) == sorted(tmp_path / "out" / name for name in files_in(tmp_path / "out"))
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_is_not_replaced_goes_with_the_folders_that_are_empty_then(tmp_path: Path) -> None:
    write(store_of("a/1", "b/3"), "turtle-files", tmp_path / "out")
    (tmp_path / "out" / "checks" / "b" / "notes").mkdir()
    write(store_of("a/1"), "turtle-files", tmp_path / "out")
    assert files_in(tmp_path / "out").keys() == {"bulletin/a/1.ttl", "checks/a/1.ttl", "description.ttl"}
    assert not (tmp_path / "out" / "bulletin" / "b").exists()
    assert (tmp_path / "out" / "checks" / "b" / "notes").is_dir()


@pytest.mark.parametrize(
    "description",
    ["my own words", "<urn:thesis> <urn:by> <urn:me> .", f"<{BASE}dataset> a <http://rdfs.org/ns/void#Dataset> .", ""],
)
def test_a_description_of_somebody_else_gives_no_right_to_a_folder(description: str, tmp_path: Path) -> None:
    (tmp_path / "description.ttl").write_text(description)
    (tmp_path / "thesis.docx").write_text("years")
    before = files_in(tmp_path)
    for form in FOLDERS:
        with pytest.raises(UsageError, match="E-OUTPUT-TAKEN"):
            write(TWO, form, tmp_path)
    assert files_in(tmp_path) == before


@pytest.mark.parametrize("name", ["../precious.txt", "/etc/hostname", "a/../../precious.txt", "..", ".", "sub\\..\\x"])
def test_a_description_names_nothing_outside_of_its_folder(name: str, tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_text("mine")
    write(TWO, "bulk", tmp_path / "out")
    path = tmp_path / "out" / "description.ttl"
    escaped = name.replace("\\", "\\\\")
    text = path.read_text("utf-8").replace('"part-0001.nq"', f'"{escaped}"')
    assert escaped in text
    path.write_text(text, "utf-8")
    (tmp_path / "out" / "part-0001.nq").unlink()
    write(ONE, "bulk", tmp_path / "out")
    assert (tmp_path / "precious.txt").read_text() == "mine"
    assert Path("/etc/hostname").exists()


def test_a_file_that_is_in_the_way_is_not_replaced_and_nothing_is_changed(tmp_path: Path) -> None:
    write(store_of("a/1"), "turtle-files", tmp_path)
    (tmp_path / "bulletin" / "a" / "2.ttl").write_text("mine")
    before = files_in(tmp_path)
    with pytest.raises(UsageError, match=r"E-OUTPUT-FOREIGN .*2\.ttl"):
        write(TWO, "turtle-files", tmp_path)
    assert files_in(tmp_path) == before


def test_a_folder_or_a_link_in_the_way_is_not_replaced_either(tmp_path: Path) -> None:
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    elsewhere.mkdir()
    write(store_of("a/1"), "turtle-files", out)
    (out / "bulletin" / "b").symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(UsageError, match=r"E-OUTPUT-FOREIGN .*bulletin/b:"):
        write(store_of("a/1", "b/3"), "turtle-files", out)
    assert [*elsewhere.iterdir()] == []
    (out / "bulletin" / "b").unlink()
    (out / "bulletin" / "b").write_text("mine")
    with pytest.raises(UsageError, match="E-OUTPUT-FOREIGN"):
        write(store_of("a/1", "b/3"), "turtle-files", out)
    assert (out / "bulletin" / "b").read_text() == "mine"


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real", target_is_directory=True)
    write(TWO, "csv", tmp_path / "link")
    write(ONE, "csv", tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert files_in(tmp_path / "real").keys() == {"Meeting.csv", "description.ttl"}


def test_a_process_that_dies_while_it_moves_files_is_cleaned_up_by_the_next(tmp_path: Path) -> None:
    """At each of the moves; what a killed process leaves is a draft of a process that is gone."""
    fresh = tmp_path / "fresh"
    write(ONE, "turtle-files", fresh)
    expected = files_in(fresh)
    moves = 0
    for stop in range(12):
        out = tmp_path / f"out{stop}"
        write(TWO, "turtle-files", out)
        (out / "notes.txt").write_text("mine")
        if not _killed_at_move(stop, out):
            break
        moves += 1
        write(ONE, "turtle-files", out)
        found = files_in(out)
        assert found.pop("notes.txt") == b"mine"
        assert sorted(found) == sorted(expected), stop
        assert {name: found[name] for name in found if name != "description.ttl"}.items() <= expected.items()
    assert moves > 4


_KILLED = """
import os, sys
from pathlib import Path
sys.path[:0] = sys.argv[3:]
from test_export_folders import ONE, write
left, replace = [int(sys.argv[1])], Path.replace
def counted(self, target):
    if not left[0]:
        os._exit(9)
    left[0] -= 1
    return replace(self, target)
Path.replace = counted
write(ONE, "turtle-files", Path(sys.argv[2]))
"""


def _killed_at_move(stop: int, folder: Path) -> bool:
    """Whether a process that writes the second store into a folder reached this move, at which it ends."""
    tests = Path(__file__).resolve().parent
    command = [sys.executable, "-c", _KILLED, str(stop), str(folder), str(tests), str(tests.parent)]
    return subprocess.run(command, check=False).returncode == 9


def test_the_folder_in_which_one_is(here: Path) -> None:
    write(TWO, "csv", Path())
    write(ONE, "csv", Path("."))
    assert files_in(here).keys() == {"Meeting.csv", "description.ttl"}
    (here / "notes.txt").write_text("mine")
    (here / "description.ttl").unlink()
    with pytest.raises(UsageError, match="E-OUTPUT-TAKEN"):
        write(ONE, "csv", Path())
    assert (here / "notes.txt").exists()


@pytest.mark.parametrize("place", [".", "/", "./", "out"])
@pytest.mark.parametrize("form", sorted(FORMATS))
def test_a_place_that_holds_other_things_is_one_line_and_no_traceback(form: str, place: str, here: Path) -> None:
    (here / "mine.txt").write_text("mine")
    (here / "out").mkdir()
    (here / "out" / "mine.txt").write_text("mine")
    root = sorted(os.listdir("/"))
    with pytest.raises(UsageError, match=r"E-OUTPUT-TAKEN|E-OUTPUT "):
        write(TWO, form, Path(place))
    if form in ("nq", "nt", "ttl", "trig"):
        with pytest.raises(UsageError, match="E-OUTPUT "):
            export_file(TWO, Path(place), ExportFormat.of(form))
    assert files_in(here) == {"mine.txt": b"mine", "out/mine.txt": b"mine"}
    assert sorted(os.listdir("/")) == root


def test_a_description_of_somebody_else_beside_a_file_stays(tmp_path: Path) -> None:
    (tmp_path / "x.nt.description.ttl").write_text("mine")
    with pytest.raises(UsageError, match=r"E-OUTPUT-FOREIGN .*x\.nt\.description\.ttl"):
        write(TWO, "nt", tmp_path / "x.nt")
    assert files_in(tmp_path) == {"x.nt.description.ttl": b"mine"}


def test_drafts_of_processes_that_are_gone_are_removed_and_those_that_run_stay(tmp_path: Path) -> None:
    gone = subprocess.Popen(["true"])
    gone.wait()
    (tmp_path / f".x.nt.{gone.pid}.part").write_text("half")
    (tmp_path / f".x.nt.{os.getppid()}.part").write_text("at work")
    (tmp_path / f".y.nt.{gone.pid}.part").write_text("another's")
    write(TWO, "nt", tmp_path / "x.nt")
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {
        *("x.nt", "x.nt.description.ttl"),
        *(f".x.nt.{os.getppid()}.part", f".y.nt.{gone.pid}.part"),
    }
    stated = stated_in(tmp_path / "x.nt.description.ttl")
    assert stated is not None
    assert stated.files == ("x.nt",)


def test_the_command_line_refuses_in_one_line(command: Command, folder: Path, tmp_path: Path) -> None:
    command("build", folder, "--no-validate")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.docx").write_text("years")
    for place in (tmp_path / "full", "/"):
        done = command("export", "-f", "csv", "-o", place)
        assert done.returncode == 2
        assert done.stderr.startswith("zhoubao: E-OUTPUT-TAKEN")
        assert done.stderr.count("\n") == 1
