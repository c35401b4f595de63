"""Writes facts: a kind has a class, a slot is written the same way in every kind unless ``PROPERTIES`` says otherwise.

A slot that is not known, or holds what it cannot hold, is a TypeError that names fact, slot and value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from mappers import iris
from mappers.fact import Document, Entity, EntityType, Fact, Outcome, Period, Person, Slot, TimeSpan
from mappers.iris import normal
from mappers.triples import numbers, terms
from mappers.triples.codes import codes
from mappers.triples.identity import Identity, issuer
from mappers.triples.kinds import (
    CLASSES,
    COUNTS,
    DAYS,
    FINDINGS,
    INTEGERS,
    KIND_SLOTS,
    LABEL_SLOTS,
    LINKS,
    MODES,
    PROPERTIES,
    STATUS,
    STATUSES,
    TEXTS,
)
from mappers.triples.nodes import Nodes
from mappers.triples.vocabulary import code, std, zw

__all__ = ["FactWriter"]


class FactWriter:
    """Writes the facts of one bulletin."""

    def __init__(self, nodes: Nodes, identity: Identity) -> None:
        self.nodes = nodes
        self.identity = identity
        self._add = nodes.quads.add
        self._statuses: dict[str, set[str]] = {}

    def finish(self) -> None:
        """Write what all facts together say of a document: the strongest of its states."""
        for node, statuses in self._statuses.items():
            self._add(node, zw.documentStatus, code(min(statuses, key=STATUSES.index)))

    def write(self, fact: Fact) -> None:
        """Everything that a fact says, without where it stands and who read it."""
        node = terms.iri(self.identity.of(fact))
        kind, opening = CLASSES[fact.kind]
        values = {slot.name: slot.value for slot in fact.slots if slot.value not in (None, (), "")}
        self._add(node, std.type, kind)
        if fact.kind not in ("composition", "count_claim"):
            self._add(node, std.label, terms.text(_label(fact, values, opening)))
        if whole := _KINDS.get(fact.kind):
            whole(self, node, fact)
        own = KIND_SLOTS.get(fact.kind, frozenset())
        for slot in fact.slots:
            if slot.name in own or slot.name not in values:
                continue
            handle = _SLOTS.get(slot.name)
            if handle is None:
                raise TypeError(f"a {fact.kind} fact of rule {fact.rule} has a slot {slot.name!r} that is not known")
            handle(self, node, fact, slot)
        self._programmes(node, values)

    # --- slots ----------------------------------------------------------------------------------------------------

    def link(self, node: str, fact: Fact, slot: Slot) -> None:
        predicate, default = LINKS[slot.name]
        predicate = PROPERTIES.get((fact.kind, slot.name), predicate)
        for value in _items(slot.value):
            self._add(node, predicate, self._thing(node, fact, slot, value, default))

    def _thing(self, node: str, fact: Fact, slot: Slot, value: object, default: EntityType) -> str:
        """The node of one value of a slot."""
        if isinstance(value, str):
            value = Document(value) if default is EntityType.TEXT else Entity(value, default)
        if isinstance(value, Entity):
            self.nodes.mention(node, value)
            return self.nodes.entity(value)
        if isinstance(value, Person):
            for tenure in self.nodes.tenures(value):
                self._tenure(tenure, fact)
            return self.nodes.official(value)
        if isinstance(value, Document):
            return self._document(fact, value)
        if isinstance(value, Fact):
            return terms.iri(self.identity.of(value))
        raise _wrong(fact, slot)

    def _tenure(self, tenure: str, fact: Fact) -> None:
        self._add(tenure, zw.evidence, self.nodes.span(fact.evidence))
        seen = fact["date"]
        if isinstance(seen, TimeSpan):
            if seen.start == seen.end:
                self._add(tenure, zw.observedOn, terms.day(seen.start))
            else:
                self._add(tenure, zw.period, self.nodes.period(seen.start, seen.end))

    def _document(self, fact: Fact, document: Document) -> str:
        node = self.nodes.document(document, issuer(fact))
        given = fact["status"]
        status = given if isinstance(given, str) else STATUS.get(fact.kind, "mentioned")
        self._statuses.setdefault(node, set()).add(status)
        if fact.kind == "release":
            for actor in _items(fact["actors"] or ()):
                if isinstance(actor, Entity):
                    self._add(node, zw.issuedBy, self.nodes.entity(actor))
            day = fact["date"]
            if status == "issued" and isinstance(day, TimeSpan) and day.start == day.end:
                self._add(node, std.issued, terms.day(day.start))
        return node

    def text(self, node: str, fact: Fact, slot: Slot) -> None:
        for words in _wordings(fact, slot):
            self._add(node, TEXTS[slot.name], terms.text(words))

    def integer(self, node: str, fact: Fact, slot: Slot) -> None:
        if isinstance(slot.value, bool) or not isinstance(slot.value, int):
            raise _wrong(fact, slot)
        self._add(node, INTEGERS[slot.name], terms.integer(slot.value))
        several = isinstance(actors := fact["actors"], tuple) and len(actors) > 1
        if slot.name == "sessions" and several and "分别" in fact.evidence.quote:
            claim = numbers.count(self.nodes, node, "培训次数", slot.value, "total-or-each")
            self._add(claim, zw.evidence, self.nodes.span(fact.evidence))

    def count(self, node: str, fact: Fact, slot: Slot) -> None:
        if isinstance(slot.value, bool) or not isinstance(slot.value, int | Decimal):
            raise _wrong(fact, slot)
        counted, label = COUNTS[slot.name]
        members = tuple(_items(fact[counted] or ()))
        named = all(isinstance(member, Entity) and _is_one(member) for member in members)
        complete = bool(members) and named and "等" not in fact.evidence.quote
        predicate = PROPERTIES.get((fact.kind, counted), LINKS[counted][0])
        claim = numbers.count(self.nodes, node, label, slot.value)
        self._add(claim, zw.countedProperty, predicate)
        self._add(claim, zw.complete, terms.boolean(complete))
        self._add(claim, zw.evidence, self.nodes.span(fact.evidence))

    def day(self, node: str, fact: Fact, slot: Slot) -> None:
        value = slot.value.start if isinstance(slot.value, TimeSpan) else slot.value
        if not isinstance(value, date):
            raise _wrong(fact, slot)
        self._add(node, DAYS[slot.name], terms.day(value))

    def date(self, node: str, fact: Fact, slot: Slot) -> None:
        value = TimeSpan(slot.value, slot.value) if isinstance(slot.value, date) else slot.value
        if not isinstance(value, TimeSpan):
            raise _wrong(fact, slot)
        if value.start == value.end:
            self._add(node, zw.date, terms.day(value.start))
        else:
            self._add(node, zw.period, self.nodes.period(value.start, value.end))

    def period(self, node: str, fact: Fact, slot: Slot) -> None:
        if not isinstance(slot.value, Period | TimeSpan):
            raise _wrong(fact, slot)
        self._add(node, zw.period, self.nodes.period(slot.value.start, slot.value.end))

    def outcomes(self, node: str, fact: Fact, slot: Slot) -> None:
        for value in _items(slot.value):
            if not isinstance(value, Outcome) or value.type not in FINDINGS:
                raise _wrong(fact, slot)
            predicate, kind = FINDINGS[value.type]
            inner = terms.iri(
                iris.fact_part(node[1:-1], f"{value.type.replace('_', '-')}-{iris.digest(normal(value.text))}")
            )
            self._add(node, predicate, inner)
            self._add(inner, std.type, kind)
            self._add(inner, std.label, terms.text(value.text))
            self._add(inner, zw.evidence, self.nodes.span(fact.evidence))

    def segments(self, node: str, fact: Fact, slot: Slot) -> None:
        for words in _wordings(fact, slot):
            inner = terms.iri(iris.fact_part(node[1:-1], f"segment-{iris.digest(normal(words))}"))
            self._add(inner, std.type, zw.Event)
            self._add(inner, std.label, terms.text(words))
            self._add(node, zw.segment, inner)
            self._add(inner, zw.partOfEvent, node)

    def direction(self, node: str, fact: Fact, slot: Slot) -> None:
        if slot.value not in ("delegate", "withdraw", "stop"):
            raise _wrong(fact, slot)
        self._add(node, zw.delegationDirection, code(str(slot.value)))
        if fact["mode"] is None:
            quote = normal(fact.evidence.quote)
            self._modes(node, [word for word in MODES if word in quote])

    def mode(self, node: str, fact: Fact, slot: Slot) -> None:
        words = [value.name if isinstance(value, Entity) else str(value) for value in _items(slot.value)]
        if not self._modes(node, words):
            raise _wrong(fact, slot)

    def _modes(self, node: str, words: list[str]) -> int:
        found = {name for word in words if (name := codes().find("delegationMode", word))}
        for name in found:
            self._add(node, zw.delegationMode, terms.iri(iris.code(name)))
        return len(found)

    def delegatee(self, node: str, fact: Fact, slot: Slot) -> None:
        """Who takes over in each region: 林草主管部门 gives one group per region."""
        for words in _wordings(fact, slot):
            for region in _items(fact["regions"] or ()):
                if isinstance(region, Entity):
                    full = f"{region.name}{words}"
                    group = Entity(full, EntityType.GROUP, full=full, region=region.ref)
                    self._add(node, zw.delegatee, self.nodes.entity(group))

    def joint(self, node: str, fact: Fact, slot: Slot) -> None:
        if not isinstance(slot.value, bool):
            raise _wrong(fact, slot)
        self._add(node, zw.joint, terms.boolean(slot.value))

    def honour(self, node: str, fact: Fact, slot: Slot) -> None:
        for words in _wordings(fact, slot):
            self._add(node, zw.honour, self.nodes.concept("honour", words))

    def tokens(self, node: str, fact: Fact, slot: Slot) -> None:
        for words in _wordings(fact, slot):
            self._add(node, zw.commendationItem, self.nodes.concept("commendationItem", words))

    def list(self, node: str, fact: Fact, slot: Slot) -> None:
        for value in _items(slot.value):
            if isinstance(value, Entity) and value.type is EntityType.PLATFORM:
                self._add(node, zw.putOn, self.nodes.entity(value))
            elif isinstance(value, Entity | str):
                name = value.name if isinstance(value, Entity) else value
                self._add(node, zw.putOn, self.nodes.matter_list(name))
            else:
                raise _wrong(fact, slot)

    def of(self, node: str, fact: Fact, slot: Slot) -> None:
        """What a statement is about; its words also stand on the thing itself, where people look for them."""
        about = self._thing(node, fact, slot, slot.value, EntityType.TEXT)
        self._add(node, zw.about, about)
        words = fact["text"]
        shortcut = {"effect": zw.claimedEffect, "topic": zw.topicText}.get(fact.kind)
        if shortcut and isinstance(words, str):
            self._add(about, shortcut, terms.text(words))
        if fact.kind == "composition":
            self._add(about, zw.countClaim, node)

    def fact_link(self, node: str, fact: Fact, slot: Slot) -> None:
        if not isinstance(slot.value, Fact):
            raise _wrong(fact, slot)
        predicate = zw.issuedAt if slot.name == "at" else zw.partOfEvent
        self._add(node, predicate, terms.iri(self.identity.of(slot.value)))

    def nothing(self, node: str, fact: Fact, slot: Slot) -> None:
        """A slot that only helps another one."""

    # --- kinds ----------------------------------------------------------------------------------------------------

    def statistic(self, node: str, fact: Fact) -> None:
        numbers.statistic(self.nodes, node, fact)

    def composition(self, node: str, fact: Fact) -> None:
        numbers.composition(self.nodes, node, fact)

    def assessment(self, node: str, fact: Fact) -> None:
        numbers.assessment(self.nodes, node, fact)

    def patrol(self, node: str, fact: Fact) -> None:
        result = fact["result"]
        words = result.name if isinstance(result, Entity) else result if isinstance(result, str) else ""
        self._add(node, std.isPartOf, terms.iri(iris.patrol(self.nodes.scope)))
        self._add(node, zw.result, terms.iri(iris.code(codes().find("patrolResult", words) or "narrative")))
        self._add(node, zw.resultText, terms.text(words))

    def count_claim(self, node: str, fact: Fact) -> None:
        value = numbers.number(fact, "count")
        if value is None:
            raise TypeError(f"a count_claim of rule {fact.rule} has no count")
        label, unit, approx = fact["label"], fact["unit"], fact["approx"]
        self._add(node, std.label, terms.text(str(label or "数量")))
        how = approx if isinstance(approx, str) else numbers.qualifier(value, bool(approx), fact.evidence.quote)
        printed = unit if isinstance(unit, str) else None
        numbers.Figure.read(value, printed, how).write(self.nodes, node, zw.claimedCount, printed)
        of, counted = fact["of"], fact["slot"]
        if of is not None:
            owner = self._thing(node, fact, Slot("of", of), of, EntityType.TEXT)
            self._add(owner, zw.countClaim, node)
        if isinstance(counted, str):
            predicate = self._counted(of if isinstance(of, Fact) else None, counted)
            self._add(node, zw.countedProperty, predicate)
            self._add(node, zw.complete, terms.boolean(bool(fact["complete"])))

    @staticmethod
    def _counted(of: Fact | None, slot: str) -> str:
        special: dict[str, str] = {
            "directives": zw.issuedAt,
            "segments": zw.segment,
            "delegatee": zw.delegatee,
            "parts": zw.breakdown,
        }
        if slot in special:
            return special[slot]
        if slot not in LINKS:
            raise TypeError(f"a count_claim counts the slot {slot!r}, which holds nothing that can be counted")
        predicate: str = PROPERTIES.get((of.kind if of else "", slot), LINKS[slot][0])
        return predicate

    def _programmes(self, node: str, values: Mapping[str, object]) -> None:
        """Links to the programmes that the wording of some slots names."""
        for name in ("name", "topic", "programme", "list", "text", "documents", "document"):
            for item in _items(values[name]) if name in values else ():
                words = item.title if isinstance(item, Document) else item.name if isinstance(item, Entity) else item
                if isinstance(words, str):
                    for found, misprint in codes().programmes_in(words):
                        self._add(node, zw.topic, terms.iri(iris.code(found)))
                        if misprint:
                            self._add(node, zw.misprint, terms.text(misprint))


def _items(value: object) -> Iterator[object]:
    """The values of a slot, of which there is one or a tuple."""
    return iter(value if isinstance(value, tuple) else (value,))


def _wordings(fact: Fact, slot: Slot) -> Iterator[str]:
    """The values of a slot that holds wordings, given as such or as entities."""
    for value in _items(slot.value):
        words = value.name if isinstance(value, Entity) else value
        if not isinstance(words, str):
            raise _wrong(fact, slot)
        yield words


def _is_one(named: Entity) -> bool:
    """Whether a name stands for one thing, not for a group worded as one."""
    return named.type not in (EntityType.GROUP, EntityType.TEXT) and (
        named.type is not EntityType.REGION or named.ref is not None
    )


def _label(fact: Fact, values: Mapping[str, object], opening: str) -> str:
    """A short name for a fact, from what tells it best from others of its kind."""
    if fact.kind == "statistic":
        said = [values[name] for name in ("scope", "measure", "value", "unit") if name in values]
        return "".join(
            terms.canonical(Decimal(item)) if isinstance(item, int | Decimal) else _words(item) for item in said
        )
    for name in LABEL_SLOTS:
        if name == "name" and name in values:
            return _words(values[name])
        if name in values:
            return f"{opening}：{'、'.join(map(_words, _items(values[name])))}"
    return opening


def _words(value: object) -> str:
    if isinstance(value, Document):
        return value.title or value.number or ""
    if isinstance(value, int | Decimal):
        return terms.canonical(Decimal(value))
    return value.name if isinstance(value, Entity | Person) else str(value)


def _wrong(fact: Fact, slot: Slot) -> TypeError:
    return TypeError(f"slot {slot.name!r} of a {fact.kind} fact of rule {fact.rule} cannot hold {slot.value!r}")


_Whole = Callable[[FactWriter, str, Fact], None]
_KINDS: dict[str, _Whole] = {
    "statistic": FactWriter.statistic,
    "composition": FactWriter.composition,
    "assessment": FactWriter.assessment,
    "patrol": FactWriter.patrol,
    "count_claim": FactWriter.count_claim,
}
_Handle = Callable[[FactWriter, str, Fact, Slot], None]
_SLOTS: dict[str, _Handle] = {
    **dict.fromkeys(LINKS, FactWriter.link),
    **dict.fromkeys(TEXTS, FactWriter.text),
    **dict.fromkeys(INTEGERS, FactWriter.integer),
    **dict.fromkeys(COUNTS, FactWriter.count),
    **dict.fromkeys(DAYS, FactWriter.day),
    **dict.fromkeys(("name", "status", "assertion"), FactWriter.nothing),
    "date": FactWriter.date,
    "period": FactWriter.period,
    "outcomes": FactWriter.outcomes,
    "segments": FactWriter.segments,
    "direction": FactWriter.direction,
    "mode": FactWriter.mode,
    "delegatee": FactWriter.delegatee,
    "joint": FactWriter.joint,
    "honour": FactWriter.honour,
    "items": FactWriter.tokens,
    "list": FactWriter.list,
    "of": FactWriter.of,
    "at": FactWriter.fact_link,
    "part_of": FactWriter.fact_link,
}
