"""What is checked: a bulletin's triples, the class hierarchy, and each register entry that can be reached from them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import pyoxigraph as ox

from mappers.names.user_entries import NOTHING, Added
from zhoubao.checks.engine.triple_index import triple_lines
from zhoubao.store.reference import reference_digests

__all__ = ["merged_lines"]

_SUBCLASS = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")


@dataclass(frozen=True, slots=True)
class _Entry:
    """The triples of a node of the reference data as lines, and the nodes they lead to."""

    lines: tuple[str, ...]
    nodes: frozenset[str]


@dataclass(frozen=True, slots=True)
class _ReferenceData:
    """The ontology and the registers in memory.

    nodes      the IRIs that they describe
    hierarchy  their subclass triples as lines
    entries    what was looked up before, by node
    """

    store: ox.Store
    nodes: frozenset[str]
    hierarchy: frozenset[str]
    entries: dict[str, _Entry] = field(default_factory=dict, repr=False)

    def entry(self, node: str) -> _Entry:
        """The entry of one of the nodes."""
        if node not in self.entries:
            quads = [*self.store.quads_for_pattern(ox.NamedNode(node[1:-1]), None, None)]
            lines = tuple(str(quad.triple) for quad in quads)
            leads = frozenset(str(quad.object) for quad in quads if isinstance(quad.object, ox.NamedNode))
            self.entries[node] = _Entry(lines, leads)
        return self.entries[node]


def merged_lines(nquads: str, added: Added = NOTHING) -> list[str]:
    """The triples as lines of N-Triples without the final mark, sorted; raises UnsoundError for several graphs.

    `added` is what a user has added to the registers.
    """
    reference = _reference(added)
    lines = set(triple_lines(nquads))
    ahead = {term for line in lines for term in _nodes(line)} & reference.nodes
    lines |= reference.hierarchy
    seen: set[str] = set()
    while ahead:
        seen |= ahead
        entries = [reference.entry(node) for node in ahead]
        lines.update(*(entry.lines for entry in entries))
        ahead = ({node for entry in entries for node in entry.nodes} & reference.nodes) - seen
    return sorted(lines)


def _nodes(line: str) -> tuple[str, ...]:
    subject, _, value = line.split(" ", 2)
    return (subject, value) if value[0] == "<" else (subject,)


@lru_cache(maxsize=2)
def _reference(added: Added) -> _ReferenceData:
    store = ox.Store()
    for reference in reference_digests(added).values():
        for path in reference.files:
            store.bulk_load(path=str(path), format=ox.RdfFormat.TURTLE)
    found = store.query("SELECT DISTINCT ?s WHERE { ?s ?p ?o FILTER(isIRI(?s)) }")
    assert isinstance(found, ox.QuerySolutions)
    hierarchy = frozenset(str(quad.triple) for quad in store.quads_for_pattern(None, _SUBCLASS, None))
    return _ReferenceData(store, frozenset(str(row["s"]) for row in found), hierarchy)
