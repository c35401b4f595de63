"""A bulletin's graph as plain strings, for the screen: lines of N-Triples, split once and indexed.

The lines are those that this project writes (:func:`mappers.rdf.nquads`, or a quad of the store as text): one
blank between the terms, one named graph for all. Anything else is refused, and what is refused is not screened.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

__all__ = ["Triples", "UnsoundError", "sound", "triple_lines"]

_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_SUBCLASS = "<http://www.w3.org/2000/01/rdf-schema#subClassOf>"
_NONE: Mapping[str, list[str]] = {}
_XSD = "<http://www.w3.org/2001/XMLSchema#"
#: Lexical forms on which rdflib and Oxigraph agree and which both leave as they are, well inside Oxigraph's decimals.
_FORMS = {
    _XSD + "integer>": re.compile(r"0|-?[1-9][0-9]{0,11}"),
    _XSD + "decimal>": re.compile(r"0|-?[1-9][0-9]{0,11}|-?(0|[1-9][0-9]{0,11})\.[0-9]{0,5}[1-9]"),
    _XSD + "boolean>": re.compile(r"true|false"),
    _XSD + "gYear>": re.compile(r"[12][0-9]{3}"),
    _XSD + "date>": re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}"),
    _XSD + "string>": re.compile(r".*", re.DOTALL),
    _XSD + "anyURI>": re.compile(r".*", re.DOTALL),
}
_LANGUAGES = frozenset({"zh", "en"})


class UnsoundError(ValueError):
    """Something in the graph is not of the kind that the screen can judge."""


def triple_lines(nquads: str) -> list[str]:
    """The triples of N-Quads lines of one graph, without the graph and the final mark."""
    lines = nquads.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    if not lines:
        return []
    tail = lines[0][lines[0].rindex(" <") :]
    if not tail.endswith("> .") or not all(line.endswith(tail) for line in lines):
        raise UnsoundError("quads of several graphs, or of none")
    return [line[: -len(tail)] for line in lines]


class Triples:
    """Triples by predicate and subject; terms are spelled as in N-Triples.

    lines are those that can be judged, terms all predicates and objects of them.
    unsound are the predicates of those that cannot, whose literal or node engines read differently; raises UnsoundError
    where that is a class.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._statements: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._members: dict[str, frozenset[str]] = {}
        self.lines: list[str] = []
        self.unsound: set[str] = set()
        for line in lines:
            subject, predicate, value = line.split(" ", 2)
            if subject[0] == "<" and (value[0] == "<" or (value[0] == '"' and sound(value))):
                self.lines.append(line)
                self._statements[predicate][subject].append(value)
            else:
                self.unsound.add(predicate)
        if not self.unsound.isdisjoint((_TYPE, _SUBCLASS)):
            raise UnsoundError("a class")
        self._typed: defaultdict[str, list[str]] = defaultdict(list)
        for node, types in self.of(_TYPE).items():
            for name in types:
                self._typed[name].append(node)
        self.terms = frozenset(self._statements).union(
            *(values for statements in self._statements.values() for values in statements.values())
        )

    def of(self, predicate: str) -> Mapping[str, list[str]]:
        """The objects by subject."""
        return self._statements.get(predicate, _NONE)

    def members(self, kind: str) -> frozenset[str]:
        """The nodes of a class and of the classes below it."""
        if kind not in self._members:
            below = self.of(_SUBCLASS)
            classes, grown = {kind}, True
            while grown:
                more = {lower for lower, uppers in below.items() if not classes.isdisjoint(uppers)} - classes
                classes |= more
                grown = bool(more)
            self._members[kind] = frozenset().union(*(self._typed.get(name, ()) for name in classes))
        return self._members[kind]


@lru_cache(maxsize=50_000)
def sound(literal: str) -> bool:
    """Whether every engine reads this literal alike: a known type, a form that it allows, zh or en.

    >>> [sound(f'"{form}"^^<http://www.w3.org/2001/XMLSchema#integer>') for form in ("12", "12a")]
    [True, False]
    >>> sound('"2023-02-29"^^<http://www.w3.org/2001/XMLSchema#date>'), sound('"周报"@zh-CN')
    (False, False)
    """
    end = literal.rindex('"')
    text, kind = literal[1:end], literal[end + 1 :]
    if not kind:
        return True
    if kind[0] == "@":
        return kind[1:] in _LANGUAGES
    form = _FORMS.get(kind[2:])
    if form is None or not form.fullmatch(text):
        return False
    return kind[2:] != _XSD + "date>" or _is_day(text)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
