"""The growing graph of one bulletin: a set of statements, sorted when it is done."""

from __future__ import annotations

from collections import defaultdict

from mappers.rdf.terms import Iri, Literal

__all__ = ["Quads"]


class Quads:
    """Statements of one named graph, each once; the one place where terms become lines of N-Quads.

    They are kept by subject: sorting the subjects and then each one's few statements gives the order of whole lines,
    since no IRI in angle brackets is the start of another, in a fraction of the time.
    """

    __slots__ = ("_graph", "_statements")

    def __init__(self, graph: Iri) -> None:
        self._graph = graph
        self._statements: defaultdict[str, set[str]] = defaultdict(set)

    def add(self, subject: Iri, predicate: Iri, value: Iri | Literal) -> None:
        """Add one statement."""
        self._statements[subject].add(
            f"<{predicate}> <{value}>" if value.__class__ is Iri else f"<{predicate}> {value}"
        )

    def __str__(self) -> str:
        end = f" <{self._graph}> .\n"
        found = sorted((f"<{subject}>", statements) for subject, statements in self._statements.items())
        return "".join([f"{subject} {line}{end}" for subject, statements in found for line in sorted(statements)])
