"""A time line: the facts of a store, of a thing, of a time, each a dot on its day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from zhoubao.explore.entity import ROLES, find_entity
from zhoubao.explore.network.link_query import find_term, kind_names, span
from zhoubao.messages import wording
from zhoubao.render.cards import FACTS, Card, cards, rows
from zhoubao.render.chart import chart
from zhoubao.render.figures import PALETTE, PrintFigure, finished, new_figure
from zhoubao.render.html_page import Page
from zhoubao.store.graph_names import REGISTERS
from zhoubao.store.query_results import ResultTable
from zhoubao.store.store import Reader

__all__ = ["timeline"]

#: What has no day of its own worth a dot: figures, counts, rows of tables and lists, wordings.
_LEFT_OUT = frozenset(
    {
        *("StatObservation", "CountClaim", "AssessmentResult", "PatrolItem", "TopicStatement", "ClaimedEffect"),
        *("Finding", "FollowUp", "Tenure", "Assessment"),
    }
)


def timeline(
    reader: Reader,
    about: str | None = None,
    *,
    kind: str | Iterable[str] | None = None,
    since: str | date | None = None,
    until: str | date | None = None,
    series: str | None = None,
) -> Page:
    """Facts by day, one lane for each kind.

    about   only facts in which this thing has a part: a body, a region, a company, a person, … by name, code or IRI
    kind, since, until, series   as for networks

    Figures, counts, rows of assessments and patrols are left out unless a kind names them. A fact of which the text names no
    day stands on the day of issue, and its card says so.
    """
    wanted = None
    query = FACTS
    if about is not None:
        query = ROLES % {"thing": find_entity(reader, about), "registers": REGISTERS}
        wanted = {row["fact"].value for row in rows(reader.quads, query)}
    found = [*cards(reader, wanted).values()]
    first, last = span(since, until)
    chosen = series and find_term(reader.quads, "series", series)
    kinds = kind_names({card.iri: card for card in found}, [kind] if isinstance(kind, str) else kind or ())
    shown = [
        card
        for card in found
        if card.date
        and first <= card.date <= last
        and (card.kind in kinds if kinds else card.kind not in _LEFT_OUT)
        and (not chosen or card.series == chosen)
    ]
    title = wording("view", "timeline", about=about or wording("view", "all_facts"))
    table = ResultTable(
        ("date", "kind", "fact", "bulletin", "iri"),
        tuple((card.date, card.kind_name(), card.label, card.bulletin, card.iri) for card in shown),
    )
    meaning = wording("view", "timeline_about")
    html = chart("explore/timeline.html.j2", title, meaning, query, shown, table, scripts=("timeline.js",))
    text = [title, *(f"  {row[0]:10} {row[1]} · {row[2]}" for row in table.rows)]
    return Page(title, html, "\n".join(text), height=520, rows=table, drawn=lambda: _figure(shown, title))


def _figure(shown: list[Card], title: str) -> PrintFigure:
    kinds = sorted({(card.kind_name(), card.kind) for card in shown})
    drawing, (axes,) = new_figure(9, 1.2 + 0.42 * len(kinds))
    for lane, (_, kind) in enumerate(kinds):
        stacked: dict[str, int] = {}
        for card in shown:
            if card.kind == kind:
                high = stacked.get(card.date, 0)
                stacked[card.date] = high + 1
                day = date.fromisoformat(card.date)
                axes.plot([day], [lane - 0.14 * high], "o", color=PALETTE[lane % len(PALETTE)], markersize=5)
    axes.set_yticks(range(len(kinds)), [name for name, _ in kinds])
    axes.set_ylim(len(kinds) - 0.5, -0.8)
    axes.grid(axis="y", color="#e3e0d8", linewidth=0.6)
    return finished(drawing, title)
