"""How each slot is written: by its type, and in a way of its own where :data:`_SPECIAL` says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from mappers.facts.fact import Entity, EntityType, Fact, FactRef, Outcome, Period, Slot, TimeSpan
from mappers.facts.model import MODEL
from mappers.facts.spec import SlotSpec, SlotType
from mappers.rdf import figure_writer, iris, std, terms, zw
from mappers.rdf.code_lists import codes
from mappers.rdf.iris import normal
from mappers.rdf.terms import Iri
from mappers.rdf.value_writer import ValueWriter, invalid, items, wordings
from mappers.rdf.vocabulary import code

__all__ = ["write_segments", "write_slot"]

_Writer: TypeAlias = Callable[[ValueWriter, Iri, Fact, Slot, SlotSpec], None]

_OUTCOMES = {"finding": (zw.finding, zw.Finding), "follow_up": (zw.followUp, zw.FollowUp)}
_MODES = ("委托", "下放", "赋予", "赋权", "授权", "收回", "停止", "终止", "失效")
#: What stands on the thing itself that a statement is about, where people look for it.
_SHORTCUTS = {"effect": zw.claimedEffect, "topic": zw.topicText}


def write_slot(writer: ValueWriter, node: Iri, fact: Fact, slot: Slot) -> None:
    """Write one slot of a fact.

    Raises TypeError when the kind has no such slot or it holds what it cannot hold.
    """
    spec = MODEL[fact.kind].by_name.get(slot.name)
    if spec is None:
        raise TypeError(f"a {fact.kind} fact of rule {fact.rule} has a slot {slot.name!r} that the model does not know")
    if not spec.internal:
        write = _SPECIAL.get(slot.name) or _BY_TYPE.get(spec.type)
        if write is None:
            raise TypeError(f"no writer for the slot {slot.name!r} of type {spec.type} of a {fact.kind} fact")
        write(writer, node, fact, slot, spec)


def _property(spec: SlotSpec) -> Iri:
    if spec.property is None:
        raise TypeError(f"the model gives the slot {spec.name!r} no property")
    return Iri(spec.property)


def _is_one(named: Entity) -> bool:
    """Whether a name stands for one thing, not for a group worded as one."""
    return named.type not in (EntityType.GROUP, EntityType.TEXT) and (
        named.type is not EntityType.REGION or named.ref is not None
    )


def _link(writer: ValueWriter, node: Iri, fact: Fact, slot: Slot, spec: SlotSpec) -> None:
    predicate, bare = _property(spec), spec.bare or EntityType.TEXT
    for value in items(slot.value):
        for named in (value, *value.members) if isinstance(value, Entity) else (value,):
            writer.add(node, predicate, writer.mentioned(node, fact, slot, named, bare))


def _wording(writer: ValueWriter, node: Iri, fact: Fact, slot: Slot, spec: SlotSpec) -> None:
    predicate = _property(spec)
    for words in wordings(fact, slot):
        value = writer.nodes.concept(spec.code_list, words) if spec.code_list else terms.text(words)
        writer.add(node, predicate, value)


def _integer(writer: ValueWriter, node: Iri, fact: Fact, slot: Slot, spec: SlotSpec) -> None:
    if isinstance(slot.value, bool) or not isinstance(slot.value, int):
        raise invalid(fact, slot)
    writer.add(node, _property(spec), terms.integer(slot.value))


def _sessions(writer: ValueWriter, node: Iri, fact: Fact, slot: Slot, spec: SlotSpec) -> None:
    """One number after 分别 can be the total or the number of each."""
    _integer(writer, node, fact, slot, spec)
    several = isinstance(actors := fact["actors"], tuple) and len(actors) > 1
    if several and isinstance(slot.value, int) and "分别" in fact.evidence.quote:
        claim = figure_writer.count(writer.nodes, node, "培训次数", slot.value, "total-or-each")
        writer.add(claim, zw.evidence, writer.nodes.span(fact.evidence))


def _count(writer: ValueWriter, node: Iri, fact: Fact, slot: Slot, spec: SlotSpec) -> None:
    if isinstance(slot.value, bool) or not isinstance(slot.value, int | Decimal) or spec.counts is None:
        raise invalid(fact, slot)
    members = tuple(items(fact[spec.counts] or ()))
    named = all(isinstance(member, Entity) and _is_one(member) for member in members)
    complete = bool(members) and named and "等" not in fact.evidence.quote
    claim = figure_writer.count(writer.nodes, node, spec.counted or spec.zh, slot.value)
    writer.add(claim, zw.countedProperty, _property(MODEL[fact.kind].by_name[spec.counts]))
    writer.add(claim, zw.complete, terms.boolean(complete))
    writer.add(claim, zw.evidence, writer.nodes.span(fact.evidence))


def _day(writer: ValueWriter, node: Iri, fact: Fact, slot: Slot, spec: SlotSpec) -> None:
    value = slot.value.start if isinstance(slot.value, TimeSpan) else slot.value
    if not isinstance(value, date):
        raise invalid(fact, slot)
    writer.add(node, _property(spec), terms.day(value))


def _date(writer: ValueWriter, node: Iri, fact: Fact, slot: Slot, spec: SlotSpec) -> None:
    value = TimeSpan(slot.value, slot.value) if isinstance(slot.value, date) else slot.value
    if not isinstance(value, TimeSpan):
        raise invalid(fact, slot)
    if value.start == value.end:
        writer.add(node, _property(spec), terms.day(value.start))
    else:
        writer.add(node, zw.period, writer.nodes.period(value.start, value.end))


def _flag(writer: ValueWriter, node: Iri, fact: Fact, slot: Slot, spec: SlotSpec) -> None:
    if not isinstance(slot.value, bool):
        raise invalid(fact, slot)
    writer.add(node, _property(spec), terms.boolean(slot.value))


def _outcomes(writer: ValueWriter, node: Iri, fact: Fact, slot: Slot, spec: SlotSpec) -> None:
    for value in items(slot.value):
        if not isinstance(value, Outcome) or value.type not in _OUTCOMES:
            raise invalid(fact, slot)
        predicate, kind = _OUTCOMES[value.type]
        inner = iris.fact_part(node, f"{value.type.replace('_', '-')}-{iris.digest(normal(value.text))}")
        writer.add(node, predicate, inner)
        writer.add(inner, std.type, kind)
        writer.add(inner, std.label, terms.text(value.text))
        writer.add(inner, zw.evidence, writer.nodes.span(fact.evidence))


def write_segments(writer: ValueWriter, node: Iri, fact: Fact, slot: Slot) -> None:
    """The named parts of the event `node`."""
    for words in wordings(fact, slot):
        inner = iris.fact_part(node, f"segment-{iris.digest(normal(words))}")
        writer.add(inner, std.type, zw.Event)
        writer.add(inner, std.label, terms.text(words))
        writer.add(node, zw.segment, inner)
        writer.add(inner, zw.partOfEvent, node)


def _segments(writer: ValueWriter, node: Iri, fact: Fact, slot: Slot, spec: SlotSpec) -> None:
    write_segments(writer, node, fact, slot)


def _direction(writer: ValueWriter, node: Iri, fact: Fact, slot: Slot, spec: SlotSpec) -> None:
    if slot.value not in ("delegate", "withdraw", "stop"):
        raise invalid(fact, slot)
    writer.add(node, _property(spec), code(str(slot.value)))
    if fact["mode"] is None:
        quote = normal(fact.evidence.quote)
        _write_modes(writer, node, [word for word in _MODES if word in quote])


def _mode(writer: ValueWriter, node: Iri, fact: Fact, slot: Slot, spec: SlotSpec) -> None:
    words = [value.name if isinstance(value, Entity) else str(value) for value in items(slot.value)]
    if not _write_modes(writer, node, words):
        raise invalid(fact, slot)


def _write_modes(writer: ValueWriter, node: Iri, words: list[str]) -> int:
    found = {name for word in words if (name := codes().find("delegationMode", word))}
    for name in found:
        writer.add(node, zw.delegationMode, iris.code(name))
    return len(found)


def _delegatee(writer: ValueWriter, node: Iri, fact: Fact, slot: Slot, spec: SlotSpec) -> None:
    """Who takes over in each region: 林草主管部门 gives one group per region."""
    for words in wordings(fact, slot):
        for region in items(fact["regions"] or ()):
            if isinstance(region, Entity):
                full = f"{region.name}{words}"
                group = Entity(full, EntityType.GROUP, full=full, region=region.ref)
                writer.add(node, _property(spec), writer.nodes.entity(group))


def _list(writer: ValueWriter, node: Iri, fact: Fact, slot: Slot, spec: SlotSpec) -> None:
    for value in items(slot.value):
        if isinstance(value, Entity) and value.type is EntityType.PLATFORM:
            writer.add(node, _property(spec), writer.nodes.entity(value))
        elif isinstance(value, Entity | str):
            name = value.name if isinstance(value, Entity) else value
            writer.add(node, _property(spec), writer.nodes.matter_list(name))
        else:
            raise invalid(fact, slot)


def _of(writer: ValueWriter, node: Iri, fact: Fact, slot: Slot, spec: SlotSpec) -> None:
    about = writer.mentioned(node, fact, slot, slot.value, EntityType.TEXT)
    writer.add(node, _property(spec), about)
    words = fact["text"]
    shortcut = _SHORTCUTS.get(fact.kind)
    if shortcut and isinstance(words, str):
        writer.add(about, shortcut, terms.text(words))
    if fact.kind == "composition":
        writer.add(about, zw.countClaim, node)


def _fact(writer: ValueWriter, node: Iri, fact: Fact, slot: Slot, spec: SlotSpec) -> None:
    if not isinstance(slot.value, FactRef):
        raise invalid(fact, slot)
    writer.add(node, _property(spec), writer.identity.of_ref(slot.value))


def _period(writer: ValueWriter, node: Iri, fact: Fact, slot: Slot, spec: SlotSpec) -> None:
    if not isinstance(slot.value, Period | TimeSpan):
        raise invalid(fact, slot)
    writer.add(node, zw.period, writer.nodes.period(slot.value.start, slot.value.end))


_BY_TYPE: dict[SlotType, _Writer] = {
    SlotType.ENTITY: _link,
    SlotType.DOCUMENT: _link,
    SlotType.PERSON: _link,
    SlotType.FACT: _fact,
    SlotType.WORDING: _wording,
    SlotType.INTEGER: _integer,
    SlotType.COUNT: _count,
    SlotType.DAY: _day,
    SlotType.DATE: _date,
    SlotType.PERIOD: _period,
    SlotType.FLAG: _flag,
    SlotType.OUTCOME: _outcomes,
}
_SPECIAL: dict[str, _Writer] = {
    "sessions": _sessions,
    "segments": _segments,
    "direction": _direction,
    "mode": _mode,
    "delegatee": _delegatee,
    "list": _list,
    "of": _of,
}
