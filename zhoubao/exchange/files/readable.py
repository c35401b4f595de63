"""Turtle for people: prefixed, grouped by subject, one graph after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rdflib import Graph

from zhoubao.store.graph_names import BASE, PREFIXES

__all__ = ["file_name", "readable_turtle", "turtle_of"]


def turtle_of(graph: str, lines: Iterable[bytes]) -> str:
    """One graph as a Turtle document, under a comment that names it."""
    return f"# {graph}\n{_serialized(lines)}"


def readable_turtle(graphs: Iterable[tuple[str, list[bytes]]]) -> Iterator[str]:
    """All graphs as one Turtle document, piece by piece; the prefixes stand once."""
    declared: set[str] = set()
    for graph, lines in graphs:
        text = _serialized(lines)
        prefixes = [line for line in text.splitlines() if line.startswith("@prefix")]
        body = "\n".join(line for line in text.splitlines() if not line.startswith("@prefix")).strip()
        new = "".join(f"{line}\n" for line in prefixes if line not in declared)
        declared.update(prefixes)
        yield f"{new}\n# {graph}\n\n{body}\n"


def file_name(graph: str) -> str:
    """The path of a graph's own file.

    >>> file_name(BASE + "graph/bulletin/sc-zwzx/2023-49")
    'bulletin/sc-zwzx/2023-49.ttl'
    """
    return graph.removeprefix(BASE + "graph/") + ".ttl"


def _serialized(lines: Iterable[bytes]) -> str:
    graph = Graph(bind_namespaces="none")
    for prefix, space in PREFIXES.items():
        graph.bind(prefix, space)
    return graph.parse(data=b"".join(lines), format="nt").serialize(format="turtle")
