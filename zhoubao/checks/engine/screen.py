"""The quick screen: what shapes find without pySHACL, and which shapes are left to it.

It **fails closed**: a shape that is not understood, one that asks for a predicate with a literal that engines read
differently, an error, anything unexpected leaves the shape to pySHACL.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

import pyoxigraph as ox

from zhoubao.checks.engine.check_result import CheckResult
from zhoubao.checks.engine.compiled_shapes import CompiledShape, compile_shapes
from zhoubao.checks.engine.result_evidence import EVIDENCE
from zhoubao.checks.engine.shapes import RDF, Shapes
from zhoubao.checks.engine.triple_index import Triples, UnsoundError

__all__ = ["Screened", "needed", "screen"]

_TYPE, _SUBCLASS = f"<{RDF}type>", "<http://www.w3.org/2000/01/rdf-schema#subClassOf>"


@dataclass(frozen=True, slots=True)
class Screened:
    """Results, without the words of the bulletin, and the IRIs of the shapes that are left to pySHACL.

    store holds all triples that the queries and :class:`~zhoubao.checks.engine.result_evidence.Witnesses` ask for.
    """

    results: tuple[CheckResult, ...]
    left: frozenset[str]
    store: ox.Store | None = field(default=None, compare=False)


def screen(lines: Sequence[str], shapes: Shapes) -> Screened:
    """Check triples as :func:`~zhoubao.checks.engine.triple_index.triple_lines` gives them, register entries included."""
    compiled = _compiled(shapes)
    try:
        triples = Triples(lines)
        store = ox.Store()
        asked = _asked(shapes)
        few = [line for line in triples.lines if asked is None or line.split(" ", 2)[1] in asked]
        store.load(" .\n".join([*few, ""]).encode(), ox.RdfFormat.N_TRIPLES)
    except (UnsoundError, ValueError, IndexError, SyntaxError, OSError):
        return Screened((), frozenset(shape.iri for shape in compiled))
    found: list[CheckResult] = []
    left: set[str] = set()
    for shape in compiled:
        try:
            if not shape.whole or not _told(shape, triples.unsound):
                raise UnsoundError(shape.iri)
            found += shape.results(triples, store)
        except Exception:
            left.add(shape.iri)
    return Screened(tuple(found), frozenset(left), store)


def needed(lines: Sequence[str], shapes: Shapes, left: Iterable[str]) -> Sequence[str]:
    """The triples that results of some shapes can depend on: by predicate, all where that cannot be told."""
    predicates = {_TYPE, _SUBCLASS}
    for shape in _compiled(shapes):
        if shape.iri in left:
            if shape.predicates is None:
                return lines
            predicates |= shape.predicates
    return [line for line in lines if line.split(" ", 2)[1] in predicates]


def _told(shape: CompiledShape, unsound: Collection[str]) -> bool:
    """Whether no result of a shape can depend on what cannot be judged."""
    return not unsound or (shape.predicates is not None and shape.predicates.isdisjoint(unsound))


@cache
def _asked(shapes: Shapes) -> frozenset[str] | None:
    """The predicates that any query may ask for, None where they cannot be told."""
    named = [query.predicates for shape in _compiled(shapes) for query in shape.queries]
    if None in named:
        return None
    return frozenset({_TYPE, _SUBCLASS, *EVIDENCE}.union(*(names for names in named if names)))


@cache
def _compiled(shapes: Shapes) -> tuple[CompiledShape, ...]:
    return compile_shapes(shapes)
