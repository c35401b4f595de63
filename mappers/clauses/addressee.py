"""Of whom a demand demands: those who head its clauses, else the window visited, a division, or 我厅.

各市（州）要…, 水利窗口要… name them. 窗口是…，要… means the window that the official visits; 审批处要… the division of the
body of who speaks; 推进我厅…工作 the body itself. Where that body is not settled, nobody is addressed.
"""

from __future__ import annotations

import re

from mappers.clauses.antecedent import group
from mappers.clauses.reading import ReadItem
from mappers.clauses.roles import actor_entities, text_of
from mappers.facts.fact import Entity, EntityType, Fact, Person, Slot
from mappers.names.mask import AGENTS
from mappers.regex import regex

__all__ = ["MUST", "NAMED", "WHO", "addressees"]

MUST = r"(?:要(?![求约素点件领员闻害因么务])|须|应当|应(?![急邀用付对聘届运])|必须|不得|务必|严禁|禁止|力戒|坚决|一律)"
_UNIT = (
    r"(?:部门|窗口|单位|处室|处（室）|机构|人员|干部|职工|市（州）|市州|市县|区县|区（县）|县（市、区）|乡镇|街道|中心)"
)
WHO = (
    rf"(?:(?:各|全体|所有|有关|相关|牵头|配合|承办|进驻|责任|经营)[^，。；：要须应]{{0,10}}?{_UNIT}(?!{_UNIT})"
    rf"(?:(?:和|及|与|、)[^，。；：要须应]{{0,10}}?{_UNIT}(?!{_UNIT}))?(?:[\u4e00-\u9fff]{{2,8}}(?:行政|主管|监管|管理|审批|业务)部门)?(?![和及与、的（])|各(?:地|级)(?![方区块点别])|窗口(?=不得|须|必须|应当))"
)
NAMED = regex(rf"(?P<who>{WHO})")
_VISITED = regex(rf"窗口(?:是|作为|{MUST})")
_DIVISION = regex(
    rf"(?!各|有关|相关|所有|全体|到处|处处)(?P<who>[\u4e00-\u9fff]{{2,8}}(?<![好难之深用益坏短长妙到])处)(?:都|也|均)?{MUST}"
)
_OURS = regex(
    r"(?:推进|推动|做好|抓好|抓实|加强|强化|提升|提高|优化|深化|规范|完善|巩固|开展|促进|落实)(?P<who>我(?P<rank>厅|局|委|办|院))"
)


def addressees(
    item: ReadItem, spans: tuple[int, int, int], matched: tuple[Entity, ...], speaker: Slot | None, at: Fact | None
) -> Slot | None:
    """Those of whom it is demanded, in the masked text from spans[0] to spans[1]; divisions up to spans[2] as well."""
    start, end, last = spans
    body = _body(speaker, at)
    if at is not None and at.kind == "hall_duty" and _VISITED.match(item.mask.text, start, end):
        windows = at["target"] if isinstance(at["target"], tuple) else ()
        own = tuple(w for w in windows if isinstance(w, Entity) and (len(windows) == 1 or w.parent == body))
        if own:
            return Slot("addressee", own, inherited=True)
    named = dict.fromkeys((*matched, *_heads(item, start, end)))
    if body is not None:
        named.update(dict.fromkeys(_divisions(item, start, last, body)))
        if not named:
            named.update(dict.fromkeys(_own(item, start, end, body)))
    return Slot("addressee", tuple(named)) if named else None


def _heads(item: ReadItem, start: int, end: int) -> tuple[Entity, ...]:
    """Those who head the clauses of a demand: 各市（州）…, 水利窗口…."""
    found: dict[Entity, None] = {}
    for clause in item.clauses:
        begin = max(clause.start, start)
        if clause.end <= start or begin >= end:
            continue
        text = item.mask.text[begin : clause.end]
        named = re.match(rf"(?:[{AGENTS}](?:、[{AGENTS}])*)(?![^，]{{0,12}}(?:公布|印发|关于|的|、))", text)
        described = NAMED.match(text) if begin == start else re.match(rf"(?P<who>{WHO})(?:都|均)?{MUST}", text)
        if named:
            mentions = tuple(item.mask.find(begin, begin + named.end(), AGENTS))
            found.update(dict.fromkeys(actor_entities(mentions)))
        elif described:
            found[group(text_of(item, begin, begin + described.end("who")))] = None
    return tuple(found)


def _body(speaker: Slot | None, at: Fact | None) -> Entity | None:
    """The one body that speaks, or that holds the event at which it is spoken."""
    for value in (speaker.value if speaker else None, at["persons"] if at else None, at["actors"] if at else None):
        bodies = {
            named.body if isinstance(named, Person) else named
            for named in (value if isinstance(value, tuple) else ())
            if isinstance(named, Person | Entity)
        }
        found = [body for body in bodies if isinstance(body, Entity) and body.type is EntityType.BODY]
        if bodies:
            return found[0] if len(bodies) == len(found) == 1 else None
    return None


def _divisions(item: ReadItem, start: int, end: int, body: Entity) -> list[Entity]:
    """审批处要…: divisions of the body, at the head of a clause."""
    heads = [max(clause.start, start) for clause in item.clauses if start < clause.end and clause.start < end]
    found = filter(None, (_DIVISION.match(item.mask.text, head, end) for head in heads))
    return [
        Entity(match["who"], EntityType.DIVISION, None, body.name + match["who"], body, body.region) for match in found
    ]


def _own(item: ReadItem, start: int, end: int, body: Entity) -> list[Entity]:
    """推进我厅…工作: the body, where 我厅 can be its name."""
    found = _OURS.search(item.mask.text, start, end)
    if found is None or not re.search(rf"{found['rank']}(?:员会|公厅|公室)?$", body.name):
        return []
    return [Entity(found["who"], body.type, body.ref, body.name, body.parent, body.region)]
