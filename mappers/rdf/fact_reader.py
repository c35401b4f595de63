"""Facts as they stand in a graph, read back: the one place that knows how facts, quotes and slots are written.

A fact of the graph is a node with evidence and a rule. Its parts (a finding, a row of a ranking, a part of a sum) are
nodes with evidence whose IRIs lie under its own. What is said of it comes by the slots of the model; what the model does
not know (label, section, mode) by its property.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import pyoxigraph as ox

from mappers.facts.fact import Evidence
from mappers.facts.model import MODEL
from mappers.facts.spec import SlotSpec
from mappers.rdf import iris, std, zw

__all__ = ["GraphFact", "Place", "SlotValues", "Value", "facts_of", "places_by_node", "places_of", "spans_of"]

#: One value of a property.
Value: TypeAlias = ox.NamedNode | ox.Literal

#: The slots of each class; two kinds may share one (a composition and a claimed count).
_SLOTS: dict[str, tuple[SlotSpec, ...]] = {}
for _kind in MODEL.values():
    _SLOTS[_kind.cls] = (*_SLOTS.get(_kind.cls, ()), *_kind.slots)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a node stands in the text: ``text[start:end] == quote``.

    page, paragraph   of the PDF or Word document on which it begins; None for a plain text
    source            IRI of the original
    """

    start: int
    end: int
    quote: str
    page: int | None = None
    paragraph: int | None = None
    source: str = ""

    @property
    def evidence(self) -> Evidence:
        return Evidence(self.start, self.end, self.quote)


@dataclass(frozen=True, slots=True)
class SlotValues:
    """A slot with what the graph holds for it."""

    spec: SlotSpec
    values: tuple[Value, ...]


@dataclass(frozen=True)
class GraphFact:
    """One fact of a graph.

    iri         its node
    cls         IRI of its class
    label       its name in Chinese
    graph       IRI of the graph it stands in
    places      where it stands, in the order of the text
    statements  (IRI of the property, value) for all that is said of it, sorted
    """

    iri: str
    cls: str
    label: str
    graph: str
    places: tuple[Place, ...]
    statements: tuple[tuple[str, Value], ...]

    @property
    def kind(self) -> str:
        """Local name of its class: "Delegation"."""
        return self.cls.removeprefix(iris.ONTOLOGY)

    @cached_property
    def _by_property(self) -> dict[str, tuple[Value, ...]]:
        found: dict[str, list[Value]] = {}
        for predicate, value in self.statements:
            found.setdefault(predicate, []).append(value)
        return {predicate: tuple(values) for predicate, values in found.items()}

    def values(self, predicate: str) -> tuple[Value, ...]:
        """The values of a property, sorted."""
        return self._by_property.get(predicate, ())

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that read it."""
        return tuple(value.value for value in self.values(zw.rule))

    @cached_property
    def slots(self) -> tuple[SlotValues, ...]:
        """Its slots that are filled, in the order of the model; a property that two slots share counts for the first."""
        seen: set[str] = set()
        found = []
        for spec in _SLOTS.get(self.cls, ()):
            if spec.property and spec.property not in seen and (values := self.values(spec.property)):
                seen.add(spec.property)
                found.append(SlotValues(spec, values))
        return tuple(found)


def facts_of(
    store: ox.Store, graph: str, only: Iterable[str] | None = None, *, cls: str | None = None
) -> tuple[GraphFact, ...]:
    """The facts of a graph in the order of the text: all, those of a class, or some nodes by IRI."""
    name = ox.NamedNode(graph)
    nodes: set[object]
    if only is not None:
        nodes = {ox.NamedNode(iri) for iri in only}
    else:
        nodes = {quad.subject for quad in store.quads_for_pattern(None, ox.NamedNode(zw.rule), None, name)}
        if cls is not None:
            typed = store.quads_for_pattern(None, ox.NamedNode(std.type), ox.NamedNode(cls), name)
            nodes &= {quad.subject for quad in typed}
    found = [fact for node in nodes if isinstance(node, ox.NamedNode) and (fact := _fact(store, node, name))]
    return tuple(sorted(found, key=lambda fact: (fact.places[:1], fact.iri)))


def _fact(store: ox.Store, node: ox.NamedNode, graph: ox.NamedNode) -> GraphFact | None:
    statements = sorted(_statements(store, node, graph), key=lambda pair: (pair[0], str(pair[1])))
    if not statements:
        return None
    classes = [value.value for predicate, value in statements if predicate == std.type]
    labels = [value.value for predicate, value in statements if predicate == std.label]
    return GraphFact(
        iri=node.value,
        cls=next((cls for cls in classes if cls in _SLOTS), classes[0] if classes else ""),
        label=labels[0] if labels else "",
        graph=graph.value,
        places=places_of(store, node.value, graph.value),
        statements=tuple(statements),
    )


def places_of(store: ox.Store, iri: str, graph: str) -> tuple[Place, ...]:
    """Where a node stands, in the order of the text; a span of the text stands where it is itself."""
    node, name = ox.NamedNode(iri), ox.NamedNode(graph)
    spans = [quad.object for quad in store.quads_for_pattern(node, ox.NamedNode(zw.evidence), None, name)]
    found = {
        place for span in spans or [node] if isinstance(span, ox.NamedNode) and (place := _place(store, span, name))
    }
    return tuple(sorted(found))


def spans_of(store: ox.Store, graph: str) -> dict[str, Place]:
    """All spans of the text that a graph describes, by IRI: read in one pass, for whoever needs most of them."""
    name = ox.NamedNode(graph)

    def pairs(predicate: str) -> Iterator[tuple[str, str]]:
        for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), None, name):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
                yield quad.subject.value, quad.object.value

    span_of = {selector: span for span, selector in pairs(std.hasSelector)}
    values: dict[str, dict[str, str]] = {}
    for predicate in (std.start, std.end, std.exact):
        for selector, value in pairs(predicate):
            if selector in span_of:
                values.setdefault(span_of[selector], {})[predicate] = value
    for predicate in (std.hasSource, zw.page, zw.paragraph):
        for span, value in pairs(predicate):
            if span in values:
                values[span][predicate] = value
    return {span: place for span in sorted(values) if (place := _made(values[span]))}


def places_by_node(store: ox.Store, graph: str) -> dict[str, tuple[Place, ...]]:
    """Where each node of a graph that has evidence stands, in the order of the text."""
    spans = spans_of(store, graph)
    found: dict[str, set[Place]] = {}
    for quad in store.quads_for_pattern(None, ox.NamedNode(zw.evidence), None, ox.NamedNode(graph)):
        if (
            isinstance(quad.subject, ox.NamedNode)
            and isinstance(quad.object, ox.NamedNode)
            and quad.object.value in spans
        ):
            found.setdefault(quad.subject.value, set()).add(spans[quad.object.value])
    return {node: tuple(sorted(places)) for node, places in found.items()}


def _place(store: ox.Store, span: ox.NamedNode, graph: ox.NamedNode) -> Place | None:
    values: dict[str, str] = {}
    for predicate, value in _statements(store, span, graph):
        if predicate == std.hasSelector and isinstance(value, ox.NamedNode):
            values.update((name, one.value) for name, one in _statements(store, value, graph))
        else:
            values[predicate] = value.value
    return _made(values)


def _made(values: Mapping[str, str]) -> Place | None:
    """A place from its values by property; None where one that every place has is missing."""
    if not {std.start, std.end, std.exact} <= values.keys():
        return None
    return Place(
        int(values[std.start]),
        int(values[std.end]),
        values[std.exact],
        int(values[zw.page]) if zw.page in values else None,
        int(values[zw.paragraph]) if zw.paragraph in values else None,
        values.get(std.hasSource, ""),
    )


def _statements(store: ox.Store, node: ox.NamedNode, graph: ox.NamedNode) -> Iterator[tuple[str, Value]]:
    for quad in store.quads_for_pattern(node, None, None, graph):
        if isinstance(quad.object, ox.NamedNode | ox.Literal):
            yield quad.predicate.value, quad.object
