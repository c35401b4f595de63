"""A bulletin as the rules see it: items with masked text, clauses with their subject, date and mood.

The kind mappers get a :class:`Reading` and yield facts; what they share is decided here once:

* **subject**: the bodies at the head of the clause; a clause without any continues the one before it in the item;
* **date**: the last day named at the head of a clause of the item, in the sentence or carried on by the same subject;
* **mood**: planned, negated, past, hypothetical, demanded (speech and exhortation) clauses hold no fact.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import groupby

from mappers.facts.fact import Document, Entity, Evidence, Fact, Period, Person, Slot, SlotValue, TimeSpan
from mappers.names.mask import AGENTS, D, Mask, Mention, N, P, R, S, T, U, compile_rule
from mappers.names.recognition import NameContext, recognise
from mappers.names.registers import Registers
from mappers.regex import regex
from mappers.text.bulletin import Bulletin, Item, Section, TextTable

__all__ = ["Clause", "Mood", "ReadItem", "Reading", "read_items"]


class Mood(StrEnum):
    """Why a clause states no fact."""

    PLANNED = "planned"
    NEGATED = "negated"
    PAST = "past"
    HYPOTHETICAL = "hypothetical"
    DEMANDED = "demanded"
    TITLE = "title"


_TITLE = frozenset({Mood.TITLE})


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause in masked offsets [start, end) of its item, the mark after it not included.

    sentence   index of its sentence in the item
    subject    mentions of the acting bodies; `inherited` when they stand in an earlier clause
    persons    officials at the head of the clause
    date       the day it happened; `dated` when the day stands in this clause
    moods      why it would be no fact; empty for a plain statement
    """

    start: int
    end: int
    sentence: int
    subject: tuple[Mention, ...] = ()
    persons: tuple[Mention, ...] = ()
    inherited: bool = False
    date: TimeSpan | None = None
    dated: bool = False
    moods: frozenset[Mood] = frozenset()

    @property
    def plain(self) -> bool:
        """Whether it simply states something."""
        return not self.moods


@dataclass(frozen=True, slots=True)
class ReadItem:
    """An item with its masked text and clauses.

    offsets    where each clause begins in the original
    sentences  the clauses of each sentence, by its index, in order
    """

    item: Item
    mask: Mask
    clauses: tuple[Clause, ...]
    section: Section | None
    path: str
    offsets: tuple[int, ...] = ()
    sentences: Mapping[int, tuple[Clause, ...]] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        sentences = {index: tuple(own) for index, own in groupby(self.clauses, lambda clause: clause.sentence)}
        object.__setattr__(self, "sentences", sentences)

    def clause_at(self, position: int) -> Clause:
        """The clause around a masked position; what stands in the title that runs into the item states nothing."""
        if position < self.clauses[0].start:
            return replace(self.clauses[0], moods=_TITLE)
        return self.clauses[max(0, bisect_right(self.clauses, position, key=lambda clause: clause.start) - 1)]

    def sentence(self, index: int) -> tuple[int, int]:
        """Masked offsets of a sentence, its final mark not included."""
        own = self.sentences[index]
        return own[0].start, own[-1].end

    def sentence_of(self, position: int) -> tuple[int, int]:
        """Masked offsets of the sentence around a position."""
        return self.sentence(self.clause_at(position).sentence)


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a mapper can look at; `memo` keeps what several mappers compute from it, `pieces` the names in tables."""

    bulletin: Bulletin
    setting: NameContext
    items: tuple[ReadItem, ...]
    memo: dict[str, object] = field(default_factory=dict, compare=False, repr=False)
    pieces: dict[tuple[int, int], Mask] = field(default_factory=dict, compare=False, repr=False)

    @property
    def tables(self) -> tuple[TextTable, ...]:
        return self.bulletin.tables

    @property
    def registers(self) -> Registers:
        """The registers that its names were read with."""
        return self.setting.registers

    @property
    def hall(self) -> Entity | None:
        """The hall that a bare 大厅 means: the one that the bulletin names most often."""
        named = [
            m.value for i in self.items for m in i.mask.find(0, len(i.mask.text), S) if isinstance(m.value, Entity)
        ]
        return max(named, key=lambda e: (named.count(e), -named.index(e)), default=None)

    def names_in(self, start: int, end: int) -> Mask:
        """The names in a piece of the text that is no item, such as a cell or a row of a table; recognised once."""
        if (start, end) not in self.pieces:
            self.pieces[start, end] = recognise(self.bulletin.view.text, start, end, self.setting)
        return self.pieces[start, end]

    def title_path(self, key: str) -> str:
        """Titles of a section and of those around it, outermost first, joined by " / "."""
        by_key = {s.key: s for s in self.bulletin.sections}
        titles: list[str] = []
        section = by_key.get(key)
        while section is not None:
            titles.append(section.title)
            section = by_key.get(section.parent or "")
        return " / ".join(reversed(titles))

    def evidence(self, read: ReadItem, start: int, end: int) -> Evidence:
        """Evidence for masked offsets [start, end) of an item, without marks and blanks at the ends."""
        text = read.mask.text
        while start < end and text[start] in "，、。；：！？ \n\t":
            start += 1
        while end > start and text[end - 1] in "，、。；：！？ \n\t":
            end -= 1
        first, last = read.mask.view(start, end)
        return self.bulletin.evidence(first, last)

    def fact(self, kind: str, rule: str, read: ReadItem, span: tuple[int, int], slots: Iterable[Slot | None]) -> Fact:
        """A fact whose empty slots are left out."""
        filled = tuple(s for s in slots if s is not None and s.value not in ((), "", None))
        return Fact(kind, f"{kind}.{rule}", self.evidence(read, *span), filled, read.item.section)


_PLAN_TITLE = regex(
    r"下(?:一)?(?:步|周|月|旬|季度?|半年|阶段|期)|看点|打算|(?:工作|近期|后续)(?:计划|安排|要点|预告)|预告|下步|有关要求|工作要求|工作提示|温馨提示|更正"
)
_AHEAD = "于|会|在|继续|进一步|统一|按|对|召开|举办|组织|开展|启动|印发|出台|择机|陆续|适时|分批|逐步|全面|赴|研究|加强|加大|推出|实施|签订|举行|联合|会同|陆续|重点|围绕|以|不断|持续|深入|尽快|及时|同步|正式|依法|从|为|根据|结合|抓紧|着力|积极|严格|由|与|向|被|提请|报|采取|通过|选|新|再|把|收回"
_PLANNED = regex(
    rf"将(?=(?:{_AHEAD})|[{T}{U}])|拟(?!定|订|态|于.{{0,6}}(?:召开的|举办的))|拟于|(?<![水产销度目划取])计划(?=向|于|在|今|明|本|下|年|至|近期|先|再|每|从|召|举|开|组|到|新|对|赴|与|由|将|\d|[{T}{U}])|预计|定于|原定|原拟|原计划|择机|下一步|下步"
    r"|下周|下月|下季度|下半年要|即将|有望|力争|争取|适时|准备(?=于|在|召|举|开)|打算|待.{1,12}后|有待|尚待|正在(?:征求|起草|编制|研究|公示|申报|摸底|制定|筹)|征求意见稿已|推荐参评|推荐为|(?:积极|拟|组织|推荐)申报|申报创建|有意"
)
_CALLED_OFF = regex(
    r"(?:因[^，。；]{1,10}?|现|已|均|临时|最终)*(?:推迟|取消|延期|改期|顺延|暂缓|未能成行|未成行)(?:举行|进行|开展|召开)?(?:至[^，。；]{1,12})?"
)
_NEGATED = regex(
    r"未(?!来|成年|央|婚|审|办结|按|达|经|及时|申报|整改|放置|着|报|出现|履|落|佩|穿|公示|批|取得|发现|接|名|予)|尚未|暂未|并未|暂不|暂缓|不予(?!许可|受理)|没有|不属实|不再办理|不作|顺延|推迟|延期(?!办|申|的|换|服)|延后|改期|改至|取消(?=$|[，。了本该此原])"
    r"|未能|未获|不在.{1,8}之列|继续有效|保持不变|因故|叫停|搁置|无(?=办件)|不宜|不便|不(?:下放|委托|收回|纳入|列入|授权)|暂无|并无"
)
_PAST = regex(
    r"此前|曾(?:经)?(?=[于在被获印召开赴与\ue000-\ue0ff被授])|曾|早前|先前|前期已|早在|去年|上年|前年|上一年|往年|历年|原先|以前|上期|前不久|早已|回顾"
)
_HYPOTHETICAL = regex(
    r"^(?:如(?!下|何|实|期|约|今)|若|一旦|凡|假如|倘若|除非)|(?<=[，；。])(?:如(?!下|何|实|期|约|今)|若|凡)|条件成熟时|的前提下|能否|是否"
)
_DEMANDED = regex(
    r"^(?:(?:各|全体|请|凡|所有)[^，]{0,14}?(?:要|须|应|应当|必须|不得)|要(?![求约素点件领员闻])|须|应当|应(?![急邀{T}用付])|必须|务必|务请|严禁|不得|切实|请(?!到|来|进|示)|希望|鼓励|[一二三四五六七八九]要|力戒|坚决|能下放|能取消)"
)
_SPEECH = compile_rule(
    r"^(?:[，]?)(?:会议|座谈会|会上|推进会|培训会|例会|{P}(?:同志)?|{X}(?:负责人|相关负责人|有关负责人|主要负责人|领导)?|公司(?:方面|负责人)?|企业(?:负责人)?|他|她|与会人员|双方)"
    r"(?:还|并|一致|同时|在讲话中|表示)?(?:指出|强调|要求|提出|认为|表示|希望|明确(?!将)|建议|呼吁|反映|承诺|介绍)"
)
_SPEAKS = regex(r"(?:指出|强调|要求(?!报|的)|提出(?!的)|会议明确|表示(?!感谢|谢意|衷心|祝贺|敬意)|希望|建议)")
_MARK = regex("[，。；！？：（“《）”》]")
_DOCUMENT_SPEAKS = regex(rf"{D}[^，]{{0,4}}(?:提出|要求|强调)")
_HEAD = compile_rule(
    r"(?:[一二三四五六七八九]是)?(?:[（(]?(?:自)?[{T}{U}](?:（[^（）]{1,12}）)?(?:起|日|当天|上午|下午|晚|晚上|中午|期间|前后)?[，）]?|(?:上午|下午|近日|日前|近期|近来|随后|同时|其间|期间|会后|会前|会上|活动中|此外|另外|目前|据悉|应[^，]{2,24}邀请，|经研究|经会商|为[^，]{2,20}，|按照[^，]{2,20}，|根据[^，]{2,24}，|围绕[^，]{2,16}，|针对[^，]{2,16}，|并|还|且|又)[，]?)*"
    r"(?:由)?(?P<who>(?:[厅局委办处](?={P}))?{X+}(?:牵头[、，]{X+})?|[{R}](?:、[{R}])*(?=将|印发|召开|举办|出台|率先|联合|收回|停止|与|发布|启动|同类|原))"
)
_NOT_EVENT_DATE = regex(
    rf"(?:截至|截止|自|从|至|将于|期限为|有效期至|到|原定|定于|拟于|预计|计划|止|由){T}|{T}(?:起施行|起实施|起执行|起生效|施行|实施|前|止|之前|以前|以来|到期|起至|起，将)"
)


def read_items(bulletin: Bulletin, setting: NameContext) -> tuple[ReadItem, ...]:
    """Mask all items and find their clauses."""
    by_key = {s.key: s for s in bulletin.sections}
    documents: list[Document] = []
    out = []
    for item in bulletin.items:
        mask = recognise(bulletin.view.text, item.start, item.end, setting)
        section = by_key.get(item.section)
        path = _path(by_key, item.section)
        _resolve_documents(mask, documents)
        clauses = _clauses(mask, item, bool(_PLAN_TITLE.search(path)))
        places = bulletin.view.places
        offsets = tuple(places[mask.starts[c.start]] for c in clauses)
        out.append(ReadItem(item, mask, clauses, section, path, offsets))
    return tuple(out)


def _resolve_documents(mask: Mask, known: list[Document]) -> None:
    """《通知》 and the like stand for the last document named before whose title ends so; the list grows in place."""
    for mention in mask.find(0, len(mask.text), D + N):
        if not isinstance(mention.value, Document):
            continue
        title = mention.value.title
        if mention.token == D and len(title) <= 5:
            found = next(
                (doc for doc in reversed(known) if re.sub(r"（[^）]*）$", "", doc.title).endswith(title)), None
            )
            if found is not None:
                mask.mentions[mention.start] = replace(mention, value=found)
                continue
        known.append(mention.value)


def _path(by_key: dict[str, Section], key: str) -> str:
    titles: list[str] = []
    section = by_key.get(key)
    while section is not None:
        titles.append(section.title)
        section = by_key.get(section.parent or "")
    return " / ".join(reversed(titles))


def _split(mask: Mask, item: Item) -> list[tuple[int, int, int]]:
    """Clauses as (start, end, sentence); commas in brackets do not split."""
    out = []
    text = mask.text
    begin, depth, sentence = bisect_left(mask.starts, item.body, 0, len(text)), 0, 0
    for mark in _MARK.finditer(text, begin):
        char, i = mark.group(), mark.start()
        if char in "（“《":
            depth += 1
        elif char in "）”》":
            depth = max(0, depth - 1)
        elif depth == 0:
            if i > begin:
                out.append((begin, i, sentence))
            begin = i + 1
            if char in "。；！？":
                sentence += 1
    if begin < len(text.rstrip()):
        out.append((begin, len(text), sentence))
    return out


def _clauses(mask: Mask, item: Item, planned_section: bool) -> tuple[Clause, ...]:
    out: list[Clause] = []
    subject: tuple[Mention, ...] = ()
    persons: tuple[Mention, ...] = ()
    day: TimeSpan | None = None
    speech, sentence, hypothetical, planned = False, -1, False, False
    day_sentence = -1
    for start, end, index in _split(mask, item):
        text = mask.text[start:end]
        new = index != sentence
        if new:
            sentence, hypothetical, planned = index, False, False
        head = _HEAD.match(text)
        own = tuple(mask.find(start + head.start("who"), start + head.end("who"))) if head else ()
        if (
            head
            and text[head.end() :].startswith(("有关", "等有关", "相关负责", "负责人", "领导", "窗口负责"))
            and not new
        ):
            own = ()
        found, dated = _date(mask, start, end)
        if own and new:
            speech = False
            if not found:
                day = None if mask.text[max(start - 1, 0)] == "。" else day
        if found and dated and text.startswith(U) and day and day_sentence == index:
            found = None  # 10月17日，第三季度…例会: the day says more than the period
        if found:
            day, day_sentence = found, index
        if (
            (D in text and _DOCUMENT_SPEAKS.search(text))
            or _SPEECH.match(text)
            or (new and _SPEAKS.search(text) and not re.search(r"[》]|\ue010|\ue011", text))
        ):
            speech = True
        moods = {Mood.PLANNED} if planned_section else set()
        if speech or _DEMANDED.match(text):
            moods.add(Mood.DEMANDED)
        if _PLANNED.search(text):
            planned = True
        if planned:
            moods.add(Mood.PLANNED)
        if _NEGATED.search(text):
            moods.add(Mood.NEGATED)
        if _PAST.search(text):
            moods.add(Mood.PAST)
        hypothetical = hypothetical or bool(_HYPOTHETICAL.search(text))
        if hypothetical:
            moods.add(Mood.HYPOTHETICAL)
        inherited = not own
        if own:
            subject = tuple(m for m in own if m.token in AGENTS or m.token == R)
            persons = tuple(m for m in own if m.token == P)
        out.append(Clause(start, end, index, subject, persons, inherited, day, dated, frozenset(moods)))
    return tuple(_called_off(mask, out))


def _called_off(mask: Mask, clauses: list[Clause]) -> Iterator[Clause]:
    """带队赴某市交流一事，因故推迟: what a later clause of the sentence calls off did not happen."""
    last = {c.sentence: c.start for c in clauses if _CALLED_OFF.fullmatch(mask.text, c.start, c.end)}
    for clause in clauses:
        off = clause.start < last.get(clause.sentence, -1)
        yield replace(clause, moods=clause.moods | {Mood.NEGATED}) if off else clause


def _date(mask: Mask, start: int, end: int) -> tuple[TimeSpan | None, bool]:
    """The day on which a clause's event happened, when it names one."""
    text = mask.text[start:end]
    at = -1
    while (at := text.find(T, at + 1)) >= 0:
        around = text[max(0, at - 4) : at + 6]
        if _NOT_EVENT_DATE.search(around):
            continue
        value = mask.at(start + at).value
        if isinstance(value, tuple) and len(value) == 2 and at <= 24:
            first, last = value
            if text.startswith((f"、{T}", f"和{T}"), at + 1):
                also = mask.at(start + at + 2).value
                if isinstance(also, tuple) and isinstance(also[1], date) and isinstance(last, date):
                    last = max(last, also[1])
            return TimeSpan(first, last), True  # type: ignore[arg-type]
    if text.startswith(U):
        value = mask.at(start).value
        if isinstance(value, Period) and value.kind != "as_of" and value.start and value.end:
            return TimeSpan(value.start, value.end), True
    return None, False


def entity(mention: Mention) -> Entity:
    """The entity of a mention that has one."""
    value = mention.value
    if isinstance(value, Entity):
        return value
    if isinstance(value, Person) and value.body:
        return value.body
    raise TypeError(f"not an entity: {mention}")


def slot(name: str, value: SlotValue | None, inherited: bool = False) -> Slot | None:
    """A slot, or nothing for an empty value."""
    return None if value is None else Slot(name, value, inherited)
