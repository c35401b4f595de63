"""Reads: service matters that were put on a list, zone or catalogue.

某厅将“A”“B”纳入…清单; “A”被列入…目录; 将…等N个事项接入…专区. 暂不纳入, 移出, 纳入考核 and 纳入监测 are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mappers.clauses.reading import Clause, Reading, ReadItem
from mappers.clauses.roles import date_slot, place_slot, text_of
from mappers.facts.fact import Entity, EntityType, Fact, Slot
from mappers.names.mask import Q, R, T
from mappers.regex import regex

__all__ = ["COUNTEREXAMPLES", "EXAMPLES", "read"]

_LIST = (
    "清单|目录|专区|名录|专栏|范围|平台|专窗|试点|一件事|事项库|套餐|一览表|专项|专页|系统|频道|模块|超市|基本目录|专厅"
)
_LISTED = regex(
    rf"(?:将|把)?(?P<matters>[{Q}](?:[、和及与]?[{Q}])*)(?P<mid>[^，。；]{{0,24}}?)(?:分别|一并|统一|正式|同步|全部|被|已|均|新|先行|整体|首批|率先)*(?P<verb>纳入|列入|编入|接入|收录进|收录至|收入|进入|调入|加入|放进|放入|装进|并入|列进|新列入|挂上|上架至|上线|归入|增列入|入驻|增补进|增补至|增加到|列为|确定为|整合进|整合为)(?P<list>[^，。；]{{1,46}}?(?:{_LIST}|[{Q}](?:专区|事项|范围|清单|目录)?))(?=$|[，。；、（]|办理|管理|实施|范围)"
)
_ADDED = regex(
    rf"(?P<list>[^，。；]{{1,24}}?(?:清单|目录|专区|名录))[^。；]{{0,30}}?，[^，。；]{{0,6}}?(?:新|再|又)(?P<verb>列入|纳入|增列|增加|收录)(?P<matters>[{Q}](?:[、和及与]?[{Q}])*)"
)
_COUNTED = regex(
    rf"[将把](?P<matters>[^，。；“”{Q}]{{3,60}}?)(?:等)?(?:共)?\d+(?:个|项)(?:政务服务)?事项(?P<mid>)(?:一并|统一|正式|同步|全部|均|新|整体|首批|率先)*(?P<verb>纳入|列入|编入|接入|加入|归入|增列入)(?P<list>[^，。；]{{1,30}}?(?:{_LIST}))(?=$|[，。；、（]|办理|管理|实施)"
)
_NO_LIST = regex(r"考核|监测|监管|绩效|考评|信用|黑名单|异常名录|失信|评价|督查|预算|整改|议程|培训")

EXAMPLES: tuple[tuple[str, list[dict[str, object]]], ...] = (
    (
        "民政厅将“收养登记”“福利彩票站点设立”纳入“川渝通办”事项清单。",
        [{"matters": ["收养登记", "福利彩票站点设立"], "list": "“川渝通办”事项清单"}],
    ),
    (
        "省中心将“食品经营备案”等6个事项纳入综合窗口受理目录。",
        [{"matters": ["食品经营备案"], "list": "综合窗口受理目录"}],
    ),
    ("教育厅将“教师资格认定”列入“跨省通办”专区。", [{"matters": ["教师资格认定"], "list": "“跨省通办”专区"}]),
    ("“道路运输证换发”被纳入全省“免证办”事项清单。", [{"matters": ["道路运输证换发"], "list": "全省“免证办”事项清单"}]),
    (
        "省医保局将“异地就医备案”“生育津贴申领”2个事项编入“高效办成一件事”清单。",
        [{"matters": ["异地就医备案", "生育津贴申领"], "list": "“高效办成一件事”清单"}],
    ),
    (
        "水利厅把“取水许可延续”接入全省电子证照共享目录。",
        [{"matters": ["取水许可延续"], "list": "全省电子证照共享目录"}],
    ),
    (
        "5月9日起，司法厅将“律师执业变更”纳入“秒批”事项清单。",
        [{"date": "2023-05-09", "matters": ["律师执业变更"], "list": "“秒批”事项清单"}],
    ),
    (
        "省医保局将异地就医备案、门诊慢病认定2个事项纳入“退休一件事”联办目录。",
        [{"matters": ["异地就医备案", "门诊慢病认定"], "list": "“退休一件事”联办目录"}],
    ),
    ("市公安局将“居住证签注”纳入市级集成办理清单。", [{"matters": ["居住证签注"], "list": "市级集成办理清单"}]),
)
COUNTEREXAMPLES: tuple[str, ...] = (
    "“军人退役登记”因数据未通，暂不纳入清单。",
    "“拍卖许可”等3个事项移出该目录。",
    "将“差评整改”纳入年度考核清单。",
    "拟将“取水许可”纳入“秒批”清单。",
    "“企业年金备案”未纳入清单。",
    "各部门要将“高频事项”纳入综窗目录。",
    "民政厅拟将收养登记、殡葬备案2个事项纳入联办目录。",
    "将办件超时、材料重复2个事项纳入年度考核清单。",
)


def read(reading: Reading) -> Iterator[Fact]:
    """All listings of a bulletin."""
    for item in reading.items:
        for match in (found for rule in (_LISTED, _ADDED, _COUNTED) for found in rule.finditer(item.mask.text)):
            clause = item.clause_at(match.start("verb"))
            if clause.plain and item.clause_at(match.start("matters")).plain and not _NO_LIST.search(match["list"]):
                yield _fact(reading, item, clause, match)


def _acting_regions(clause: Clause) -> tuple[Entity, ...]:
    """襄阳市将…纳入: the region that acts is also the place."""
    return tuple(m.value for m in clause.subject if m.token == R and isinstance(m.value, Entity))


def _fact(reading: Reading, item: ReadItem, clause: Clause, match: re.Match[str]) -> Fact:
    if match.re == _COUNTED:
        named: Iterable[str] = re.split("[、和及]", text_of(item, *match.span("matters")))
    else:
        named = (m.value for m in item.mask.find(*match.span("matters"), Q) if isinstance(m.value, str))
    matters = tuple(dict.fromkeys(Entity(text, EntityType.MATTER) for text in named if text))
    first = item.clause_at(match.start())
    start = first.start if not first.inherited else match.start()
    for other in item.clauses:
        only_day = re.fullmatch(rf"{T}(?:起|上午|下午)?", item.mask.text[other.start : other.end])
        if other.sentence == first.sentence and other.end < first.start and only_day:
            start = other.start
    return reading.fact(
        "listing",
        "listed",
        item,
        (start, match.end()),
        (
            date_slot(clause),
            place_slot(_acting_regions(first)),
            Slot("matters", matters),
            Slot("list", text_of(item, *match.span("list"))),
        ),
    )
