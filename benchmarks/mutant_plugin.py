"""A plugin of pytest for :mod:`benchmarks.mutants`: notes what each test runs, and picks tests in a given order.

Coverage is noted under the name of the test that is running, also in processes that a test starts; what a fixture of a
wider scope runs is noted under the fixture, since every test that asks for it depends on those lines.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import coverage
import pytest

__all__: list[str] = []

#: Where each test is written with its fixtures, time and outcome, a line of JSON each, while coverage is collected.
NOTES = os.environ.get("MUTANT_NOTES")
#: A JSON list of the tests to run, in their order.
CHOSEN = os.environ.get("MUTANT_TESTS")
#: Where the first of them that fails is named.
FAILED = os.environ.get("MUTANT_FAILED")

_tests: dict[str, dict[str, Any]] = {}


def fixture_context(definition: pytest.FixtureDef[Any]) -> str:
    """The name under which the lines of a fixture are noted."""
    return f"fixture {definition.baseid} {definition.argname}"


def _switch(context: str) -> None:
    os.environ["MUTANT_CONTEXT"] = context
    current = coverage.Coverage.current()
    if current is not None:
        current.switch_context(context)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    if NOTES:
        _switch(item.nodeid)
        info = getattr(item, "_fixtureinfo", None)
        definitions = [found[-1] for found in info.name2fixturedefs.values()] if info else []
        wide = [fixture_context(found) for found in definitions if found.scope != "function"]
        _tests[item.nodeid] = {"fixtures": wide, "seconds": 0.0, "passed": True}
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest) -> Iterator[Any]:
    if not NOTES or fixturedef.scope == "function":
        return (yield)
    before = os.environ.get("MUTANT_CONTEXT", "")
    _switch(fixture_context(fixturedef))
    try:
        return (yield)
    finally:
        _switch(before)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if FAILED and report.failed and not Path(FAILED).exists():
        Path(FAILED).write_text(report.nodeid, "utf-8")
    if NOTES:
        note = _tests[report.nodeid]
        note["passed"] &= report.passed
        if report.when == "call":
            note["seconds"] = round(report.duration, 3)
        if report.when == "teardown":  # a line for each test, so that a run that breaks off is not lost
            with Path(NOTES).open("a", encoding="utf-8") as notes:
                notes.write(json.dumps({report.nodeid: note}, ensure_ascii=False) + "\n")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if CHOSEN:
        order = {name: place for place, name in enumerate(json.loads(Path(CHOSEN).read_text("utf-8")))}
        place = [order.get(item.nodeid, order.get(item.nodeid.partition("::")[0])) for item in items]
        chosen = sorted((where, number) for number, where in enumerate(place) if where is not None)
        config.hook.pytest_deselected(items=[item for item, where in zip(items, place, strict=True) if where is None])
        items[:] = [items[number] for _, number in chosen]
