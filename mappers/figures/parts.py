"""Wholes that are split: 受理90件，其中网上60件、窗口30件; 受理的90件中，…; 咨询类…、投诉类…，合计….

The parts follow 其中, stand in …中 or are summed up by 合计; they share the unit of the whole. Parts are no figures of
their own. After a full stop 其中 refers to the figure that the parts add up to, else to the last one of the sentence before.
"""

from __future__ import annotations

import re
from decimal import Decimal

from mappers.clauses.reading import ReadItem
from mappers.facts.fact import Period
from mappers.figures.figure import FigureReading, Split
from mappers.figures.marks import behind
from mappers.figures.periods import Counted
from mappers.figures.phrases import growth_of, measure_of
from mappers.figures.quantities import K, QuantityLine
from mappers.figures.scopes import strip_head
from mappers.names.mask import AGENTS, Q, T, U
from mappers.regex import regex

__all__ = ["PartsReader"]

_WITHIN = regex(
    rf"^(?P<kind>[^，。；、{K}]{{0,8}}?)(?:当)?中(?!小|心|介|央|标|国|医|学)(?:[，：]|(?=[\u4e00-\u9fff]{{1,10}}{K}))"
)
_OF_WHICH = regex(r"其中[，：]?|^(?:，)?(?:包括|分为|分别是|含)[，：]?")
_SUMMED = regex(
    rf"(?P<label>[^，。；：{K}]{{1,16}}?)(?:中|构成|组成|分类|类型|分布)?[，：](?P<list>(?:[^，。；：{K}]{{1,16}}{K}[、，和]){{1,30}})(?:合计|共计|总计)(?:为)?{K}"
)
_SORTED = regex(
    rf"(?:^|[。；])(?:按|从|分)[^，。；]{{1,10}}(?:划分|看|分|统计)，(?P<list>(?:[^，。；：{K}]{{1,16}}{K}[、，和]){{1,30}}[^，。；：{K}]{{1,16}}{K})(?=[。；]|$)"
)
_BRACKETED = regex(rf"{K}（(?:[^，。；：（）{K}]{{1,12}}{K}[、，]){{1,30}}[^，。；：（）{K}]{{1,12}}{K}）")
_COUNTING = regex(rf"^(?:[{T}{U}]|，)*(?:共计|共|累计|已|合计)*(?:收到|建成|作出|收录|梳理)?")
_NEW_FIGURE = regex(
    r"^(?:累计|共|已)*(?:受理|办结|办理|咨询|颁发|流转|送达|派发|接听|退件|接待)(?:申请|事项|业务|诉求|证照|工单)?$"
)
_LISTED = regex(r"列入|收录|清单|目录|纳入|涵盖|包含|现有|共有|设有")
_SUPERLATIVE = regex(r"[最较][多高大小少低快慢长短]|居前|前.位|增幅|增速")
_FORMED = regex(
    rf"{K}[^，。；{K}]{{0,8}}?由(?:[^，。；：{K}]{{1,16}}{K}[、，和]){{1,30}}[^，。；：{K}]{{1,16}}{K}(?:组成|构成)"
)
_DOES = regex(rf"[{AGENTS}](?P<verb>受理|办结|收件|接件|颁发|核发)了?$")
_TAIL = regex(r"(?:为|有|共|达到?|：|约)$")


class PartsReader:
    """The splits of one item, taken up quantity by quantity."""

    def __init__(self, read: ReadItem, line: QuantityLine, counted: dict[int, Counted]) -> None:
        self.read, self.line, self.counted = read, line, counted
        self.text = line.text
        self.last_label: str | None = None
        self._splits: list[tuple[str, int, int, str, list[int]]] = []
        self._open: tuple[str, int, int, str] | None = None
        self._parts: list[int] = []
        self._labels: dict[int, str] = {}
        self._before: tuple[int, int] | None = None
        self._given: set[int] = set()
        self._summed()

    def note(self, start: int, at: int) -> None:
        """The quantity at a place could be a whole."""
        self._close()
        self._before = (start, at)

    def takes(self, gap: str, start: int, at: int, figures: list[FigureReading]) -> bool:
        """Whether the quantity at a place is a part, or a whole that is no figure beside its parts."""
        if at in self._given:
            return True
        unit = self.line.quantities[at].unit
        if "。" in gap or ("；" in gap and not self._rest_of_list(at)):
            self._close()
        within = _WITHIN.match(self.text[at + 1 :])
        if within and re.search(r"[件次个项条份户人起宗]$", unit):
            self._close()
            self._open = ("within", start, at, re.sub(r"的$", "", self._label(start, at)) + within["kind"])
            return True
        begins = list(_OF_WHICH.finditer(gap))
        if begins and _SUPERLATIVE.search(gap[begins[-1].end() :]):
            self._close()
        elif begins and not re.search(r"[。；]", gap[begins[-1].end() :]):
            self._close()
            if self._scaled(unit):
                self._open = ("mixed", start, at, "")
                return self._part(start + _offset(self.text[start:at]), at)
            whole = self._whole_before(
                unit, figures, crossing=bool(re.search(r"[。；]", gap[: begins[-1].start() + 1]))
            )
            if whole and not self._counts_otherwise(start, at, whole[2], figures) and not self._of_bodies(start, at):
                self._open = whole
                return self._part(start + _offset(self.text[start:at]), at)
            if (
                whole is None
                and not self.line.quantities[at].share
                and self._is_kind(start + _offset(self.text[start:at]), at)
            ):
                self._open = ("mixed", start, at, "")  # parts of a whole that stands elsewhere are no figures
                return self._part(start + _offset(self.text[start:at]), at)
        elif self._open and self._continues(gap, start, at, unit):
            return self._part(start, at)
        elif self._open and not self.line.quantities[at].share and not self._other_amount(gap, unit):
            self._close()
        quantity = self.line.quantities[at]
        if not quantity.share and not quantity.points and growth_of(self.text[start:at], None) is None:
            self._before = (start, at)
        return False

    def label(self, start: int, at: int) -> str:
        """What a whole is called: its words without whose it is."""
        return self._label(start, at)

    def finish(self, figures: list[FigureReading]) -> list[Split]:
        """All splits of the item."""
        self._close()
        out = []
        for rule, start, at, label, parts in self._splits:
            chosen = self._best(rule, at, parts)
            whole = self.line.quantities[chosen]
            alone = self.line.quantities[parts[0]] if len(parts) == 1 else None
            if alone and (alone.value > whole.value or not any(f.quantity is whole for f in figures)):
                continue
            begin, name = (start, label) if chosen == at else self._start_of(chosen)
            named = tuple((self._labels[p], self.line.quantities[p]) for p in parts)
            first, _ = self.line.masked(begin + strip_head(self.text[begin:chosen])[1], chosen + 1)
            _, last = self.line.masked(parts[-1], max(parts[-1], at) + 1)
            out.append(Split(rule, name, whole, self._period(chosen, figures), named, first, last))
        return out

    # -- inside

    def _period(self, at: int, figures: list[FigureReading]) -> Period | None:
        period, by_word, _ = self.counted[at]
        start = behind(self.text, f"，。；{K}", at, self.line.begin)
        if period and period.kind != "as_of" and (period.start == period.end or _LISTED.search(self.text[start:at])):
            by_word = False  # the size of a list, or of what was made on a day
        own = next((f for f in figures if f.quantity is self.line.quantities[at]), None)
        if own is not None:
            return own.period
        return period if by_word else None

    def _best(self, rule: str, at: int, parts: list[int]) -> int:
        if not rule.startswith("of_which"):
            return at
        first = 0 if rule == "of_which_before" else behind(self.text, "。；", at)
        total = sum((self.line.quantities[p].value for p in parts), Decimal(0))
        for place in sorted(self.line.quantities, reverse=True):
            quantity = self.line.quantities[place]
            if (
                first <= place < parts[0]
                and quantity.value == total
                and quantity.unit == self.line.quantities[parts[0]].unit
            ):
                return place
        return at

    def _start_of(self, at: int) -> tuple[int, str]:
        start = behind(self.text, f"，。；：{K}", at, self.line.begin)
        return start, self._label(start, at)

    def _whole_before(
        self, unit: str, figures: list[FigureReading], *, crossing: bool
    ) -> tuple[str, int, int, str] | None:
        if self._before is None:
            return None
        start, at = self._before
        if not _same(self.line.quantities[at].unit, unit):
            candidates = [p for p in self.line.quantities if p < at and _same(self.line.quantities[p].unit, unit)]
            known = [p for p in candidates if any(f.quantity is self.line.quantities[p] for f in figures)]
            if not known or not crossing:
                return None
            at = max(known)
            start, _ = self._start_of(at)
        return ("of_which_before" if crossing else "of_which", start, at, self._label(start, at))

    def _counts_otherwise(self, start: int, at: int, whole: int, figures: list[FigureReading]) -> bool:
        """办结987件。其中，某窗口受理312件: what is counted of somebody in it is not what the whole counts."""
        own = _DOES.search(self.text[start:at])
        counted = next((f.measure for f in figures if f.quantity is self.line.quantities[whole]), "")
        return own is not None and bool(counted) and own["verb"] not in counted

    def _of_bodies(self, start: int, at: int) -> bool:
        """其中：市级大厅受理312件，办结308件；…: bodies with several figures of their own are no parts."""
        begin = start + _offset(self.text[start:at])
        first = measure_of(self.text[begin:at].lstrip("，："), self.line.quantities[at], of_figures=True)
        following = next((p for p in sorted(self.line.quantities) if p > at), None)
        if first is None or first.head[1] <= first.head[0] or following is None:
            return False
        gap = self.text[at + 1 : following]
        if not gap.startswith("，") or re.search(r"[。；、]|占", gap):
            return False
        second = measure_of(gap[1:], self.line.quantities[following], of_figures=True)
        return second is not None and second.head[1] <= second.head[0]

    def _is_kind(self, start: int, at: int) -> bool:
        """Whether the phrase before a quantity only names a kind: 工程建设类2770个."""
        phrase = self.text[start:at].lstrip("，：、和")
        return bool(re.fullmatch(r"[\u4e00-\u9fff]{2,12}类", phrase))

    def _scaled(self, unit: str) -> bool:
        """Whether the parts are printed in another power of ten than the whole: 1.2万户，其中企业320户."""
        before = self.line.quantities[self._before[1]].unit if self._before else unit
        return before != unit and before.lstrip("千百十万亿") == unit.lstrip("千百十万亿")

    def _continues(self, gap: str, start: int, at: int, unit: str) -> bool:
        assert self._open is not None
        if self._open[0] == "mixed":
            return "。" not in gap and not self.line.quantities[at].share
        if not _same(unit, self.line.quantities[self._open[2]].unit) or "。" in gap:
            return False
        if not self._parts and self._open[0] != "within":
            return False
        phrase = self.text[start:at].lstrip("、和")
        if _NEW_FIGURE.match(phrase) and "，" in gap:
            return False
        total = sum((self.line.quantities[p].value for p in self._parts), Decimal(0))
        return total != self.line.quantities[self._open[2]].value

    def _rest_of_list(self, at: int) -> bool:
        """Whether a list of parts goes on behind a semicolon: the whole is not yet reached, nor is it passed."""
        if self._open is None or not self._parts:
            return False
        if self._open[0] == "mixed":
            start = behind(self.text, "，；：", at, self.line.begin)
            same = self.line.quantities[at].unit == self.line.quantities[self._open[2]].unit
            return same and self._is_kind(start, at)
        if not self._open[0].startswith("of_which"):
            return False
        whole = self.line.quantities[self._best(*self._open[:3:2], self._parts)]
        total = sum((self.line.quantities[p].value for p in (*self._parts, at)), Decimal(0))
        return _same(self.line.quantities[at].unit, whole.unit) and total <= whole.value

    def _other_amount(self, gap: str, unit: str) -> bool:
        """Whether a quantity says more of the part before it: 工程项目72项，交易金额4.96亿元；…."""
        assert self._open is not None
        return bool(self._parts) and gap.startswith("，") and not _same(unit, self.line.quantities[self._open[2]].unit)

    def _part(self, start: int, at: int) -> bool:
        label = self._part_label(start, at)
        if not label or growth_of(self.text[start:at], None) or re.search(r"同比|环比|增长|下降", label):
            return True  # 企业925户（比去年增加94户）
        self._labels[at] = label
        self._parts.append(at)
        self.last_label = label
        return True

    def _close(self) -> None:
        if self._open and self._parts and self._open[0] != "mixed":
            self._splits.append((*self._open, list(self._parts)))
        self._open, self._parts, self.last_label = None, [], None

    def _part_label(self, start: int, at: int) -> str:
        text = self.text[start:at]
        lead = re.match(rf"^(?:其中|[，、和及：]|{T}|{U}|包括|分别是|分为)+", text)
        begin = start + (lead.end() if lead else 0)
        tail = _TAIL.search(self.text[begin:at])
        end = at - (len(tail.group()) if tail else 0)
        return self._plain(begin, end)

    def _label(self, start: int, at: int) -> str:
        begin = start + strip_head(self.text[start:at])[1]
        found = measure_of(self.text[start:at], self.line.quantities[at], of_figures=False)
        if found and found.head[1] > found.head[0]:
            if self.text[start + found.head[0]] == Q:
                return self._plain(begin, begin + 1) + found.measure
            begin = start + found.head[1]
        more = _COUNTING.match(self.text[begin:at])
        begin += more.end() if more else 0
        end = at - (self.text[at - 1] in "共的为有达")
        return re.sub(r"各[类项种](?=.)|的$", "", self._plain(begin, end))

    def _plain(self, start: int, end: int) -> str:
        if end <= start:
            return ""
        return re.sub(r"\s", "", self.read.mask.plain(*self.line.masked(start, end)))

    def _summed(self) -> None:
        """Lists that 合计 sums up, and lists by type whose sum was given before."""
        for match in _SUMMED.finditer(self.text):
            *parts, whole = [i for i in range(*match.span()) if self.text[i] == K]
            begin, _ = match.span("label")
            lead = strip_head(match["label"])[1]
            self._take("summed", begin, whole, self._plain(begin + lead, match.end("label")), parts)
        for match in _FORMED.finditer(self.text):
            whole, *parts = [i for i in range(*match.span()) if self.text[i] == K]
            start, label = self._start_of(whole)
            self._take("formed", start, whole, label, parts)
        for match in _BRACKETED.finditer(self.text):
            whole, *parts = [i for i in range(*match.span()) if self.text[i] == K]
            if self.line.quantities[whole].value == sum(self.line.quantities[p].value for p in parts):
                start, label = self._start_of(whole)
                self._take("bracketed", start, whole, label, parts)
                self._given.discard(whole)
        for match in _SORTED.finditer(self.text):
            parts = [i for i in range(*match.span("list")) if self.text[i] == K]
            total = sum((self.line.quantities[p].value for p in parts), Decimal(0))
            wholes = [p for p in self.line.quantities if p < parts[0] and self.line.quantities[p].value == total]
            if wholes and self.line.quantities[wholes[-1]].unit == self.line.quantities[parts[0]].unit:
                start, label = self._start_of(wholes[-1])
                self._take("sorted", start, wholes[-1], label, parts)
                self._given.discard(wholes[-1])

    def _take(self, rule: str, start: int, whole: int, label: str, parts: list[int]) -> None:
        if len({self.line.quantities[p].unit for p in (*parts, whole)}) != 1:
            return
        for part in parts:
            begin = behind(self.text, f"，：、（{K}", part)
            begin = max(begin, self.text.find("由", begin, part) + 1)
            self._labels[part] = self._part_label(begin, part)
        self._splits.append((rule, start, whole, label, parts))
        self._given.update((*parts, whole))


def _same(one: str, other: str) -> bool:
    """Whether two units count the same things: 123个事项，其中122项."""
    return one == other or {one, other} <= {"个", "项", "类"} or {one, other} <= {"人", "名", "人次"}


def _offset(phrase: str) -> int:
    """Where a phrase goes on behind 其中."""
    place = phrase.rfind("其中")
    return place + 2 if place >= 0 else 0
