"""RDF terms as typed values, in lexical forms that every store keeps.

An :class:`Iri` is a string that is the IRI itself; a :class:`Literal` is a string that is the literal in N-Triples syntax.
Only :class:`mappers.rdf.quads.Quads` puts them together to lines.

Checked with what the stores do to a term that is loaded and dumped again:

* ``xsd:decimal`` without trailing zeros and, for a whole number, without a point: ``1479``, ``65.77``, ``-12``.
  Oxigraph rewrites ``1479.0`` to ``1479``; rdflib keeps both in N-Quads, N-Triples and JSON-LD. Only the Turtle and
  TriG writers of rdflib put the ``.0`` back, so those formats are written by Oxigraph.
* ``xsd:integer``, also where a vocabulary asks for ``xsd:nonNegativeInteger`` (the offsets of Web Annotation): Oxigraph
  stores every derived integer type as ``xsd:integer``.
* Days and months as ``xsd:date``, ``xsd:gYear``; there is no ``xsd:dateTime`` in a bulletin's graph.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from mappers.regex import regex

__all__ = ["Iri", "Literal", "Term", "boolean", "canonical", "day", "decimal", "integer", "string", "text", "year"]

_XSD = "http://www.w3.org/2001/XMLSchema#"
_DECIMAL, _INTEGER, _BOOLEAN = (f'"^^<{_XSD}{name}>' for name in ("decimal", "integer", "boolean"))
_DATE, _YEAR = (f'"^^<{_XSD}{name}>' for name in ("date", "gYear"))

#: Besides what N-Quads demands, whatever some tool takes for the end of a line.
_SPECIAL = regex(r'["\\\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]')
_ESCAPES = {'"': r"\"", "\\": r"\\", "\n": r"\n", "\r": r"\r", "\t": r"\t"}


def _escape(found: re.Match[str]) -> str:
    character = found.group()
    if "\ud800" <= character <= "\udfff":
        raise ValueError(f"U+{ord(character):04X} is half a character and cannot be written; read the source again")
    return _ESCAPES.get(character) or f"\\u{ord(character):04X}"


class Iri(str):
    """An IRI, without angle brackets."""

    __slots__ = ()


class Literal(str):
    """A literal in N-Triples syntax."""

    __slots__ = ()


Term: TypeAlias = Iri | Literal


def string(value: str) -> Literal:
    r"""A plain string.

    >>> print(string('a "b"\n'))
    "a \"b\"\n"
    """
    return Literal(f'"{_SPECIAL.sub(_escape, value)}"')


def text(value: str, language: str = "zh") -> Literal:
    """Words in a language."""
    return Literal(f'"{_SPECIAL.sub(_escape, value)}"@{language}')


def canonical(value: Decimal) -> str:
    """The lexical form of a number; the figure as printed is in the quote.

    >>> canonical(Decimal("65.70")), canonical(Decimal("-0.0")), canonical(Decimal("1E+3"))
    ('65.7', '0', '1000')
    """
    if not value.is_finite():
        raise ValueError(f"{value} is no number that a graph can hold")
    digits = format(value, "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return "0" if digits in ("-0", "") else digits


def decimal(value: Decimal) -> Literal:
    return Literal(f'"{canonical(value)}{_DECIMAL}')


def integer(value: int) -> Literal:
    return Literal(f'"{value}{_INTEGER}')


def boolean(value: bool) -> Literal:
    return Literal(f'"{str(value).lower()}{_BOOLEAN}')


def day(value: date) -> Literal:
    return Literal(f'"{value.isoformat()}{_DATE}')


def year(value: int) -> Literal:
    return Literal(f'"{value:04d}{_YEAR}')
