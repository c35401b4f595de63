"""The way from one node to another, told in words, each step with the sentence it stands on."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import pairwise

import networkx as nx

from zhoubao.explore.network.links import Links
from zhoubao.messages import language
from zhoubao.render.cards import Card
from zhoubao.render.html_page import css

__all__ = ["NetworkPath", "PathStep", "path"]

_STEP = {
    "zh": "{number}. {one} {link} {other}：{facts}",
    "en": "{number}. {one} {link} {other}: {facts}",
}
_NONE = {
    "zh": "在“{projection}”中，{one} 与 {other} 之间没有通路。",
    "en": "In “{projection}” no way leads from {one} to {other}.",
}
_HEAD = {
    "zh": "{one} 到 {other}：经 {count} 步（{projection}）",
    "en": "{one} to {other}: {count} step{s} ({projection})",
}


@dataclass(frozen=True, slots=True)
class PathStep:
    """One link of a way: its ends by name, which way it leads (1 along, -1 against, 0 neither), its facts."""

    one: str
    other: str
    direction: int
    facts: tuple[Card, ...]

    def sentence(self, number: int, tongue: str) -> str:
        """The step in words: who, which way, by what facts and since when."""
        arrow = {1: "→", -1: "←", 0: "—"}[self.direction]
        first = self.facts[0]
        said = (
            f"{first.kind_name(tongue)}「{first.label}」"
            if tongue == "zh"
            else f"{first.kind_name(tongue)} “{first.label}”"
        )
        said += f" ({first.date})" if tongue == "en" else f"（{first.date}）"
        if rest := len(self.facts) - 1:
            said += f"，另有 {rest} 件" if tongue == "zh" else f" and {rest} more"
        return _STEP[tongue].format(number=number, one=self.one, link=arrow, other=self.other, facts=said)


@dataclass(frozen=True, slots=True)
class NetworkPath:
    """The shortest way between two nodes, directions left out of account; without steps when there is none.

    Of ways of the same length the one whose links stand on the most facts is taken, then the first by IRI. A way shows
    that bulletins connect the two over these facts; that the two know of each other it does not show.
    """

    one: str
    other: str
    projection: tuple[tuple[str, str], ...]
    steps: tuple[PathStep, ...]

    def explain(self, tongue: str | None = None) -> str:
        """The way in words with its quotes, in Chinese ("zh") or English ("en")."""
        chosen = tongue or language()
        values = {
            "one": self.one,
            "other": self.other,
            "count": len(self.steps),
            "s": "" if len(self.steps) == 1 else "s",
            "projection": dict(self.projection)[chosen],
        }
        if not self.steps:
            return _NONE[chosen].format_map(values)
        lines = [_HEAD[chosen].format_map(values)]
        for number, step in enumerate(self.steps, 1):
            lines.append(step.sentence(number, chosen))
            quote = step.facts[0].quotes[0]
            lines.append(f"   “{' '.join(quote.quote.split())}” {step.facts[0].file} [{quote.start}:{quote.end}]")
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.explain()

    __repr__ = __str__

    def _repr_html_(self) -> str:
        tongue = language()
        if not self.steps:
            return f"<p>{escape(self.explain(tongue))}</p>"
        parts = [f"<p><b>{escape(self.explain(tongue).splitlines()[0])}</b></p>"]
        for number, step in enumerate(self.steps, 1):
            parts.append(f"<p>{escape(step.sentence(number, tongue))}</p>{step.facts[0].html()}")
        return f"<style>{css()}</style><div class='zb'>{''.join(parts)}</div>"


def path(links: Links, one: str, other: str) -> NetworkPath:
    """The shortest way from one node to another, given by name or IRI; raises UsageError for what is no node."""
    start, goal = links.find(one), links.find(other)
    plain = links.graph.to_undirected(as_view=True)
    try:
        ways = nx.all_shortest_paths(plain, start, goal)
        best = min(ways, key=lambda way: (-sum(len(_facts(links, *pair)) for pair in pairwise(way)), way))
    except nx.NetworkXNoPath:
        best = []
    said = links.projection
    return NetworkPath(
        one=links.label(start),
        other=links.label(goal),
        projection=(("zh", said.zh), ("en", said.en)),
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
