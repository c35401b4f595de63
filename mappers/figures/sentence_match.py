"""What a sentence says that counts by its build, and how its words are taken from the line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mappers.clauses.reading import ReadItem
from mappers.figures.quantities import K, QuantityLine
from mappers.figures.scopes import Scope, is_scope, scope_of, strip_head
from mappers.names.mask import T, U

__all__ = ["NOUN", "REST", "Build", "Found", "SentenceMatch", "Tell", "places", "who", "words"]


@dataclass(frozen=True, slots=True)
class SentenceMatch:
    """What the quantity at a place counts.

    stock  it has a period only where 截至 or the like gives one
    alone  it takes no scope from what stands around it
    """

    rule: str
    measure: str
    scope: Scope | None
    start: int
    stock: bool = False
    alone: bool = False


Found = Iterator[tuple[int, SentenceMatch]]
Tell = Callable[[ReadItem, QuantityLine, re.Match[str]], Found]
#: A word that must stand in the text (searching for it first is ten times as fast), the sentence, what it tells.
Build = tuple[re.Pattern[str], re.Pattern[str], Tell]
REST = rf"[^，。；：{K}]"
NOUN = rf"[^，。；：的中{K}{T}{U}]{{1,8}}?"


def places(text: str, start: int) -> list[int]:
    """Where quantities stand in a piece of a line that begins at `start`."""
    return [start + i for i, char in enumerate(text) if char == K]


def words(read: ReadItem, line: QuantityLine, match: re.Match[str], name: str) -> str:
    """What stands in a group of a match, as printed."""
    start, end = match.span(name)
    if end <= start:
        return ""
    first, last = line.masked(start, end)
    return re.sub(r"\s", "", read.mask.plain(first, last))


def who(read: ReadItem, line: QuantityLine, match: re.Match[str], name: str = "who") -> Scope | None:
    """The scope in a group of a match, None when it holds none."""
    start, end = match.span(name)
    if end <= start:
        return None
    skipped = strip_head(line.text[start:end])[1]
    return scope_of(read, line, start + skipped, end) if is_scope(line.text[start + skipped : end]) else None
