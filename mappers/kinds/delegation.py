"""Reads: authority over service matters that moves: handed down, entrusted, conferred, taken back, stopped.

将“A”“B”两项…权限委托给甲市、乙市…实施; 将…下放至各县; 将…赋予某新区; 收回委托甲区实施的“A”; 停止甲区受托开展的“A”;
甲市同类委托到期后终止. Two receiver groups with dates of their own are two facts. What is planned, under discussion, exhorted
(能下放的抓紧下放), or a commissioned service (委托第三方测评) is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from mappers.clauses.reading import Clause, Mood, Reading, ReadItem
from mappers.clauses.roles import actor_entities, actor_slot, actors_in, date_slot, documents_in, place_slot, text_of
from mappers.facts.fact import Document, Entity, EntityType, Fact, Slot
from mappers.names.mask import AGENTS, B, Q, R, T, compile_rule
from mappers.names.numerals import NUMERAL, count
from mappers.names.places import region_entity
from mappers.names.registers import Registers
from mappers.regex import regex

__all__ = ["COUNTEREXAMPLES", "EXAMPLES", "read"]

_MATTER = rf"[{Q}](?:[、和及与]?[{Q}])*"
_COUNTED = rf"(?:等)?(?P<n>{NUMERAL})(?:项|个|类|件)"
_GIVE = regex(
    rf"(?:将|把|对)?(?P<head>[^，。；]{{0,40}}?)(?P<matters>{_MATTER}|(?<=[将把])[^，。；{Q}]{{4,40}}?)(?P<mid>(?:(?![将把])[^。；]){{0,60}}?)(?:全部|统一|依法|直接|整体|再次|继续|分批|一并|，)*(?P<verb>委托下放|委托给予|委托|下放|赋予|授权|交由|移交|调整为?由|划转|交给|下沉|赋权|改由|转由|放权)(?!事项|关系|权限|期限|书|协议|人|方|工作|费|合同)(?:给|至|到|于|由|予)?(?P<to>[^。；]{{1,160}}?)(?:（[^）]*）)?(?P<do>实施|行使|办理|承接|负责|管理|受理|审批|核发|执行|承办|$|[。；])(?!服务|部|局|厅|委|处|科|所|站|中心|机构|机关)"
)
_CONFER = regex(
    rf"(?:同意|决定)?(?P<verb>赋予|授予|授权|委托)(?P<to>[^，。；{Q}]{{2,60}}?)(?:实施|行使|办理|承担|承接|开展|负责)?(?P<matters>{_MATTER})(?P<mid>[^，。；]{{0,30}}?)(?:(?P<what>权限|事项|权力|审批权|管理权|职权|许可)|(?=[，。；]|$))"
)
_HAND_TO = regex(
    rf"(?:向|对|给)(?P<to>[^，。；{Q}]{{1,60}}?)(?P<verb>下放|赋予|移交|委托|下沉|授权)(?:了)?(?P<matters>{_MATTER})(?P<mid>[^，。；]{{0,30}}?)(?=[，。；]|$)"
)
_TAKE = regex(
    rf"(?P<verb>收回|取消委托|撤回|上收)(?:了|原|此前)?(?:下放(?:给|至|到)?|委托(?:给)?|赋予|授权)?(?P<to>[^，。；{Q}]{{1,80}}?)(?:实施|行使|办理|承接|受托开展)?(?:的)(?P<matters>{_MATTER})"
)
_TAKE_BACK = regex(
    rf"(?:将|把)(?:原|此前)?(?:下放(?:给|至|到)?|委托(?:给)?|赋予|授权)(?P<to>[^，。；{Q}]{{1,80}}?)(?:实施|行使|办理|承接)?的(?P<matters>{_MATTER})(?P<mid>[^，。；]{{0,24}}?)(?:予以|全部|统一|依法)*(?P<verb>收回|上收|撤回)"
)
_TAKE_FROM = regex(
    rf"(?:将|把)(?P<matters>{_MATTER})(?P<mid>[^，。；]{{0,30}}?)(?:从|自|由)(?P<to>[^，。；]{{1,60}}?)(?P<verb>收回|上收|撤回)"
)
_STOP = regex(
    rf"(?P<verb>停止委托|暂停委托|终止委托|停止|终止|不再委托|不再授权|解除|中止)(?:对)?(?P<to>[^，。；{Q}]{{1,80}}?)(?:受托|接受委托|承接|代为)?(?:开展|实施|行使|办理)?(?:的)?(?P<matters>{_MATTER})"
)
_NO_LONGER = regex(
    rf"(?P<matters>{_MATTER})(?P<mid>[^，。；]{{0,20}}?)不再(?:委托|下放|授权|由|交由)(?:给)?(?P<to>[^，。；{Q}]{{1,60}}?)(?:实施|行使|办理|承接|$)"
)
_ENDED = regex(
    rf"(?:原|此前)?(?:下放|委托|授权)(?:给|至|由)?(?P<to>[^，。；{Q}]{{1,80}}?)(?:实施|行使|办理|承接|代办)?的(?P<matters>{_MATTER})(?P<mid>[^，。；]{{0,8}}?)，?(?:自|于|至|从)?(?P<ended>{T})?(?:起|后)?(?:予以|依法|期满|到期|届满|即行|自动|后)*(?P<verb>停止委托|终止委托|不再委托|停止下放|终止|停止|失效|废止|改由|收归)"
)
_TAKEN_BY = regex(
    rf"(?P<matters>{_MATTER})(?P<mid>[^，。；]{{0,16}}?)(?:自{T}起)?由(?P<by>[{AGENTS}])(?:予以|依法|统一|全部)*(?P<verb>收回|上收)(?:[^，。；]{{0,8}})，(?P<to>[^，。；]{{2,60}}?)不再(?:办理|受理|实施|行使|承接)"
)
_COMMISSIONED = regex(
    rf"(?P<to>[{R}{B}]|[\u4e00-\u9fff]{{2,5}}(?:街道|镇|乡))(?:此前|原)?受托(?:办理|实施|开展|承接)的(?P<matters>{_MATTER})(?P<mid>[^。；]{{0,60}}?)(?P<verb>停止委托|终止委托|不再委托|收回)"
)
_BARE_TOWNS = regex(
    rf"(?P<list>[\u4e00-\u9fff]{{2,3}}(?:、[\u4e00-\u9fff]{{2,3}})+)(?:等)?{NUMERAL}个(?P<tail>街道|镇|乡)"
)
_NOT_RENEWED = regex(
    rf"(?P<to>[{R}](?:[、和][{R}])*)(?:的)?(?:委托)?(?:到期后)?不再续期，委托(?:关系|事项)?(?:自|于|从)(?P<day>{T})(?:起)?(?P<verb>终止|停止|失效)"
)
_NOT_GIVEN = regex(
    rf"不再(?:将|把)(?P<matters>{_MATTER})(?P<mid>[^，。；]{{0,30}}?)(?:委托|下放|授权|赋予)(?:给|至|到|由)?(?P<to>[^，。；]{{1,80}}?)(?:实施|行使|办理|承接|$)"
)
_RESPECTIVELY = regex(rf"分别(?:自|从|于)(?P<days>{T}(?:[、和]{T})+)起?")
_LAPSE = compile_rule(
    r"(?P<to>{R}(?:[、和]{R})*)(?:的)?(?:同类|该项|上述|此项|前述)?(?:委托|授权|下放)(?:事项|权限|关系|实施)*(?:于|自)?(?P<day>{T})?(?:起)?(?:到期|期满|届满|期限届满|失效|终止|停止)(?P<rest>[^，。；]{0,14})"
)
#: Without one of these words no rule below can match.
_TRIGGER = regex(
    "委托|下放|赋予|授权|授予|交由|移交|调整|划转|交给|下沉|赋权|改由|转由|放权|收回|上收|撤回|停止|终止|不再|解除|中止|收归|到期|期满|届满|失效"
)
_FROM = regex(
    rf"(?:(?:自|从)(?P<day>{T})(?:起|开始|后|（含）)?|于(?P<on>{T})(?:起|后))|(?:期限|委托期|试行期|有效期|时限)(?:限)?(?:为|自|从)(?P<range>{T})|(?P<since>{T})起"
)
_UNTIL = regex(
    rf"(?:至|到|截至|截止)(?P<day>{T})(?:止|为止|结束|终止|前|日止|届满)?|(?:有效期(?:限)?|期限)(?:延长?|续)?(?:至|到|截至)(?P<valid>{T})|(?P<end>{T})(?:止|到期|届满|失效)"
)
#: The title of a document that moves powers: 关于委托…的公告, 关于收回…的决定.
_MOVES = regex(
    r"(?:委托|下放|赋予|授权|收回|调整|停止|取消|承接)[^，。]*(?:公告|通告|决定|通知|批复|复函|通报|实施|事项|权限|许可)"
)
_TERM_FROM = regex(rf"(?:自|从)(?P<day>{T})起")
_TERM_TO = regex(rf"(?:期限|有效期|委托期)[^。]{{0,24}}?(?:至|到)(?P<day>{T})")
_ON_ISSUE = regex(r"自(?:本)?(?:公告|通告|决定|通知|文件)?(?:发布|印发|公布|下发)之日起")
_SERVICE = regex(r"第三方|评估机构|中介|专家|代理|律师|检测机构|企业办理|测评|调查|审计")
_EXCEPT = regex(r"^除(?P<x>.+?)(?:以外|之外|外)的?(?P<rest>.+)$")
_OPEN = regex(
    rf"(?P<x>(?:除[^，。；]{{1,40}}?(?:以外|之外|外)的?)?(?:(?:其他|其余|部分|有关|相关|所有|全部|全省|全市|全州|项目所在地|所在地|属地|各)*(?:各)?(?:(?:{NUMERAL})个)?(?:市（州）|县（市、区）|县（市）|区（县）|区（市、县）|市（地、州）|市州|区县|县区|市县|县市区|设区市|设区的市|地级市|市、县|地市|市|县|区|州|乡镇（街道）|乡镇|镇（街道）|镇街|街道|中心镇|试点镇|重点镇|经济发达镇|街镇|开发区|高新区|园区|自贸区)))"
)
_TOWN = regex(
    r"(?:^|(?<=[、和及与]))(?P<x>[\u4e00-\u9fff]{2,5}(?:街道|镇|乡|新区|园区|高新区|经开区|开发区|港务区|保税区|工业园|社区)|高新区|经开区)(?=$|[、和及与等\d]|办事处|管委会)"
)
_COUNT_OF = regex(
    rf"(?P<n>{NUMERAL})个?(?P<unit>市州|市（州）|区县|县（市、区）|县市区|县区|市县|中心镇|试点镇|重点镇|镇街|街镇|街道|乡镇|开发区|园区|[\u4e00-\u9fff]{{0,3}}区|市|县|州|镇|地)(?![\u4e00-\u9fff]{{0,1}}级)"
)
#: Words between the receivers and their authorities that only count the regions again: 13个市州林草主管部门.
_COUNTED_REGIONS = regex(
    rf"^(?:等)?{NUMERAL}个?(?:市（州）|县（市、区）|区（县）|县（市）|市、州|市州|县市区|区县|县区|市县|市(?!场|政)|州|县|[\u4e00-\u9fff]{{0,2}}区)"
)

EXAMPLES: tuple[tuple[str, list[dict[str, object]]], ...] = (
    (
        "水利厅2021年委托泸州市水务局实施的“取水许可”，自2024年4月1日起收回。",
        [
            {
                "actors": ["水利厅"],
                "matters": ["取水许可"],
                "regions": ["泸州市"],
                "direction": "withdraw",
                "effective": "2024-04-01",
            }
        ],
    ),
    (
        "水利厅印发《取水许可调整通知》，自2024年3月1日起，将“小型取水许可”“取水计划核定”两项权限委托给自贡市、内江市2个市水利局实施。",
        [
            {
                "actors": ["水利厅"],
                "matters": ["小型取水许可", "取水计划核定"],
                "regions": ["自贡市", "内江市"],
                "direction": "delegate",
                "document": "取水许可调整通知",
                "matter_count": 2,
                "region_count": 2,
                "effective": "2024-03-01",
            }
        ],
    ),
    (
        "民政厅将“民办养老机构备案”下放至各县（市、区）民政部门办理。",
        [
            {
                "actors": ["民政厅"],
                "matters": ["民办养老机构备案"],
                "regions": ["各县（市、区）"],
                "direction": "delegate",
            }
        ],
    ),
    (
        "自2024年5月1日起，省林草局收回委托广元市实施的“林木种苗进口审核”。",
        [
            {
                "actors": ["省林草局"],
                "matters": ["林木种苗进口审核"],
                "regions": ["广元市"],
                "direction": "withdraw",
                "effective": "2024-05-01",
            }
        ],
    ),
    (
        "省药监局将委托乐山市、眉山市实施的“药品零售许可”收回，由省级直接办理。",
        [
            {
                "actors": ["省药监局"],
                "matters": ["药品零售许可"],
                "regions": ["乐山市", "眉山市"],
                "direction": "withdraw",
            }
        ],
    ),
    (
        "应急管理厅停止达州市受托开展的“烟花爆竹经营许可”审查工作。",
        [{"actors": ["应急管理厅"], "matters": ["烟花爆竹经营许可"], "regions": ["达州市"], "direction": "stop"}],
    ),
    (
        "交通运输厅发布2024年第9号公告，将“水运工程监理企业资质许可”委托泸州市、宜宾市交通运输局实施，委托期至2026年12月31日止。",
        [
            {
                "actors": ["交通运输厅"],
                "matters": ["水运工程监理企业资质许可"],
                "regions": ["泸州市", "宜宾市"],
                "direction": "delegate",
                "document": "2024年第9号公告",
                "until": "2026-12-31",
            }
        ],
    ),
    (
        "省政府将“外商投资项目核准”等18项省级权限赋予天府新区管委会行使。",
        [
            {
                "actors": ["省政府"],
                "matters": ["外商投资项目核准"],
                "regions": ["天府新区"],
                "direction": "delegate",
                "matter_count": 18,
            }
        ],
    ),
    (
        "水利厅向绵阳市、德阳市下放“取水许可”“河道采砂许可”等5项省级权限，自2024年7月1日起施行。",
        [
            {
                "actors": ["水利厅"],
                "matters": ["取水许可", "河道采砂许可"],
                "regions": ["绵阳市", "德阳市"],
                "direction": "delegate",
                "matter_count": 5,
                "effective": "2024-07-01",
            }
        ],
    ),
    (
        "商务厅将“拍卖业务许可”委托成都市商务局实施，试行至2025年6月30日。",
        [
            {
                "actors": ["商务厅"],
                "matters": ["拍卖业务许可"],
                "regions": ["成都市"],
                "direction": "delegate",
                "until": "2025-06-30",
            }
        ],
    ),
)
COUNTEREXAMPLES: tuple[str, ...] = (
    "水利厅委托泸州市水务局（以下简称“受托机关”）实施部分许可。",
    "民政厅2021年委托泸州市民政局实施的“慈善组织认定”运行平稳。",
    "原委托宜宾市水利局办理的“河道采砂许可”，因人员不足，有关事宜另行通知。",
    "水利厅拟将“河道采砂许可”下放市州实施。",
    "能下放的权限要抓紧下放。",
    "省中心委托第三方机构对窗口服务开展测评。",
    "关于收回“采矿权登记”委托事项，自然资源厅正在征求意见。",
    "巴中市暂不具备承接条件，此次不予委托。",
    "条件成熟时，将“跨省事项”委托有关市州实施。",
    "其他市（州）的委托关系保持不变。",
    "水利厅计划向绵阳市下放“取水许可”等5项权限。",
    "关于向绵阳市下放“取水许可”的方案正在征求意见。",
)


def read(reading: Reading) -> Iterator[Fact]:
    """All movements of authority in a bulletin."""
    facts = [fact for item in reading.items for fact in _respectively(reading, item, list(_read_item(reading, item)))]
    yield from map(_Announcement(reading).completed, facts)


class _Announcement:
    """A single document that moves powers itself: its issuer, title and term are those of each delegation in it.

    They stand in title, signature and a paragraph of their own (三、委托期限), and count where the clause says no other.
    """

    def __init__(self, reading: Reading) -> None:
        head = reading.bulletin.masthead
        self._content = reading.bulletin.text.content
        self._own: dict[str, Slot] = {}
        self._issued: Slot | None = None
        if head.form != "document" or not head.title or not _MOVES.search(head.title):
            return
        if head.publisher is not None:
            self._own["actors"] = Slot("actors", (head.publisher,), inherited=True)
        named = head.number if head.number and re.search(r"公告|通告|令", head.number) else head.title
        self._own["document"] = Slot("document", Document(named, head.number), inherited=True)
        for name, days in (("effective", self._days(reading, _TERM_FROM)), ("until", self._days(reading, _TERM_TO))):
            if len(days) == 1:
                self._own[name] = Slot(name, days.pop(), inherited=True)
        self._issued = Slot("effective", head.published, inherited=True) if head.published else None
        on_issue = any(_ON_ISSUE.search(item.mask.text) for item in reading.items)
        if self._issued and "effective" not in self._own and on_issue:
            self._own["effective"] = self._issued

    @staticmethod
    def _days(reading: Reading, pattern: re.Pattern[str]) -> set[date]:
        """The different days that sentences on the term name."""
        found: set[date] = set()
        for item in reading.items:
            for match in pattern.finditer(item.mask.text):
                value = item.mask.at(match.start("day")).value
                last = value[-1] if isinstance(value, tuple) and pattern is _TERM_TO else None
                day = last or (value[0] if isinstance(value, tuple) else None)
                if isinstance(day, date):
                    found.add(day)
        return found

    def completed(self, fact: Fact) -> Fact:
        """The delegation with what the document says of all of them."""
        stated = {slot.name for slot in fact.slots}
        rest = re.split(r"[。；]", self._content[fact.evidence.end :], maxsplit=1)[0]
        if _ON_ISSUE.search(re.sub(r"\s", "", fact.evidence.quote + rest)):  # a term of its own, and not that of others
            if self._issued and "effective" not in stated:
                fact = replace(fact, slots=(*fact.slots, self._issued))
            stated |= {"effective", "until"}
        elif "effective" in stated:
            stated.add("until")
        ends = fact["direction"] != "delegate"
        more = tuple(slot for name, slot in self._own.items() if name not in stated and not (ends and name == "until"))
        return replace(fact, slots=(*fact.slots, *more)) if more else fact


def _respectively(reading: Reading, item: ReadItem, facts: list[Fact]) -> list[Fact]:
    """“分别自7月1日、8月1日起施行”: the days belong to the delegations of the sentence in their order."""
    for match in _RESPECTIVELY.finditer(item.mask.text):
        whole = reading.evidence(item, *item.sentence_of(match.start()))
        days = [m.value[0] for m in item.mask.find(*match.span("days"), T) if isinstance(m.value, tuple)]
        own = [n for n, f in enumerate(facts) if whole.start <= f.evidence.start < whole.end]
        if len(own) != len(days):
            continue
        for n, day in zip(own, days, strict=True):
            slots = [s for s in facts[n].slots if s.name != "effective"]
            if isinstance(day, date):
                facts[n] = replace(facts[n], slots=(*slots, Slot("effective", day)))
    return facts


def _read_item(reading: Reading, item: ReadItem) -> Iterator[Fact]:
    if not _TRIGGER.search(item.mask.text):
        return
    spans: list[tuple[int, int]] = []
    last: Fact | None = None
    for pattern, direction in _RULES:
        for match in pattern.finditer(item.mask.text):
            if any(a < match.end() and match.start() < b for a, b in spans):
                continue
            fact = _fact(reading, item, match, direction)
            if fact:
                spans.append(match.span())
                last = fact
                yield fact
    yield from _lapses(reading, item, last)


_RULES = (
    (_TAKE_BACK, "withdraw"),
    (_TAKE_FROM, "withdraw"),
    (_TAKE, "withdraw"),
    (_ENDED, "stop"),
    (_COMMISSIONED, "stop"),
    (_TAKEN_BY, "withdraw"),
    (_NOT_GIVEN, "stop"),
    (_STOP, "stop"),
    (_NO_LONGER, "stop"),
    (_GIVE, "delegate"),
    (_CONFER, "delegate"),
    (_HAND_TO, "delegate"),
)


def _fact(reading: Reading, item: ReadItem, match: re.Match[str], direction: str) -> Fact | None:
    clause = item.clause_at(match.start("verb") if "verb" in match.re.groupindex else match.start())
    first = item.clause_at(match.start("matters"))
    if match.re in (_TAKE, _TAKE_BACK, _TAKE_FROM, _ENDED, _COMMISSIONED) and re.search(
        "此前|先前|原|以前", match.group()
    ):
        first, clause = _without_past(first), _without_past(clause)
    if direction == "stop" and re.search(
        "收归|收回|上收", item.mask.text[match.end() : item.sentence(clause.sentence)[1]]
    ):
        direction = "withdraw"
    if not _stated(first, direction) or not _stated(clause, direction) or _SERVICE.search(match["to"]):
        return None
    if direction == "delegate" and _HELD.search(item.mask.text, match.start(), match.start("matters")):
        # 2021年委托某局实施的“…”: what was so before; what becomes of it is said behind
        if not _TAKEN.search(item.mask.text, match.end("matters"), item.sentence(clause.sentence)[1]):
            return None
        direction, first, clause = "withdraw", _without_past(first), _without_past(clause)
    if item.mask.text[: match.start("matters")].endswith("简称"):
        return None  # （以下简称“…”）
    before = item.mask.text[max(0, match.start() - 4) : match.start("matters")]
    if match.re == _GIVE and (not _authority(match) or re.search("不再|暂不|不将|未将|不得将|停止将", before)):
        return None
    if direction == "delegate" and item.mask.text[: match.start("verb")].endswith(("原", "此前", "原由")):
        return None  # 原委托某局办理的“…”: what was so before, and what becomes of it is said behind
    if match.re == _CONFER and not match["what"] and match["verb"] != "委托":
        return None  # 授予…“…”称号 is an honour
    if match.groupdict().get("verb") in ("改由", "收归"):
        direction = "withdraw"
    regions, region_count, places = _receivers(item, match.span("to"), reading.registers)
    matters = _matters(item, match.span("matters"))
    if not regions or not matters:
        return None
    start, end = _reach(item, clause, match)
    effective, until, end = _times(item, clause, start, end)
    if effective is None and match.groupdict().get("ended"):
        value = item.mask.at(match.start("ended")).value
        effective = value[1] if isinstance(value, tuple) and isinstance(value[1], date) else None
    actors = (
        Slot("actors", actors_in(item, *match.span("by"))) if match.re == _TAKEN_BY else _givers(item, first, match)
    )
    if (
        actors
        and isinstance(actors.value, tuple)
        and all(isinstance(a, Entity) and a.type is EntityType.REGION for a in actors.value)
    ):
        places = actors.value  # type: ignore[assignment]
    document = _document(item, first)
    head = first if first.start <= match.start() else clause
    return reading.fact(
        "delegation",
        {"delegate": "hand_down", "withdraw": "take_back", "stop": "stop"}[direction],
        item,
        (start, end),
        (
            None if document is None and effective and _starts_with(head, effective) else date_slot(head),
            place_slot(places),
            Slot("direction", direction),
            actors,
            Slot("document", document, inherited=True) if document else None,
            Slot("matters", matters),
            _number_slot("matter_count", _matter_count(item, match)),
            Slot("regions", regions),
            _delegatee(match["to"]),
            _number_slot("region_count", region_count),
            Slot("effective", effective) if effective else None,
            Slot("until", until) if until else None,
        ),
    )


def _without_past(clause: Clause) -> Clause:
    """In 收回此前委托…的 the adverb speaks of the earlier delegation, not of the withdrawal."""
    return replace(clause, moods=clause.moods - {Mood.PAST})


def _starts_with(clause: Clause, day: date) -> bool:
    """“4月1日起，…将…下放”: the day is when it takes effect, not when it was decided."""
    return clause.date is not None and clause.date.start == day


def _number_slot(name: str, value: int | None) -> Slot | None:
    return Slot(name, value) if value is not None else None


def _stated(clause: Clause, direction: str) -> bool:
    allowed = {Mood.NEGATED} if direction == "stop" else set()
    return not (clause.moods - allowed)


def _authority(match: re.Match[str]) -> bool:
    """委托 and its like must move a matter, not commission a service or shift a person."""
    return bool(re.search(Q, match["matters"])) or bool(
        re.search(
            r"(?:许可|审批|备案|核准|登记|权限|权力|事项|职权|核发|认定|确认|给付|处罚|审核|审查|管理权)$",
            match["matters"] + match["mid"].rstrip("，"),
        )
    )


#: What a body was entrusted with, and what is then done with it.
_HELD = regex(r"(?:实施|办理|行使|承接|开展)的")
_TAKEN = regex(r"收回|上收|撤回")
#: What points at a list that stands elsewhere: 下列5项许可.
_POINTING = regex(r"(?:下列|以下|上述|下述|如下|前述|有关|相关|部分|附件所列|下表所列)+(?:的|之)?")


def _matters(item: ReadItem, span: tuple[int, int]) -> tuple[Entity, ...]:
    quoted = [m.value for m in item.mask.find(*span, Q) if isinstance(m.value, str)]
    if not quoted:
        text = re.sub(r"^(?:将|把|对)|(?:等)?[\d一二三四五六七八九十两]+[项个].*$", "", text_of(item, *span))
        quoted = [text] if text and not _POINTING.fullmatch(text) else []
    return tuple(dict.fromkeys(Entity(text, EntityType.MATTER) for text in quoted))


def _matter_count(item: ReadItem, match: re.Match[str]) -> int | None:
    if "mid" not in match.re.groupindex or not match["mid"]:
        return None
    found = re.match(_COUNTED, match["mid"])
    return count(found["n"]) if found else None


def _receivers(
    item: ReadItem, span: tuple[int, int], registers: Registers
) -> tuple[tuple[Entity, ...], int | None, tuple[Entity, ...]]:
    """Regions of the receivers, their stated number; regions excepted with 除…外 are left out."""
    text = item.mask.text[span[0] : span[1]]
    base = span[0]
    counted = _COUNT_OF.search(text)
    number = count(counted["n"]) if counted else None
    if _EXCEPT.match(text) and (rest := _OPEN.match(text)):
        return (_open(item, base, rest),), number, ()
    found: list[tuple[int, Entity]] = []
    for i, char in enumerate(text):
        value = item.mask.at(base + i).value if char in R + B else None
        if isinstance(value, Entity) and char == R:
            found.append((i, value))
        elif isinstance(value, Entity) and value.region:
            found.append((i, _home(value, registers)))
    if bare := _BARE_TOWNS.search(text):
        names = [Entity(name + bare["tail"], EntityType.REGION) for name in bare["list"].split("、")]
        return tuple(names), number, ()
    for town in _TOWN.finditer(text):
        found.append(
            (town.start("x"), Entity(text_of(item, base + town.start("x"), base + town.end("x")), EntityType.REGION))
        )
    if found:
        return tuple(dict.fromkeys(e for _, e in sorted(found, key=lambda f: f[0]))), number, ()
    if opened := _OPEN.search(text):
        named = re.sub(rf"^(?:给|至|到)?(?:全[省市县区州])?(?:{NUMERAL})个", "", _open(item, base, opened).text)
        return (Entity(named, EntityType.GROUP),), number, ()
    return (), number, ()


def _delegatee(receivers: str) -> Slot | None:
    """The authorities of the regions that receive the power: 林草主管部门."""
    text = _COUNTED_REGIONS.sub("", re.sub(rf"^.*[{R}{B}]", "", receivers))
    found = re.search(
        r"(?P<who>[\u4e00-\u9fff]{2,10}?(?:主管部门|行政部门|部门|机构))(?:$|[\u4e00-\u9fff]{0,2}$)", text
    )
    who = found["who"] if found else ""
    return Slot("delegatee", who) if who else None


def _open(item: ReadItem, base: int, match: re.Match[str]) -> Entity:
    return Entity(text_of(item, base + match.start("x"), base + match.end("x")), EntityType.GROUP)


def _home(body: Entity, registers: Registers) -> Entity:
    """The region of a receiving body: 黔江区林业局 -> 黔江区, 贵安新区管委会 -> 贵安新区."""
    zone = re.match(r"(?P<zone>.+?(?:新区|高新区|经开区|开发区|保税区|自贸区|示范区))(?:管委会|管理委员会)", body.text)
    if zone:
        return Entity(zone["zone"], EntityType.REGION, None, zone["zone"], None, body.region)
    code = body.region or ""
    return region_entity(code, registers.regions[code].name, registers)


def _givers(item: ReadItem, clause: Clause, match: re.Match[str]) -> Slot | None:
    """Who decides: the subject; 通川区、宣汉县将… the regions themselves."""
    slot = actor_slot(clause)
    matched = re.search(rf"由(?P<by>[{AGENTS}])", match.groupdict().get("mid") or "")
    if matched and match.re == _GIVE:
        at = match.start("mid") + matched.start("by")
        return Slot("actors", actors_in(item, at, at + 1))
    if slot is not None and clause.subject and all(m.token == R for m in clause.subject):
        return Slot("actors", tuple(m.value for m in clause.subject if isinstance(m.value, Entity)))
    if slot is None or not clause.inherited:
        return slot
    decided = [c for c in item.clauses if c.start <= clause.start and not c.inherited]
    entities = actor_entities(tuple(m for m in decided[-1].subject)) if decided else ()
    return Slot("actors", entities, inherited=True) if entities else slot


def _document(item: ReadItem, clause: Clause) -> Document | None:
    """The document in force: the last one named before in the item, by the same subject."""
    docs: tuple[Document, ...] = ()
    for other in item.clauses:
        if other.start > clause.start:
            break
        if other.subject == clause.subject or other.inherited:
            found = documents_in(item, other.start, min(other.end, clause.end))
            docs = found or docs
    return docs[-1] if docs else None


def _reach(item: ReadItem, clause: Clause, match: re.Match[str]) -> tuple[int, int]:
    """The quote: from “自…起” or the subject before the match to its end."""
    start = match.start()
    own = item.clause_at(start)
    head = item.mask.text[own.start : start]
    if re.search(rf"[{AGENTS}{R}{T}]", head) or not head:
        start = own.start
    previous = [c for c in item.sentences[own.sentence] if c.end < own.start]
    if previous and _FROM.search(item.mask.text, previous[-1].start, previous[-1].end):
        start = previous[-1].start
    return start, match.end("do") if "do" in match.re.groupindex and match["do"] not in "。；" else match.end()


def _times(item: ReadItem, clause: Clause, start: int, end: int) -> tuple[date | None, date | None, int]:
    """In force from and until, in the sentence and in the next one when it begins with a date of its own."""
    limit = item.sentence(clause.sentence)[1]
    following = item.sentences.get(clause.sentence + 1, ())
    if following and re.match(
        rf"[^，。；]{{0,12}}?(?:自|从){T}起", item.mask.text[following[0].start : following[0].end]
    ):
        limit = following[0].end
    if another := regex(rf"(?:并)?(?:将|把)[{Q}]|收回[^，。；]{{0,30}}[{Q}]").search(item.mask.text, end):
        limit = min(limit, another.start())
    effective = until = None
    text = item.mask.text
    for found in _FROM.finditer(text, start, limit):
        name = "day" if found["day"] else "on" if found["on"] else "range" if found["range"] else "since"
        value = item.mask.at(found.start(name)).value
        if isinstance(value, tuple) and effective is None and _own_clause(item, found.start(), clause):
            effective = value[0]
            if name == "range" and value[1] != value[0]:
                until = value[1]
            end = max(end, found.end())
    for found in _UNTIL.finditer(text, start, limit):
        name = next(n for n in ("day", "valid", "end") if found[n])
        value = item.mask.at(found.start(name)).value
        if isinstance(value, tuple) and until is None and _own_clause(item, found.start(), clause):
            until = value[1]
            end = max(end, found.end())
    return effective, until, end  # type: ignore[return-value]


def _own_clause(item: ReadItem, position: int, clause: Clause) -> bool:
    """A date in a clause with another delegation or subject belongs to that one."""
    other = item.clause_at(position)
    if other.start <= clause.start or other.inherited:
        return True
    return other.subject == clause.subject


def _lapses(reading: Reading, item: ReadItem, last: Fact | None) -> Iterator[Fact]:
    """六盘水市同类委托于9月30日到期后终止: the matter is that of the delegation before."""
    for match in (*_LAPSE.finditer(item.mask.text), *_NOT_RENEWED.finditer(item.mask.text)):
        clause = item.clause_at(match.start())
        rest = match["rest"] if match.re == _LAPSE else ""
        if clause.moods - {Mood.NEGATED} or "续" in rest.replace("不再续", ""):
            continue
        day = item.mask.at(match.start("day")).value if match["day"] else None
        quoted = [m for m in item.mask.find(0, match.start(), Q) if isinstance(m.value, str)]
        matters = last["matters"] if last else (Entity(str(quoted[-1].value), EntityType.MATTER),) if quoted else None
        if matters is None:
            continue
        actors = last["actors"] if last else None
        regions = tuple(m.value for m in item.mask.find(*match.span("to"), R) if isinstance(m.value, Entity))
        if day is None and match.re == _LAPSE and not re.search("终止|失效|停止", match.group()):
            continue
        yield reading.fact(
            "delegation",
            "lapse",
            item,
            (match.start(), clause.end),
            (
                Slot("direction", "stop"),
                Slot("actors", actors, inherited=True) if actors is not None else None,
                Slot("matters", matters, inherited=True) if matters is not None else None,
                Slot("regions", regions),
                Slot("effective", day[0]) if isinstance(day, tuple) else None,
            ),
        )
