"""Tables of figures per body, region or kind: one figure per cell, named by its column, for what its row is about.

A table whose rows are indicators and whose columns are times (指标, 本周, 今年累计) is read the other way round. Columns of
the past (上周, 上年同期) hold no figures of this bulletin; 同比 and 环比 are changes and keep their sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from mappers.clauses.reading import Reading
from mappers.facts.fact import Entity, Evidence, Period
from mappers.figures.periods import period_in
from mappers.figures.quantities import unit_of
from mappers.figures.scopes import Scope, from_title
from mappers.figures.table_columns import ColumnGrid, figure_in, grid_of, role_of, unit_in
from mappers.regex import regex
from mappers.text.bulletin import Cell, TextTable

__all__ = [
    "COUNTEREXAMPLES",
    "READS",
    "TableFigure",
    "is_assessment",
    "named_in",
    "read_tables",
    "row_evidence",
    "title_of",
    "title_period",
]

#: A table below its title, and of each figure: scope, measure, value, unit, kind of period.
READS: tuple[tuple[str, tuple[tuple[str | None, str, float, str | None, str | None], ...]], ...] = (
    (
        "各窗口办件情况\n窗口\t受理（件）\t咨询（人次）\n水利厅\t30\t41\n合计\t30\t41",
        (
            ("水利厅", "受理", 30, "件", "week"),
            ("水利厅", "咨询", 41, "人次", "week"),
            ("合计", "受理", 30, "件", "week"),
            ("合计", "咨询", 41, "人次", "week"),
        ),
    ),
    (
        "5月各市办件情况（单位：件）\n| 市州 | 办件量 | 同比增减 |\n| --- | --- | --- |\n| 自贡市 | 1,204 | -2.5% |\n| 泸州市 | 980 | 4% |",
        (
            ("自贡市", "办件量", 1204, "件", "month"),
            ("自贡市", "办件量同比增减", -2.5, "%", "month"),
            ("泸州市", "办件量", 980, "件", "month"),
            ("泸州市", "办件量同比增减", 4, "%", "month"),
        ),
    ),
    (
        "办件情况\n窗口\t本周\t\t今年累计\t\n\t受理（件）\t办结（件）\t受理（件）\t办结（件）\n水利厅\t3\t2\t90\t88\n民政厅\t5\t5\t70\t69",
        (
            ("水利厅", "受理", 3, "件", "week"),
            ("水利厅", "办结", 2, "件", "week"),
            ("水利厅", "受理", 90, "件", "year_to_date"),
            ("水利厅", "办结", 88, "件", "year_to_date"),
            ("民政厅", "受理", 5, "件", "week"),
            ("民政厅", "办结", 5, "件", "week"),
            ("民政厅", "受理", 70, "件", "year_to_date"),
            ("民政厅", "办结", 69, "件", "year_to_date"),
        ),
    ),
    (
        "办件情况\n市\t办件数\t市\t办件数\n自贡市\t12\t内江市\t9\n泸州市\t11\t宜宾市\t8",
        (
            ("自贡市", "办件", 12, "件", "week"),
            ("泸州市", "办件", 11, "件", "week"),
            ("内江市", "办件", 9, "件", "week"),
            ("宜宾市", "办件", 8, "件", "week"),
        ),
    ),
    (
        "全省运行情况\n指标\t本周\t上周\t环比\t今年累计\n受理量（件）\t400\t380\t5.3%\t9000\n网办率（%）\t91\t90\t\t89",
        (
            ("全省", "受理量", 400, "件", "week"),
            ("全省", "受理量环比", 5.3, "%", "week"),
            ("全省", "受理量", 9000, "件", "year_to_date"),
            ("全省", "网办率", 91, "%", "week"),
            ("全省", "网办率", 89, "%", "year_to_date"),
        ),
    ),
    (
        "各县工单情况表\n| | | |\n| 县 | 派发工单（件） | |\n| | 5月 | 1-5月 |\n| 荣县 | 30 | 150 |\n| 富顺县 | 20 | 90 |",
        (
            ("荣县", "派发工单", 30, "件", "month"),
            ("荣县", "派发工单", 150, "件", "range"),
            ("富顺县", "派发工单", 20, "件", "month"),
            ("富顺县", "派发工单", 90, "件", "range"),
        ),
    ),
    (
        "各市到场情况统计表\n市别\n到场（人次）\n等候时长（分钟）\n自贡市\n40\n9.5\n泸州市\n30\n8",
        (
            ("自贡市", "到场", 40, "人次", "week"),
            ("自贡市", "等候时长", 9.5, "分钟", "week"),
            ("泸州市", "到场", 30, "人次", "week"),
            ("泸州市", "等候时长", 8, "分钟", "week"),
        ),
    ),
)
COUNTEREXAMPLES: tuple[str, ...] = (
    "大厅巡查结果\n项目\t人次\n迟到\t2\n早退\t1",
    "联系方式\n序号\t窗口\t电话\n1\t水利厅\t86001234\n2\t民政厅\t86005678",
    "安排表\n窗口\t日期\n水利厅\t6月12日\n民政厅\t6月13日",
    "目标分解\n窗口\t年度目标（件）\n水利厅\t300\n民政厅\t200",
    "对比\n窗口\t上周（件）\n水利厅\t30\n民政厅\t20",
    "清单\n窗口\t事项\n水利厅\t取水许可\n民政厅\t社团登记",
)
_CHANGE = regex(
    r"^(?P<base>.*?)(?P<word>(?:同比|环比|(?:较|比)(?:上[年周月季]\w{0,4}|去年\w{0,3}))(?:增减|增长|变化|增幅|[±+]|升降)?(?:率|幅度)?)$"
)
_PAST = regex(r"上[周月期年]|去年|上季度|同期(?!.*[增减比])|往年|目标|任务|计划|标准|限值|时限")
_THIS = regex(r"本周|本月|本期|本季度?|当[月周]|本旬")
_YEAR = regex(r"(?:今年|本年度?|全年|年度|年内)(?:以来)?(?:累计)?|(?:\d{4}年)?以来(?:累计)?|年累计")
_MONTHS = regex(r"(?:(?P<first>(?:1[0-2]|[1-9]))(?:月份?)?[—\-~～至到])?(?<!\d)(?P<last>1[0-2]|[1-9])月份?(?!\d)")
_NO_FIGURE = regex(r"序号?$|编号|名次|排名|位次|排序|备注|电话|日期|时间$|窗口号|座位")
_INDICATOR = regex(r"指标|项目|类别|内容|数据项|统计项")
_PATROL = regex(r"巡查|检查|考勤|纪律|出勤|迟到")


@dataclass(frozen=True, slots=True)
class TableFigure:
    """One cell: for whom, what, how much, over which time; the evidence is its row."""

    rule: str
    scope: Scope | None
    measure: str
    value: Decimal
    unit: str | None
    period: Period | None
    evidence: Evidence
    section: str


def read_tables(reading: Reading) -> Iterator[TableFigure]:
    """All figures in tables; scored rankings and patrols are others'."""
    for table in reading.tables:
        title = title_of(reading, table)
        if _PATROL.search(title):
            continue
        period = title_period(reading, table) or reading.setting.times.this()
        for grid in grid_of(table):
            if is_assessment(grid):
                continue
            if _INDICATOR.search(grid.heads[grid.name]) and _by_time(grid):
                yield from _indicators(reading, table, grid, period)
            else:
                yield from _columns(reading, table, grid, period)


def title_of(reading: Reading, table: TextTable) -> str:
    """Caption and section titles of a table."""
    return f"{reading.title_path(table.section)} {table.caption or ''}"


def title_period(reading: Reading, table: TextTable) -> Period | None:
    """The period that the caption or the section's title names."""
    if table.caption_span and (found := period_in(reading, *table.caption_span)):
        return found
    section = next((s for s in reading.bulletin.sections if s.key == table.section), None)
    return period_in(reading, *section.heading) if section else None


def is_assessment(grid: ColumnGrid) -> bool:
    """Whether a grid is a scored ranking: totals, beside a rank or what they are made of.

    合计 alone is the sum of counts, not a score.
    """
    roles = [role_of(head) for c, head in enumerate(grid.heads) if c != grid.name]
    scored = any(re.search(r"分|评", head) for head, role in zip(_others(grid), roles, strict=True) if role == "total")
    return scored and bool({"base", "deduction", "bonus", "rank"} & set(roles))


def _others(grid: ColumnGrid) -> list[str]:
    return [head for c, head in enumerate(grid.heads) if c != grid.name]


def named_in(reading: Reading, cell: Cell) -> Scope:
    """The entity that a cell names, else its words."""
    if cell.end > cell.start:
        mask = reading.names_in(cell.start, cell.end)
        mentions = list(mask.find(0, len(mask.text)))
        if len(mask.text) == 1 and len(mentions) == 1 and isinstance(mentions[0].value, Entity):
            return mentions[0].value
    return cell.text


def row_evidence(reading: Reading, row: tuple[Cell, ...]) -> Evidence:
    """The evidence of a row: from its first filled cell to its last, with the bars of a piped line."""
    filled = [cell for cell in row if cell.end > cell.start]
    return reading.bulletin.evidence(min(c.start for c in filled), max(c.end for c in filled))


def _by_time(grid: ColumnGrid) -> bool:
    heads = [h for h in _others(grid) if not re.fullmatch(r"(?:计量)?单位|序号", h)]
    return all(
        _THIS.search(h)
        or _YEAR.search(h)
        or _PAST.search(h)
        or _CHANGE.match(h)
        or re.fullmatch(r"数值|数量|数据|累计|合计|本期数", h)
        for h in heads
    )


def _columns(reading: Reading, table: TextTable, grid: ColumnGrid, period: Period | None) -> Iterator[TableFigure]:
    shared = re.search(r"单位[：:]([^）)\s，。]+)", table.caption or "")
    common = unit_of(shared[1]) if shared else None
    columns = [(c, *_column(reading, head, period)) for c, head in _whole_heads(grid) if c != grid.name]
    for row in grid.rows:
        scope = named_in(reading, row[grid.name])
        evidence = row_evidence(reading, row)
        for c, measure, unit, counted in columns:
            value = figure_in(row[c].text)
            if value is None or measure is None:
                continue
            printed = "%" if row[c].text.strip().endswith("%") else unit or common
            if _CHANGE.match(measure) and printed is None:
                continue
            yield TableFigure("cell", scope, measure, value, printed, counted, evidence, table.section)


def _whole_heads(grid: ColumnGrid) -> Iterator[tuple[int, str]]:
    """Heads with what they leave out: 同比 or 占比 behind 受理量 is 受理量同比."""
    before = ""
    for c, head in enumerate(grid.heads):
        name = unit_in(head)[0]
        change = _CHANGE.match(name)
        alone = (change is not None and not change["base"]) or name in ("占比", "比例", "比重")
        yield c, before + head if alone else head
        if not alone:
            before = "" if c == grid.name or _NO_FIGURE.search(head) or unit_in(head)[1] == "%" else name


def _column(reading: Reading, head: str, period: Period | None) -> tuple[str | None, str | None, Period | None]:
    """Measure, unit and period of a column; no measure when it holds no figures of this bulletin's."""
    name, unit = unit_in(head)
    if _NO_FIGURE.search(name):
        return None, None, None
    if found := _MONTHS.search(name):
        name, period = name[: found.start()] + name[found.end() :], _months(reading, found)
        unit = unit or unit_in(name)[1]
    change = _CHANGE.match(name)
    if change:
        return (name if change["base"] else None), "%" if unit is None and "率" in change["word"] else unit, period
    if _PAST.search(name):
        return None, None, None
    times = reading.setting.times
    if found := _YEAR.search(name):
        name, period = name[: found.start()] + name[found.end() :], times.year_to_date()
    elif found := _THIS.search(name):
        name, period = name[: found.start()] + name[found.end() :], times.this()
    elif "累计" in name:
        name, period = name.replace("累计", ""), None
    name = re.sub(r"^(?:累计|的)|(?:数量|情况|数)$", "", name)
    name = re.sub(r"(?<=受理|办结|颁发|咨询|流转|办理)量$", "", name)
    return name or None, unit, period


def _months(reading: Reading, found: re.Match[str]) -> Period | None:
    """The month, or the months, at the head of a column."""
    last = reading.setting.times.month(int(found["last"]))
    first = reading.setting.times.month(int(found["first"])) if found["first"] else last
    if first is None or last is None:
        return None
    return Period("range" if found["first"] else "month", first.start, last.end)


def _indicators(reading: Reading, table: TextTable, grid: ColumnGrid, period: Period | None) -> Iterator[TableFigure]:
    """Rows are indicators, columns times."""
    scope = next((s for t in reversed(title_of(reading, table).split(" ")) if (s := from_title(t))), None)
    units = next((c for c, head in enumerate(grid.heads) if re.fullmatch(r"(?:计量)?单位", head)), None)
    times = reading.setting.times
    for row in grid.rows:
        name, unit = unit_in(re.sub(r"\s", "", row[grid.name].text))
        if units is not None:
            unit = unit_of(row[units].text) or unit
        for c, head in enumerate(grid.heads):
            value = figure_in(row[c].text)
            if c in (grid.name, units) or value is None or _NO_FIGURE.search(head):
                continue
            change = _CHANGE.match(re.sub(r"[（(]%[）)]$", "", head))
            measure, printed = name, "%" if row[c].text.strip().endswith("%") else unit
            counted = period
            if change:
                measure, printed = name + change["word"], "%" if "%" in head + row[c].text else None
                if printed is None:
                    continue
            elif _PAST.search(head):
                continue
            elif _YEAR.search(head):
                counted = times.year_to_date()
            elif _THIS.search(head):
                counted = times.this()
            elif "累计" in head:
                counted = None
            yield TableFigure(
                "indicator", scope, measure, value, printed, counted, row_evidence(reading, row), table.section
            )
