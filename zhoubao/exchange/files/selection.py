"""What goes into a file: everything, or the facts without what says where they were read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from zhoubao.exchange.export import graph_lines, graphs
from zhoubao.store.graph_names import BASE, CHECKS, LEDGERS, PROVENANCE

__all__ = ["annotated", "selected"]

_ZW = f"<{BASE}ontology#"
_EVIDENCE = f"{_ZW}evidence>"
#: Properties and nodes that say where and how something was read.
_TRACES = tuple(
    f" {_ZW}{name}> ".encode() for name in ("evidence", "mention", "rule", "inheritedSlot", "supportsProperty")
)
_TRACE_NODES = tuple(f"<{BASE}id/{folder}/".encode() for folder in ("span", "mention", "source"))
_REIFIES = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies")


def selected(store: ox.Store, *, clean: bool = False, runs: bool = False) -> Iterator[tuple[str, list[bytes]]]:
    """Each graph with its sorted N-Triples lines, one graph in memory at a time.

    clean: facts only, without evidence, mentions, rules, ledgers, checks and provenance.
    """
    for graph in graphs(store, runs=runs):
        lines = graph_lines(store, graph)
        if not clean:
            yield graph, lines
        elif not graph.startswith((CHECKS, LEDGERS)) and graph != PROVENANCE:
            yield graph, [line for line in lines if not _is_trace(line)]


def _is_trace(line: bytes) -> bool:
    return line.startswith(_TRACE_NODES) or any(trace in line for trace in _TRACES)


def annotated(lines: Iterable[bytes]) -> list[bytes]:
    """The lines and, in RDF 1.2, which statements of its fact each piece of evidence stands for.

    ``<span> rdf:reifies <<( <fact> zw:place <region> )>>``: whoever reads RDF 1.2 sees the evidence at the statement.
    """
    lines = list(lines)
    triples = [quad.triple for quad in ox.parse(b"".join(lines), ox.RdfFormat.N_TRIPLES)]
    evidence: dict[str, list[ox.NamedNode]] = {}
    for triple in triples:
        if str(triple.predicate) == _EVIDENCE and isinstance(triple.object, ox.NamedNode):
            evidence.setdefault(str(triple.subject), []).append(triple.object)
    added = {
        f"{ox.Triple(span, _REIFIES, triple)} .\n".encode()
        for triple in triples
        for span in evidence.get(str(triple.subject), ())
        if not any(trace.strip() == str(triple.predicate).encode() for trace in _TRACES)
    }
    return sorted({*lines, *added})
