"""Reads: documents that are issued, published, forwarded or announced.

某局印发《…》; 甲局、乙局联合出台《…》; 某厅发布2024年第3号公告; 某办转发某部《…》; 《…》由某局印发; 某会转发各单位执行.
A document that is only reviewed, agreed, planned or cited (“印发的《…》”, 按照《…》) is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mappers.clauses.reading import Clause, Reading, ReadItem
from mappers.clauses.roles import (
    actor_slot,
    actors_in,
    date_slot,
    documents_in,
    place_before,
    place_slot,
    statement_start,
    text_of,
)
from mappers.facts.fact import Document, Fact, Slot
from mappers.names.mask import D, N, compile_rule
from mappers.regex import regex

__all__ = ["COUNTEREXAMPLES", "EXAMPLES", "read"]

_ADVERB = "(?:梳理|联合|共同|正式|制定|研究|修订|修改|首次|同步|先后|集中|统一|以.{2,8}名义|编制|起草|及时|重新|对外|向社会|公开|已|并)*"
_VERB = "(?:制定印发|印发|发布|公布|出台|转发|批转|下发|颁布|制发|印送|通报|公告|公示|复函|函复|函告|合发|联发|联合发文|发出|编印|签发|刊发|推出|公开发布|公之于众)"
_ISSUED = regex(
    rf"(?P<verb>{_ADVERB}{_VERB})(?:了|实施|施行)?(?P<from>[^，。；、{D}{N}的]{{0,10}})(?P<docs>[{D}{N}](?:（?[{N}]）?|[、和及与]?[{D}{N}])*)(?!的?(?:精神|要求|规定|明确|落实|解读|宣传|宣贯|有关|部署))"
)
_PASSIVE = compile_rule(
    rf"(?P<by2>{{X+}})?(?P<docs>[{D}{N}](?:[、和及]?[{D}{N}])*)(?:（[^（）]*）)?(?:已|对外|向社会|{{T}}|近日|正式|日前|{{T}}|于{{T}}|经[^，。；]{{2,16}}?(?:同意后?|后)|，)*(?:由(?P<by>{{X+}}))?(?:联合|正式|共同|对外|向社会)*(?P<verb>印发|发布|公布|出台|颁布|制发|下发|转发|批转|公告|编印|出炉)(?:实施|施行|执行)?(?=$|[，。；])"
)
_UNTITLED = regex(
    rf"(?P<verb>{_ADVERB}(?:印发|下发|转发|发布|制发|出台|发出))(?:了)?(?P<title>关于[^，。；：《{D}]{{4,60}}?的(?:通知|意见|通告|公告|决定|通报|函|批复))(?=$|[，。；（])"
)
_FORM = regex(rf"以(?P<docs>[{N}])的?(?:(?P<verb>形式|方式|名义))")
_FORWARDED = compile_rule(
    r"(?P<verb>转发)(?:至|给|到)?(?:各|所属|全体|辖区)[^，。；《]{0,16}?(?:参照执行|遵照执行|贯彻执行|执行|落实)?(?=$|[，。；])"
)
_NO_RELEASE = regex(
    r"(?:议定|商定|约定|同意|审议|审议通过|讨论|研究)[^，。；]{0,10}$|(?:要求|按照|根据|依据|落实|执行|学习|贯彻|宣传|解读)[^，。；]{0,14}$"
)

EXAMPLES: tuple[tuple[str, list[dict[str, object]]], ...] = (
    ("省水利厅印发《农村供水审批细则》。", [{"actors": ["省水利厅"], "documents": ["农村供水审批细则"]}]),
    (
        "3月6日，司法厅、民政厅联合出台《社会组织备案办法》，明确办理层级。",
        [{"date": "2023-03-06", "actors": ["司法厅", "民政厅"], "documents": ["社会组织备案办法"], "joint": True}],
    ),
    ("商务厅发布2024年第7号公告，调整备案流程。", [{"actors": ["商务厅"], "documents": ["2024年第7号公告"]}]),
    ("省政府办公厅转发省中心《窗口轮岗办法》。", [{"actors": ["省政府办公厅"], "documents": ["窗口轮岗办法"]}]),
    ("《乡镇赋权事项目录》近日由省司法厅正式印发。", [{"actors": ["省司法厅"], "documents": ["乡镇赋权事项目录"]}]),
    (
        "省体育局会同教育厅公布《校外体培机构名录》《体培收费目录》。",
        [{"actors": ["省体育局", "教育厅"], "documents": ["校外体培机构名录", "体培收费目录"], "joint": True}],
    ),
    (
        "财政厅制定印发了《政府采购告知承诺指引》（川财规〔2023〕4号）。",
        [{"actors": ["财政厅"], "documents": ["政府采购告知承诺指引"]}],
    ),
    (
        "民政厅印发关于规范社团登记工作的通知，要求各地执行。",
        [{"actors": ["民政厅"], "documents": ["关于规范社团登记工作的通知"]}],
    ),
    ("《窗口首问责任办法》由省政府办公厅制发。", [{"actors": ["省政府办公厅"], "documents": ["窗口首问责任办法"]}]),
    ("民政厅召开座谈会，印发《养老机构备案指南》。", [{"actors": ["民政厅"], "documents": ["养老机构备案指南"]}]),
)
COUNTEREXAMPLES: tuple[str, ...] = (
    "水利厅拟于下月印发《河道采砂细则》。",
    "各窗口要按照省政府办公厅印发的《政务服务规范》开展自查。",
    "会议审议《机关事务管理办法》。",
    "此前，民政厅曾发布《殡葬服务清单》。",
    "《林地审批细则》尚未印发。",
    "《互认目录》待两地会签后印发。",
    "民政厅拟印发关于规范社团登记工作的通知。",
    "按照民政厅印发的关于规范社团登记工作的通知，各地已自查。",
    "会议要求，各单位抓紧出台《实施细则》。",
)


def read(reading: Reading) -> Iterator[Fact]:
    """All releases of a bulletin."""
    for item in reading.items:
        taken: set[int] = set()
        for match in _ISSUED.finditer(item.mask.text):
            clause = item.clause_at(match.start())
            if _states(item, clause, match):
                taken.update(range(match.start("docs"), match.end("docs")))
                yield _fact(reading, item, clause, match, "issued")
        for match in _UNTITLED.finditer(item.mask.text):
            clause = item.clause_at(match.start())
            if _states(item, clause, match):
                docs = (Document(text_of(item, *match.span("title"))),)
                start = match.start() if clause.inherited else statement_start(item, clause, match.start())
                yield _release(reading, item, clause, (start, match.end()), "untitled", actor_slot(clause), docs)
        for match in _FORM.finditer(item.mask.text):
            clause = item.clause_at(match.start())
            if clause.plain and clause.subject:
                taken.update(range(match.start("docs"), match.end("docs")))
                yield _fact(reading, item, clause, match, "form")
        for match in _PASSIVE.finditer(item.mask.text):
            clause = item.clause_at(match.start("verb"))
            if not taken.intersection(range(*match.span("docs"))) and _states(item, clause, match):
                yield _fact(reading, item, clause, match, "passive")
        yield from _forwarded(reading, item)


def _states(item: ReadItem, clause: Clause, match: re.Match[str]) -> bool:
    before = item.mask.text[clause.start : match.start("verb")]
    return clause.plain and not _NO_RELEASE.search(before)


def _fact(reading: Reading, item: ReadItem, clause: Clause, match: re.Match[str], rule: str) -> Fact:
    docs = documents_in(item, *match.span("docs"))
    by = next((name for name in ("by", "by2") if match.groupdict().get(name)), None)
    if by:
        actors: Slot | None = Slot("actors", actors_in(item, *match.span(by)))
    elif rule == "passive" and clause.inherited:
        actors = None
    else:
        actors = actor_slot(clause)
    start = statement_start(item, clause, match.start())
    if clause.inherited or rule == "passive":
        start = match.start()
    return _release(reading, item, clause, (start, match.end()), rule, actors, docs)


def _release(
    reading: Reading,
    item: ReadItem,
    clause: Clause,
    span: tuple[int, int],
    rule: str,
    actors: Slot | None,
    docs: tuple[Document, ...],
) -> Fact:
    places = place_before(item, clause, span[1])
    many = actors is not None and isinstance(actors.value, tuple) and len(actors.value) > 1
    return reading.fact(
        "release",
        rule,
        item,
        span,
        (
            date_slot(clause),
            place_slot(places),
            actors,
            Slot("documents", docs),
            Slot("joint", True) if many else None,
        ),
    )


def _forwarded(reading: Reading, item: ReadItem) -> Iterator[Fact]:
    """某会转发各单位执行: the document is the last one named before."""
    for match in _FORWARDED.finditer(item.mask.text):
        clause = item.clause_at(match.start())
        docs = documents_in(item, 0, match.start())
        if not clause.plain or clause.inherited or not docs:
            continue
        actors = actor_slot(clause)
        fact = _release(reading, item, clause, (clause.start, match.end()), "forwarded", actors, docs[-1:])
        yield Fact(
            fact.kind,
            fact.rule,
            fact.evidence,
            tuple(Slot(s.name, s.value, s.inherited or s.name == "documents") for s in fact.slots),
            fact.section,
        )
