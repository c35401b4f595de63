"""Whole days as heads and signatures print them: 2024年6月5日, 2024-06-05, 二〇二四年六月五日; and days of the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from mappers.facts.fact import TimeSpan
from mappers.names.numerals import count
from mappers.regex import regex

__all__ = ["DAY_PATTERN", "PrintedDay", "calendar_day", "first_day", "whole_months"]

#: A day in digits, without named groups, to be part of other patterns.
DAY_PATTERN = r"\d{4}(?:年\d{1,2}月\d{1,2}日?|[-./]\d{1,2}[-./]\d{1,2})"
_DAY = regex(
    r"(?P<y>\d{4})(?:年(?P<m>\d{1,2})月(?P<d>\d{1,2})日?|[-./](?P<m2>\d{1,2})[-./](?P<d2>\d{1,2}))"
    r"|(?P<hy>[二〇零○一三四五六七八九]{4})年(?P<hm>[一二三四五六七八九十]{1,2})月(?P<hd>[一二三四五六七八九十]{1,3})日"
)


@dataclass(frozen=True, slots=True)
class PrintedDay:
    """A printed day and its offsets; `day` is None where there is no such day in the calendar."""

    day: date | None
    start: int
    end: int


def first_day(text: str) -> PrintedDay | None:
    """The first day that a text prints, None where it prints none.

    >>> first_day("自贡市2024年6月5日印发").day, first_day("二〇二四年六月三十一日").day
    (datetime.date(2024, 6, 5), None)
    """
    found = _DAY.search(text)
    if found is None:
        return None
    if found["hy"]:
        year = int("".join(str("〇一二三四五六七八九".find("〇" if c in "零○" else c)) for c in found["hy"]))
        day = calendar_day(year, int(count(found["hm"]) or 0), int(count(found["hd"]) or 0))
    else:
        day = calendar_day(int(found["y"]), int(found["m"] or found["m2"]), int(found["d"] or found["d2"]))
    return PrintedDay(day, found.start(), found.end())


def calendar_day(year: int, month: int, day: int) -> date | None:
    """The day, None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def whole_months(year: int, first: int, last: int) -> TimeSpan | None:
    """From the first day of a month to the last of another in the same year, None where one is no month.

    >>> whole_months(2024, 1, 2).end
    datetime.date(2024, 2, 29)
    """
    start = calendar_day(year, first, 1)
    following = calendar_day(year + last // 12, last % 12 + 1, 1) if 1 <= last <= 12 else None
    return TimeSpan(start, following - timedelta(1)) if start and following and start < following else None
