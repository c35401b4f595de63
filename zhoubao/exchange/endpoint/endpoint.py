"""A remote triple store, through the two protocols that all of them share.

Graphs travel by the `SPARQL 1.1 Graph Store HTTP Protocol <https://www.w3.org/TR/sparql11-http-rdf-update/>`_ as
N-Triples, queries through SPARQLWrapper. Where a store has no usable graph protocol, a graph is replaced by SPARQL
Update in pieces. Only named graphs are ever written: a request without a graph can mean the whole repository.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from types import TracebackType
from typing import Any, TypeVar
from urllib.parse import SplitResult, quote, urlencode, urlsplit

import httpx
import pyoxigraph as ox

from zhoubao.errors import StoreError, UsageError
from zhoubao.exchange.endpoint.canonical import canonical_lines
from zhoubao.exchange.endpoint.credentials import Credentials, credentials_for, without_secrets
from zhoubao.exchange.endpoint.http import PAUSES, HttpClient, HttpResponse, redirected
from zhoubao.exchange.endpoint.http_limits import Limits
from zhoubao.exchange.endpoint.profiles import Profile, profile_by_name, profile_by_url, recognised
from zhoubao.exchange.endpoint.query_rewriting import respelled, separator_of
from zhoubao.exchange.endpoint.remote_query import Solutions, ask_endpoint, with_values

__all__ = ["Endpoint", "open_endpoint"]

_NTRIPLES = "application/n-triples"
_CUT_AT = 10_000  # what a store of the kind that cuts is set to from the start
_IN_SIXTEEN = 80_000  # triples that are read in sixteen parts, more in 256
_COUNTED = 100  # graphs in one question for their sizes


def open_endpoint(
    url: str,
    profile: str = "",
    *,
    environment: Mapping[str, str] = os.environ,
    pauses: Sequence[float] = PAUSES,
    sleep: Callable[[float], None] = time.sleep,
) -> Endpoint:
    """The store at a base URL, its profile named, or recognised by the address or by its answers.

    Raises UsageError when the address or the profile is none, StoreError when nobody answers there.
    """
    parts = _address(url)
    credentials, limits = credentials_for(url, environment), Limits.of(environment)
    base = parts._replace(query="", fragment="").geturl().rstrip("/")
    chosen = profile_by_name(profile) if profile else profile_by_url(url)
    if chosen is None:
        with HttpClient(base, Credentials(), "", limits=limits) as client:
            answer = client.peek()
        chosen = recognised(answer.headers)
        if chosen is None and answer.redirects:
            raise redirected(base, answer)
    if chosen is None:
        raise UsageError("E-REMOTE-KIND", base)
    if chosen.query:  # the address of its queries is a way to name a store, too
        base = base.removesuffix(chosen.query)
    client = HttpClient(base, credentials, chosen.scheme, pauses=pauses, sleep=sleep, limits=limits)
    return Endpoint(chosen, client, credentials)


def _address(url: str) -> SplitResult:
    """The parts of an address; raises UsageError E-REMOTE-URL when it is none."""
    try:
        parts = urlsplit(url)
        httpx.URL(url)
        valid = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except (ValueError, httpx.InvalidURL):
        valid = False
    if not valid:
        raise UsageError("E-REMOTE-URL", without_secrets(url))
    return parts


class Endpoint:
    """One store, its graphs and its answers."""

    def __init__(self, profile: Profile, client: HttpClient, credentials: Credentials) -> None:
        self.profile = profile
        self.url = client.base
        self._client = client
        self._private = bool(credentials)

    def read(self, graph: str) -> list[bytes]:
        """The triples of a graph by value, sorted; none for a graph that is not there."""
        lines = self._got(graph) if self.profile.graphs else self._constructed(graph)
        if self.profile.cut and len(lines) < (count := self.counts([graph]).get(graph, 0)):
            return self._in_parts(graph, count)
        return lines

    def replace(self, graph: str, lines: Sequence[bytes]) -> None:
        """Put these triples in the place of whatever a graph holds."""
        if not self.profile.graphs:
            self.drop(graph)
            for piece in _pieces(lines, self.profile.chunk):
                self.update(insert_data(graph, piece))
            return
        fast = self.profile.bulk if len(lines) >= self.profile.bulk_from else ""
        query = _named(graph) + (f"&{fast}" if fast else "")
        body = b"".join(lines)
        self._good(self._client.send("PUT", self.profile.graphs, body=body, kind=_NTRIPLES, query=query), 200, 201, 204)

    def drop(self, graph: str) -> None:
        """Take a graph out; one that is not there is out."""
        if self.profile.graphs:
            found = self._client.send("DELETE", self.profile.graphs, query=_named(graph))
            self._good(found, 200, 202, 204, 404)
        else:
            self.update(f"DROP SILENT GRAPH <{graph}>")

    def exchange(self, graph: str, gone: Sequence[bytes], new: Sequence[bytes]) -> None:
        """Take some triples out of a graph and put others in."""
        for piece in _pieces(gone, self.profile.chunk):
            self.update(delete_data(graph, piece))
        for piece in _pieces(new, self.profile.chunk):
            self.update(insert_data(graph, piece))

    def update(self, text: str) -> None:
        """Run a SPARQL update, which must have the same effect when it is run twice."""
        if self.profile.form:
            body, kind = urlencode({self.profile.form: text}).encode(), _FORM
        else:
            body, kind = text.encode(), "application/sparql-update; charset=utf-8"
        self._good(self._client.send("POST", self.profile.update, body=body, kind=kind), 200, 202, 204)

    def query(
        self,
        text: str,
        *,
        prefixes: Mapping[str, str] | None = None,
        substitutions: Mapping[ox.Variable, ox.NamedNode | ox.Literal] | None = None,
    ) -> Solutions:
        """The answer to a SPARQL query as the embedded engine would give it; prefixes that are not declared are added.

        Substitutions are bound as terms. Raises UsageError E-QUERY when the store cannot run it, StoreError
        E-REMOTE-CUT when it gives a part only.
        """
        text = with_values(text, substitutions or {})
        separator = ""
        if self.profile.respelled:
            separator, text = separator_of(text), respelled(text)
        answer = ask_endpoint(self._client, self._query_path(), text, prefixes or {}, separator)
        if self.profile.cut and isinstance(answer, ox.QueryTriples):
            return _uncut(answer, self.url + self._query_path())
        return answer

    def quads_for_pattern(
        self,
        subject: ox.NamedNode | None,
        predicate: ox.NamedNode | None,
        value: ox.NamedNode | ox.Literal | None,
        graph: ox.NamedNode | None,
    ) -> Iterator[ox.Quad]:
        """The quads that have these terms; None stands for any."""
        fixed = {"s": subject, "p": predicate, "o": value, "g": graph}
        pattern = "GRAPH {g} {{ {s} {p} {o} }}".format(**{name: term or f"?{name}" for name, term in fixed.items()})
        free = [name for name, term in fixed.items() if term is None]
        parts = [""]
        if self.profile.cut and subject is None and value is None:
            parts = [f'FILTER(SUBSTR(MD5(STR(?s)), 1, 1) = "{digit}")' for digit in "0123456789abcdef"]
        for part in parts:
            for row in self._rows(f"SELECT {' '.join(f'?{name}' for name in free)} WHERE {{ {pattern} {part} }}"):
                terms: list[Any] = [fixed[name] or row[name] for name in ("s", "p", "o", "g")]
                try:
                    yield ox.Quad(*terms)
                except (TypeError, ValueError) as error:
                    raise self._garbled("SPARQL", error) from error

    def counts(self, graphs: Iterable[str]) -> dict[str, int]:
        """How many triples each of these graphs holds; only graphs that hold any."""
        found: dict[str, int] = {}
        for piece in _pieces(sorted(graphs), _COUNTED):
            names = " ".join(f"<{graph}>" for graph in piece)
            asked = (
                f"SELECT ?g (COUNT(*) AS ?n) WHERE {{ VALUES ?g {{ {names} }} GRAPH ?g {{ ?s ?p ?o }} }} GROUP BY ?g"
            )
            try:
                found |= {row["g"].value: int(row["n"].value) for row in self._rows(asked) if row["g"] is not None}
            except (AttributeError, ValueError) as error:
                raise self._garbled("SPARQL", error) from error
        return {graph: count for graph, count in found.items() if count}

    def _rows(self, text: str) -> ox.QuerySolutions:
        """The rows of a SELECT query."""
        answer = self.query(text)
        assert isinstance(answer, ox.QuerySolutions)  # by the form of the query
        return answer

    def _garbled(self, place: str, reason: object) -> StoreError:
        return StoreError("E-REMOTE-GARBLED", place, url=self.url, reason=reason)

    def close(self) -> None:
        """End the connection."""
        self._client.close()

    def __enter__(self) -> Endpoint:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _got(self, graph: str) -> list[bytes]:
        found = self._client.send("GET", self.profile.graphs, accept=_NTRIPLES, query=_named(graph))
        return [] if found.status == 404 else self._parsed(graph, self._good(found, 200, 204))

    def _constructed(self, graph: str, condition: str = "") -> list[bytes]:
        """The triples of a graph, or some of them, by a query."""
        asked = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} {condition} }}"
        body = urlencode({"query": asked}).encode()
        found = self._client.send("POST", self._query_path(), body=body, kind=_FORM, accept=_NTRIPLES)
        return self._parsed(graph, self._good(found, 200))

    def _in_parts(self, graph: str, count: int) -> list[bytes]:
        """A graph that is too large for one answer, by the hashes of its subjects; an order is no way to page here."""
        digits = 1 if count < _IN_SIXTEEN else 2
        lines: set[bytes] = set()
        for part in map("".join, product("0123456789abcdef", repeat=digits)):
            lines.update(self._constructed(graph, f'FILTER(SUBSTR(MD5(STR(?s)), 1, {digits}) = "{part}")'))
        return sorted(lines)

    def _query_path(self) -> str:
        return (self.profile.private_query if self._private else "") or self.profile.query

    def _good(self, answer: HttpResponse, *accepted: int) -> bytes:
        if answer.status not in accepted:
            raise StoreError("E-REMOTE-REFUSED", self.url, status=answer.status, reason=answer.reason())
        return answer.body

    def _parsed(self, graph: str, body: bytes) -> list[bytes]:
        try:
            return canonical_lines(body)
        except (SyntaxError, ValueError) as error:
            raise self._garbled(graph, error) from error


_FORM = "application/x-www-form-urlencoded"
_T = TypeVar("_T")


def insert_data(graph: str, lines: Iterable[bytes]) -> str:
    """An update that adds triples to a graph."""
    return f"INSERT DATA {{ GRAPH <{graph}> {{\n{b''.join(lines).decode()}}} }}"


def delete_data(graph: str, lines: Iterable[bytes]) -> str:
    """An update that takes triples out of a graph."""
    return f"DELETE DATA {{ GRAPH <{graph}> {{\n{b''.join(lines).decode()}}} }}"


def _uncut(answer: ox.QueryTriples, address: str) -> ox.QueryTriples:
    """The triples, unless they are so many that a store that cuts without a word may have cut them."""
    triples = [*answer]
    if len(triples) >= _CUT_AT:
        raise StoreError("E-REMOTE-CUT", address, limit=_CUT_AT)
    again = ox.Store()
    again.extend(ox.Quad(*triple) for triple in triples)
    return again.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")  # type: ignore[return-value]


def _named(graph: str) -> str:
    return f"graph={quote(graph, safe='')}"


def _pieces(items: Sequence[_T], size: int) -> Iterable[Sequence[_T]]:
    return (items[start : start + size] for start in range(0, len(items), size))
