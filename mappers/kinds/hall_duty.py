"""Reads: leading officials who serve or are on duty in the hall (厅长进大厅, 局长进窗口, 值守, 坐班, 跟班).

某厅副厅长某某在某窗口坐班; 某局局长某某到大厅值守; 某厅巡视员某某开展“厅长进大厅”活动. Officials in one clause with one date
are one fact; hosts and escorts are not persons; 领导 without a name are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mappers.clauses.duty_windows import windows_slot
from mappers.clauses.reading import Clause, Reading, ReadItem
from mappers.clauses.roles import date_slot, persons_in
from mappers.facts.fact import Fact, Person, Slot, TimeSpan
from mappers.names.mask import AGENTS, P, Q, S, T, U, W
from mappers.regex import regex

__all__ = ["COUNTEREXAMPLES", "DUTY_SECTION", "EXAMPLES", "read"]

#: Titles of sections in which a visit of the hall is hall duty.
DUTY_SECTION = regex(
    r"(?:长|领导|负责人|干部).{0,4}(?:进|走|下|到|坐).{0,3}(?:大厅|窗口|中心)|进大厅|进窗口|坐班|值班|值守|带班|走流程|一日窗口|窗口体验|领导带头|坐堂|带头|领导干部.{0,6}窗口"
)
_DUTY = regex(
    rf"值守|坐班|带班|值班|跟班|轮值|轮班|轮岗|顶岗|坐堂|顶班|接件|接单|驻点|坐诊|接访|坐镇|一日窗口|体验.{{0,6}}(?:办件员|办事员|窗口)|(?:开展|参加|参与|担任)[{Q}](?:活动|$)|开展[^，。；]{{0,4}}(?:长|领导)(?:进大厅|进窗口|走流程|坐窗口)|当(?:了|一|起)[^，。；]{{0,8}}(?:[{Q}]|窗口人员|办事员|窗口长|体验员|代办员)|受理窗口业务"
)
_AT_HALL = regex(
    rf"(?:到|在|赴|进|深入|来到|走进|前往|至|为)[^，。；]{{0,24}}?(?:[{W}{S}]|大厅|窗口|专窗|专区|服务厅|分厅|办税区|服务区|市民中心|政务服务中心|政务中心|便民服务中心)"
)
_HALL_NAMED = regex(rf"[{Q}]|大厅|窗口|专窗")
_TO_WINDOW = regex(rf"(?:到|在)[^，。；]{{0,10}}?(?:[{W}]|窗口|专窗)")
_SURVEY = regex("调研|考察|参观|学习|督导|检查|赠|送|授|交流|培训|观摩|评|慰问|看望")
_ESCORT = regex(r"陪同$|(?:由|与|和)$")

EXAMPLES: tuple[tuple[str, list[dict[str, object]]], ...] = (
    (
        "6月4日，水利厅副厅长邓文川在水利窗口坐班。",
        [{"date": "2023-06-04", "persons": [{"name": "邓文川", "post": "副厅长", "body": "水利厅"}]}],
    ),
    (
        "省体育局局长罗晓棠到省政务服务大厅值守。",
        [{"persons": [{"name": "罗晓棠", "post": "局长", "body": "省体育局"}]}],
    ),
    (
        "民政厅一级巡视员阮青开展“厅长进大厅”活动。",
        [{"persons": [{"name": "阮青", "post": "一级巡视员", "body": "民政厅"}]}],
    ),
    (
        "司法厅副厅长孟佳、政治部主任石越在公证窗口带班。",
        [
            {
                "persons": [
                    {"name": "孟佳", "post": "副厅长", "body": "司法厅"},
                    {"name": "石越", "post": "政治部主任", "body": "司法厅"},
                ]
            }
        ],
    ),
    (
        "省医保局副局长常林、贺舟到医保窗口值守。",
        [
            {
                "persons": [
                    {"name": "常林", "post": "副局长", "body": "省医保局"},
                    {"name": "贺舟", "post": "副局长", "body": "省医保局"},
                ]
            }
        ],
    ),
    ("教育厅总督学方禾到教育窗口跟班办理业务。", [{"persons": [{"name": "方禾", "post": "总督学", "body": "教育厅"}]}]),
    ("商务厅厅长雷鸣在商务窗口担任“一日窗口长”。", [{"persons": [{"name": "雷鸣", "post": "厅长", "body": "商务厅"}]}]),
    (
        "财政厅党组成员、副厅长季云舟同志到财政窗口轮值。",
        [{"persons": [{"name": "季云舟", "post": "党组成员、副厅长", "body": "财政厅"}]}],
    ),
)
COUNTEREXAMPLES: tuple[str, ...] = (
    "水利厅领导原定6月4日坐班，因公出差顺延。",
    "各部门负责同志每月要到窗口值守一次。",
    "下周，司法厅副厅长孟佳拟到窗口坐班。",
    "民政厅领导本周未安排进厅。",
    "窗口实行首席代表带班制度。",
    "省体育局局长罗晓棠因病取消坐班。",
)


def read(reading: Reading) -> Iterator[Fact]:
    """All hall duties of a bulletin."""
    for item in reading.items:
        section = bool(DUTY_SECTION.search(item.path))
        pending: list[Clause] = []
        for clause in item.clauses:
            names = _named(item, clause)
            text = item.mask.text[clause.start : clause.end]
            if pending and "。" in item.mask.text[pending[-1].end : clause.start]:
                pending = []
            if names and clause.plain and not _serves(text, section):
                pending.append(clause)  # “甲厅副厅长某，乙局局长某到窗口值守”: the verb comes with the last one
                continue
            if not clause.plain or not _serves(text, section) or not (names or (pending and _continues(text))):
                continue
            days = list(re.finditer(rf"{P}(?P<day>{T})", text))
            if not pending and len(days) > 1:
                yield from _each_day(reading, item, clause, days)
            elif pending and {c.date for c in pending} != {clause.date}:
                for named in (*pending, clause):  # “甲9月2日，…；乙9月3日，…分别到窗口”: each on a day of its own
                    yield _fact(reading, item, [named])
            else:
                yield _fact(reading, item, [*pending, clause])
            pending = []


def _each_day(reading: Reading, item: ReadItem, clause: Clause, days: list[re.Match[str]]) -> Iterator[Fact]:
    """甲副厅长某某9月15日、乙局长某某9月17日先后到大厅值守: officials with days of their own."""
    start = clause.start
    for n, match in enumerate(days):
        end = clause.end if n + 1 == len(days) else clause.start + match.end()
        value = item.mask.at(clause.start + match.start("day")).value
        persons = persons_in(item, clause.start + match.start(), clause.start + match.start() + 1)
        day = Slot("date", TimeSpan(*value)) if isinstance(value, tuple) else None
        windows = windows_slot(reading, item, (clause.start, clause.end), persons)
        yield reading.fact("hall_duty", "duty", item, (start, end), (day, Slot("persons", persons), windows))
        start = end


def _continues(text: str) -> bool:
    return bool(re.match(r"(?:分别|先后|一同|共同|均|都|一行)?(?:来到|到|在|赴|来|开展|深入|走进)", text))


def _serves(text: str, section: bool) -> bool:
    if _DUTY.search(text):
        return bool(_AT_HALL.search(text) or _HALL_NAMED.search(text))
    if _TO_WINDOW.search(text) and not _SURVEY.search(text):
        return True
    return section and bool(_AT_HALL.search(text))


def _named(item: ReadItem, clause: Clause) -> tuple[Person, ...]:
    text = item.mask.text
    found = []
    for i in range(clause.start, clause.end):
        if text[i] != P or _ESCORT.search(text[clause.start : i].rstrip(AGENTS)):
            continue
        if re.match(r"(?:等)?(?:陪同|参加了?座谈)", text[i + 1 : clause.end]):
            continue
        found += [p for p in persons_in(item, i, i + 1) if p.post]
    return tuple(found)


def _fact(reading: Reading, item: ReadItem, clauses: list[Clause]) -> Fact:
    persons = tuple(dict.fromkeys(p for clause in clauses for p in _named(item, clause)))
    first, last = clauses[0], clauses[-1]
    start = first.start
    for clause in item.clauses:
        only_date = re.fullmatch(r"[\ue013\ue014](?:上午|下午|当天|起)?", item.mask.text[clause.start : clause.end])
        if clause.sentence == first.sentence and clause.end < first.start and only_date:
            start = clause.start
    slots = [
        date_slot(last) or _period_date(reading, item, start, last.end),
        Slot("persons", persons),
        windows_slot(reading, item, (first.start, last.end), persons),
    ]
    return reading.fact("hall_duty", "duty", item, (start, last.end), slots)


def _period_date(reading: Reading, item: ReadItem, start: int, end: int) -> Slot | None:
    """本周 dates a duty by the period that the bulletin covers."""
    this = reading.setting.times.covered
    matched = any(m.text in ("本周", "本期", "本月", "本季度") for m in item.mask.find(start, end, U))
    return Slot("date", this) if matched and this else None
