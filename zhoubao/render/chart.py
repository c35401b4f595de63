"""Charts as pages: a picture in SVG, each mark of which leads to the facts it stands for.

A mark is an element with ``data-facts``, the numbers of its facts; it can be clicked, and reached and opened by
keyboard. What a picture counts is written below it, and the query under the summary.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from zhoubao.messages import wordings
from zhoubao.render.cards import Card
from zhoubao.render.html_page import document
from zhoubao.store.query_results import ResultTable

__all__ = ["chart"]


def chart(
    template: str,
    title: str,
    meaning: str,
    query: str,
    cards: Sequence[Card],
    rows: ResultTable,
    *,
    scripts: tuple[str, ...] = (),
    **picture: Any,
) -> str:
    """The page of a chart, by a template that draws the picture; the rows are listed below it.

    The columns of IRIs are left out of the list.
    """
    words = wordings("view")
    listed = [index for index, name in enumerate(rows.columns) if name not in ("facts", "iri")]
    return document(
        template,
        title,
        {
            "words": words,
            "kinds": {card.kind: card.kind_name() for card in cards},
            "facts": [card.data() for card in cards],
        },
        ("views.css", "chart.css"),
        ("panel.js", "chart.js", *scripts),
        words=words,
        meaning=meaning,
        query=query.strip(),
        columns=[rows.columns[index] for index in listed],
        cells=[[_cell(row[index]) for index in listed] for row in rows.rows],
        **picture,
    )


def _cell(value: Any) -> tuple[str, bool]:
    """The text of a cell, and whether it is a number."""
    text = "" if value is None else str(value)
    return text, text.replace(".", "", 1).lstrip("-").isdigit()
