"""A figure over time: what was accepted, completed, issued, … by a window, a body, a hall or a region."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from zhoubao.errors import UsageError
from zhoubao.messages import wording
from zhoubao.questions.ask import ask
from zhoubao.questions.catalogue import find_question
from zhoubao.render.cards import cards
from zhoubao.render.chart import chart
from zhoubao.render.figures import PALETTE, PrintFigure, finished, new_figure
from zhoubao.render.html_page import Page
from zhoubao.store.query_results import ResultTable
from zhoubao.store.store import Reader

__all__ = ["series"]

_COLUMNS = ("sort", "start", "end", "value", "unit", "bulletin", "iri")
_WIDE, _HIGH = 760, 190


def series(reader: Reader, indicator: str, scope: str | None = None) -> Page:
    """An indicator of a scope over time, each kind of period (week, year to date, …) on its own.

    The figures are those of the question ``indicator-over-time``, as printed: a cumulative one that falls is the
    bulletin's, and the checks report it. What has no period is left out of the picture and stands in the table.
    """
    given = {"indicator": indicator} if scope is None else {"indicator": indicator, "scope": scope}
    question = find_question("indicator-over-time")
    answer = ask(reader.quads, question.id, given)
    at = {name: index for index, name in enumerate(answer.columns)}
    names = ("period_kind", "start", "end", "value", "unit", "bulletin", "observation")
    lines = [tuple(row[at[name]] for name in names) for row in answer.rows]
    if not lines:
        raise UsageError("E-NOT-FOUND", f"series {indicator} {scope or ''}".strip())
    table = ResultTable(_COLUMNS, tuple(sorted(lines, key=lambda row: (str(row[0]), str(row[2] or row[1]), row[6]))))
    known = cards(reader, [row[-1] for row in table.rows])
    panels: dict[str, list[Any]] = {}
    for row in table.rows:
        if (row[1] or row[2]) and isinstance(row[3], int | Decimal | float):
            panels.setdefault(f"{row[0]}（{row[4] or ''}）", []).append(row)
    where = scope or next(parameter.default for parameter in question.parameters if parameter.name == "scope")
    title = f"{where} · {indicator}"
    text = [title, *(f"  {row[0]} {row[1] or '…'}—{row[2] or '…'} {row[3]}{row[4] or ''}" for row in table.rows)]
    return Page(
        title,
        chart(
            "explore/series.html.j2",
            title,
            wording("view", "series_about"),
            question.query,
            [*known.values()],
            table,
            panels=[*_panels(panels, [*known])],
            width=_WIDE,
            height=max(len(panels), 1) * (_HIGH + 60),
        ),
        "\n".join(text),
        height=180 + 190 * len(panels),
        rows=table,
        drawn=lambda: _figure(panels, title),
    )


def _middle(row: tuple[Any, ...]) -> int:
    """Where a figure stands in time: the middle of a period that ends, the end of one that only grows."""
    start, end = (date.fromisoformat(str(day)) if day else None for day in (row[1], row[2]))
    if start and end and (end - start).days <= 92:
        return (start.toordinal() + end.toordinal()) // 2
    return (end or start or date.min).toordinal()


def _panels(panels: dict[str, list[Any]], known: list[str]) -> Iterator[dict[str, Any]]:
    """The panels as they are drawn, one below the other."""
    days = [_middle(row) for found in panels.values() for row in found]
    first, last = min(days, default=0), max(days, default=1)
    for number, (name, found) in enumerate(panels.items()):
        top = number * (_HIGH + 60)
        base = top + _HIGH + 10
        peak = max(float(row[3]) for row in found) or 1.0
        points = []
        for row in found:
            y = base - (_HIGH - 60) * float(row[3]) / peak
            points.append(
                {
                    "x": round(60 + (_WIDE - 60) * (_middle(row) - first) / (last - first or 1)),
                    "y": round(y),
                    "above": round(y - 12),
                    "value": row[3],
                    "day": str(row[2] or row[1])[2:],
                    "label": f"{name} {row[1] or ''}—{row[2] or ''}: {row[3]}",
                    "facts": [known.index(row[-1])] if row[-1] in known else [],
                }
            )
        colour = PALETTE[number % len(PALETTE)]
        yield {"name": name, "top": top, "base": base, "colour": colour, "points": points}


def _figure(panels: dict[str, list[Any]], title: str) -> PrintFigure:
    drawing, drawn = new_figure(1 + 4 * max(len(panels), 1), 3.2, max(len(panels), 1))
    for number, ((name, found), axes) in enumerate(zip(panels.items(), drawn, strict=False)):
        days = [date.fromordinal(_middle(row)) for row in found]
        axes.plot(days, [float(row[3]) for row in found], marker="o", color=PALETTE[number % len(PALETTE)])
        for day, row in zip(days, found, strict=True):
            place = (day, float(row[3]))
            axes.annotate(str(row[3]), place, xytext=(0, 7), textcoords="offset points", ha="center", fontsize=8)
        axes.set_xticks(days, [str(row[2] or row[1]) for row in found], rotation=30, ha="right")
        axes.set_ylim(0, 1.15 * max(float(row[3]) for row in found))
        axes.set_title(name, loc="left", fontsize=10)
    return finished(drawing, title)
