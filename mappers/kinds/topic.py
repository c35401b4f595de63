"""Reads: what an event was about, what a document provides, what somebody was thanked for, as worded.

就…、…等工作进行商议; 详细了解…、…等情况; 听取…汇报; 通报…; 聚焦“…”主题; 赴某市调研…情况; 印发《…》，明确…; 感谢窗口….
A topic belongs to an event of the same subject (`of`). A list with 等 is parted, one topic each; without 等 it stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mappers.clauses.antecedent import Antecedents, Placed
from mappers.clauses.reading import Clause, Mood, Reading, ReadItem
from mappers.clauses.roles import persons_in, text_of
from mappers.facts.fact import Evidence, Fact, Slot
from mappers.names.mask import AGENTS, B, C, D, N, P, R, S, W
from mappers.regex import regex

__all__ = ["COUNTEREXAMPLES", "EXAMPLES", "read_after"]

_TALK = "商议|交流|讨论|座谈讨论|座谈|研讨|研究|对接|磋商|沟通|探讨|会商|商讨|部署|安排|介绍|讲解|解读|授课|辅导|作出[^，。；]{2,8}规定|作出[^，。；]{0,6}部署"
_ON = rf"(?:进行|开展|作|做|展开)?(?:了)?(?:深入|认真|充分|专题|座谈|广泛|全面|统一)*(?:{_TALK})"
_GATHERED = ("hall_duty", "meeting", "visit", "training", "inspection", "agreement", "release")
_HELD = ("meeting", "training", "visit", "hall_duty")
_SEEN = ("hall_duty", "visit", "inspection", "training", "meeting")
_ISSUED = ("release",)


@dataclass(frozen=True, slots=True)
class _Rule:
    """A pattern over one clause, the kinds of event that it can belong to, and how many sentences may lie between."""

    name: str
    pattern: re.Pattern[str]
    kinds: tuple[str, ...]
    reach: int = 3


_LEAD = r"^(?:并|还|又|同时|随后|会上|会议|与会人员|双方|着重|重点|主要|一行|先后|逐一|详细|深入|全面|认真|现场|实地|在|其间|期间)*"
#: 将批复文件送达企业: what became of the result of a case.
_DELIVERED = regex(
    r"^(?:并|还|又|同时|随后)*(?P<what>[^，。；]*?(?:将|把)[^，。；]{0,12}?(?:批复|批文|文件|证照|许可证?|执照|证书|证件|证明|结果|材料)[^，。；]{0,8}?"
    r"(?:送达|送到|送至|送交|寄送|寄达|寄至|寄到|邮寄|快递|交到|交付)[^，。；]*)$"
)
_RULES = (
    _Rule(
        "discussed",
        regex(rf"{_LEAD}(?:就|围绕)(?P<what>[^，。；]{{2,}}?)(?:主题)?(?:与[{AGENTS}{C}{P}、]+)?{_ON}$"),
        _GATHERED,
    ),
    _Rule(
        "discussed",
        regex(rf"{_LEAD}对(?P<what>[^，。；]{{2,}}?)(?:进行|开展|作)(?:了)?(?:深入|认真|充分|座谈|广泛)*(?:{_TALK})$"),
        _GATHERED,
    ),
    _Rule("focused", regex(rf"{_LEAD}(?:聚焦|围绕|以)(?P<what>[^，。；]{{1,40}}?)(?:为)?主题$"), _GATHERED, 0),
    _Rule("heard", regex(rf"{_LEAD}(?P<what>听取(?:了)?(?:[^，。；{D}]{{2,40}}?))后?$"), _SEEN),
    _Rule("learnt", regex(rf"{_LEAD}(?:了解|掌握)(?:了|到)?(?P<what>(?!到)[^，。；]{{2,}}?)$"), _SEEN),
    _Rule(
        "gathered",
        regex(rf"{_LEAD}(?P<what>(?:收集|征求|征集)(?:了)?[^，。；]{{2,}}?(?:意见建议|意见|建议|诉求|问题))$"),
        _SEEN,
    ),
    _Rule(
        "solved",
        regex(
            rf"{_LEAD}(?:积极|当场|协调)*(?P<what>(?:研究解决|处理解决|协调解决|研究处理|解答|答复|督办)(?:了)?[^，。；\d]{{2,}}?)$"
        ),
        _SEEN,
    ),
    _Rule(
        "reported",
        regex(
            rf"{_LEAD}(?:通报|总结|分析研判|分析|研判|部署|安排部署|安排|研究部署|讲评|点评|回顾|解读|传达学习|传达|交流|研究)(?:了)?(?P<what>[^，。；{D}{N}]{{3,}}?)$"
        ),
        _HELD,
    ),
    _Rule(
        "provided",
        regex(
            r"^(?:并)?(?:(?:明确|规定)(?!将|要求|了?专人)|允许|推行|统一(?!安排)|规范|对|就)(?P<rest>[^，。；]{4,})$"
        ),
        _ISSUED,
        0,
    ),
    _Rule(
        "agreed",
        regex(r"^(?:[\ue003]|双方|三方|各方)?(?:商定|约定|明确)(?P<what>[^，。；]{4,})$"),
        ("agreement",),
        0,
    ),
    _Rule("thanked", regex(r"^(?:感谢|称赞|赞扬|表扬|点赞)(?P<what>[^，。；]{4,})$"), ("commendation",), 0),
    _Rule(
        "thanked",
        regex(
            r"^对(?P<what>[^，。；]{4,}?)(?:表示|致以|表达)(?:了)?(?:衷心|诚挚|由衷)*(?:的)?(?:感谢|谢意|赞扬|肯定)$"
        ),
        ("commendation",),
        0,
    ),
    _Rule("delivered", _DELIVERED, ("service_case",), 0),
    _Rule("praised", regex(r"^对(?P<what>[^，。；]{4,}?)(?:给予|予以)(?:了)?(?:充分|高度)*肯定$"), _SEEN),
)
_SURVEYED = regex(
    rf"(?:调研|考察|督导|检查指导|观摩|参观)(?:了)?(?P<what>(?!了)[^，。；{B}{C}{R}{S}{W}]{{4,}}(?:情况|工作|经验|做法|成效|许可|设置|建设|监管|保障|衔接|应用|改革)?)$"
)
_SITE_ONLY = regex(r"(?:中心|大厅|窗口|企业|公司|园区|产业园|服务站|派出所|项目现场|工地)$")
_MET = regex(rf"^(?:并|还|随后)?与(?P<what>[^，。；]*{P}[^，。；]*?)(?:进行)?(?:了)?(?:座谈|交流|会谈|会商)$")
_DURING = regex(r"^(?:在)?(?P<what>[^，。；]{3,24}?期间)$")
_CONTENT = regex(rf"^(?:该项|该)(?:规程|办法|通知|规定|细则|意见|方案|清单|指南|标准|目录|机制)$|^(?:《)?{D}$")
_BASIS = regex(r"^以(?P<what>[^，。；]{4,}?)为(?:依据|基础)$")
_GIVES = regex(r"^(?:统一|明确|规定|细化|规范|建立|涵盖|包括|推行|优化|压缩)(?!要求)[^，。；]{4,}")
_LISTED = regex(
    r"等(?:方面|内容)?(?:的)?(?:工作|情况|问题|内容|事项|事宜|方面工作情况|方面情况|工作情况|改革创新情况|方面)*$"
)
_PARTS = regex(r"等?[\d一二两三四五六七八九十]+个(?:环节|阶段|步骤|板块|模块|部分)$")
_PURPOSE = regex(
    r"^以(?P<what>(?:全面|进一步|切实|有效|不断|持续|着力)*(?:提升|提高|增强|促进|推动|推进|规范|优化)[^，。；]{4,})$"
)
_OPENING = regex(r"^(?:开展|组织|举办|组织开展)[^，。；]{0,12}?(?P<kind>培训|走访|调研|检查)$")
_OPENED = {"培训": "training", "走访": "visit", "调研": "visit", "检查": "inspection"}

EXAMPLES: tuple[tuple[str, list[dict[str, object]]], ...] = (
    (
        "民政厅召开养老服务推进会，就机构备案、护理补贴、消防改造等工作进行商议。",
        [
            {"text": "机构备案", "of": "meeting"},
            {"text": "护理补贴", "of": "meeting"},
            {"text": "消防改造", "of": "meeting"},
        ],
    ),
    (
        "水利厅赴广元市调研取水许可办理情况，详细了解电子证照、现场核查等情况。",
        [
            {"text": "取水许可办理情况", "of": "visit"},
            {"text": "电子证照", "of": "visit"},
            {"text": "现场核查", "of": "visit"},
        ],
    ),
    ("司法厅召开公证工作会议，通报上半年公证质量检查情况。", [{"text": "上半年公证质量检查情况", "of": "meeting"}]),
    (
        "6月1日，商务厅副厅长石越到商务窗口坐班，听取了外贸备案工作汇报。",
        [{"text": "听取外贸备案工作汇报", "of": "hall_duty"}],
    ),
    ("教育厅在乐山市召开民办学校监管座谈会，聚焦“预收费如何监管”主题。", [{"text": "预收费如何监管", "of": "meeting"}]),
    (
        "财政厅印发《采购告知承诺指引》，允许供应商以承诺代替证明材料。",
        [{"text": "允许供应商以承诺代替证明材料", "of": "release"}],
    ),
    (
        "5月30日，成都锦禾贸易有限公司向商务厅窗口赠送锦旗，感谢窗口上门辅导备案材料。",
        [{"text": "窗口上门辅导备案材料", "of": "commendation"}],
    ),
    (
        "水利厅与四川云汇能源有限公司签署《取水数据共享协议》，约定按季交换取水数据。",
        [{"text": "按季交换取水数据", "of": "agreement"}],
    ),
    (
        "在汛期停航期间，水利厅窗口了解到情况后，为广元青禾供水有限公司现场颁发《取水许可证》。",
        [{"text": "汛期停航期间", "of": "service_case"}],
    ),
    (
        "民政厅窗口为成都锦禾养老服务有限公司当场办结养老机构备案，并上门将备案证明送到企业。",
        [{"text": "上门将备案证明送到企业", "of": "service_case"}],
    ),
)
COUNTEREXAMPLES: tuple[str, ...] = (
    "民政厅召开养老服务推进会。会议要求，各市州就备案工作进行研究。",
    "水利厅拟赴广元市调研取水许可办理情况。",
    "本周，窗口受理申请35件。",
    "就近期来信较多的问题，窗口已转办。",
    "司法厅召开公证工作会议，下月将通报质量检查情况。",
    "各窗口要详细了解企业需求。",
)


def read_after(reading: Reading, facts: Sequence[Fact]) -> Iterator[Fact]:
    """All topics of a bulletin."""
    known = Antecedents(reading, facts)
    for item in reading.items:
        if not known.of_item(item):
            yield from _lead_in(reading, item, known)
            continue
        yield from _circumstances(reading, item, known)
        for clause in item.clauses:
            found = () if clause.moods - {Mood.NEGATED} else tuple(_clause(reading, item, clause, known))
            if found and not known.covered(_place(reading, item, clause), ("directive", "patrol")):
                yield from found


def _clause(reading: Reading, item: ReadItem, clause: Clause, known: Antecedents) -> Iterator[Fact]:
    text = item.mask.text[clause.start : clause.end]
    if met := _MET.match(text):
        if placed := known.event(item, clause, _SEEN):
            yield _met(reading, item, clause, met, placed)
        return
    if surveyed := _SURVEYED.search(text):
        placed = known.event(item, clause, ("visit",), 0)
        if placed and placed.last.start >= clause.start and not _SITE_ONLY.search(surveyed["what"]):
            yield from _topics(reading, item, clause, surveyed.span("what"), placed, "surveyed")
            return
    for rule in _RULES:
        match = rule.pattern.match(text)
        if match is None:
            continue
        placed = known.event(item, clause, rule.kinds, rule.reach)
        if placed is None or _PARTS.search(text) or _elsewhere(reading, item, clause, known, rule):
            continue
        span = (0, len(text)) if rule.name == "provided" else match.span("what")
        yield from _topics(reading, item, clause, span, placed, rule.name)
        return
    yield from _content(reading, item, clause, known)


def _elsewhere(reading: Reading, item: ReadItem, clause: Clause, known: Antecedents, rule: _Rule) -> bool:
    """Whether another mapper has read the clause for what it says itself (明确将…委托给…)."""
    kinds = ("delegation", "listing", "statistic", "composition", "training", "inspection", "release")
    if rule.name in ("provided", "agreed"):
        return known.covered(_place(reading, item, clause), kinds)
    return False


def _topics(
    reading: Reading, item: ReadItem, clause: Clause, span: tuple[int, int], placed: Placed, rule: str
) -> Iterator[Fact]:
    """One topic for each member of a list with 等, else one for the whole wording."""
    start, end = clause.start + span[0], clause.start + span[1]
    text = item.mask.text[start:end]
    of = Slot("of", placed.fact.ref, placed.last != clause)
    tail = _LISTED.search(text) if rule not in ("provided", "agreed", "thanked") else None
    whole = tail is None or rule in ("gathered", "solved")
    pieces = [(start, end)] if whole or tail is None else _pieces(text[: tail.start()], start)
    for begin, finish in pieces:
        words = text_of(item, begin, finish)
        words = re.sub(r"^(听取|收集|征求|征集|解答|答复|督办|研究解决|协调解决)了", r"\1", words).removeprefix("当地")
        words = words.strip("“”") if re.fullmatch("“[^“”]+”", words) else words
        if len(words) > 1 and placed.fact["topic"] != words:
            yield reading.fact("topic", rule, item, (begin, finish), (Slot("text", words), of))


def _pieces(text: str, base: int) -> list[tuple[int, int]]:
    """Masked spans between the 、 of a list; the last 和 or 及 parts, too."""
    out, begin, depth = [], 0, 0
    for i, char in enumerate([*text, "、"]):
        depth += (char in "（“") - (char in "）”")
        if char == "、" and depth == 0:
            if i > begin:
                out.append((base + begin, base + i))
            begin = i + 1
    return out


def _circumstances(reading: Reading, item: ReadItem, known: Antecedents) -> Iterator[Fact]:
    """在…期间，某窗口…为公司完成…: when a case was handled, said at the head of its sentence."""
    for placed in known.of_item(item):
        head = item.sentences[placed.first.sentence][0]
        found = _DURING.match(item.mask.text[head.start : head.end])
        if placed.fact.kind == "service_case" and found and head != placed.first and not head.moods:
            span = (head.start + found.start("what"), head.start + found.end("what"))
            slots = (Slot("text", text_of(item, *span)), Slot("of", placed.fact.ref, True))
            yield reading.fact("topic", "circumstances", item, (head.start, head.end), slots)


def _met(reading: Reading, item: ReadItem, clause: Clause, match: re.Match[str], placed: Placed) -> Fact:
    """与某主任某某座谈: whom an official met, who is no participant of the event itself."""
    persons = persons_in(item, clause.start, clause.end)
    words = text_of(item, clause.start, clause.end).removeprefix("并").removeprefix("还")
    slots = (Slot("text", words), Slot("persons", persons), Slot("of", placed.fact.ref, True))
    start = clause.start + (len(match.group()) - len(match.group().lstrip("并还")))
    return reading.fact("topic", "met", item, (start, clause.end), slots)


def _content(reading: Reading, item: ReadItem, clause: Clause, known: Antecedents) -> Iterator[Fact]:
    """该项规程，以…为依据，统一…: what a document issued before provides, and what it rests on."""
    first, _ = item.sentence(clause.sentence)
    text = item.mask.text[clause.start : clause.end]
    if clause.start != first or not _CONTENT.match(text):
        return
    title = re.sub(r"^该项?", "", text_of(item, clause.start, clause.end)).strip("《》")
    release = known.release(item, clause.start, title)
    if release is None:
        return
    basis: Slot | None = None
    for other in item.clauses:
        if other.sentence != clause.sentence or other.start <= clause.start or not other.plain:
            continue
        words = item.mask.text[other.start : other.end]
        if found := _BASIS.match(words):
            basis = Slot("basis", text_of(item, other.start + found.start("what"), other.start + found.end("what")))
        elif _GIVES.match(words):
            slots = (Slot("text", text_of(item, other.start, other.end)), basis, Slot("of", release.ref, True))
            yield reading.fact("topic", "content", item, (first, other.end), slots)
            return


def _lead_in(reading: Reading, item: ReadItem, known: Antecedents) -> Iterator[Fact]:
    """开展…培训，以提升…: the purpose of the trainings that the numbered items below it report."""
    if len(item.clauses) != 2 or item.item.label is not None:
        return
    opening, purpose = item.clauses
    opens = _OPENING.match(item.mask.text[opening.start : opening.end])
    aims = _PURPOSE.match(item.mask.text[purpose.start : purpose.end])
    if not opens or not aims or not (opening.plain and purpose.plain):
        return
    words = text_of(item, purpose.start + aims.start("what"), purpose.end)
    for other in reading.items:
        if other.item.section != item.item.section or other.item.start <= item.item.start or not other.item.label:
            continue
        for placed in known.of_item(other):
            if placed.fact.kind == _OPENED[opens["kind"]]:
                slots = (Slot("text", words), Slot("of", placed.fact.ref, True))
                yield reading.fact("topic", "purpose", item, (opening.start, purpose.end), slots)


def _place(reading: Reading, item: ReadItem, clause: Clause) -> Evidence:
    return reading.evidence(item, clause.start, clause.end)
