"""Days and periods, resolved against the bulletin they stand in.

A day without a year takes the year in which it lies nearest before the day of issue. 本周 and the like are the period
that the bulletin covers, not the week of its issue; 今年以来 runs from 1 January to the last day of that period.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from mappers.facts.fact import Period, TimeSpan
from mappers.names.mask import Mask, T, U
from mappers.regex import regex

__all__ = ["Calendar", "mark_dates"]

_TO = "[至到—–－~～-]{1,2}"
_YEAR = r"(?:(?P<y>\d{4}|今|去|上)年)?"
_DAY = regex(
    rf"(?=[\d同当今去上])(?:{_YEAR}(?P<m>\d{{1,2}})月(?P<d>\d{{1,2}})日?"
    rf"(?:{_TO}(?:(?:(?P<y2>\d{{4}})年)?(?P<m2>\d{{1,2}})月)?(?P<d2>\d{{1,2}})日)?(?<=日)"
    rf"|{_YEAR.replace('<y>', '<y3>')}(?P<m3>\d{{1,2}})\.(?P<d3>\d{{1,2}}){_TO}(?P<m4>\d{{1,2}})\.(?P<d4>\d{{1,2}})"
    r"|(?<![\d月年.])(?P<d5>\d{1,2})日(?:" + _TO + r"(?P<d6>\d{1,2})日)?(?!内|起|前|以)"
    r"|(?P<same>同日|当日|当天|同一天))"
)
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_PERIOD = regex(
    r"(?=[\d截到今年本去上第一二三四全前下])(?:(?P<asof>截至|截止|到)(?P<now>目前|本周末?|本月末?底?|当前|现在|今)"
    r"|(?P<ytd>今年以来|年初以来|今年至今|本年度?以来|年内累计)"
    r"|(?P<year1>\d{4})年(?:度)?(?P<since>以来)"
    r"|(?P<this>本周|本期|本月|本季度|本季|本旬|本半月)(?!度)"
    rf"|{_YEAR}(?P<m1>\d{{1,2}})月?(?:份)?{_TO}(?P<m2>\d{{1,2}})月(?:份)?(?!\d)"
    rf"|{_YEAR.replace('<y>', '<yy>')}(?P<m>\d{{1,2}})月(?:份)?(?P<third>[上中下]旬|[上下]半月)?(?![\d以])"
    rf"|{_YEAR.replace('<y>', '<yq>')}第?(?P<q>[一二三四1-4])季度"
    rf"|{_YEAR.replace('<y>', '<yh>')}(?P<half>上半年|下半年)"
    rf"|{_YEAR.replace('<y>', '<yf>')}前(?P<firstq>[一二三])季度|{_YEAR.replace('<y>', '<yt>')}全年(?=[^按年]))"
)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The time that a bulletin speaks from.

    year     the year of the issue
    issued   its day of issue
    covered  the days that it covers
    kind     what 本周/本月/本季度 is here: week, month, quarter, range
    """

    year: int | None
    issued: date | None
    covered: TimeSpan | None
    kind: str = "week"

    def day(self, month: int, day: int, year: int | None = None) -> date | None:
        """A printed day; without a year the one that does not lie far after the day of issue."""
        base = year or self.year or (self.issued.year if self.issued else None)
        if base is None:
            return None
        try:
            found = date(base, month, day)
            limit = self.issued or (self.covered.end if self.covered else None)
            if year is None and limit and found > limit + timedelta(days=200):
                found = date(base - 1, month, day)
        except ValueError:
            return None
        return found

    def month(self, month: int, year: int | None = None) -> TimeSpan | None:
        """A whole month."""
        first = self.day(month, 1, year)
        if first is None:
            return None
        return TimeSpan(first, date(first.year, month, calendar.monthrange(first.year, month)[1]))

    def quarter(self, number: int, year: int | None = None) -> TimeSpan | None:
        """A whole quarter."""
        first, last = self.month(number * 3 - 2, year), self.month(number * 3, year)
        return TimeSpan(first.start, last.end) if first and last else None

    @property
    def end(self) -> date | None:
        """The day up to which cumulative figures run."""
        return self.covered.end if self.covered else self.issued

    def this(self) -> Period | None:
        """The period that the bulletin covers."""
        return Period(self.kind, self.covered.start, self.covered.end) if self.covered else None

    def year_to_date(self) -> Period | None:
        """1 January to the last day of the period."""
        return Period("year_to_date", date(self.end.year, 1, 1), self.end) if self.end else None

    def as_of(self, day: date | None = None) -> Period | None:
        """Up to a day."""
        last = day or self.end
        return Period("as_of", None, last) if last else None


def _safe(month: date, day: int) -> date:
    """The day of a month, its last one where it has fewer days."""
    return month.replace(day=min(day, calendar.monthrange(month.year, month.month)[1]))


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdigit() else None


def mark_dates(mask: Mask, times: Calendar) -> None:
    """Mark days with T (value: first and last day) and periods with U (value: a Period)."""
    seen: list[date] = []

    def days(match: re.Match[str]) -> tuple[date, date] | bool:
        found = _days(match, times, seen)
        if found:
            seen[:] = [found[0]]
        return found or False

    mask.mark(_DAY, T, days)
    mask.mark(_PERIOD, U, lambda m: _period(m, times) or False, ("月", "年", "季度", "本", "前", "现在", "今"))
    # “截至”, “自…起” and “1月1日至5月28日” before and after days are read by the rules, which see the tokens


def _days(match: re.Match[str], times: Calendar, seen: list[date]) -> tuple[date, date] | None:
    g = match.groupdict()
    if g["same"]:
        return (seen[-1], seen[-1]) if seen else None
    if g["d5"]:
        base = seen[-1] if seen else (times.covered.start if times.covered else None)
        if base is None:
            return None
        if not seen and times.issued and base.replace(day=1) <= times.issued < _safe(base, int(g["d5"])):
            base = base.replace(day=1) - timedelta(days=1)  # a day after the issue belongs to the month before
        first = times.day(base.month, int(g["d5"]), base.year)
        last = times.day(base.month, int(g["d6"] or g["d5"]), base.year)
        return (first, last) if first and last and first <= last else None
    if g["m3"]:
        first = times.day(int(g["m3"]), int(g["d3"]), _number(g["y3"]))
        last = times.day(int(g["m4"]), int(g["d4"]), first.year if first else None)
        return (first, last) if first and last and first <= last else None
    year = _number(g["y"])
    if g["y"] in ("去", "上") and times.year:
        year = times.year - 1
    first = times.day(int(g["m"]), int(g["d"]), year)
    if first is None:
        return None
    if not g["d2"]:
        return first, first
    last = times.day(int(g["m2"] or g["m"]), int(g["d2"]), _number(g["y2"]) or first.year)
    if last and last < first:
        last = times.day(int(g["m2"] or g["m"]), int(g["d2"]), first.year + 1)
    return (first, last) if last and first <= last else None


def _period(match: re.Match[str], times: Calendar) -> Period | None:
    g = match.groupdict()
    year = next((g[k] for k in ("y", "yy", "yq", "yh", "yf", "yt") if g[k]), None)
    past = times.year - 1 if year in ("去", "上") and times.year else _number(year)
    if g["asof"]:
        return times.as_of()
    if g["ytd"]:
        return times.year_to_date()
    if g["since"]:
        first = date(int(g["year1"]), 1, 1)
        return Period("year_to_date", first, times.end) if times.end and times.end >= first else None
    if g["this"]:
        return times.this()
    if g["m1"]:
        first_month, last_month = times.month(int(g["m1"]), past), times.month(int(g["m2"]), past)
        if first_month and last_month and first_month.start <= last_month.end:
            return Period("range", first_month.start, last_month.end)
        return None
    if g["m"]:
        month = times.month(int(g["m"]), past)
        return _third(month, g["third"]) if month else None
    if g["q"]:
        quarter = times.quarter(_QUARTERS[g["q"]], past)
        return Period("quarter", quarter.start, quarter.end) if quarter else None
    if g["firstq"]:
        first_q, last_q = times.quarter(1, past), times.quarter(_QUARTERS[g["firstq"]], past)
        return Period("range", first_q.start, last_q.end) if first_q and last_q else None
    if g["half"]:
        first_m, last_m = (1, 6) if g["half"] == "上半年" else (7, 12)
        a, b = times.month(first_m, past), times.month(last_m, past)
        return Period("range", a.start, b.end) if a and b else None
    base = past or times.year
    return Period("year", date(base, 1, 1), date(base, 12, 31)) if base else None


def _third(month: TimeSpan, third: str | None) -> Period:
    if third is None:
        return Period("month", month.start, month.end)
    first, last = month.start, month.end
    spans = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, last.day), "上半月": (1, 15), "下半月": (16, last.day)}
    a, b = spans[third]
    return Period("range", first.replace(day=a), first.replace(day=b))
