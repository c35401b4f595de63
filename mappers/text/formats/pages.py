"""From what is printed on pages to running text: columns, running heads, paragraphs.

A line of a page is where its letters stand; what a paragraph is follows from geometry. A line goes on in the next one when it
is full (what begins the next line had no room any more), the next one is no further away than lines are, and is not set in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

__all__ = ["Grid", "Line", "Sheet", "Word", "arrange", "flow"]

_WIDE = re.compile(r"[\u2e80-\uffef“”‘’…—]")
#: What a line begins with and cannot be parted from: a sign with the brackets before and the marks behind it.
_FIRST = re.compile(r"[《（“‘【〔(]*(?:[A-Za-z0-9.,%/:_-]+|.)[，。、；：！？）》”’】〕%…)]*")
_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,2}(?:[.．](?!\d)|、)|[①-⑳]")
_PAGE_NUMBER = re.compile(
    r"[—–\-·~～]+\s*\d{1,4}\s*[—–\-·~～]+|第\s*\d{1,4}\s*页(?:\s*[/，,]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}"
)
_BARE = re.compile(r"\d{1,4}")
#: What browsers print at the edges: day, time and title above, address and page below.
_BROWSER = re.compile(r"\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4},? \d{1,2}:\d{2}.*|(?:https?|file)://\S+(?: \d+/\d+)?")
_EDGE = 0.12


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
class Line:
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
class Grid:
    """A ruled table: rows of cells."""

    rows: tuple[tuple[str, ...], ...]
    top: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: what stands on it, in the order of reading."""

    parts: tuple[Line | Grid, ...]
    width: float
    height: float


def arrange(words: Sequence[Word], grids: Sequence[Grid], width: float, height: float) -> Sheet:
    """Put the words and tables of a page in the order of reading."""
    rows = _unwrapped(_rows_of(words))
    gutter = _gutter(rows, width)
    parts: list[Line | Grid] = []
    right: list[Line] = []

    ahead: list[list[Word] | Grid] = sorted(
        [*rows, *grids], key=lambda part: part.top if isinstance(part, Grid) else min(word.top for word in part)
    )
    for part in ahead:
        if isinstance(part, Grid):
            parts += [*right, part]
            right.clear()
        elif gutter is None or any(word.x0 < gutter < word.x1 for word in part):
            parts += [*right, _line(part)]
            right.clear()
        else:
            beside = [word for word in part if word.x0 >= gutter]
            if len(beside) < len(part):
                parts.append(_line([word for word in part if word.x0 < gutter], 1))
            if beside:
                right.append(_line(beside, 2))
    return Sheet((*parts, *right), width, height)


def _rows_of(words: Sequence[Word]) -> list[list[Word]]:
    """Words that stand side by side, from left to right; the rows from top to bottom."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.top + word.bottom, word.x0)):
        middle = (word.top + word.bottom) / 2
        if rows and middle - (rows[-1][0].top + rows[-1][0].bottom) / 2 < 0.5 * min(word.size, rows[-1][0].size):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: word.x0) for row in rows]


def _unwrapped(rows: Sequence[list[Word]]) -> list[list[Word]]:
    """The rows, with the rest of a name that was too long for its column of a table without rules put behind it."""
    out: list[list[Word]] = []
    for row in rows:
        above = out[-1] if out else []
        owner = next((i for i, word in enumerate(above[:-1]) if abs(word.x0 - row[0].x0) < 3), None)
        if (
            owner is not None
            and len(row) == 1
            and len(above) > 2
            and all(after.x0 - word.x1 > 0.7 * word.size for word, after in pairwise(above))
            and len(row[0].text) < 8
            and _WIDE.match(row[0].text)
            and row[0].top - above[owner].top < 1.7 * row[0].size
            and above[owner + 1].x0 - above[owner].x1 < 2 * row[0].size
        ):
            above[owner] = replace(above[owner], text=above[owner].text + row[0].text)
        else:
            out.append(row)
    return out


def _line(words: Sequence[Word], column: int = 0) -> Line:
    size = max(Counter(round(word.size, 1) for word in words).items(), key=lambda item: (item[1], item[0]))[0]
    text = words[0].text
    for before, word in pairwise(words):
        # the blank that printing programs leave between Chinese and figures is no blank of the text
        apart = word.x0 - before.x1 > 0.7 * size or not (_WIDE.match(before.text[-1]) or _WIDE.match(word.text))
        text += " " * apart + word.text
    return Line(text, words[0].x0, words[-1].x1, min(w.top for w in words), size, column)


def _gutter(rows: Sequence[Sequence[Word]], width: float) -> float | None:
    """Where the gap between two columns of prose is; None on a page of one column."""
    best: tuple[int, float] | None = None
    for step in range(36, 65):
        x = width * step / 100
        both = [sides for row in rows if (sides := _sides(row, x))]
        crossing = sum(any(word.x0 < x < word.x1 for word in row) for row in rows)
        full = sum(x - left.x1 < 2.5 * left.size for left, _ in both)
        if len(both) >= 6 and len(both) >= 3 * crossing and full >= 0.6 * len(both):
            best = max(best or (0, x), (len(both), x))
    return best[1] if best else None


def _sides(row: Sequence[Word], x: float) -> tuple[Line, Line] | None:
    """The two parts of a row that are parted by a gap at x, each long enough to be prose."""
    left, right = [w for w in row if w.x1 <= x], [w for w in row if w.x0 >= x]
    if not left or not right or len(left) + len(right) < len(row):
        return None
    sides = _line(left), _line(right)
    prose = all(len(side.text) >= 8 and not re.search(r"\s\s|\u3000", side.text) for side in sides)
    prose = prose and max(map(_widest_gap, (left, right))) < 1.2 * sides[0].size
    return sides if prose and sides[1].x0 - sides[0].x1 > 1.2 * sides[0].size else None


def _with_whole_rows(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The pages, with the rest of a table's row that was cut by the end of a page put back into it."""
    out = list(sheets[:1])
    for sheet in sheets[1:]:
        above = out[-1].parts[-1] if out[-1].parts else None
        below = sheet.parts[0] if sheet.parts else None
        if isinstance(above, Grid) and isinstance(below, Grid) and _is_rest(below.rows[0], above.rows[-1]):
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


def _widest_gap(words: Sequence[Word]) -> float:
    return max((after.x0 - word.x1 for word, after in pairwise(words)), default=0)


def _with_margins(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The lines with their margins: the left one of their page, the right one of all pages."""
    lines = [(part, sheet) for sheet in sheets for part in sheet.parts if isinstance(part, Line)]
    left: dict[tuple[int, int], float] = {}
    right: dict[int, float] = {}
    for line, sheet in lines:
        place = id(sheet), line.column
        left[place] = min(left.get(place, line.x0), line.x0)
        right[line.column] = max(right.get(line.column, 0), line.x1)

    def margins(line: Line, sheet: Sheet) -> Line:
        near, far = left[id(sheet), line.column], right[line.column]
        # a page has no smaller margin on the left than on the right
        return replace(line, left=near, right=far if line.column else max(far, sheet.width - near))

    return [
        replace(sheet, parts=tuple(margins(part, sheet) if isinstance(part, Line) else part for part in sheet.parts))
        for sheet in sheets
    ]


def flow(sheets: Sequence[Sheet]) -> tuple[str, tuple[int, ...]]:
    """The running text of all pages, and the offset at which each page begins; a form feed stands between pages.

    Where a paragraph goes on to the next page, the form feed stands behind the paragraph.
    """
    sheets = _with_whole_rows(_with_margins(_without_heads(sheets)))
    pitch = _pitch(sheets)
    text, length = [], 0
    pages: list[int] = []
    before: Line | None = None
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
            near = turned or not isinstance(part, Line) or before is None or 0 < part.top - before.top <= 1.5 * pitch
            goes_on = isinstance(part, Line) and before is not None and near and _goes_on(before, part, first)
            ended += turned
            if goes_on and before is not None and isinstance(part, Line):
                put(_joint(before.text, part.text))
            elif length:
                put("\n" + "\f" * ended)
                ended = 0
            turned = False
            if not started:
                pages.append(length)
                started = True
            if isinstance(part, Grid):
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


def _goes_on(line: Line, following: Line, first: bool) -> bool:
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
    return sum(size if _WIDE.match(sign) else 0.55 * size for sign in text)


def _joint(line: str, following: str) -> str:
    """What stands between two lines of a paragraph: a blank between words of other scripts, else nothing."""
    return "" if _WIDE.match(line[-1:]) or _WIDE.match(following[:1]) else " "


def _pitch(sheets: Iterable[Sheet]) -> float:
    """The usual distance from a line to the next."""
    steps = [
        round(below.top - above.top)
        for sheet in sheets
        for above, below in pairwise(sheet.parts)
        if isinstance(above, Line) and isinstance(below, Line) and 0 < below.top - above.top < 5 * above.size
    ]
    often = [step for step, count in Counter(steps).items() if count >= max(2, len(steps) * 0.08)]
    return float(min(often or steps, default=1000))


def _without_heads(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The pages without page numbers, running heads and feet, and what a browser prints around them."""
    edges = [[line for line in _outermost(sheet) if _is_at_edge(line, sheet)] for sheet in sheets]
    seen = Counter(_place(line, sheet) for sheet, lines in zip(sheets, edges, strict=True) for line in lines)
    counted = Counter(
        int(line.text) - page for page, lines in enumerate(edges) for line in lines if _BARE.fullmatch(line.text)
    )
    once = Counter(_letters(part.text) for sheet in sheets[:1] for part in sheet.parts if isinstance(part, Line))

    def is_around(line: Line, sheet: Sheet, page: int) -> bool:
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


def _is_at_edge(line: Line, sheet: Sheet) -> bool:
    return not _EDGE * sheet.height < line.top < (1 - _EDGE) * sheet.height


def _outermost(sheet: Sheet) -> list[Line]:
    """The two lines that stand highest and the two that stand lowest."""
    lines = sorted((part for part in sheet.parts if isinstance(part, Line)), key=lambda line: line.top)
    return list(dict.fromkeys([*lines[:2], *lines[-2:]]))


def _letters(text: str) -> str:
    return re.sub(r"[\s\d]", "", text)


def _place(line: Line, sheet: Sheet) -> tuple[str, int]:
    """What a running head has in common on all pages: its letters, and how far from the edge it is."""
    return _letters(line.text), round(min(line.top, sheet.height - line.top) / 4)
