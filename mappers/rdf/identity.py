"""What makes a fact this fact and no other: its slots, in a form that layout and order cannot change.

Separators are control characters that :func:`mappers.rdf.iris.normal` drops from every wording.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal

from mappers.facts.fact import (
    AssessmentRow,
    Document,
    Entity,
    Fact,
    FactKey,
    FactRef,
    Outcome,
    Part,
    Period,
    Person,
    TimeSpan,
    Whole,
)
from mappers.facts.model import MODEL
from mappers.rdf import iris
from mappers.rdf.code_lists import codes
from mappers.rdf.iris import Scope, normal
from mappers.rdf.terms import Iri, canonical

__all__ = ["Identity", "issuer"]


def issuer(fact: Fact) -> Entity | None:
    """The registered body that comes first among those who act."""
    actors = fact["actors"]
    if isinstance(actors, tuple):
        return next((actor for actor in actors if isinstance(actor, Entity) and actor.ref), None)
    return None


class Identity:
    """Gives each fact of one bulletin its IRI; two facts that say the same get the same."""

    def __init__(self, scope: Scope, facts: Iterable[Fact] = ()) -> None:
        self._scope = scope
        self.facts: Mapping[FactKey, Fact] = {fact.key: fact for fact in facts if fact.key}
        self._known: dict[FactKey, Iri] = {}

    def of_ref(self, ref: FactRef) -> Iri:
        """The IRI of the fact that a slot refers to; a KeyError when the bulletin has none with that key."""
        return self._known.get(ref.key) or self.of(self.facts[ref.key])

    def of(self, fact: Fact) -> Iri:
        """The IRI of a fact."""
        known = self._known.get(fact.key)
        if known is not None:
            return known
        if fact.kind not in MODEL:
            raise TypeError(f"rule {fact.rule} yields a fact of the kind {fact.kind!r}, which the model does not know")
        lead = issuer(fact)
        minted = iris.fact(
            self._scope,
            fact.kind,
            iris.org_key(lead) if lead is not None else None,
            _when(fact),
            "\x1e".join(
                sorted(f"{slot.name}={words}" for slot in fact.slots if (words := self._canonical(slot.value, fact)))
            ),
        )
        if fact.key:
            self._known[fact.key] = minted
        return minted

    def _canonical(self, value: object, fact: Fact) -> str:
        """The canonical words for a value; nothing for what says nothing."""
        if value is None or value is False:
            return ""
        if isinstance(value, tuple):
            return "\x1f".join(self._canonical(item, fact) for item in value)
        if isinstance(value, FactRef):
            return self.of_ref(value)
        if isinstance(value, Entity):
            return iris.entity(value, self._scope)
        if isinstance(value, Document):
            lead = issuer(fact)
            title = value.title or value.number or ""
            key = iris.org_key(lead) if lead is not None else None
            return iris.document(title, value.number, codes().document_kind(title), key, self._scope)
        write = _CANONICAL.get(type(value))
        if write is None:
            raise TypeError(f"a {fact.kind} fact of rule {fact.rule} holds {value!r}, of no type that a slot can have")
        return write(value)


def _when(fact: Fact) -> str | None:
    """The day of a fact, else the code of its first registered place."""
    day = fact["date"]
    if isinstance(day, TimeSpan):
        return day.start.isoformat()
    if isinstance(day, date):
        return day.isoformat()
    places = fact["place"]
    codes_of_places = (place.ref for place in places if isinstance(place, Entity)) if isinstance(places, tuple) else ()
    return next((ref for ref in codes_of_places if ref and ref.isascii() and ref.isalnum()), None)


def _row(row: AssessmentRow) -> str:
    figures = (row.base, row.deduction, row.bonus, row.total)
    name = iris.org_key(row.window) if row.window.parent is None else iris.window_of(row.window)
    return "\x1d".join(
        (name, *("" if figure is None else canonical(figure) for figure in figures), str(row.rank or ""))
    )


def _person(person: Person) -> str:
    return "\x1d".join(
        (normal(person.name), normal(person.post or ""), iris.org_key(person.body) if person.body else "")
    )


_CANONICAL: dict[type, Callable[..., str]] = {
    str: normal,
    bool: lambda value: "true",
    int: str,
    Decimal: canonical,
    date: date.isoformat,
    TimeSpan: lambda span: f"{span.start}/{span.end}",
    Period: lambda period: f"{period.kind}:{period.start}/{period.end}",
    Person: _person,
    Whole: lambda whole: f"{normal(whole.label)}|{canonical(whole.value)}|{normal(whole.unit or '')}|{whole.approx}",
    Part: lambda part: f"{normal(part.label)}|{canonical(part.value)}",
    Outcome: lambda outcome: f"{outcome.type}:{normal(outcome.text)}",
    AssessmentRow: _row,
}
