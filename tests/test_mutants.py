"""The mutants: what is changed, which tests are asked, and that what is published adds up."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

from benchmarks.mutants import EQUIVALENT, TARGET, Mutant, Results, Suite, _key, drawn
from benchmarks.mutator import changes, module_level
from tests.conftest import ROOT

SOURCE = '''"""A module."""

__all__ = ["f"]
LIMIT: int = 3


def f(names, cut=False):
    """A function."""
    if not names and cut:
        return names
    for name in names:
        if re.search(r"甲|乙|丙(?:丁)", name) and len(name) < LIMIT:
            raise ValueError("no")
    return [f"{name}!" for name in names if name in known]
'''


def made(source: str) -> list[tuple[int, str]]:
    return [(change.line, str(change)) for change in changes(source.encode())]


def test_every_sort_of_change_is_made() -> None:
    assert made(SOURCE) == [
        (4, "3 -> 4"),
        (7, "False -> True"),
        (9, "not names and cut -> (not (not names and cut))"),
        (9, "not names and cut -> ((not names) or (cut))"),
        (9, "not names -> (names)"),
        (10, "names -> None"),
        (
            12,
            're.search(r"甲|乙|丙(?:丁)", name) and len(name) < LIMIT -> (not (re.search(r"甲|乙|丙(?:丁)", name) and len(name) < LIMIT))',
        ),
        (
            12,
            're.search(r"甲|乙|丙(?:丁)", name) and len(name) < LIMIT -> ((re.search(r"甲|乙|丙(?:丁)", name)) or (len(name) < LIMIT))',
        ),
        (12, 'r"甲|乙|丙(?:丁)" -> r"甲|丙(?:丁)"'),
        (12, "len(name) < LIMIT -> len(name) >= LIMIT"),
        (12, "len(name) < LIMIT -> len(name) <= LIMIT"),
        (14, '[f"{name}!" for name in names if name in known] -> None'),
        (14, 'f"{name}!" -> ""'),
        (14, "name in known -> (not (name in known))"),
        (14, "name in known -> name not in known"),
    ]


@pytest.mark.parametrize("name", ["mappers/kinds/visit.py", "zhoubao/messages.py", "zhoubao/store/store.py"])
def test_a_change_leaves_a_program_that_differs_only_there(name: str) -> None:
    source = (ROOT / name).read_bytes()
    for change in changes(source):
        other = change.apply(source)
        ast.parse(other)
        assert other[: change.start] == source[: change.start]
        assert other.endswith(source[change.end :])
        assert ast.dump(ast.parse(other)) != ast.dump(ast.parse(source)), change


def test_lines_of_functions_are_told_from_those_of_the_module() -> None:
    assert [line for line in (4, 7, 9, 14) if module_level(SOURCE.encode(), line)] == [4, 7]


def test_the_same_places_are_drawn_again() -> None:
    first = drawn("zhoubao", 10, 1)
    assert [m.key for m in first] == [m.key for m in drawn("zhoubao", 10, 1)]
    assert len({(m.path, m.change.line) for m in first}) == 10
    assert {m.key for m in first} != {m.key for m in drawn("zhoubao", 10, 2)}


@pytest.fixture
def project(tmp_path: Path) -> Suite:
    """A small project with two tests, one of which runs what is changed."""
    suite = Suite(tmp_path)
    (suite.tree / "tests").mkdir(parents=True)
    (suite.tree / "half.py").write_text("def half(n):\n    return n / 2\n\n\ndef other(n):\n    return n\n", "utf-8")
    tests = "from half import half, other\n\n\ndef test_half():\n    assert half(4) == 2\n\n\ndef test_other():\n    other(1)\n"
    (suite.tree / "tests" / "test_half.py").write_text(tests, "utf-8")
    plugin = ROOT / "benchmarks" / "mutant_plugin.py"
    (suite.tree / "benchmarks").mkdir()
    (suite.tree / "benchmarks" / "mutant_plugin.py").write_text(plugin.read_text("utf-8"), "utf-8")
    note = {"fixtures": [], "seconds": 0.01, "passed": True}
    notes = [json.dumps({f"tests/test_half.py::test_{n}": note}) for n in ("half", "other")]
    suite.notes.write_text("\n".join(notes), "utf-8")
    half, other = (frozenset({f"tests/test_half.py::test_{n}"}) for n in ("half", "other"))
    suite.lines = {"half.py": {2: half, 6: other}}
    return suite


def test_a_mutant_is_noticed_by_the_test_that_fails_or_survives(project: Suite) -> None:
    source = (project.tree / "half.py").read_bytes()
    by_line = {change.line: Mutant("half.py", change, "") for change in changes(source) if change.new == "None"}
    assert project.killer(by_line[2]) == "tests/test_half.py::test_half"
    assert project.killer(by_line[6]) is None
    assert (project.tree / "half.py").read_bytes() == source


def test_what_a_killed_call_left_changed_is_put_back(project: Suite) -> None:
    source = (project.tree / "half.py").read_bytes()
    project.original.write_bytes(b"half.py\0" + source)
    (project.tree / "half.py").write_text("changed", "utf-8")
    project.restore()
    assert (project.tree / "half.py").read_bytes() == source


def test_equivalent_mutants_and_those_that_were_not_run_are_not_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mutants = drawn("zhoubao", 5, 1)
    path, code, change = mutants[1].key
    marked = tmp_path / "marked.json"
    marked.write_text(json.dumps([{"path": path, "code": code, "change": change, "reason": "none"}]), "utf-8")
    monkeypatch.setattr("benchmarks.mutants.EQUIVALENT", marked)
    results = Results("zhoubao", mutants, tmp_path)
    results.known = {
        _key(mutant): noticed for mutant, noticed in zip(mutants, (None, None, "time", "a test"), strict=False)
    }
    found = results.report()
    assert found == {
        "drawn": 5,
        "run": 4,
        "equivalent": 1,
        "killed": 2,
        "share": 0.667,
        "survivors": [mutants[0].record()],
    }


def test_a_call_goes_on_where_the_last_was(project: Suite, tmp_path: Path) -> None:
    source = (project.tree / "half.py").read_bytes()
    mutants = [Mutant("half.py", change, "") for change in changes(source) if change.new == "None"]
    Results("half", mutants, tmp_path).run(project, 0)
    assert Results("half", mutants, tmp_path).known == {}
    Results("half", mutants, tmp_path).run(project, 600)
    again = Results("half", mutants, tmp_path)
    assert [again.known[_key(mutant)] for mutant in mutants] == ["tests/test_half.py::test_half", None]


def test_what_is_published_adds_up() -> None:
    published = json.loads(TARGET.read_text("utf-8"))
    assert "zhoubao" in published
    for package, found in published.items():
        counted = found["run"] - found["equivalent"]
        assert found["run"] <= found["drawn"]
        assert found["killed"] + len(found["survivors"]) == counted
        assert found["share"] == round(found["killed"] / counted, 3)
        assert all(survivor["place"].startswith(f"{package}/") for survivor in found["survivors"])


def test_every_equivalent_mutant_has_its_reason() -> None:
    marked = json.loads(EQUIVALENT.read_text("utf-8"))
    assert marked
    assert all(len(entry["reason"]) > 20 for entry in marked)
