"""Bringing a remote store to what the embedded one holds, graph by graph, only what differs.

What goes is what an export holds: bulletins, what the checks found in them, their ledgers, their provenance, registers,
code lists and the ontology. The store's own book and the log of runs are of one machine and stay.

A push can be interrupted anywhere and repeated. A graph is marked in the manifest before it is touched and noted when
it is whole, so what was left half-way is sent again, and a graph that nobody needs any more is still known as ours.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import pyoxigraph as ox

from zhoubao.exchange.endpoint.canonical import digest_of
from zhoubao.exchange.endpoint.endpoint import Endpoint
from zhoubao.exchange.export import graph_lines, graphs
from zhoubao.exchange.remote.manifest import PENDING, Listed, mark_pending, note, read_manifest, strike
from zhoubao.store.graph_names import BULLETINS, CHECKS, LEDGERS, PROVENANCE
from zhoubao.store.record import Record
from zhoubao.store.store import Reader

__all__ = ["Progress", "PushReport", "local_graphs", "push"]

#: Called after each graph with what is done, what there is to do in all, and the graph.
Progress = Callable[[int, int, str], None]

_NOTED = 20  # graphs between two entries into the manifest


@dataclass(frozen=True, slots=True)
class PushReport:
    """What a push sent, or would send.

    sent        graphs that were replaced
    amended     graphs of which only the difference was sent
    removed     graphs that were taken out
    unchanged   number of graphs that were there already as they are
    triples     how many triples travelled
    """

    sent: tuple[str, ...]
    amended: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    triples: int

    @property
    def bulletins(self) -> tuple[str, ...]:
        """The bulletins of which anything was sent or removed, as series/issue."""
        touched = (*self.sent, *self.removed)
        ours = (graph.removeprefix(space) for graph in touched for space in (BULLETINS, CHECKS, LEDGERS))
        return tuple(sorted({name for name in ours if not name.startswith("http")}))


def push(
    reader: Reader,
    endpoint: Endpoint,
    *,
    everything: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> PushReport:
    """Send what differs. Raises StoreError when the store cannot be reached or refuses; what was sent then is whole.

    everything: also what the manifest says is there, for a store that others wrote to.
    """
    wanted = local_graphs(reader)
    there = read_manifest(endpoint)
    differing = [graph for graph in wanted if everything or there.get(graph) != wanted[graph]]
    # A graph with the same triples and another version has a new entry, and nothing else to send.
    sent = [graph for graph in differing if everything or _digest(there, graph) != wanted[graph].digest]
    renoted = sorted(set(differing) - set(sent))
    gone = sorted(there.keys() - wanted.keys())
    amended = [PROVENANCE] if PROVENANCE in sent and _digest(there, PROVENANCE) and not everything else []
    sent = sorted(set(sent) - set(amended), key=lambda graph: (graph.startswith((BULLETINS, CHECKS, LEDGERS)), graph))
    report = PushReport(tuple(sent), tuple(amended), tuple(gone), len(wanted) - len(sent) - len(amended), 0)
    if dry_run or not (differing or gone):
        return replace(report, triples=sum(wanted[graph].triples for graph in sent))
    mark_pending(endpoint, [*differing, *gone], there)
    travelled = _send(reader, endpoint, [wanted[graph] for graph in sent], len(sent) + len(gone), progress)
    for graph in amended:
        travelled += _amend(reader, endpoint, graph)
    note(endpoint, [wanted[graph] for graph in (*amended, *renoted)])
    for done, graph in enumerate(gone, len(sent) + 1):
        endpoint.drop(graph)
        if progress:
            progress(done, len(sent) + len(gone), graph)
    strike(endpoint, gone)
    return replace(report, triples=travelled)


def local_graphs(reader: Reader) -> dict[str, Listed]:
    """The graphs of the embedded store that travel, with their manifest entries, sorted."""
    records = reader.records()
    versions = {**_reference_versions(reader), **{graph: _version(record) for graph, record in records.items()}}
    found = {}
    for graph in graphs(reader.quads):
        lines = graph_lines(reader.quads, graph)
        owner = graph
        for space in (CHECKS, LEDGERS):
            owner = BULLETINS + graph.removeprefix(space) if graph.startswith(space) else owner
        record = _travelling(records[graph]) if graph in records else ""
        found[graph] = Listed(graph, digest_of(lines), len(lines), versions.get(owner, ""), record)
    return found


def _digest(there: dict[str, Listed], graph: str) -> str:
    """The digest of a graph that is there whole."""
    digest = there[graph].digest if graph in there else ""
    return "" if digest == PENDING else digest


def _send(reader: Reader, endpoint: Endpoint, entries: Iterable[Listed], total: int, progress: Progress | None) -> int:
    """Replace graphs, and note each score of them when they are whole."""
    travelled = 0
    whole: list[Listed] = []
    for done, entry in enumerate(entries, 1):
        endpoint.replace(entry.graph, graph_lines(reader.quads, entry.graph))
        travelled += entry.triples
        whole.append(entry)
        if len(whole) == _NOTED:
            note(endpoint, whole)
            whole.clear()
        if progress:
            progress(done, total, entry.graph)
    note(endpoint, whole)
    return travelled


def _amend(reader: Reader, endpoint: Endpoint, graph: str) -> int:
    """Send the difference of a graph that all bulletins share."""
    before, after = set(endpoint.read(graph)), set(graph_lines(reader.quads, graph))
    endpoint.exchange(graph, sorted(before - after), sorted(after - before))
    return len(before ^ after)


def _version(record: Record) -> str:
    versions = record.versions
    return f"{record.sha256[:16]} {versions.mappers} {versions.ontology} {versions.shapes or '–'}"


def _reference_versions(reader: Reader) -> dict[str, str]:
    quads = reader.quads.quads_for_pattern(None, ox.NamedNode("urn:zhoubao:digest"), None, ox.DefaultGraph())
    return {quad.subject.value: quad.object.value for quad in quads}  # type: ignore[union-attr]


def _travelling(record: Record) -> str:
    """A record without what is only of this machine: the folder of the file."""
    return json.dumps(
        asdict(replace(record, file=Path(record.file).name)), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
