"""Queries to a remote store: SPARQLWrapper writes the request, the answers are those of the embedded engine's types."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, TypeAlias

import pyoxigraph as ox
from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper

from zhoubao import __version__
from zhoubao.errors import StoreError, UsageError
from zhoubao.exchange.endpoint.http import HttpClient, HttpResponse

__all__ = ["Solutions", "ask_endpoint"]

Solutions: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

_UNIT_SEPARATOR = re.compile(rb"\\u001[fF]")
_DECLARED = re.compile(r"\bPREFIX\s+([\w.-]*)\s*:", re.IGNORECASE)
_GRAPH_FORMS = frozenset({"CONSTRUCT", "DESCRIBE"})


class _Query(SPARQLWrapper):
    """A query as SPARQLWrapper writes it, sent by our own client.

    SPARQLWrapper itself would send it by urllib, which takes credentials along wherever a redirect leads.
    """

    def __init__(self, client: HttpClient, path: str, text: str) -> None:
        super().__init__(client.base + path, agent=f"zhoubao/{__version__}")
        self._client = client
        self._path = path
        self.setMethod(POST)
        self.setOnlyConneg(True)
        self.setQuery(text)
        self.setReturnFormat(TURTLE if self.queryType in _GRAPH_FORMS else JSON)

    def _query(self) -> Any:
        request: Any = self._createRequest()
        kind, accept = request.get_header("Content-type"), request.get_header("Accept")
        answer = self._client.send("POST", self._path, body=request.data, kind=kind, accept=accept)
        return answer, self.returnFormat


def ask_endpoint(
    client: HttpClient, path: str, text: str, prefixes: Mapping[str, str], separator: str = ""
) -> Solutions:
    """Send a query as a form, which every store takes, and read its answer.

    separator: what U+001F stands for in the answer, where the store garbles it in a GROUP_CONCAT.
    """
    query = _Query(client, path, with_prefixes(text, prefixes))
    sent: Any = query.query()
    answer: HttpResponse = sent.response
    address = client.base + path
    if answer.status in (400, 500):
        raise UsageError("E-QUERY", address, reason=answer.reason())
    if answer.status != 200:
        raise StoreError("E-REMOTE-REFUSED", address, status=answer.status, reason=answer.reason())
    if limit := answer.headers.get("x-sparql-maxrows"):
        raise StoreError("E-REMOTE-CUT", address, limit=limit)
    body = answer.body
    if separator:
        body = _UNIT_SEPARATOR.sub(json.dumps(separator)[1:-1].encode().replace(b"\\", b"\\\\"), body)
    try:
        if query.queryType in _GRAPH_FORMS:
            return _triples(body)
        return ox.parse_query_results(body, ox.QueryResultsFormat.JSON)
    except (SyntaxError, ValueError) as error:
        raise StoreError("E-REMOTE-GARBLED", "SPARQL", url=address, reason=error) from error


def with_prefixes(text: str, prefixes: Mapping[str, str]) -> str:
    """The query with the prefixes that it uses and does not declare, on its first line, so that line numbers hold.

    >>> with_prefixes("ASK { ?x a zw:Meeting }", {"zw": "urn:zw#", "sh": "urn:sh#"})
    'PREFIX zw: <urn:zw#> ASK { ?x a zw:Meeting }'
    """
    declared = set(_DECLARED.findall(text))
    used = (name for name in sorted(prefixes) if name not in declared and re.search(rf"(?<![\w.-]){name}:", text))
    return "".join(f"PREFIX {name}: <{prefixes[name]}> " for name in used) + text


def _triples(turtle: bytes) -> Solutions:
    store = ox.Store()
    store.load(turtle, ox.RdfFormat.TURTLE)
    return store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
