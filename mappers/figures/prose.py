"""Walks an item from quantity to quantity and says what each one is: a figure, its growth, a part of a whole.

The state that a reader keeps in mind is kept here: whose figures these are, what is being listed (“受理量居前三位的是”),
which figure was the last (a growth belongs to it), and whether 其中 has begun the parts of a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from mappers.clauses.reading import Reading, ReadItem
from mappers.facts.fact import Entity
from mappers.figures.eligibility import about_figures, of_topics, stated, unread
from mappers.figures.figure import FigureReading, Split
from mappers.figures.growth import GrowthReader
from mappers.figures.marks import behind, phrase_start, segment_start
from mappers.figures.parts import PartsReader
from mappers.figures.periods import periods
from mappers.figures.phrases import base_name, growth_of, measure_of, plain_measure, refused
from mappers.figures.quantities import K, QuantityLine, line_of
from mappers.figures.scopes import NAMED, OPEN_NAME, Scope, carry, nearby, scope_of, scope_of_title, strip_head
from mappers.figures.sentence_match import SentenceMatch
from mappers.figures.sentences import patterns
from mappers.regex import regex

__all__ = ["read_prose_items"]

_LIST_HEAD = regex(
    rf"(?P<measure>[^，。；、：{NAMED}]{{1,14}}?)(?:(?:位?居|位列|排名|排|列)?(?:全[国省市县区州])?(?:前.{{1,4}}?|靠前)|较.{{1,2}}?|最.{{1,2}}?)?(?:的)?(?:[县市区部门窗口单位地州（）、]{{0,8}})?"
    rf"(?:分别是|分别为|依次是|依次为|依次|分别|是|为|有|的|：)：?$"
)
_NAME_ONLY = regex(
    rf"^(?:(?P<list>[^，；：]*?(?:是|为|有|：|依次|分别|[最较][多高大小少低快慢长短]的))|[^，；：]{{0,4}}[最较][多高大小少低快慢长短]的)?(?P<name>[{NAMED}]|{OPEN_NAME})(?:为|达|有|：)?$"
)
_STOCK = regex(r"进驻|入驻|设置|设有|开设|配备|共有|现有|拥有|涵盖|在册|用户|存量|粉丝|已开通|可办|实有")
_LISTABLE = regex(r"受理|办结|办理|办件|颁发|咨询|流转|接件|网办|退件|接听|派发|用时|率|评价|满意|接待|诉求|工单|来电")
#: Longer than any phrase that names a measure, in characters.
_LONGEST = 80
_FROM = regex(r"[由从](?:上[周月年]|上季度|去年|年初|原来|此前|之前)?(?:同期)?的?$")
_TO = regex(r"^(?:提升|提高|增长|增加|上升|下降|降低|压缩|缩短|压减|减少|降|增|升)(?:至|到|为)$")


def read_prose_items(reading: Reading) -> tuple[tuple[ReadItem, FigureReading | Split], ...]:
    """All figures and wholes with parts in the sentences of a bulletin, read once for all mappers that want them."""
    found = reading.memo.get("prose")
    if not isinstance(found, tuple):
        found = reading.memo["prose"] = tuple(_read_all(reading))
    return found


def _read_all(reading: Reading) -> Iterator[tuple[ReadItem, FigureReading | Split]]:
    title: dict[str, Scope] = {}
    counted: dict[str, FigureReading] = {}
    for read in reading.items:
        if unread(read):
            continue
        line = line_of(read)
        if not line.quantities:
            continue
        own = scope_of_title(reading, read)
        chapter = read.item.section.rpartition(".")[0] or read.item.section
        if own is not None:
            title[chapter] = own
        walk = _ProseWalk(reading, read, line, own or title.get(chapter), counted.get(read.item.section))
        for found in walk.walk():
            yield read, found
        if walk.main:
            counted[read.item.section] = walk.main


_EACH = regex(r"(?:^|[，。；：、])[^，。；：]{0,8}?(?:平均)?每(?:个|名|家|人|窗|件|户|位|一)[^，。；：]{0,16}$")


class _ProseWalk:
    """The reading of one item."""

    def __init__(
        self, reading: Reading, read: ReadItem, line: QuantityLine, title: Scope | None, main: FigureReading | None
    ) -> None:
        self.read, self.line, self.title = read, line, title
        self.text = line.text
        self.counted = periods(reading, read, line)
        head = reading.bulletin.masthead
        self.of_figures = about_figures(read, line.text, None if head.form == "periodical" else head.title)
        self.main = main  # the figure that lists without a measure of their own break down
        self._main_is_own = False
        self.scope: Scope | None = None
        self.listed: str | None = None
        self.group: list[FigureReading] = []
        self.origin: str | None = None
        self.stock = False  # the sentence says what there is, not what was done
        self.goes_on = False  # the quantity before this one was a figure
        self.parts = PartsReader(read, line, self.counted)
        self.growth = GrowthReader(read, line)
        self.out: list[FigureReading | Split] = []

    def walk(self) -> list[FigureReading | Split]:
        matched = patterns(self.read, self.line)
        before = self.line.begin
        for at in sorted(self.line.quantities):
            gap = self.text[before:at]
            if re.search(r"[。！？]", gap):
                self.group = []
                self.growth.forget()
            if re.search(r"[。；]", gap):
                self.stock = False
            if "；" in gap:
                self.group = []
            known = len(self.out)
            if not stated(self.read, self.line.quantities[at].start):
                pass
            elif at in matched:
                for one in matched[at]:
                    self._matched(one, at)
            else:
                self._one(gap, before, at)
            self.goes_on = len(self.out) > known
            before = at + 1
        self.out += self.parts.finish(self._figures())
        return self.out

    def _figures(self) -> list[FigureReading]:
        return [f for f in self.out if isinstance(f, FigureReading)]

    def _one(self, gap: str, before: int, at: int) -> None:
        start = before + phrase_start(gap)
        phrase, quantity = self.text[start:at], self.line.quantities[at]
        if not gap and self.goes_on:
            last = self._figures()[-1]
            if quantity.share and not last.quantity.share:
                self.add("share", last.scope, last.measure + "占比", at, at)  # 转派某局803件（14.4%）
            else:
                self.add(last.rule, last.scope, last.measure, at, at)  # 接待来访3批12人次
            return
        if (
            not (self.origin and _TO.match(phrase))
            and start == before > self.line.begin
            and self.text[start - 1] == K
            and re.match(r"[\u4e00-\u9fff]", phrase)
        ):
            if self.goes_on and not re.match(r"[和及]", phrase):
                return
            start = behind(self.text, "，。；：、", start, self.line.begin)
            phrase = re.sub(rf"(?<=[期月周年度])的?{K}(?=[增上提下降减缩])", "", self.text[start:at])
        if _EACH.search(gap):
            return  # 平均每个窗口受理60件 is no figure of any window
        if len(phrase) > _LONGEST or refused(gap[segment_start(gap) :], self.text[at + 1 :], quantity):
            return
        if self.parts.takes(gap, start, at, self._figures()):
            return
        growth = growth_of(phrase.lstrip("、和"), self.growth.running)
        if growth:
            figure = self.growth.read(growth, self.text[before + segment_start(gap) : start], start, at, self)
            if figure:
                self.out.append(figure)
            return
        self.growth.running = None
        if _FROM.search(phrase):
            self._origin(start, at - len(_FROM.search(phrase).group()), at)  # type: ignore[union-attr]
        elif self.origin and _TO.match(phrase):
            if not quantity.duration or self.counted[at][1]:
                self.add("range", None, self.origin, start, at)
            self.origin = None
        elif named := _NAME_ONLY.match(strip_head(phrase)[0]):
            self._listed(named, start, at)
        elif found := measure_of(phrase, quantity, of_figures=self._open(gap, start, at)):
            self._figure(found.measure, found.head, found.object, start, at)

    def _open(self, gap: str, start: int, at: int) -> bool:
        """Whether any noun may name a measure: among figures, and in a list of them (帮办代办86次、延时服务45次)."""
        goes_on = gap.startswith("、") and self.goes_on
        return (self.of_figures or goes_on) and not of_topics(self.text, start, at)

    def _figure(self, named: str, head: tuple[int, int], thing: tuple[int, int], start: int, at: int) -> None:
        measure = plain_measure(self.read, self.line, named, start, at)
        if measure in ("占比", "比例", "比重"):
            base = self.parts.last_label or self._counted_before(start)
            if not base:
                return
            measure = base + measure
        if measure in ("日均", "月均", "周均", "人均") and self.group:
            measure += self.group[-1].measure
        if _STOCK.search(self.text[start:at]) and "新增" not in self.text[start:at]:
            self.stock = True
        scope = self._scope(head, thing, start)
        share = self.line.quantities[at].share
        if scope is None and not share and self.text[behind(self.text, K, start) : start + 1].startswith("，"):
            scope = self.parts.last_label  # 工程项目72项，交易金额4.96亿元 says it of the part
        figure = self.add("share" if share else "count", scope, measure, start, at, stock=self.stock)
        self.group.append(figure)
        if not share and not self._main_is_own:
            self.main, self._main_is_own = figure, True

    def _counted_before(self, start: int) -> str | None:
        """What a lone 占比 is the share of: the count before it in the same sentence."""
        first = self.line.places[behind(self.text, "。；", start)]
        counts = [f for f in self._figures() if f.rule != "growth" and f.start >= first]
        return counts[-1].noun if counts and not counts[-1].quantity.share else None

    def _scope(self, head: tuple[int, int], thing: tuple[int, int], start: int) -> Scope | None:
        """The scope that a phrase states; it holds on for what follows. An object alone is the scope of its figure only."""
        of = scope_of(self.read, self.line, start + thing[0], start + thing[1]) if thing[1] > thing[0] else None
        if head[1] <= head[0]:
            return of
        own = scope_of(self.read, self.line, start + head[0], start + head[1])
        if of is not None and not isinstance(own, Entity):
            own = _text(own) + _text(of)
        self.scope = carry(own, self.scope)
        self.listed = None
        return self.scope

    def add(
        self, rule: str, scope: Scope | None, measure: str, start: int, at: int, *, stock: bool = False
    ) -> FigureReading:
        """A figure whose clause begins at character start, kept in the order of the text."""
        inherited = []
        if scope is None:
            scope = self.scope or nearby(self.read, self.line, at) or self.title
            inherited.append("scope")
        period, by_word, place = self.counted[at]
        if stock and not (by_word and period and (period.kind == "as_of" or rule == "built")):
            period = None
        if not start <= place < at:
            inherited.append("period")
        lead = strip_head(self.text[start:at])[1]
        first, last = self.line.masked(start + lead, at + 1)
        figure = FigureReading(
            rule,
            scope,
            measure,
            self.line.quantities[at],
            period,
            first,
            last,
            tuple(inherited),
            self.parts.label(start, at),
        )
        self.out.append(figure)
        return figure

    def _listed(self, named: re.Match[str], start: int, at: int) -> None:
        """A name with its figure: what is counted was said at the head of the list, or by the figure before it."""
        head = _LIST_HEAD.search(named["list"]) if named["list"] else None
        if self.text[start - 1 : start] == "：":
            first = behind(self.text, "，。；", start - 1, self.line.begin)
            head = head or _LIST_HEAD.search(strip_head(self.text[first:start])[0])
            found = measure_of(self.text[first : start - 1], self.line.quantities[at], of_figures=False)
            self.listed = base_name(found.measure) if found else self.listed
        if head:
            stem = strip_head(head["measure"])[0]
            counted = measure_of(stem, self.line.quantities[at], of_figures=False)
            if counted or _LISTABLE.search(stem):
                self.listed = base_name(counted.measure if counted else stem)
            elif not re.match(r"较|最|其", head["measure"]):
                return
        measure = self.listed
        unit = self.line.quantities[at].unit[-1]
        if measure is None and self.main and self.main.quantity.unit[-1] == unit and not head:
            measure = self.main.measure
        if measure is None:
            return
        self.listed = measure
        place = self.text.rindex(named["name"], start, at)
        scope = scope_of(self.read, self.line, place, place + len(named["name"]))
        self.add("listed", scope, measure, place, at)

    def _origin(self, start: int, end: int, at: int) -> None:
        """由 a 提升至 b: b is the figure, a was the state before."""
        found = measure_of(self.text[start:end], self.line.quantities[at], of_figures=self.of_figures)
        if found:
            self._scope(found.head, found.object, start)
            self.origin = plain_measure(self.read, self.line, found.measure, start, at)

    def _matched(self, matched: SentenceMatch, at: int) -> None:
        figure = self.add(matched.rule, matched.scope, matched.measure, matched.start, at, stock=matched.stock)
        if matched.rule == "each":
            self.group.append(figure)
        if matched.rule == "reached" and matched.scope is not None:
            self.scope = matched.scope
        if matched.alone:
            figure = self.out[-1] = replace(figure, scope=matched.scope)
        if matched.rule == "done":
            self.out[-1] = replace(figure, noun=re.sub(r"^(?:完成|新增)|的[^的]*$", "", matched.measure))
        self.parts.note(matched.start, at)


def _text(scope: Scope) -> str:
    return scope.text if isinstance(scope, Entity) else scope
