"""The links of a projection as a value: what the analyses, the paths and the drawings of a network work on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import networkx as nx

from zhoubao.errors import UsageError
from zhoubao.explore.network.network_entities import NetworkEntity
from zhoubao.messages import language
from zhoubao.questions.catalogue import Question
from zhoubao.questions.near_names import nearest
from zhoubao.render.cards import Card
from zhoubao.store.query_results import ResultTable

__all__ = ["Link", "Links"]


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """One fact that links two things; `what` is the matter where links are counted by matters."""

    source: str
    target: str
    fact: str
    what: str = ""


@dataclass(frozen=True)
class Links:
    """The links of a projection, the things at their ends, the facts behind them."""

    projection: Question
    name: str
    links: tuple[Link, ...]
    things: Mapping[str, NetworkEntity]
    facts: Mapping[str, Card]
    matters: Mapping[str, str]

    @property
    def directed(self) -> bool:
        """Whether a link leads from one to the other."""
        return "directed" in self.projection.tags

    @property
    def title(self) -> str:
        """What the projection shows, in the user's language."""
        return self.projection.zh if language() == "zh" else self.projection.en

    @property
    def meaning(self) -> str:
        """What a link means, and what it does not."""
        return self.projection.about_zh if language() == "zh" else self.projection.about_en

    @cached_property
    def graph(self) -> Any:
        """The networkx graph; links and nodes stand in the order of their IRIs."""
        graph = nx.DiGraph() if self.directed else nx.Graph()
        for iri, thing in self.things.items():
            graph.add_node(iri, label=thing.name, sort=thing.sort, region=thing.region)
        for (source, target), found in self.between.items():
            behind = [self.facts[iri] for iri in sorted({link.fact for link in found})]
            graph.add_edge(
                source,
                target,
                weight=len({link.what or link.fact for link in found}),
                first=min(card.date for card in behind),
                last=max(card.date for card in behind),
                kinds=tuple(sorted({card.kind for card in behind})),
                facts=tuple(card.iri for card in behind),
                matters=tuple(sorted({self.matters[link.what] for link in found if link.what})),
            )
        return graph

    @cached_property
    def between(self) -> dict[tuple[str, str], list[Link]]:
        """The links by their ends; without direction the lesser IRI comes first."""
        pairs: dict[tuple[str, str], list[Link]] = {}
        for link in self.links:
            ends = (link.source, link.target)
            pairs.setdefault(ends if self.directed else (min(ends), max(ends)), []).append(link)
        return dict(sorted(pairs.items()))

    def find(self, name: str) -> str:
        """The IRI of a node by its IRI, name, short name or part of its name; raises UsageError when it is not one."""
        things = self.things
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

    def cards(self, one: str, other: str | None = None) -> list[Card]:
        """The facts behind a node, or behind the links between two nodes in either direction, in order of date."""
        ends = {self.find(one)} if other is None else {self.find(one), self.find(other)}
        wanted = {link.fact for link in self.links if ends <= {link.source, link.target}}
        return [card for iri, card in self.facts.items() if iri in wanted]

    def edge_table(self) -> ResultTable:
        """The links with names, weights, days and facts, the heaviest first."""
        rows = [
            (
                self.label(source),
                self.label(target),
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
        rows = [(thing.name, thing.sort, degrees[iri], strength[iri], iri) for iri, thing in self.things.items()]
        rows.sort(key=lambda row: (-row[2], -row[3], row[0], row[4]))
        return ResultTable(("name", "sort", "degree", "strength", "iri"), tuple(rows))

    def label(self, iri: str) -> str:
        """What a node is called."""
        return self.things[iri].name

    def __str__(self) -> str:
        figures = f"{len(self.things)} nodes, {len(self.between)} links, {len(self.facts)} facts"
        return f"<Network {self.name}: {figures}> {self.title}"
