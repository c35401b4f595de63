"""Reads: honours that were granted.

某会授予某窗口“…”称号; 某窗口被某会评为“…”; 某中心获（评）“…”; 经某会研究，授予某窗口“…”.
An honour that is recommended, applied for, publicised or of earlier years (2019年曾获评) is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mappers.clauses.reading import Clause, Reading, ReadItem
from mappers.clauses.roles import actor_slot, date_slot, place_slot, text_of
from mappers.facts.fact import Entity, EntityType, Fact, Slot
from mappers.names.mask import AGENTS, C, D, P, Q, R, compile_rule
from mappers.names.places import region_entity
from mappers.names.registers import Registers
from mappers.regex import regex

__all__ = ["COUNTEREXAMPLES", "EXAMPLES", "read"]

_WHO = rf"(?:[{AGENTS}{C}]{P}|[{AGENTS}{C}](?:[\u4e00-\u9fff]{{0,6}}窗口)?|[^，。；：{D}{Q}]{{2,24}}?(?:窗口|中心|科|处|股|专区|团队|大厅|局|单位|同志))"
_HONOUR = rf"(?P<honour>[{Q}]|[^，。；]{{0,30}}?(?:荣誉称号|先进集体|先进单位|先进个人|一等奖|二等奖|三等奖|优秀奖|示范单位|示范窗口|文明窗口|红旗窗口|青年文明号|巾帼文明岗|工人先锋号))"
_GRANTS = compile_rule(
    rf"(?P<verb>授予|命名|表彰|通报表扬|认定)(?:了)?(?P<to>{_WHO}(?:[、和及与]{_WHO})*)(?:为|以)?(?:[\u4e00-\u9fff]{{0,8}}?){_HONOUR}"
)
_GIVEN_TO = compile_rule(
    rf"[将把](?P<honour>[{Q}])(?:荣誉称号|称号|荣誉|奖牌|牌匾|奖)?(?P<verb>授予|颁给|颁发给|颁予|授给)(?P<to>{_WHO}(?:[、和及与]{_WHO})*)"
)
_PASSIVE = compile_rule(
    rf"(?P<to>{_WHO}(?:[、和及与]{_WHO})*)(?:在[^，。；]{{2,30}}?中)?(?:近日|再次|分别|双双|荣|成功|日前|又)*被(?P<by>{{X+}}|[^，。；{Q}]{{2,14}}?(?:会|委|局|厅|政府|办公厅|单位|部门)|{R}?[^，。；{Q}]{{0,10}}?)(?:联合)?(?:评为|授予|命名为|认定为|评选为|表彰为|确定为|列为|通报表扬为|授牌)(?:了)?[^，。；“]{{0,14}}?{_HONOUR}"
)
_WINS = compile_rule(
    rf"(?P<to>{_WHO}(?:[、和及与]{_WHO})*)(?:(?:，)?在[^，。；]{{2,30}}?(?:中|上)(?:，)?)?(?:近日|再次|成功|日前|又|喜|双双|首次)*(?:荣获|获评|获得|喜获|斩获|摘得|荣膺|获颁|拿到|收获|捧回|获|夺得|入选|当选)(?:了|授)?(?P<by>{{X+}}|[^，。；{Q}获]{{2,10}}?(?:会|委|局|厅|部)|[{R}]?)(?:授予|颁发|评选|命名)?(?:的)?[^，。；“获]{{0,14}}?{_HONOUR}"
)
_TRIGGER = regex("授予|命名|表彰|表扬|认定|评为|评选|确定为|列为|授牌|获|摘得|荣膺|夺得|入选|当选|拿到|捧回")
_BY = compile_rule(r"经(?P<by>{X+})(?:研究|审定|批准|评审|同意|决定|评选)")

EXAMPLES: tuple[tuple[str, list[dict[str, object]]], ...] = (
    (
        "省总工会授予民政厅窗口“四川省工人先锋号”称号。",
        [{"receiver": "民政厅窗口", "honour": "四川省工人先锋号", "granter": "省总工会"}],
    ),
    ("司法厅窗口被省妇联评为“巾帼示范岗”。", [{"receiver": "司法厅窗口", "honour": "巾帼示范岗", "granter": "省妇联"}]),
    ("水利厅窗口获评“季度红旗窗口”。", [{"receiver": "水利厅窗口", "honour": "季度红旗窗口"}]),
    (
        "绵阳市政务服务中心荣获“全国青年文明号”称号。",
        [{"place": ["绵阳市"], "receiver": "绵阳市政务服务中心", "honour": "全国青年文明号"}],
    ),
    (
        "经省总工会研究，授予省医保局窗口“五一劳动奖状”。",
        [{"receiver": "省医保局窗口", "honour": "五一劳动奖状", "granter": "省总工会"}],
    ),
    (
        "共青团四川省委命名公安厅出入境窗口为“青年文明号”。",
        [{"receiver": "公安厅出入境窗口", "honour": "青年文明号", "granter": "共青团四川省委"}],
    ),
    (
        "自贡市行政审批局被省政府办公厅通报表扬为“改革先进单位”。",
        [{"place": ["自贡市"], "receiver": "自贡市行政审批局", "honour": "改革先进单位", "granter": "省政府办公厅"}],
    ),
    (
        "省总工会将“工人先锋号”授予民政厅窗口。",
        [{"receiver": "民政厅窗口", "honour": "工人先锋号", "granter": "省总工会"}],
    ),
    ("财政厅窗口在年度考评中获评“文明窗口”。", [{"receiver": "财政厅窗口", "honour": "文明窗口"}]),
)
COUNTEREXAMPLES: tuple[str, ...] = (
    "该窗口2019年曾获评“青年文明号”。",
    "民政厅窗口正在申报“工人先锋号”。",
    "省公安厅窗口拟推荐为“优秀窗口”，正在公示。",
    "司法厅窗口被推荐参评“青年文明号”，结果尚未公布。",
    "四季度将开展“红旗窗口”评选。",
    "各窗口要争创“文明窗口”。",
    "省总工会拟将“工人先锋号”授予民政厅窗口。",
)


def read(reading: Reading) -> Iterator[Fact]:
    """All honours of a bulletin."""
    for item in reading.items:
        if not _TRIGGER.search(item.mask.text):
            continue
        spans: list[tuple[int, int]] = []
        for pattern, rule in ((_GRANTS, "granted"), (_GIVEN_TO, "given_to"), (_PASSIVE, "passive"), (_WINS, "won")):
            for match in pattern.finditer(item.mask.text):
                clause = item.clause_at(match.start("honour"))
                if any(a < match.end() and match.start() < b for a, b in spans) or not _granted(item, clause, match):
                    continue
                spans.append(match.span())
                yield from _facts(reading, item, clause, match, rule)


def _granted(item: ReadItem, clause: Clause, match: re.Match[str]) -> bool:
    if not clause.plain or not item.clause_at(match.start("to")).plain:
        return False
    following = (c.start for c in item.clauses if c.start > match.end() and not c.inherited)
    rest = item.mask.text[match.end() : min([item.sentence(clause.sentence)[1], *following])]
    return not re.search(r"公示|尚未|待公布|待批|结果未", rest) and not re.search(r"推荐|申报|参评|争创", match.group())


def _facts(reading: Reading, item: ReadItem, clause: Clause, match: re.Match[str], rule: str) -> Iterator[Fact]:
    granter = _granter(item, clause, match, rule)
    honour = _honour(item, match)
    receivers = _receivers(item, match)
    first = item.clause_at(match.start())
    start = first.start if rule in ("granted", "given_to") else match.start()
    start = min(start, _by_clause(item, first))
    for receiver in receivers:
        yield reading.fact(
            "award",
            rule,
            item,
            (start, match.end()),
            (
                date_slot(clause),
                place_slot(_home(receiver, reading.registers)),
                Slot("receiver", receiver),
                Slot("honour", honour),
                granter,
            ),
        )


def _by_clause(item: ReadItem, clause: Clause) -> int:
    before = [c for c in item.sentences[clause.sentence] if c.end < clause.start]
    return before[-1].start if before and _BY.match(item.mask.text, before[-1].start, before[-1].end) else clause.start


def _honour(item: ReadItem, match: re.Match[str]) -> str:
    start, end = match.span("honour")
    if end - start == 1 and match["honour"] == Q:
        return str(item.mask.at(start).value)
    return re.sub(r"荣誉称号$", "", text_of(item, start, end)) or text_of(item, start, end)


def _receivers(item: ReadItem, match: re.Match[str]) -> tuple[Entity, ...]:
    start, end = match.span("to")
    text = item.mask.text[start:end]
    out: list[Entity] = []
    position = start
    for part in re.split(r"[、和及与]", text):
        stop = position + len(part)
        if len(part) == 1 and part in AGENTS + C:
            value = item.mask.at(position).value
            if isinstance(value, Entity):
                out.append(value)
        else:
            out.append(Entity(text_of(item, position, stop), EntityType.WINDOW))
        position = stop + 1
    return tuple(out)


def _granter(item: ReadItem, clause: Clause, match: re.Match[str], rule: str) -> Slot | None:
    if rule in ("granted", "given_to"):
        first, _ = item.sentence(clause.sentence)
        if by := _BY.search(item.mask.text, first, match.start()):
            value = item.mask.at(by.start("by")).value
            return Slot("granter", value) if isinstance(value, Entity) else None
        slot = actor_slot(clause)
        actors = slot.value if slot else None
        bodies = [a for a in actors if isinstance(a, Entity)] if isinstance(actors, tuple) else []
        if len(bodies) > 1:
            return Slot("granter", Entity("、".join(b.text for b in bodies), EntityType.GROUP))
        return Slot("granter", bodies[0]) if bodies else None
    start, end = match.span("by")
    if start < 0 or start == end:
        following = compile_rule(r"[，]由(?P<by>{X})(?:颁授|颁发|授予|评选|命名)").search(item.mask.text, match.end())
        value = item.mask.at(following.start("by")).value if following and following.start() < match.end() + 8 else None
        return Slot("granter", value) if isinstance(value, Entity) else None
    if item.mask.text[start] in AGENTS:
        value = item.mask.at(start).value
        return Slot("granter", value) if isinstance(value, Entity) else None
    text = text_of(item, start, end)
    return Slot("granter", Entity(text, EntityType.BODY)) if len(text) > 2 and item.mask.text[start] != R else None


def _home(receiver: Entity, registers: Registers) -> tuple[Entity, ...]:
    """Where an honoured county body is: the region that its name carries."""
    code = receiver.region
    if receiver.type is not EntityType.BODY or code is None or code.endswith("0000"):
        return ()
    name = registers.regions[code].name
    if not receiver.text.startswith((name, registers.full_name(code))):
        return ()
    return (region_entity(code, name, registers),)
