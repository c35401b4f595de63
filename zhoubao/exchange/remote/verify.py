"""Proof that a remote store holds what the embedded one does: counts first, then every graph by value."""

from __future__ import annotations

from dataclasses import dataclass

from zhoubao.exchange.endpoint.canonical import digest_of
from zhoubao.exchange.endpoint.endpoint import Endpoint
from zhoubao.exchange.export import graph_lines
from zhoubao.exchange.remote.manifest import read_manifest
from zhoubao.exchange.remote.push import Progress, local_graphs
from zhoubao.store.store import Reader

__all__ = ["GraphDifference", "verify"]

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class GraphDifference:
    """One graph that is not as it should be.

    kind            missing, extra (listed there and not here any more), count, content, or manifest
    here, there     numbers of triples
    only_here, only_there   some triples that the other side lacks
    """

    graph: str
    kind: str
    here: int
    there: int
    only_here: tuple[str, ...] = ()
    only_there: tuple[str, ...] = ()


def verify(reader: Reader, endpoint: Endpoint, *, progress: Progress | None = None) -> list[GraphDifference]:
    """Compare graph by graph; none means equal. The manifest is not believed, only compared."""
    wanted = local_graphs(reader)
    listed = read_manifest(endpoint)
    counts = endpoint.counts(wanted.keys() | listed.keys())
    found = [
        GraphDifference(graph, "extra", 0, counts.get(graph, 0)) for graph in sorted(listed.keys() - wanted.keys())
    ]
    for done, (graph, entry) in enumerate(wanted.items(), 1):
        there = counts.get(graph, 0)
        if not there:
            found.append(GraphDifference(graph, "missing", entry.triples, 0))
        elif difference := _compared(reader, endpoint, graph, there, entry.digest):
            found.append(difference)
        elif listed.get(graph) != entry:
            found.append(GraphDifference(graph, "manifest", entry.triples, there))
        if progress:
            progress(done, len(wanted), graph)
    return sorted(found, key=lambda difference: difference.graph)


def _compared(reader: Reader, endpoint: Endpoint, graph: str, count: int, digest: str) -> GraphDifference | None:
    remote = endpoint.read(graph)
    if digest_of(remote) == digest:
        return None
    here, there = graph_lines(reader.quads, graph), remote
    kind = "content" if count == len(here) else "count"
    return GraphDifference(graph, kind, len(here), count, _some(here, there), _some(there, here))


def _some(lines: list[bytes], others: list[bytes]) -> tuple[str, ...]:
    return tuple(line.decode().rstrip(" .\n") for line in sorted(set(lines) - set(others))[:_SHOWN])
