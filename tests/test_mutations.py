"""Mistakes made at random in the samples are named by the report; layout noise changes nothing."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from benchmarks.mutations import KINDS, TARGET, found, lines_told, mistakes, sample

PUBLISHED = json.loads(TARGET.read_text("utf-8"))


def test_the_published_shares_are_of_all_kinds_of_mistakes() -> None:
    assert set(PUBLISHED) == set(KINDS)
    assert all(figures["made"] >= 10 for figures in PUBLISHED.values())


@pytest.mark.parametrize("kind", KINDS)
def test_mistakes_are_named_as_often_as_is_published(kind: str) -> None:
    count = 3
    share = PUBLISHED[kind]["found"] / PUBLISHED[kind]["made"]
    named = sum(map(found, mistakes(kind, count)))
    assert named >= round(share * count) - 1
    assert named > 0


def noisy(text: str) -> str:
    """The text with the noise of word processors: bold marks, blanks around digits, blank lines."""
    text = re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)", "  ", text)
    text = text.replace("受理 ", "**受理** ").replace("。", "。 ")
    return text.replace("\n", "\n\n") if "\t" not in text and "|" not in text else text


@pytest.mark.parametrize("name", ["s01.txt", "s03.txt", "s05.txt"])
def test_layout_noise_changes_no_message(name: str) -> None:
    messages = {(rule, message) for rule, _, message in lines_told(sample(name), Path(name).name)}
    assert {(rule, message) for rule, _, message in lines_told(noisy(sample(name)), name)} == messages
