"""Reads: checks of third parties, with what was checked, how many, what was found and what was done about it.

某厅对某市N家某企业开展“双随机”检查; 某局在某行动中抽查某企业N家; 某处会同某组对N个中心开展暗访.
The hall's own patrol is a patrol; a check that is announced, or finds nothing yet, gives no outcome.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from mappers.clauses.reading import Clause, Mood, Reading, ReadItem
from mappers.clauses.roles import actor_slot, date_slot, place_slot, regions_in, statement_start, text_of
from mappers.facts.fact import Entity, EntityType, Evidence, Fact, Outcome, Period, Slot, TimeSpan
from mappers.names.mask import B, C, Q, R, U
from mappers.names.numerals import NUMERAL, count
from mappers.regex import regex

__all__ = ["COUNTEREXAMPLES", "EXAMPLES", "read"]

_CHECK = "检查|抽查|核查|巡查|督查|暗访|抽检|检测|稽查|排查|执法检查|专项整治|整治|回头看|飞行检查|监督检查|评查|勘验|现场核查|明察暗访|夜查|联合执法|执法|监测|复核|复查|审计|摸排|核验|监督抽检"
_UNIT = "家|户|个|处|所|座|条|名|艘|辆|台|批次|批|件|宗|起|项|间|栋|座|人|座次|套|只|种|份|支|口|眼"
_TOWARDS = regex(
    rf"对(?P<target>(?:(?!对)[^，。；：]){{2,60}}?)(?:开展|进行|(?<!社会)(?<!经济)组织(?:开展|实施)?|实施|予以|作|做)(?:了|的)?(?P<programme>[^，。；：]{{0,40}}?(?:{_CHECK}))"
)
_DOOR_TO_DOOR = regex(
    rf"对(?P<target>[^，。；：]{{2,60}}?)(?:逐一|逐家|逐户|上门|现场|实地|全面|集中|联合|随机)+(?P<programme>(?:{_CHECK}))"
)
_VERB_FIRST = regex(
    rf"(?P<verb>(?:随机|现场|实地|联合|共|累计|突击|重点|集中|飞行|先后|组织)*(?:抽查|检查|核查|抽检|暗访|巡查|排查|稽查|督查))(?:了)?(?P<target>[^，。；：\d]{{0,30}}?)(?P<n>{NUMERAL})(?P<rough>余|多)?(?P<unit>{_UNIT})(?P<after>[^，。；：]{{0,24}}?)(?=$|[，。；（])"
)
_INTO = regex(
    rf"(?:走进|深入|到|赴|前往|进入)(?P<target>[^，。；：]{{0,20}}?(?P<n>{NUMERAL})(?:余|多)?(?:{_UNIT})(?P<after>[^，。；：]{{2,24}}?))(?:开展|进行|实施)(?:了)?(?P<programme>[^，。；：]{{0,30}}?(?:检查|抽查|核查|暗访|督查|巡查|抽检))"
)
_DRAWN = regex(
    rf"(?:抽取|选取|随机抽取|抽选|选择|遴选)(?:了)?(?P<target>[^，。；：]{{0,20}}?(?P<n>{NUMERAL})(?:余|多)?(?:{_UNIT})(?P<after>[^，。；：]{{2,24}}?))(?:开展|进行|实施)(?:了)?(?P<programme>[^，。；：]{{0,30}}?(?:{_CHECK}))"
)
_COUNT = regex(rf"(?:等)?(?P<n>{NUMERAL})(?:余|多)?(?P<unit>{_UNIT})(?P<what>[^，。；：]{{2,30}})$")
_AREA = regex(rf"全[省市县区州]|辖区内?|[{R}、和及与]+")
_SEVERAL = regex(rf"{NUMERAL}(?:余|多)?(?:{_UNIT})(?P<what>[^，。；：、的]{{2,16}}?)(?=、|和|及|的|$)")
_PROGRAMME_BEFORE = regex(
    rf"(?:在|按照|根据|结合|通过)(?P<name>[^，。；：]{{2,24}}?(?:行动|活动|专项|工作|检查|整治|执法年|[{Q}]))(?:中|期间|要求|部署|安排)"
)
_OUTCOME = regex(
    r"^(?:对?(?:检查|抽查|核查|暗访)?(?:中)?(?:共|累计|现场|当场|并|已|均|其中|均已|及时|依法)*)?(?P<text>(?:发现|查出|查处|检出|查获|责令|下达|下发|发出|移交|移送|约谈|立案|限期|当场|当面|暂缓|列入|纳入|下架|处罚|罚款|罚没|警告|警示|查封|扣押|注销|吊销|撤销|暂停|停业|停产|整改|督促|要求.{0,6}整改|反馈|书面|提出整改|公示|通报批评|曝光|没收|取缔|关停|封存|召回|给予|作出|对\d+|责成|完成整改|出具|口头|余下|其余.{0,4}(?:限期|责令|整改|改正)|关停|暂缓开业|提出|完善|开具|制发|追缴|补缴|录入|建立台账|合格率|整改率|抽检合格|督促|全部督促).*)$"
)
_FOUND = regex(r"^(?:检查|抽查|核查|暗访|现场|共|累计|其中|并|经查)*(?:发现|查出|检出)(?:了|的)?(?P<what>.+)$")
_EXISTING = regex(r"存在(?P<what>.+?)(?:等)?(?:问题|现象|情形|情况|隐患)$")
_FOLLOW = regex(
    r"责令|下达|下发|发出|移交|移送|约谈|立案|限期|当场整改|列入|下架|处罚|罚|警告|查封|扣押|注销|吊销|撤销|暂停|停业|停产|整改|督促|反馈|(?<!未)公示(?!不)|通报|曝光|没收|取缔|关停|责成|给予|作出|开具|追缴"
)
_TRIGGER = regex(_CHECK)
_OWN_HALL = regex(r"大厅|窗口(?!单位)|在岗|工作纪律|着装|各窗口|工作人员|值班")
#: 消防安全方面：检查经营单位98家，…: one field of a campaign, whose body is that of the campaign.
_FIELD = regex(r"(?:^|[，。；：])(?P<field>[^，。；：]{2,20}?)(?:方面|领域)[：，](?:共|累计)*$")
#: 全县共出动执法人员60人次，检查企业20家次: checked by officers of bodies that are not named.
_SENT_OUT = regex(r"出动(?:各类)?(?:执法|检查|监管|监察|督查)[^，。；]{0,6}?[人车]")
#: 会同某局组成联合检查组，抽查…: the body is in the clause before.
_TEAM = regex(r"(?:组成|成立)[^，。；]{0,12}?(?:检查|督查|执法|核查|抽查)组，$")

EXAMPLES: tuple[tuple[str, list[dict[str, object]]], ...] = (
    (
        "省药监局对绵阳市18家医疗器械企业开展飞行检查，发现缺陷9项，责令限期整改3家。",
        [
            {
                "place": ["绵阳市"],
                "actors": ["省药监局"],
                "targets": ["医疗器械企业"],
                "outcomes": ["缺陷9项", "责令限期整改3家"],
                "programme": "飞行检查",
                "target_count": 18,
            }
        ],
    ),
    (
        "水利厅会同生态环境厅对乐山清波水务有限公司等6家排水单位开展“双随机”检查。",
        [
            {
                "actors": ["水利厅", "生态环境厅"],
                "targets": ["乐山清波水务有限公司"],
                "programme": "“双随机”检查",
                "target_count": 6,
            }
        ],
    ),
    (
        "农业农村厅在春季护农行动中抽查农资门店42家，均已责令整改。",
        [
            {
                "actors": ["农业农村厅"],
                "targets": ["农资门店"],
                "outcomes": ["责令整改"],
                "programme": "春季护农行动",
                "target_count": 42,
            }
        ],
    ),
    (
        "民政厅对全省25家养老机构进行年度核查。",
        [{"actors": ["民政厅"], "targets": ["养老机构"], "programme": "年度核查", "target_count": 25}],
    ),
    (
        "省市场监管局对成都市、德阳市12个商业综合体开展电梯安全专项检查。",
        [
            {
                "place": ["成都市", "德阳市"],
                "actors": ["省市场监管局"],
                "targets": ["商业综合体"],
                "programme": "电梯安全专项检查",
                "target_count": 12,
            }
        ],
    ),
    (
        "教育厅对6所民办学校开展收费核查，查出收费未公示4所、公示不全1所。",
        [
            {
                "actors": ["教育厅"],
                "targets": ["民办学校"],
                "outcomes": ["收费未公示4所", "公示不全1所"],
                "programme": "收费核查",
                "target_count": 6,
            }
        ],
    ),
    (
        "教育厅对8所民办学校开展办学条件核查，查出消防隐患5处。",
        [
            {
                "actors": ["教育厅"],
                "targets": ["民办学校"],
                "outcomes": ["消防隐患5处"],
                "programme": "办学条件核查",
                "target_count": 8,
            }
        ],
    ),
    (
        "司法厅对15家公证机构进行案卷评查。",
        [{"actors": ["司法厅"], "targets": ["公证机构"], "programme": "案卷评查", "target_count": 15}],
    ),
    (
        "应急管理厅对广元市9座尾矿库开展汛前检查，下达整改指令书4份。",
        [
            {
                "place": ["广元市"],
                "actors": ["应急管理厅"],
                "targets": ["尾矿库"],
                "outcomes": ["下达整改指令书4份"],
                "programme": "汛前检查",
                "target_count": 9,
            }
        ],
    ),
    (
        "6月7日，省药监局会同省医保局组成联合检查组，抽查内江市、遂宁市31家零售药店，发现问题12个。",
        [
            {
                "date": "2023-06-07",
                "place": ["内江市", "遂宁市"],
                "actors": ["省药监局", "省医保局"],
                "targets": ["零售药店"],
                "outcomes": ["发现问题12个"],
                "programme": "抽查",
                "target_count": 31,
            }
        ],
    ),
    (
        "开展夏季消防整治。其中，宾馆方面：检查酒店24家，查出隐患30条，已整改28条；校园方面：检查9家，责令整改2家。",
        [
            {
                "targets": ["酒店"],
                "outcomes": ["查出隐患30条", "整改28条"],
                "target_count": 24,
            },
            {"targets": ["校园"], "outcomes": ["责令整改2家"], "target_count": 9},
        ],
    ),
    (
        "6月9日，水利厅突击检查全省26处采砂点，责令整改4处。",
        [
            {
                "date": "2023-06-09",
                "actors": ["水利厅"],
                "targets": ["采砂点"],
                "outcomes": ["责令整改4处"],
                "programme": "突击检查",
                "target_count": 26,
            }
        ],
    ),
)
COUNTEREXAMPLES: tuple[str, ...] = (
    "省药监局拟组成联合检查组，抽查31家零售药店。",
    "省药监局拟对医疗器械企业开展飞行检查。",
    "督导组将对午休轮岗情况开展抽查。",
    "各单位要对照要求开展自查。",
    "原定的保密检查推迟到下季度。",
    "本月未对企业开展检查。",
    "会议要求，对进展缓慢的县进行督查。",
)


def read(reading: Reading) -> Iterator[Fact]:
    """All inspections of a bulletin."""
    for item in reading.items:
        if re.search("巡查", item.path):
            continue
        if not _TRIGGER.search(item.mask.text):
            continue
        done: set[int] = set()
        for match in (*_TOWARDS.finditer(item.mask.text), *_DOOR_TO_DOOR.finditer(item.mask.text)):
            clause = item.clause_at(match.start())
            if clause.sentence not in done and _third_party(item, clause, match):
                done.add(clause.sentence)
                yield _fact(reading, item, clause, match, "towards")
        for match in (
            *_DRAWN.finditer(item.mask.text),
            *_INTO.finditer(item.mask.text),
            *_VERB_FIRST.finditer(item.mask.text),
        ):
            clause = item.clause_at(match.start())
            if clause.sentence not in done and _third_party(item, clause, match) and _acts(item, clause, match):
                done.add(clause.sentence)
                yield _fact(
                    reading,
                    item,
                    clause,
                    match,
                    "drawn" if match.re == _DRAWN else "into" if match.re == _INTO else "verb_first",
                )
        yield from _campaign(reading, item, done)


def _campaign(reading: Reading, item: ReadItem, done: set[int]) -> Iterator[Fact]:
    """Checks by field of a campaign, or by officers of bodies that are not named; each with what follows to the next ；."""
    for match in _VERB_FIRST.finditer(item.mask.text):
        clause = item.clause_at(match.start())
        first, _ = item.sentence(clause.sentence)
        before = item.mask.text[first : match.start()]
        field = _FIELD.search(before)
        if clause.sentence in done or not clause.plain or not (field or _SENT_OUT.search(before)):
            continue
        if _OWN_HALL.search(item.mask.plain(*match.span("target"))):
            continue
        named = match["target"].strip() or match["after"].strip()
        if not named and not field:
            continue
        done.add(clause.sentence)
        found = _fact(reading, item, clause, match, "campaign")
        if not named and field:  # 人员密集场所方面：检查71家
            where = text_of(item, first + field.start("field"), first + field.end("field"))
            targets = Slot("targets", (Entity(where, EntityType.TEXT),))
            found = replace(found, slots=tuple(targets if s.name == "targets" else s for s in found.slots))
        yield found


def _third_party(item: ReadItem, clause: Clause, match: re.Match[str]) -> bool:
    target = item.mask.plain(*match.span("target"))
    if not clause.plain or _OWN_HALL.search(target) or not clause.subject:
        return False
    return not re.search(r"情况$|工作$", target) or bool(re.search(r"\d", target))


def _acts(item: ReadItem, clause: Clause, match: re.Match[str]) -> bool:
    """A check without 对 needs its body in the clause, and something that was checked."""
    target = match["target"] + match["after"]
    if re.match("员|组|人员|专班|队", target):
        return False
    if match.re in (_DRAWN, _INTO):
        return bool(clause.subject)
    first, _ = item.sentence(clause.sentence)
    if clause.inherited and not _TEAM.search(item.mask.text, first, clause.start):
        return False
    return len(target.strip()) >= 2 and not re.search(r"问题|隐患|情况", target)


def _fact(reading: Reading, item: ReadItem, clause: Clause, match: re.Match[str], rule: str) -> Fact:
    targets, number, places = _targets(item, match)
    of_campaign = rule == "campaign"  # its name stands elsewhere, and so do its bodies
    programme = None if of_campaign else _programme(item, clause, match)
    outcomes, more = _outcomes(reading, item, clause, match.end(), following=0 if of_campaign else 2)
    start = statement_start(item, clause, match.start())
    fact = reading.fact(
        "inspection",
        rule,
        item,
        (start, match.end()),
        (
            date_slot(clause) or _period(item, clause),
            place_slot(places),
            None if of_campaign and clause.inherited else actor_slot(clause),
            Slot("programme", programme) if programme else None,
            Slot("targets", targets),
            Slot("target_count", number) if number is not None else None,
            Slot("outcomes", outcomes) if outcomes else None,
        ),
    )
    return Fact(fact.kind, fact.rule, fact.evidence, fact.slots, fact.section, more)


def _period(item: ReadItem, clause: Clause) -> Slot | None:
    """10月，某厅组织…核查: a month at the head dates the check."""
    first, _ = item.sentence(clause.sentence)
    for mention in item.mask.find(first, clause.end, U):
        value = mention.value
        if isinstance(value, Period) and value.start and value.end and value.kind in ("month", "quarter", "week"):
            return Slot("date", TimeSpan(value.start, value.end))
    return None


def _targets(item: ReadItem, match: re.Match[str]) -> tuple[tuple[Entity, ...], int | None, tuple[Entity, ...]]:
    """Named targets, else their description; how many; the regions they lie in."""
    text = item.mask.text
    start, end = match.span("target")
    places = regions_in(item, start, end)
    if "n" in match.re.groupindex:
        area = _AREA.match(text, start, end)  # 抽查内江市、遂宁市31家零售药店
        start = area.end() if area else start
        where = match.span("after") if match.re in (_DRAWN, _INTO) or start == end else (start, end)
        return (Entity(text_of(item, *where), EntityType.TEXT),), count(match["n"]), places
    several = list(_SEVERAL.finditer(text, start, end))
    if len(several) > 1:
        return tuple(Entity(text_of(item, *m.span("what")), EntityType.TEXT) for m in several), None, places
    named = tuple(m.value for m in item.mask.find(start, end, C + B) if isinstance(m.value, Entity))
    counted = _COUNT.search(text[start:end])
    number = count(counted["n"]) if counted else None
    if counted and re.match("[省市县区州地]", counted["unit"] + counted["what"]):
        number = None
    if named:
        return named, number, places
    if counted:
        at = start + counted.start("what")
        where = (at, end)
        inner = _COUNT.search(text[at:end])
        if inner:  # 3市15家药品企业
            number, where = count(inner["n"]), (at + inner.start("what"), end)
        what = (
            re.split(r"(?:的)?(?:信息|情况|执行|落实|勘查)", text[where[0] : where[1]])[0] or text[where[0] : where[1]]
        )
        return (Entity(text_of(item, where[0], where[0] + len(what)), EntityType.TEXT),), number, places
    bare = re.sub(
        rf"^[{R}、和]*(?:等?[两二三四五六七八九十\d]+[地市县区])?|^全[省市县区州]|^辖区内?", "", text[start:end]
    )
    at = end - len(bare)
    return (Entity(text_of(item, at, end), EntityType.TEXT),), number, places


def _programme(item: ReadItem, clause: Clause, match: re.Match[str]) -> str | None:
    text = item.mask.text
    if before := _PROGRAMME_BEFORE.search(text, clause.start, match.start()):
        return text_of(item, *before.span("name"))
    if "programme" not in match.re.groupindex:
        return text_of(item, *match.span("verb"))
    name = text_of(item, *match.span("programme"))
    subject = re.search(
        r"[家户个处所座](?P<who>[\u4e00-\u9fff]{2,6}?人)(?P<what>[\u4e00-\u9fff]{4,20}情况)$", match["target"]
    )
    return (subject["what"] if subject else "") + name


def _outcomes(
    reading: Reading, item: ReadItem, clause: Clause, position: int, following: int
) -> tuple[tuple[Outcome, ...], tuple[Evidence, ...]]:
    """What the clauses behind the check report, in its sentence and so many after it, until another subject or a plan."""
    found: list[Outcome] = []
    more: list[Evidence] = []
    for other in item.clauses:
        if other.start < position or other.sentence > clause.sentence + following:
            continue
        if not other.inherited and not re.match(r"对|检查", item.mask.text[other.start : other.end]):
            break
        text = item.mask.text[other.start : other.end]
        if Mood.PLANNED in other.moods or Mood.DEMANDED in other.moods:
            continue
        pieces = _pieces(item, other)
        if Mood.NEGATED in other.moods and not _EXISTING.search(text):
            continue
        for a, b in pieces:
            words = text_of(item, a, b)
            kind = "follow_up" if _FOLLOW.search(words) else "finding"
            found.append(Outcome(words, kind))
        if pieces:
            more.append(reading.evidence(item, other.start, other.end))
    return tuple(dict.fromkeys(found)), tuple(more)


def _pieces(item: ReadItem, clause: Clause) -> list[tuple[int, int]]:
    """Masked spans of the outcomes in one clause."""
    text = item.mask.text[clause.start : clause.end]
    if existing := _EXISTING.search(text):
        return _listed(text, clause.start, *existing.span("what"))
    match = _OUTCOME.match(text)
    if match is None:
        return []
    if found := _FOUND.match(text):
        start, end = found.span("what")
        if "、" in text[start:end] and re.search(r"\d", text[start:end]):
            return _listed(text, clause.start, start, end)
        short = re.search(r"\d", text[start:end]) and not re.match(r"(?:问题|隐患|违)", text[start:end])
        return [(clause.start + (start if short else match.start("text")), clause.end)]
    return _listed(text, clause.start, match.start("text"), len(text))


def _listed(text: str, base: int, start: int, end: int) -> list[tuple[int, int]]:
    out, begin = [], start
    for i in range(start, end + 1):
        if i == end or text[i] == "、":
            if i > begin:
                out.append((base + begin, base + i))
            begin = i + 1
    return out
