"""What a user sees is what was recorded: commands, views and pages of four samples, word for word."""

from __future__ import annotations

import difflib

import pytest

from tests.recordings import RECORDED, recordings

NAMES = sorted(path.stem for path in RECORDED.glob("*.txt"))
pytestmark = pytest.mark.xdist_group("recorded")  # one store serves all


@pytest.fixture(scope="module")
def now(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return recordings(tmp_path_factory.mktemp("recorded"))


def test_everything_that_is_shown_is_recorded(now: dict[str, str]) -> None:
    assert sorted(now) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_what_is_shown_is_what_was_recorded(name: str, now: dict[str, str]) -> None:
    before, after = (RECORDED / f"{name}.txt").read_text("utf-8"), now.get(name, "")
    if before != after:
        lines = difflib.unified_diff(before.splitlines(), after.splitlines(), "recorded", "now", lineterm="", n=1)
        pytest.fail("\n".join([*lines, "", "where it is meant: python -m tests.recordings"]), pytrace=False)
