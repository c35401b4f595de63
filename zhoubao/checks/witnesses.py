"""Where in the bulletin a result of a check stands: the words of its node, and of every other node that took part.

A report of SHACL names one node. The others are found by asking the query of the constraint once more, this time for
all its variables: what they hold, where it has words of its own in the bulletin, is involved.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox
from rdflib import Graph, URIRef
from rdflib.namespace import SH

from mappers.iris import BASE
from zhoubao.checks.compiled import read_query

__all__ = ["Span", "Witnesses"]

_OA = "http://www.w3.org/ns/oa#"
_ZW = BASE + "ontology#"
_SPANS = f"""
SELECT ?node ?span ?start ?end ?quote ?property WHERE {{
  ?node <{_ZW}evidence> ?span .
  ?span <{_OA}hasSelector> ?position , ?words .
  ?position <{_OA}start> ?start ; <{_OA}end> ?end .
  ?words <{_OA}exact> ?quote .
  OPTIONAL {{ ?span <{_ZW}supportsProperty> ?property }}
}}
"""
_PROJECTION = re.compile(r"SELECT\b[^{]*\{", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A piece of the bulletin, from start to end (exclusive): its words and its IRI."""

    start: int
    end: int
    quote: str
    iri: str


class Witnesses:
    """The words behind the nodes of one bulletin."""

    def __init__(self, lines: Sequence[str], shapes: Graph) -> None:
        self._store = ox.Store()
        text = " .\n".join([*lines, ""])
        self._store.bulk_load(text.encode(), ox.RdfFormat.N_TRIPLES, lenient=True)
        self._shapes = shapes
        self._said: dict[str, set[tuple[Span, str]]] = {}
        for row in _select(self._store, _SPANS):
            span = Span(int(row["start"].value), int(row["end"].value), row["quote"].value, row["span"].value)
            named = row["property"].value if row["property"] else ""
            self._said.setdefault(row["node"].value, set()).add((span, named))
        self._rows: dict[str, list[Mapping[str, str]]] = {}

    def spans(self, focus: str, constraint: str, path: str = "") -> tuple[Span, ...]:
        """The words of a node and of all that took part in a result, in the order of the text."""
        query = read_query(self._shapes, URIRef(constraint))
        nodes = {focus}
        if query is not None:
            for row in self._rows_of(constraint, query.text):
                if row.get("this") == focus:
                    nodes |= {node for node in row.values() if node in self._said}
        properties = {path} if path else _properties(self._shapes, constraint)
        spans = {span for node in nodes for span in self._words(node, properties)}
        return tuple(sorted(spans or self._words(focus) or self._led_to(focus)))

    def _words(self, node: str, properties: Collection[str] | None = None) -> set[Span]:
        """The words of a node; of those that tell one property only (of a masthead) the ones that are asked for."""
        said = self._said.get(node, ())
        return {span for span, named in said if properties is None or not named or named in properties}

    def _led_to(self, node: str) -> set[Span]:
        """The words of what leads to a node that has none of its own, as an event to its count."""
        owners = self._store.quads_for_pattern(None, None, ox.NamedNode(node)) if node[:1] != '"' else ()
        names = {quad.subject.value for quad in owners if isinstance(quad.subject, ox.NamedNode)}
        return {span for name in names for span, _ in self._said.get(name, ())}

    def _rows_of(self, constraint: str, query: str) -> list[Mapping[str, str]]:
        if constraint not in self._rows:
            found = _select(self._store, _PROJECTION.sub("SELECT * {", query, count=1))
            names = [variable.value for variable in found.variables]
            self._rows[constraint] = [
                {name: row[name].value for name in names if isinstance(row[name], ox.NamedNode)} for row in found
            ]
        return self._rows[constraint]


@cache
def _properties(shapes: Graph, constraint: str) -> frozenset[str]:
    """The IRIs that the query of a constraint names, as far as they can be told."""
    select = shapes.value(URIRef(constraint), SH.select)
    spaces = {
        str(shapes.value(entry, SH.prefix)): str(shapes.value(entry, SH.namespace))
        for entry in shapes.objects(None, SH.declare)
    }
    named = re.findall(r"\b(\w+):(\w[\w-]*)", str(select or ""))
    return frozenset(spaces[prefix] + local for prefix, local in named if prefix in spaces)


def _select(store: ox.Store, query: str) -> ox.QuerySolutions:
    found = store.query(query)
    assert isinstance(found, ox.QuerySolutions)
    return found
