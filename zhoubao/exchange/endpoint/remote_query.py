"""Queries to a remote store, through SPARQLWrapper; the answers are those of the embedded engine's types."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any, TypeAlias
from urllib.error import HTTPError, URLError

import pyoxigraph as ox
from SPARQLWrapper import BASIC, DIGEST, JSON, POST, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import (
    EndPointInternalError,
    EndPointNotFound,
    QueryBadFormed,
    SPARQLWrapperException,
    Unauthorized,
)

from zhoubao.errors import StoreError, UsageError
from zhoubao.exchange.endpoint.credentials import Credentials
from zhoubao.version import __version__

__all__ = ["Solutions", "ask_endpoint"]

Solutions: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

_UNIT_SEPARATOR = re.compile(rb"\\u001[fF]")
_TIMEOUT = 120
_SHOWN = 300
_DECLARED = re.compile(r"\bPREFIX\s+([\w.-]*)\s*:", re.IGNORECASE)
_GRAPH_FORMS = frozenset({"CONSTRUCT", "DESCRIBE"})


def ask_endpoint(
    address: str,
    text: str,
    prefixes: Mapping[str, str],
    credentials: Credentials,
    scheme: str,
    separator: str = "",
) -> Solutions:
    """Send a query as a form, which every store takes, and read its answer.

    separator: what U+001F stands for in the answer, where the store garbles it in a GROUP_CONCAT.
    """
    wrapper = SPARQLWrapper(address, agent=f"zhoubao/{__version__}")
    wrapper.setMethod(POST)
    wrapper.setOnlyConneg(True)
    wrapper.setTimeout(_TIMEOUT)
    _show(wrapper, credentials, scheme)
    wrapper.setQuery(with_prefixes(text, prefixes))
    graph_wanted = wrapper.queryType in _GRAPH_FORMS
    wrapper.setReturnFormat(TURTLE if graph_wanted else JSON)
    try:
        found = wrapper.query()
        body = found.response.read()
    except (QueryBadFormed, EndPointInternalError) as error:
        raise UsageError("E-QUERY", address, reason=_said(error)) from error
    except Unauthorized as error:
        raise StoreError("E-REMOTE-DENIED", address, status=401) from error
    except EndPointNotFound as error:
        raise StoreError("E-REMOTE-REFUSED", address, status=404, reason=_said(error)) from error
    except HTTPError as error:
        code = "E-REMOTE-DENIED" if error.code in (401, 403) else "E-REMOTE-REFUSED"
        raise StoreError(code, address, status=error.code, reason=error.reason) from error
    except SPARQLWrapperException as error:
        raise StoreError("E-REMOTE-REFUSED", address, status="–", reason=_said(error)) from error
    except (URLError, OSError, HTTPException) as error:
        raise StoreError("E-REMOTE-UNREACHABLE", address, reason=getattr(error, "reason", None) or error) from error
    if limit := found.info().get("x-sparql-maxrows"):
        raise StoreError("E-REMOTE-CUT", address, limit=limit)
    if separator:
        body = _UNIT_SEPARATOR.sub(json.dumps(separator)[1:-1].encode().replace(b"\\", b"\\\\"), body)
    try:
        return _triples(body) if graph_wanted else ox.parse_query_results(body, ox.QueryResultsFormat.JSON)
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


def _show(wrapper: Any, credentials: Credentials, scheme: str) -> None:
    if credentials.token:
        wrapper.addCustomHttpHeader("Authorization", f"Bearer {credentials.token}")
    elif credentials.user:
        wrapper.setHTTPAuth(DIGEST if scheme == "digest" else BASIC)
        wrapper.setCredentials(credentials.user, credentials.password)


def _triples(turtle: bytes) -> Solutions:
    store = ox.Store()
    store.load(turtle, ox.RdfFormat.TURTLE)
    return store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")


def _said(error: Exception) -> str:
    """What the store said, without what the wrapper writes around it."""
    text = str(error)
    return " ".join(text.rpartition("Response:")[2].strip().removeprefix("b").strip("'\"").split())[:_SHOWN]
