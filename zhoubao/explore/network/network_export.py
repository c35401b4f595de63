"""Ways out to other tools: igraph objects, GEXF for Gephi."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import networkx as nx

from zhoubao.explore.network.links import Links
from zhoubao.explore.network.network_layout import communities_of, layout

__all__ = ["flat", "to_gexf", "to_igraph"]


def flat(links: Links) -> Any:
    """The graph with attributes that any format can carry: lists as text, the community as a number."""
    home = {iri: index for index, group in enumerate(communities_of(links.graph)) for iri in group}
    graph = links.graph.copy()
    for node, data in graph.nodes(data=True):
        data["community"] = home[node]
    for _, _, data in graph.edges(data=True):
        for name in ("kinds", "facts", "matters"):
            data[name] = " ".join(data[name])
    return graph


def to_igraph(links: Links) -> Any:
    """An igraph Graph; ``_nx_name`` of a vertex is its IRI. Raises ImportError where igraph is not installed."""
    import igraph

    return igraph.Graph.from_networkx(flat(links))


def to_gexf(links: Links, path: Path) -> Path:
    """Write GEXF 1.2: attributes as in the graph, and the places of the drawing, so that Gephi opens it laid out."""
    graph = flat(links)
    for node, (x, y) in layout(links.graph).items():
        graph.nodes[node]["viz"] = {"position": {"x": x, "y": -y, "z": 0.0}}
    text = "\n".join(nx.generate_gexf(graph))
    # networkx writes the day on which the file is made, which would make each file another
    head, meta, rest = text.partition('lastmodifieddate="')
    path.write_text(head + meta + "2000-01-01" + rest[10:] if meta else text, "utf-8")
    return path
