"""Tables, in the four forms that bulletins have after copying: pipes, tabs, aligned blanks, one cell per line."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from mappers.text.lines import Line
from mappers.text.view import fold

__all__ = ["RawCell", "RawTable", "table_at"]

_Split = Callable[[Line], "list[RawCell] | None"]

_NUMBER = re.compile(r"[+\-−]?\d[\d,]*(?:\.\d+)?\s*%?")
_MOST_COLUMNS = 40
_RANK = re.compile(r"序号|名次|排名|位次|排序")
_PIPE_RULE = re.compile(r"[\s|:]*--[\s|:-]*")
_HEADER_WORD = re.compile(
    r"序号|名次|排名|位次|排序|窗口|部门|单位|名称|基础分|基本分|分值|扣分|减分|加分|奖励|得分|总分|综合|受理|办结|颁发|咨询|件数|同比|市（州）|县|区"
    r"|地区|项目|事项|结果|内容|指标|数量|占比|类别|类型|时间|日期|备注|情况|合计"
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


def table_at(lines: list[Line], i: int) -> RawTable | None:
    """The table that begins at line i, None where none does."""
    for split in (_pipes, _tabs, _blanks):
        if table := _rows(lines, i, split):
            return table
    return _one_per_line(lines, i)


def _cell(line: Line, start: int, end: int) -> RawCell:
    raw = line.raw[start:end]
    text, places = fold(raw)
    lead = len(text) - len(text.lstrip())
    text = text.strip()
    base = line.start + start
    return RawCell(text, [base + p for p in places[lead : lead + len(text)]], base)


def _blank_after(cell: RawCell) -> RawCell:
    """A cell that the row does not have; it stands at the end of the last one, so that places never run back."""
    return RawCell("", [], cell.places[-1] if cell.places else cell.at)


def _pipes(line: Line) -> list[RawCell] | None:
    if line.raw.count("|") + line.raw.count("｜") < 2:
        return None
    raw = line.raw.replace("｜", "|")
    start = len(raw) - len(raw.lstrip())
    end = len(raw.rstrip())
    if raw[start] == "|":
        start += 1
    if raw[end - 1] == "|":
        end -= 1
    return _cells(line, raw, start, end, re.compile(r"\|"))


def _tabs(line: Line) -> list[RawCell] | None:
    if "\t" not in line.raw.strip(" \n"):
        return None
    return _cells(line, line.raw, 0, len(line.raw.rstrip(" ")), re.compile(r"\t"))


def _blanks(line: Line) -> list[RawCell] | None:
    raw = line.raw
    if "。" in raw or "：" in raw or len(raw.split()) < 3:
        return None
    cells = _cells(line, raw, len(raw) - len(raw.lstrip()), len(raw.rstrip()), re.compile(r"[ \u3000]+"))
    return cells if len(cells) >= 3 else None


def _cells(line: Line, raw: str, start: int, end: int, separator: re.Pattern[str]) -> list[RawCell]:
    out = []
    for match in separator.finditer(raw, start, end):
        out.append(_cell(line, start, match.start()))
        start = match.end()
    out.append(_cell(line, start, end))
    return out


def _rows(lines: list[Line], i: int, split: _Split) -> RawTable | None:
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


def _one_per_line(lines: list[Line], i: int) -> RawTable | None:
    """A table whose cells stand one per line: header words, then rows of which most cells are numbers."""
    run: list[tuple[int, Line]] = []
    j = i
    while j < len(lines):
        line = lines[j]
        if line.blank:
            j += 1
            continue
        if (
            len(line.text) > 16
            or re.search(r"[。；！？]$|^[报送发]：", line.text)
            or "\t" in line.raw
            or "|" in line.raw
        ):
            break
        run.append((j, line))
        j += 1
    first = next((k for k, (_, line) in enumerate(run) if _NUMBER.fullmatch(line.text)), 0)
    # rows may begin with a number or with a name: the reading that explains more of the lines is right
    readings = [t for t in (_one_per_line_of(i, run, first), _one_per_line_of(i, run, first - 1)) if t]
    return max(readings, key=lambda t: (t.end, len(t.rows)), default=None)


def _one_per_line_of(i: int, run: list[tuple[int, Line]], width: int) -> RawTable | None:
    if width < 3 or not all(_HEADER_WORD.search(line.text) for _, line in run[:width]):
        return None
    names = [
        k for k, (_, line) in enumerate(run[:width]) if re.search(r"窗口|部门|单位|名称|项目|地区|县|区|市", line.text)
    ]
    column = names[0] if names else 0
    rows = [[_cell(line, 0, len(line.raw)) for _, line in run[:width]]]
    k, last = width, width
    while k < len(run):
        row: list[RawCell] = []
        for c in range(width):
            if k >= len(run):
                row.append(RawCell("", [], run[-1][1].places[-1]))
                continue
            line = run[k][1]
            number = bool(_NUMBER.fullmatch(line.text))
            if c < column and not number:
                row.append(RawCell("", [], line.start))  # the blank rank of a tie
                continue
            if c == column and number:
                break
            if c > column and not number:
                row.append(RawCell("", [], line.start))
                continue
            row.append(_cell(line, 0, len(line.raw)))
            k += 1
        if len(row) < width or sum(bool(cell.text) for cell in row) < 2:
            break
        rows.append(row)
        last = k
    if len(rows) < 2:
        return None
    end = run[last][0] if last < len(run) else run[-1][0] + 1
    return RawTable(rows, end)
