"""What a figure was counted over: the last time word before it, within its item; titles give the default.

A day or a spelled-out range stands for itself, 截至 for "up to", 自…以来 for a range that runs on to the end of what the
bulletin covers. 累计 without a time word of its own after 本周 or a month is counted over what nobody says: no period.
"""

from __future__ import annotations

import re
from datetime import date

from mappers.clauses.reading import Reading, ReadItem
from mappers.facts.fact import Period
from mappers.figures.marks import behind
from mappers.figures.quantities import QuantityLine
from mappers.names.dates import Calendar, mark_dates
from mappers.names.mask import Mask, T, U
from mappers.names.numerals import NUMERAL, count
from mappers.regex import regex

__all__ = ["Counted", "period_in", "period_of_title", "periods"]

#: A period, whether a time word gave it, and the place of that word in the line.
Counted = tuple[Period | None, bool, int]

_TIME = regex(
    rf"(?P<upto>截至|截止|截止到|截至到)?(?P<since>自)?(?P<at>[{T}{U}])(?P<late>底|末)?(?P<on>起?以来|至今|起至今|起(?=，|至今))?"
    r"(?:，?(?P<year>(?:今年|本年度?|年内|全年)(?:以来)?)(?=.{0,12}累计|已))?"
)
_THIS_YEAR = regex(r"(?P<year>今年|本年度?|年内|全年)(?:以来)?(?:，)?(?=[^，。；]{0,12}(?:累计|共))")
_FIRST_MONTHS = regex(rf"今年[前头]({NUMERAL})个月")
_COMPARED = regex(r"[较比与于]$|相较$|对比$")
_CUMULATIVE = regex(r"累计|总计")


def periods(reading: Reading, read: ReadItem, line: QuantityLine) -> dict[int, Counted]:
    """For each quantity of a line what it is counted over, as (period, said, place)."""
    times = reading.setting.times
    default = period_of_title(reading, read) or times.this()
    words = _time_words(read, line, times)
    out: dict[int, Counted] = {}
    for at in line.quantities:
        before = [w for w in words if w[0] < at]
        if not before:
            loose = _CUMULATIVE.search(line.text, behind(line.text, "。；", at), at)
            out[at] = (None if loose else default, False, -1)
            continue
        place, end, period = before[-1]
        out[at] = (None if _lost(line.text, end, at, period) else period, True, place)
    return out


def _lost(text: str, end: int, at: int, period: Period) -> bool:
    """Whether 累计 begins a count of its own, after a week or a month whose figures were given already."""
    between = text[end:at]
    found = list(_CUMULATIVE.finditer(between))
    if not found or period.kind not in ("week", "month"):
        return False
    return any(mark in between[: found[-1].start()].lstrip("，") for mark in "，；。")


def _time_words(read: ReadItem, line: QuantityLine, times: Calendar) -> list[tuple[int, int, Period]]:
    out = []
    for match in _TIME.finditer(line.text):
        if _COMPARED.search(line.text[: match.start()][-2:]):
            continue
        period = _period(read, line, match, times)
        if period:
            out.append((match.start(), match.end(), period))
    for match in _THIS_YEAR.finditer(line.text):
        period = times.year_to_date()
        if period and not any(a <= match.start() < b for a, b, _ in out):
            out.append((match.start(), match.end(), period))
    for match in _FIRST_MONTHS.finditer(line.text):
        months = count(match[1])
        first, last = times.month(1), times.month(months) if months and months <= 12 else None
        if first and last:
            out.append((match.start(), match.end(), Period("range", first.start, last.end)))
    return sorted(out, key=lambda word: word[0])


def _period(read: ReadItem, line: QuantityLine, match: re.Match[str], times: Calendar) -> Period | None:
    value = read.mask.at(line.places[match.start("at")]).value
    if isinstance(value, Period):
        first, last, kind = value.start, value.end, value.kind
    elif isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], date) and isinstance(value[1], date):
        first, last, kind = value[0], value[1], "range"
    else:
        return None
    if match["year"] and last:
        return Period("year_to_date", date(last.year, 1, 1), last)
    if match["upto"]:
        return times.as_of(last)
    if match["on"] and kind != "year_to_date" and (match["on"] != "起" or match["since"]):
        return Period("range", first, times.end) if first and times.end and first <= times.end else None
    return Period(kind, first, last)


def period_of_title(reading: Reading, read: ReadItem) -> Period | None:
    """The period that the title of the section names, None when it names none."""
    section = read.section
    if section is None:
        return None
    return period_in(reading, *section.heading)


def period_in(reading: Reading, start: int, end: int) -> Period | None:
    """The first period or range of days in a piece of the view; 2023年度 is the whole year."""
    mask = Mask(reading.bulletin.view.text, start, end)
    mark_dates(mask, reading.setting.times)
    for mention in mask.find(0, len(mask.text)):
        if isinstance(mention.value, Period):
            return mention.value
        if isinstance(mention.value, tuple):
            first, last = mention.value
            if isinstance(first, date) and isinstance(last, date):
                return Period("range", first, last)
    if year := re.search(r"(\d{4})年(?:度|全年)", reading.bulletin.view.text[start:end]):
        return Period("year", date(int(year[1]), 1, 1), date(int(year[1]), 12, 31))
    return None
