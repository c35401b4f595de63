"""Reads: cooperation that bodies signed or agreed.

甲局与乙局（在某市）签订《…》; 双方签署《…》; 两地议定《…》. A text that only awaits signature is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mappers.clauses.reading import Clause, Reading, ReadItem
from mappers.clauses.roles import (
    actor_entities,
    actor_slot,
    actors_in,
    date_slot,
    documents_in,
    place_before,
    place_slot,
    regions_in,
    statement_start,
)
from mappers.facts.fact import Entity, Fact, Slot
from mappers.names.mask import D, compile_rule
from mappers.regex import regex

__all__ = ["COUNTEREXAMPLES", "EXAMPLES", "read"]

_SIGNS = regex(
    rf"(?P<verb>(?:共同|联合|正式|在线|线上|当场|现场|集中|续|分别|再次|成功)*(?:签订|签署|续签|联签|签下|订立|签妥|缔约|议定|商定|缔结|达成|签约))(?:了|并发布)?(?:两地)?(?:联合印发|联合出台|实施|推行)?(?P<docs>[^，。；{D}的]{{0,10}}?[{D}](?:[、和及与]?[{D}])*)"
)
_PASSIVE = compile_rule(
    rf"(?P<docs>[{D}])(?:在(?P<place>[^，。；]{{1,14}}?))?(?:正式|成功|顺利)*(?:签订|签署|签约)(?=$|[，。；])"
)
_TALKED = compile_rule(
    r"(?:与|同|和)(?P<other>(?:{X}|{C})(?:[、和]{X})*)(?:商议|协商|沟通|会商|洽谈|结对|对接|研究|商定|达成|开展|建立)"
)
_WITH = compile_rule(
    r"(?:与|同|和)(?P<other>(?:{X}|{C})(?:[、和]{X})*)(?:在[^，。；]{1,20}?)?(?:共同|联合|正式|现场)*$"
)

EXAMPLES: tuple[tuple[str, list[dict[str, object]]], ...] = (
    (
        "4月8日，省医保局与云南省医疗保障局在攀枝花市签订《异地就医协查协议》。",
        [
            {
                "date": "2023-04-08",
                "place": ["攀枝花市"],
                "actors": ["省医保局", "云南省医疗保障局"],
                "documents": ["异地就医协查协议"],
            }
        ],
    ),
    (
        "民政厅与四川远山公益有限公司签署《社工服务合作备忘录》。",
        [{"actors": ["民政厅", "四川远山公益有限公司"], "documents": ["社工服务合作备忘录"]}],
    ),
    (
        "省中心、陕西省政务大数据服务中心共同签署《毗邻通办协议》。",
        [{"actors": ["省中心", "陕西省政务大数据服务中心"], "documents": ["毗邻通办协议"]}],
    ),
    (
        "水利厅和省气象局签订《汛情信息共享协议》。",
        [{"actors": ["水利厅", "省气象局"], "documents": ["汛情信息共享协议"]}],
    ),
    (
        "司法厅赴重庆市考察公证改革，并与重庆市司法局签订《公证协作协议》。",
        [{"place": ["重庆市"], "actors": ["司法厅", "重庆市司法局"], "documents": ["公证协作协议"]}],
    ),
    (
        "省体育局与教育厅签署《场馆开放协议》《赛事审批协作协议》。",
        [{"actors": ["省体育局", "教育厅"], "documents": ["场馆开放协议", "赛事审批协作协议"]}],
    ),
    (
        "川渝两省市政府办公厅议定《事项互认办法》。",
        [{"actors": ["川渝两省市政府办公厅"], "documents": ["事项互认办法"]}],
    ),
    (
        "省药监局、省卫生健康委、省医保局正式签订《三医联动数据协议》。",
        [{"actors": ["省药监局", "省卫生健康委", "省医保局"], "documents": ["三医联动数据协议"]}],
    ),
)
COUNTEREXAMPLES: tuple[str, ...] = (
    "省林草局与省气象局的合作协议文本已起草，尚待双方签署。",
    "民政厅拟与高校签订《实习协议》。",
    "各单位应与驻厅人员签订《廉政承诺书》。",
    "此前，两地曾签订《协作备忘录》。",
    "会议要求，尽快签署《共享协议》。",
    "因疫情原因，《合作协议》未能签署。",
)


def read(reading: Reading) -> Iterator[Fact]:
    """All agreements of a bulletin."""
    for item in reading.items:
        for match in _SIGNS.finditer(item.mask.text):
            clause = item.clause_at(match.start())
            if clause.plain:
                yield _fact(reading, item, clause, match)
        for match in _PASSIVE.finditer(item.mask.text):
            clause = item.clause_at(match.start())
            if clause.plain:
                yield _passive(reading, item, clause, match)


def _fact(reading: Reading, item: ReadItem, clause: Clause, match: re.Match[str]) -> Fact:
    before = item.mask.text[clause.start : match.start()]
    other = _WITH.search(before)
    actors: tuple[Entity, ...] = actors_in(item, clause.start, match.start())
    inherited = False
    if other and not actors_in(item, clause.start, clause.start + other.start()):
        first = actor_entities(tuple(m for m in clause.subject))
        actors, inherited = tuple(dict.fromkeys((*first, *actors))), True
    if len(actors) < 2 and (talk := _TALKED.search(item.mask.text, item.sentence(clause.sentence)[0], match.start())):
        first = actor_entities(tuple(m for m in clause.subject))
        actors = tuple(dict.fromkeys((*first, *actors, *actors_in(item, *talk.span("other")))))
        inherited = True
    if not actors:
        slot = actor_slot(clause)
        actors = tuple(v for v in slot.value if isinstance(v, Entity)) if slot and isinstance(slot.value, tuple) else ()
        inherited = True
    if all(re.fullmatch("双方|三方|四方|各方|两地|三地", a.text) for a in actors):
        begin, _ = item.sentence(clause.sentence)
        named = actors_in(item, begin, clause.start)
        actors, inherited = (named, True) if len(named) > 1 else (actors, inherited)
    start = statement_start(item, clause, match.start()) if not clause.inherited else clause.start
    places = place_before(item, clause, match.start()) or _place_of_visit(item, clause, inherited)
    return reading.fact(
        "agreement",
        "signed",
        item,
        (start, match.end()),
        (
            date_slot(clause),
            place_slot(places),
            Slot("actors", actors, inherited) if actors else None,
            Slot("documents", documents_in(item, *match.span("docs"))),
        ),
    )


def _place_of_visit(item: ReadItem, clause: Clause, inherited: bool) -> tuple[Entity, ...]:
    """Signed on a visit: where the same subject went to in the sentence."""
    first, _ = item.sentence(clause.sentence)
    found = re.search(r"(?:赴|前往|到)(?P<where>[^，。；]{1,16})", item.mask.text[first : clause.start])
    if not inherited or not found:
        return ()
    return regions_in(item, first + found.start("where"), first + found.end("where"))


def _passive(reading: Reading, item: ReadItem, clause: Clause, match: re.Match[str]) -> Fact:
    actors = actors_in(item, clause.start, match.start())
    places = regions_in(item, *match.span("place")) if match["place"] else ()
    return reading.fact(
        "agreement",
        "passive",
        item,
        (clause.start, match.end()),
        (
            date_slot(clause),
            place_slot(places),
            Slot("actors", actors) if actors else None,
            Slot("documents", documents_in(item, *match.span("docs"))),
        ),
    )
