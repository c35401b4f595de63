"""Reads: single numbers, counted over a scope and a period, from sentences and from tables of figures.

本周，市民中心受理320件、办结298件，同比分别增长3.1%、2.4%; 办件量居前三位的是甲县2.1万件、…; 网办率由76%提升至90%; a table's cells.
Targets, limits, plans, speech, the past (上周受理…) and the numbers of checks, trainings, lists and patrols are none. How sentences are
taken apart is in :mod:`mappers.figures`; tables are read in :mod:`mappers.figures.figure_tables`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from operator import itemgetter

from mappers.clauses.reading import Reading, ReadItem, slot
from mappers.facts.fact import Entity, EntityType, Evidence, Fact, Slot
from mappers.figures.data_source import sources_of
from mappers.figures.figure import FigureReading
from mappers.figures.figure_tables import TableFigure, read_tables
from mappers.figures.prose import read_prose_items

__all__ = ["COUNTEREXAMPLES", "READS", "read"]

#: What is read in an item of a week's bulletin: (scope, measure, value, unit, kind of period) of each figure, in order.
READS: tuple[tuple[str, tuple[tuple[str | None, str, float, str, str | None], ...]], ...] = (
    (
        "本周，综合窗口办结90件，按时办结率100%。其中，民政厅窗口受理31件、水利厅窗口受理22件。",
        (
            ("综合窗口", "办结", 90, "件", "week"),
            ("综合窗口", "按时办结率", 100, "%", "week"),
            ("民政厅窗口", "受理", 31, "件", "week"),
            ("水利厅窗口", "受理", 22, "件", "week"),
        ),
    ),
    (
        "本周，省政务大厅接待群众3120人次，受理申请806件，办结790件。",
        (
            ("省政务大厅", "接待群众", 3120, "人次", "week"),
            ("省政务大厅", "受理", 806, "件", "week"),
            ("省政务大厅", "办结", 790, "件", "week"),
        ),
    ),
    (
        "综合窗口受理412件、颁发355件，较上周分别下降3.5%、增长1.2%。",
        (
            ("综合窗口", "受理", 412, "件", "week"),
            ("综合窗口", "颁发", 355, "件", "week"),
            ("综合窗口", "受理较上周下降", 3.5, "%", "week"),
            ("综合窗口", "颁发较上周增长", 1.2, "%", "week"),
        ),
    ),
    (
        "截至6月8日，全省累计归集证照约1.8万本。",
        (("全省", "归集证照", 1.8, "万本", "as_of"),),
    ),
    (
        "今年以来，省本级公共服务事项受理5.12万余件，行政许可事项受理9034件。",
        (
            ("省本级公共服务事项", "受理", 5.12, "万件", "year_to_date"),
            ("省本级行政许可事项", "受理", 9034, "件", "year_to_date"),
        ),
    ),
    (
        "1—5月，各市（州）办件量居前三位的是宜宾市7.2万件、南充市6.8万件、乐山市5.9万件。",
        (
            ("宜宾市", "办件量", 7.2, "万件", "range"),
            ("南充市", "办件量", 6.8, "万件", "range"),
            ("乐山市", "办件量", 5.9, "万件", "range"),
        ),
    ),
    (
        "5月，全省受理事项88.1万件，同比增长6.3%；绵阳市增幅最大，同比增长19.7%。",
        (
            ("全省", "受理", 88.1, "万件", "month"),
            ("全省", "受理同比增长", 6.3, "%", "month"),
            ("绵阳市", "受理同比增长", 19.7, "%", "month"),
        ),
    ),
    ("全省网上可办率由上月的81%提升至84.5%。", (("全省", "网上可办率", 84.5, "%", "week"),)),
    ("企业开办平均用时2.5个工作日。", ((None, "企业开办平均用时", 2.5, "个工作日", "week"),)),
    (
        "群众来电接通率、回访满意率分别为97%、99.2%。",
        ((None, "群众来电接通率", 97, "%", "week"), (None, "回访满意率", 99.2, "%", "week")),
    ),
    (
        "受理量：公安厅窗口211件，民政厅窗口94件。",
        (("公安厅窗口", "受理", 211, "件", "week"), ("民政厅窗口", "受理", 94, "件", "week")),
    ),
    ("6月6日，教育厅窗口办理学历备案13件。", (("教育厅窗口", "办理", 13, "件", "range"),)),
    (
        "本周，全市大厅共受理480件。其中：市级大厅受理300件，办结296件；县级大厅受理180件，办结174件。",
        (
            ("全市大厅", "受理", 480, "件", "week"),
            ("市级大厅", "受理", 300, "件", "week"),
            ("市级大厅", "办结", 296, "件", "week"),
            ("县级大厅", "受理", 180, "件", "week"),
            ("县级大厅", "办结", 174, "件", "week"),
        ),
    ),
    ("上周受理280件，本周受理301件。", ((None, "受理", 301, "件", "week"),)),
)
#: Sentences in which no figure and no fact of any other kind may be found.
COUNTEREXAMPLES: tuple[str, ...] = (
    "平均每个窗口每日受理14件。",
    "每件业务受理5次。",
    "受理窗口引导群众办理登记需提交材料3份。",
    "力争年底前全程网办率达到92%，满意率不低于99%。",
    "会议要求，各单位按时办结率要达到100%。",
    "预计下半年受理申请4000件。",
    "审批时限由20个工作日压缩至5个工作日以内。",
    "去年同期受理310件。",
    "工作人员为2家企业解决3个难题。",
    "如受理量超过500件，另行增设窗口2个。",
    "窗口尚未受理1件跨省申请。",
    "办件量同比增长的有8个县（市、区）。",
    "全省21个市（州）中，9个实现正增长。",
    "诉求热点前三位为：停车管理45件、噪声扰民31件、占道经营27件。",
)


def read(reading: Reading) -> Iterator[Fact]:
    """All statistics of a bulletin."""
    for item, group in groupby(read_prose_items(reading), key=itemgetter(0)):
        sources = sources_of(reading, item)
        for _, found in group:
            if isinstance(found, FigureReading):
                sentence = item.clause_at(found.start).sentence
                yield _fact(reading, item, found, sources.get(sentence))
    for cell in read_tables(reading):
        yield _cell_fact(cell)


def _cell_fact(cell: TableFigure) -> Fact:
    scope = cell.scope
    region = scope if isinstance(scope, Entity) and scope.type is EntityType.REGION else None
    slots = (
        slot("scope", scope, cell.rule == "indicator"),
        Slot("measure", cell.measure, cell.rule == "cell"),
        Slot("value", cell.value),
        slot("unit", cell.unit, True),
        Slot("approx", False),
        slot("period", cell.period, True),
        Slot("tabular", True) if cell.rule == "cell" else None,
        slot("place", (region,) if region else None),
    )
    filled = tuple(s for s in slots if s is not None)
    return Fact("statistic", f"statistic.{cell.rule}", cell.evidence, filled, cell.section)


def _fact(reading: Reading, item: ReadItem, figure: FigureReading, source: tuple[Slot, Evidence] | None) -> Fact:
    scope, inherited = figure.scope, figure.inherited
    of_region = isinstance(scope, Entity) and scope.type is EntityType.REGION
    fact = reading.fact(
        "statistic",
        figure.rule,
        item,
        (figure.start, figure.end),
        (
            slot("scope", scope, "scope" in inherited),
            Slot("measure", figure.measure),
            Slot("value", figure.quantity.value),
            Slot("unit", figure.quantity.unit),
            Slot("approx", figure.quantity.approx),
            slot("period", figure.period, "period" in inherited),
            slot("place", (scope,) if of_region and isinstance(scope, Entity) else None),
            source[0] if source else None,
        ),
    )
    return replace(fact, more=(source[1],)) if source else fact
