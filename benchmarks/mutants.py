"""Small changes to the program at places drawn by chance: what share of them the public tests notice.

    python benchmarks/mutants.py zhoubao
    python benchmarks/mutants.py mappers --count 100 --seed 1 --work /tmp/mutants
    python benchmarks/mutants.py zhoubao --new tests/test_store.py      survivors again, against tests written since

Works in a copy of the tree below the work folder: runs the tests once there, to learn which test runs which line (a later
call uses what was learned), then each mutant against the tests that run its line, quick ones first, until one fails. Bulletins
from outside the project are not used. A mutant that the tests cannot notice since it changes nothing is marked by hand, with
the reason, in quality/equivalent_mutants.json, and not counted. Writes quality/mutants.json.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.mutator import Change, changes, module_level  # noqa: E402  needs the path above

TARGET = ROOT / "quality" / "mutants.json"
EQUIVALENT = ROOT / "quality" / "equivalent_mutants.json"
#: Seconds that the tests of one round may take on the program as it is, and how long a round may take at most: a multiple
#: of that and a start, for a busy machine must not pass for an endless loop.
BUDGET, PATIENCE, START = 12.0, 4.0, 120.0
#: How many files of tests are asked before the others.
_FIRST = 3


@dataclass(frozen=True, slots=True)
class Mutant:
    """A change of one file, named by its path in the project."""

    path: str
    change: Change
    code: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What names it also when lines have moved."""
        return self.path, self.code, str(self.change)

    def record(self) -> dict[str, str]:
        return {"place": f"{self.path}:{self.change.line}", "code": self.code, "change": str(self.change)}


def drawn(package: str, count: int, seed: int, tree: Path = ROOT) -> list[Mutant]:
    """Mutants at lines drawn by chance, one on each: lines with much on them are no likelier than others."""
    by_line: dict[tuple[str, int], list[Change]] = {}
    sources = {str(path.relative_to(tree)): path.read_bytes() for path in sorted((tree / package).rglob("*.py"))}
    for path, source in sources.items():
        for change in changes(source):
            by_line.setdefault((path, change.line), []).append(change)
    draw = random.Random(f"{package} {seed}")
    places = draw.sample(sorted(by_line), count)
    return [
        Mutant(path, draw.choice(by_line[path, line]), sources[path].decode().split("\n")[line - 1].strip())
        for path, line in places
    ]


class Suite:
    """The public tests in a copy of the tree, and which of them run which line."""

    def __init__(self, work: Path) -> None:
        self.work = work
        self.tree = work / "tree"
        self.notes = work / "notes.jsonl"
        self.coverage = work / "coverage.db"
        self.original = work / "original"
        self.ready = work / "ready"
        self.proven: set[str] = set()
        self.new: list[str] = []

    def prepare(self) -> None:
        """Copy the tree and learn what each test runs, unless that is known of the same commit."""
        commit = subprocess.check_output(["git", "rev-parse", "HEAD"], cwd=ROOT, text=True)
        if self.ready.exists() and self.ready.read_text("utf-8") == commit:
            return
        self.ready.unlink(missing_ok=True)
        self.notes.unlink(missing_ok=True)
        shutil.rmtree(self.tree, ignore_errors=True)
        listed = subprocess.check_output(["git", "ls-files", "-z", "--cached"], cwd=ROOT)
        for name in filter(None, listed.decode().split("\0")):
            (self.tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, self.tree / name)
        settings = self.work / "coverage.ini"
        settings.write_text(
            "[run]\nsource_pkgs =\n    mappers\n    zhoubao\nparallel = true\npatch =\n    subprocess\n    _exit\n"
            f"context = ${{MUTANT_CONTEXT-}}\ndata_file = {self.coverage}\n"
        )
        tool = [sys.executable, "-m", "coverage"]
        run = ("run", f"--rcfile={settings}", "-m", "pytest", "-p", "benchmarks.mutant_plugin")
        subprocess.run([*tool, *run], cwd=self.tree, env=self._environment(MUTANT_NOTES=str(self.notes)), check=False)
        subprocess.run([*tool, "combine", "-q", f"--rcfile={settings}"], cwd=self.tree, check=True)
        self.ready.write_text(commit, "utf-8")

    def renew(self, files: Sequence[str]) -> None:
        """Take tests that were written since; what they run is not known, so all of them meet every survivor."""
        self.new = [*files]
        if missing := [name for name in files if not (ROOT / _file(name)).is_file()]:
            raise SystemExit(f"--new: no such file of tests: {', '.join(missing)}")
        if files:
            shutil.copytree(ROOT / "tests", self.tree / "tests", dirs_exist_ok=True)

    def _environment(self, **more: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name != "ZHOUBAO_BULLETINS"}
        return {**kept, "PYTHONPATH": str(self.tree), **more}

    @cached_property
    def tests(self) -> dict[str, dict[str, Any]]:
        """The tests that pass, with their fixtures of wider scope and their seconds."""
        noted = [json.loads(line) for line in self.notes.read_text("utf-8").splitlines()]
        return {name: note for entry in noted for name, note in entry.items() if note["passed"]}

    @cached_property
    def lines(self) -> dict[str, dict[int, frozenset[str]]]:
        """The tests that run each line of each file."""
        from coverage import CoverageData

        data = CoverageData(str(self.coverage))
        data.read()
        by_fixture: dict[str, set[str]] = {}
        for name, note in self.tests.items():
            for fixture in note["fixtures"]:
                by_fixture.setdefault(fixture, set()).add(name)
        found = {}
        for path in data.measured_files():
            by_line = data.contexts_by_lineno(path).items()
            found[str(Path(path).relative_to(self.tree))] = {
                line: frozenset(test for name in names for test in by_fixture.get(name, {name} & self.tests.keys()))
                for line, names in by_line
            }
        return found

    def rounds(self, mutant: Mutant) -> Iterator[list[str]]:
        """The tests that run the line, first those whose files import the module or run little else; then others of the file.

        A line that runs when its module is imported is one of every test of the module.
        """
        of_file = self.lines.get(mutant.path, {})
        anywhere = frozenset().union(*of_file.values()) if of_file else frozenset()
        here = of_file.get(mutant.change.line, frozenset())
        if module_level((self.tree / mutant.path).read_bytes(), mutant.change.line):
            here = anywhere
        if self.new:
            yield self.new
            return
        naming = self._naming(mutant.path)
        narrow = sorted({_file(name) for name in here} - naming, key=lambda file: (self._breadth[file], file))
        near = naming | {*narrow[:_FIRST]}
        direct = {name for name in self.tests if _file(name) in naming} if here is anywhere else here
        asked: set[str] = set()
        for names in (
            (name for name in direct if _file(name) in near),
            here,
            anywhere | {name for name in self.tests if _file(name) in near},
        ):
            chosen = self._affordable({*names} - asked)
            asked |= {*chosen}
            yield chosen

    def _naming(self, path: str) -> set[str]:
        """The files of tests that import a module by its name."""
        module = ".".join(Path(path).with_suffix("").parts)
        named = re.compile(rf"^\s*(?:from|import) {re.escape(module)}\b", re.MULTILINE)
        files = {_file(name) for name in self.tests}
        return {file for file in files if named.search((self.tree / file).read_text("utf-8"))}

    @cached_property
    def _breadth(self) -> Counter[str]:
        """How many files of the program each file of tests runs: the fewer, the likelier it tests what it runs."""
        found: dict[str, set[str]] = {}
        for path, by_line in self.lines.items():
            for file in {_file(name) for names in by_line.values() for name in names}:
                found.setdefault(file, set()).add(path)
        return Counter({file: len(paths) for file, paths in found.items()})

    def _affordable(self, names: Iterable[str]) -> list[str]:
        """The quickest tests, as many as the budget allows."""
        chosen, seconds = [], 0.0
        for name in sorted(names, key=lambda name: (self.tests[name]["seconds"], name)):
            seconds += self.tests[name]["seconds"]
            if chosen and seconds > BUDGET:
                break
            chosen.append(name)
        return chosen

    def fails(self, names: Sequence[str]) -> str | None:
        """What notices: the name of the test that fails, "import" or "time"; None where all pass.

        A name is one of a test, or of a file with all its tests.
        """
        chosen, failed = self.work / "chosen.json", self.work / "failed.txt"
        chosen.write_text(json.dumps([*names]), "utf-8")
        failed.unlink(missing_ok=True)
        environment = self._environment(
            MUTANT_TESTS=str(chosen), MUTANT_FAILED=str(failed), PYTHONDONTWRITEBYTECODE="1"
        )
        files = sorted({_file(name) for name in names})
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "benchmarks.mutant_plugin", *files]
        known = sum(self.tests[name]["seconds"] if name in self.tests else BUDGET for name in names)
        run = subprocess.Popen(
            command,
            cwd=self.tree,
            env=environment,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            status = run.wait(START + PATIENCE * known)
        except subprocess.TimeoutExpired:
            return "time"
        finally:
            _end(run)
        if status in (0, 5):  # all passed, or none was there
            return None
        return failed.read_text("utf-8") if failed.exists() else "import"

    def killer(self, mutant: Mutant) -> str | None:
        """The test that notices a mutant; one that fails on the program as it is, run alone, is no such test."""
        path = self.tree / mutant.path
        source, times = path.read_bytes(), path.stat()
        self.original.write_bytes(mutant.path.encode() + b"\0" + source)
        for names in self.rounds(mutant):
            left = names
            while left:
                path.write_bytes(mutant.change.apply(source))
                try:
                    found = self.fails(left)
                finally:
                    path.write_bytes(source)
                    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
                if found is None:
                    break
                if found == "time" or (found == "import" and self.fails(left) is None):
                    return found  # these tests can be run on the program as it is, and not on the mutant
                if found == "import":
                    break
                if self._proves(found):
                    return found
                left = [name for name in left if name != found]
        return None

    def restore(self) -> None:
        """Put back what a call that was killed has left changed."""
        if self.original.exists():
            name, _, source = self.original.read_bytes().partition(b"\0")
            (self.tree / name.decode()).write_bytes(source)

    def _proves(self, name: str) -> bool:
        """Whether a test passes on the program as it is, run alone; asked once for each test."""
        if name not in self.proven and self.fails([name]) is None:
            self.proven.add(name)
        return name in self.proven


def _file(test: str) -> str:
    return test.partition("::")[0]


def _end(run: subprocess.Popen[bytes]) -> None:
    """End what a run of tests has left behind."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(run.pid, signal.SIGKILL)
    run.wait()


class Results:
    """What noticed each mutant, kept in the work folder: an interrupted call goes on where it was."""

    def __init__(self, package: str, mutants: Sequence[Mutant], work: Path) -> None:
        self.mutants = mutants
        self.path = work / f"known-{package}.json"
        self.known: dict[str, str | None] = json.loads(self.path.read_text("utf-8")) if self.path.exists() else {}

    def run(self, suite: Suite, seconds: float) -> None:
        """Ask the tests about every mutant that is not known; survivors again where tests are new. Ends after the time."""
        end = time.monotonic() + seconds
        for number, mutant in enumerate(self.mutants, 1):
            key = _key(mutant)
            if (key not in self.known or (self.known[key] is None and suite.new)) and time.monotonic() < end:
                self.known[key] = suite.killer(mutant)
                self.path.write_text(json.dumps(self.known, ensure_ascii=False, indent=0), "utf-8")
            if key in self.known:
                noticed = self.known[key] or "SURVIVES"
                print(f"{number:4} {noticed:60.60} {mutant.path}:{mutant.change.line} {mutant.change}", flush=True)

    def report(self) -> dict[str, Any]:
        """The share of the mutants that count which is noticed, and those that are not."""
        marked = {(e["path"], e["code"], e["change"]) for e in json.loads(EQUIVALENT.read_text("utf-8"))}
        ran = [mutant for mutant in self.mutants if _key(mutant) in self.known]
        survivors = [mutant for mutant in ran if self.known[_key(mutant)] is None]
        left = [mutant for mutant in survivors if mutant.key not in marked]
        counted = len(ran) - (len(survivors) - len(left))
        return {
            "drawn": len(self.mutants),
            "run": len(ran),
            "equivalent": len(survivors) - len(left),
            "killed": counted - len(left),
            "share": round((counted - len(left)) / max(1, counted), 3),
            "survivors": [m.record() for m in sorted(left, key=lambda mutant: (mutant.path, mutant.change.line))],
        }


def _key(mutant: Mutant) -> str:
    return json.dumps([*mutant.key, mutant.change.line], ensure_ascii=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("package", choices=("mappers", "zhoubao"))
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=600, help="stop after so long; the next call goes on")
    parser.add_argument("--new", nargs="*", default=[], help="test files that were written or changed since")
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "zhoubao-mutants")
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    suite = Suite(given.work)
    suite.prepare()
    suite.restore()
    suite.renew(given.new)
    results = Results(given.package, drawn(given.package, given.count, given.seed, suite.tree), given.work)
    results.run(suite, given.minutes * 60)
    found = results.report()
    kept = json.loads(TARGET.read_text("utf-8")) if TARGET.exists() else {}
    TARGET.write_text(json.dumps({**kept, given.package: found}, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print({name: value for name, value in found.items() if name != "survivors"})


if __name__ == "__main__":
    main()
