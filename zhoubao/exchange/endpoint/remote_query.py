"""Queries to a remote store: SPARQLWrapper writes the request, the answers are those of the embedded engine's types."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, TypeAlias

import pyoxigraph as ox
from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper

from zhoubao.errors import StoreError, UsageError
from zhoubao.exchange.endpoint.http import HttpClient, HttpResponse
from zhoubao.version import __version__

__all__ = ["Solutions", "ask_endpoint", "query_form", "with_values"]

Solutions: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

_UNIT_SEPARATOR = re.compile(rb"\\u001[fF]")
_DECLARED = re.compile(r"\bPREFIX\s+([\w.-]*)\s*:", re.IGNORECASE)
_FORM = re.compile(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
#: What holds no keyword, whatever is written in it: IRIs, texts and comments.
_OPAQUE = re.compile(
    r"""<[^<>"{}|^`\\\x00-\x20]*>
    | \"{3}(?:[^"\\]|\\.|"{1,2}(?!"))*\"{3} | '{3}(?:[^'\\]|\\.|'{1,2}(?!'))*'{3}
    | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*'
    | \#[^\n\r]*""",
    re.VERBOSE | re.DOTALL,
)
_NAMES = re.compile(r"[?$]\w+|[\w.-]*:[\w.:%-]*")  # of variables, and with a prefix
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

    def _parseQueryType(self, query: str) -> str:  # noqa: N802  the name that SPARQLWrapper calls
        """The form of a query; SPARQLWrapper's own guess takes words of comments and IRIs for keywords."""
        return query_form(query)

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
    text = with_prefixes(text, prefixes)
    query = _Query(client, path, text)
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
        return _results(body, query_form(text), text)
    except (SyntaxError, ValueError, OSError) as error:
        raise StoreError("E-REMOTE-GARBLED", "SPARQL", url=address, reason=error) from error


def without_opaque(text: str) -> str:
    """A query with blanks in place of its IRIs, texts and comments, of the same length.

    >>> without_opaque("ASK { <urn:#a> ?p '#' } # b")
    'ASK {          ?p     }    '
    """
    return _OPAQUE.sub(lambda found: " " * len(found[0]), text)


def query_form(text: str) -> str:
    r"""SELECT, ASK, CONSTRUCT or DESCRIBE; SELECT for what is no query, to which the store will answer that it is none.

    Never a form of update: what is sent as a query changes nothing.

    >>> query_form("# moved, to ADD and to ASK\nPREFIX ask: <urn:ask#> construct { ?select ask:x 'ASK' } WHERE {}")
    'CONSTRUCT'
    """
    found = _FORM.search(_NAMES.sub(" ", without_opaque(text)))
    return found[1].upper() if found else "SELECT"


def with_prefixes(text: str, prefixes: Mapping[str, str]) -> str:
    """The query with the prefixes that it uses and does not declare, on its first line, so that line numbers hold.

    >>> with_prefixes("ASK { ?x a zw:Meeting } # PREFIX zw: <urn:zw#>", {"zw": "urn:zw#", "sh": "urn:sh#"})
    'PREFIX zw: <urn:zw#> ASK { ?x a zw:Meeting } # PREFIX zw: <urn:zw#>'
    """
    bare = without_opaque(text)
    declared = set(_DECLARED.findall(bare))
    used = (name for name in sorted(prefixes) if name not in declared and re.search(rf"(?<![\w.-]){name}:", bare))
    return "".join(f"PREFIX {name}: <{prefixes[name]}> " for name in used) + text


def with_values(text: str, values: Mapping[ox.Variable, ox.NamedNode | ox.Literal]) -> str:
    """The query with variables bound to terms, at the beginning of its pattern."""
    start = without_opaque(text).find("{") + 1
    bound = "".join(f" VALUES {variable} {{ {term} }} " for variable, term in values.items())
    return text[:start] + bound + text[start:]


def _results(body: bytes, form: str, text: str) -> Solutions:
    """A truth value or rows, all of them read once, so that what is wrong with them shows here.

    Raises SyntaxError or ValueError for what is no answer to this query.
    """
    found = ox.parse_query_results(body, ox.QueryResultsFormat.JSON)
    if isinstance(found, ox.QueryBoolean) != (form == "ASK"):
        raise ValueError(f"no answer to {form}")
    if isinstance(found, ox.QuerySolutions):
        if missing := _columns(text) - {variable.value for variable in found.variables}:
            raise ValueError(f"no column ?{min(missing)}")
        for _ in found:
            pass
        found = ox.parse_query_results(body, ox.QueryResultsFormat.JSON)
    return found


def _columns(text: str) -> set[str]:
    """The variables that a query asks for, found by asking an empty store; none where that is not possible here.

    A query with SERVICE is not run for it: that would reach out to another store.
    """
    if re.search(r"\bservice\b", _NAMES.sub(" ", without_opaque(text)), re.IGNORECASE):
        return set()
    try:
        asked = ox.Store().query(text)
    except (SyntaxError, ValueError, OSError, RuntimeError):
        return set()  # what this store allows beyond the standard
    return {variable.value for variable in asked.variables} if isinstance(asked, ox.QuerySolutions) else set()


def _triples(turtle: bytes) -> Solutions:
    store = ox.Store()
    store.load(turtle, ox.RdfFormat.TURTLE)
    return store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
