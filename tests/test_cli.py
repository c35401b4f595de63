"""The command line as a user meets it: output, one-line errors, exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pyoxigraph as ox
import pytest
from rich.text import Text

from benchmarks.generate import bulletin
from zhoubao.store.store import Writer

Command = Callable[..., "subprocess.CompletedProcess[str]"]
ROOT = Path(__file__).resolve().parent.parent
COUNT = "SELECT (COUNT(DISTINCT ?b) AS ?n) WHERE { ?b a zw:Bulletin }"


def width(line: str) -> int:
    """Columns on a terminal: a Chinese character takes two."""
    return Text(line).cell_len


@pytest.fixture
def built(command: Command, folder: Path) -> Command:
    run = command("build", folder, "--no-validate")
    assert run.returncode == 0, run.stderr
    return command


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """More bulletins than are written in one go."""
    folder = tmp_path / "many"
    folder.mkdir()
    for index in range(120):
        (folder / f"{index:03d}.txt").write_text(bulletin(index, 500), "utf-8")
    return folder


class Build:
    """A build that somebody watches on a terminal."""

    def __init__(self, tmp_path: Path, folder: Path, processes: int = 2, **options: bool) -> None:
        settings = {"PYTHONPATH": str(ROOT), "ZHOUBAO_STORE": str(tmp_path / "store"), "ZHOUBAO_LANG": "en"}
        self._terminal, inside = os.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "zhoubao", "build", str(folder), "--no-validate", "--processes", str(processes)],
            stdout=subprocess.DEVNULL,
            stderr=inside,
            env={**os.environ, **settings, "TERM": "xterm", "COLUMNS": "120"},
            **options,  # type: ignore[call-overload]
        )
        os.close(inside)
        self._said = b""
        while not re.search(rb"[1-9]\d*/120", self._said):
            self._said += os.read(self._terminal, 4096)

    def end(self) -> str:
        """What it said until it ended."""
        with suppress(OSError):  # nobody writes to the terminal any more
            while more := os.read(self._terminal, 4096):
                self._said += more
        os.close(self._terminal)
        self.process.wait()
        return self._said.decode()


def test_build_prints_a_closing_table_and_no_progress_where_nobody_looks(command: Command, folder: Path) -> None:
    run = command("build", folder, "--no-validate")
    assert run.stderr == ""
    header, *rows, last = run.stdout.splitlines()
    assert header.split()[:2] == ["bulletin", "facts"]
    assert [row.split()[-1] for row in rows] == [f"0000{index}.txt" for index in range(6)]
    assert last == "written 6 · unchanged 0 · left out 0"


def test_build_tells_what_it_left_out_and_says_so_in_its_exit_code(command: Command, folder: Path) -> None:
    (folder / "empty.txt").write_text("")
    run = command("build", folder, "--no-validate")
    assert run.returncode == 3
    assert [line.split()[0] for line in run.stderr.splitlines() if line.startswith("E-")] == ["E-EMPTY"]


def test_messages_speak_chinese_to_a_chinese_locale(command: Command, folder: Path) -> None:
    run = command("build", folder, "--no-validate", ZHOUBAO_LANG="", LC_ALL="zh_CN.UTF-8")
    assert "写入 6 · 未变 0 · 未采用 0" in run.stdout


def test_facts_as_json_are_grounded_in_the_file(command: Command, folder: Path) -> None:
    path = folder / "00000.txt"
    content = path.read_text("utf-8")
    run = command("facts", path, "--format", "json")
    found = json.loads(run.stdout)
    assert list(found) == ["bulletin", "facts"]
    assert found["facts"]
    assert all(content[fact["start"] : fact["end"]] == fact["quote"] for fact in found["facts"])


def test_facts_as_a_table_has_a_row_for_each_fact(command: Command, folder: Path) -> None:
    path = folder / "00000.txt"
    found = json.loads(command("facts", path, "--format", "json").stdout)["facts"]
    rows = command("facts", path).stdout.splitlines()[1:]
    assert [row.split()[0] for row in rows] == [fact["kind"] for fact in found]


def test_facts_needs_no_store_and_makes_none(command: Any, folder: Path, tmp_path: Path) -> None:
    assert command.process("facts", folder / "00000.txt").returncode == 0
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_a_query_is_answered_in_each_format(built: Command, form: str) -> None:
    out = built("sparql", COUNT, "--format", form).stdout
    answers = {
        "table": lambda: int(out.split()[1]),
        "csv": lambda: int(next(iter(csv.DictReader(io.StringIO(out))))["n"]),
        "json": lambda: json.loads(out)[0]["n"],
    }
    assert answers[form]() == 6


def test_a_query_is_read_from_a_file_and_from_standard_input(built: Command, tmp_path: Path) -> None:
    path = tmp_path / "count.rq"
    path.write_text(COUNT)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "ZHOUBAO_STORE": str(tmp_path / "store")}
    with path.open() as source:
        piped = subprocess.run(
            [sys.executable, "-m", "zhoubao", "sparql", "-"],
            stdin=source,
            capture_output=True,
            text=True,
            check=True,
            env=environment,
        )
    assert piped.stdout == built("sparql", path).stdout == built("sparql", COUNT).stdout


def test_construct_is_written_as_turtle(built: Command) -> None:
    run = built("sparql", "CONSTRUCT { ?b a zw:Bulletin } WHERE { ?b a zw:Bulletin }", "--format", "ttl")
    assert len([*ox.parse(run.stdout, ox.RdfFormat.TURTLE)]) == 6


def test_export_to_a_file_and_to_standard_output_are_the_same(built: Command, tmp_path: Path) -> None:
    assert built("export", "--format", "nt", "-o", tmp_path / "x.nt").stdout == ""
    assert (tmp_path / "x.nt").read_text("utf-8") == built("export", "--format", "nt").stdout


def test_explain_marks_the_quote_and_names_the_rule(built: Command) -> None:
    first = "SELECT ?f ?r ?q { ?f zw:rule ?r ; zw:evidence/oa:hasSelector/oa:exact ?q } ORDER BY ?f ?q LIMIT 1"
    fact = json.loads(built("sparql", first, "--format", "json").stdout)[0]
    run = built("explain", fact["f"])
    assert f"【{fact['q']}】" in run.stdout
    assert f"rule: {fact['r']}" in run.stdout


def test_the_ledger_has_the_sections_and_the_sentences_without_a_fact(built: Command) -> None:
    lines = built("ledger", "--format", "csv").stdout.splitlines()
    assert lines[0] == "section,title,sentences,understood,file"
    assert "quote,reason,title,start,end,file" in lines


def test_stats_count_the_bulletins(built: Command) -> None:
    assert built("stats").stdout.splitlines()[1].split() == ["bulletins", "6"]


def test_validate_finds_nothing_wrong_in_sound_bulletins(built: Command) -> None:
    run = built("validate")
    assert run.returncode in (0, 1), run.stderr
    assert (run.returncode == 1) == ("Violation" in run.stdout)


def test_doctor_is_content_with_a_fresh_store(built: Command) -> None:
    run = built("doctor")
    assert run.returncode == 0, run.stdout
    assert "6 bulletins" in run.stdout


def test_doctor_names_an_original_that_was_altered(built: Command, tmp_path: Path) -> None:
    original = next((tmp_path / "store" / "sources").iterdir())
    original.write_bytes(b"other")
    run = built("doctor")
    assert run.returncode == 1
    assert f"!! the original {original} was altered" in run.stdout


def test_remove_finds_a_bulletin_by_its_number_as_page_does(built: Command) -> None:
    graph = json.loads(
        built("sparql", "SELECT DISTINCT ?g { GRAPH ?g { ?b a zw:Bulletin } }", "--format", "json").stdout
    )[0]["g"]
    assert built("remove", graph.rpartition("/")[2]).stdout.strip() == graph


def test_remove_takes_one_bulletin_out(built: Command, folder: Path) -> None:
    assert built("remove", folder / "00003.txt").returncode == 0
    assert json.loads(built("sparql", COUNT, "--format", "json").stdout) == [{"n": 5}]


MISTAKES = {
    "no store": (["stats"], 4, "E-STORE-ABSENT"),
    "bad query": (["sparql", "SELECT { nonsense"], 2, "E-QUERY"),
    "no query file": (["sparql", "none.rq"], 2, "E-NO-PATH"),
    "update": (["sparql", "INSERT DATA { <urn:a> <urn:b> 1 }"], 2, "E-QUERY"),
    "no such format": (["export", "--format", "punchcard"], 2, "E-FORMAT-UNKNOWN"),
    "no such table format": (["sparql", "ASK { ?s ?p ?o }", "--format", "xlsx"], 2, "E-FORMAT-UNKNOWN"),
    "select as turtle": (["sparql", COUNT, "--format", "ttl"], 2, "E-FORMAT-UNKNOWN"),
    "nothing to explain": (["explain", "https://example.org/nothing"], 2, "E-NOT-FOUND"),
    "no IRI": (["explain", "no iri at all"], 2, "E-NOT-FOUND"),
    "nothing to remove": (["remove", "x/2020-1"], 2, "E-NOT-FOUND"),
    "output in no folder": (["export", "-o", "none/x.nq"], 2, "E-OUTPUT"),
    "no such file": (["facts", "none.txt"], 2, "E-UNREADABLE"),
    "unknown format of a file": (["facts", "table.xyz"], 2, "E-FORMAT"),
    "a folder instead of a file": (["facts", "."], 2, "E-"),
    "nothing to build": (["build", "."], 2, "E-NO-BULLETINS"),
    "no such folder to build": (["build", "none"], 2, "E-NO-PATH"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_one_line_and_an_exit_code(
    name: str, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments, code, sign = MISTAKES[name]
    if name != "no store":
        Writer(tmp_path / "store").close()
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    run = command(*arguments)
    assert run.returncode == code, run.stderr
    assert len(run.stderr.splitlines()) == 1
    assert run.stderr.startswith(f"zhoubao: {sign}")


def test_an_unknown_option_is_a_mistake_too(command: Any) -> None:
    run = command.process("build", "--frobnicate")
    assert run.returncode == 2
    assert "Traceback" not in run.stderr


def test_a_store_in_use_names_the_process(command: Command, tmp_path: Path) -> None:
    with Writer(tmp_path / "store"):
        run = command("stats")
    assert run.returncode == 4
    assert f"process {os.getpid()} is writing this store" in run.stderr


def test_a_reader_of_the_output_that_goes_away_ends_it_quietly(built: Command, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "ZHOUBAO_STORE": str(tmp_path / "store")}
    run = subprocess.Popen(
        [sys.executable, "-m", "zhoubao", "export"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    )
    assert run.stdout is not None
    assert run.stderr is not None
    run.stdout.readline()
    run.stdout.close()
    assert run.stderr.read() == b""
    run.stderr.close()
    run.wait()


def test_an_interrupted_build_says_so_and_leaves_what_it_wrote(command: Command, tmp_path: Path, many: Path) -> None:
    build = Build(tmp_path, many, processes=1)
    build.process.send_signal(signal.SIGINT)
    said = build.end()
    assert build.process.returncode == 130
    assert "zhoubao: E-INTERRUPTED" in said.splitlines()[-1]
    assert json.loads(command("sparql", COUNT, "--format", "json").stdout)[0]["n"] > 0


def test_an_interrupt_from_the_keyboard_reaches_workers_without_their_tracebacks(tmp_path: Path, many: Path) -> None:
    build = Build(tmp_path, many, start_new_session=True)
    os.killpg(build.process.pid, signal.SIGINT)
    said = build.end()
    assert build.process.returncode == 130
    assert "Traceback" not in said


def test_a_worker_that_is_killed_ends_the_build_with_a_clear_error(
    tmp_path: Path, many: Path, command: Command
) -> None:
    build = Build(tmp_path, many)
    children = psutil.Process(build.process.pid).children()
    next(child for child in children if "spawn_main" in " ".join(child.cmdline())).kill()  # the pool ends the others
    said = build.end()
    assert build.process.returncode == 3
    assert "zhoubao: E-WORKER" in said.splitlines()[-1]
    assert json.loads(command("sparql", COUNT, "--format", "json").stdout)[0]["n"] > 0


def test_a_build_that_is_killed_leaves_no_workers_and_no_folders_behind(
    tmp_path: Path, many: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    build = Build(tmp_path, many)
    children = psutil.Process(build.process.pid).children(recursive=True)
    assert len(children) >= 2
    build.process.kill()
    build.end()
    _, alive = psutil.wait_procs(children, timeout=60)
    assert alive == []
    assert command("build", many, "--no-validate").returncode == 0
    assert {path.name for path in (tmp_path / "store").iterdir()} == {"lock", "sources", "store", "zhoubao.json"}
    assert [*(tmp_path / "tmp").iterdir()] == []


def test_the_closing_table_fits_when_names_are_chinese(built: Command) -> None:
    header, *rows = built("facts", ROOT / "samples" / "s01.txt").stdout.splitlines()
    assert {width(row) for row in rows} == {width(header)}


def test_start_up_imports_nothing_heavy() -> None:
    heavy = ("rdflib", "pyshacl", "pandas", "networkx", "multiprocessing", "httpx", "portalocker", "lxml", "pdfplumber")
    code = f"import sys, zhoubao.cli.main; print([name for name in {heavy} if name in sys.modules])"
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert run.stdout == "[]\n"
