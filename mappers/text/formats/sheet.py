"""What stands on a page: words, lines, ruled tables. Coordinates are points from the upper left corner."""

from __future__ import annotations

from dataclasses import dataclass

from mappers.regex import regex

__all__ = ["WIDE", "RuledTable", "Sheet", "SheetLine", "Word"]

#: Characters as wide as they are high, between which a text has no blanks.
WIDE = regex(r"[\u2e80-\uffef“”‘’…—]")


@dataclass(frozen=True, slots=True)
class Word:
    """Letters with no gap between them but the blanks of the text. Coordinates are points from the upper left corner of the page."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A line of a page: of its left column (1), its right one (2), or the page (0); the margins between which it was set."""

    text: str
    x0: float
    x1: float
    top: float
    size: float
    column: int = 0
    left: float = 0
    right: float = 0


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A ruled table: rows of cells."""

    rows: tuple[tuple[str, ...], ...]
    top: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: what stands on it, in the order of reading."""

    parts: tuple[SheetLine | RuledTable, ...]
    width: float
    height: float
