"""Reads: what is demanded, as demanded: by a meeting, an official, a document, a body, or by the publisher itself.

会议强调：…要…; 某某要求，…; 提出三点要求：一要…，二要…; 《通知》要求各市（州）…; 某厅…，要求各单位…; 各窗口须…; 请各部门….
What is demanded did not happen: it is one text with who demands it (`speaker`), of whom (`addressee`), on which occasion
(`at`), its number in a list (`ordinal`), the document it stands in (`source`). Hopes, proposals and views demand nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mappers.clauses.addressee import MUST, NAMED, WHO, addressees
from mappers.clauses.antecedent import Antecedents, group
from mappers.clauses.reading import Clause, Mood, Reading, ReadItem
from mappers.clauses.roles import actor_entities, documents_in, persons_in, text_of
from mappers.facts.fact import Document, Entity, Fact, Person, Slot, SlotValue
from mappers.names.mask import AGENTS, D, P, Q, T, U, compile_rule
from mappers.names.numerals import han_number
from mappers.regex import regex

__all__ = ["COUNTEREXAMPLES", "EXAMPLES", "read_after"]

_MEETING = r"会议|座谈会|会上|推进会|例会|讲评会|培训会|现场会|调度会"
_OPENS = compile_rule(
    rf"^(?:并|还|又|同时|最后|随后|此外|对此)?(?:(?P<meeting>{_MEETING})|(?P<person>{{P}})(?:同志)?|(?P<document>[{D}]|该通知|通知)|(?P<body>{{X+}})(?:负责人|相关负责人|有关负责人|主要负责人)?)?"
    r"(?:还|也|并|一并|同时|在讲话中|现场|进一步|再次|最后|特别){0,2}(?P<verb>强调指出|明确要求|提出要求|强调|要求(?![报的])|指出|提出(?!的)|明确|规定)"
)
_POINTS = regex(
    r"提出(?:了)?(?:以下|如下)?(?P<n>[\d一二两三四五六七八九十]+)(?:点|项|条|个方面的?)(?:具体|工作)?(?:要求|意见)$"
)
_SAME_HEAD = regex(r"^(?:并|还|会上|着重|重点|围绕|就|对|针对|现场|最后|同时)*(?:就|对|围绕|针对|提出)")
_ORDINAL = regex(r"^(?P<n>[一二三四五六七八九十])(?P<how>要|是)(?=.)")
_DEMANDS = regex(rf"^(?:[^，。；：]{{0,16}}?){MUST}|(?:^|[，；：]){MUST}|^既要|^能.{{2,10}}的[^，]*(?:抓紧|坚决|尽快)")
_CONTINUES = regex(rf"^(?:同时|此外|另外|对此|今后|[{T}{U}])?(?:{WHO})?(?:都|均|还|也|既|坚决)?{MUST}|^凡")
_STANDS = regex(rf"^(?:(?P<please>请)(?P<who>{WHO})|(?P<who2>{WHO})(?:都|均|也)?{MUST})")
#: A list that has no title of its own: 按照某办公布的“…”事项清单.
_CITED_LIST = regex(
    rf"(?:按照|依据|根据|依照|参照|对照)[^，。；]{{0,24}}?(?:公布|发布|印发|制定|编制|出台)的(?P<list>{Q}[\u4e00-\u9fff]{{0,6}}?(?:清单|目录|名录))"
)
_VIEW = regex(r"建议|反映|希望|表示|认为|呼吁|提议|指出|强调|要求|规定|承诺|倡议")
_SECTION = regex(r"要求|提示|提醒")
_EVENTS = ("meeting", "visit", "hall_duty", "inspection", "training", "release", "delegation", "listing")
_REQUIRES = ("要求", "明确要求", "提出要求")
_STATED = ("强调", "强调指出", "要求", "明确要求", "提出要求")

EXAMPLES: tuple[tuple[str, list[dict[str, object]]], ...] = (
    (
        "民政厅召开养老服务推进会。会议强调，各市（州）要压实监管责任。",
        [{"addressee": ["各市（州）"], "text": "各市（州）要压实监管责任", "at": "meeting"}],
    ),
    (
        "6月3日，水利厅副厅长田野到水利窗口值守。田野要求，水利窗口要公开办理进度。",
        [{"speaker": ["田野"], "addressee": ["水利窗口"], "text": "水利窗口要公开办理进度", "at": "hall_duty"}],
    ),
    (
        "商务厅副厅长石越到商务窗口坐班，提出两点要求。一要熟悉业务。二要改进作风。",
        [
            {"speaker": ["石越"], "text": "熟悉业务", "ordinal": 1, "at": "hall_duty"},
            {"speaker": ["石越"], "text": "改进作风", "ordinal": 2, "at": "hall_duty"},
        ],
    ),
    (
        "司法厅印发《公证办理规程》，要求各公证机构在8月底前公开收费标准。",
        [
            {
                "speaker": ["司法厅"],
                "addressee": ["各公证机构"],
                "text": "各公证机构在8月底前公开收费标准",
                "at": "release",
                "source": ["公证办理规程"],
            }
        ],
    ),
    (
        "教育厅印发《关于规范年检的通知》。《通知》要求各市（州）教育行政部门完善流程。",
        [
            {
                "speaker": ["教育厅"],
                "addressee": ["各市（州）教育行政部门"],
                "text": "各市（州）教育行政部门完善流程",
                "at": "release",
                "source": ["关于规范年检的通知"],
            }
        ],
    ),
    (
        "各部门窗口须严格执行值班制度。",
        [
            {
                "speaker": ["四川省政府政务服务和公共资源交易服务中心"],
                "addressee": ["各部门窗口"],
                "text": "各部门窗口须严格执行值班制度",
            }
        ],
    ),
    (
        "请各进驻单位对照清单，及时更新办事指南。",
        [
            {
                "speaker": ["四川省政府政务服务和公共资源交易服务中心"],
                "addressee": ["各进驻单位"],
                "text": "各进驻单位对照清单，及时更新办事指南",
            }
        ],
    ),
    (
        "文旅厅赴乐山市督导演出许可，要求经营单位完善应急预案。",
        [{"speaker": ["文旅厅"], "addressee": ["经营单位"], "text": "经营单位完善应急预案", "at": "visit"}],
    ),
    (
        "6月4日，水利厅副厅长邓文川在水利窗口坐班。邓文川强调，窗口是服务群众的第一站，要公开办理进度。",
        [
            {
                "speaker": ["邓文川"],
                "addressee": ["水利窗口"],
                "text": "窗口是服务群众的第一站，要公开办理进度",
                "at": "hall_duty",
            }
        ],
    ),
    (
        "教育厅召开年检工作推进会。会议强调，要扎实推进我厅年检工作。",
        [{"addressee": ["我厅"], "text": "要扎实推进我厅年检工作", "at": "meeting"}],
    ),
    (
        "商务厅副厅长石越到商务窗口坐班，提出两点要求。一要熟悉业务。审批处要做好总结。二要改进作风。",
        [
            {
                "speaker": ["石越"],
                "addressee": ["审批处"],
                "text": "熟悉业务",
                "ordinal": 1,
                "at": "hall_duty",
                "note": "审批处要做好总结",
            },
            {"speaker": ["石越"], "text": "改进作风", "ordinal": 2, "at": "hall_duty"},
        ],
    ),
    (
        "司法厅印发《公证办理通知》，要求各公证机构按照省政府办公厅公布的“跨市通办”事项清单完善流程。",
        [
            {
                "speaker": ["司法厅"],
                "addressee": ["各公证机构"],
                "text": "各公证机构按照省政府办公厅公布的“跨市通办”事项清单完善流程",
                "at": "release",
                "source": ["公证办理通知"],
                "references": ["“跨市通办”事项清单"],
            }
        ],
    ),
)
COUNTEREXAMPLES: tuple[str, ...] = (
    "民政厅召开养老服务推进会。会议认为，今年工作进展顺利。",
    "会议明确，下半年将择机召开现场会。",
    "企业建议，各窗口要延长服务时间。",
    "按照省政府要求，水利厅印发《采砂规程》。",
    "申请人可通过线上提交材料。",
    "各窗口应急物资已配备到位。",
    "公司表示，窗口服务非常周到。",
    "下周，司法厅拟召开会议，要求各处室报送总结。",
)


@dataclass(frozen=True, slots=True)
class _Voice:
    """Who demands, where, in which document; `numbered` while 一要, 二要 follow."""

    speaker: Slot | None = None
    at: Fact | None = None
    source: Slot | None = None
    numbered: bool = False
    at_inherited: bool = True


@dataclass(slots=True)
class _Passage:
    """One demand: from its first clause to its last, masked."""

    voice: _Voice
    start: int
    text: int
    end: int
    rule: str
    ordinal: int | None = None
    first_end: int | None = None
    note: tuple[int, int] | None = None
    addressee: tuple[Entity, ...] = ()


def read_after(reading: Reading, facts: Sequence[Fact]) -> Iterator[Fact]:
    """All directives of a bulletin."""
    known = Antecedents(reading, facts)
    for item in reading.items:
        for passage in _passages(reading, item, known):
            if not known.covered(reading.evidence(item, passage.start, passage.end), ("patrol", "assessment")):
                yield _fact(reading, item, passage)


def _passages(reading: Reading, item: ReadItem, known: Antecedents) -> Iterator[_Passage]:
    """Walk the clauses: a voice opens, numbers and sentences part what it demands, another subject ends it."""
    voice: _Voice | None = None
    passage: _Passage | None = None
    sentence = -1
    for clause in item.clauses:
        text = item.mask.text[clause.start : clause.end]
        new, sentence = clause.sentence != sentence, clause.sentence
        opened = _opens(item, clause, known)
        numbered = _ORDINAL.match(text)
        ends = bool(opened) or bool(numbered and voice and voice.numbered) or (new and not _goes_on(clause, passage))
        if passage and ends:
            yield passage
            passage = None
        if opened:
            voice = opened[0]
            if opened[1] is not None:
                passage = _Passage(voice, clause.start, opened[1], clause.end, "spoken")
        elif numbered and voice and voice.numbered:
            start = clause.start + numbered.end()
            passage = _Passage(voice, clause.start, start, clause.end, "numbered", han_number(numbered["n"]))
        elif passage:
            _extend(item, clause, passage)
        elif new:
            if voice and not _still(item, clause, voice):
                voice = None
            if voice and not voice.numbered:
                passage = _Passage(voice, clause.start, clause.start, clause.end, "continued")
            elif voice is None:
                passage = _standing(reading, item, clause)
        elif voice is None:
            passage = _standing(reading, item, clause)
    if passage:
        yield passage


def _opens(item: ReadItem, clause: Clause, known: Antecedents) -> tuple[_Voice, int | None] | None:
    """The voice that a clause opens, and where its demand begins (None when only numbered demands follow)."""
    text = item.mask.text[clause.start : clause.end]
    if clause.moods & {Mood.PAST, Mood.HYPOTHETICAL}:
        return None
    points = _POINTS.search(text)
    match = _OPENS.match(text)
    if points:
        voice = _voice(item, clause, known, match)
        named = match and any(match[group] for group in ("meeting", "person", "body"))
        own = named or not clause.inherited or _SAME_HEAD.match(text)  # another, unknown person may have the word
        return replace(voice, numbered=True, speaker=voice.speaker if own else None), None
    if match is None or (Mood.PLANNED in clause.moods and not _SECTION.search(item.path)):
        return None
    if match["meeting"] and known.meeting(item, clause) is None:
        return None
    start = clause.start + match.end()
    end = item.sentence(clause.sentence)[1]
    demand = item.mask.text[start:end].lstrip("，：")
    begins = end - len(demand)
    numbered = bool(_ORDINAL.match(demand)) or bool(re.fullmatch("", demand))
    bare = not any(match[g] for g in ("meeting", "person", "document", "body"))
    if bare and match["verb"] not in _REQUIRES and not (match["verb"] in ("强调", "指出") and demand.startswith("要")):
        return None
    if not numbered and not _demanded(match, demand, named=bare or bool(match["body"])):
        return None
    voice = replace(_voice(item, clause, known, match), numbered=numbered)
    if voice.speaker is None and voice.at is None and voice.source is None:
        return None
    return voice, None if numbered else begins


def _demanded(match: re.Match[str], demand: str, *, named: bool) -> bool:
    """Whether the words after 强调, 要求, 指出 demand something; 要求 alone is enough, but in passing only with 各….

    指出, 明确 and 规定 need a word like 要 or 须.
    """
    if match["verb"] in _REQUIRES:
        return not named or bool(NAMED.match(demand) or _STANDS.match(demand) or _DEMANDS.search(demand))
    if match["verb"] in _STATED:
        return bool(
            _DEMANDS.search(demand) or re.match(r"坚持|加强|严格|切实|深入|加快|着力|持续|全面|聚焦|防止|落实", demand)
        )
    return bool(_DEMANDS.search(demand))


def _voice(item: ReadItem, clause: Clause, known: Antecedents, match: re.Match[str] | None) -> _Voice:
    begin = clause.start
    if match and match["meeting"]:
        return _Voice(at=known.meeting(item, clause))
    if match and match["person"]:
        person = persons_in(item, begin + match.start("person"), begin + match.end("person"))
        return _Voice(Slot("speaker", person), known.event_of(person[0], item) if person else None)
    document = _document(item, clause, known, match)
    if document:
        return document
    if match and match["body"]:
        mentions = tuple(item.mask.find(begin + match.start("body"), begin + match.end("body")))
        persons = tuple(m.value for m in mentions if m.token == P and isinstance(m.value, Person))
        named: SlotValue = persons or actor_entities(tuple(m for m in mentions if m.token in AGENTS))
        at = known.event_of(persons[0], item) if persons else None
        return _Voice(Slot("speaker", named) if named else None, at)
    placed = known.event(item, clause, _EVENTS, reach=1 if clause.persons else 0)
    at = placed.fact if placed else None
    source = _documents(at) if at is not None and at.kind in ("release", "delegation") else None
    return _Voice(_subject(clause), at, source)


def _document(item: ReadItem, clause: Clause, known: Antecedents, match: re.Match[str] | None) -> _Voice | None:
    """《通知》要求…, and 要求… later in a sentence that 《通知》明确 opens: the document speaks for those who issued it."""
    start, end = item.sentence(clause.sentence)
    head = re.match(
        rf"(?:该)?(?:{D}|通知|办法|意见|规程|方案)(?:还|并|同时)?(?:明确|要求|规定|提出|强调|指出)",
        item.mask.text[start:end],
    )
    if head is None or (match and match["body"]):
        return None
    cited = documents_in(item, start, start + head.end())
    title = cited[0].title if cited else re.sub("^该", "", head.group())[:2]
    release = known.release(item, clause.start, title)
    if release is None:
        if not cited or len(title) < 5:
            return None
        return _Voice(source=Slot("source", cited[:1]))
    actors = release["actors"]
    documents = tuple(d for d in release["documents"] or () if isinstance(d, Document) and title in d.title)  # type: ignore[union-attr]
    speaker = Slot("speaker", actors, True) if actors else None
    return _Voice(speaker, release, Slot("source", documents, True) if documents else None)


def _documents(release: Fact) -> Slot | None:
    found = release["documents"]
    titles = tuple(d for d in found if isinstance(d, Document) and not d.number) if isinstance(found, tuple) else ()
    return Slot("source", titles, True) if len(titles) == 1 else None


def _subject(clause: Clause) -> Slot | None:
    persons = tuple(m.value for m in clause.persons if isinstance(m.value, Person))
    if persons:
        return Slot("speaker", persons, True)
    bodies = actor_entities(tuple(m for m in clause.subject if m.token in AGENTS))
    return Slot("speaker", bodies, True) if bodies else None


def _goes_on(clause: Clause, passage: _Passage | None) -> bool:
    """A numbered demand goes on over sentences without a subject of their own."""
    numbered = passage is not None and passage.ordinal is not None
    return numbered and clause.inherited and Mood.PAST not in clause.moods


def _still(item: ReadItem, clause: Clause, voice: _Voice) -> bool:
    """Whether a new sentence is still part of what was said: after ； as it stands, after 。 with a word of demand."""
    start, end = item.sentence(clause.sentence)
    text = item.mask.text[start:end]
    if _CONTINUES.match(text):
        return True
    semicolon = start > 0 and item.mask.text[start - 1] == "；"
    planned = any(Mood.PLANNED in c.moods for c in item.clauses if c.sentence == clause.sentence)
    return semicolon and clause.inherited and Mood.DEMANDED in clause.moods and not planned


def _extend(item: ReadItem, clause: Clause, passage: _Passage) -> None:
    """Add a clause; what another body plans to do about a standing demand is only a note."""
    if passage.note or (passage.rule == "standing" and not clause.inherited):
        planned = [c for c in item.sentences[clause.sentence] if c.start >= clause.start]
        if passage.note is None and any(Mood.PLANNED in c.moods for c in planned):
            passage.note = (clause.start, clause.end)
        elif passage.note:
            passage.note = (passage.note[0], clause.end)
        return
    if passage.first_end is None and item.sentence_of(passage.start) != item.sentence(clause.sentence):
        passage.first_end = passage.end
    passage.end = clause.end


def _standing(reading: Reading, item: ReadItem, clause: Clause) -> _Passage | None:
    """各窗口须…: a demand of the publisher, where nobody else has the word in the item."""
    start, _ = item.sentence(clause.sentence)
    match = _STANDS.match(item.mask.text[clause.start : clause.end])
    if match is None:
        return None
    if _VIEW.search(item.mask.text[start : clause.start]) or Mood.PAST in clause.moods:
        return None
    publisher = reading.setting.office
    subjects = actor_entities(tuple(m for m in clause.subject if m.token in AGENTS))
    own = publisher is not None and all(s == publisher or (s.ref and s.ref == publisher.ref) for s in subjects)
    speaker = Slot("speaker", (publisher,), True) if own and publisher is not None else None
    begin = clause.start + (match.end("please") if match["please"] else 0)
    matched = match.span("who" if match["please"] else "who2")
    who = (group(text_of(item, clause.start + matched[0], clause.start + matched[1])),)
    return _Passage(_Voice(speaker), clause.start, begin, clause.end, "standing", addressee=who)


def _fact(reading: Reading, item: ReadItem, passage: _Passage) -> Fact:
    voice = passage.voice
    end = passage.first_end or passage.end
    cited = (*documents_in(item, passage.text, passage.end), *_lists_in(item, passage.text, passage.end))
    references = tuple(d for d in cited if not voice.source or d not in voice.source.value)  # type: ignore[operator]
    rest = text_of(item, passage.first_end, passage.end).lstrip("。；") if passage.first_end else ""
    note = text_of(item, *passage.note) if passage.note else rest
    spans = (passage.text, end, passage.end)
    addressee = addressees(item, spans, passage.addressee, voice.speaker, voice.at)
    fact = reading.fact(
        "directive",
        passage.rule,
        item,
        (passage.start, passage.end),
        (
            voice.speaker,
            addressee,
            Slot("text", text_of(item, passage.text, end).strip("，。；：")),
            Slot("ordinal", passage.ordinal) if passage.ordinal else None,
            Slot("at", voice.at.ref, voice.at_inherited) if voice.at else None,
            voice.source,
            Slot("references", references) if references else None,
            Slot("note", note) if note else None,
        ),
    )
    more = (reading.evidence(item, *passage.note),) if passage.note else ()
    return replace(fact, more=more)


def _lists_in(item: ReadItem, start: int, end: int) -> tuple[Document, ...]:
    """Lists without a title that a demand goes by."""
    found = _CITED_LIST.finditer(item.mask.text, start, end)
    return tuple(Document(text_of(item, *match.span("list"))) for match in found)
