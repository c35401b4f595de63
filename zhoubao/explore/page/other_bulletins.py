"""Where the things of a bulletin appear in others: the links that a store adds to a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from zhoubao.explore.page.content import FactCard
from zhoubao.store.graph_names import BASE, BULLETINS, PREFIXES

__all__ = ["OtherBulletins", "elsewhere"]

_RULE = ox.NamedNode(PREFIXES["zw"] + "rule")
#: What can be the same in two bulletins, by the beginning of its IRI.
_SHARED = tuple(
    f"{BASE}id/{room}/"
    for room in ("company", "doc", "list", "org", "person", "place", "platform", "region", "service", "window")
)


@dataclass(frozen=True, slots=True)
class OtherBulletins:
    """A thing and the other bulletins that say something of it: (IRI of the bulletin, number of facts), sorted."""

    iri: str
    bulletins: tuple[tuple[str, int], ...]


def elsewhere(store: ox.Store, graph: str, cards: Iterable[FactCard]) -> dict[str, tuple[OtherBulletins, ...]]:
    """By IRI of a card: the things it names that other bulletins name as well."""
    known: dict[str, OtherBulletins] = {}

    def of(iri: str) -> OtherBulletins:
        if iri not in known:
            counts: dict[str, set[str]] = {}
            for quad in store.quads_for_pattern(None, None, ox.NamedNode(iri), None):
                name = quad.graph_name
                if not isinstance(name, ox.NamedNode) or name.value == graph or not name.value.startswith(BULLETINS):
                    continue
                if next(iter(store.quads_for_pattern(quad.subject, _RULE, None, name)), None) is not None:
                    bulletin = name.value.replace("/graph/", "/id/", 1)
                    counts.setdefault(bulletin, set()).add(str(quad.subject))
            known[iri] = OtherBulletins(iri, tuple((key, len(counts[key])) for key in sorted(counts)))
        return known[iri]

    found = {}
    for card in cards:
        if card.kind == "Bulletin":
            continue
        said = [*card.statements, *(statement for part in card.parts.values() for statement in part)]
        named = {value.value for _, value in said if isinstance(value, ox.NamedNode)}
        links = (of(iri) for iri in sorted(named) if iri.startswith(_SHARED))
        found[card.iri] = tuple(link for link in links if link.bulletins)
    return found
