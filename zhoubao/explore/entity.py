"""Everything that the bulletins say of one thing: a body, a region, a company, a person, a document, a matter, a window.

The facts of a body are also those of its divisions and windows, those of a region also those of the regions in it.
"""

from __future__ import annotations

from dataclasses import dataclass

from zhoubao.errors import UsageError
from zhoubao.explore.network.link_query import find_term
from zhoubao.explore.network.network_entities import NetworkEntity, things
from zhoubao.messages import language, wording
from zhoubao.questions.near_names import nearest
from zhoubao.render.cards import Card, cards, rows
from zhoubao.store.graph_names import BASE, PREFIXES, REGISTERS
from zhoubao.store.query_results import ResultTable
from zhoubao.store.store import Reader
from zhoubao.templates import flat, render

__all__ = ["ROLES", "EntityPage", "entity", "find_entity", "shown"]

#: Every fact in which a thing, a unit of it or a region in it fills a slot, with the slot.
ROLES = """
SELECT DISTINCT ?fact ?property WHERE {
  {
    BIND(<%(thing)s> AS ?part)
  } UNION {
    GRAPH ?unit { ?part org:unitOf <%(thing)s> }
  } UNION {
    GRAPH <%(registers)sregions> { ?part zw:within+ <%(thing)s> }
  }
  GRAPH ?g {
    ?fact ?property ?part ;
      zw:evidence ?span ;
      rdfs:label ?label .
  }
  FILTER(?property NOT IN (zw:mention, dct:publisher))
}
"""
_NAMES = """
SELECT ?property ?name ?language WHERE {
  GRAPH <https://w3id.org/zhoubao/graph/ontology> { ?property rdfs:label ?name }
}
"""
_TYPES = ("body", "region", "company", "person", "document", "matter", "window")


@dataclass(frozen=True)
class EntityPage:
    """One thing with its facts, each with the parts that the thing has in it, in order of date."""

    thing: NetworkEntity
    facts: tuple[tuple[Card, tuple[str, ...]], ...]

    @property
    def cards(self) -> list[Card]:
        """The facts alone."""
        return [card for card, _ in self.facts]

    @property
    def table(self) -> ResultTable:
        """One row for each fact, with where its words stand."""
        found = (
            (
                card.date,
                card.kind_name(),
                "、".join(roles),
                card.label,
                card.bulletin,
                card.file,
                card.quotes[0].start if card.quotes else None,
                card.quotes[0].end if card.quotes else None,
                card.iri,
            )
            for card, roles in self.facts
        )
        return ResultTable(("date", "kind", "role", "fact", "bulletin", "file", "start", "end", "iri"), tuple(found))

    def _repr_html_(self) -> str:
        others = "、".join(sorted(self.thing.others - {self.thing.name}))
        return render("explore/entity.html.j2", thing=self.thing, others=others, facts=self.facts)

    def __str__(self) -> str:
        lines = [f"{self.thing.name} <{self.thing.iri}>: {len(self.facts)} {wording('view', 'facts')}"]
        for card, roles in self.facts:
            lines.append(f"  {card.date:10} {card.kind_name()} · {'、'.join(roles)} · {card.label}")
            if card.quotes:
                quote = card.quotes[0]
                lines.append(f"             “{flat(quote.quote)}” {card.file} [{quote.start}:{quote.end}]")
        return "\n".join(lines)

    __repr__ = __str__


def entity(reader: Reader, name: str) -> EntityPage:
    """A thing by name, code or IRI, with its facts; raises UsageError when it is not one thing."""
    iri = find_entity(reader, name)
    known = things(reader.quads)
    names: dict[str, dict[str, str]] = {}
    for row in rows(reader.quads, _NAMES):
        names.setdefault(row["property"].value, {})[row["name"].language] = row["name"].value
    roles: dict[str, set[str]] = {}
    for row in rows(reader.quads, ROLES % {"thing": iri, "registers": REGISTERS}):
        own = names.get(row["property"].value, {})
        role = own.get(language()) or own.get("zh") or row["property"].value.removeprefix(PREFIXES["zw"])
        roles.setdefault(row["fact"].value, set()).add(role)
    found = cards(reader, roles)
    thing = known.get(iri) or NetworkEntity(iri, name, "group")
    return EntityPage(thing, tuple((card, tuple(sorted(roles[fact]))) for fact, card in found.items()))


def shown(reader: Reader, name: str) -> EntityPage | Card:
    """A fact by its IRI, or anything else by name, code or IRI."""
    if name.startswith(BASE) and name in (found := cards(reader, [name])):
        return found[name]
    return entity(reader, name)


def find_entity(reader: Reader, name: str) -> str:
    """The IRI of what has this name, of whatever type; raises UsageError when it is not one thing."""
    known = things(reader.quads)
    called = [iri for iri, thing in known.items() if name in (thing.name, iri)]
    called = called or [iri for iri, thing in known.items() if name in thing.others]
    found = {iri: known[iri].sort for iri in called}
    for kind in () if found else _TYPES:
        try:
            found.setdefault(find_term(reader.quads, kind, name), kind)
        except UsageError as error:
            if error.code == "E-AMBIGUOUS":
                raise
    if len(found) > 1:
        raise UsageError("E-AMBIGUOUS", name, candidates="、".join(f"{kind} <{iri}>" for iri, kind in found.items()))
    if not found:
        names = (other for thing in known.values() for other in (thing.name, *thing.others))
        raise UsageError("E-NAME", name, type="/".join(_TYPES), near=nearest(name, names))
    return next(iter(found))
