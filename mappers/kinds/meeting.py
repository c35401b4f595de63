"""Reads: meetings, forums, seminars and video conferences that were held, with the documents issued or reviewed there.

某厅（在某市）召开…会; 甲局会同乙局举行…座谈会; …例会在某市召开; 由某局牵头的…会商会举行.
A 培训会 is a training. 参加…会, 列席…会 and the sittings that somebody is told to hold are none.
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
    is_heading,
    place_before,
    place_slot,
    regions_in,
    statement_start,
    text_of,
)
from mappers.facts.fact import Document, Fact, Slot
from mappers.names.mask import D, N, Q, T, compile_rule
from mappers.regex import regex

__all__ = ["COUNTEREXAMPLES", "EXAMPLES", "read"]

_ENDS = (
    "(?:会议|大会|例会|论坛|沙龙|峰会|会商|茶叙|恳谈|(?:推进|座谈|研讨|现场|讲评|调度|协调|解读|视频|恳谈|动员|专题|对接|分析|通气|发布|部署|汇报|评审|听证|交流|会商|碰头|联席|说明|总结|启动|观摩"
    "|工作|论证|咨询|见面|协商|点评|研判|述职|约谈|通报|点评|办公|常务|党组|年|月|周|例|晨|评议|宣讲|吹风|答疑|讨论|审议|审查|洽谈|合作|推介|联系|调研|工作推进|促进|务虚|大|班子|联席)会|[\u4e00-\u9fff]{3,}会)"
)
_KNOWN = _ENDS.rsplit("|", 1)[0] + ")"
_HELD = regex(
    rf"(?P<verb>(?:组织|主持|牵头|联合|共同|线上|以[^，。；]{{2,8}}(?:形式|方式)|通过[^，。；]{{2,8}}(?:形式|方式))*(?:召开|举行|举办|召集|主办|承办|开展))(?:了|的是)?(?P<name>[^，。；《》{T}]{{0,48}}?{_ENDS}|[{Q}])(?=$|[，。；、（：]|暨|以及|并|和)"
)
_PASSIVE = compile_rule(
    rf"(?:^|(?<=[，。；：、◆■●])|(?<={{T}}))(?P<name>[^，。；：{{D}}]{{2,44}}?{_ENDS}|[{Q}])(?:{{T}}|于{{T}}|日前|近日|，)*(?:(?:在|于)(?P<place>[^，。；]{{1,20}}?))?(?:由(?P<by>{{X+}})(?:牵头|主持|组织|承办|主办)?)?(?:顺利|成功|正式|如期|隆重|以[^，。；]{{2,8}}(?:形式|方式))*(?:召开|举行|举办|开幕)"
)
_HOST = compile_rule(r"(?:由)?(?P<by>{X+})(?:主办|承办|牵头|召集|组织|主持)(?=$|[，。；的])")
_DOC_VERB = regex(
    rf"(?:原则同意|原则通过|审议通过|审议并通过|审议|讨论通过|讨论|研究通过|研究审议|研究|审定|通过|印发|发布|公布|议定|商定|形成|签订|签署|宣读|解读|学习|传达|审查)(?:了|并印发|并原则通过|两地联合印发|联合印发|印发)?(?P<docs>[^，。；]{{0,8}}?[{D}{N}](?:[、和及与]?[{D}{N}])*)"
)
_DISCUSSED = regex(rf"对(?P<docs>[{D}](?:[、和及]?[{D}])*)(?:进行|作|开展)了?(?:论证|讨论|审议|研究|评审|审查|研讨)")
_NO_MEETING = regex(r"培训|轮训|讲座|协会|委员会|工会|运动会|博览会|展会|机会|社会|招聘会|晚会|音乐会|座谈交流会商")
_TRIGGER = regex("会|论坛|沙龙|恳谈|茶叙")
_ATTEND = regex(r"(?:参加|列席|出席|参与|应邀|旁听)[^，。；]{0,24}$")

EXAMPLES: tuple[tuple[str, list[dict[str, object]]], ...] = (
    (
        "民政厅在泸州召开全省殡葬改革座谈会。",
        [{"place": ["泸州市"], "actors": ["民政厅"], "name": "全省殡葬改革座谈会"}],
    ),
    (
        "6月3日，省医保局会同财政厅举行基金监管联席会。",
        [{"date": "2023-06-03", "actors": ["省医保局", "财政厅"], "name": "基金监管联席会"}],
    ),
    ("全省不动产登记工作例会在乐山召开。", [{"place": ["乐山市"], "name": "全省不动产登记工作例会"}]),
    (
        "司法厅组织召开证明事项清理推进会，印发《清理口径》。",
        [{"actors": ["司法厅"], "documents": ["清理口径"], "name": "证明事项清理推进会"}],
    ),
    (
        "市政府召开第9次常务会议，审议通过《容缺受理办法》。",
        [{"actors": ["市政府"], "documents": ["容缺受理办法"], "name": "第9次常务会议"}],
    ),
    ("水利厅以视频形式召开取水许可电子证照调度会。", [{"actors": ["水利厅"], "name": "取水许可电子证照调度会"}]),
    (
        "教育厅召开民办学校年检部署会。会议讨论了《年检指标（讨论稿）》。",
        [{"actors": ["教育厅"], "documents": ["年检指标（讨论稿）"], "name": "民办学校年检部署会"}],
    ),
    ("重点项目会商会于5月8日在南充举行。", [{"date": "2023-05-08", "place": ["南充市"], "name": "重点项目会商会"}]),
)
COUNTEREXAMPLES: tuple[str, ...] = (
    "五是召开推进会。民政厅按周通报进度。",
    "民政厅定于下月召开养老服务现场会。",
    "会议要求，各市州定期召开企业座谈会。",
    "司法厅负责同志参加全省法治工作会议。",
    "原定6月3日举行的听证会延期。",
    "省残疾人联合会的窗口设在二楼。",
    "如条件具备，将召开现场推进会。",
    "此前，两地曾召开协调会。",
)


def read(reading: Reading) -> Iterator[Fact]:
    """All meetings of a bulletin."""
    for item in reading.items:
        if not _TRIGGER.search(item.mask.text) and Q not in item.mask.text:
            continue
        seen: set[int] = set()
        for match in _HELD.finditer(item.mask.text):
            clause = item.clause_at(match.start("verb"))
            name = text_of(item, *match.span("name"))
            before = item.mask.text[clause.start : match.start("verb")]
            if not clause.plain or is_heading(item, clause) or not _is_meeting(name, match["verb"]):
                continue
            if _ATTEND.search(before):
                continue
            seen.add(clause.start)
            start = statement_start(item, clause, match.start("verb"))
            yield _fact(reading, item, clause, (start, match.end()), "held", actor_slot(clause), name)
        for match in _PASSIVE.finditer(item.mask.text):
            clause = item.clause_at(match.end() - 1)
            name = re.sub(
                r"^由.{2,30}?(?:牵头|主办|组织|承办|召集)的",
                "",
                text_of(item, *_without_label(item, match.span("name"))),
            )
            if clause.start in seen or not clause.plain or not _is_meeting(name, "召开") or _ATTEND.search(name):
                continue
            yield _passive(reading, item, clause, match, name)


def _without_label(item: ReadItem, span: tuple[int, int]) -> tuple[int, int]:
    """The name without the item's label and run-in title before it."""
    first = next((i for i, place in enumerate(item.mask.starts) if place >= item.item.body), span[0])
    return (first, span[1]) if span[0] < first < span[1] else span


def _is_meeting(name: str, verb: str) -> bool:
    name = name.strip("“”")
    if (
        len(name) < 3
        or not name.endswith(("会", "会议", "论坛", "沙龙", "峰会", "会商", "茶叙", "恳谈"))
        or _NO_MEETING.search(name)
    ):
        return False
    if not re.search("召|举行", verb) and not re.search(f"{_KNOWN}$", name):
        return False
    return "开展" not in verb or name.endswith(("会议", "座谈会"))


def _fact(
    reading: Reading,
    item: ReadItem,
    clause: Clause,
    span: tuple[int, int],
    rule: str,
    actors: Slot | None,
    name: str,
) -> Fact:
    places = place_before(item, clause, span[1])
    documents, end = _documents(item, clause, span[1])
    return reading.fact(
        "meeting",
        rule,
        item,
        (span[0], max(span[1], end)),
        (
            date_slot(clause),
            place_slot(places),
            actors,
            Slot("name", name),
            Slot("documents", documents) if documents else None,
        ),
    )


def _passive(reading: Reading, item: ReadItem, clause: Clause, match: re.Match[str], name: str) -> Fact:
    by = match.span("by") if match["by"] else None
    if by is None and (host := _HOST.search(item.mask.text, clause.start, item.sentence_of(clause.start)[1])):
        by = host.span("by")
    actors = Slot("actors", actors_in(item, *by)) if by else None
    start = statement_start(item, clause, match.start("name"))
    fact = _fact(reading, item, clause, (min(start, match.start("name")), match.end()), "passive", actors, name)
    if match["place"] and fact["place"] is None:
        places = regions_in(item, *match.span("place"))
        if places:
            return Fact(fact.kind, fact.rule, fact.evidence, (*fact.slots, Slot("place", places)), fact.section)
    return fact


def _documents(item: ReadItem, clause: Clause, position: int) -> tuple[tuple[Document, ...], int]:
    """Documents issued, reviewed or agreed at a meeting: in its sentence, and in those that continue with 会议.

    Also the masked offset where the last of them in the meeting's own sentence ends.
    """
    found: list[Document] = []
    end = position
    found_at = (*_DOC_VERB.finditer(item.mask.text, position), *_DISCUSSED.finditer(item.mask.text, position))
    for match in sorted(found_at, key=lambda m: m.start()):
        other = item.clause_at(match.start())
        same = other.sentence == clause.sentence and match.re == _DISCUSSED
        if other.sentence > clause.sentence + 2 or not (other.inherited or same or _speaks_of_meeting(item, other)):
            break
        if other.moods - {"demanded"}:
            continue
        head = item.sentences[other.sentence][0]
        if other.sentence > clause.sentence and not _speaks_of_meeting(item, head):
            continue
        found += documents_in(item, *match.span("docs"))
        if other.sentence == clause.sentence:
            end = match.end()
    return tuple(dict.fromkeys(found)), end


def _speaks_of_meeting(item: ReadItem, clause: Clause) -> bool:
    return bool(re.match("会议|会上|座谈会|与会", item.mask.text[clause.start : clause.end]))
