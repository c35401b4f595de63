"""Queries respelled for stores that lose rows of what SPARQL allows; the answer stays what SPARQL says it is.

Found with Virtuoso 7.2.5, where a path of any length, a UNION whose arms do not bind the same graph inside an OPTIONAL,
and a separator beyond ASCII go wrong without a word. The respellings fit the ways in which the catalogue is written.
"""

from __future__ import annotations

import re
from itertools import count

__all__ = ["PATHS", "SEPARATOR", "respelled", "separator_of"]

SEPARATOR = r"\u001F"
_STEPS = "|".join("/".join(["zw:within"] * length) for length in range(1, 5))
#: A region's code belongs to it alone, so there and back is the step of length nought; then county to country.
PATHS = {"zw:within*": f"(zw:gbCode/^zw:gbCode|{_STEPS})"}

_SEPARATOR = re.compile(r'(?<=separator=")[^"]*[^"\x00-\x7f][^"]*(?=")', re.IGNORECASE)
_NAMING = re.compile(
    r"\{\s*GRAPH\s+\?g\s*\{(?P<pattern>[^{}]*)\}\s*\}"
    r"(?P<rest>(?:\s*UNION\s*\{\s*GRAPH\s+[^\s?]\S*\s*\{(?P=pattern)\}\s*\})+)(?!\s*UNION\b)"
)
_GRAPH = re.compile(r"GRAPH\s+(\S+)\s*\{")
_TOPIC = "<http://xmlns.com/foaf/0.1/primaryTopic>"


def separator_of(query: str) -> str:
    """The separator beyond ASCII of a query's GROUP_CONCATs, where there is one and one only."""
    found = set(_SEPARATOR.findall(query))
    return found.pop() if len(found) == 1 else ""


def respelled(query: str) -> str:
    """The query with paths, unions of names and separators that do not lose anything.

    Only a union of arms that ask the same of several graphs is respelled; any other stays what it is.

    >>> respelled("SELECT ?n WHERE { { GRAPH ?g { ?x a ?n } } UNION { GRAPH <urn:b> { ?x a ?n } } }").count("UNION")
    0
    >>> respelled("SELECT ?n WHERE { { GRAPH ?g { ?x a ?n } } UNION { GRAPH <urn:b> { ?x a ?m } } }").count("UNION")
    1
    """
    for path, instead in PATHS.items():
        query = query.replace(path, instead)
    if separator_of(query):
        query = _SEPARATOR.sub(lambda _: SEPARATOR, query)
    number = count()
    return _NAMING.sub(lambda found: _one_graph(found["pattern"], found["rest"], next(number)), query)


def _one_graph(pattern: str, rest: str, number: int) -> str:
    """`{ GRAPH ?g { P } } UNION { GRAPH a { P } }` as one pattern P over a graph that is ?g or a."""
    where = f"?where_{number}"
    among = " || ".join(f"{where} = {graph}" for graph in ("?g", *_GRAPH.findall(rest)))
    return f"GRAPH ?g {{ ?g {_TOPIC} ?topic_{number} }} GRAPH {where} {{{pattern}}} FILTER({among})"
