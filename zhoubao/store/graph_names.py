"""The graphs of a store and the IRIs of what the tool itself adds: provenance, checks, runs."""

from __future__ import annotations

from mappers.rdf.iris import BASE

__all__ = [
    "BASE",
    "BULLETINS",
    "CHECKS",
    "CODES",
    "LEDGERS",
    "ONTOLOGY",
    "PREFIXES",
    "PROVENANCE",
    "REGISTERS",
    "RUNS",
    "bulletin_node",
    "bulletin_of",
    "checks_graph",
    "ledger_graph",
    "short",
]

BULLETINS = BASE + "graph/bulletin/"
CHECKS = BASE + "graph/checks/"
LEDGERS = BASE + "graph/ledger/"
CODES = BASE + "graph/codes"
ONTOLOGY = BASE + "graph/ontology"
PROVENANCE = BASE + "graph/provenance"
REGISTERS = BASE + "graph/register/"
RUNS = BASE + "graph/runs"

#: Prefixes of exports and of queries that declare none of their own.
PREFIXES: dict[str, str] = {
    "code": BASE + "code/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "zw": BASE + "ontology#",
}


def bulletin_of(graph: str) -> str:
    """The bulletin's own part of the IRI of its graph: `series/2023-49`.

    >>> bulletin_of(BULLETINS + "sc-zwzx/2023-49")
    'sc-zwzx/2023-49'
    """
    return graph.removeprefix(BULLETINS)


def bulletin_node(graph: str) -> str:
    """The IRI of the bulletin whose graph it is.

    >>> bulletin_node(BULLETINS + "sc-zwzx/2023-49").removeprefix(BASE)
    'id/bulletin/sc-zwzx/2023-49'
    """
    return f"{BASE}id/bulletin/{bulletin_of(graph)}"


def checks_graph(graph: str) -> str:
    """The graph that holds what the checks found in a bulletin."""
    return CHECKS + bulletin_of(graph)


def ledger_graph(graph: str) -> str:
    """The graph that holds what was not understood of a bulletin."""
    return LEDGERS + bulletin_of(graph)


def short(iri: str) -> str:
    """An IRI as a prefixed name where a prefix fits, for tables."""
    best = max((space for space in PREFIXES.values() if iri.startswith(space)), key=len, default="")
    if not best:
        return iri
    return next(prefix for prefix, space in PREFIXES.items() if space == best) + ":" + iri[len(best) :]
