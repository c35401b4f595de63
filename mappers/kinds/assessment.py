"""Reads: scored rankings in tables, whatever their columns are called and in whatever order they stand.

序号 部门窗口 基础分 减分 加分 实得分; 窗口 基本分 扣分 奖励分 综合得分 排名. Each row keeps its own place in the text; a blank rank
stays blank, a deduction keeps its sign. The period is the one that the title names, else what the bulletin covers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from mappers.clauses.reading import Reading, slot
from mappers.facts.fact import AssessmentRow, Entity, EntityType, Evidence, Fact, Slot
from mappers.figures.figure_tables import is_assessment, named_in, row_evidence, title_period
from mappers.figures.table_columns import ColumnGrid, figure_in, grid_of, role_of
from mappers.regex import regex
from mappers.text.bulletin import Cell, TextTable

__all__ = ["COUNTEREXAMPLES", "READS", "read"]

#: A table below its title, and its rows: window, base, deduction, bonus, total, rank.
READS: tuple[
    tuple[str, tuple[tuple[str, float | None, float | None, float | None, float | None, int | None], ...]], ...
] = (
    (
        "2023年4月窗口考核结果\n序号\t部门窗口\t基础分\t减分\t加分\t实得分\n1\t水利厅\t100\t0\t3\t103\n\t民政厅\t100\t0\t3\t103",
        (("水利厅", 100, 0, 3, 103, 1), ("民政厅", 100, 0, 3, 103, None)),
    ),
    (
        "5月窗口考评得分\n窗口\t基本分\t扣分\t奖励分\t综合得分\t排名\n教育厅\t90\t-1.5\t0\t88.5\t1\n商务厅\t90\t-2\t0\t88\t2",
        (("教育厅", 90, -1.5, 0, 88.5, 1), ("商务厅", 90, -2, 0, 88, 2)),
    ),
    (
        "一季度窗口评分\n| 名次 | 窗口名称 | 总分 |\n| --- | --- | --- |\n| 1 | 司法厅 | 99 |\n| 2 | 财政厅 | 98.5 |",
        (("司法厅", None, None, None, 99, 1), ("财政厅", None, None, None, 98.5, 2)),
    ),
    (
        "4月考核排名\n单位\t加分项\t扣分项\t基准分\t总得分\t位次\n民政厅\t2\t0\t100\t102\t1\n水利厅\t0\t-3\t100\t97\t2",
        (("民政厅", 100, 0, 2, 102, 1), ("水利厅", 100, -3, 0, 97, 2)),
    ),
    (
        "窗口考核得分表\n排名 窗口 基础分 减分 加分 得分\n1 商务厅 100 0 4 104\n2 财政厅 100 -1 0 99",
        (("商务厅", 100, 0, 4, 104, 1), ("财政厅", 100, -1, 0, 99, 2)),
    ),
    (
        "4月窗口评分\n名次\t窗口\t得分\t名次\t窗口\t得分\n1\t教育厅\t99\t3\t水利厅\t97\n2\t司法厅\t98\t4\t民政厅\t96",
        (
            ("教育厅", None, None, None, 99, 1),
            ("司法厅", None, None, None, 98, 2),
            ("水利厅", None, None, None, 97, 3),
            ("民政厅", None, None, None, 96, 4),
        ),
    ),
    (
        "5月考核结果\n序号\t窗口\t服务质量\t工作纪律\t扣分\t考核总分\n1\t财政厅\t60\t40\t0\t100\n2\t商务厅\t58\t40\t-1\t97",
        (("财政厅", None, 0, None, 100, 1), ("商务厅", None, -1, None, 97, 2)),
    ),
    (
        "5月考核得分\n名次\t单位\t基础分\t加分\t得分\n第1名\t教育厅\t100\t5\t105\n第2名\t水利厅\t100\t3\t103",
        (("教育厅", 100, None, 5, 105, 1), ("水利厅", 100, None, 3, 103, 2)),
    ),
)
COUNTEREXAMPLES: tuple[str, ...] = (
    "办件情况\n窗口\t受理\t合计\n水利厅\t30\t30\n民政厅\t12\t12",
    "考核结果\n窗口\t等次\n水利厅\t优秀\n民政厅\t良好",
    "联系方式\n序号\t窗口\t电话\n1\t水利厅\t86001234\n2\t民政厅\t86005678",
    "办件情况\n排名\t县区\t办件量\n1\t甲县\t300\n2\t乙县\t200",
    "检查情况\n项目\t结果\n着装\t良好\n卫生\t良好",
    "满意度\n窗口\t满意度（%）\n水利厅\t99\n民政厅\t98",
)

_SUMMARY = regex(r"^(?:合计|总计|平均分?|均值|小计|备注|注)[：:]?$")


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


def _title(reading: Reading, table: TextTable) -> Evidence:
    """The line above the table, else the heading of its section, else the head of the table."""
    if table.caption_span:
        return reading.bulletin.evidence(*table.caption_span)
    section = next((s for s in reading.bulletin.sections if s.key == table.section), None)
    if section:
        return reading.bulletin.evidence(*section.heading)
    return row_evidence(reading, table.header)


def _rows(reading: Reading, grid: ColumnGrid) -> Iterator[AssessmentRow]:
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


def _row(reading: Reading, grid: ColumnGrid, columns: dict[str, int], row: tuple[Cell, ...]) -> AssessmentRow:
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
