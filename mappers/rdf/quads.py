"""The growing graph of one bulletin: a set of statements, sorted when it is done."""

from __future__ import annotations

from collections import defaultdict

__all__ = ["Quads"]


class Quads:
    """Statements of one named graph; saying a thing twice leaves it said once.

    They are kept by subject: sorting the subjects and then each one's few statements gives the order of whole lines,
    since no IRI in angle brackets is the start of another, in a fraction of the time.
    """

    __slots__ = ("_graph", "_statements")

    def __init__(self, graph: str) -> None:
        self._graph = graph
        self._statements: defaultdict[str, set[str]] = defaultdict(set)

    def add(self, subject: str, predicate: str, value: str) -> None:
        """Add one statement; all three are terms in N-Quads syntax."""
        self._statements[subject].add(f"{predicate} {value}")

    def __str__(self) -> str:
        end = f" <{self._graph}> .\n"
        found = sorted(self._statements.items())
        return "".join([f"{subject} {said}{end}" for subject, statements in found for said in sorted(statements)])
