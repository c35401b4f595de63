"""Shapes as Oxigraph reads them, which takes a few milliseconds, where rdflib takes longer to be imported."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from mappers import resources

if TYPE_CHECKING:
    from rdflib import Graph

__all__ = ["RDF", "SH", "Shapes", "Term", "installed_shapes", "shapes_of"]

SH = "http://www.w3.org/ns/shacl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal


class Shapes:
    """What is said of each node, in the order in which it was read."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._statements: dict[Term, list[tuple[str, Term]]] = {}
        for triple in dict.fromkeys(triples):
            assert isinstance(triple.subject, Term)
            assert isinstance(triple.object, Term)
            self._statements.setdefault(triple.subject, []).append((triple.predicate.value, triple.object))

    def __bool__(self) -> bool:
        return bool(self._statements)

    def statements(self, node: Term) -> list[tuple[str, Term]]:
        """Predicates and objects of a node."""
        return self._statements.get(node, [])

    def values(self, node: Term, predicate: str) -> list[Term]:
        """The objects of a predicate, sorted."""
        return sorted((value for statements, value in self.statements(node) if statements == predicate), key=str)

    def value(self, node: Term, predicate: str) -> Term | None:
        """The first of them, None where there is none."""
        return next(iter(self.values(node, predicate)), None)

    def named(self, kind: str) -> list[ox.NamedNode]:
        """The nodes of a class that have an IRI, sorted."""
        pair = (RDF + "type", ox.NamedNode(kind))
        found = (
            node
            for node, statements in self._statements.items()
            if pair in statements and isinstance(node, ox.NamedNode)
        )
        return sorted(found, key=str)

    def prefixes(self) -> dict[str, str]:
        """All prefixes that are declared for queries."""
        declared = (
            value
            for statements in self._statements.values()
            for predicate, value in statements
            if predicate == SH + "declare"
        )
        return {self._text(entry, "prefix"): self._text(entry, "namespace") for entry in declared}

    def _text(self, node: Term, local: str) -> str:
        value = self.value(node, SH + local)
        return value.value if value is not None else ""


@cache
def installed_shapes() -> Shapes:
    """All shapes of the project."""
    files = sorted(resources.path("shapes").rglob("*.ttl"))
    return Shapes(quad.triple for path in files for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))


@cache
def shapes_of(graph: Graph) -> Shapes:
    """Shapes that rdflib has read."""
    lines = graph.serialize(format="nt").encode()
    return Shapes(quad.triple for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES))
