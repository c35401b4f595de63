"""The text of a bulletin with everything highlighted that was read in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping

from mappers.facts.fact import Evidence
from zhoubao.explore.page.blocks import Block, BlockCell
from zhoubao.explore.page.card_list import note
from zhoubao.explore.page.content import NoteCard
from zhoubao.explore.page.markup import both, tag, text
from zhoubao.explore.page.name_marks import NameMark
from zhoubao.explore.page.segments import Mark, Segment, segments
from zhoubao.messages import in_both

__all__ = ["TextHtml"]

#: What layout put into a paragraph: line ends with the blanks around them, the stars of bold type.
_LAYOUT = re.compile(r"[ \t\u3000]*[\n\f\r]\s*|\*\*")
_HEADINGS = {1: "h2", 2: "h3"}


class TextHtml:
    """Writes the blocks.

    marks     where the cards and the sentences not understood stand; the key is the id of the entry in the list
    kinds     id of an entry -> its kind
    entries   place -> id of the entry that stands there
    """

    def __init__(
        self,
        content: str,
        marks: Iterable[Mark],
        kinds: Mapping[str, str],
        mentions: Iterable[NameMark],
        notes: Iterable[NoteCard],
        entries: Mapping[Evidence, str],
    ) -> None:
        self._content = content
        self._marks = sorted(marks)
        self._kinds = kinds
        self._mentions = list(mentions)
        self._names = [Mark(m.place.start, m.place.end, str(i)) for i, m in enumerate(self._mentions)]
        self._notes = list(notes)
        self._entries = entries
        self._seen: set[str] = set()

    def block(self, block: Block, coverage: tuple[int, int] | None) -> str:
        """One block with the notes that stand beside it."""
        marks, names = _within(self._marks, block), _within(self._names, block)
        if block.kind == "table":
            inner = self._table(block, marks, names)
        else:
            name = _HEADINGS.get(block.level, "h4") if block.kind == "heading" else "p"
            counted = _share(*coverage) if coverage else ""
            inner = tag(name, self._piece(block, marks, names), class_=block.kind) + counted
        beside = [found for found in self._notes if block.start <= _first(found) < block.end]
        notes = "".join(note(found, self._entries) for found in beside)
        margin = tag("div", notes, class_="margin") if beside else ""
        return tag("div", margin + tag("div", inner, class_="block"), class_="line")

    def _piece(self, piece: Block | BlockCell, marks: list[Mark], names: list[Mark]) -> str:
        """text[start:end] with its highlights."""
        marks, names = _within(marks, piece), _within(names, piece)
        return "".join(self._segment(segment, names) for segment in segments(piece.start, piece.end, marks))

    def _segment(self, segment: Segment, names: list[Mark]) -> str:
        inner = "".join(self._name(part) for part in segments(segment.start, segment.end, names))
        if not segment.keys:
            return inner
        first = [key for key in segment.keys if key not in self._seen]
        self._seen.update(first)
        anchors = "".join(tag("i", id=f"at-{key}") for key in first)
        kinds = list(dict.fromkeys(self._kinds[key] for key in segment.keys))
        return anchors + tag(
            "span",
            inner,
            class_=f"s k-{kinds[0]}" + (" many" if len(segment.keys) > 1 else ""),
            role="button",
            tabindex="-1",
            data_f=" ".join(segment.keys),
            aria_describedby="tip",
        )

    def _name(self, segment: Segment) -> str:
        words = _LAYOUT.sub(lambda found: tag("i", text(found.group()), class_="lo"), self._plain(segment))
        if not segment.keys:
            return words
        mention = self._mentions[int(segment.keys[0])]
        title = mention.full if mention.full and mention.full != mention.place.quote else None
        return tag(
            "span", words, class_=f"m m-{mention.sort}", data_s=mention.sort, data_n=title, data_i=mention.iri or None
        )

    def _plain(self, segment: Segment) -> str:
        return text(self._content[segment.start : segment.end])

    def _table(self, block: Block, marks: list[Mark], names: list[Mark]) -> str:
        head, *rows = (
            "".join(self._cell("td" if number else "th", cell, marks, names) for cell in row)
            for number, row in enumerate(block.rows)
        )
        words = in_both("page", "table")
        table = tag("thead", tag("tr", head)) + tag("tbody", "".join(tag("tr", row) for row in rows))
        return tag(
            "div", tag("table", table), class_="scroll", tabindex="0", role="group", aria_label=f"{words.zh} {words.en}"
        )

    def _cell(self, name: str, cell: BlockCell, marks: list[Mark], names: list[Mark]) -> str:
        words = self._piece(cell, marks, names) if cell.start < cell.end else ""
        return tag(name, words, scope="col" if name == "th" else None)


def _within(marks: list[Mark], piece: Block | BlockCell) -> list[Mark]:
    """The sorted marks that touch a piece of the text."""
    before = bisect_left(marks, piece.end, key=lambda mark: mark.start)
    return [mark for mark in marks[:before] if mark.end > piece.start]


def _first(found: NoteCard) -> int:
    return found.places[0].start if found.places else -1


def _share(understood: int, total: int) -> str:
    label = both(in_both("page", "share", understood=understood, total=total))
    return tag("p", label, class_="share")
