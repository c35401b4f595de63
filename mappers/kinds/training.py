"""Reads: training that was given: who gave it, on what, to whom, to how many, in how many sessions.

某厅（在某市）举办…培训（班），…N人参训; 某窗口对某人员开展…培训N次; 某窗口为N名人员讲解…; 邀请…对…开展…培训.
A training that is asked for (要经常组织培训) or planned is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mappers.clauses.reading import Clause, Reading, ReadItem
from mappers.clauses.roles import (
    actor_slot,
    date_slot,
    is_heading,
    place_before,
    place_slot,
    regions_in,
    statement_start,
    text_of,
)
from mappers.facts.fact import Entity, Fact, Slot
from mappers.names.mask import AGENTS, Q, R, T
from mappers.names.numerals import NUMERAL, count
from mappers.names.places import region_entity
from mappers.regex import regex

__all__ = ["COUNTEREXAMPLES", "EXAMPLES", "read"]

_NOUN = "(?:培训班|培训会|培训|轮训班|轮训|研修班|研讨班|讲座|集训|业务学习|专题学习|跟班学习|宣讲(?!会)|大讲堂|讲堂|实训|演练培训|辅导|提升班|课堂|公开课|训练营|学习班|微课堂|练兵)"
_GIVEN = regex(
    rf"(?P<verb>(?:联合|组织|牵头|共同|分期|分批|集中|线上|以[^，。；]{{2,10}}(?:形式|方式)|通过[^，。；]{{2,10}}(?:形式|方式)|依托[^，。；]{{2,12}})*(?:举办|开展|举行|开设|组织|开办|承办|主办|召开|进行|办(?=了)))(?:了|的)?(?:(?P<n2>[\d一二两三四五六七八九十]+)(?P<unit2>期|场|次|批))?(?P<topic>[^，。；：{T}]{{0,44}}?)(?P<noun>{_NOUN})(?:(?P<n>{NUMERAL})(?P<unit>次|场|期|批|轮|班次))?(?=$|[，。；、（：]|活动|，)"
)
_HELD = regex(
    rf"(?P<topic>[^，。；：{T}]{{2,40}}?)(?P<noun>{_NOUN})(?:在[^，。；]{{2,24}}?|以[^，。；]{{2,10}}?(?:形式|方式)|于{T}|如期|顺利|正式|圆满|分期|分批|线上|同步)*(?P<verb>举办|举行|开班|开讲|开课|结业|结课|开展|召开)(?:仪式)?(?=$|[，。；])"
)
_LECTURED = regex(
    rf"(?P<verb>为|给|对|向|面向)(?P<where>[^，。；：\d]{{0,8}}?)(?:(?P<count>{NUMERAL})(?:余|多)?(?:名|位|人))?(?P<audience>[^，。；：]{{2,24}}?)(?:现场|集中)?(?:作|做|讲|上|开展|进行|举办|组织)(?:了)?(?:一场|一堂|一节|一次|[一二两三四五\d]+[堂节场次])?(?P<topic>[^，。；：]{{2,30}}?)(?:专题|集中|现场)?(?:讲座|授课|讲解|宣讲|辅导|培训|党课)(?=$|[，。；])"
)
_GROUPED = regex(r"^(?P<audience>[^，。；]{2,24}?)(?:开展|进行|举办|举行|集中|召开)(?:了)?(?P<topic>[^，。；]*)$")
_TAUGHT = regex(
    rf"(?:为|向|对|给)(?:(?P<count>{NUMERAL})(?:余|多)?(?:名|位|个))?(?P<audience>[^，。；：]{{2,24}}?)(?:集中|现场|专题|系统|详细)*(?:讲解|讲授|授课|辅导|培训)(?:了)?(?P<topic>[^，。；：]{{2,40}}?)?(?=$|[，。；])"
)
_LECTURE = regex(
    r"(?P<verb>邀请|聘请|特邀)[^，。；：]{2,30}?(?:讲授|授课|讲解|主讲|宣讲|辅导)(?:了)?(?P<topic>[^，。；：]{2,40}?)?(?=$|[，。；])"
)
_NAMED_COURSE = regex(
    rf"(?P<verb>(?:联合|组织|共同)*(?:举办|开展|举行|开设|开办|承办|主办|组织))(?:了)?(?:首期|第[^，。]{{1,3}}期|一期)?(?P<course>[{Q}])(?:活动|系列活动)?(?=$|[，。；])"
)
_LESSON = regex(
    r"(?:为|给)(?P<audience>[^，。；：]{2,20}?)(?:上|讲)(?:了)?(?:一堂|一节|[一二两三四五\d]+[堂节])?(?P<topic>[^，。；：]{2,24}?)(?:知识)?(?:课|讲座)(?=$|[，。；])"
)
_AUDIENCE_BEFORE = regex(
    rf"(?:对|为|面向|向|针对|组织)(?:(?P<m>\d+)(?:余|多)?[名位])?(?P<audience>[^，。；：\d{T}]{{2,24}}?)(?:(?P<n>\d+)(?:余|多)?(?:名|人))?(?:举办|开展|组织|进行|开设|集中)"
)
_ABOUT = regex(
    r"(?:围绕|聚焦|就|针对|以)(?P<topic>[^；。]{1,60}?)(?:等)?(?:内容|方面|主题|专题|为主题|为内容)?(?:进行|开展|作|做)?(?:了)?(?:授课|讲解|辅导|讲授|集中学习|培训|主题|专题)"
)
_THEME = regex(
    r"(?:围绕|聚焦|就)(?P<topic>[^；。]{1,40}?)(?:等)?(?:内容|方面|主题|专题)?(?=[，]?(?:对|为|向|面向|给|开展|举办|组织|进行))"
)
_ATTENDED = regex(
    r"(?P<who>[^，。；：]{0,40}?)(?:共计|共|总计|累计|等|约|近)*(?P<n>\d+)(?P<rough>余|多)?(?:人次|名|人|位)(?P<who2>[^，。；：]{0,18}?)(?:参训|参加|参与|受训|到场|听课|听讲|结业|参学|接受|出席|在线|收看|$)"
)
_TRAINED = regex(
    r"(?:累计|共|合计)?(?:参训|培训|受训|覆盖|参加)(?P<who>[^，。；：\d]{0,24}?)(?P<n>\d+)(?:余|多)?(?:人次|名|人|余人)"
)
_SESSIONS = regex(
    rf"(?:分|共|共计|连续|累计|每天一讲，共|授课|讲授|开课|开讲|举办|培训)(?:为|了)?(?P<n>{NUMERAL})(?:期|批|场|次|轮|班|讲|个批次)(?![^，。；]{{0,3}}检)"
)
_TAKES_PART = regex(r"^(?P<audience>[^，。；]{2,24}?)(?:参加|参与|接受)(?P<topic>[^，。；]*)$")
_CONTENT = regex(
    r"(?:内容(?:主要)?(?:为|是|包括|涵盖|涉及|有)|讲授|讲解|主讲|重点学习|集中学习)(?:了)?(?P<topic>[^，。；]{2,40}?)(?:等)?(?=$|[，。；])"
)
_WHOM = regex(
    r"(?:全体|全省|全市|各级|各)?[\u4e00-\u9fff（）、]{0,24}?(?:人员|干部|职工|骨干|代表|人|员|官|主任|局长|负责人|工作者|企业|学员|队伍|专干|窗口)$"
)

#: What says of those who came only that they came.
_ANYBODY = frozenset(("学员", "人员", "线上线下", "线上", "线下", "合计"))

EXAMPLES: tuple[tuple[str, list[dict[str, object]]], ...] = (
    (
        "省医保局在德阳市举办门诊慢特病认定业务培训，经办人员共92人参训。",
        [
            {
                "place": ["德阳市"],
                "actors": ["省医保局"],
                "topic": "门诊慢特病认定业务",
                "audience": "经办人员",
                "attendees": 92,
            }
        ],
    ),
    (
        "水利厅窗口对新进人员开展取水许可受理培训3次。",
        [{"actors": ["水利厅窗口"], "topic": "取水许可受理", "audience": "新进人员", "sessions": 3}],
    ),
    (
        "民政厅窗口为24名综窗人员讲解社团登记材料。",
        [{"actors": ["民政厅窗口"], "topic": "社团登记材料", "audience": "综窗人员", "attendees": 24}],
    ),
    (
        "4月3日至4日，司法厅举办公证改革培训班，60名公证员参加。",
        [
            {
                "date": ["2023-04-03", "2023-04-04"],
                "actors": ["司法厅"],
                "topic": "公证改革",
                "audience": "公证员",
                "attendees": 60,
            }
        ],
    ),
    ("邀请专家对全体窗口人员开展心理疏导培训。", [{"topic": "心理疏导", "audience": "全体窗口人员"}]),
    (
        "省中心开展“容缺受理”轮训，分3期培训窗口骨干150名。",
        [{"actors": ["省中心"], "topic": "容缺受理", "audience": "窗口骨干", "attendees": 150, "sessions": 3}],
    ),
    ("教育厅、财政厅联合举办资助政策培训2场。", [{"actors": ["教育厅", "财政厅"], "topic": "资助政策", "sessions": 2}]),
    (
        "商务厅以视频形式开展外资备案培训，市县人员300余人参训。",
        [{"actors": ["商务厅"], "topic": "外资备案", "audience": "市县人员", "attendees": 300}],
    ),
    (
        "省医保局邀请高校教师，为各窗口首席代表作服务礼仪专题讲座，60余名首席代表到场听课。",
        [{"actors": ["省医保局"], "topic": "服务礼仪", "audience": "各窗口首席代表", "attendees": 60}],
    ),
    (
        "6月7日，全省电子证照应用培训以视频形式开展，共215人参训。",
        [{"date": "2023-06-07", "topic": "电子证照应用", "attendees": 215}],
    ),
    (
        "司法厅窗口对38名新到岗人员开展了公证收件业务培训。",
        [{"actors": ["司法厅窗口"], "topic": "公证收件业务", "audience": "新到岗人员", "attendees": 38}],
    ),
    (
        "教育厅组织窗口人员开展学历认证业务培训，参训42人次。",
        [{"actors": ["教育厅"], "topic": "学历认证业务", "audience": "窗口人员", "attendees": 42}],
    ),
    (
        "民政厅联合财政厅办了一期社工站督导培训班，参训学员95人。",
        [{"actors": ["民政厅", "财政厅"], "topic": "社工站督导", "attendees": 95, "sessions": 1}],
    ),
)
COUNTEREXAMPLES: tuple[str, ...] = (
    "各窗口要经常组织培训。",
    "司法厅拟于月底举办公证改革培训班。",
    "原定的业务培训改期。",
    "下周，组织新进人员开展岗前培训。",
    "会议要求，加强窗口人员培训。",
    "培训教材尚未编制完成。",
    "二是开展业务培训。各窗口人员业务能力不断提高。",
    "全省电子证照应用培训定于下月举行。",
    "拟为各窗口首席代表作礼仪专题讲座。",
    "原定的社工站督导培训班因故未开班。",
)


def read(reading: Reading) -> Iterator[Fact]:
    """All trainings of a bulletin."""
    for item in reading.items:
        used: set[int] = set()
        for match in _GIVEN.finditer(item.mask.text):
            clause = item.clause_at(match.start())
            if not clause.plain or is_heading(item, clause) or not _names_training(item, match) or clause.start in used:
                continue
            used.add(clause.start)
            yield _fact(reading, item, clause, match, "given")
        for match in _HELD.finditer(item.mask.text):
            clause = item.clause_at(match.start("verb"))
            if clause.plain and clause.start not in used and _is_held(item, clause, match):
                used.add(clause.start)
                yield _held(reading, item, clause, match)
        for match in _LECTURED.finditer(item.mask.text):
            clause = item.clause_at(match.start())
            if clause.plain and clause.start not in used and _WHOM.fullmatch(match["audience"]):
                used.update(c.start for c in item.sentences[clause.sentence])
                yield _taught(reading, item, clause, match, "lectured")
        for match in _LESSON.finditer(item.mask.text):
            clause = item.clause_at(match.start())
            if clause.plain and clause.start not in used and clause.subject and _WHOM.fullmatch(match["audience"]):
                used.add(clause.start)
                yield _lecture(reading, item, clause, match)
        for match in (*_LECTURE.finditer(item.mask.text), *_NAMED_COURSE.finditer(item.mask.text)):
            clause = item.clause_at(match.start())
            course = str(item.mask.at(match.start("course")).value) if match.re == _NAMED_COURSE else "讲座"
            if clause.plain and clause.start not in used and re.search(_NOUN, course):
                used.add(clause.start)
                yield _lecture(reading, item, clause, match)
        for match in _TAUGHT.finditer(item.mask.text):
            clause = item.clause_at(match.start())
            audience = match["audience"]
            teaches = re.search("讲|授课|辅导", match.group()) and _WHOM.fullmatch(audience)
            if clause.plain and clause.start not in used and not clause.inherited and teaches:
                used.add(clause.start)
                yield _taught(reading, item, clause, match)


def _is_held(item: ReadItem, clause: Clause, match: re.Match[str]) -> bool:
    """“…培训班在…开班” tells of the training itself only when the training stands at the head of its clause."""
    before = item.mask.text[clause.start : match.start("topic")]
    return not before and not re.search(r"开展|举办|组织|参加|参与|召开|[由为对将]", match["topic"])


def _held(reading: Reading, item: ReadItem, clause: Clause, match: re.Match[str]) -> Fact:
    """全市…培训班在…开班: the training is the subject, who gave it stands before it or nowhere."""
    _, end = item.sentence(clause.sentence)
    actors = list(item.mask.find(clause.start, match.start("noun"), AGENTS))
    start = match.start("topic")
    if actors and actors[0].start == item.mask.starts[start]:
        start += 1
    topic = re.sub(
        r"^(?:首期|第[一二三四五六七八九十\d]+期|全[省市县区州]|[省市县区州]级?)",
        "",
        text_of(item, start, match.end("topic")),
    )
    topic = re.sub(r"(?:等|专题|线上|视频|的|专项|业务能力|集中)+$", "", topic).strip("“”") or topic
    attendees, who = _attendees(item, match.end(), end)
    sessions = _sessions(item, match.end(), end)
    named = [a.value for a in actors if isinstance(a.value, Entity)]
    return reading.fact(
        "training",
        "held",
        item,
        (statement_start(item, clause, match.start()), max(match.end(), _last(item, match.end(), end))),
        (
            date_slot(clause),
            place_slot(place_before(item, clause, match.end()) or _place_in(item, clause, match)),
            Slot("actors", tuple(named)) if named and start > match.start("topic") else None,
            Slot("topic", topic),
            Slot("audience", who) if who else None,
            Slot("attendees", attendees) if attendees is not None else None,
            Slot("sessions", sessions) if sessions is not None else None,
        ),
    )


def _names_training(item: ReadItem, match: re.Match[str]) -> bool:
    """“开展综合窗口培训，以全面提升…” under its own items is a lead sentence, not a training."""
    if match["verb"].endswith(("召开",)) and match["noun"] != "培训会":
        return False
    if match["noun"] in ("讲座", "宣讲", "课堂", "练兵") and not match["topic"]:
        return False
    clause = item.clause_at(match.start())
    following = item.mask.text[match.end() : item.sentence(clause.sentence)[1]]
    lead = re.match(r"，(?:以|旨在|为|着力|进一步|不断|全面)(?:全面|进一步|不断|有效)?(?:提升|提高|增强)", following)
    return not (lead and not clause.subject)


def _fact(reading: Reading, item: ReadItem, clause: Clause, match: re.Match[str], rule: str) -> Fact:
    _, sentence_end = item.sentence(clause.sentence)
    topic, audience = _topic_and_audience(item, clause, match, sentence_end)
    attendees, who = _attendees(item, match.end(), sentence_end)
    matched = _AUDIENCE_BEFORE.search(item.mask.text, clause.start, match.end())
    if attendees is None and matched and (matched["n"] or matched["m"]):
        attendees = int(matched["n"] or matched["m"])
    sessions = _count(match["n"]) or _count(match["n2"]) or _sessions(item, match.end(), sentence_end)
    places = place_before(item, clause, match.start()) or _place_in(item, clause, match)
    start = statement_start(item, clause, match.start())
    audience = audience or who
    end = max(match.end(), _last(item, match.end(), sentence_end))
    return reading.fact(
        "training",
        rule,
        item,
        (start, end),
        (
            date_slot(clause),
            place_slot(places or _county_home(reading, clause)),
            actor_slot(clause) if not _invited(item, clause) else None,
            Slot("topic", topic) if topic else None,
            Slot("audience", audience) if audience else None,
            Slot("attendees", attendees) if attendees is not None else None,
            Slot("sessions", sessions) if sessions is not None else None,
        ),
    )


def _county_home(reading: Reading, clause: Clause) -> tuple[Entity, ...]:
    """西充县行政审批局 trains in 西充县: the region that the name of a body below the publisher's level carries."""
    bodies = [m.value for m in clause.subject if isinstance(m.value, Entity) and m.value.region]
    if len(bodies) != 1 or bodies[0].region == reading.setting.jurisdiction.code:
        return ()
    registers = reading.registers
    region = registers.regions[bodies[0].region or ""]
    if region.level == "province" or not bodies[0].text.startswith((region.name, registers.full_name(region.code))):
        return ()
    return (region_entity(region.code, region.name, registers),)


def _invited(item: ReadItem, clause: Clause) -> bool:
    return clause.inherited and bool(re.match("邀请|聘请|特邀", item.mask.text[clause.start : clause.end]))


def _count(text: str | None) -> int | None:
    return count(text) if text else None


def _place_in(item: ReadItem, clause: Clause, match: re.Match[str]) -> tuple[Entity, ...]:
    """在达州开放大学举办: the region in the name of the venue."""
    found = re.search(rf"在(?P<where>[{R}][^，。；]{{0,14}}?)$", item.mask.text[clause.start : match.start()])
    if not found:
        return ()
    return regions_in(item, clause.start + found.start("where"), clause.start + found.end("where"))


def _topic_and_audience(
    item: ReadItem, clause: Clause, match: re.Match[str], end: int
) -> tuple[str | None, str | None]:
    text = item.mask.text
    topic = text_of(item, *match.span("topic")) if match["topic"] else None
    audience = None
    if before := _AUDIENCE_BEFORE.search(text, clause.start, match.start("verb") + len(match["verb"])):
        audience = text_of(item, *before.span("audience"))
    if topic and match["verb"].endswith("组织") and (part := _GROUPED.match(topic)) and _only_people(part["audience"]):
        audience, topic = audience or part["audience"], part["topic"]
    if topic and (part := _TAKES_PART.match(topic)):
        audience, topic = audience or part["audience"], part["topic"]
    entry = re.fullmatch(r"(?P<who>.{2,16}?)(?:入职|岗前|上岗|集中|业务能力|能力提升)", topic or "")
    if entry and _only_people(entry["who"]):
        audience, topic = audience or entry["who"], None
    if topic in (None, "岗前", "业务", "集中", "线上", "专题") and (content := _CONTENT.search(text, match.end(), end)):
        topic = text_of(item, *content.span("topic"))
    if topic and _only_people(topic):
        audience, topic = audience or topic, None
    if topic:
        topic = (
            re.sub(
                r"^(?:了|首期|第[一二三四五六七八九十\d]+期|全省|全市|全县|线上|专题|年度|一场|一期)|(?:等|专题|线上|视频|会议|的|专项)+$",
                "",
                topic,
            )
            or None
        )
    if about := _ABOUT.search(text, match.end(), end) or _THEME.search(
        text, item.sentence(clause.sentence)[0], match.start("topic")
    ):
        matched = text_of(item, *about.span("topic")).strip("“”")
        topic = matched
    if topic and topic.startswith("“") and topic.endswith("”") and topic.count("“") == 1:
        topic = topic[1:-1]
    return topic, audience


def _only_people(text: str) -> bool:
    return bool(_WHOM.fullmatch(text)) and not re.search(r"业务|政策|法规|履职|规范|技能|操作|审批|许可|知识", text)


def _attendees(item: ReadItem, start: int, end: int) -> tuple[int | None, str | None]:
    """How many came, and who they were."""
    text = item.mask.text
    for clause in item.clauses:
        if clause.end <= start or clause.start >= end:
            continue
        begin = max(clause.start, start)
        piece = text[begin : clause.end].lstrip("，")
        begin = clause.end - len(piece)
        if trained := _TRAINED.search(piece):
            whom = text_of(item, begin + trained.start("who"), begin + trained.end("who"))
            return int(trained["n"]), whom if whom and whom not in _ANYBODY else None
        if (came := _ATTENDED.match(piece)) and (came["who"] or came["who2"] or re.search("参|到场|听|受", piece)):
            name = "who2" if came["who2"] and not _SESSIONS.match(came["who2"]) else "who"
            who = came[name]
            label = text_of(item, begin + came.start(name), begin + came.end(name)) if who else None
            if label:
                label = (
                    re.sub(rf"^(?:来自)?{NUMERAL}个[省市县区州]+的?|^(?:共|等|的)|(?:共|等|共计|约|近)$", "", label)
                    or None
                )
            return int(came["n"]), None if label in _ANYBODY else label
    return None, None


def _sessions(item: ReadItem, start: int, end: int) -> int | None:
    found = _SESSIONS.search(item.mask.text, start, end)
    return count(found["n"]) if found else None


def _last(item: ReadItem, start: int, end: int) -> int:
    """The quote goes on over the clauses that tell topic, sessions and attendees."""
    last = start
    for clause in item.clauses:
        if start <= clause.end <= end:
            text = item.mask.text[max(clause.start, start) : clause.end]
            if (
                _TRAINED.search(text)
                or _SESSIONS.search(text)
                or _ABOUT.search(text)
                or re.search(r"\d+(?:余|多)?(?:人|名)", text)
            ):
                last = clause.end
    return last


def _lecture(reading: Reading, item: ReadItem, clause: Clause, match: re.Match[str]) -> Fact:
    """邀请…讲授…, 开办“…大讲堂”: the topic may stand in a later clause (主讲…)."""
    _, end = item.sentence(clause.sentence)
    attendees, who = _attendees(item, match.end(), end)
    sessions = _sessions(item, match.end(), end)
    span = match.span("topic") if match.re in (_LECTURE, _LESSON) and match["topic"] else None
    if span is None and (
        matched := regex(r"(?:主讲|讲授|讲解|内容为)(?P<topic>[^，。；]{2,40})").search(
            item.mask.text, match.end(), end
        )
    ):
        span = matched.span("topic")
    topic = (
        text_of(item, *span)
        if span
        else text_of(item, *match.span("course")).strip("“”")
        if match.re == _NAMED_COURSE
        else None
    )
    return reading.fact(
        "training",
        "lecture",
        item,
        (statement_start(item, clause, match.start()), max(match.end(), _last(item, match.end(), end))),
        (
            date_slot(clause),
            place_slot(place_before(item, clause, match.start())),
            actor_slot(clause),
            Slot("topic", topic) if topic else None,
            Slot("audience", match["audience"]) if match.re == _LESSON else Slot("audience", who) if who else None,
            Slot("attendees", attendees) if attendees is not None else None,
            Slot("sessions", sessions) if sessions is not None else None,
        ),
    )


def _taught(reading: Reading, item: ReadItem, clause: Clause, match: re.Match[str], rule: str = "taught") -> Fact:
    start = statement_start(item, clause, match.start())
    _, end = item.sentence(clause.sentence)
    topic = text_of(item, *match.span("topic")) if match["topic"] else None
    times = re.fullmatch(rf"(?P<n>{NUMERAL})(?:场|次|期|批|轮)", topic or "")
    if topic is None or times:
        content = _CONTENT.search(item.mask.text, match.end(), end)
        topic = text_of(item, *content.span("topic")) if content else None
    came = count(match["count"]) if match["count"] else _attendees(item, match.end(), end)[0]
    return reading.fact(
        "training",
        rule,
        item,
        (start, max(match.end(), _last(item, match.end(), end))),
        (
            date_slot(clause),
            place_slot(place_before(item, clause, match.start())),
            actor_slot(clause),
            Slot("topic", topic) if topic else None,
            Slot("audience", text_of(item, *match.span("audience"))),
            Slot("attendees", came) if came is not None else None,
            Slot("sessions", count(times["n"]) or 0) if times else None,
        ),
    )
