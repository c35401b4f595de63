"""The quick screen: which shapes pySHACL must look at, and at which nodes.

It decides one thing only, that a shape can be passed. It **fails closed**: a shape that is not understood, a literal
that engines read differently, an error, anything unexpected is handed on to pySHACL, which writes every result.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import pyoxigraph as ox
from rdflib import Graph
from rdflib.namespace import RDF, RDFS

from zhoubao.checks.compiled import CompiledShape, compile_shapes
from zhoubao.checks.triples import Triples, UnsoundError

__all__ = ["EVERYTHING", "needed", "screen"]

_TYPE, _SUBCLASS = RDF.type.n3(), RDFS.subClassOf.n3()

#: All nodes that a shape is about.
EVERYTHING: frozenset[str] = frozenset({"*"})


def screen(lines: Sequence[str], shapes: Graph) -> Mapping[str, frozenset[str]]:
    """The suspects by node shape, IRIs without brackets; a shape that is not named is passed.

    lines are triples as :func:`~zhoubao.checks.triples.triple_lines` gives them, register entries included.
    """
    compiled = _compiled(shapes)
    try:
        triples = Triples(lines)
        store = ox.Store()
        store.bulk_load(" .\n".join([*lines, ""]).encode(), ox.RdfFormat.N_TRIPLES)
    except (UnsoundError, ValueError, IndexError, SyntaxError, OSError):
        return {shape.iri: EVERYTHING for shape in compiled}
    suspects: dict[str, frozenset[str]] = {}
    for shape in compiled:
        found = _suspects(shape, triples, store) if shape.whole else EVERYTHING
        if found:
            suspects[shape.iri] = found
    return suspects


def needed(lines: Sequence[str], shapes: Graph, suspects: Iterable[str]) -> Sequence[str]:
    """The triples that results of the suspected shapes can depend on: by predicate, all where that cannot be told."""
    predicates = {_TYPE, _SUBCLASS}
    for shape in _compiled(shapes):
        if shape.iri in suspects:
            if shape.predicates is None:
                return lines
            predicates |= shape.predicates
    return [line for line in lines if line.split(" ", 2)[1] in predicates]


@cache
def _compiled(shapes: Graph) -> tuple[CompiledShape, ...]:
    return compile_shapes(shapes)


def _suspects(shape: CompiledShape, triples: Triples, store: ox.Store) -> frozenset[str]:
    focus = shape.focus(triples)
    if not focus:
        return frozenset()
    found: set[str] = set()
    try:
        for test in shape.tests:
            found.update(test(triples, focus))
        for query in shape.queries:
            if not query.requires <= triples.terms:
                continue
            rows = store.query(query.text)
            assert isinstance(rows, ox.QuerySolutions)
            found.update(str(row["this"]) for row in rows)
    except Exception:
        return EVERYTHING
    found &= focus
    if any(node[0] != "<" for node in found):
        return EVERYTHING
    return frozenset(node[1:-1] for node in found)
