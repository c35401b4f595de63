"""What push and verify say in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zhoubao.exchange.remote.push import PushReport
from zhoubao.exchange.remote.verify import GraphDifference
from zhoubao.messages import label, wording
from zhoubao.store.graph_names import short

__all__ = ["push_report", "verify_report"]

_MOST = 20


def push_report(report: PushReport, *, dry_run: bool) -> Iterator[str]:
    """The graphs that were sent, amended and removed, and the sums."""
    for name, graphs in (("sent", report.sent), ("amended", report.amended), ("removed", report.removed)):
        yield from (f"{label(name)} {graph}" for graph in graphs[:_MOST])
        if (rest := len(graphs) - _MOST) > 0:
            yield f"{label(name)} … +{rest}"
    figures = (
        *(("sent", len(report.sent)), ("amended", len(report.amended)), ("removed", len(report.removed))),
        *(("unchanged", report.unchanged), ("triples", report.triples)),
    )
    closing = " · ".join(f"{label(name)} {count}" for name, count in figures)
    yield f"{label('dry run')}: {closing}" if dry_run else closing


def verify_report(differences: Sequence[GraphDifference]) -> Iterator[str]:
    """Each graph that differs, with some triples of either side; then what to do."""
    for difference in differences:
        kind = wording("difference", difference.kind)
        yield f"{difference.graph}: {kind} ({label('here')} {difference.here}, {label('there')} {difference.there})"
        yield from (f"  - {_short(triple)}" for triple in difference.only_here)
        yield from (f"  + {_short(triple)}" for triple in difference.only_there)
    yield label("differs, push again") if differences else label("equal")


def _short(triple: str) -> str:
    return " ".join(short(part.strip("<>")) if part.startswith("<") else part for part in triple.split(" ", 2))
