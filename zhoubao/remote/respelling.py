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
_ARM = r"\{\s*GRAPH\s+(\S+)\s*\{([^{}]*)\}\s*\}"
_NAMING = re.compile(rf"\{{\s*GRAPH\s+\?g\s*\{{[^{{}}]*\}}\s*\}}(?P<rest>(?:\s*UNION\s*{_ARM})+)")
_REST = re.compile(_ARM)
_TOPIC = "<http://xmlns.com/foaf/0.1/primaryTopic>"


def separator_of(query: str) -> str:
    """The separator beyond ASCII of a query's GROUP_CONCATs, where there is one and one only."""
    found = set(_SEPARATOR.findall(query))
    return found.pop() if len(found) == 1 else ""


def respelled(query: str) -> str:
    """The query with paths, unions of names and separators that do not lose anything."""
    for path, instead in PATHS.items():
        query = query.replace(path, instead)
    if separator_of(query):
        query = _SEPARATOR.sub(lambda _: SEPARATOR, query)
    number = count()
    return _NAMING.sub(lambda found: _one_graph(found["rest"], next(number)), query)


def _one_graph(rest: str, number: int) -> str:
    """`{ GRAPH ?g { P } } UNION { GRAPH a { P } }` as one pattern over a graph that is ?g or a."""
    arms = _REST.findall(rest)
    where, pattern = f"?where_{number}", arms[0][1]
    among = " || ".join(f"{where} = {graph}" for graph in ("?g", *(graph for graph, _ in arms)))
    return f"GRAPH ?g {{ ?g {_TOPIC} ?topic_{number} }} GRAPH {where} {{{pattern}}} FILTER({among})"
