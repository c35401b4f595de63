"""The growing graph of one bulletin: a set of N-Quads lines, sorted when it is done."""

from __future__ import annotations

__all__ = ["Quads"]


class Quads:
    """Statements of one named graph; saying a thing twice leaves it said once."""

    __slots__ = ("_end", "_lines")

    def __init__(self, graph: str) -> None:
        self._end = f" <{graph}> .\n"
        self._lines: set[str] = set()

    def add(self, subject: str, predicate: str, value: str) -> None:
        """Add one statement; all three are terms in N-Quads syntax."""
        self._lines.add(f"{subject} {predicate} {value}{self._end}")

    def __str__(self) -> str:
        return "".join(sorted(self._lines))
