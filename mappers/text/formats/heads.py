"""Running heads and feet, page numbers, and what a browser prints around a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from mappers.regex import regex
from mappers.text.formats.sheet import Sheet, SheetLine

__all__ = ["without_heads"]

_PAGE_NUMBER = regex(
    r"[—–\-·~～]+\s*\d{1,4}\s*[—–\-·~～]+|第\s*\d{1,4}\s*页(?:\s*[/，,]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}"
)
_BARE = regex(r"\d{1,4}")
#: What browsers print at the edges: day, time and title above, address and page below.
_BROWSER = regex(r"\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4},? \d{1,2}:\d{2}.*|(?:https?|file)://\S+(?: \d+/\d+)?")
_EDGE = 0.12


def without_heads(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The pages without page numbers, running heads and feet, and what a browser prints around them."""
    edges = [[line for line in _outermost(sheet) if _is_at_edge(line, sheet)] for sheet in sheets]
    seen = Counter(_place(line, sheet) for sheet, lines in zip(sheets, edges, strict=True) for line in lines)
    counted = Counter(
        int(line.text) - page for page, lines in enumerate(edges) for line in lines if _BARE.fullmatch(line.text)
    )
    once = Counter(_letters(part.text) for sheet in sheets[:1] for part in sheet.parts if isinstance(part, SheetLine))

    def is_around(line: SheetLine, sheet: Sheet, page: int) -> bool:
        if _BARE.fullmatch(line.text):  # a figure of the text can stand at the edge as well: pages count on
            return counted[int(line.text) - page] > 1
        if _PAGE_NUMBER.fullmatch(line.text) or _BROWSER.fullmatch(line.text):
            return True
        title = page == 0 and once[_letters(line.text)] < 2 and line.top < sheet.height / 2
        return seen[_place(line, sheet)] > 1 and len(_letters(line.text)) > 2 and not title

    out = []
    for page, (sheet, lines) in enumerate(zip(sheets, edges, strict=True)):
        dropped = {line for line in lines if is_around(line, sheet, page)}
        out.append(replace(sheet, parts=tuple(part for part in sheet.parts if part not in dropped)))
    return out


def _is_at_edge(line: SheetLine, sheet: Sheet) -> bool:
    return not _EDGE * sheet.height < line.top < (1 - _EDGE) * sheet.height


def _outermost(sheet: Sheet) -> list[SheetLine]:
    """The two lines that stand highest and the two that stand lowest."""
    lines = sorted((part for part in sheet.parts if isinstance(part, SheetLine)), key=lambda line: line.top)
    return list(dict.fromkeys([*lines[:2], *lines[-2:]]))


def _letters(text: str) -> str:
    return re.sub(r"[\s\d]", "", text)


def _place(line: SheetLine, sheet: Sheet) -> tuple[str, int]:
    """What a running head has in common on all pages: its letters, and how far from the edge it is."""
    return _letters(line.text), round(min(line.top, sheet.height - line.top) / 4)
