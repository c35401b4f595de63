"""The way from one node to another, in words, each step with the sentence it stands on."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import networkx as nx

from zhoubao.explore.network.links import Links
from zhoubao.messages import Bilingual, in_both, language
from zhoubao.render.cards import Card
from zhoubao.templates import flat, render

__all__ = ["NetworkPath", "PathStep", "path"]


@dataclass(frozen=True, slots=True)
class PathStep:
    """One link of a way: its ends by name, which way it leads (1 along, -1 against, 0 neither), its facts."""

    one: str
    other: str
    direction: int
    facts: tuple[Card, ...]

    def sentence(self, number: int, chosen: str) -> str:
        """The step in words: who, which way, by what facts and since when."""
        first, others = self.facts[0], len(self.facts) - 1
        step = in_both(
            "path",
            "step",
            number=number,
            one=self.one,
            link={1: "→", -1: "←", 0: "—"}[self.direction],
            other=self.other,
            kind=first.kind_name(chosen),
            label=first.label,
            date=first.date,
            rest=in_both("path", "rest", count=others) if others else "",
        )
        return step.of(chosen)


@dataclass(frozen=True, slots=True)
class NetworkPath:
    """The shortest way between two nodes, directions left out of account; without steps when there is none.

    Of ways of the same length the one with the most facts behind its links is taken, then the first by IRI. A way shows
    that bulletins connect the two over these facts; that the two know of each other it does not show.
    """

    one: str
    other: str
    projection: Bilingual
    steps: tuple[PathStep, ...]

    def explain(self, lang: str | None = None) -> str:
        """The way in words with its quotes, in Chinese ("zh") or English ("en")."""
        chosen = lang or language()
        ends = {"one": self.one, "other": self.other, "projection": self.projection}
        if not self.steps:
            return in_both("path", "none", **ends).of(chosen)
        head = in_both("path", "head_one" if len(self.steps) == 1 else "head", **ends, count=len(self.steps))
        lines = [head.of(chosen)]
        for number, step in enumerate(self.steps, 1):
            lines.append(step.sentence(number, chosen))
            quote = step.facts[0].quotes[0]
            lines.append(f"   “{flat(quote.quote)}” {step.facts[0].file} [{quote.start}:{quote.end}]")
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.explain()

    __repr__ = __str__

    def _repr_html_(self) -> str:
        chosen = language()
        steps = [(step.sentence(number, chosen), step.facts[0]) for number, step in enumerate(self.steps, 1)]
        return render("explore/network/path.html.j2", head=self.explain(chosen).splitlines()[0], steps=steps)


def path(links: Links, one: str, other: str) -> NetworkPath:
    """The shortest way from one node to another, given by name or IRI; raises UsageError for what is no node."""
    start, goal = links.find(one), links.find(other)
    plain = links.graph.to_undirected(as_view=True)
    try:
        ways = nx.all_shortest_paths(plain, start, goal)
        best = min(ways, key=lambda way: (-sum(len(_facts(links, *pair)) for pair in pairwise(way)), way))
    except nx.NetworkXNoPath:
        best = []
    return NetworkPath(
        one=links.label(start),
        other=links.label(goal),
        projection=Bilingual(links.projection.zh, links.projection.en),
        steps=tuple(
            PathStep(links.label(a), links.label(b), _direction(links, a, b), _facts(links, a, b))
            for a, b in pairwise(best)
        ),
    )


def _facts(links: Links, one: str, other: str) -> tuple[Card, ...]:
    wanted = {link.fact for ends in ((one, other), (other, one)) for link in links.between.get(ends, ())}
    return tuple(sorted((links.facts[iri] for iri in wanted), key=lambda card: (card.date, card.iri)))


def _direction(links: Links, one: str, other: str) -> int:
    if not links.directed:
        return 0
    return 1 if (one, other) in links.between else -1
