"""Reads: scored rankings in tables, whatever their columns are called and in whatever order they stand.

序号 部门窗口 基础分 减分 加分 实得分; 窗口 基本分 扣分 奖励分 综合得分 排名. Each row keeps its own place in the text; a blank rank
stays blank, a deduction keeps its sign. The period is the one that the title names, else what the bulletin covers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from mappers.fact import AssessmentRow, Entity, EntityType, Evidence, Fact, Slot
from mappers.figures.columns import Grid, figure_in, grid_of, role_of
from mappers.figures.tables import is_assessment, named_in, row_evidence, title_period
from mappers.reading import Reading, slot
from mappers.text.bulletin import Cell, Table

__all__ = ["read"]

_SUMMARY = re.compile(r"^(?:合计|总计|平均分?|均值|小计|备注|注)[：:]?$")


def read(reading: Reading) -> Iterator[Fact]:
    """All scored rankings of a bulletin."""
    for table in reading.tables:
        grids = [grid for grid in grid_of(table) if is_assessment(grid)]
        rows = tuple(row for grid in grids for row in _rows(reading, grid))
        if rows:
            named = title_period(reading, table)
            period = named or reading.setting.times.this()
            slots = (slot("period", period, named is None), Slot("rows", rows))
            filled = tuple(s for s in slots if s is not None)
            yield Fact("assessment", "assessment.table", _title(reading, table), filled, table.section)


def _title(reading: Reading, table: Table) -> Evidence:
    """The line above the table, else the heading of its section, else the head of the table."""
    if table.caption_span:
        return reading.bulletin.evidence(*table.caption_span)
    section = next((s for s in reading.bulletin.sections if s.key == table.section), None)
    if section:
        return reading.bulletin.evidence(*section.heading)
    return row_evidence(reading, table.header)


def _rows(reading: Reading, grid: Grid) -> Iterator[AssessmentRow]:
    columns: dict[str, int] = {}
    for c, head in enumerate(grid.heads):
        role = role_of(head)
        if c != grid.name and role and role != "name":
            if role == "rank" and "rank" in columns and not re.search("名|位", head):
                continue
            if role == "total" and "total" in columns and not re.search(r"实得|总|综合|最终", head):
                continue
            columns[role] = c
    for row in grid.rows:
        if not _SUMMARY.match(row[grid.name].text):
            yield _row(reading, grid, columns, row)


def _row(reading: Reading, grid: Grid, columns: dict[str, int], row: tuple[Cell, ...]) -> AssessmentRow:
    def score(role: str) -> Decimal | None:
        return figure_in(row[columns[role]].text) if role in columns else None

    rank = re.search(r"\d+", row[columns["rank"]].text) if "rank" in columns else None
    scope = named_in(reading, row[grid.name])
    window = scope if isinstance(scope, Entity) else Entity(scope, EntityType.WINDOW)
    return AssessmentRow(
        window,
        score("base"),
        score("deduction"),
        score("bonus"),
        score("total"),
        int(rank.group()) if rank else None,
        row_evidence(reading, row),
    )
