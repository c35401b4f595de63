"""Reads: halls, windows, zones, platforms, terminals and services that are put into use.

某大厅正式启用; 在某市揭牌; 上线某平台; 开通某热线; 投入使用, 试运行. What is put into use is named by its kind at the end
(大厅, 专窗, 平台, …) or known as a window or a hall; a launch that names nothing of that sort is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mappers.clauses.reading import Clause, Reading, ReadItem
from mappers.clauses.roles import actor_entities, date_slot, place_slot, regions_in, statement_start, text_of
from mappers.facts.fact import Entity, EntityType, Fact, Slot
from mappers.names.mask import P, R, S, W
from mappers.regex import regex

__all__ = ["COUNTEREXAMPLES", "EXAMPLES", "read"]

_PLATFORM = "平台|系统|小程序|公众号|网站|APP|客户端|热线|专线"
_SITE = "大厅|专窗|窗口|专区|服务区|自助区|终端|自助机|一体机|服务站|服务点|驿站|工作站|服务中心|分中心|办事点"
_FIRST = regex(
    r"^(?:近日|日前|目前|由|的|了)*(?:[全我本][国省市县区州])?(?:首[个家座台批]|第[一二三四五六七八九十\d]+[个家座台])?(?:[\d一二两三四五六七八九十]+[台个家座处])?"
)
_THING = rf"(?:[{W}{S}]|[^，。；、：）{P}]{{0,24}}?(?:{_SITE}|{_PLATFORM}))"
_HOW = r"(?:正式|同步|全面|顺利|成功|率先|已|全省|全国|全市|整体|搬迁|改造后|建成|现场|对外)*"
#: Words of putting into use, for what is put into use before them and behind them.
_USED = (
    "启用",
    "揭牌",
    "挂牌",
    "投入使用",
    "投入运行",
    "投入试运行",
    "投用",
    "上线",
    "开通",
    "启动运行",
    "启动试运行",
    "试运行",
)
_TAKEN = ("启用", "上线", "开通", "推出", "投用")
_IN_USE = regex(
    rf"(?P<what>{_THING})(?:在(?P<where>[^，。；]{{1,16}}?))?{_HOW}(?:{'|'.join(_USED)})(?:试?运行)?(?:仪式)?(?=$|[，。；])"
)
_TAKES = regex(rf"{_HOW}(?:{'|'.join(_TAKEN)})(?:运行)?(?:了)?(?P<what>{_THING})(?=$|[，。；])")
#: Whoever stands before the verb makes others do it, speaks of it, or forbids it.
_NOT_OWN = regex(
    r"指导|协助|帮助|引导|辅导|督促|推动|支持|查处|擅自|违规|非法|咨询|如何|怎样|反映|投诉|建议|[为帮替][^，。；]{1,12}?$"
)
_WHERE = regex(rf"(?:在|于)(?P<where>[^，。；在]{{0,12}}?{R})")

EXAMPLES: tuple[tuple[str, list[dict[str, object]]], ...] = (
    ("6月5日，民政厅婚姻登记专窗正式启用。", [{"date": "2023-06-05", "launched": ["民政厅婚姻登记专窗"]}]),
    (
        "6月6日，“川渝通办”服务专区在泸州市揭牌。",
        [{"date": "2023-06-06", "place": ["泸州市"], "launched": ["“川渝通办”服务专区"]}],
    ),
    ("水利厅上线取水许可智能审批平台。", [{"actors": ["水利厅"], "launched": ["取水许可智能审批平台"]}]),
    ("自然资源厅开通不动产登记咨询热线。", [{"actors": ["自然资源厅"], "launched": ["不动产登记咨询热线"]}]),
    ("全省首个惠企政策兑现专窗投入使用。", [{"launched": ["惠企政策兑现专窗"]}]),
    (
        "6月7日，工程建设项目在线审批系统上线试运行。",
        [{"date": "2023-06-07", "launched": ["工程建设项目在线审批系统"]}],
    ),
    ("省医保局推出异地就医备案小程序。", [{"actors": ["省医保局"], "launched": ["异地就医备案小程序"]}]),
    ("两台政务服务自助终端投入运行。", [{"launched": ["政务服务自助终端"]}]),
    ("商务厅启用外贸企业服务站。", [{"actors": ["商务厅"], "launched": ["外贸企业服务站"]}]),
    ("近日，林草种苗审批一体机正式投用。", [{"launched": ["林草种苗审批一体机"]}]),
    ("司法厅公共法律服务平台成功上线运行。", [{"launched": ["司法厅公共法律服务平台"]}]),
)
COUNTEREXAMPLES: tuple[str, ...] = (
    "婚姻登记专窗拟于下月启用。",
    "取水许可审批平台尚未上线。",
    "此前，水利厅曾开通咨询热线。",
    "会议要求，各单位尽快启用自助终端。",
    "条件成熟时，启用外贸企业服务站。",
    "平台运行情况总体良好。",
    "窗口人员认真学习新系统操作。",
    "市行政审批局指导企业上线销售平台。",
    "协助李女士开通医保小程序。",
    "电信公司为企业开通宽带专线。",
    "该局查处擅自上线赌博网站。",
    "市民王某咨询如何开通12345热线。",
    "张先生反映小区门口推出停车平台。",
)


def read(reading: Reading) -> Iterator[Fact]:
    """All launches of a bulletin."""
    for item in reading.items:
        for rule, words, pattern in (("used", _USED, _IN_USE), ("takes", _TAKEN, _TAKES)):
            if not any(word in item.mask.text for word in words):
                continue
            for match in pattern.finditer(item.mask.text):
                clause = item.clause_at(match.end("what") - 1)
                if clause.plain and (fact := _fact(reading, item, clause, match, rule)):
                    yield fact


def _fact(reading: Reading, item: ReadItem, clause: Clause, match: re.Match[str], rule: str) -> Fact | None:
    start = max(match.start("what"), clause.start)
    text = item.mask.text[start : match.end("what")]
    start += _FIRST.match(text).end()  # type: ignore[union-attr]  # it matches the empty text
    launched = _launched(item, start, match.end("what"))
    if launched is None:
        return None
    actors = () if rule == "used" else _actors(item, clause, match.start())
    if rule == "takes" and (not actors or _NOT_OWN.search(item.mask.text, clause.start, match.start())):
        return None
    return reading.fact(
        "launch",
        rule,
        item,
        (statement_start(item, clause, match.start()), match.end()),
        (
            date_slot(clause),
            place_slot(_places(item, clause, match)),
            Slot("actors", actors, clause.inherited) if actors else None,
            Slot("launched", (launched,)),
        ),
    )


def _launched(item: ReadItem, start: int, end: int) -> Entity | None:
    """What is put into use: a window or hall that is known as one, else what the words name."""
    if end - start == 1 and item.mask.text[start] in W + S:
        value = item.mask.at(start).value
        return value if isinstance(value, Entity) else None
    words = text_of(item, start, end)
    if re.fullmatch(rf"{_SITE}|{_PLATFORM}", words):
        return None
    return Entity(words, EntityType.PLATFORM if re.search(rf"(?:{_PLATFORM})$", words) else EntityType.PLACE)


def _actors(item: ReadItem, clause: Clause, position: int) -> tuple[Entity, ...]:
    return actor_entities(tuple(mention for mention in clause.subject if mention.token != P))


def _places(item: ReadItem, clause: Clause, match: re.Match[str]) -> tuple[Entity, ...]:
    """The region behind 在: between the name and the verb, else before it in the clause."""
    if match.groupdict().get("where"):
        return regions_in(item, *match.span("where"))
    found = _WHERE.search(item.mask.text, clause.start, match.start("what"))
    return regions_in(item, *found.span("where")) if found else ()
