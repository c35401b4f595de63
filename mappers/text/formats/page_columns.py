"""From words to lines in the order of reading: columns one after the other, cells of tables without rules whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from mappers.text.formats.sheet import WIDE, RuledTable, Sheet, SheetLine, Word

__all__ = ["arrange"]


def arrange(words: Sequence[Word], grids: Sequence[RuledTable], width: float, height: float) -> Sheet:
    """Put the words and tables of a page in the order of reading."""
    rows = _unwrapped(_rows_of(words))
    gutter = _gutter(rows, width)
    parts: list[SheetLine | RuledTable] = []
    right: list[SheetLine] = []

    ahead: list[list[Word] | RuledTable] = sorted(
        [*rows, *grids], key=lambda part: part.top if isinstance(part, RuledTable) else min(word.top for word in part)
    )
    for part in ahead:
        if isinstance(part, RuledTable):
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
            and WIDE.match(row[0].text)
            and row[0].top - above[owner].top < 1.7 * row[0].size
            and above[owner + 1].x0 - above[owner].x1 < 2 * row[0].size
        ):
            above[owner] = replace(above[owner], text=above[owner].text + row[0].text)
        else:
            out.append(row)
    return out


def _line(words: Sequence[Word], column: int = 0) -> SheetLine:
    size = max(Counter(round(word.size, 1) for word in words).items(), key=lambda item: (item[1], item[0]))[0]
    text = words[0].text
    for before, word in pairwise(words):
        # the blank that printing programs leave between Chinese and figures is no blank of the text
        apart = word.x0 - before.x1 > 0.7 * size or not (WIDE.match(before.text[-1]) or WIDE.match(word.text))
        text += " " * apart + word.text
    return SheetLine(text, words[0].x0, words[-1].x1, min(w.top for w in words), size, column)


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


def _sides(row: Sequence[Word], x: float) -> tuple[SheetLine, SheetLine] | None:
    """The two parts of a row that are parted by a gap at x, each long enough to be prose."""
    left, right = [w for w in row if w.x1 <= x], [w for w in row if w.x0 >= x]
    if not left or not right or len(left) + len(right) < len(row):
        return None
    sides = _line(left), _line(right)
    prose = all(len(side.text) >= 8 and not re.search(r"\s\s|\u3000", side.text) for side in sides)
    prose = prose and max(map(_widest_gap, (left, right))) < 1.2 * sides[0].size
    return sides if prose and sides[1].x0 - sides[0].x1 > 1.2 * sides[0].size else None


def _widest_gap(words: Sequence[Word]) -> float:
    return max((after.x0 - word.x1 for word, after in pairwise(words)), default=0)
