"""From the lines of pages to running text.

A line of a page is where its letters stand; what a paragraph is follows from geometry. A line goes on in the next one when it
is full (what begins the next line had no room any more), the next one is no further away than lines are, and is not set in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from mappers.regex import regex
from mappers.text.formats.heads import without_heads
from mappers.text.formats.sheet import WIDE, RuledTable, Sheet, SheetLine

__all__ = ["flow"]

#: What a line begins with and cannot be parted from: a sign with the brackets before and the marks behind it.
_FIRST = regex(r"[《（“‘【〔(]*(?:[A-Za-z0-9.,%/:_-]+|.)[，。、；：！？）》”’】〕%…)]*")
_NUMBERED = regex(r"[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,2}(?:[.．](?!\d)|、)|[①-⑳]")


def _with_whole_rows(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The pages, with the rest of a table's row that was cut by the end of a page put back into it."""
    out = list(sheets[:1])
    for sheet in sheets[1:]:
        above = out[-1].parts[-1] if out[-1].parts else None
        below = sheet.parts[0] if sheet.parts else None
        if isinstance(above, RuledTable) and isinstance(below, RuledTable) and _is_rest(below.rows[0], above.rows[-1]):
            row = tuple(cell + rest for cell, rest in zip(above.rows[-1], below.rows[0], strict=True))
            out[-1] = replace(out[-1], parts=(*out[-1].parts[:-1], replace(above, rows=(*above.rows[:-1], row))))
            kept = (replace(below, rows=below.rows[1:]),) if len(below.rows) > 1 else ()
            sheet = replace(sheet, parts=(*kept, *sheet.parts[1:]))  # noqa: PLW2901
        out.append(sheet)
    return out


def _is_rest(row: Sequence[str], above: Sequence[str]) -> bool:
    """Whether a row is what was left of the one above: no figures, fewer cells, each below one that is filled."""
    filled = [i for i, cell in enumerate(row) if cell]
    return (
        len(row) == len(above)
        and len(filled) * 2 < sum(map(bool, above))
        and all(above[i] and not re.search(r"\d", row[i] + above[i]) for i in filled)
    )


def _with_margins(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The lines with their margins: the left one of their page, the right one of all pages."""
    lines = [(part, sheet) for sheet in sheets for part in sheet.parts if isinstance(part, SheetLine)]
    left: dict[tuple[int, int], float] = {}
    right: dict[int, float] = {}
    for line, sheet in lines:
        place = id(sheet), line.column
        left[place] = min(left.get(place, line.x0), line.x0)
        right[line.column] = max(right.get(line.column, 0), line.x1)

    def margins(line: SheetLine, sheet: Sheet) -> SheetLine:
        near, far = left[id(sheet), line.column], right[line.column]
        # a page has no smaller margin on the left than on the right
        return replace(line, left=near, right=far if line.column else max(far, sheet.width - near))

    return [
        replace(
            sheet, parts=tuple(margins(part, sheet) if isinstance(part, SheetLine) else part for part in sheet.parts)
        )
        for sheet in sheets
    ]


def flow(sheets: Sequence[Sheet]) -> tuple[str, tuple[int, ...]]:
    """The running text of all pages, and the offset at which each page begins; a form feed stands between pages.

    Where a paragraph goes on to the next page, the form feed stands behind the paragraph.
    """
    sheets = _with_whole_rows(_with_margins(without_heads(sheets)))
    pitch = _pitch(sheets)
    text, length = [], 0
    pages: list[int] = []
    before: SheetLine | None = None
    first = True  # `before` began its paragraph
    ended = 0  # pages that have ended within the paragraph

    def put(piece: str) -> None:
        nonlocal length
        text.append(piece)
        length += len(piece)

    for number, sheet in enumerate(sheets):
        turned = number > 0
        started = False
        for part in sheet.parts:
            near = (
                turned or not isinstance(part, SheetLine) or before is None or 0 < part.top - before.top <= 1.5 * pitch
            )
            goes_on = isinstance(part, SheetLine) and before is not None and near and _goes_on(before, part, first)
            ended += turned
            if goes_on and before is not None and isinstance(part, SheetLine):
                put(_joint(before.text, part.text))
            elif length:
                put("\n" + "\f" * ended)
                ended = 0
            turned = False
            if not started:
                pages.append(length)
                started = True
            if isinstance(part, RuledTable):
                put("\n".join("\t".join(row) for row in part.rows))
                before = None
            else:
                put(part.text)
                before, first = part, not goes_on
        if not started:
            ended += turned
            pages.append(length)
    put("\n")
    return "".join(text), (0, *pages[1:])


def _goes_on(line: SheetLine, following: SheetLine, first: bool) -> bool:
    """Whether a paragraph goes on from a line, its first one or a later one, to the line below."""
    size = line.size
    if abs(following.size - size) > 0.15 * size:
        return False
    head = _FIRST.match(following.text)
    room = line.right - line.x1
    if head is None or room >= _width(head.group(), size) + 0.5 * size:
        return False
    if _NUMBERED.match(following.text) and line.text.endswith(("。", "！", "？", "；")):
        return False
    indent = following.x0 - following.left - (line.x0 - line.left)
    return indent < 0.8 * size if not first else indent < 0.8 * size or not line.text.endswith(("。", "！", "？"))


def _width(text: str, size: float) -> float:
    return sum(size if WIDE.match(sign) else 0.55 * size for sign in text)


def _joint(line: str, following: str) -> str:
    """What stands between two lines of a paragraph: a blank between words of other scripts, else nothing."""
    return "" if WIDE.match(line[-1:]) or WIDE.match(following[:1]) else " "


def _pitch(sheets: Iterable[Sheet]) -> float:
    """The usual distance from a line to the next."""
    steps = [
        round(below.top - above.top)
        for sheet in sheets
        for above, below in pairwise(sheet.parts)
        if isinstance(above, SheetLine) and isinstance(below, SheetLine) and 0 < below.top - above.top < 5 * above.size
    ]
    often = [step for step, count in Counter(steps).items() if count >= max(2, len(steps) * 0.08)]
    return float(min(often or steps, default=1000))
