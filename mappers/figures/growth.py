"""Changes against another time: 同比增长11.4%, 较上周分别增长3.1%、下降2.4%, 某县增速最快，同比增长24.6%.

A change is a figure of its own, named by what changed and the printed words: 受理同比增长. It belongs to the figure just
before it, to the name at the head of its own sentence, or, after 分别, each to one of as many figures before.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Protocol

from mappers.clauses.reading import ReadItem
from mappers.figures.figure import FigureReading, Split
from mappers.figures.phrases import Growth, measure_of, plain_measure
from mappers.figures.quantities import K, QuantityLine
from mappers.figures.scopes import NAMED, Scope, scope_of, strip_head
from mappers.regex import regex

__all__ = ["GrowthReader"]

_RUN = regex(rf"{K}(?:[、和，][^，。；{K}]{{0,5}}{K}){{0,30}}")


class _GrowthWalk(Protocol):
    group: list[FigureReading]
    out: list[FigureReading | Split]
    listed: str | None
    main: FigureReading | None

    def add(
        self, rule: str, scope: Scope | None, measure: str, start: int, at: int, *, stock: bool = False
    ) -> FigureReading: ...


class GrowthReader:
    """The changes of one item; `running` is the comparison that a list carries on."""

    def __init__(self, read: ReadItem, line: QuantityLine) -> None:
        self.read_item, self.line = read, line
        self.running: Growth | None = None
        self._pairs: list[FigureReading] | None = None

    def forget(self) -> None:
        """A new sentence: no comparison runs on."""
        self.running, self._pairs = None, None

    def read(self, growth: Growth, lead: str, start: int, at: int, walk: _GrowthWalk) -> FigureReading | None:
        """The figure of a change, already among walk.out; None, and nothing there, when its base is not plain."""
        if self.running is None or growth.base:
            self._pairs = None
        self.running = growth
        if growth.each:
            base = self._pair(at, walk)
            return self._of(base, growth, start, at, walk) if base else None
        stem = strip_head(growth.base)[0]
        owner = _owner(stem) or _owner(lead)
        if owner is not None:
            place = (start if _owner(stem) else start - len(lead)) + (growth.base or lead).index(owner)
            return self._owned(growth, place, start, at, walk)
        if stem:
            return self._named(growth, stem, start, at, walk)
        base = walk.group[-1] if walk.group else None
        return self._of(base, growth, start, at, walk) if base else None

    def _pair(self, at: int, walk: _GrowthWalk) -> FigureReading | None:
        if self._pairs is None:
            run = _RUN.match(self.line.text[at:])
            count = run.group().count(K) if run else 1
            self._pairs = list(walk.group) if len(walk.group) == count else []
        return self._pairs.pop(0) if self._pairs else None

    def _of(self, base: FigureReading, growth: Growth, start: int, at: int, walk: _GrowthWalk) -> FigureReading:
        figure = walk.add("growth", base.scope, self._name(base.measure, growth, start, at), start, at)
        inherited = tuple(sorted({*figure.inherited, "scope"}))
        walk.out[-1] = replace(figure, period=base.period, inherited=inherited)
        return walk.out.pop()  # type: ignore[return-value]

    def _owned(self, growth: Growth, place: int, start: int, at: int, walk: _GrowthWalk) -> FigureReading | None:
        """某县增速最快，同比增长: the change of what is being listed."""
        measure = walk.listed or (walk.main.measure if walk.main else None)
        if measure is None:
            return None
        scope = scope_of(self.read_item, self.line, place, place + 1)
        walk.add("growth", scope, self._name(measure, growth, start, at), place, at)
        return walk.out.pop()  # type: ignore[return-value]

    def _named(self, growth: Growth, stem: str, start: int, at: int, walk: _GrowthWalk) -> FigureReading | None:
        """受理量较上周下降: the change names what changed."""
        quantity = self.line.quantities[at]
        found = measure_of(stem, replace(quantity, unit="%"), of_figures=False) or measure_of(
            stem, replace(quantity, unit="件"), of_figures=False
        )
        if found is None:
            return None
        measure = plain_measure(self.read_item, self.line, found.measure, start, at)
        measure = re.sub(r"(?<=受理|办结|颁发|咨询|流转|办理)量$", "", measure)
        scope = None
        if found.head[1] > found.head[0]:
            at_stem = start + self.line.text[start:at].index(stem)
            scope = scope_of(self.read_item, self.line, at_stem + found.head[0], at_stem + found.head[1])
        walk.add("growth", scope, self._name(measure, growth, start, at), start, at)
        return walk.out.pop()  # type: ignore[return-value]

    def _name(self, measure: str, growth: Growth, start: int, at: int) -> str:
        return measure + plain_measure(self.read_item, self.line, growth.comparison, start, at) + growth.direction


def _owner(text: str) -> str | None:
    """The name at the head of a sentence whose only figure is a change."""
    found = re.match(rf"[，、]?(?:其中|而)?(?P<name>[{NAMED}])", text)
    return found["name"] if found else None
