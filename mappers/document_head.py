"""What a single document says of itself: title, number, publisher, day, the time that it reports on.

A document has no series title and no issue number. Its publisher stands in the signature, in the title (X局关于…的通告), or
behind 来源 of the page, never among the addressees; its day in the signature or under the title, else on the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from mappers.facts.fact import TimeSpan
from mappers.names.printed_days import DAY_PATTERN, calendar_day, first_day, whole_months
from mappers.regex import regex
from mappers.text.structure import Structure
from mappers.text.view import View

__all__ = ["BODY_NAME", "DocumentHead", "day_in", "read_document_head", "read_page", "span_of_title"]

#: How the name of a public body ends.
BODY_NAME = regex(
    r"(?:中心|局|委员会|委|厅|办公室|政府|处|大厅|管委会|室|科|院|办|总队|支队|平台|公司|协会|联合会|总工会|新闻网|政府网|门户网)$"
)
_NUMBER = regex(
    r"[\u4e00-\u9fffA-Za-z]{1,12}〔\d{4}〕\d+号|(?:\d{4}年)?第\d+号(?:令|公告|通告)?|[\u4e00-\u9fff]{2,8}\[\d{4}\]\d+号"
)
_ABOUT = regex(r"^(?P<who>[\u4e00-\u9fff（）、]{2,40}?)\s?关于")
_NUMBERED_TITLE = regex(r"^(?P<who>[\u4e00-\u9fff]{2,30})(?:公告|通告|令)[（(](?P<number>(?:\d{4}年)?第\d+号)[）)]$")
#: A shorter line above the body is a title only when there is no longer one.
_TITLE_LENGTH = 8
_ADDRESS = regex(r"[：:]$")
_BRACKETS = regex(r"^[（(].*[）)]$")
_ONE_LINE = regex(
    r"^(?P<title>[^。；]{6,70}?(?:通知|公告|通告|决定|通报|批复|意见|令|函|报告))(?P<number>[\u4e00-\u9fffA-Z]{2,10}〔\d{4}〕\d+号)"
)

_PAGE_SOURCE = regex(
    r"(?:(?P<body>发\s?[布文]\s?机\s?构)|(?P<source>(?:信息|文章|稿件)?来源(?:单位)?))\s*[：:][\s|]*(?P<x>[\u4e00-\u9fff（）0-9]{2,40})"
)
_SIGNED = regex(rf"(?P<who>[\u4e00-\u9fff（）]{{4,40}})\s*(?P<day>{DAY_PATTERN})")
_ACCOUNT = regex(r"(?P<x>[\u4e00-\u9fff]{4,30}?)官方(?:微信|微博|账号|网站)")
_PAGE_NUMBER = regex(r"文\s?号\s*[：:][\s|]*(?P<x>[\u4e00-\u9fffA-Z]{1,10}〔\d{4}〕\d+号)")
_PAGE_DAY = regex(rf"(?:(?P<field>[\u4e00-\u9fff](?:\s?[\u4e00-\u9fff]){{1,7}})\s*[：:][\s|]*)?(?P<day>{DAY_PATTERN})")
#: What a page calls its days, the day of issue first; a day under None or another name is none of issue.
_DAY_FIELDS: dict[str, int | None] = {
    "发布时间": 0,
    "发布日期": 1,
    "公开日期": 2,
    "发文日期": 3,
    "撰写时间": 4,
    "时间": 5,
    "": 6,
    "公文生成日期": 7,
    "生成日期": 8,
    "成文日期": 9,
    "生效日期": None,
    "生效时间": None,
    "废止日期": None,
    "废止时间": None,
    "截止日期": None,
    "截止时间": None,
    "报名时间": None,
    "会议时间": None,
}
_MONTHS = regex(r"(?:(?P<y>\d{4})年)?(?P<a>\d{1,2})(?:月份?)?[-—–~～至到](?P<b>\d{1,2})月(?!\d|\d?日)")
_MONTH = regex(r"(?:(?P<y>\d{4})年)?(?<!\d)(?P<a>\d{1,2})月份?(?!\d{1,2}日|[-—–~～至到])")
_QUARTER = regex(r"(?:(?P<y>\d{4})年)?(?:第)?(?P<q>[一二三四1-4])季度")
_HALF = regex(r"(?:(?P<y>\d{4})年)?(?P<h>[上下])半年")
_YEAR = regex(r"(?P<y>\d{4})年(?:度|全年)")
_DAYS = regex(r"(?:(?P<y>\d{4})年)?(?P<a>\d{1,2})月(?P<b>\d{1,2})日[-—–~～至到](?:(?P<c>\d{1,2})月)?(?P<d>\d{1,2})日")
#: A title that reports on the time it names; others name the time of what is to be done.
_REPORTS = regex(r"情况|通报|统计|数据|分析|总结|月报|季报|年报|周报|简报|运行|结果|排名|报告")
#: What passes on or explains the document of another body names that one first.
_PASSES_ON = regex(r"转发|批转|印发|解读|转")


@dataclass(frozen=True, slots=True)
class DocumentHead:
    """Fields of a single document, each with its view offsets or, for what the page says, its original offsets.

    place  view offsets of each field by name; page  original offsets of those that the page says
    """

    values: dict[str, object]
    place: dict[str, tuple[int, int]]
    page: dict[str, tuple[int, int]]


def read_document_head(view: View, content: str, parts: Structure) -> tuple[DocumentHead, Structure]:
    """The head of a single document, and its parts without the signature."""
    reader = _Reader(view, content)
    reader.front(parts.front)
    kept = reader.signature(parts)
    if "title" not in reader.values:
        reader.one_line(parts)
    reader.page()
    reader.period(parts)
    return DocumentHead(reader.values, reader.place, reader.page_place), kept


class _Reader:
    def __init__(self, view: View, content: str) -> None:
        self.view = view
        self.content = content
        self.values: dict[str, object] = {}
        self.place: dict[str, tuple[int, int]] = {}
        self.page_place: dict[str, tuple[int, int]] = {}

    def put(self, field: str, value: object, start: int, end: int) -> None:
        if field not in self.values and value:
            self.values[field] = value
            self.place[field] = (start, end)

    def front(self, front: tuple[tuple[int, int], ...]) -> None:
        """Title, number and day from the lines above the body."""
        lines: list[tuple[int, int]] = []
        for start, end in front:
            text = self.view.text[start:end].strip()
            if _NUMBER.fullmatch(text):
                self.put("number", text, start, end)
            elif _is_day(text):
                self.put("published", day_in(text), start, end)
            elif _ADDRESS.search(text):
                break
            elif _BRACKETS.match(text):
                self.put("bracketed", text, start, end)
            elif text and not re.search(r"[。；]", text):
                lines.append((start, end))
        title = self._title(lines)
        if title:
            words = re.sub(r"\s", "", "".join(self.view.text[start:end] for start, end in title))
            self.put("title", words, title[0][0], title[-1][1])
            if found := _NUMBERED_TITLE.match(words):
                self.put("number", found["number"], title[0][0], title[-1][1])
            if (found := found or _ABOUT.match(words)) and _is_issuer(found["who"]):
                self.put("issuer", found["who"], title[0][0], title[-1][1])

    def _title(self, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """The first run of lines that stand right below each other; a body's name alone is the head of a page."""
        runs: list[list[tuple[int, int]]] = []
        titles: list[list[tuple[int, int]]] = []
        for span in lines:
            if runs and self._below(runs[-1][-1], span):
                runs[-1].append(span)
            else:
                runs.append([span])
        for run in runs:
            first = self.view.text[run[0][0] : run[0][1]]
            rest = self.view.text[run[1][0] : run[1][1]] if len(run) > 1 else ""
            site = _is_body(first.strip()) and not rest.startswith("关于")
            if site:
                self.put("site", re.sub(r"\s", "", first), *run[0])
            if named := run[1:] if site else run:
                titles.append(self._once(named))
        return next(
            (run for run in titles if sum(end - start for start, end in run) >= _TITLE_LENGTH), (titles or [[]])[0]
        )

    def _once(self, run: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """A title that a page prints whole and then again over several lines counts once."""
        texts = [re.sub(r"\s", "", self.view.text[start:end]) for start, end in run]
        return run[:1] if len(run) > 1 and texts[0] == "".join(texts[1:]) else run

    def _below(self, above: tuple[int, int], below: tuple[int, int]) -> bool:
        end, start = self.view.original(*above)[1], self.view.original(*below)[0]
        return self.content.count("\n", end, start) == 1 and not any(end <= cut[0] < start for cut in self.view.cut)

    def signature(self, parts: Structure) -> Structure:
        """Publisher and day below the body or before its annexes; the items that hold nothing else are taken out."""
        items = list(parts.items)
        texts = [self.view.text[item.start : item.end].strip() for item in items]
        plain = [i for i, text in enumerate(texts) if not _BRACKETS.match(text)]  # （代章） may stand between them
        pairs = [both for both in pairwise(plain) if _is_body(texts[both[0]]) and _is_day(texts[both[1]])]
        before = [both for both in pairs if not items[both[0]].section.startswith("att")]
        # a list of annexes may stand above the signature, the signatures of annexes stand below it
        pair = before[-1] if before else pairs[0] if pairs else None
        taken: set[int] = set()
        if pair is not None:
            body, day = pair
            self._signed("publisher", texts[body], items[body].start, items[body].end)
            self._signed("published", day_in(texts[day]), items[day].start, items[day].end)
            taken = {*range(body, day + 1)}
        for index in reversed(range(max(0, len(items) - 6), len(items))) if pair is None else ():
            start, end, text = items[index].start, items[index].end, texts[index]
            if signed := _SIGNED.fullmatch(text):
                self._signed("publisher", signed["who"], start, start + signed.end("who"))
                self._signed("published", day_in(signed["day"]), start + signed.start("day"), end)
            elif _is_day(text):
                self._signed("published", day_in(text), start, end)
            elif _is_body(text):
                self._signed("publisher", text, start, end)
            elif _BRACKETS.match(text):
                continue
            else:
                break
            taken.add(index)
        if not taken:
            return parts
        back = tuple((items[i].start, items[i].end) for i in sorted(taken))
        kept = tuple(item for i, item in enumerate(items) if i not in taken)
        return replace(parts, items=kept, back=(*parts.back, *back))

    def _signed(self, field: str, value: object, start: int, end: int) -> None:
        if value:
            self.values[field], self.place[field] = value, (start, end)

    def one_line(self, parts: Structure) -> None:
        """Title and number at the beginning of a page whose line breaks are lost."""
        if parts.items and (found := _ONE_LINE.match(self.view.text[parts.items[0].start : parts.items[0].end])):
            start = parts.items[0].start
            title = re.sub(r"\s", "", found["title"])
            self.put("title", title, start, start + found.end("title"))
            self.put("number", found["number"], start + found.start("number"), start + found.end("number"))
            if (about := _ABOUT.match(title)) and _is_issuer(about["who"]):
                self.put("issuer", about["who"], start, start + found.end("title"))
                text = self.view.text[start : parts.items[0].end]
                if signed := re.search(rf"{re.escape(about['who'])}\s*(?P<day>{DAY_PATTERN})", text):
                    self._signed("published", day_in(signed["day"]), start + signed.start("day"), start + signed.end())

    def page(self) -> None:
        """Publisher and day as the page around the text says them, where the text does not."""
        sources: list[tuple[bool, str, int, int]] = []
        days: list[tuple[int, date, int, int]] = []
        for start, end in self.view.cut:
            line = self.content[start:end]
            for found in _PAGE_SOURCE.finditer(line):
                sources.append((bool(found["body"]), found["x"], start + found.start("x"), start + found.end("x")))
            for found in _ACCOUNT.finditer(line):
                sources.append((False, found["x"], start + found.start("x"), start + found.end("x")))
            if (number := _PAGE_NUMBER.search(line)) and "number" not in self.values:
                self.values["number"] = number["x"]
                self.page_place["number"] = (start + number.start("x"), start + number.end("x"))
            for found in _PAGE_DAY.finditer(line):
                printed = re.sub(r"\s", "", found["field"] or "")
                field = max((name for name in _DAY_FIELDS if name and printed.endswith(name)), key=len, default=printed)
                rank = _DAY_FIELDS.get(field)
                if rank is not None and (day := day_in(found["day"])):
                    days.append((rank, day, start + found.start("day"), start + found.end("day")))
        if "publisher" not in self.values and "issuer" in self.values:
            self.put("publisher", self.values["issuer"], *self.place["issuer"])
        named = [source for source in sources if BODY_NAME.search(source[1]) and len(source[1]) >= 4]
        if "publisher" not in self.values and named:
            _, name, start, end = named[0]
            self.values["publisher"], self.page_place["publisher"] = name, (start, end)
        if "publisher" not in self.values and "site" in self.values and sources:
            self.put("publisher", self.values["site"], *self.place["site"])
        if "published" not in self.values and days:
            _, day, start, end = min(days, key=lambda found: found[0])
            self.values["published"], self.page_place["published"] = day, (start, end)

    def period(self, parts: Structure) -> None:
        """The time that title, bracket or lead say it reports on."""
        published = self.values.get("published")
        base = published if isinstance(published, date) else None
        for field in ("title", "bracketed"):
            words = str(self.values.get(field, ""))
            if field == "title" and not _REPORTS.search(words):
                continue
            if (span := span_of_title(words, base)) and (base is None or span.start <= base):
                self.put("period", span, *self.place[field])
                return
        if parts.items:
            start = parts.items[0].start
            lead = re.match(r"\s*[^，,。]{1,16}[，,]", self.view.text[start : start + 24])
            if lead and (span := span_of_title(lead.group(), base)) and (base is None or span.start <= base):
                self.put("period", span, start, start + lead.end())


def read_page(view: View, content: str) -> DocumentHead:
    """Publisher and day as the page around a text says them."""
    reader = _Reader(view, content)
    reader.page()
    return DocumentHead(reader.values, reader.place, reader.page_place)


def span_of_title(words: str, published: date | None) -> TimeSpan | None:
    """The months, quarter, half or year that a title names; without a year the last one before the day of issue."""
    readers: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], int], TimeSpan | None]], ...] = (
        (_DAYS, _days),
        (_MONTHS, lambda m, year: whole_months(year, int(m["a"]), int(m["b"]))),
        (_QUARTER, lambda m, year: _quarter(m["q"], year)),
        (_HALF, lambda m, year: whole_months(year, 1, 6) if m["h"] == "上" else whole_months(year, 7, 12)),
        (_MONTH, lambda m, year: whole_months(year, int(m["a"]), int(m["a"]))),
        (_YEAR, lambda m, year: whole_months(year, 1, 12)),
    )
    for pattern, span_in in readers:
        found = pattern.search(words)
        if not found:
            continue
        stated = found.groupdict().get("y")
        year = int(stated) if stated else published.year if published else None
        span = None if year is None else span_in(found, year)
        if span and not stated and published and span.start > published:
            span = span_in(found, span.start.year - 1)
        return span
    return None


def _days(match: re.Match[str], year: int) -> TimeSpan | None:
    start = calendar_day(year, int(match["a"]), int(match["b"]))
    end = calendar_day(year, int(match["c"] or match["a"]), int(match["d"]))
    return TimeSpan(start, end) if start and end and start <= end else None


def _quarter(words: str, year: int) -> TimeSpan | None:
    number = "一二三四".find(words) + 1 or int(words)
    return whole_months(year, number * 3 - 2, number * 3)


def _is_body(text: str) -> bool:
    return bool(re.fullmatch(r"[\u4e00-\u9fff（）“”]{4,40}", text) and BODY_NAME.search(text))


def _is_issuer(text: str) -> bool:
    """Whether what stands before 关于 is a body that speaks for itself."""
    return bool(BODY_NAME.search(text)) and not _PASSES_ON.search(text)


def _is_day(text: str) -> bool:
    found = first_day(text)
    return found is not None and (found.start, found.end) == (0, len(text))


def day_in(text: str) -> date | None:
    """The first day in a text; None where there is none or it does not exist."""
    found = first_day(text)
    return found.day if found else None
