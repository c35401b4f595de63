"""Reads: a whole with its parts.

受理180件，其中即办件100件、承诺件80件; 受理的180件中，…; 甲类…、乙类…，合计…; 清单共30项，其中…. A whole that was counted over a period
is a statistic too, its parts are none. The text's numbers are kept even when they do not add up: that is for the checks to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mappers.clauses.reading import Reading, ReadItem, slot
from mappers.clauses.roles import documents_in
from mappers.facts.fact import Document, Fact, Part, Period, Slot, TimeSpan, Whole
from mappers.figures.figure import Split
from mappers.figures.prose import read_prose_items
from mappers.regex import regex

__all__ = ["COUNTEREXAMPLES", "READS", "read"]

#: A label that names a list by its last word and what tells it from others: 国家清单, 省级目录.
_LISTS = regex(r"(?:上述|该|本)?(?P<which>.{0,8}?)级?(?P<head>清单|目录|名录|台账|手册|指南)")

#: What is read in an item of a bulletin: label, value and unit of the whole, and the parts.
READS: tuple[tuple[str, tuple[str, float, str, tuple[tuple[str, float], ...]]], ...] = (
    ("本周受理申请180件，其中即办件100件、承诺件80件。", ("受理申请", 180, "件", (("即办件", 100), ("承诺件", 80)))),
    (
        "省级清单共30个事项，其中免申即享12项、承诺即享18项。",
        ("省级清单", 30, "个", (("免申即享", 12), ("承诺即享", 18))),
    ),
    ("受理的65件中，窗口提交25件、网上提交40件。", ("受理", 65, "件", (("窗口提交", 25), ("网上提交", 40)))),
    (
        "受理来信中，建议类12件、求助类30件、投诉类8件，合计50件。",
        ("受理来信", 50, "件", (("建议类", 12), ("求助类", 30), ("投诉类", 8))),
    ),
    ("热线受理诉求930件（电话700件、网络230件）。", ("受理诉求", 930, "件", (("电话", 700), ("网络", 230)))),
    (
        "1—5月，全市累计受理214件，比去年同期增加26件。其中市级平台125件（比去年增加9件），县级平台89件（比去年增加17件）。",
        ("受理", 214, "件", (("市级平台", 125), ("县级平台", 89))),
    ),
    (
        "大厅受理申请72件，办结70件，满意率100%。其中，线上申请50件、现场申请22件。",
        ("受理申请", 72, "件", (("线上申请", 50), ("现场申请", 22))),
    ),
    ("本周办结90件，同比增长5%，其中省级40件，市级50件。", ("办结", 90, "件", (("省级", 40), ("市级", 50)))),
    ("本周受理30件。按类型看，许可类21件、备案类9件。", ("受理", 30, "件", (("许可类", 21), ("备案类", 9)))),
    ("窗口收件46件，其中当场办结31件。", ("收件", 46, "件", (("当场办结", 31),))),
)
COUNTEREXAMPLES: tuple[str, ...] = (
    "计划受理60件，其中线上40件、线下20件。",
    "参加人员60人，其中科级干部12人。",
    "其中，网上30件、窗口12件。",
    "会议强调，要完成300项任务，其中许可100项、备案200项。",
    "此前公布事项50项，其中省级20项、市级30项。",
    "大厅共有工位3排，其中靠窗1排。",
)


def read(reading: Reading) -> Iterator[Fact]:
    """All wholes with their parts."""
    for item, found in read_prose_items(reading):
        if isinstance(found, Split):
            yield _fact(reading, item, found)


def _fact(reading: Reading, item: ReadItem, split: Split) -> Fact:
    whole = Whole(split.label, split.whole.value, split.whole.unit, split.whole.approx)
    return reading.fact(
        "composition",
        split.rule,
        item,
        (split.start, split.end),
        (
            slot("date", _days(split.period), True),
            slot("period", split.period, True),
            Slot("whole", whole),
            Slot("parts", tuple(Part(label, quantity.value) for label, quantity in split.parts)),
            slot("of", _list(item, split), True),
        ),
    )


def _list(item: ReadItem, split: Split) -> Document | None:
    """The document that a label shortens: 省级清单 is the only list named before whose title says 省级 as well."""
    found = _LISTS.fullmatch(split.label)
    if found is None:
        return None
    fitting = [
        document
        for document in documents_in(item, 0, split.start)
        if re.sub(r"（[^（）]*）$", "", document.title).endswith(found["head"]) and found["which"] in document.title
    ]
    return fitting[0] if len(fitting) == 1 else None


def _days(period: Period | None) -> TimeSpan | None:
    if period is None or period.end is None:
        return None
    return TimeSpan(period.start or period.end, period.end)
