"""Writes facts: class and label of each, and what its slots say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TypeAlias

from mappers.facts.fact import Document, Entity, EntityType, Fact, FactRef, Period, Person, Slot
from mappers.facts.model import MODEL
from mappers.rdf import figure_writer, iris, std, terms, zw
from mappers.rdf.code_lists import codes
from mappers.rdf.slot_writer import write_segments, write_slot
from mappers.rdf.terms import Iri
from mappers.rdf.value_writer import ValueWriter, items

__all__ = ["write_fact"]

#: Slots that name a fact, the one that tells it best from others first.
_NAMING = (
    *("name", "programme", "honour", "list", "topic", "documents", "matters", "aspect", "text"),
    *("receiver", "destinations", "targets", "persons", "actors", "document", "matter", "platforms"),
)
#: Slots whose wording can name a programme.
_PROGRAMME_SLOTS = ("name", "topic", "programme", "list", "text", "basis", "note", "documents", "document")
#: What a count_claim can count beside the slots of the fact that it is about.
_COUNTED = {"directives": zw.issuedAt, "segments": zw.segment, "delegatee": zw.delegatee, "parts": zw.breakdown}


def write_fact(writer: ValueWriter, fact: Fact) -> None:
    """Everything that a fact says, without where it stands and who read it.

    Raises TypeError for a kind or slot that the model does not know, or a slot that holds what it cannot hold.
    """
    node = writer.identity.of(fact)
    kind = MODEL[fact.kind]
    values = {slot.name: slot.value for slot in fact.slots if slot.value not in (None, (), "")}
    writer.add(node, std.type, Iri(kind.cls))
    if kind.prefix:
        writer.add(node, std.label, terms.text(_label(fact, values, kind.prefix)))
    write, own = _KINDS.get(fact.kind, (None, frozenset()))
    if write is not None:
        write(writer, node, fact)
    for slot in fact.slots:
        if slot.name not in own and slot.name in values:
            write_slot(writer, node, fact, slot)
    _programmes(writer, node, fact, values)


def _statistic(writer: ValueWriter, node: Iri, fact: Fact) -> None:
    figure_writer.statistic(writer.nodes, node, fact)


def _composition(writer: ValueWriter, node: Iri, fact: Fact) -> None:
    figure_writer.composition(writer.nodes, node, fact)


def _assessment(writer: ValueWriter, node: Iri, fact: Fact) -> None:
    figure_writer.assessment(writer.nodes, node, fact)


def _patrol(writer: ValueWriter, node: Iri, fact: Fact) -> None:
    result = fact["result"]
    words = result.name if isinstance(result, Entity) else result if isinstance(result, str) else ""
    writer.add(node, std.isPartOf, iris.patrol(writer.nodes.scope))
    writer.add(node, zw.result, iris.code(codes().find("patrolResult", words) or "narrative"))
    writer.add(node, zw.resultText, terms.text(words))


def _count_claim(writer: ValueWriter, node: Iri, fact: Fact) -> None:
    value = figure_writer.number(fact, "count")
    if value is None:
        raise TypeError(f"a count_claim of rule {fact.rule} has no count")
    label, unit, approx = fact["label"], fact["unit"], fact["approx"]
    writer.add(node, std.label, terms.text(str(label or "数量")))
    how = approx if isinstance(approx, str) else figure_writer.qualifier(value, bool(approx), fact.evidence.quote)
    printed = unit if isinstance(unit, str) else None
    figure_writer.FigureValue.read(value, printed, how).write(writer.nodes, node, zw.claimedCount, printed)
    of, counted = fact["of"], fact["slot"]
    if of is not None:
        owner = writer.mentioned(node, fact, Slot("of", of), of, EntityType.TEXT)
        writer.add(owner, zw.countClaim, node)
        for slot in fact.slots:
            if slot.name == "segments":
                write_segments(writer, owner, fact, slot)
    if isinstance(counted, str):
        about = writer.identity.facts[of.key].kind if isinstance(of, FactRef) else None
        writer.add(node, zw.countedProperty, _counted(about, counted))
        writer.add(node, zw.complete, terms.boolean(bool(fact["complete"])))


def _counted(kind: str | None, slot: str) -> Iri:
    """The property that holds what a count counts."""
    if slot in _COUNTED:
        return _COUNTED[slot]
    spec = MODEL[kind].by_name.get(slot) if kind else None
    if spec is None or spec.property is None:
        raise TypeError(f"a count_claim counts the slot {slot!r}, which holds nothing that can be counted")
    return Iri(spec.property)


def _programmes(writer: ValueWriter, node: Iri, fact: Fact, values: Mapping[str, object]) -> None:
    """Links to the programmes that the wording of some slots names; a topic is that of the event as well."""
    for name in _PROGRAMME_SLOTS:
        for item in items(values[name]) if name in values else ():
            words = item.title if isinstance(item, Document) else item.name if isinstance(item, Entity) else item
            if isinstance(words, str):
                for found, misprint in codes().programmes_in(words):
                    writer.add(node, zw.topic, iris.code(found))
                    if misprint:
                        writer.add(node, zw.misprint, terms.text(misprint))
                    if isinstance(about := fact["of"], FactRef) and fact.kind == "topic":
                        writer.add(writer.identity.of_ref(about), zw.topic, iris.code(found))


def _label(fact: Fact, values: Mapping[str, object], prefix: str) -> str:
    """A short name for a fact, from what tells it best from others of its kind."""
    if fact.kind == "statistic":
        return "".join(_words(values[name]) for name in ("scope", "measure", "value", "unit") if name in values)
    if fact.kind == "assessment" and isinstance(period := fact["period"], Period) and period.start and period.end:
        months = (period.start.year, period.start.month) == (period.end.year, period.end.month)
        return (
            f"{period.start.year}年{period.start.month}月{prefix}" if months else f"{period.start}/{period.end}{prefix}"
        )
    for name in _NAMING:
        if name == "name" and name in values:
            return _words(values[name])
        if name in values:
            return f"{prefix}：{'、'.join(map(_words, items(values[name])))}"
    return prefix


def _words(value: object) -> str:
    if isinstance(value, Document):
        return value.title or value.number or ""
    if isinstance(value, int | Decimal):
        return terms.canonical(Decimal(value))
    return value.name if isinstance(value, Entity | Person) else str(value)


_KindWriter: TypeAlias = Callable[[ValueWriter, Iri, Fact], None]
#: Kinds that are written in a way of their own, with the slots that this takes care of.
_KINDS: dict[str, tuple[_KindWriter, frozenset[str]]] = {
    "statistic": (_statistic, frozenset({"measure", "scope", "value", "unit", "approx", "period"})),
    "composition": (_composition, frozenset({"whole", "parts", "period"})),
    "assessment": (_assessment, frozenset({"rows", "period"})),
    "patrol": (_patrol, frozenset({"aspect", "result"})),
    "count_claim": (
        _count_claim,
        frozenset({"label", "count", "approx", "complete", "of", "slot", "unit", "segments"}),
    ),
}
