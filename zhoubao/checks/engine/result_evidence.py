"""Where in the bulletin a result of a check stands: the words of its node, and of every other node that took part.

A report of SHACL names one node. The others are found by asking the query of the constraint once more, this time for
all its variables: what they hold, where it has words of its own in the bulletin, is involved.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from mappers.rdf.iris import BASE
from zhoubao.checks.engine.compiled_shapes import read_query
from zhoubao.checks.engine.shapes import SH, Shapes

__all__ = ["EVIDENCE", "ResultEvidence", "Span"]

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
#: The predicates that lead from a node to its words, as N-Triples spell them.
EVIDENCE = frozenset(f"<{iri}>" for iri in re.findall(r"<([^>]+)>", _SPANS))
#: Variables that hold what is around a fact, not what takes part.
_AROUND = frozenset({"section", "set"})
_OPTIONAL = re.compile(r"OPTIONAL\s*\{[^{}]*\}")
_PROJECTION = re.compile(r"SELECT\b[^{]*\{", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A piece of the bulletin, from start to end (exclusive): its words and its IRI."""

    start: int
    end: int
    quote: str
    iri: str


class ResultEvidence:
    """The words behind the nodes of one bulletin; a store needs only what :data:`EVIDENCE` and the queries ask for."""

    def __init__(self, lines: Sequence[str], shapes: Shapes, store: ox.Store | None = None) -> None:
        self._lines = lines
        self._store = ox.Store() if store is None else store
        if store is None:
            self._store.bulk_load(" .\n".join([*lines, ""]).encode(), ox.RdfFormat.N_TRIPLES, lenient=True)
        self._shapes = shapes
        self._statements: dict[str, set[tuple[Span, str]]] = {}
        for row in _select(self._store, _SPANS):
            span = Span(int(row["start"].value), int(row["end"].value), row["quote"].value, row["span"].value)
            named = row["property"].value if row["property"] else ""
            self._statements.setdefault(row["node"].value, set()).add((span, named))
        self._owners: dict[str, set[str]] | None = None
        self._rows: dict[str, list[Mapping[str, str]]] = {}

    def spans(self, focus: str, constraint: str, path: str = "") -> tuple[Span, ...]:
        """The words of a node and of all that took part in a result, in the order of the text."""
        query = read_query(self._shapes, ox.NamedNode(constraint))
        nodes = {focus}
        if query is not None:
            for row in self._rows_of(constraint, query.text):
                if row.get("this") == focus:
                    nodes |= {node for name, node in row.items() if node in self._statements and name not in _AROUND}
        properties = {path} if path else _properties(self._shapes, constraint)
        spans = {span for node in nodes for span in self._words(node, properties)}
        return tuple(sorted(spans or self._words(focus) or self._led_to(focus)))

    def _words(self, node: str, properties: Collection[str] | None = None) -> set[Span]:
        """The words of a node; of those that tell one property only (of a masthead) the ones that are asked for."""
        statements = self._statements.get(node, ())
        return {span for span, named in statements if properties is None or not named or named in properties}

    def _led_to(self, node: str) -> set[Span]:
        """The words of what leads to a node that has none of its own, as an event to its count."""
        if self._owners is None:
            self._owners = {}
            for subject, _, value in (line.split(" ", 2) for line in self._lines):
                if value[0] == "<":
                    self._owners.setdefault(value[1:-1], set()).add(subject[1:-1])
        return {span for name in self._owners.get(node, ()) for span, _ in self._statements.get(name, ())}

    def _rows_of(self, constraint: str, query: str) -> list[Mapping[str, str]]:
        if constraint not in self._rows:
            self._rows[constraint] = [row for part in _parts(query) for row in self._nodes(part)]
        return self._rows[constraint]

    def _nodes(self, query: str) -> Iterator[Mapping[str, str]]:
        """The nodes in the rows of a query."""
        found = _select(self._store, query)
        names = [variable.value for variable in found.variables]
        for row in found:
            yield {name: row[name].value for name in names if isinstance(row[name], ox.NamedNode)}


def _parts(query: str) -> list[str]:
    """The query for all its variables, and each SELECT inside it, of which only what it must find takes part."""
    prefixes, *selects = _PROJECTION.split(query)
    inner = [_OPTIONAL.sub(" ", _group(text)) for text in selects[1:]]
    return [_PROJECTION.sub("SELECT * {", query, count=1), *(f"{prefixes}SELECT * {{{text}}}" for text in inner)]


def _group(text: str) -> str:
    """A text up to the brace that closes the group it is in."""
    depth = 1
    for position, mark in enumerate(text):
        depth += (mark == "{") - (mark == "}")
        if depth == 0:
            return text[:position]
    return text


@cache
def _properties(shapes: Shapes, constraint: str) -> frozenset[str]:
    """The IRIs that the query of a constraint names, as far as they can be told."""
    select = shapes.value(ox.NamedNode(constraint), SH + "select")
    spaces = shapes.prefixes()
    named = re.findall(r"\b(\w+):(\w[\w-]*)", select.value if select else "")
    return frozenset(spaces[prefix] + local for prefix, local in named if prefix in spaces)


def _select(store: ox.Store, query: str) -> ox.QuerySolutions:
    found = store.query(query)
    assert isinstance(found, ox.QuerySolutions)
    return found
