"""The windows' ranking: one month by score, several months as a run of ranks."""

from __future__ import annotations

from typing import Any

from zhoubao.errors import UsageError
from zhoubao.explore.network.link_query import find_term
from zhoubao.messages import wording
from zhoubao.questions.ask import ask
from zhoubao.questions.catalogue import find_question
from zhoubao.render.cards import cards, rows
from zhoubao.render.chart import chart
from zhoubao.render.figures import PALETTE, PrintFigure, finished, new_figure
from zhoubao.render.html_page import Page
from zhoubao.store.query_results import ResultTable
from zhoubao.store.store import Reader

__all__ = ["ranking"]

#: The months of which there is an assessment, by series.
MONTHS = """
SELECT DISTINCT ?series ?start WHERE {
  GRAPH ?g {
    ?result a zw:AssessmentResult ; zw:refPeriod/dcat:startDate ?start .
    ?g foaf:primaryTopic/zw:inSeries ?series .
  }
} ORDER BY ?series ?start
"""
_COLUMNS = ("month", "rank", "window", "score", "printed_rank", "base", "deduction", "bonus", "bulletin", "iri")


def ranking(reader: Reader, month: str | None = None, series: str | None = None) -> Page:
    """The ranking of a series: a month's scores, or without a month the ranks of all its months.

    The rank is computed from the scores; the printed one is in the table. Without a series it is the one with the most
    months in the store. The figures are those of the question ``ranking``, month by month.
    """
    found: dict[str, list[str]] = {}
    for row in rows(reader.quads, MONTHS):
        found.setdefault(row["series"].value, []).append(row["start"].value[:7])
    if month is not None:
        found = {name: [month] for name, months in found.items() if month in months}
    if series is not None:
        chosen = find_term(reader.quads, "series", series)
        found = {name: months for name, months in found.items() if name == chosen}
    if not found:
        raise UsageError("E-NOT-FOUND", f"ranking {month or ''} {series or ''}".strip())
    best = min(found, key=lambda name: (-len(found[name]), name))
    table = _table(reader, best, sorted(set(found[best])))
    known = cards(reader, [row[-1] for row in table.rows])
    title = wording("view", "ranking", months="—".join(dict.fromkeys((found[best][0], found[best][-1]))))
    months = [*dict.fromkeys(row[0] for row in table.rows)]
    draw = _run if len(months) > 1 else _bars
    question = find_question("ranking")
    return Page(
        title,
        chart(
            "explore/ranking.html.j2",
            title,
            wording("view", "ranking_about"),
            question.query,
            [*known.values()],
            table,
            **draw(table, [*known], months),
        ),
        "\n".join([title, *(f"  {row[0]} {row[1]:>3} {row[2]} {row[3]}" for row in table.rows)]),
        height=190 + 27 * max((sum(row[0] == at for row in table.rows) for at in months), default=0),
        rows=table,
        drawn=lambda: _figure(table, months, title),
    )


def _table(reader: Reader, series: str, months: list[str]) -> ResultTable:
    """The answers for each month, one below the other."""
    lines = []
    for month in months:
        answer = ask(reader.quads, "ranking", {"month": month, "series": series})
        at = {name: index for index, name in enumerate(answer.columns)}
        for row in answer.rows:
            lines.append((month, *(row[at[name]] for name in _COLUMNS[1:-1]), row[at["result"]]))
    lines.sort(key=lambda row: (row[0], row[1] is None, row[1] or 0, row[2]))
    return ResultTable(_COLUMNS, tuple(lines))


def _bars(table: ResultTable, known: list[str], months: list[str]) -> dict[str, Any]:
    """Scores from the lowest up, cut off below it: the differences are what is looked at."""
    scores = [float(row[3]) for row in table.rows if row[3] is not None]
    low, high = (min(scores) - 2, max(scores)) if scores else (0.0, 1.0)
    bars = []
    for index, row in enumerate(table.rows):
        width = 480 * (float(row[3]) - low) / (high - low or 1) if row[3] is not None else 0
        bars.append(
            {
                "y": 34 + 26 * index,
                "width": round(max(width, 2)),
                "end": round(308 + width),
                "colour": PALETTE[0],
                "rank": _rank(row),
                "window": row[2],
                "score": row[3],
                "label": f"{row[2]} {row[0]} {row[3]}",
                "facts": _number(known, row),
            }
        )
    return {"bars": bars, "cut_axis": wording("view", "cut_axis", low=f"{low:g}")}


def _run(table: ResultTable, known: list[str], months: list[str]) -> dict[str, Any]:
    """Ranks from month to month; equal ranks stand side by side."""
    step = max(120, min(280, 620 // max(len(months) - 1, 1)))
    columns = {month: 250 + step * index for index, month in enumerate(months)}
    places, deepest = _places(table)
    windows: dict[str, list[Any]] = {}
    for row in table.rows:
        windows.setdefault(row[2], []).append(row)
    runs = [
        {
            "window": window,
            "colour": PALETTE[number % len(PALETTE)] if len(found) > 1 else "var(--zb-soft)",
            "points": [
                {
                    "x": columns[row[0]],
                    "y": 44 + 26 * places[row[0], window],
                    "rank": _rank(row),
                    "label": f"{window} {row[0]}: {_rank(row)} ({row[3]})",
                    "facts": _number(known, row),
                }
                for row in found
            ],
            "begins": found[0][0] == months[0],
            "ends": found[-1][0] != months[0],
        }
        for number, (window, found) in enumerate(sorted(windows.items()))
    ]
    marks = [(x, month) for month, x in columns.items()]
    return {
        "bars": None,
        "runs": runs,
        "months": marks,
        "width": 500 + step * (len(months) - 1),
        "height": 70 + 26 * deepest,
    }


def _places(table: ResultTable) -> tuple[dict[tuple[str, str], int], int]:
    """The line on which each window of each month stands, and the deepest line."""
    counts: dict[str, int] = {}
    places: dict[tuple[str, str], int] = {}
    for row in table.rows:
        places[row[0], row[2]] = counts.get(row[0], 0)
        counts[row[0]] = places[row[0], row[2]] + 1
    return places, max(counts.values(), default=0)


def _rank(row: tuple[Any, ...]) -> str:
    return "–" if row[1] is None else str(row[1])


def _number(known: list[str], row: tuple[Any, ...]) -> list[int]:
    return [known.index(row[-1])] if row[-1] in known else []


def _figure(table: ResultTable, months: list[str], title: str) -> PrintFigure:
    places, deepest = _places(table)
    drawing, (axes,) = new_figure(4 + 2.2 * len(months), 1.5 + 0.3 * deepest)
    windows: dict[str, list[Any]] = {}
    for row in table.rows:
        windows.setdefault(row[2], []).append(row)
    for number, (window, found) in enumerate(sorted(windows.items())):
        xs = [months.index(row[0]) for row in found]
        ys = [places[row[0], window] for row in found]
        axes.plot(xs, ys, marker="o", color=PALETTE[number % len(PALETTE)] if len(xs) > 1 else "#9aa0ab")
        label = f"{window}  {_rank(found[-1])} · {found[-1][3]}"
        axes.annotate(label, (xs[-1], ys[-1]), xytext=(8, -3), textcoords="offset points", fontsize=8)
        if xs[0] != xs[-1]:
            first = f"{_rank(found[0])} · {found[0][3]}"
            axes.annotate(first, (xs[0], ys[0]), xytext=(-8, -3), textcoords="offset points", fontsize=8, ha="right")
    axes.set_xticks(range(len(months)), months)
    axes.set_xlim(-0.4, len(months) - 1 + (1.2 if len(months) > 1 else 1))
    axes.set_yticks([])
    axes.invert_yaxis()
    return finished(drawing, title)
