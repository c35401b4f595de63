"""Tables, in the four forms that bulletins have after copying: pipes, tabs, aligned blanks, one cell per line."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from mappers.regex import regex
from mappers.text.lines import TextLine
from mappers.text.view import fold

__all__ = ["RawCell", "RawTable", "table_at"]

_Split = Callable[[TextLine], "list[RawCell] | None"]

_NUMBER = regex(r"[+\-−]?\d[\d,]*(?:\.\d+)?\s*%?")
_MOST_COLUMNS = 40
#: Columns of a table with one cell per line.
_MOST_LINES = 16
_CAPTION = regex(
    r"[：:]$|^表\s*\d|^[一二三四五六七八九十]+、|^（[一二三四五六七八九十]+）|^附|^[【◎★■]|.{6,}(?:情况|结果|统计|一览|得分|排名)表?$"
)
_RANK = regex(r"序号|名次|排名|位次|排序")
_PIPE_RULE = regex(r"[\s|:]*--[\s|:-]*")
_HEADER_WORD = regex(
    r"序号|名次|排名|位次|排序|窗口|部门|单位|名称|基础分|基本分|分值|扣分|减分|加分|奖励|得分|总分|综合|受理|办结|颁发|咨询|件数|同比|市（州）|县|区"
    r"|地区|项目|事项|结果|内容|指标|数量|占比|类别|类型|时间|日期|备注|情况|合计|投诉|时长|用时|专区|[数率量]$|（[^（）]{1,6}）$"
)


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell: normalised text and the original offsets of its characters."""

    text: str
    places: list[int]
    at: int


@dataclass(frozen=True, slots=True)
class RawTable:
    """Rows of cells, the header first; `end` is the index of the first line after the table."""

    rows: list[list[RawCell]]
    end: int


def table_at(lines: list[TextLine], i: int) -> RawTable | None:
    """The table that begins at line i, None where none does."""
    for split in (_pipes, _tabs, _blanks):
        if table := _rows(lines, i, split):
            return table
    return _one_per_line(lines, i)


def _cell(line: TextLine, start: int, end: int) -> RawCell:
    raw = line.raw[start:end]
    text, places = fold(raw)
    lead = len(text) - len(text.lstrip())
    text = text.strip()
    base = line.start + start
    return RawCell(text, [base + p for p in places[lead : lead + len(text)]], base)


def _blank_after(cell: RawCell) -> RawCell:
    """A cell that the row does not have; it stands at the end of the last one, so that places never run back."""
    return RawCell("", [], cell.places[-1] if cell.places else cell.at)


def _pipes(line: TextLine) -> list[RawCell] | None:
    if line.raw.count("|") + line.raw.count("｜") < 2:
        return None
    raw = line.raw.replace("｜", "|")
    start = len(raw) - len(raw.lstrip())
    end = len(raw.rstrip())
    if raw[start] == "|":
        start += 1
    if raw[end - 1] == "|":
        end -= 1
    return _cells(line, raw, start, end, regex(r"\|"))


def _tabs(line: TextLine) -> list[RawCell] | None:
    if "\t" not in line.raw.strip(" \n"):
        return None
    return _cells(line, line.raw, 0, len(line.raw.rstrip(" ")), regex(r"\t"))


def _blanks(line: TextLine) -> list[RawCell] | None:
    raw = line.raw
    if "。" in raw or "：" in raw or len(raw.split()) < 3:
        return None
    cells = _cells(line, raw, len(raw) - len(raw.lstrip()), len(raw.rstrip()), regex(r"[ \u3000]+"))
    return cells if len(cells) >= 3 else None


def _cells(line: TextLine, raw: str, start: int, end: int, separator: re.Pattern[str]) -> list[RawCell]:
    out = []
    for match in separator.finditer(raw, start, end):
        out.append(_cell(line, start, match.start()))
        start = match.end()
    out.append(_cell(line, start, end))
    return out


def _rows(lines: list[TextLine], i: int, split: _Split) -> RawTable | None:
    header = split(lines[i])
    if header is not None and not any(cell.text for cell in header) and i > 0:
        above = split(lines[i - 1])
        if above is not None and not any(cell.text for cell in above):
            return None  # the first of such rows has looked already
    while header is not None and not any(cell.text for cell in header) and i + 1 < len(lines):
        i += 1  # a row that holds nothing but its bars
        header = split(lines[i])
    if header is None or not 2 <= len(header) <= _MOST_COLUMNS or (split is _blanks and not _is_header(header)):
        return None
    rows = [header]
    widest = len(header)
    j = i + 1
    while j < len(lines):
        line = lines[j]
        if line.blank and not line.raw.strip(" "):
            j += 1
            continue
        if _PIPE_RULE.fullmatch(line.raw):
            j += 1
            continue
        cells = split(line)
        if cells is None or not _fits(cells, len(header), widest, split is _blanks):
            break
        if (
            split is _blanks
            and len(cells) < len(header)
            and _RANK.search(header[0].text)
            and not _NUMBER.fullmatch(cells[0].text)
        ):
            cells.insert(0, RawCell("", [], cells[0].at))
        if len(rows) == 1 or [c.text for c in cells] != [c.text for c in header]:
            rows.append(cells)
            widest = max(widest, len(cells))
        j += 1
    while j > i and lines[j - 1].blank:
        j -= 1
    if len(rows) < 2:
        return None
    for row in rows:
        row += [_blank_after(row[-1]) for _ in range(widest - len(row))]
    return RawTable(rows, j)


def _is_header(cells: list[RawCell]) -> bool:
    return sum(bool(_HEADER_WORD.search(c.text)) for c in cells) * 2 >= len(cells) and not any(
        _NUMBER.fullmatch(c.text) for c in cells
    )


def _fits(cells: list[RawCell], width: int, widest: int, by_blanks: bool) -> bool:
    if by_blanks:
        # a blank cell cannot be seen between blanks: one cell fewer is a missing rank, at either end
        return len(cells) in (width, width - 1) and sum(bool(_NUMBER.fullmatch(c.text)) for c in cells) >= width - 2
    return (abs(len(cells) - width) <= 1 or len(cells) <= widest) and len(cells) <= _MOST_COLUMNS


def _one_per_line(lines: list[TextLine], i: int) -> RawTable | None:
    """A table whose cells stand one per line: its heads, then rows of which most cells are numbers.

    Heads are known by their words, or else by the rows below them: two or more, each whole, a name and then numbers only.
    """
    run = _TableRun(lines, i)
    if (head := run.at(0)) is None or _CAPTION.search(head.text):
        return None
    first = 0
    while (cell := run.at(first)) and first <= _MOST_LINES and not _NUMBER.fullmatch(cell.text):
        first += 1
    if cell is None:
        return None
    # rows may begin with a number or with a name: the reading that explains more of the lines is right
    readings = [t for t in (_one_per_line_of(run, first), _one_per_line_of(run, first - 1)) if t]
    return max(readings, key=lambda t: (t.end, len(t.rows)), default=None)


class _TableRun:
    """The short lines from a line on that could be cells, looked at no further than they are asked for."""

    def __init__(self, lines: list[TextLine], i: int) -> None:
        self._lines = lines
        self._next = i
        self._known: list[int] = []

    def at(self, k: int) -> TextLine | None:
        """The k-th of them, None after the last."""
        while len(self._known) <= k:
            while self._next < len(self._lines) and self._lines[self._next].blank:
                self._next += 1
            if self._next == len(self._lines) or not _could_be_cell(self._lines[self._next]):
                return None
            self._known.append(self._next)
            self._next += 1
        return self._lines[self._known[k]]

    def end(self, k: int) -> int:
        """The index among all lines at which the first k of them have ended."""
        return self._known[k] if self.at(k) else self._known[-1] + 1


def _could_be_cell(line: TextLine) -> bool:
    return len(line.text) <= 16 and not re.search(r"[。；！？]$|^[报送发]：|[\t|]", line.text + line.raw)


def _one_per_line_of(run: _TableRun, width: int) -> RawTable | None:
    if width < 3:
        return None
    header = [line for k in range(width) if (line := run.at(k))]
    known = all(_HEADER_WORD.search(line.text) for line in header)
    names = [k for k, line in enumerate(header) if re.search(r"窗口|部门|单位|名称|项目|地区|县|区|市", line.text)]
    column = names[0] if names and known else 0
    rows = [[_cell(line, 0, len(line.raw)) for line in header]]
    last = width
    while row := _row(run, last, width, column):
        if not known and not all(cell.text for cell in row):
            break
        rows.append(row)
        last += sum(bool(cell.text) for cell in row)
    return RawTable(rows, run.end(last)) if len(rows) > (1 if known else 2) else None


def _row(run: _TableRun, k: int, width: int, column: int) -> list[RawCell] | None:
    """The row that begins with the k-th cell; `column` is the one that holds a name."""
    row: list[RawCell] = []
    for c in range(width):
        line = run.at(k)
        if line is None:
            if not row:
                return None
            row.append(_blank_after(row[-1]))
            continue
        number = bool(_NUMBER.fullmatch(line.text))
        if c == column and number:
            return None
        if c != column and not number:
            row.append(RawCell("", [], line.start))  # the blank rank of a tie, or a value that is not there
            continue
        row.append(_cell(line, 0, len(line.raw)))
        k += 1
    return row if sum(bool(cell.text) for cell in row) >= 2 else None
