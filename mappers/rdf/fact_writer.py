"""Writes facts: class and label of each, what its slots say, and what all of them together say of a document.

A slot that is not known is a TypeError that names fact and slot.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from mappers.facts.fact import Document, Entity, EntityType, Fact, Period, Person, Slot, TimeSpan
from mappers.rdf import figure_writer, iris, terms
from mappers.rdf.code_lists import codes
from mappers.rdf.identity import Identity, issuer
from mappers.rdf.kind_tables import (
    CLASSES,
    COUNTED,
    KIND_SLOTS,
    LABEL_SLOTS,
    LINKS,
    PROGRAMME_SLOTS,
    PROPERTIES,
    STATUS,
    STATUSES,
)
from mappers.rdf.node_writer import Nodes
from mappers.rdf.slot_writer import HANDLERS, items, wrong
from mappers.rdf.vocabulary import code, std, zw

__all__ = ["FactWriter"]


class FactWriter:
    """Writes the facts of one bulletin."""

    def __init__(self, nodes: Nodes, identity: Identity) -> None:
        self.nodes = nodes
        self.identity = identity
        self.add = nodes.quads.add
        self._statuses: dict[str, set[str]] = {}

    def finish(self) -> None:
        """Write what all facts together say of a document: the strongest of its states."""
        for node, statuses in self._statuses.items():
            self.add(node, zw.documentStatus, code(min(statuses, key=STATUSES.index)))

    def write(self, fact: Fact) -> None:
        """Everything that a fact says, without where it stands and who read it."""
        node = terms.iri(self.identity.of(fact))
        if fact.kind not in CLASSES:
            raise TypeError(f"rule {fact.rule} yields a fact of the kind {fact.kind!r}, which is not known")
        kind, opening = CLASSES[fact.kind]
        values = {slot.name: slot.value for slot in fact.slots if slot.value not in (None, (), "")}
        self.add(node, std.type, kind)
        if fact.kind not in ("composition", "count_claim"):
            self.add(node, std.label, terms.text(_label(fact, values, opening)))
        if whole := _KINDS.get(fact.kind):
            whole(self, node, fact)
        own = KIND_SLOTS.get(fact.kind, frozenset())
        for slot in fact.slots:
            if slot.name in own or slot.name not in values:
                continue
            handle = HANDLERS.get(slot.name)
            if handle is None:
                raise TypeError(f"a {fact.kind} fact of rule {fact.rule} has a slot {slot.name!r} that is not known")
            handle(self, node, fact, slot)
        self._programmes(node, fact, values)

    def thing(self, node: str, fact: Fact, slot: Slot, value: object, default: EntityType) -> str:
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
        raise wrong(fact, slot)

    def _tenure(self, tenure: str, fact: Fact) -> None:
        self.add(tenure, zw.evidence, self.nodes.span(fact.evidence))
        about = fact["of"]
        seen = fact["date"] or (about["date"] if isinstance(about, Fact) else None)
        if isinstance(seen, TimeSpan):
            if seen.start == seen.end:
                self.add(tenure, zw.observedOn, terms.day(seen.start))
            else:
                self.add(tenure, zw.period, self.nodes.period(seen.start, seen.end))

    def _document(self, fact: Fact, document: Document) -> str:
        node = self.nodes.document(document, issuer(fact))
        given = fact["status"]
        status = given if isinstance(given, str) else STATUS.get(fact.kind, "mentioned")
        if status not in STATUSES:
            raise wrong(fact, Slot("status", status))
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

    # --- kinds ----------------------------------------------------------------------------------------------------

    def statistic(self, node: str, fact: Fact) -> None:
        figure_writer.statistic(self.nodes, node, fact)

    def composition(self, node: str, fact: Fact) -> None:
        figure_writer.composition(self.nodes, node, fact)

    def assessment(self, node: str, fact: Fact) -> None:
        figure_writer.assessment(self.nodes, node, fact)

    def patrol(self, node: str, fact: Fact) -> None:
        result = fact["result"]
        words = result.name if isinstance(result, Entity) else result if isinstance(result, str) else ""
        self.add(node, std.isPartOf, terms.iri(iris.patrol(self.nodes.scope)))
        self.add(node, zw.result, terms.iri(iris.code(codes().find("patrolResult", words) or "narrative")))
        self.add(node, zw.resultText, terms.text(words))

    def count_claim(self, node: str, fact: Fact) -> None:
        value = figure_writer.number(fact, "count")
        if value is None:
            raise TypeError(f"a count_claim of rule {fact.rule} has no count")
        label, unit, approx = fact["label"], fact["unit"], fact["approx"]
        self.add(node, std.label, terms.text(str(label or "数量")))
        how = approx if isinstance(approx, str) else figure_writer.qualifier(value, bool(approx), fact.evidence.quote)
        printed = unit if isinstance(unit, str) else None
        figure_writer.FigureValue.read(value, printed, how).write(self.nodes, node, zw.claimedCount, printed)
        of, counted = fact["of"], fact["slot"]
        if of is not None:
            owner = self.thing(node, fact, Slot("of", of), of, EntityType.TEXT)
            self.add(owner, zw.countClaim, node)
            for slot in fact.slots:
                if slot.name == "segments":
                    HANDLERS[slot.name](self, owner, fact, slot)
        if isinstance(counted, str):
            predicate = self._counted(of if isinstance(of, Fact) else None, counted)
            self.add(node, zw.countedProperty, predicate)
            self.add(node, zw.complete, terms.boolean(bool(fact["complete"])))

    @staticmethod
    def _counted(of: Fact | None, slot: str) -> str:
        """The property that holds what a count counts."""
        if slot in COUNTED:
            return COUNTED[slot]
        if slot not in LINKS:
            raise TypeError(f"a count_claim counts the slot {slot!r}, which holds nothing that can be counted")
        predicate: str = PROPERTIES.get((of.kind if of else "", slot), LINKS[slot][0])
        return predicate

    def _programmes(self, node: str, fact: Fact, values: Mapping[str, object]) -> None:
        """Links to the programmes that the wording of some slots names; a topic is that of the event as well."""
        for name in PROGRAMME_SLOTS:
            for item in items(values[name]) if name in values else ():
                words = item.title if isinstance(item, Document) else item.name if isinstance(item, Entity) else item
                if isinstance(words, str):
                    for found, misprint in codes().programmes_in(words):
                        self.add(node, zw.topic, terms.iri(iris.code(found)))
                        if misprint:
                            self.add(node, zw.misprint, terms.text(misprint))
                        if isinstance(about := fact["of"], Fact) and fact.kind == "topic":
                            self.add(terms.iri(self.identity.of(about)), zw.topic, terms.iri(iris.code(found)))


def _label(fact: Fact, values: Mapping[str, object], opening: str) -> str:
    """A short name for a fact, from what tells it best from others of its kind."""
    if fact.kind == "statistic":
        said = [values[name] for name in ("scope", "measure", "value", "unit") if name in values]
        return "".join(
            terms.canonical(Decimal(item)) if isinstance(item, int | Decimal) else _words(item) for item in said
        )
    if fact.kind == "assessment" and isinstance(period := fact["period"], Period) and period.start and period.end:
        months = (period.start.year, period.start.month) == (period.end.year, period.end.month)
        return (
            f"{period.start.year}年{period.start.month}月{opening}"
            if months
            else f"{period.start}/{period.end}{opening}"
        )
    for name in LABEL_SLOTS:
        if name == "name" and name in values:
            return _words(values[name])
        if name in values:
            return f"{opening}：{'、'.join(map(_words, items(values[name])))}"
    return opening


def _words(value: object) -> str:
    if isinstance(value, Document):
        return value.title or value.number or ""
    if isinstance(value, int | Decimal):
        return terms.canonical(Decimal(value))
    return value.name if isinstance(value, Entity | Person) else str(value)


_Whole = Callable[[FactWriter, str, Fact], None]
_KINDS: dict[str, _Whole] = {
    "statistic": FactWriter.statistic,
    "composition": FactWriter.composition,
    "assessment": FactWriter.assessment,
    "patrol": FactWriter.patrol,
    "count_claim": FactWriter.count_claim,
}
