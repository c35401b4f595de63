"""The text of a bulletin cut into what the page shows: lines of pieces, each with what was read in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from zhoubao.explore.page.blocks import Block, BlockCell
from zhoubao.explore.page.content import NoteCard
from zhoubao.explore.page.name_marks import NameMark
from zhoubao.explore.page.segments import Mark, Segment, segments

__all__ = ["MarkedLine", "MarkedText"]

#: What layout put into a paragraph: line ends with the blanks around them, the stars of bold type.
_LAYOUT = re.compile(r"([ \t\u3000]*[\n\f\r]\s*|\*\*)")
_HEADINGS = {1: "h2", 2: "h3"}


@dataclass(frozen=True, slots=True)
class MarkedName:
    """A piece without a mark or with one name in it: its text, every second part of which layout put there."""

    parts: list[str]
    name: NameMark | None
    full: str | None


@dataclass(frozen=True, slots=True)
class MarkedPiece:
    """A piece of text under the same marks: ids of their entries, those that begin here, their kinds, its names."""

    keys: tuple[str, ...]
    first: list[str]
    kinds: list[str]
    names: list[MarkedName]


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A block: the element it is, its pieces or the cells of its rows, its share of sentences, the notes beside it."""

    element: str
    kind: str
    pieces: list[MarkedPiece]
    rows: list[list[list[MarkedPiece]]]
    coverage: tuple[int, int] | None
    notes: list[NoteCard]


class MarkedText:
    """Cuts the blocks.

    marks   where the cards and the sentences not understood stand; the key is the id of the entry in the list
    kinds   id of an entry -> its kind
    """

    def __init__(
        self,
        content: str,
        marks: Iterable[Mark],
        kinds: Mapping[str, str],
        mentions: Iterable[NameMark],
        notes: Iterable[NoteCard],
    ) -> None:
        self._content = content
        self._marks = sorted(marks)
        self._kinds = kinds
        self._mentions = list(mentions)
        self._names = [Mark(m.place.start, m.place.end, str(i)) for i, m in enumerate(self._mentions)]
        self._notes = list(notes)
        self._seen: set[str] = set()

    def line(self, block: Block, coverage: tuple[int, int] | None) -> MarkedLine:
        """One block with the notes that stand beside it."""
        marks, names = _within(self._marks, block), _within(self._names, block)
        table = block.kind == "table"
        return MarkedLine(
            element=_HEADINGS.get(block.level, "h4") if block.kind == "heading" else "p",
            kind=block.kind,
            pieces=[] if table else [*self._pieces(block, marks, names)],
            rows=[[[*self._pieces(cell, marks, names)] for cell in row] for row in block.rows],
            coverage=None if table else coverage,
            notes=[found for found in self._notes if block.start <= _first(found) < block.end],
        )

    def _pieces(self, piece: Block | BlockCell, marks: list[Mark], names: list[Mark]) -> Iterator[MarkedPiece]:
        """text[start:end] with its marks."""
        if piece.start == piece.end:
            return
        marks, names = _within(marks, piece), _within(names, piece)
        for segment in segments(piece.start, piece.end, marks):
            first = [key for key in segment.keys if key not in self._seen]
            self._seen.update(first)
            kinds = [*dict.fromkeys(self._kinds[key] for key in segment.keys)]
            parts = [self._name(part) for part in segments(segment.start, segment.end, names)]
            yield MarkedPiece(segment.keys, first, kinds, parts)

    def _name(self, segment: Segment) -> MarkedName:
        parts = _LAYOUT.split(self._content[segment.start : segment.end])
        if not segment.keys:
            return MarkedName(parts, None, None)
        name = self._mentions[int(segment.keys[0])]
        return MarkedName(parts, name, name.full if name.full and name.full != name.place.quote else None)


def _within(marks: list[Mark], piece: Block | BlockCell) -> list[Mark]:
    """The sorted marks that touch a piece of the text."""
    before = bisect_left(marks, piece.end, key=lambda mark: mark.start)
    return [mark for mark in marks[:before] if mark.end > piece.start]


def _first(found: NoteCard) -> int:
    return found.places[0].start if found.places else -1
