"""What stands at the ends of links: bodies, regions, companies, people, documents, with their names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from zhoubao.render.cards import rows
from zhoubao.store.graph_names import PREFIXES, REGISTERS, short

__all__ = ["SORTS", "NetworkEntity", "regions_within", "things", "unknown"]

#: Class -> sort of thing; what is of several classes is of the first.
SORTS: Mapping[str, str] = {
    "Region": "region",
    "RegionGroup": "region",
    "Enterprise": "company",
    "Official": "person",
    "Person": "person",
    "PolicyList": "document",
    "OfficialDocument": "document",
    "ServiceItem": "matter",
    "Place": "place",
    "ServiceWindow": "window",
    "Division": "body",
    "Department": "body",
    "PublicBody": "body",
    "AgentGroup": "group",
}
_THINGS = """
SELECT DISTINCT ?thing ?class ?name ?region ?owner ?g WHERE {
  VALUES ?class { %s }
  GRAPH ?g {
    ?thing a ?class ; skos:prefLabel|dct:title ?name .
    OPTIONAL { ?thing zw:jurisdiction ?region }
    OPTIONAL { ?thing org:unitOf ?owner }
  }
  FILTER(LANG(?name) != "en")
}
"""
_OTHERS = """
SELECT DISTINCT ?thing ?name WHERE {
  { GRAPH ?g { ?thing skos:altLabel ?name } } UNION { GRAPH ?g { ?mention zw:refersTo ?thing ; zw:printedName ?name } }
}
"""
_WITHIN = "SELECT ?thing WHERE { GRAPH <%sregions> { ?thing zw:within* <%s> } }"


@dataclass(frozen=True, slots=True)
class NetworkEntity:
    """One end of links.

    sort    body, region, company, person, document, place, window, group or matter
    region  IRI of the region that it is, or that it has jurisdiction in
    owner   the body that a division or window belongs to
    others  its short names, and names it is printed by
    """

    iri: str
    name: str
    sort: str
    region: str = ""
    owner: str = ""
    others: frozenset[str] = frozenset()


def things(store: ox.Store) -> dict[str, NetworkEntity]:
    """Everything that can be an end of a link, by IRI; the name of a register goes before that of a bulletin."""
    ranks = {PREFIXES["zw"] + name: rank for rank, name in enumerate(SORTS)}
    others: dict[str, set[str]] = {}
    for row in rows(store, _OTHERS):
        others.setdefault(row["thing"].value, set()).add(row["name"].value)
    best: dict[str, tuple[tuple[bool, int, str, str], NetworkEntity]] = {}
    for row in rows(store, _THINGS % " ".join(f"zw:{name}" for name in SORTS)):
        iri, kind = row["thing"].value, row["class"].value
        sort = SORTS[kind.removeprefix(PREFIXES["zw"])]
        region = iri if sort == "region" else row["region"].value if row["region"] is not None else ""
        owner = row["owner"].value if row["owner"] is not None else ""
        thing = NetworkEntity(iri, row["name"].value, sort, region, owner, frozenset(others.get(iri, ())))
        order = (not row["g"].value.startswith(REGISTERS), ranks[kind], thing.name, region + owner)
        if iri not in best or order < best[iri][0]:
            best[iri] = (order, thing)
    return {iri: thing for iri, (_, thing) in sorted(best.items())}


def regions_within(store: ox.Store, region: str) -> frozenset[str]:
    """A region and all that lie in it."""
    return frozenset(row["thing"].value for row in rows(store, _WITHIN % (REGISTERS, region)))


def unknown(iri: str) -> NetworkEntity:
    """What nothing names."""
    return NetworkEntity(iri, short(iri), "group")
