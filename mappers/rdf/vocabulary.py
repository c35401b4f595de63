"""The concepts of the code lists that are written by name; classes and properties are in `zw` and `std`."""

from __future__ import annotations

from mappers.rdf import iris
from mappers.rdf.terms import Iri

__all__ = ["CODES", "SCHEMES", "code"]

#: Code lists whose concepts a mapper picks by label: scheme -> prefix of a concept that the list does not have.
SCHEMES = {
    "indicator": "measure",
    "statScope": "scope",
    "unit": "unit",
    "post": "post",
    "honour": "honour",
    "patrolResult": "result",
    "commendationItem": "token",
}

#: Single concepts that are written by name.
CODES = (
    *("stated", "inferred", "reported-speech", "hedged"),
    *("exact", "rounded", "at-least", "at-most", "approximate", "total-or-each"),
    *("issued", "forwarded", "agreed", "reviewed", "tabled", "mentioned"),
    *("delegate", "withdraw", "stop"),
    *("week", "month", "quarter", "year", "year-to-date", "range", "as-of", "unstated"),
    *("bao", "song", "fa", "chaosong", "good", "narrative", "wenjian", "zhiwu", "zhiji", "dangnei-zhiwu"),
)

_CODE_TERMS = {name: iris.code(name) for name in (*CODES, *SCHEMES)}


def code(name: str) -> Iri:
    """A concept or scheme of the code lists; an unknown one is a KeyError."""
    return _CODE_TERMS[name]
