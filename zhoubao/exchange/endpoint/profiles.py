"""What is known of each triple store, one row per store: its addresses, its limits, what it does otherwise.

A store is named by its base URL, the address that its own manual calls the dataset, repository or server. Nothing
outside this table knows a store by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from zhoubao.errors import UsageError

__all__ = ["PROFILES", "Profile", "profile_by_name", "profile_by_url", "recognised"]


@dataclass(frozen=True, slots=True)
class Profile:
    """One store.

    name, title       how it is called on the command line, and in full
    tested            the version that the tests run against; empty where the profile is written from its manual alone
    example           a base URL
    query, update     what follows the base URL for SPARQL queries and updates
    private_query     the same for queries with credentials, where that is another address
    graphs            what follows it for the Graph Store Protocol; empty where there is none that can be used
    scheme            how credentials are shown unasked: basic or bearer; digest waits for the store's challenge
    form              updates as a form with this field, for stores that take no body of type application/sparql-update
    chunk             triples in one INSERT DATA or DELETE DATA
    bulk              options that make the replacement of a large graph fast, from so many triples on
    cut               whether long answers are cut without a word, as Virtuoso does at ResultSetMaxRows
    respelled         whether queries need :mod:`zhoubao.exchange.endpoint.query_rewriting`
    union             whether the default graph of a query is the union of all graphs
    """

    name: str
    title: str
    tested: str
    example: str
    query: str
    update: str
    graphs: str
    private_query: str = ""
    scheme: str = "basic"
    form: str = ""
    chunk: int = 5000
    bulk: str = ""
    bulk_from: int = 20_000
    cut: bool = False
    respelled: bool = False
    union: bool = False


_ROWS = (
    Profile(
        *("fuseki", "Apache Jena Fuseki", "5.6", "http://localhost:3030/dataset", "/query", "/update", "/data"),
    ),
    Profile(
        *("rdf4j", "Eclipse RDF4J Server", "4.1", "http://localhost:8080/rdf4j-server/repositories/NAME"),
        *("", "/statements", "/rdf-graphs/service"),
        union=True,
    ),
    # A large graph is replaced without a transaction; a graph that is being sent is marked, so nothing depends on it.
    Profile(
        *("oxigraph", "Oxigraph server", "0.5", "http://localhost:7878", "/query", "/update", "/store"),
        bulk="no_transaction",
    ),
    # Hangs on a body of type application/sparql-query, refuses long updates, asks for a Digest.
    Profile(
        *("virtuoso", "OpenLink Virtuoso", "7.2", "http://localhost:8890"),
        *("/sparql", "/sparql-auth", "/sparql-graph-crud-auth"),
        private_query="/sparql-auth",
        scheme="digest",
        form="query",
        chunk=500,
        cut=True,
        respelled=True,
        union=True,
    ),
    Profile(
        *("graphdb", "Ontotext GraphDB", "", "http://localhost:7200/repositories/NAME"),
        *("", "/statements", "/rdf-graphs/service"),
        union=True,
    ),
    Profile(
        *("stardog", "Stardog", "", "http://localhost:5820/DATABASE", "/query", "/update", ""),
    ),
    Profile(
        *("neptune", "Amazon Neptune", "", "https://CLUSTER:8182", "/sparql", "/sparql", "/sparql/gsp/"),
        scheme="bearer",
        form="update",
        union=True,
    ),
    Profile(
        *("blazegraph", "Blazegraph", "", "http://localhost:9999/blazegraph/namespace/kb", "/sparql", "/sparql", ""),
        form="update",
        union=True,
    ),
    Profile(
        *("qlever", "QLever", "", "http://localhost:7001", "", "", ""),
        scheme="bearer",
        chunk=1000,
        union=True,
    ),
    # Any other: one address that takes queries and updates, as SPARQL 1.1 says.
    Profile("sparql", "SPARQL 1.1 endpoint", "", "http://localhost/sparql", "", "", "", chunk=500),
)

PROFILES: Mapping[str, Profile] = {row.name: row for row in _ROWS}


def profile_by_name(name: str) -> Profile:
    """The profile with a name; raises UsageError E-PROFILE."""
    if name not in PROFILES:
        raise UsageError("E-PROFILE", name, known=", ".join(PROFILES))
    return PROFILES[name]


def profile_by_url(url: str) -> Profile | None:
    """The profile that can be recognised by an address alone.

    >>> profile_by_url("http://localhost:8080/rdf4j-server/repositories/zb").name
    'rdf4j'
    """
    parts = urlsplit(url)
    if (parts.hostname or "").endswith(".neptune.amazonaws.com"):
        return PROFILES["neptune"]
    if "/blazegraph/" in parts.path or "/bigdata/" in parts.path:
        return PROFILES["blazegraph"]
    if "/repositories/" in parts.path:
        return PROFILES["rdf4j" if "rdf4j" in parts.path else "graphdb"]
    return None


def recognised(headers: Mapping[str, str]) -> Profile | None:
    """The profile that can be recognised by the headers of any answer; the names of the headers are in lower case."""
    if "fuseki-request-id" in headers:
        return PROFILES["fuseki"]
    server = headers.get("server", "").lower()
    return next((PROFILES[name] for name in ("oxigraph", "virtuoso", "stardog", "qlever") if name in server), None)
