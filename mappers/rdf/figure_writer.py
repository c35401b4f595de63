"""Figures: statistics, sums with their parts, counts, assessment tables; what a printed figure can mean.

A figure is kept as printed (``zw:value`` 21.36, ``zw:printedUnit`` 万件), with the unit it comes down to (件), the
power of ten (``zw:unitMultiplier`` 10000) and, where it is rounded or open, the bounds between which the number lies,
in that unit: 21.36 万件 is [213550, 213650), 65.77 % is [65.765, 65.775), 50 余 is at least 50. Trailing zeros count
here (65.70 is ten times as sharp as 65.7), so the bounds are computed before the number loses them.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from mappers.facts.fact import AssessmentRow, Entity, Fact, Part, Period, TimeSpan, Whole
from mappers.rdf import iris, std, terms, zw
from mappers.rdf.code_lists import codes
from mappers.rdf.node_writer import Nodes
from mappers.rdf.terms import Iri
from mappers.rdf.vocabulary import code

__all__ = ["FigureValue", "assessment", "composition", "count", "qualifier", "statistic"]

_ROUNDED_UNITS = frozenset({"%", "个百分点", "百分点"})
_PERIOD_KINDS = {"year_to_date": "year-to-date", "as_of": "as-of"}
_BEFORE = (("至少|超过|超|逾|突破", "at-least"), ("近|不到|不足|最多", "at-most"))
_AFTER = (("余|多|以上", "at-least"), ("以下|以内", "at-most"))


@dataclass(frozen=True, slots=True)
class FigureValue:
    """A printed figure and what it can mean: bounds in the unit without its power of ten, None where open."""

    value: Decimal
    unit: str
    multiplier: int
    qualifier: str
    lower: Decimal | None = None
    upper: Decimal | None = None

    @classmethod
    def read(cls, value: Decimal, printed_unit: str | None, how: str | None) -> FigureValue:
        """The figure for a printed value; `how` is its qualifier where the text gives one.

        >>> print(FigureValue.read(Decimal("21.36"), "万件", None).lower.normalize())
        2.1355E+5
        """
        unit, multiplier = codes().unit(printed_unit) if printed_unit else ("", 1)
        scaled = value * multiplier
        if how == "at-least":
            return cls(value, unit, multiplier, how, lower=scaled)
        if how == "at-most":
            return cls(value, unit, multiplier, how, upper=scaled)
        if how is not None:
            return cls(value, unit, multiplier, how)
        exponent = int(value.as_tuple().exponent)
        if exponent >= 0 and multiplier == 1 and unit not in _ROUNDED_UNITS:
            return cls(value, unit, multiplier, "exact", scaled, scaled)
        half = Decimal(5).scaleb(min(exponent, 0) - 1) * multiplier
        return cls(value, unit, multiplier, "rounded", scaled - half, scaled + half)

    def write(self, nodes: Nodes, node: Iri, predicate: Iri, printed_unit: str | None) -> None:
        add = nodes.quads.add
        add(node, predicate, terms.decimal(self.value))
        add(node, zw.valueQualifier, code(self.qualifier))
        if printed_unit:
            add(node, zw.unit, nodes.concept("unit", self.unit))
            add(node, zw.printedUnit, terms.string(printed_unit))
        if self.multiplier != 1:
            add(node, zw.unitMultiplier, terms.integer(self.multiplier))
        if self.qualifier != "exact":
            if self.lower is not None:
                add(node, zw.lowerBound, terms.decimal(self.lower))
            if self.upper is not None:
                add(node, zw.upperBound, terms.decimal(self.upper))


def qualifier(value: Decimal, approx: bool, quote: str) -> str | None:
    """How an approximate figure is meant, by the word beside it in the quote.

    >>> qualifier(Decimal(50), True, "等50余个平台"), qualifier(Decimal(50), True, "约50个")
    ('at-least', 'approximate')
    """
    if not approx:
        return None
    plain = re.sub(r"[\s*,，]", "", unicodedata.normalize("NFKC", quote))
    digits = rf"(?<![\d.]){re.escape(terms.canonical(value))}(?:\.0+)?(?![\d.])"
    for words, meaning in _AFTER:
        if re.search(rf"{digits}[千万亿]?\w?(?:{words})", plain):
            return meaning
    for words, meaning in _BEFORE:
        if re.search(rf"(?:{words}){digits}", plain):
            return meaning
    return "approximate"


def number(fact: Fact, name: str) -> Decimal | None:
    """A slot that holds a number."""
    value = fact[name]
    if value is None or isinstance(value, Decimal):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    raise TypeError(f"slot {name!r} of a {fact.kind} fact of rule {fact.rule} is {value!r}, not a number")


def statistic(nodes: Nodes, node: Iri, fact: Fact) -> None:
    """One observation of the bulletin's data set."""
    add = nodes.quads.add
    add(node, std.dataSet, iris.stat_dataset(nodes.scope))
    measure, scope, value, unit = fact["measure"], fact["scope"], number(fact, "value"), fact["unit"]
    add(node, zw.indicator, nodes.concept("indicator", _name(measure) or "未注明"))
    add(node, zw.statScope, nodes.scope_of(scope if isinstance(scope, Entity) else _name(scope) or "未注明"))
    if isinstance(scope, Entity):
        nodes.mention(node, scope)
    _period(nodes, node, fact, zw.refPeriod)
    if value is not None:
        how = qualifier(value, bool(fact["approx"]), fact.evidence.quote)
        FigureValue.read(value, _name(unit), how).write(nodes, node, zw.value, _name(unit))


def composition(nodes: Nodes, node: Iri, fact: Fact) -> None:
    """A whole and its parts, as counts that the text claims."""
    whole, parts = fact["whole"], fact["parts"]
    if not isinstance(whole, Whole):
        raise TypeError(f"a composition of rule {fact.rule} has no whole but {whole!r}")
    nodes.quads.add(node, std.label, terms.text(whole.label))
    how = qualifier(whole.value, whole.approx, fact.evidence.quote)
    FigureValue.read(whole.value, whole.unit, how).write(nodes, node, zw.claimedCount, whole.unit)
    if fact["period"] is not None:
        _period(nodes, node, fact, zw.refPeriod)
    for position, part in enumerate(parts if isinstance(parts, tuple) else (), 1):
        if isinstance(part, Part):
            inner = iris.fact_part(node, str(position))
            nodes.quads.add(node, zw.breakdown, inner)
            nodes.quads.add(inner, std.type, zw.CountClaim)
            nodes.quads.add(inner, std.label, terms.text(part.label))
            nodes.quads.add(inner, zw.evidence, nodes.span(fact.evidence))
            nodes.quads.add(inner, zw.ordinal, terms.integer(position))
            FigureValue.read(part.value, whole.unit, None).write(nodes, inner, zw.claimedCount, whole.unit)


def count(nodes: Nodes, owner: Iri, label: str, value: int | Decimal, how: str | None = None) -> Iri:
    """A number that a fact states for the values of one of its properties."""
    node = iris.fact_part(owner, f"count-{iris.digest(label)}")
    nodes.quads.add(owner, zw.countClaim, node)
    nodes.quads.add(node, std.type, zw.CountClaim)
    nodes.quads.add(node, std.label, terms.text(label))
    FigureValue.read(Decimal(value), None, how).write(nodes, node, zw.claimedCount, None)
    return node


def assessment(nodes: Nodes, node: Iri, fact: Fact) -> None:
    """A scored ranking: a data set with one observation per row, with the printed rank and the computed one."""
    add = nodes.quads.add
    add(node, std.structure, zw.assessmentDsd)
    _period(nodes, node, fact, zw.refPeriod)
    rows = [row for row in fact["rows"] or () if isinstance(row, AssessmentRow)]  # type: ignore[union-attr]
    totals = [row.total for row in rows if row.total is not None]
    seen: dict[str, int] = {}
    for row in rows:
        unit = nodes.window_of(row.window)
        local = unit.rpartition("/")[2]
        seen[local] = seen.get(local, 0) + 1
        name = local if seen[local] == 1 else f"{local}.{seen[local]}"
        line = iris.fact_part(node, name)
        add(line, std.type, zw.AssessmentResult)
        add(line, std.label, terms.text(row.window.text))
        add(line, std.dataSet, node)
        add(line, zw.assessedUnit, unit)
        add(line, zw.evidence, nodes.span(row.evidence))
        nodes.mention(line, row.window)
        _period(nodes, line, fact, zw.refPeriod)
        for predicate, figure in ((zw.baseScore, row.base), (zw.deduction, row.deduction), (zw.bonus, row.bonus)):
            if figure is not None:
                add(line, predicate, terms.decimal(figure))
        if row.total is not None:
            add(line, zw.score, terms.decimal(row.total))
            add(line, zw.rank, terms.integer(1 + sum(total > row.total for total in totals)))
        if row.rank is not None:
            add(line, zw.printedRank, terms.integer(row.rank))


def _name(value: object) -> str | None:
    """A slot that is words or the name of something."""
    return value.name if isinstance(value, Entity) else value if isinstance(value, str) and value else None


def _period(nodes: Nodes, node: Iri, fact: Fact, predicate: Iri) -> None:
    period = fact["period"]
    if isinstance(period, TimeSpan):
        period = Period("range", period.start, period.end)
    kind = period.kind if isinstance(period, Period) else "unstated"
    start, end = (period.start, period.end) if isinstance(period, Period) else (None, None)
    nodes.quads.add(node, predicate, nodes.period(start, end))
    nodes.quads.add(node, zw.periodKind, code(_PERIOD_KINDS.get(kind, kind)))
