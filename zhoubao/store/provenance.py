"""Where each bulletin's graph comes from, as PROV-O: the original, what read it, in which version.

Nothing here depends on the clock, so it is part of every export; when a build ran is in the log of runs, which is not.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from mappers.rdf.iris import source as source_iri
from zhoubao.store.graph_names import BASE, PROVENANCE, RUNS
from zhoubao.store.record import Record
from zhoubao.version import __version__

__all__ = ["activity_iri", "provenance", "run_log"]

_PROV = "http://www.w3.org/ns/prov#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def activity_iri(record: Record) -> str:
    """The reading of one original by one version of the mappers and the ontology."""
    versions = record.versions
    return f"{BASE}id/activity/{record.sha256[:16]}-{versions.mappers[:8]}-{versions.ontology[:8]}"


def provenance(record: Record) -> str:
    """The provenance of one bulletin's graph, as sorted N-Quads.

    Its subjects belong to this bulletin alone, so that the statements come and go with it.
    """
    activity = activity_iri(record)
    source = source_iri(record.sha256)
    rules = f"{BASE}id/software/mappers-{record.versions.mappers}"
    names = f"{BASE}id/software/ontology-{record.versions.ontology}"
    agent = f"{BASE}id/software/zhoubao-{__version__}"
    return _lines(
        PROVENANCE,
        [
            (record.graph, _TYPE, f"<{_PROV}Entity>"),
            (record.graph, _PROV + "wasDerivedFrom", f"<{source}>"),
            (record.graph, _PROV + "wasGeneratedBy", f"<{activity}>"),
            (activity, _TYPE, f"<{_PROV}Activity>"),
            (activity, _PROV + "used", f"<{source}>"),
            (activity, _PROV + "used", f"<{rules}>"),
            (activity, _PROV + "used", f"<{names}>"),
            (activity, _PROV + "wasAssociatedWith", f"<{agent}>"),
        ],
    )


def run_log(started: datetime, ended: datetime, graphs: Iterable[str]) -> str:
    """One run of a build with its times and the graphs it wrote, as N-Quads for the log."""
    run = f"{BASE}id/run/{started:%Y%m%dT%H%M%S%f}"
    return _lines(
        RUNS,
        [
            (run, _TYPE, f"<{_PROV}Activity>"),
            (run, _PROV + "startedAtTime", f'"{started.isoformat()}"^^<{_XSD}dateTime>'),
            (run, _PROV + "endedAtTime", f'"{ended.isoformat()}"^^<{_XSD}dateTime>'),
            *((run, _PROV + "generated", f"<{graph}>") for graph in graphs),
        ],
    )


def _lines(graph: str, triples: Iterable[tuple[str, str, str]]) -> str:
    return "".join(sorted(f"<{s}> <{p}> {o} <{graph}> .\n" for s, p, o in triples))
