"""Reads: numbers that the text states for things that it also lists, or leaves unnamed.

某市、某市三地…; “…”“…”2个事项; 等三个环节; 提出三点要求; “两张清单”; 等50余个平台; 为两家企业办理; 4枚放射源; 等5部门联合印发.
`of` is the fact whose slot `slot` holds the members; `complete` tells that the text means to list them all (no open 等).
The counts that a fact has itself (matter_count, region_count, target_count, sessions) are not repeated here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mappers.clauses.antecedent import Antecedents, Placed
from mappers.clauses.reading import Clause, Mood, Reading, ReadItem
from mappers.clauses.roles import text_of
from mappers.facts.fact import Entity, EntityType, Fact, FactRef, Slot
from mappers.facts.model import EVENT_KINDS
from mappers.names.mask import AGENTS, C, Q, R, compile_rule
from mappers.names.numerals import NUMERAL, count
from mappers.regex import regex

__all__ = ["COUNTEREXAMPLES", "EXAMPLES", "read_after"]

_N = rf"(?P<n>{NUMERAL})(?P<rough>余|多)?"
_REGIONS = regex(
    rf"(?P<list>[{R}](?:、[{R}])+)(?P<open>等)?{_N}个?(?P<label>地|市州|市（州）|市|州|区县|县|区|省|省市)(?![委局厅府区级民外场])"
)
_SITES = regex(
    rf"(?P<open>等)?{_N}(?P<unit>家|处|个|所|座)(?P<label>企业|公司|工地|园区|现场|中心|单位|项目|点位|站点)(?=$|[，。；])"
)
_MATTERS = regex(
    rf"(?P<list>[{Q}](?:[、和及]?[{Q}])*)(?P<open>等)?{_N}(?P<unit>个|项|类|件)(?P<label>[^，。；\d]{{1,10}}?)(?=纳入|列入|编入|接入|上线|收录|分别|被|已|入驻)"
)
_AGENTS = compile_rule(
    rf"(?P<list>[{AGENTS}{C}](?:、[{AGENTS}{C}])+)(?P<open>等)?{_N}(?P<unit>个|家)?(?P<label>部门|单位|厅局|局)(?=联合|共同|会同|印发|出台|召开|举办|签|对|发布)"
)
_SEGMENTS = regex(
    rf"(?P<lead>安排|设置|设|包括|分为|围绕|开展|组织)?(?:了)?(?P<list>[^，。；：、]{{2,16}}?(?:、[^，。；：、]{{2,16}}?)+)(?P<open>等)?{_N}个(?P<label>环节|阶段|板块|步骤)$"
)
_POINTS = regex(rf"提出(?:了)?(?:以下|如下)?{_N}(?P<unit>点|项|条)(?:具体|工作)?(?P<label>要求|意见)$")
_LISTS = regex(rf"[“]?{_N}(?P<unit>张|份|个)(?P<label>清单|目录|文件)[”]?$")
_PLATFORMS = regex(rf"等{_N}(?P<unit>个|家)(?P<label>平台|渠道|网站|媒体)")
_UNNAMED = regex(
    rf"为{_N}(?P<unit>家|户|名|位)(?P<label>[\u4e00-\u9fff]{{2,6}}?)(?:成功|现场|当场|加急)*(?:办理|办结|颁发|发放)"
)
_GOODS = regex(
    rf"(?:转运|运输|运送|办理|进口|出口|使用|购置){_N}(?P<unit>枚|台|套|辆|艘|批|吨|件套)(?P<label>[\u4e00-\u9fff]{{2,8}}?)(?=至|到|$|的|，|用)"
)
_NUMBER = regex(rf"[\d一二两三四五六七八九十{Q}]")
_AREAS = regex(r"^(?:地|市|州|省|区|县|省市)$")
_OPEN_TO = regex(
    rf"(?:均)?可在{_N}个?(?P<label>(?:市州|市（州）|区县|县|市)[\u4e00-\u9fff]{{0,10}}?)(?=申请|办理|提交|就近)"
)

EXAMPLES: tuple[tuple[str, list[dict[str, object]]], ...] = (
    (
        "水利厅行政审批处赴广元市、巴中市两地政务服务中心调研。",
        [{"label": "地区", "count": 2, "complete": True, "of": "visit", "slot": "place"}],
    ),
    (
        "民政厅将“收养登记”“社团年检”2个事项纳入“跨省通办”事项清单。",
        [{"label": "事项", "count": 2, "unit": "个", "complete": True, "of": "listing", "slot": "matters"}],
    ),
    (
        "省中心将“食品经营备案”等6个事项纳入综合窗口受理目录。",
        [{"label": "事项", "count": 6, "unit": "个", "of": "listing", "slot": "matters"}],
    ),
    (
        "教育厅在乐山市举办民办学校年检培训，安排专家授课、案例研讨、现场观摩等三个环节。",
        [
            {
                "label": "环节",
                "count": 3,
                "complete": True,
                "of": "training",
                "slot": "segments",
                "segments": ["专家授课", "案例研讨", "现场观摩"],
            }
        ],
    ),
    (
        "商务厅副厅长石越到商务窗口坐班，提出两点要求。一要熟悉业务。二要改进作风。",
        [{"label": "要求", "count": 2, "unit": "点", "complete": True, "of": "hall_duty", "slot": "directives"}],
    ),
    (
        "梳理发布《水利惠企政策清单》《民政惠企政策清单》。“两张清单”在四川政务服务网惠企专区等30余个平台同步发布。",
        [
            {"label": "清单", "count": 2, "unit": "张", "complete": True, "of": "publication", "slot": "documents"},
            {"label": "平台", "count": 30, "unit": "个", "approx": True, "of": "publication", "slot": "platforms"},
        ],
    ),
    (
        "司法厅副厅长石越到公证窗口坐班，为两家企业办理业务。",
        [{"label": "企业", "count": 2, "unit": "家", "of": "service_case"}],
    ),
    (
        "省药监局、省医保局等5部门联合印发《药械协同规程》。",
        [{"label": "部门", "count": 5, "of": "release", "slot": "actors"}],
    ),
)
COUNTEREXAMPLES: tuple[str, ...] = (
    "本周，窗口受理35件、办结33件。",
    "民政厅对泸州市12家养老机构开展检查。",
    "会议要求，各市州完成两项任务。",
    "司法厅发布2023年第10号公告。",
    "省医保局拟将“生育津贴申领”等3个事项纳入清单。",
    "水利厅一级巡视员罗晓棠到水利窗口值守。",
)


def read_after(reading: Reading, facts: Sequence[Fact]) -> Iterator[Fact]:
    """All count claims of a bulletin."""
    known = Antecedents(reading, facts)
    for item in reading.items:
        if not known.of_item(item):
            continue
        for clause in item.clauses:
            if clause.moods - {Mood.NEGATED} or not _NUMBER.search(item.mask.text, clause.start, clause.end):
                continue
            for rule in _RULES:
                yield from rule(reading, item, clause, known)


def _claim(
    reading: Reading, item: ReadItem, rule: str, match: re.Match[str], of: FactRef, slot: str | None, complete: bool
) -> Fact | None:
    number = count(match["n"])
    if number is None:
        return None
    unit = match.groupdict().get("unit")
    slots: list[Slot | None] = [
        Slot("label", _AREAS.sub("地区", text_of(item, *match.span("label")))),
        Slot("count", number),
        Slot("unit", unit) if unit else None,
        Slot("approx", True) if match["rough"] else None,
        Slot("complete", complete) if slot else None,
        Slot("of", of),
        Slot("slot", slot) if slot else None,
    ]
    start = match.start("list") if "list" in match.re.groupindex else match.start()
    return reading.fact("count_claim", rule, item, (start, match.end("label")), slots)


def _members(fact: Fact, slot: str) -> int:
    value = fact[slot]
    return len(value) if isinstance(value, tuple) else 0


def _listed(match: re.Match[str]) -> int:
    """How many members stand before the number."""
    text = match["list"]
    return (
        sum(char in AGENTS + C + R + Q for char in text)
        if re.search(f"[{AGENTS}{C}{R}{Q}]", text)
        else text.count("、") + 1
    )


def _closed(match: re.Match[str]) -> bool:
    """等 before the very number that is listed closes the list; otherwise it leaves it open."""
    return not match.groupdict().get("open") or _listed(match) == count(match["n"])


def _around(known: Antecedents, item: ReadItem, clause: Clause, kinds: Sequence[str], slot: str) -> Iterator[Placed]:
    """Facts in whose quote a clause stands and which have a slot."""
    for placed in known.of_item(item):
        inside = placed.first.start <= clause.start <= placed.last.start
        if placed.fact.kind in kinds and inside and placed.fact[slot]:
            yield placed


def _regions(reading: Reading, item: ReadItem, clause: Clause, known: Antecedents) -> Iterator[Fact]:
    for match in _REGIONS.finditer(item.mask.text, clause.start, clause.end):
        for placed in _around(
            known, item, clause, ("visit", "inspection", "meeting", "training", "hall_duty"), "place"
        ):
            if _members(placed.fact, "place") == _listed(match):
                if claim := _claim(reading, item, "regions", match, placed.fact.ref, "place", _closed(match)):
                    yield claim
                return


def _sites(reading: Reading, item: ReadItem, clause: Clause, known: Antecedents) -> Iterator[Fact]:
    """沈村堤、咱里电站两处工地: the sites of a visit, where the number is all that it saw."""
    for match in _SITES.finditer(item.mask.text, clause.start, clause.end):
        if "、" not in item.mask.text[clause.start : match.start()]:
            continue
        for placed in _around(known, item, clause, ("visit",), "destinations"):
            listed = item.mask.text[clause.start : match.start()].count("、") + 1
            if _members(placed.fact, "destinations") != listed:
                continue
            closed = not match["open"] or listed == count(match["n"])
            if claim := _claim(reading, item, "sites", match, placed.fact.ref, "destinations", closed):
                yield claim
            return


def _matters(reading: Reading, item: ReadItem, clause: Clause, known: Antecedents) -> Iterator[Fact]:
    for match in _MATTERS.finditer(item.mask.text, clause.start, clause.end):
        for placed in _around(known, item, clause, ("listing",), "matters"):
            if _members(placed.fact, "matters") == _listed(match):
                if claim := _claim(reading, item, "matters", match, placed.fact.ref, "matters", _closed(match)):
                    yield claim
                return


def _agents(reading: Reading, item: ReadItem, clause: Clause, known: Antecedents) -> Iterator[Fact]:
    for match in _AGENTS.finditer(item.mask.text, clause.start, clause.end):
        for placed in _around(known, item, clause, EVENT_KINDS, "actors"):
            if _members(placed.fact, "actors") == _listed(match):
                if claim := _claim(reading, item, "agents", match, placed.fact.ref, "actors", _closed(match)):
                    yield claim
                return


def _segments(reading: Reading, item: ReadItem, clause: Clause, known: Antecedents) -> Iterator[Fact]:
    """专家授课、现场观摩等两个环节: the parts of an event, which the claim itself names."""
    match = _SEGMENTS.search(item.mask.text, clause.start, clause.end)
    placed = known.event(item, clause, ("training", "meeting", "inspection", "visit"), reach=1) if match else None
    if match is None or placed is None:
        return
    start, end = match.span("list")
    names = tuple(Entity(part, EntityType.TEXT) for part in text_of(item, start, end).split("、") if part)
    if claim := _claim(reading, item, "segments", match, placed.fact.ref, "segments", _closed(match)):
        yield replace(claim, slots=(*claim.slots, Slot("segments", names)))


def _points(reading: Reading, item: ReadItem, clause: Clause, known: Antecedents) -> Iterator[Fact]:
    """提出三点要求: the directives of that event; complete when they are numbered from one on and there are no others."""
    match = _POINTS.search(item.mask.text, clause.start, clause.end)
    if match is None:
        return
    matched = [p.fact for p in known.of_item(item) if p.fact.kind == "directive" and p.first.start >= clause.start]
    events = [event for fact in matched if fact["ordinal"] == 1 and isinstance(event := fact["at"], FactRef)]
    if not events:
        return
    ordinals = [fact["ordinal"] for fact in matched if fact["at"] == events[0]]
    complete = ordinals == list(range(1, len(ordinals) + 1))
    if claim := _claim(reading, item, "points", match, events[0], "directives", complete):
        yield claim


def _publications(reading: Reading, item: ReadItem, clause: Clause, known: Antecedents) -> Iterator[Fact]:
    """“两张清单”在…等50余个平台发布: how many documents, how many platforms."""
    for placed in _around(known, item, clause, ("publication",), "platforms"):
        match = _PLATFORMS.search(item.mask.text, clause.start, clause.end)
        if match and (claim := _claim(reading, item, "platforms", match, placed.fact.ref, "platforms", False)):
            yield claim
        head = item.mask.at(clause.start) if item.mask.text[clause.start] == Q else None
        matched = _LISTS.match(f"“{head.value}”") if head and isinstance(head.value, str) else None
        number = count(matched["n"]) if matched else None
        if matched and head and number is not None and placed.fact["documents"]:
            slots = (
                Slot("label", matched["label"]),
                Slot("count", number),
                Slot("unit", matched["unit"]),
                Slot("complete", _members(placed.fact, "documents") == number),
                Slot("of", placed.fact.ref),
                Slot("slot", "documents"),
            )
            yield reading.fact("count_claim", "lists", item, (clause.start, clause.start + 1), slots)


def _cases(reading: Reading, item: ReadItem, clause: Clause, known: Antecedents) -> Iterator[Fact]:
    """Numbers of what stays unnamed: 为两家企业办理, 转运4枚放射源, 可在21个市州…申请."""
    of_item = known.of_item(item)
    cases = [p.fact for p in of_item if p.fact.kind == "service_case" and p.last.sentence == clause.sentence]
    powers = [
        p.fact
        for p in of_item
        if p.fact.kind == "delegation" and p.first.start <= clause.start and clause.sentence - p.first.sentence <= 1
    ]
    for rule, pattern, owners in (
        ("unnamed", _UNNAMED, cases),
        ("goods", _GOODS, cases),
        ("open_to", _OPEN_TO, powers),
    ):
        match = pattern.search(item.mask.text, clause.start, clause.end) if owners else None
        if match and (claim := _claim(reading, item, rule, match, owners[-1].ref, None, False)):
            yield claim


_RULES = (_regions, _sites, _matters, _agents, _segments, _points, _publications, _cases)
