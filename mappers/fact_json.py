"""Facts in the published JSON form (docs/facts.md)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from mappers.facts.fact import (
    AssessmentRow,
    Document,
    Entity,
    EntityType,
    Fact,
    Outcome,
    Part,
    Period,
    Person,
    SlotValue,
    TimeSpan,
    Whole,
)
from mappers.facts.model import MODEL
from mappers.facts.spec import SlotSpec, SlotType
from mappers.text.bulletin import Bulletin, Masthead

__all__ = ["published", "published_fact"]


def published(bulletin: Bulletin, facts: Iterable[Fact]) -> dict[str, object]:
    """One JSON object for a bulletin and its facts."""
    return {"bulletin": _masthead(bulletin.masthead), "facts": [published_fact(fact) for fact in facts]}


def published_fact(fact: Fact) -> dict[str, object]:
    """One fact: every slot of its kind, null or empty where it is not filled."""
    out: dict[str, object] = {
        "kind": fact.kind,
        "quote": fact.evidence.quote,
        "start": fact.evidence.start,
        "end": fact.evidence.end,
    }
    for spec in MODEL[fact.kind].slots:
        if spec.published:
            out[spec.name] = _slot(fact[spec.name], spec)
    return out


def _slot(value: SlotValue | None, spec: SlotSpec) -> object:
    if spec.many:
        return _list(value, official=spec.official)
    return bool(value) if spec.type is SlotType.FLAG else _plain(value, official=spec.official)


def _masthead(masthead: Masthead) -> dict[str, object]:
    return {
        "series": masthead.series,
        "year": masthead.year,
        "issue": masthead.issue,
        "total_issue": masthead.total_issue,
        "publisher": masthead.publisher.text if masthead.publisher else None,
        "published": masthead.published.isoformat() if masthead.published else None,
        "period": [masthead.period.start.isoformat(), masthead.period.end.isoformat()] if masthead.period else None,
        "copies": masthead.copies,
        "form": masthead.form,
        "title": masthead.title,
        "number": masthead.number,
        "distribution": [{"kind": d.kind, "to": [e.text for e in d.to]} for d in masthead.distribution],
    }


def _list(value: object, *, official: bool = False) -> list[object]:
    if value is None:
        return []
    values = value if isinstance(value, tuple) else (value,)
    return [_plain(v, official=official) for v in values]


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _plain(value: object, *, official: bool = False) -> object:
    match value:
        case None | bool() | int() | str():
            return value
        case Decimal():
            return _number(value)
        case TimeSpan():
            days = [value.start.isoformat(), value.end.isoformat()]
            return days[0] if value.start == value.end else days
        case date():
            return value.isoformat()
        case Period():
            start, end = value.start, value.end
            return {
                "kind": value.kind,
                "start": start.isoformat() if start else None,
                "end": end.isoformat() if end else None,
            }
        case Entity():
            return value.name if official and value.type is EntityType.REGION else value.text
        case Document():
            return value.title
        case Person():
            return {"name": value.name, "post": value.post, "body": value.body.text if value.body else None}
        case Outcome():
            return value.text
        case Whole():
            return {"label": value.label, "value": _number(value.value), "unit": value.unit}
        case Part():
            return {"label": value.label, "value": _number(value.value)}
        case AssessmentRow():
            return _row(value)
    raise TypeError(f"no JSON form for {value!r}")


def _row(row: AssessmentRow) -> dict[str, object]:
    return {
        "window": row.window.text,
        "base": _plain(row.base),
        "deduction": _plain(row.deduction),
        "bonus": _plain(row.bonus),
        "total": _plain(row.total),
        "rank": row.rank,
    }
