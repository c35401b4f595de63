"""Walks an item from quantity to quantity and says what each one is: a figure, its growth, a part of a whole.

The state that a reader keeps in mind is kept here: whose figures these are, what is being listed (“受理量居前三位的是”),
which figure was the last (a growth belongs to it), and whether 其中 has begun the parts of a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from mappers.fact import Entity, Period
from mappers.figures.periods import Counted, periods
from mappers.figures.phrases import Growth, growth_of, measure_of, refused
from mappers.figures.quantities import K, Line, Quantity, line_of
from mappers.figures.scopes import NAMED, Scope, carry, scope_of, scope_of_title, strip_head
from mappers.figures.sentences import patterns
from mappers.figures.setting import about_figures, stated
from mappers.language.mask import W
from mappers.reading import Reading, ReadItem

__all__ = ["Figure", "Split", "read_prose"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a sentence; start and end are masked offsets of its clause.

    label  its words as printed, for the whole of a composition (受理申请)
    said   whether scope and period stand in the clause itself
    """

    rule: str
    scope: Scope | None
    measure: str
    quantity: Quantity
    period: Period | None
    start: int
    end: int
    label: str = ""
    inherited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Split:
    """A whole with its parts; the whole has no period when it is a size that is not counted over time."""

    rule: str
    label: str
    quantity: Quantity
    period: Period | None
    parts: tuple[tuple[str, Quantity], ...]
    start: int
    end: int


_LIST_HEAD = re.compile(
    rf"(?P<measure>[^，。；、{K}{NAMED}]{{1,14}}?)(?:[居位排列]+(?:名)?)?(?:全[国省市县区])?(?:前.{{1,4}}?|较.{{1,2}}|最.{{1,2}}|靠前)?(?:的)?(?:[^，。；{K}{NAMED}]{{0,6}})"
    rf"(?:分别是|分别为|依次是|依次为|依次|分别|是|为|有|：)：?(?=[{NAMED}]$)"
)
_NAME_ONLY = re.compile(rf"^(?:[^，。；{K}]*?(?:是|为|有|：|依次|分别|较[多高大小少低]的?))?(?P<name>[{NAMED}])(?:为|达|有|：)?$")
_BEGINS_PARTS = re.compile(r"其中[，：]?")
_OF_WHICH = re.compile(
    r"^(?P<kind>[^，。；、\d]{0,8}?)(?:当)?中(?:[，：]|(?=[\u4e00-\u9fff]{1,10}\ue020))|^(?P<split>[^，。；、\d]{0,6}?)(?:，)?(?:按[^，。；]{1,10}分|包括|分为|含)[，：]?"
)
_TOTAL = re.compile(r"^[，、]?(?:合计|共计|总计)(?:为)?$")
_FROM = re.compile(r"[由从]$")
_TO = re.compile(r"^(?:提升|提高|增长|增加|上升|下降|降低|压缩|缩短|压减|减少|降|增|升)(?:至|到|为)$")


@dataclass(slots=True)
class _State:
    scope: Scope | None = None
    listed: str | None = None
    last: Figure | None = None
    group: list[Figure] = field(default_factory=list)
    growth: Growth | None = None
    pair: int = 0
    whole: Figure | None = None
    parts: list[tuple[str, Quantity]] = field(default_factory=list)
    parts_end: int = 0
    origin: str | None = None


def read_prose(reading: Reading) -> Iterator[Figure | Split]:
    """All figures and wholes with parts in the sentences of a bulletin."""
    for read in reading.items:
        line = line_of(read)
        if line.quantities:
            yield from _Walk(reading, read, line).walk()


class _Walk:
    def __init__(self, reading: Reading, read: ReadItem, line: Line) -> None:
        self.reading, self.read, self.line = reading, read, line
        self.text = line.text
        self.counted: dict[int, Counted] = periods(reading, read, line)
        self.state = _State()
        self.title: Scope | None = scope_of_title(reading, read)
        self.at_figures = about_figures(read, self.text)
        self.out: list[Figure | Split] = []

    def walk(self) -> list[Figure | Split]:
        said = patterns(self.read, self.line)
        places = sorted(self.line.quantities)
        before = 0
        for at in places:
            gap = self.text[before:at]
            if re.search(r"[。！？；]", gap):
                self._close()
                if re.search(r"[。！？]", gap):
                    self.state.group = []
            if at in said:
                self._said(said[at], at)
            elif stated(self.reading, self.read, self.line.quantities[at].start):
                self._one(before, at)
            else:
                self._close()
                self.state.last = None
            before = at + 1
        self._close()
        return self.out

    # -- one quantity

    def _one(self, before: int, at: int) -> None:
        gap, quantity = self.text[before:at], self.line.quantities[at]
        start = before + _phrase_start(gap)
        phrase, after = self.text[start:at], self.text[at + 1 :]
        if refused(gap[_sentence_start(gap) :], after):
            self.state.growth = None
            return
        if self._whole_of_parts(start, at, after) or self._part(gap, start, at):
            return
        growth = growth_of(phrase, self.state.growth)
        if growth:
            self._growth(growth, gap, before, start, at)
            return
        self.state.growth, self.state.pair = None, 0
        if _FROM.search(phrase):
            self._origin(start, at)
            return
        self._figure(gap, before, start, at)

    def _figure(self, gap: str, before: int, start: int, at: int) -> None:
        quantity = self.line.quantities[at]
        phrase = self.text[start:at]
        if self.state.origin and _TO.match(phrase):
            self._add("range", None, self.state.origin, start, at)
            self.state.origin = None
            return
        named = _NAME_ONLY.match(strip_head(phrase)[0])
        if named:
            self._listed(gap, phrase, at)
            return
        found = measure_of(phrase, quantity, of_figures=self.at_figures)
        if found is None:
            if quantity.share or not self.at_figures:
                return
            self.state.last = None
            return
        measure = self._plain(found.measure, start, at)
        if measure in ("占比", "比例", "比重"):
            if self.state.parts:
                measure = self.state.parts[-1][0] + measure
            elif self.state.last:
                measure = self.state.last.measure + measure
            else:
                return
        scope = self._scope(found.head, found.object, start)
        self._add("count" if not quantity.share else "share", scope, measure, start, at)

    def _scope(self, head: tuple[int, int], thing: tuple[int, int], start: int) -> Scope | None:
        of = scope_of(self.read, self.line, start + thing[0], start + thing[1]) if thing[1] > thing[0] else None
        if head[1] > head[0]:
            own = scope_of(self.read, self.line, start + head[0], start + head[1])
            if of is not None:
                own = (own.text if isinstance(own, Entity) else own) + (of.text if isinstance(of, Entity) else of)
            self.state.scope = carry(own, self.state.scope)
            self.state.listed = None
            return self.state.scope
        return of

    def _add(self, rule: str, scope: Scope | None, measure: str, start: int, at: int) -> Figure:
        inherited = []
        if scope is None:
            scope = self.state.scope or self._nearby(at) or self.title
            inherited.append("scope")
        period, _, place = self.counted[at]
        if not start <= place < at:
            inherited.append("period")
        first, last = self.line.masked(start + strip_head(self.text[start:at])[1], at + 1)
        quantity = self.line.quantities[at]
        label = self._label(start, at)
        figure = Figure(rule, scope, measure, quantity, period, min(first, quantity.start), last, label, tuple(inherited))
        self.out.append(figure)
        self.state.last = figure
        self.state.group.append(figure)
        return figure

    def _nearby(self, at: int) -> Scope | None:
        """The window at which something was done, in the sentence before the figure."""
        first = max(self.text.rfind(mark, 0, at) for mark in "。；") + 1
        found = re.search(rf"[在到][{NAMED}]*?(?P<w>{W})", self.text[first:at])
        return scope_of(self.read, self.line, first + found.start("w"), first + found.end("w")) if found else None

    # -- lists of names, growth, from … to …

    def _listed(self, gap: str, phrase: str, at: int) -> None:
        head = _LIST_HEAD.search(strip_head(phrase)[0][: -1 if phrase[-1:] not in NAMED else None])
        if head:
            measure = re.sub(r"(?:数量|量)$", "", strip_head(head["measure"])[0]) if "办件" not in head["measure"] else head["measure"]
            if re.search(r"受理|办结|办理|办件|颁发|咨询|流转|接件|网办|退件|接听|派发|用时|率|评价|满意", measure):
                self.state.listed = measure
        measure = self.state.listed or (self.state.group[-1].measure if self.state.group else None)
        if measure is None and self.state.last and self.state.last.quantity.unit[-1:] == self.line.quantities[at].unit[-1:]:
            measure = self.state.last.measure
        if measure is None:
            return
        name = max(i for i in range(len(phrase)) if phrase[i] in NAMED)
        start = at - len(phrase) + name
        scope = scope_of(self.read, self.line, start, start + 1)
        kept = self.state.last
        self.state.listed = measure
        figure = self._add("listed", scope, measure, start, at)
        self.state.group.pop()
        self.state.last = kept if kept and kept.rule != "listed" else figure

    def _growth(self, growth: Growth, gap: str, before: int, start: int, at: int) -> None:
        self.state.growth = growth
        tail = before + _sentence_start(gap)
        base: Figure | None = self.state.last
        if growth.each:
            base = self._paired(at)
        elif self.state.group and not growth.base and self._owner(tail, start) is None:
            base = self.state.last
        scope: Scope | None = base.scope if base else None
        own_scope = False
        name = base.measure if base else None
        if growth.base:
            stem = strip_head(growth.base)[0]
            if re.fullmatch(rf"[{NAMED}]", stem):
                name, scope, own_scope = self._list_measure(), self._owner(start, at), True
            else:
                found = measure_of(stem, replace(self.line.quantities[at], unit="%"), of_figures=False) or measure_of(
                    stem, replace(self.line.quantities[at], unit="件"), of_figures=False
                )
                if found is None:
                    return
                name = re.sub(r"(?<=受理|办结|颁发|咨询|流转|办理)量$", "", self._plain(found.measure, start, at))
                scope = None
                base = next((f for f in reversed(self.state.group) if f.measure == name), None)
                scope = base.scope if base else None
        elif (owner := self._owner(tail, start)) is not None:
            name, scope, own_scope = self._list_measure(), owner, True
        elif base is None or tail > before and "。" in gap:
            return
        if name is None:
            return
        quote = start if own_scope or base is None or not growth.base == "" else start
        kept = self.state.last
        if own_scope:
            quote = max(tail, start if growth.base else tail)
        figure = self._add("growth", scope, name + self._plain(growth.comparison, start, at) + growth.direction, quote, at)
        self.state.group.pop()
        if base is not None and not own_scope:
            self._same_period(figure, base)
        self.state.last = kept

    def _same_period(self, figure: Figure, base: Figure) -> None:
        self.out[-1] = replace(figure, period=base.period)

    def _paired(self, at: int) -> Figure | None:
        """The figure that a growth of “分别增长 a、b、c” belongs to; none unless there are as many of both."""
        run = re.match(rf"{K}(?:[、和][^，。；{K}]{{0,4}}{K})*", self.text[at - 0 :])
        if self.state.pair == 0:
            self.state.pair = run.group().count(K) if run else 1
            self._pairs = list(self.state.group) if len(self.state.group) == self.state.pair else []
        self.state.pair -= 1
        return self._pairs.pop(0) if self._pairs else None

    def _list_measure(self) -> str | None:
        if self.state.listed:
            return self.state.listed
        counts = [f.measure for f in self.out if isinstance(f, Figure) and f.rule == "count"]
        return counts[0] if counts else None

    def _owner(self, start: int, end: int) -> Scope | None:
        """A name at the head of the sentence whose only figure is a growth: 某县增速最快，同比增长 K."""
        found = re.match(rf"[、，；。]?(?:其中|而)?(?P<name>[{NAMED}])", self.text[start:end])
        if not found or K in self.text[start:end]:
            return None
        return scope_of(self.read, self.line, start + found.start("name"), start + found.end("name"))

    def _origin(self, start: int, at: int) -> None:
        phrase = self.text[start:at]
        found = measure_of(phrase[:-1], self.line.quantities[at], of_figures=self.at_figures)
        if found:
            self._scope(found.head, found.object, start)
            self.state.origin = self._plain(found.measure, start, at)
