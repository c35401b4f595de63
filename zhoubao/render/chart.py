"""Charts as pages: a picture in SVG, each mark of which leads to the facts it stands for.

A mark is an element with ``data-facts``, the numbers of its facts; it can be clicked, and reached and opened by
keyboard. What a picture counts is written below it, and the query under the summary.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from zhoubao.messages import wording, wordings
from zhoubao.render.cards import Card
from zhoubao.render.html_page import document
from zhoubao.store.query_results import ResultTable

__all__ = ["chart", "listing", "mark"]

_BODY = """<header class="zn-head"><h1>{title}</h1>
<details><summary>{meaning_title}</summary><p>{meaning}</p><pre>{query}</pre></details></header>
{tools}<main class="zn-main"><div id="picture">{picture}<div class="zc-data">{listing}</div></div>
<aside id="panel" aria-live="polite"><p class="zn-hint">{hint}</p></aside></main>"""


def chart(
    title: str,
    meaning: str,
    query: str,
    picture: str,
    cards: Sequence[Card],
    *,
    rows: ResultTable | None = None,
    tools: str = "",
    more: Mapping[str, Any] | None = None,
    scripts: tuple[str, ...] = (),
) -> str:
    """The page of a chart. `rows` are listed below the picture, `tools` stand above it, `more` is data for scripts."""
    body = _BODY.format_map(
        {
            **{name: escape(text) for name, text in wordings("view").items()},
            "title": escape(title),
            "meaning": escape(meaning),
            "query": escape(query.strip()),
            "picture": picture,
            "tools": tools,
            "listing": "" if rows is None else listing(rows),
        }
    )
    data = {
        "words": wordings("view"),
        "kinds": {card.kind: card.kind_name() for card in cards},
        "facts": [card.data() for card in cards],
        **(more or {}),
    }
    return document(title, body, data, ("views.css", "chart.css"), ("panel.js", "chart.js", *scripts))


def mark(shape: str, label: str, facts: Iterable[int]) -> str:
    """A shape that leads to facts."""
    numbers = ",".join(map(str, sorted(facts)))
    name = escape(label, quote=True)
    return (
        f'<g class="zc-mark" tabindex="0" role="button" aria-label="{name}" data-facts="{numbers}">'
        f"<title>{name}</title>{shape}</g>"
    )


def listing(rows: ResultTable) -> str:
    """The figures of a picture as a table; the columns of IRIs are left out."""
    shown = [index for index, name in enumerate(rows.columns) if name not in ("facts", "iri")]
    head = "".join(f"<th scope='col'>{escape(rows.columns[index])}</th>" for index in shown)
    body = "".join("<tr>" + "".join(_cell(row[index]) for index in shown) + "</tr>" for row in rows.rows)
    return (
        f"<details><summary>{escape(wording('view', 'figures'))}</summary>"
        f"<table class='zb-table'><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></details>"
    )


def _cell(value: Any) -> str:
    text = "" if value is None else str(value)
    number = text.replace(".", "", 1).lstrip("-").isdigit()
    return f"<td class='zb-number'>{text}</td>" if number else f"<td>{escape(text)}</td>"
