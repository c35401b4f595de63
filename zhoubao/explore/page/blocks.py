"""A text as it was laid out: headings, paragraphs and tables, each with its place in the original.

What belongs to no block, as a page number, is kept as a block of its own, so that nothing that is printed is lost; only
blanks, rules and the marks of Markdown and of tables are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mappers.text.bulletin import Bulletin
from mappers.text.layout import Paragraph, TableBlock, lay_out
from mappers.text.view import View

__all__ = ["Block", "BlockCell", "blocks"]

#: What may stand between blocks and says nothing: blanks, rules, marks of tables and of Markdown.
_LAYOUT = re.compile(r"[\s|#>*_=:\-—─━+\\]*")


@dataclass(frozen=True, slots=True)
class BlockCell:
    """A table cell: text[start:end] of the original, start == end when it is blank."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """One block: text[start:end] of the original.

    kind     "heading", "paragraph", "table", "front" for the lines of the masthead, "aside" for what layout put there
    level    of a heading, 1 for a chapter
    section  key of the section that a heading opens
    rows     of a table, the header first
    """

    kind: str
    start: int
    end: int
    level: int = 0
    section: str = ""
    rows: tuple[tuple[BlockCell, ...], ...] = ()


def blocks(bulletin: Bulletin) -> list[Block]:
    """The blocks of a bulletin in the order of the text."""
    content = bulletin.text.content
    view, parts = lay_out(content)
    found: list[Block] = []
    last = 0
    for block in _located(bulletin, view, parts):
        found += _between(content, last, block.start)
        found.append(block)
        last = block.end
    return [*found, *_between(content, last, len(content))]


def _located(bulletin: Bulletin, view: View, parts: list[Paragraph | TableBlock]) -> Iterator[Block]:
    headings = {section.heading: section for section in bulletin.sections}
    body = min((section.start for section in bulletin.sections if section.key != "0"), default=0)
    for part in parts:
        start, end = view.original(part.start, part.end)
        if isinstance(part, TableBlock):
            rows = tuple(tuple(_cell(view, cell[1], cell[2]) for cell in row) for row in part.rows)
            yield Block("table", start, max(end, *(cell.end for row in rows for cell in row)), rows=rows)
            continue
        section = headings.get((part.start, part.end))
        if section is not None and "。" not in view.text[part.start : part.end]:
            yield Block("heading", start, end, section.level, section.key)
        else:
            yield Block("front" if part.end <= body else "paragraph", start, end)


def _cell(view: View, start: int, end: int) -> BlockCell:
    return BlockCell(*view.original(start, end)) if start < end else BlockCell(view.places[start], view.places[start])


def _between(content: str, start: int, end: int) -> Iterator[Block]:
    """The lines between two blocks that hold more than layout."""
    for line in re.finditer(r"[^\n\f\r]+", content[start:end]):
        if not _LAYOUT.fullmatch(line.group()):
            yield Block("aside", start + line.start(), start + line.end())
