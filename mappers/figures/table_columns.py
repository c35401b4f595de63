"""What the columns of a table hold, told from the words at their heads in any order and wording.

Headers on two levels are joined (本周 over 受理, 办结 gives 本周受理, 本周办结); two groups of columns side by side
(窗口 受理 窗口 受理) are read as one group after the other. What is not plain is left: the table then gives nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from mappers.figures.quantities import unit_of
from mappers.names.numerals import decimal
from mappers.regex import regex
from mappers.text.bulletin import Cell, TextTable

__all__ = ["ColumnGrid", "Role", "figure_in", "grid_of", "role_of", "unit_in"]

#: rank, name, base, deduction, bonus, total; None for what is none of them.
Role = str | None

_NUMBER = regex(r"[+\-−]?\d[\d,]*(?:\.\d+)?%?")
_ROLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("rank", regex(r"^(?:序号?|编号|名次|排名|位次|排序|排位|等次)(?:情况|名次)?$")),
    ("base", regex(r"^(?:基础|基本|基准|起评|标准|底)(?:得|总)?分")),
    ("deduction", regex(r"(?:扣|减|失)(?:减)?分|扣减|倒扣|^(?:扣|减)$")),
    ("bonus", regex(r"加(?:减)?分(?!后)|奖励?分|附加分|奖励$|^加$|激励分")),
    ("total", regex(r"实得|总分|总得分|得分|综合分|合计|总计|最终|评分|成绩|分数|考核分|总评")),
    (
        "name",
        regex(
            r"窗口|部门|单位|名称|地区|区域|县|区|市|州|机构|中心|大厅|分厅|站|街道|乡镇|园区|片区|对象|平台|专区|渠道|类别|类型|项目|事项|指标|内容|领域"
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class ColumnGrid:
    """Columns by their joined heads, and rows of cells as many; `name` is the column that says whose a row is."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    name: int


def figure_in(text: str) -> Decimal | None:
    """The number of a cell, None when it holds none.

    >>> figure_in("-2.7%"), figure_in("良好")
    (Decimal('-2.7'), None)
    """
    return decimal(text) if _NUMBER.fullmatch(text.strip()) else None


def role_of(head: str) -> Role:
    """What a column of a scored ranking holds.

    >>> role_of("奖励分"), role_of("基础分分值"), role_of("综合得分"), role_of("备注")
    ('bonus', 'base', 'total', None)
    """
    text = re.sub(r"[\s（）()]|分值$", "", head)
    return next((role for role, pattern in _ROLES if pattern.search(text)), None)


def grid_of(table: TextTable) -> list[ColumnGrid]:
    """The table's columns and rows; several grids for groups of columns side by side, none when it is not plain."""
    heads = tuple(re.sub(r"\s", "", cell.text) for cell in table.header)
    if any(figure_in(head) is not None for head in heads):
        return []  # the head of the table was lost
    rows = table.rows
    while rows and not any(figure_in(cell.text) is not None for cell in rows[0]):
        joined = _join(heads, [re.sub(r"\s", "", cell.text) for cell in rows[0]])
        if joined is None:
            break
        heads, rows = joined, rows[1:]
    if any(len(row) != len(heads) for row in rows):
        return []
    grids = []
    for columns in _groups(heads):
        part = tuple(tuple(row[c] for c in columns) for row in rows)
        if grid := _grid(tuple(heads[c] for c in columns), part):
            grids.append(grid)
    return grids


def _grid(heads: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...]) -> ColumnGrid | None:
    kept = tuple(row for row in rows if sum(figure_in(cell.text) is not None for cell in row) >= 1)
    if not kept:
        return None
    for c, head in enumerate(heads):
        words = sum(bool(row[c].text) and figure_in(row[c].text) is None for row in kept)
        if words * 2 > len(kept) and role_of(head) not in ("rank", "base", "total"):
            rows = tuple(_summed(row, c) for row in kept)
            return ColumnGrid(heads, tuple(row for row in rows if row[c].text and figure_in(row[c].text) is None), c)
    return None


def _summed(row: tuple[Cell, ...], name: int) -> tuple[Cell, ...]:
    """A row whose 合计 stands in another column than the names."""
    if row[name].text:
        return row
    total = next((cell for cell in row[:name] if re.fullmatch(r"合\s*计|总\s*计|小\s*计", cell.text)), None)
    return (*row[:name], total, *row[name + 1 :]) if total else row


def _join(top: tuple[str, ...], below: list[str]) -> tuple[str, ...] | None:
    """Heads on two levels as one; None when the second row is no level of heads."""
    if len(below) != len(top) or not any(below):
        return None
    filled = sum(bool(text) for text in below)
    if all(top) and not any(a == b for a, b in pairwise(top)) and filled < len(top):
        return None
    groups = [text for text in top if text]
    trailing = len(groups) < len(top) and not any(top[len(groups) :])
    if trailing and below[0]:
        return _shared(groups, [text for text in below if text], len(top))
    out, last = [], ""
    for above, text in zip(top, below, strict=True):
        last = above or last
        if not text:
            out.append(above)
        elif above == text:
            out.append(text)
        else:
            out.append(last + text)
    return tuple(out) if all(out) else None


def _shared(groups: list[str], below: list[str], width: int) -> tuple[str, ...] | None:
    """Merged heads whose blanks were lost: 窗口 本周 累计 over 受理 办结 受理 办结."""
    own = width - len(below)
    spread = len(groups) - own
    if own < 1 or spread < 1 or len(below) % spread:
        return None
    each = len(below) // spread
    if each < 2 or any(below[i * each : (i + 1) * each] != below[:each] for i in range(spread)):
        return None
    return tuple(groups[:own]) + tuple(groups[own + i // each] + text for i, text in enumerate(below))


def _groups(heads: tuple[str, ...]) -> list[list[int]]:
    """Columns of the groups side by side: two or more with the same heads, else one group."""
    for count in (2, 3):
        width, rest = divmod(len(heads), count)
        if not rest and width >= 2 and all(heads[i * width : (i + 1) * width] == heads[:width] for i in range(count)):
            return [list(range(i * width, (i + 1) * width)) for i in range(count)]
    return [list(range(len(heads)))]


def unit_in(head: str) -> tuple[str, str | None]:
    """A head without its unit, and the unit: in brackets, or said by the head itself (受理件数, 网办率).

    >>> unit_in("受理（件）"), unit_in("受理（件）5月"), unit_in("网办率")
    (('受理', '件'), ('受理5月', '件'), ('网办率', '%'))
    """
    bracket = re.search(r"[（(](?:单位[:：])?([^（）()]{1,6})[）)]", head)
    if bracket and (bracket.end() == len(head) or unit_of(bracket[1])):
        name, unit = head[: bracket.start()] + head[bracket.end() :], unit_of(bracket[1])
        if unit or bracket[1] in ("％", "百分比"):
            return name, unit or "%"
        return name, None
    if re.search(r"件数$", head):
        return (head[:-1] if head.endswith("办件数") else head[:-2]) or head, "件"
    if re.search(r"人次数?$", head):
        return re.sub(r"人次数?$", "", head) or head, "人次"
    if re.search(r"率$|占比$|比例$|比重$", head):
        return head, "%"
    if re.search(r"(?:办|退|接|收)件量?$|即办件$|承诺件$", head):
        return head, "件"
    return head, None
