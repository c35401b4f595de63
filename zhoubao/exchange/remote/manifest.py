"""What a store holds of ours: one graph that lists the others, with what each of them should be.

    <graph>  schema:sha256 "…" ; void:triples 1609 ; dcat:version "…" .

The digest is that of the graph's sorted triples by value. The version states what the graph was made from: the digests
of a bulletin's text, the mappers, the ontology and the shapes, or that of the files of reference data. A bulletin's
entry also has its record, from which `pull` makes an embedded store. A graph that is being sent has the digest
"pending" beside any other: whatever was there before counts no more, but that it is ours remains known, so that a push
that was interrupted can be repeated, and nothing that is not listed is ever taken out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from zhoubao.errors import StoreError
from zhoubao.exchange.endpoint.endpoint import Endpoint
from zhoubao.store.graph_names import BASE
from zhoubao.store.record import is_digest

__all__ = ["MANIFEST", "PENDING", "Listed", "mark_pending", "note", "read_manifest", "strike"]

MANIFEST = BASE + "graph/manifest"
PENDING = "pending"

#: Our graphs: segments of letters and digits, none of them a way up.
_GRAPH = re.compile(re.escape(f"{BASE}graph/") + r"[A-Za-z0-9][\w.~-]*(/[A-Za-z0-9][\w.~-]*)*", re.ASCII)

_DIGEST = ox.NamedNode("https://schema.org/sha256")
_TRIPLES = ox.NamedNode("http://rdfs.org/ns/void#triples")
_VERSION = ox.NamedNode("http://www.w3.org/ns/dcat#version")
_RECORD = ox.NamedNode("urn:zhoubao:record")


@dataclass(frozen=True, slots=True)
class Listed:
    """One graph of ours: its IRI, the digest and number of its triples, its version, the record of a bulletin."""

    graph: str
    digest: str
    triples: int = 0
    version: str = ""
    record: str = ""

    def lines(self) -> list[bytes]:
        """The entry as N-Triples."""
        node = ox.NamedNode(self.graph)
        values = [(_DIGEST, ox.Literal(self.digest))]
        if self.digest != PENDING:
            values += [(_TRIPLES, ox.Literal(self.triples)), (_VERSION, ox.Literal(self.version))]
        if self.record:
            values.append((_RECORD, ox.Literal(self.record)))
        return sorted(f"{ox.Triple(node, term, value)} .\n".encode() for term, value in values)


def read_manifest(endpoint: Endpoint) -> dict[str, Listed]:
    """The graphs that a store holds of ours; none where nothing was ever pushed.

    Raises StoreError E-REMOTE-GARBLED for what is no manifest, E-REMOTE-MANIFEST for one that no push can have written:
    others may write to the store, and what it lists is dropped by a push and made into files by a pull and an export.
    """
    stated: dict[str, dict[str, set[str]]] = {}
    for quad in ox.parse(b"".join(endpoint.read(MANIFEST)), ox.RdfFormat.N_TRIPLES):
        if not isinstance(quad.subject, ox.NamedNode) or not isinstance(quad.object, ox.Literal):
            raise StoreError(
                "E-REMOTE-GARBLED", MANIFEST, url=endpoint.url, reason="an IRI with a literal was expected"
            )
        stated.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, set()).add(quad.object.value)
    try:
        listed = {graph: _listed(graph, values) for graph, values in sorted(stated.items())}
    except ValueError as error:
        raise StoreError("E-REMOTE-GARBLED", MANIFEST, url=endpoint.url, reason=error) from error
    for graph, entry in listed.items():
        if not _GRAPH.fullmatch(graph) or not (entry.digest == PENDING or is_digest(entry.digest)):
            raise StoreError("E-REMOTE-MANIFEST", endpoint.url, entry=ascii(graph))
    return listed


def _listed(graph: str, values: Mapping[str, set[str]]) -> Listed:
    def one(term: ox.NamedNode) -> str:
        found = values.get(term.value, set())
        return next(iter(found)) if len(found) == 1 else ""

    digest = one(_DIGEST) or PENDING  # two digests: a push was interrupted
    return Listed(graph, digest, int(one(_TRIPLES) or 0), one(_VERSION), one(_RECORD))


def mark_pending(endpoint: Endpoint, graphs: Iterable[str], there: Mapping[str, Listed]) -> None:
    """Note that these graphs are being changed, before any of them is."""
    graphs = list(graphs)
    pending = [line for graph in graphs for line in Listed(graph, PENDING).lines()]
    before = [line for graph in graphs if graph in there for line in there[graph].lines()]
    old = [line for line in before if line not in set(pending)]
    endpoint.exchange(MANIFEST, [], pending)
    endpoint.exchange(MANIFEST, old, [])


def note(endpoint: Endpoint, entries: Iterable[Listed]) -> None:
    """Note that these graphs are there as they should be."""
    entries = list(entries)
    endpoint.exchange(MANIFEST, [], [line for entry in entries for line in entry.lines()])
    endpoint.exchange(MANIFEST, [line for entry in entries for line in Listed(entry.graph, PENDING).lines()], [])


def strike(endpoint: Endpoint, graphs: Iterable[str]) -> None:
    """Note that these graphs, which were pending, are gone."""
    endpoint.exchange(MANIFEST, [line for graph in graphs for line in Listed(graph, PENDING).lines()], [])
