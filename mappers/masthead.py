"""Reads what a bulletin says of itself: series, year, number, publisher, day of issue, period, distribution, copies.

Mastheads stand over several lines in any order, some lines hold two things, the year may stand in the number only, and
the publisher may carry 编, 主办 or 印. What is not printed stays None.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from mappers.facts.fact import Entity, EntityType, Evidence, TimeSpan
from mappers.names.dates import Calendar
from mappers.names.mask import B, Mask, V
from mappers.names.numerals import count
from mappers.names.places import Jurisdiction, mark_regions
from mappers.names.printed_days import calendar_day, first_day, whole_months
from mappers.names.registers import Registers
from mappers.regex import regex
from mappers.text.bulletin import Distribution, Masthead
from mappers.text.source import Text
from mappers.text.structure import Structure
from mappers.text.view import View

if TYPE_CHECKING:
    from mappers.document_head import DocumentHead

__all__ = ["calendar_of", "jurisdiction_of", "read_masthead"]

#: Characters of a line of a masthead; a longer one is text.
_LONGEST_LINE = 400
_SERIES = regex(
    r"(?P<x>(?:[\u4e00-\u9fff“”（）]|\d(?!\d*[年月期第号季])){2,30}?(?:周报|月报|季报|年报|旬报|半月报|双周报|日报|简报|专报|快报|通报|动态|信息|专刊|通讯|参考|简讯|要情|快讯|摘报|导报|工作情况|汇报))(?=$|[^\u4e00-\u9fff情]|第|\d)"
)
#: The title of a single document, which can end like that of a series: 关于…的通报.
_DOCUMENT_TITLE = regex(r"关于.{2,}的?(?:通报|通告|公告|通知|决定|批复|报告|意见|函)")
_ISSUE = regex(
    r"(?:(?P<y>\d{4})年度?)?第?(?P<n>[\d〇零一二三四五六七八九十百]+)期|(?P<y2>\d{4})[〔（\[【](?P<n2>\d+)[〕）\]】]|(?P<y3>\d{4})年第(?P<n3>\d+)号"
)
_TOTAL = regex(r"(?:总|累计)(?:第)?(?P<n>\d+)期?|总期[数号][:：]?(?P<n2>\d+)")
_TO = r"(?:日)?[至到—–~～-]{1,2}"
_PERIOD = regex(
    rf"(?:(?P<y>\d{{4}})年)?(?P<m>\d{{1,2}})月(?P<d>\d{{1,2}}){_TO}(?:(?P<y2>\d{{4}})年)?(?:(?P<m2>\d{{1,2}})月)?(?P<d2>\d{{1,2}})日"
    rf"|(?:(?P<y3>\d{{4}})[年.])?(?P<m3>\d{{1,2}})\.(?P<d3>\d{{1,2}}){_TO}(?:(?P<y4>\d{{4}})\.)?(?P<m4>\d{{1,2}})\.(?P<d4>\d{{1,2}})"
)
_MONTH = regex(r"(?:(?P<y>\d{4})年)?(?P<m>\d{1,2})月(?:份)?(?!\d|.{0,2}日)")
_QUARTER = regex(r"(?:(?P<y>\d{4})年)?第?(?P<q>[一二三四1-4])季度")
_PUBLISHER = regex(
    r"(?<![0-9A-Za-z\u4e00-\u9fff])(?P<x>[\u4e00-\u9fff（）、]{4,40}?)(?:主办|编印|编发|编制|编|印发|印|办公室印)?(?=$|[^\u4e00-\u9fff])"
)
_COPIES = regex(r"印(?:制|发|数)?[:：]?(?P<n>\d+)份")
_SIGNER = regex(r"(?:签发人?|主编|责任编辑|编辑|审核|校对|审签|编审)[:：][^，。；\n]{2,8}")
_DISTRIBUTION = regex(r"(?:^|(?<=[。；\s]))(?P<kind>抄送|抄报|主送|分送|报送|主报|报|送|发)：")
_KINDS = {"抄报": "报", "主报": "报", "报送": "报", "主送": "送", "分送": "送"}
_RANK_WORDS = regex(r"(?:中心|局|委员会|委|厅|办公室|政府|处|大厅|管委会|室|科|院|办|总队|平台)$")


def read_masthead(
    text: Text,
    view: View,
    parts: Structure,
    registers: Registers,
) -> tuple[Masthead, Structure]:
    """The masthead of a text, and its parts; the signature of a single document is not part of its body."""
    reader = _Masthead(text, view, registers)
    for start, end in parts.front:
        reader.front(start, end)
    if reader.is_periodical:
        if view.cut:
            from mappers.document_head import read_page

            reader.page(read_page(view, text.content))
        reader.cover()
    else:
        from mappers.document_head import read_document_head  # most texts are periodicals, which start without it

        reader = _Masthead(text, view, registers)
        head, parts = read_document_head(view, text.content, parts)
        reader.document(head)
    for start, end in parts.back:
        reader.back(start, end)
    return reader.result(), parts


def jurisdiction_of(masthead: Masthead) -> Jurisdiction:
    """The region that the publisher speaks for."""
    return Jurisdiction(masthead.publisher.region if masthead.publisher else None)


def calendar_of(masthead: Masthead) -> Calendar:
    """What 本周, 今年 and days without a year mean in this bulletin."""
    period = masthead.period
    kind = "week"
    if period:
        days = (period.end - period.start).days + 1
        months = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month
        whole = period.start.day == 1 and (period.end.day >= 28)
        kind = (
            "week"
            if days <= 7
            else "month"
            if whole and months == 0
            else "quarter"
            if whole and months == 2
            else "range"
        )
    stated = regex(r"(?P<y>\d{4})年").search(masthead.title or "")  # a report of 2023 that came out in 2024
    year = int(stated["y"]) if stated and period is None else masthead.year
    return Calendar(year, masthead.published, period, kind)


class _Masthead:
    def __init__(self, text: Text, view: View, registers: Registers) -> None:
        self.text = text
        self.view = view
        self.registers = registers
        self.values: dict[str, object] = {}
        self.places: dict[str, Evidence] = {}
        self.distribution: list[Distribution] = []
        self.lines: list[tuple[int, str]] = []
        self.raw_period: tuple[re.Match[str], int] | None = None
        self.numbered = False

    @property
    def is_periodical(self) -> bool:
        """Whether a series title or the number of an issue (第N期) stands in the masthead."""
        return "series" in self.values or self.numbered

    def document(self, head: DocumentHead) -> None:
        """The fields of a single document."""
        self.values["form"] = "document"
        for field in ("title", "number", "publisher", "published", "period"):
            if field in head.values:
                self._take(field, head)
        published = self.values.get("published")
        if isinstance(published, date):
            self.values["year"] = published.year
            self.places["year"] = self.places["published"]

    def page(self, head: DocumentHead) -> None:
        """Publisher and day from the page around a periodical, where its masthead says nothing of them."""
        for field in ("publisher", "published"):
            if field not in self.values and field in head.values:
                self._take(field, head)

    def _take(self, field: str, head: DocumentHead) -> None:
        value = head.values[field]
        self.values[field] = self._publisher(str(value)) if field == "publisher" else value
        if field in head.place:
            self.places[field] = self.evidence(*head.place[field])
        else:
            start, end = head.page[field]
            self.places[field] = Evidence(start, end, self.text.content[start:end])

    def result(self) -> Masthead:
        return Masthead(
            distribution=tuple(self.distribution),
            evidence=self.places,
            series_slug=self._series_slug(),
            **self.values,  # type: ignore[arg-type]
        )

    def _series_slug(self) -> str:
        """The slug of the series: in the register, or made from its title and its publisher."""
        title, publisher = str(self.values.get("series", "")), self.values.get("publisher")
        if not isinstance(publisher, Entity):
            return self.registers.series_slug(title, None, None, None)
        return self.registers.series_slug(title, publisher.ref, publisher.name, publisher.region)

    def put(self, field: str, value: object, start: int, end: int) -> None:
        if field not in self.values and value is not None:
            self.values[field] = value
            self.places[field] = self.evidence(start, end)

    def evidence(self, start: int, end: int) -> Evidence:
        first, last = self.view.original(start, end)
        return Evidence(first, last, self.text.content[first:last])

    def front(self, start: int, end: int) -> None:
        """Take what one line before the body says; what was read is blanked before names are looked for."""
        line = self.view.text[start:end]
        self.lines.append((start, line))
        if end - start > _LONGEST_LINE:
            return
        rest = _blank_all(_SIGNER, line)
        for total in _TOTAL.finditer(rest):
            self.put("total_issue", int(total["n"] or total["n2"]), start + total.start(), start + total.end())
        rest = _blank_all(_TOTAL, rest)
        if issue := _ISSUE.search(rest):
            place = (start + issue.start(), start + issue.end())
            self.put("issue", count(issue["n"] or issue["n2"] or issue["n3"]), *place)
            self.numbered |= bool(issue["n"])
            year = issue["y"] or issue["y2"] or issue["y3"]
            self.put("year", int(year) if year else None, *place)
            rest = _blank(rest, issue)
        if period := _PERIOD.search(rest):
            self.raw_period = self.raw_period or (period, start)
            rest = _blank(rest, period)
        else:
            rest = self._day(start, rest)
        self._names(start, rest)

    def _day(self, start: int, line: str) -> str:
        found = first_day(line)
        if found is None:
            return line
        self.put("published", found.day, start + found.start, start + found.end)
        return line[: found.start] + "\0" * (found.end - found.start) + line[found.end :]

    def _names(self, start: int, line: str) -> None:
        if (title := _SERIES.search(line)) and not _DOCUMENT_TITLE.search(line):
            self.put("series", title["x"], start + title.start("x"), start + title.end("x"))
            line = line[: title.start("x")] + "\0" * len(title["x"]) + line[title.end("x") :]
        for match in _PUBLISHER.finditer(line):
            name = match["x"].strip("（）、")
            at = start + match.start("x") + match["x"].index(name)
            if _RANK_WORDS.search(name) and len(name) >= 4:
                self.put("publisher", self._publisher(name), at, at + len(name))
                return

    def _publisher(self, name: str) -> Entity:
        mask = Mask(name, 0, len(name))
        mark_regions(mask, Jurisdiction(None), self.registers)
        region = next((m.value for m in mask.find(0, len(mask.text))), None)
        code = region.region if isinstance(region, Entity) else None
        known = self.registers.body_named(name, code) or self.registers.body_named(name, None)
        if known:
            kind = EntityType.DIVISION if known.type == "division" else EntityType.BODY
            return Entity(name, kind, known.slug, known.name, None, known.region)
        from mappers.names.bodies import mark_bodies

        mark_bodies(mask, Jurisdiction(code), self.registers)
        found = [m.value for m in mask.find(0, len(mask.text), B + V)]
        if len(found) == 1 and isinstance(found[0], Entity) and len(mask.text) == 1:
            return found[0]
        return Entity(name, EntityType.BODY, None, name, None, code)

    def cover(self) -> None:
        """Year and period, when all lines are known."""
        published = self.values.get("published")
        issued = published if isinstance(published, date) else None
        if self.raw_period:
            match, start = self.raw_period
            self.put("period", self._span(match, issued), start + match.start(), start + match.end())
        if "year" not in self.values:
            period = self.values.get("period")
            base = issued or (period.end if isinstance(period, TimeSpan) else None)
            if base and issued:
                self.values["year"], self.places["year"] = issued.year, self.places["published"]
        if "period" not in self.values:
            self._from_titles(issued)

    def _place(self, field: str) -> tuple[int, int]:
        evidence = self.places[field]
        places = self.view.places
        start = next(i for i, p in enumerate(places) if p >= evidence.start)
        end = next((i for i, p in enumerate(places) if p >= evidence.end), len(places))
        return start, end

    def _span(self, match: re.Match[str], issued: date | None) -> TimeSpan | None:
        g = match.groupdict()
        year = g["y"] or g["y3"]
        base = int(year) if year else int(str(self.values.get("year") or (issued.year if issued else 0)))
        if not base:
            return None
        m1, d1 = int(g["m"] or g["m3"]), int(g["d"] or g["d3"])
        m2, d2 = int(g["m2"] or g["m4"] or m1), int(g["d2"] or g["d4"])
        later = g["y2"] or g["y4"]
        start = calendar_day(base, m1, d1)
        end = calendar_day(int(later or base), m2, d2)
        if start and end and end < start:
            if later or m1 <= m2:
                return None  # misprinted: only December and January lie on both sides of New Year
            # across New Year: the year of the issue is that of the end, unless the issue came out before
            back = issued is None or issued >= end
            start = calendar_day(start.year - 1, m1, d1) if back else start
            end = end if back else calendar_day(end.year + 1, m2, d2)
        if start and end and issued and not year and start > issued:
            start, end = calendar_day(base - 1, m1, d1), calendar_day(end.year - 1, m2, d2)
        return TimeSpan(start, end) if start and end and start <= end else None

    def _from_titles(self, issued: date | None) -> None:
        """The month or quarter of a monthly or quarterly: its number, or the one that its first heading names."""
        series = str(self.values.get("series") or "")
        year, number = self.values.get("year"), self.values.get("issue")
        body = self.view.text
        front_end = max((s + len(t) for s, t in self.lines), default=0)
        for start, line in [*self.lines, (front_end, body[front_end : front_end + 160])]:
            for pattern in (_QUARTER, _MONTH):
                for match in pattern.finditer(line):
                    span = self._month_or_quarter(match, pattern is _QUARTER, issued, year)
                    if span:
                        self.put("period", span, start + match.start(), start + match.end())
                        return
        if "月报" in series and isinstance(year, int) and isinstance(number, int) and 1 <= number <= 12:
            self.put("period", whole_months(year, number, number), *self._place("issue"))

    def _month_or_quarter(
        self, match: re.Match[str], quarter: bool, issued: date | None, year: object
    ) -> TimeSpan | None:
        base = int(match["y"]) if match["y"] else year if isinstance(year, int) else None
        if base is None:
            return None
        if quarter:
            number = "一二三四".find(match["q"]) + 1 or int(match["q"])
            first, last = number * 3 - 2, number * 3
        else:
            first = last = int(match["m"])
        span = whole_months(base, first, last)
        if span and issued and span.start > issued and not match["y"]:
            return whole_months(base - 1, first, last)
        return span if span and (issued is None or (issued - span.end).days < 200) else None

    def back(self, start: int, end: int) -> None:
        line = self.view.text[start:end]
        if match := _COPIES.search(line):
            self.put("copies", int(match["n"]), start + match.start(), start + match.end())
        heads = list(_DISTRIBUTION.finditer(line)) if _DISTRIBUTION.match(line) else []
        for n, head in enumerate(heads):
            stop = heads[n + 1].start() if n + 1 < len(heads) else len(line)
            kind = _KINDS.get(head["kind"], head["kind"])
            names = re.split(r"。|（?共?印", line[head.end() : stop])[0]
            to = tuple(Entity(name, EntityType.GROUP) for name in _receivers(names))
            if to:
                evidence = self.evidence(start + head.start(), start + len(line[:stop].rstrip()))
                self.distribution.append(Distribution(kind, to, evidence))


def _blank(line: str, match: re.Match[str]) -> str:
    """The line with a match made unreadable, at the same length."""
    return line[: match.start()] + "\0" * len(match.group()) + line[match.end() :]


def _blank_all(pattern: re.Pattern[str], line: str) -> str:
    return pattern.sub(lambda m: "\0" * len(m.group()), line)


def _receivers(names: str) -> list[str]:
    """Receivers of one line: ， and ； always separate; 、 does unless one tail serves both names (市委、市政府领导)."""
    out: list[str] = []
    for group in re.split(r"[，；]", names):
        parts = re.split(r"、(?![^（]*）)", group)
        tail = re.search(r"(?:领导|行政审批局|政务服务管理机构|主管部门|窗口|办公厅|办公室|局|中心)$", parts[-1])
        shared = (
            len(parts) > 1
            and tail
            and not any(
                re.search(r"(?:领导|处|室|局|中心|部门|窗口|机构|单位|）|处室|院|会|委员|办|组)$", p)
                for p in parts[:-1]
            )
        )
        out += [group] if shared else parts
    return [name for name in (re.sub(r"\s", "", n) for n in out) if name]
