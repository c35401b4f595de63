"""A network to work with: what a notebook holds. It is thin: the links know the data, the modules beside it the rest."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zhoubao.explore.network.links import Link, Links
from zhoubao.render.cards import Card
from zhoubao.store.query_results import ResultTable

if TYPE_CHECKING:
    from zhoubao.explore.network.paths import NetworkPath
    from zhoubao.render.html_page import Page

__all__ = ["Network"]


@dataclass(frozen=True)
class Network:
    """A projection of the store.

    graph  a networkx Graph or DiGraph; nodes are IRIs with ``label``, ``sort`` and ``region``; links have ``weight``
           (facts, or different matters where the projection counts those), ``first`` and ``last`` day, ``kinds`` and
           ``facts``, the IRIs that :meth:`KnowledgeGraph.explain` leads back to the text
    """

    read: Links

    @property
    def query(self) -> str:
        """The SPARQL query that gives the links, one row each."""
        return self.read.projection.query

    @property
    def meaning(self) -> str:
        """What a link means, and what it does not."""
        return self.read.meaning

    @property
    def graph(self) -> Any:
        """The networkx graph; links and nodes stand in the order of their IRIs."""
        return self.read.graph

    @property
    def between(self) -> dict[tuple[str, str], list[Link]]:
        """The links by their ends; without direction the lesser IRI comes first."""
        return self.read.between

    def find(self, name: str) -> str:
        """The IRI of a node by its IRI, name, short name or part of its name; raises UsageError when it is not one."""
        return self.read.find(name)

    def name(self, iri: str) -> str:
        """What a node is called."""
        return self.read.label(iri)

    def facts(self, one: str, other: str | None = None) -> list[Card]:
        """The facts behind a node, or behind the links between two nodes in either direction, in order of date."""
        return self.read.cards(one, other)

    def edge_table(self) -> ResultTable:
        """The links with names, weights, days and facts, the heaviest first."""
        return self.read.edge_table()

    def node_table(self) -> ResultTable:
        """The nodes with names, sorts and how many others each is linked to, most first."""
        return self.read.node_table()

    def edges(self) -> Any:
        """The links as a DataFrame, or rows where pandas is not installed."""
        return self.edge_table().frame()

    def nodes(self) -> Any:
        """The nodes as a DataFrame, or rows where pandas is not installed."""
        return self.node_table().frame()

    def path(self, one: str, other: str) -> NetworkPath:
        """The shortest way from one node to another, in words with quotes; see :mod:`zhoubao.explore.network.paths`."""
        from zhoubao.explore.network.paths import path

        return path(self.read, one, other)

    def centrality(self) -> Any:
        """Who is linked most, who lies between, as a DataFrame; see :mod:`zhoubao.explore.network.analysis`."""
        from zhoubao.explore.network.analysis import centrality

        return centrality(self.read).frame()

    def communities(self) -> list[list[str]]:
        """Groups that are linked closer within than without, by name; see :mod:`zhoubao.explore.network.analysis`."""
        from zhoubao.explore.network.analysis import communities

        return [sorted(self.name(iri) for iri in group) for group in communities(self.read)]

    def bridges(self) -> Any:
        """Links that alone hold two parts together, as a DataFrame; see :mod:`zhoubao.explore.network.analysis`."""
        from zhoubao.explore.network.analysis import bridges

        return bridges(self.read).frame()

    def growth(self) -> Any:
        """Links, nodes and new links month by month, as a DataFrame; see :mod:`zhoubao.explore.network.analysis`."""
        from zhoubao.explore.network.analysis import growth

        return growth(self.read).frame()

    def similarity(self, sort: str = "region") -> Any:
        """How alike nodes of a sort are by what leads to them, as a DataFrame; see :mod:`zhoubao.explore.network.analysis`."""
        from zhoubao.explore.network.analysis import similarity

        return similarity(self.read, sort).frame()

    def to_igraph(self) -> Any:
        """The graph for igraph, which has to be installed (it is under the GPL and no part of any extra)."""
        from zhoubao.explore.network.network_export import to_igraph

        return to_igraph(self.read)

    def to_gexf(self, path: str | Path) -> Path:
        """Write the graph for Gephi: labels, sorts, weights, days, communities and places of the drawing."""
        from zhoubao.explore.network.network_export import to_gexf

        return to_gexf(self.read, Path(path))

    def show(self, title: str | None = None) -> Page:
        """The network to explore: zoom, drag, search, filter by kind and time, click for facts."""
        from zhoubao.explore.network.drawing import show

        return show(self.read, title)

    def figure(self, labels: int = 30) -> Any:
        """The network as a matplotlib figure, the best linked nodes labelled."""
        from zhoubao.explore.network.drawing import figure

        return figure(self.read, labels)

    def __len__(self) -> int:
        return len(self.read.things)

    def __repr__(self) -> str:
        return str(self.read)

    def _repr_html_(self) -> str:
        return self.show()._repr_html_()
