"""A projection as a graph to work with: networkx inside, the facts at hand, ways out to other tools."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx

from zhoubao.errors import UsageError
from zhoubao.explore.network.links import Link, Links
from zhoubao.messages import language
from zhoubao.questions.near_names import nearest
from zhoubao.render.cards import Card
from zhoubao.store.query_results import ResultTable

if TYPE_CHECKING:
    from zhoubao.explore.network.paths import Path as Chain
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
        """The SPARQL query whose rows the links are."""
        return self.read.projection.query

    @property
    def meaning(self) -> str:
        """What a link means, and what it does not."""
        said = self.read.projection
        return said.about_zh if language() == "zh" else said.about_en

    @cached_property
    def graph(self) -> Any:
        """The networkx graph; links and nodes stand in the order of their IRIs."""
        graph = nx.DiGraph() if self.read.directed else nx.Graph()
        for iri, thing in self.read.things.items():
            graph.add_node(iri, label=thing.name, sort=thing.sort, region=thing.region)
        for (source, target), found in self.between.items():
            cards = [self.read.facts[iri] for iri in sorted({link.fact for link in found})]
            graph.add_edge(
                source,
                target,
                weight=len({link.what or link.fact for link in found}),
                first=min(card.date for card in cards),
                last=max(card.date for card in cards),
                kinds=tuple(sorted({card.kind for card in cards})),
                facts=tuple(card.iri for card in cards),
                matters=tuple(sorted({self.read.matters[link.what] for link in found if link.what})),
            )
        return graph

    @cached_property
    def between(self) -> dict[tuple[str, str], list[Link]]:
        """The links by their ends; without direction the lesser IRI comes first."""
        pairs: dict[tuple[str, str], list[Link]] = {}
        for link in self.read.links:
            ends = (link.source, link.target)
            pairs.setdefault(ends if self.read.directed else (min(ends), max(ends)), []).append(link)
        return dict(sorted(pairs.items()))

    def find(self, name: str) -> str:
        """The IRI of a node by its IRI, name, short name or part of its name; raises UsageError when it is not one."""
        things = self.read.things
        if name in things:
            return name
        tests = (
            lambda thing: thing.name == name,
            lambda thing: name in thing.others,
            lambda thing: name in thing.name,
        )
        found = next(filter(None, ([iri for iri, thing in things.items() if test(thing)] for test in tests)), [])
        if len(found) > 1:
            raise UsageError("E-AMBIGUOUS", name, candidates="、".join(f"{things[iri].name} <{iri}>" for iri in found))
        if not found:
            raise UsageError("E-NAME", name, type="node", near=nearest(name, (item.name for item in things.values())))
        return found[0]

    def facts(self, one: str, other: str | None = None) -> list[Card]:
        """The facts behind a node, or behind the links between two nodes in either direction, in order of date."""
        ends = {self.find(one)} if other is None else {self.find(one), self.find(other)}
        wanted = {link.fact for link in self.read.links if ends <= {link.source, link.target}}
        return [card for iri, card in self.read.facts.items() if iri in wanted]

    def edge_table(self) -> ResultTable:
        """The links with names, weights, days and facts, the heaviest first."""
        rows = [
            (
                self.name(source),
                self.name(target),
                data["weight"],
                data["first"],
                data["last"],
                " ".join(data["kinds"]),
                "；".join(data["matters"]),
                data["facts"],
                source,
                target,
            )
            for source, target, data in self.graph.edges(data=True)
        ]
        columns = (
            "source",
            "target",
            "weight",
            "first",
            "last",
            "kinds",
            "matters",
            "facts",
            "source_iri",
            "target_iri",
        )
        return ResultTable(columns, tuple(sorted(rows, key=lambda row: (-row[2], row[0], row[1], row[8], row[9]))))

    def node_table(self) -> ResultTable:
        """The nodes with names, sorts and how many others each is linked to, most first."""
        degrees = dict(self.graph.degree())
        strength = dict(self.graph.degree(weight="weight"))
        rows = [(thing.name, thing.sort, degrees[iri], strength[iri], iri) for iri, thing in self.read.things.items()]
        rows.sort(key=lambda row: (-row[2], -row[3], row[0], row[4]))
        return ResultTable(("name", "sort", "degree", "strength", "iri"), tuple(rows))

    def edges(self) -> Any:
        """The links as a DataFrame, or rows where pandas is not installed."""
        return self.edge_table().frame()

    def nodes(self) -> Any:
        """The nodes as a DataFrame, or rows where pandas is not installed."""
        return self.node_table().frame()

    def name(self, iri: str) -> str:
        """What a node is called."""
        return self.read.things[iri].name

    def path(self, one: str, other: str) -> Chain:
        """The shortest way from one node to another, in words with quotes; see :mod:`zhoubao.explore.network.paths`."""
        from zhoubao.explore.network.paths import path

        return path(self, one, other)

    def centrality(self) -> Any:
        """Who is linked most, who lies between, as a DataFrame; see :mod:`zhoubao.explore.network.analysis`."""
        from zhoubao.explore.network.analysis import centrality

        return centrality(self).frame()

    def communities(self) -> list[list[str]]:
        """Groups that are linked closer within than without, by name; see :mod:`zhoubao.explore.network.analysis`."""
        from zhoubao.explore.network.analysis import communities

        return [sorted(self.name(iri) for iri in group) for group in communities(self)]

    def bridges(self) -> Any:
        """Links that alone hold two parts together, as a DataFrame; see :mod:`zhoubao.explore.network.analysis`."""
        from zhoubao.explore.network.analysis import bridges

        return bridges(self).frame()

    def growth(self) -> Any:
        """Links, nodes and new links month by month, as a DataFrame; see :mod:`zhoubao.explore.network.analysis`."""
        from zhoubao.explore.network.analysis import growth

        return growth(self).frame()

    def similarity(self, sort: str = "region") -> Any:
        """How alike nodes of a sort are by what leads to them, as a DataFrame; see :mod:`zhoubao.explore.network.analysis`."""
        from zhoubao.explore.network.analysis import similarity

        return similarity(self, sort).frame()

    def to_igraph(self) -> Any:
        """The graph for igraph, which has to be installed (it is under the GPL and no part of any extra)."""
        from zhoubao.explore.network.bridges import to_igraph

        return to_igraph(self)

    def to_gexf(self, path: str | Path) -> Path:
        """Write the graph for Gephi: labels, sorts, weights, days, communities and places of the drawing."""
        from zhoubao.explore.network.bridges import to_gexf

        return to_gexf(self, Path(path))

    def show(self, title: str | None = None) -> Page:
        """The network to poke at: zoom, drag, search, filter by kind and time, click for facts."""
        from zhoubao.explore.network.drawing import show

        return show(self, title)

    def figure(self, labels: int = 30) -> Any:
        """The network as a matplotlib figure, the best linked nodes labelled."""
        from zhoubao.explore.network.drawing import figure

        return figure(self, labels)

    def __len__(self) -> int:
        return len(self.read.things)

    def __repr__(self) -> str:
        said = self.read.projection
        title = said.zh if language() == "zh" else said.en
        figures = f"{len(self)} nodes, {len(self.between)} links, {len(self.read.facts)} facts"
        return f"<Network {self.read.name}: {figures}> {title}"

    def _repr_html_(self) -> str:
        return self.show()._repr_html_()
