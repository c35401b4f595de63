"""A network as a page to explore and as a figure to print."""

from __future__ import annotations

from typing import Any

from zhoubao.explore.network.links import Links
from zhoubao.explore.network.network_layout import communities_of, layout
from zhoubao.messages import wording, wordings
from zhoubao.render.html_page import Page, document

__all__ = ["SORTS", "figure", "show"]

_MANY = 2500  # links, beyond which the page draws them as plain lines
SORTS = ("body", "region", "company", "person", "document", "group", "place", "window", "matter")
_COLOURS = ("#2b6cb0", "#2f7d4f", "#b7791f", "#97266d", "#6b46c1", "#718096", "#0f7c82", "#c05621", "#9b2d20")


def show(links: Links, title: str | None = None) -> Page:
    """The page of a network; its text is the heaviest links."""
    heading = title or links.title
    html = document(
        "explore/network/network.html.j2",
        heading,
        _data(links),
        ("views.css", "network.css"),
        ("vendor/cytoscape/cytoscape.min.js", "panel.js", "lines.js", "network.js"),
        words=wordings("view"),
        meaning=links.meaning,
        query=links.projection.query.strip(),
    )
    heaviest = links.edge_table().rows[:10]
    arrow = "→" if links.directed else "—"
    lines = [heading, str(links), *(f"  {row[0]} {arrow} {row[1]} ×{row[2]} {row[3]}…{row[4]}" for row in heaviest)]
    return Page(heading, html, "\n".join(lines))


def _data(links: Links) -> dict[str, Any]:
    """What the page's script draws: nodes and links by number, facts once each."""
    things, cards = links.things, links.facts
    places = layout(links.graph)
    group_of = {iri: index for index, group in enumerate(communities_of(links.graph)) for iri in group}
    node_number = {iri: number for number, iri in enumerate(things)}
    fact_number = {iri: number for number, iri in enumerate(cards)}
    matter_number = {iri: number for number, iri in enumerate(links.matters)}
    strength = dict(links.graph.degree(weight="weight"))
    return {
        "words": wordings("view"),
        "large": len(links.between) > _MANY,
        "directed": links.directed,
        "sorts": [[sort, wording("sort", sort), colour] for sort, colour in zip(SORTS, _COLOURS, strict=True)],
        "kinds": {card.kind: card.kind_name() for card in cards.values()},
        "matters": [*links.matters.values()],
        "nodes": [
            [thing.name, SORTS.index(thing.sort), *places[iri], strength[iri], group_of[iri], iri]
            for iri, thing in things.items()
        ],
        "edges": [
            [
                node_number[source],
                node_number[target],
                [[fact_number[link.fact], matter_number.get(link.what, -1)] for link in found],
            ]
            for (source, target), found in links.between.items()
        ],
        "facts": [card.data() for card in cards.values()],
    }


def figure(links: Links, labels: int = 30) -> Any:
    """The network to print: size by strength, width by weight, the strongest nodes labelled."""
    from zhoubao.render.figures import finished, new_figure

    graph = links.graph
    places = layout(graph)
    strength = dict(graph.degree(weight="weight"))
    drawing, (axes,) = new_figure(9, 7)
    for source, target, data in graph.edges(data=True):
        (x, y), (u, v) = places[source], places[target]
        axes.plot([x, u], [y, v], color="#b9b5a8", linewidth=0.6 + 0.5 * min(data["weight"], 8), zorder=1)
    for sort, colour in zip(SORTS, _COLOURS, strict=True):
        nodes = [iri for iri, thing in links.things.items() if thing.sort == sort]
        if nodes:
            xs, ys = zip(*(places[iri] for iri in nodes), strict=True)
            axes.scatter(
                xs, ys, [20 + 14 * strength[iri] for iri in nodes], colour, zorder=2, label=wording("sort", sort)
            )
    for iri in sorted(graph.nodes, key=lambda node: (-strength[node], node))[:labels]:
        axes.annotate(
            links.label(iri), places[iri], xytext=(0, 6), textcoords="offset points", ha="center", fontsize=7, zorder=3
        )
    axes.set_axis_off()
    axes.invert_yaxis()
    axes.set_aspect("equal")
    if len(graph):
        axes.legend(loc="lower left", fontsize=8, frameon=False)
    return finished(drawing, links.projection.zh)
