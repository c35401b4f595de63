"""Writes the things that slots hold: entities, officials with their posts, documents with their states, other facts.

A slot that holds what it cannot hold is a TypeError that names fact, slot and value.
"""

from __future__ import annotations

from collections.abc import Iterator

from mappers.facts.fact import Document, Entity, EntityType, Fact, FactRef, Person, Slot, TimeSpan
from mappers.facts.model import MODEL
from mappers.rdf import std, terms, zw
from mappers.rdf.identity import Identity, issuer
from mappers.rdf.node_writer import Nodes
from mappers.rdf.terms import Iri
from mappers.rdf.vocabulary import code

__all__ = ["ValueWriter", "invalid", "items", "wordings"]

#: States of a document, the one that says most first.
_STATUSES = ("issued", "forwarded", "agreed", "reviewed", "tabled", "mentioned")


def items(value: object) -> Iterator[object]:
    """The values of a slot, of which there is one or a tuple."""
    return iter(value if isinstance(value, tuple) else (value,))


def wordings(fact: Fact, slot: Slot) -> Iterator[str]:
    """The values of a slot that holds wordings, given as such or as entities."""
    for value in items(slot.value):
        words = value.name if isinstance(value, Entity) else value
        if not isinstance(words, str):
            raise invalid(fact, slot)
        yield words


def invalid(fact: Fact, slot: Slot) -> TypeError:
    return TypeError(f"slot {slot.name!r} of a {fact.kind} fact of rule {fact.rule} cannot hold {slot.value!r}")


class ValueWriter:
    """Writes values of the facts of one bulletin; `identity` knows these facts."""

    def __init__(self, nodes: Nodes, identity: Identity) -> None:
        self.nodes = nodes
        self.identity = identity
        self.add = nodes.quads.add
        self._statuses: dict[Iri, set[str]] = {}

    def finish(self) -> None:
        """Write what all facts together say of a document: the strongest of its states."""
        for node, statuses in self._statuses.items():
            self.add(node, zw.documentStatus, code(min(statuses, key=_STATUSES.index)))

    def value(self, fact: Fact, slot: Slot, value: object, bare: EntityType) -> Iri:
        """The node of one value of a slot; `bare` is what a value that is words alone stands for."""
        if isinstance(value, str):
            value = Document(value) if bare is EntityType.TEXT else Entity(value, bare)
        if isinstance(value, FactRef):
            return self.identity.of_ref(value)
        if isinstance(value, Document):
            return self._document(fact, value)
        if isinstance(value, Person):
            for tenure in self.nodes.tenures(value):
                self._tenure(tenure, fact)
            return self.nodes.official(value)
        if isinstance(value, Entity):
            return self.nodes.entity(value)
        raise invalid(fact, slot)

    def mentioned(self, node: Iri, fact: Fact, slot: Slot, value: object, bare: EntityType) -> Iri:
        """As :meth:`value`, and keep the printed form of its name at `node`."""
        if isinstance(value, str) and bare is not EntityType.TEXT:
            value = Entity(value, bare)
        if isinstance(value, Entity):
            self.nodes.mention(node, value)
        return self.value(fact, slot, value, bare)

    def _tenure(self, tenure: Iri, fact: Fact) -> None:
        self.add(tenure, zw.evidence, self.nodes.span(fact.evidence))
        about = fact["of"]
        seen = fact["date"] or (self.identity.facts[about.key]["date"] if isinstance(about, FactRef) else None)
        if isinstance(seen, TimeSpan):
            if seen.start == seen.end:
                self.add(tenure, zw.observedOn, terms.day(seen.start))
            else:
                self.add(tenure, zw.period, self.nodes.period(seen.start, seen.end))

    def _document(self, fact: Fact, document: Document) -> Iri:
        node = self.nodes.document(document, issuer(fact))
        given = fact["status"]
        status = given if isinstance(given, str) else MODEL[fact.kind].status or "mentioned"
        if status not in _STATUSES:
            raise invalid(fact, Slot("status", status))
        self._statuses.setdefault(node, set()).add(status)
        if fact.kind == "release":
            for actor in items(fact["actors"] or ()):
                if isinstance(actor, Entity):
                    for named in (actor, *actor.members):
                        self.add(node, zw.issuedBy, self.nodes.entity(named))
            day = fact["date"]
            if status == "issued" and isinstance(day, TimeSpan) and day.start == day.end:
                self.add(node, std.issued, terms.day(day.start))
        return node
