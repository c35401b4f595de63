"""How each slot is written: the same way in every kind, unless ``PROPERTIES`` says otherwise.

A slot that holds what it cannot hold is a TypeError that names fact, slot and value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from mappers.facts.fact import Entity, EntityType, Fact, Outcome, Period, Slot, TimeSpan
from mappers.rdf import figure_writer, iris, terms
from mappers.rdf.code_lists import codes
from mappers.rdf.iris import normal
from mappers.rdf.kind_tables import COUNTS, DAYS, FINDINGS, INTEGERS, LINKS, MODES, PROPERTIES, TEXTS
from mappers.rdf.vocabulary import code, std, zw

if TYPE_CHECKING:
    from mappers.rdf.fact_writer import FactWriter

__all__ = ["HANDLERS", "items", "wrong"]


def items(value: object) -> Iterator[object]:
    """The values of a slot, of which there is one or a tuple."""
    return iter(value if isinstance(value, tuple) else (value,))


def _wordings(fact: Fact, slot: Slot) -> Iterator[str]:
    """The values of a slot that holds wordings, given as such or as entities."""
    for value in items(slot.value):
        words = value.name if isinstance(value, Entity) else value
        if not isinstance(words, str):
            raise wrong(fact, slot)
        yield words


def wrong(fact: Fact, slot: Slot) -> TypeError:
    return TypeError(f"slot {slot.name!r} of a {fact.kind} fact of rule {fact.rule} cannot hold {slot.value!r}")


def _is_one(named: Entity) -> bool:
    """Whether a name stands for one thing, not for a group worded as one."""
    return named.type not in (EntityType.GROUP, EntityType.TEXT) and (
        named.type is not EntityType.REGION or named.ref is not None
    )


def _link(writer: FactWriter, node: str, fact: Fact, slot: Slot) -> None:
    predicate, default = LINKS[slot.name]
    predicate = PROPERTIES.get((fact.kind, slot.name), predicate)
    for value in items(slot.value):
        for named in (value, *value.members) if isinstance(value, Entity) else (value,):
            writer.add(node, predicate, writer.thing(node, fact, slot, named, default))


def _text(writer: FactWriter, node: str, fact: Fact, slot: Slot) -> None:
    for words in _wordings(fact, slot):
        writer.add(node, TEXTS[slot.name], terms.text(words))


def _integer(writer: FactWriter, node: str, fact: Fact, slot: Slot) -> None:
    if isinstance(slot.value, bool) or not isinstance(slot.value, int):
        raise wrong(fact, slot)
    writer.add(node, INTEGERS[slot.name], terms.integer(slot.value))
    several = isinstance(actors := fact["actors"], tuple) and len(actors) > 1
    if slot.name == "sessions" and several and "分别" in fact.evidence.quote:
        claim = figure_writer.count(writer.nodes, node, "培训次数", slot.value, "total-or-each")
        writer.add(claim, zw.evidence, writer.nodes.span(fact.evidence))


def _count(writer: FactWriter, node: str, fact: Fact, slot: Slot) -> None:
    if isinstance(slot.value, bool) or not isinstance(slot.value, int | Decimal):
        raise wrong(fact, slot)
    counted, label = COUNTS[slot.name]
    members = tuple(items(fact[counted] or ()))
    named = all(isinstance(member, Entity) and _is_one(member) for member in members)
    complete = bool(members) and named and "等" not in fact.evidence.quote
    predicate = PROPERTIES.get((fact.kind, counted), LINKS[counted][0])
    claim = figure_writer.count(writer.nodes, node, label, slot.value)
    writer.add(claim, zw.countedProperty, predicate)
    writer.add(claim, zw.complete, terms.boolean(complete))
    writer.add(claim, zw.evidence, writer.nodes.span(fact.evidence))


def _day(writer: FactWriter, node: str, fact: Fact, slot: Slot) -> None:
    value = slot.value.start if isinstance(slot.value, TimeSpan) else slot.value
    if not isinstance(value, date):
        raise wrong(fact, slot)
    writer.add(node, DAYS[slot.name], terms.day(value))


def _date(writer: FactWriter, node: str, fact: Fact, slot: Slot) -> None:
    value = TimeSpan(slot.value, slot.value) if isinstance(slot.value, date) else slot.value
    if not isinstance(value, TimeSpan):
        raise wrong(fact, slot)
    if value.start == value.end:
        writer.add(node, zw.date, terms.day(value.start))
    else:
        writer.add(node, zw.period, writer.nodes.period(value.start, value.end))


def _period(writer: FactWriter, node: str, fact: Fact, slot: Slot) -> None:
    if not isinstance(slot.value, Period | TimeSpan):
        raise wrong(fact, slot)
    writer.add(node, zw.period, writer.nodes.period(slot.value.start, slot.value.end))


def _outcomes(writer: FactWriter, node: str, fact: Fact, slot: Slot) -> None:
    for value in items(slot.value):
        if not isinstance(value, Outcome) or value.type not in FINDINGS:
            raise wrong(fact, slot)
        predicate, kind = FINDINGS[value.type]
        inner = terms.iri(
            iris.fact_part(node[1:-1], f"{value.type.replace('_', '-')}-{iris.digest(normal(value.text))}")
        )
        writer.add(node, predicate, inner)
        writer.add(inner, std.type, kind)
        writer.add(inner, std.label, terms.text(value.text))
        writer.add(inner, zw.evidence, writer.nodes.span(fact.evidence))


def _segments(writer: FactWriter, node: str, fact: Fact, slot: Slot) -> None:
    for words in _wordings(fact, slot):
        inner = terms.iri(iris.fact_part(node[1:-1], f"segment-{iris.digest(normal(words))}"))
        writer.add(inner, std.type, zw.Event)
        writer.add(inner, std.label, terms.text(words))
        writer.add(node, zw.segment, inner)
        writer.add(inner, zw.partOfEvent, node)


def _direction(writer: FactWriter, node: str, fact: Fact, slot: Slot) -> None:
    if slot.value not in ("delegate", "withdraw", "stop"):
        raise wrong(fact, slot)
    writer.add(node, zw.delegationDirection, code(str(slot.value)))
    if fact["mode"] is None:
        quote = normal(fact.evidence.quote)
        _modes(writer, node, [word for word in MODES if word in quote])


def _mode(writer: FactWriter, node: str, fact: Fact, slot: Slot) -> None:
    words = [value.name if isinstance(value, Entity) else str(value) for value in items(slot.value)]
    if not _modes(writer, node, words):
        raise wrong(fact, slot)


def _modes(writer: FactWriter, node: str, words: list[str]) -> int:
    found = {name for word in words if (name := codes().find("delegationMode", word))}
    for name in found:
        writer.add(node, zw.delegationMode, terms.iri(iris.code(name)))
    return len(found)


def _delegatee(writer: FactWriter, node: str, fact: Fact, slot: Slot) -> None:
    """Who takes over in each region: 林草主管部门 gives one group per region."""
    for words in _wordings(fact, slot):
        for region in items(fact["regions"] or ()):
            if isinstance(region, Entity):
                full = f"{region.name}{words}"
                group = Entity(full, EntityType.GROUP, full=full, region=region.ref)
                writer.add(node, zw.delegatee, writer.nodes.entity(group))


def _joint(writer: FactWriter, node: str, fact: Fact, slot: Slot) -> None:
    if not isinstance(slot.value, bool):
        raise wrong(fact, slot)
    writer.add(node, zw.joint, terms.boolean(slot.value))


def _honour(writer: FactWriter, node: str, fact: Fact, slot: Slot) -> None:
    for words in _wordings(fact, slot):
        writer.add(node, zw.honour, writer.nodes.concept("honour", words))


def _tokens(writer: FactWriter, node: str, fact: Fact, slot: Slot) -> None:
    for words in _wordings(fact, slot):
        writer.add(node, zw.commendationItem, writer.nodes.concept("commendationItem", words))


def _list(writer: FactWriter, node: str, fact: Fact, slot: Slot) -> None:
    for value in items(slot.value):
        if isinstance(value, Entity) and value.type is EntityType.PLATFORM:
            writer.add(node, zw.putOn, writer.nodes.entity(value))
        elif isinstance(value, Entity | str):
            name = value.name if isinstance(value, Entity) else value
            writer.add(node, zw.putOn, writer.nodes.matter_list(name))
        else:
            raise wrong(fact, slot)


def _of(writer: FactWriter, node: str, fact: Fact, slot: Slot) -> None:
    """What a statement is about; its words also stand on the thing itself, where people look for them."""
    about = writer.thing(node, fact, slot, slot.value, EntityType.TEXT)
    writer.add(node, zw.about, about)
    words = fact["text"]
    shortcut = {"effect": zw.claimedEffect, "topic": zw.topicText}.get(fact.kind)
    if shortcut and isinstance(words, str):
        writer.add(about, shortcut, terms.text(words))
    if fact.kind == "composition":
        writer.add(about, zw.countClaim, node)


def _fact_link(writer: FactWriter, node: str, fact: Fact, slot: Slot) -> None:
    if not isinstance(slot.value, Fact):
        raise wrong(fact, slot)
    predicate = zw.issuedAt if slot.name == "at" else zw.partOfEvent
    writer.add(node, predicate, terms.iri(writer.identity.of(slot.value)))


def _nothing(writer: FactWriter, node: str, fact: Fact, slot: Slot) -> None:
    """A slot that only helps another one."""


Handler = Callable[["FactWriter", str, Fact, Slot], None]
HANDLERS: dict[str, Handler] = {
    **dict.fromkeys(LINKS, _link),
    **dict.fromkeys(TEXTS, _text),
    **dict.fromkeys(INTEGERS, _integer),
    **dict.fromkeys(COUNTS, _count),
    **dict.fromkeys(DAYS, _day),
    **dict.fromkeys(("name", "status", "assertion"), _nothing),
    "date": _date,
    "period": _period,
    "outcomes": _outcomes,
    "segments": _segments,
    "direction": _direction,
    "mode": _mode,
    "delegatee": _delegatee,
    "joint": _joint,
    "honour": _honour,
    "items": _tokens,
    "list": _list,
    "of": _of,
    "at": _fact_link,
    "part_of": _fact_link,
}
