"""What can be read from a network, and how far.

All figures are of what bulletins report, in the projection chosen: a body with few links may be idle, or merely not
written about. Ties are broken by IRI and random methods have a fixed seed, so the same store gives the same rows.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import Any

import networkx as nx

from zhoubao.explore.network.links import Links
from zhoubao.explore.network.network_layout import communities_of
from zhoubao.store.query_results import ResultTable

__all__ = ["bridges", "centrality", "communities", "growth", "similarity"]


def centrality(links: Links) -> ResultTable:
    """Four ways to be in the middle, one row for each node, the best linked first.

    degree        with how many others it is linked: breadth
    strength      over how many facts (or matters): how often it is written about in this role
    betweenness   the share of shortest ways between others that lead through it: who would join parts that are else
                  apart. In a small or scattered network it is nearly all 0, and one new fact can change it
    core          the largest k such that it belongs to a part in which each has k links: the dense middle against the
                  rim; a single long list of joint issuers makes a high core, so look at the facts

    Directions are left out of account; what leads in and out is in ``in`` and ``out``, equal to the strength without
    direction.
    """
    graph, plain = links.graph, _undirected(links)
    degree, strength = dict(plain.degree()), dict(plain.degree(weight="weight"))
    between, core = nx.betweenness_centrality(plain), nx.core_number(plain)
    inward = dict(graph.in_degree(weight="weight")) if graph.is_directed() else strength
    outward = dict(graph.out_degree(weight="weight")) if graph.is_directed() else strength
    rows = [
        (
            thing.name,
            thing.sort,
            degree[iri],
            strength[iri],
            inward[iri],
            outward[iri],
            round(between[iri], 4),
            core[iri],
            iri,
        )
        for iri, thing in links.things.items()
    ]
    rows.sort(key=lambda row: (-row[2], -row[3], row[0], row[8]))
    columns = ("name", "sort", "degree", "strength", "in", "out", "betweenness", "core", "iri")
    return ResultTable(columns, tuple(rows))


def communities(links: Links) -> list[set[str]]:
    """Groups of nodes linked closer among each other than with the rest, the largest first (Louvain, fixed seed).

    They are a way to look at the picture, not a finding: parts that nothing links are always apart, and where several
    divisions are about as good the method gives one of them. Groups of two say no more than their one link.
    """
    return communities_of(links.graph)


def bridges(links: Links) -> ResultTable:
    """Links without which two parts fall apart, with the size of the lesser part, the largest first.

    Such a link stands on the facts named and on nothing else: it is worth reading them before saying that somebody
    connects two worlds. Parts of one node are left out.
    """
    plain = _undirected(links)
    rows = []
    for source, target in nx.bridges(plain):
        cut = plain.copy()
        cut.remove_edge(source, target)
        sizes = [len(nx.node_connected_component(cut, end)) for end in (source, target)]
        if min(sizes) > 1:
            first, second = sorted((source, target))
            facts = tuple(card.iri for card in links.cards(first, second))
            rows.append((links.label(first), links.label(second), min(sizes), len(facts), facts))
    return ResultTable(
        ("one", "other", "lesser_part", "facts", "iris"), tuple(sorted(rows, key=lambda row: (-row[2], row[0], row[1])))
    )


def growth(links: Links) -> ResultTable:
    """Month by month: facts, links seen, links never seen before, nodes never seen before, and links so far.

    New links are new in the store, not in the world: a month without bulletins looks like a month without work, and
    the first month of a store is all new.
    """
    months: dict[str, list[tuple[str, str, str]]] = {}
    for (source, target), found in links.between.items():
        for link in found:
            months.setdefault(links.facts[link.fact].date[:7], []).append((source, target, link.fact))
    seen: set[tuple[str, str]] = set()
    known: set[str] = set()
    rows = []
    for month, found_then in sorted(months.items()):
        pairs = {(source, target) for source, target, _ in found_then}
        nodes = {end for pair in pairs for end in pair}
        facts = {fact for *_, fact in found_then}
        rows.append((month, len(facts), len(pairs), len(pairs - seen), len(nodes - known), len(seen | pairs)))
        seen |= pairs
        known |= nodes
    return ResultTable(("month", "facts", "links", "new_links", "new_nodes", "links_so_far"), tuple(rows))


def similarity(links: Links, sort: str = "region") -> ResultTable:
    """How alike nodes of a sort are by what leads to them: shared matters (or neighbours) over all of either (Jaccard).

    In the projection ``delegations``: 1 says that two regions received exactly the same powers as far as bulletins
    name them; it says nothing of powers that they have by law. Pairs that share nothing are left out.
    """
    held: dict[str, set[str]] = {}
    for link in links.links:
        for end, other in ((link.target, link.source), (link.source, link.target)):
            if links.things[end].sort == sort:
                held.setdefault(end, set()).add(link.what or other)
    rows = []
    for one, other in combinations(sorted(held), 2):
        if shared := held[one] & held[other]:
            whole = held[one] | held[other]
            rows.append(
                (links.label(one), links.label(other), round(len(shared) / len(whole), 3), len(shared), len(whole))
            )
    columns = ("one", "other", "similarity", "shared", "together")
    return ResultTable(columns, tuple(sorted(rows, key=lambda row: (-row[2], -row[3], row[0], row[1]))))


def _undirected(links: Links) -> Any:
    """The network without directions, weights of both directions added."""
    weights: Counter[tuple[str, str]] = Counter()
    for source, target, data in links.graph.edges(data=True):
        weights[min(source, target), max(source, target)] += data["weight"]
    plain = nx.Graph()
    plain.add_nodes_from(links.graph.nodes)
    for (source, target), weight in sorted(weights.items()):
        plain.add_edge(source, target, weight=weight)
    return plain
