"""Reads: effects that the text claims, as claims: of an event, a case or a document, by the bulletin or by others.

…，进一步提高了…; …，有效缩短…; …，解决了…; 《…》印发，…将统一采用… (hedged); 公司表示，… (reported speech, with speaker).
What is demanded is no effect; an effect of nothing that is named in the item is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mappers.clauses.antecedent import Antecedents
from mappers.clauses.reading import Clause, Mood, Reading, ReadItem
from mappers.clauses.roles import text_of
from mappers.facts.fact import Entity, Fact, Slot
from mappers.names.mask import C, compile_rule
from mappers.regex import regex

__all__ = ["COUNTEREXAMPLES", "EXAMPLES", "read_after"]

_GAIN = "提高|提升|增强|缩短|压缩|压减|减少|降低|解决|破解|打通|促进|推动|推进|改善|优化|方便|便利|满足|激发|释放|避免|防止|杜绝|保障|减轻|节约|节省|规范|拓宽|扩大|强化|巩固|营造|确保|助力|带动|畅通|化解|缓解|防范"
_STRONG = "进一步|有效|大幅|大大|极大|显著|明显|切实|不断|持续|全面|充分|有力|真正|极大地|有效地"
_CLAIMED = regex(
    rf"^(?:并|也|从而|进而|以此|使得?[^，。；]{{2,16}}?|既|同时|为[^，。；]{{2,16}}?)*(?:(?:{_STRONG})+(?:地)?(?:{_GAIN})[^，。；]{{2,}}|(?:{_GAIN}|实现|赢得|获得|受到|得到)了[^，。；]{{3,}}|实现(?!情况)[^，。；\d]{{4,}}|(?:得到|受到|赢得)[^，。；]{{2,14}}(?:好评|肯定|认可|点赞|赞誉))$"
)
_FUTURE = regex(r"^(?P<who>[^，。；]{0,30}?)将(?:统一|全面|实现|采用|实行|推行|进一步|有效|大幅)[^，。；]{3,}$")
_SAYS = compile_rule(
    r"^(?P<who>{C}|(?:该)?(?:公司|企业)|企业负责人|公司负责人)(?:负责人|方面|相关负责人)?(?:表示|称|说|反馈|认为)$"
)
_PRAISE = regex(r"满意|感谢|感激|好评|点赞|称赞|省时|省心|方便|高效|便捷|帮助|温暖|放心|快")
_OF = (
    "service_case",
    "training",
    "inspection",
    "meeting",
    "hall_duty",
    "visit",
    "listing",
    "delegation",
    "agreement",
    "release",
    "publication",
)
_NOT_YET = {Mood.DEMANDED, Mood.HYPOTHETICAL, Mood.PAST, Mood.NEGATED, Mood.PLANNED}

EXAMPLES: tuple[tuple[str, list[dict[str, object]]], ...] = (
    (
        "民政厅在泸州市举办养老护理培训，进一步提高了护理人员的专业能力。",
        [{"text": "进一步提高了护理人员的专业能力", "of": "training"}],
    ),
    (
        "水利厅窗口为广元青禾供水有限公司现场颁发《取水许可证》，解决了企业的燃眉之急。",
        [{"text": "解决了企业的燃眉之急", "of": "service_case"}],
    ),
    (
        "省药监局、省医保局联合印发《药械协同规程》，两部门审批标准将统一采用同一口径。",
        [{"text": "两部门审批标准将统一采用同一口径", "of": "release", "assertion": "hedged"}],
    ),
    (
        "5月30日，成都锦禾贸易有限公司向商务厅窗口赠送锦旗。公司表示，窗口服务高效，对办理速度非常满意。",
        [
            {
                "text": "窗口服务高效，对办理速度非常满意",
                "speaker": ["成都锦禾贸易有限公司"],
                "of": "commendation",
                "assertion": "reported-speech",
            }
        ],
    ),
    (
        "教育厅将“教师资格认定”纳入“跨省通办”事项清单，有效减少了群众跑动次数。",
        [{"text": "有效减少了群众跑动次数", "of": "listing"}],
    ),
    ("司法厅召开公证改革推进会，有力推动公证机构规范运行。", [{"text": "有力推动公证机构规范运行", "of": "meeting"}]),
    (
        "商务厅走访成都锦禾贸易有限公司，解决了备案材料反复提交的问题。",
        [{"text": "解决了备案材料反复提交的问题", "of": "visit"}],
    ),
    ("财政厅印发《采购告知承诺指引》，大幅压缩采购备案时间。", [{"text": "大幅压缩采购备案时间", "of": "release"}]),
)
COUNTEREXAMPLES: tuple[str, ...] = (
    "会议要求，各窗口要进一步提高服务水平。",
    "民政厅召开推进会。会议强调，要规范流程，有效提升质量。",
    "下一步，将进一步提升服务效能。",
    "进一步提升了服务效能。",
    "水利厅印发《采砂细则》，要求各地切实规范审批。",
    "商务厅表示，条件成熟时将进一步优化流程。",
    "未能有效解决材料反复提交的问题。",
)


def read_after(reading: Reading, facts: Sequence[Fact]) -> Iterator[Fact]:
    """All claimed effects of a bulletin."""
    known = Antecedents(reading, facts)
    for item in reading.items:
        if not known.of_item(item):
            continue
        for clause in item.clauses:
            fact = _claimed(reading, item, clause, known) or _future(reading, item, clause, known)
            fact = fact or _matched(reading, item, clause, known)
            if fact and not known.covered(fact.evidence, ("directive", "patrol", "topic")):
                yield fact


def _claimed(reading: Reading, item: ReadItem, clause: Clause, known: Antecedents) -> Fact | None:
    """An effect claimed of what the same subject did in the same sentence."""
    if clause.moods & _NOT_YET or not _CLAIMED.match(item.mask.text[clause.start : clause.end]):
        return None
    placed = known.event(item, clause, _OF, reach=0)
    if placed is None or placed.first.start >= clause.start:
        return None
    words = text_of(item, clause.start, clause.end).removeprefix("并")
    return reading.fact(
        "effect", "claimed", item, (clause.start, clause.end), (Slot("text", words), Slot("of", placed.fact.ref, True))
    )


def _future(reading: Reading, item: ReadItem, clause: Clause, known: Antecedents) -> Fact | None:
    """What is to come of a document that the same sentence issues: an expectation, marked as hedged."""
    text = item.mask.text[clause.start : clause.end]
    if clause.moods != {Mood.PLANNED} or not _FUTURE.match(text):
        return None
    issued = [
        p
        for p in known.of_item(item)
        if p.fact.kind == "release" and p.last.sentence == clause.sentence and p.last.start < clause.start
    ]
    if not issued:
        return None
    slots = (
        Slot("text", text_of(item, clause.start, clause.end)),
        Slot("of", issued[-1].fact.ref, True),
        Slot("assertion", "hedged"),
    )
    return reading.fact("effect", "expected", item, (clause.start, clause.end), slots)


def _matched(reading: Reading, item: ReadItem, clause: Clause, known: Antecedents) -> Fact | None:
    """公司表示，…: praise by the company that the item is about; the company says it, not the bulletin."""
    match = _SAYS.match(item.mask.text[clause.start : clause.end])
    end = item.sentence(clause.sentence)[1]
    if match is None or clause.end + 1 >= end or Mood.PLANNED in clause.moods:
        return None
    words = item.mask.text[clause.end + 1 : end]
    thanks = [p for p in known.of_item(item) if p.fact.kind in ("commendation", "service_case") and p.first.start < end]
    if not thanks or not _PRAISE.search(words):
        return None
    thanks.sort(key=lambda p: p.fact.kind != "commendation")
    inherited = match["who"] != C
    value = known.company(item, clause.start) if inherited else item.mask.at(clause.start).value
    if not isinstance(value, Entity):
        return None
    slots = (
        Slot("text", text_of(item, clause.end + 1, end)),
        Slot("speaker", (value,), inherited),
        Slot("of", thanks[0].fact.ref, True),
        Slot("assertion", "reported-speech"),
    )
    return reading.fact("effect", "reported", item, (clause.start, end), slots)
