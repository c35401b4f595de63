"""Where nodes stand in a drawing: computed once, here, so that the page opens at once and always looks the same.

Each connected part is laid out by springs and the parts are packed, the largest in the middle. A part of more than a
few hundred nodes is laid out community by community, as springs take time by the square of the nodes and draw a
large part as one ball. Without numpy, which the springs need, nodes stand in sunflower spirals, the best linked inside.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import networkx as nx

__all__ = ["Point", "communities_of", "layout"]

Point: TypeAlias = tuple[float, float]

_MANY = 300
_NAMED = 60  # so many nodes of one part can show their names
_SPACING = 42.0
_NAME = (84.0, 36.0)  # a node with its name below it, before _STRETCH makes space for names
_SEED = 7
_STRETCH = 1.45  # names are wider than high
_TURN = math.pi * (3 - math.sqrt(5))


def layout(graph: Any) -> dict[str, Point]:
    """A place for each node, in pixels, the same for the same graph."""
    plain = nx.Graph()
    plain.add_nodes_from(sorted(graph.nodes))
    plain.add_edges_from(sorted((min(pair), max(pair)) for pair in graph.edges()))
    parts = sorted((sorted(part) for part in nx.connected_components(plain)), key=lambda part: (-len(part), part[0]))
    drawn = [_part(plain.subgraph(part), part) for part in parts]
    centres = _packed([_radius(points) + _SPACING for points in drawn])
    return {
        node: (round(_STRETCH * (x + dx), 1), round(y + dy, 1))
        for points, (dx, dy) in zip(drawn, centres, strict=True)
        for node, (x, y) in points.items()
    }


def communities_of(graph: Any) -> list[set[str]]:
    """Communities by Louvain's method with a fixed seed, the largest first."""
    plain = nx.Graph()
    plain.add_nodes_from(sorted(graph.nodes))
    for source, target, data in sorted(graph.edges(data=True), key=lambda edge: edge[:2]):
        weight = data.get("weight", 1)
        before = plain.get_edge_data(source, target, {"weight": 0})["weight"]
        plain.add_edge(source, target, weight=weight + before)
    found = nx.community.louvain_communities(plain, weight="weight", seed=_SEED)
    return sorted(map(set, found), key=lambda group: (-len(group), min(group)))


def _part(graph: Any, nodes: Sequence[str]) -> dict[str, Point]:
    """One connected part around the origin."""
    if len(nodes) == 1:
        return {nodes[0]: (0.0, 0.0)}
    if len(nodes) == 2:  # one above the other, so that their names do not meet
        return {nodes[0]: (0.0, -_SPACING * 0.7), nodes[1]: (0.0, _SPACING * 0.7)}
    if len(nodes) <= _MANY:
        return _springs(graph, nodes, named=len(nodes) <= _NAMED)
    groups = communities_of(graph)
    if len(groups) == 1:
        return _sunflower(graph, nodes)
    home = {node: index for index, group in enumerate(groups) for node in group}
    between = nx.Graph()
    between.add_nodes_from(range(len(groups)))
    between.add_edges_from(sorted({(home[a], home[b]) for a, b in graph.edges() if home[a] != home[b]}))
    inside = [
        _springs(graph.subgraph(group), sorted(group)) if len(group) <= _MANY else _sunflower(graph, sorted(group))
        for group in groups
    ]
    sizes = [_radius(points) + _SPACING / 2 for points in inside]
    rough = _springs(between, sorted(between.nodes), spacing=2 * max(sizes) / math.sqrt(len(groups)))
    centres = _apart([rough[index] for index in range(len(groups))], sizes)
    return {
        node: (x + dx, y + dy)
        for points, (dx, dy) in zip(inside, centres, strict=True)
        for node, (x, y) in points.items()
    }


def _springs(graph: Any, nodes: Sequence[Any], spacing: float = _SPACING, *, named: bool = False) -> dict[Any, Point]:
    try:
        import numpy as np  # noqa: F401  networkx needs it here
    except ImportError:
        return _sunflower(graph, nodes)
    ordered = nx.Graph()
    ordered.add_nodes_from(nodes)
    ordered.add_edges_from(sorted(graph.edges()))
    placed = nx.spring_layout(ordered, seed=_SEED, iterations=120, k=1.6 / math.sqrt(len(nodes)), method="force")
    scale = spacing * (math.sqrt(len(nodes)) - 0.3)
    points = {node: (float(x) * scale, float(y) * scale) for node, (x, y) in placed.items()}
    return _legible(points) if named else points


def _legible(points: Mapping[Any, Point]) -> dict[Any, Point]:
    """The same places with nodes moved up or down until no name lies on another."""
    width, height = _NAME
    ordered = sorted(points, key=lambda node: (points[node][1], points[node][0]))
    xs, ys = [points[node][0] for node in ordered], [points[node][1] for node in ordered]
    for _ in range(200):
        moved = False
        for i in range(len(ordered)):
            for j in range(i):
                need = height - abs(ys[i] - ys[j])
                if abs(xs[i] - xs[j]) < width and need > 0.5:
                    moved = True
                    down = need / 2 if ys[i] >= ys[j] else -need / 2
                    ys[i] += down
                    ys[j] -= down
        if not moved:
            break
    middle = sum(ys) / len(ys)
    return {node: (x, y - middle) for node, x, y in zip(ordered, xs, ys, strict=True)}


def _sunflower(graph: Any, nodes: Sequence[Any]) -> dict[Any, Point]:
    """The seeds of a sunflower, the best linked node in the middle."""
    ordered = sorted(nodes, key=lambda node: (-graph.degree(node), node))
    return {
        node: (_SPACING * 0.7 * math.sqrt(i) * math.cos(i * _TURN), _SPACING * 0.7 * math.sqrt(i) * math.sin(i * _TURN))
        for i, node in enumerate(ordered)
    }


def _radius(points: Mapping[Any, Point]) -> float:
    return max(math.hypot(x, y) for x, y in points.values())


def _packed(radii: Sequence[float]) -> list[Point]:
    """Places for circles around the first, each at the first free place of a spiral."""
    placed: list[tuple[float, float, float]] = []
    for radius in radii:
        angle = 0.0
        while True:
            reach = 6.0 * angle
            x, y = reach * math.cos(angle), reach * math.sin(angle)
            if all(math.hypot(x - a, y - b) >= radius + r for a, b, r in placed):
                break
            angle += 0.25 if reach < 300 else 0.08
        placed.append((x, y, radius))
    return [(x, y) for x, y, _ in placed]


def _apart(points: Sequence[Point], radii: Sequence[float]) -> list[Point]:
    """Circles pushed away from each other until none lie on another."""
    places = [[x, y] for x, y in points]
    for _ in range(200):
        moved = False
        for i, a in enumerate(places):
            for j in range(i):
                b = places[j]
                dx, dy = a[0] - b[0], a[1] - b[1]
                gap = math.hypot(dx, dy) or 0.01
                need = radii[i] + radii[j] - gap
                if need > 0.5:
                    moved = True
                    ux, uy = (dx / gap, dy / gap) if gap > 0.01 else (math.cos(i * _TURN), math.sin(i * _TURN))
                    a[0] += ux * need / 2
                    a[1] += uy * need / 2
                    b[0] -= ux * need / 2
                    b[1] -= uy * need / 2
        if not moved:
            break
    return [(x, y) for x, y in places]
