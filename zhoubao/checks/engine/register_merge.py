"""What is checked: a bulletin's triples, the class hierarchy, and each register entry that can be reached from them."""

from __future__ import annotations

from functools import cache, lru_cache

import pyoxigraph as ox

from mappers.names.registers import in_use
from zhoubao.checks.engine.triple_index import triple_lines
from zhoubao.store.reference import reference_digests

__all__ = ["merged_lines"]

_SUBCLASS = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")


def merged_lines(nquads: str) -> list[str]:
    """The triples as lines of N-Triples without the final mark, sorted; raises UnsoundError for several graphs."""
    _forget_other_registers(in_use().digest)
    lines = set(triple_lines(nquads))
    known = _known()
    ahead = {term for line in lines for term in _nodes(line)} & known
    lines |= _hierarchy()
    seen: set[str] = set()
    while ahead:
        seen |= ahead
        entries = [_entry(node) for node in ahead]
        lines.update(*(said for said, _ in entries))
        ahead = ({node for _, nodes in entries for node in nodes} & known) - seen
    return sorted(lines)


@lru_cache(maxsize=1)
def _forget_other_registers(digest: str) -> None:
    """What was read of the registers holds as long as the same ones are in use."""
    for known in (_reference, _known, _hierarchy, _entry):
        known.cache_clear()


def _nodes(line: str) -> tuple[str, ...]:
    subject, _, value = line.split(" ", 2)
    return (subject, value) if value[0] == "<" else (subject,)


@cache
def _reference() -> ox.Store:
    """The ontology and the registers in memory."""
    store = ox.Store()
    for reference in reference_digests().values():
        for path in reference.files:
            store.bulk_load(path=str(path), format=ox.RdfFormat.TURTLE)
    return store


@cache
def _known() -> frozenset[str]:
    """The IRIs that the ontology and the registers say something of."""
    found = _reference().query("SELECT DISTINCT ?s WHERE { ?s ?p ?o FILTER(isIRI(?s)) }")
    assert isinstance(found, ox.QuerySolutions)
    return frozenset(str(row["s"]) for row in found)


@cache
def _hierarchy() -> frozenset[str]:
    return frozenset(str(quad.triple) for quad in _reference().quads_for_pattern(None, _SUBCLASS, None))


@lru_cache(maxsize=20_000)
def _entry(node: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """What is said of a node of the reference data, and the nodes it leads to."""
    quads = [*_reference().quads_for_pattern(ox.NamedNode(node[1:-1]), None, None)]
    lines = tuple(str(quad.triple) for quad in quads)
    return lines, frozenset(str(quad.object) for quad in quads if isinstance(quad.object, ox.NamedNode))
