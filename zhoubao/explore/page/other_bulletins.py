"""What a store adds to the page of one bulletin: links to others that name the same, and what checks find across them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox

from mappers.facts.fact import Evidence
from mappers.text.readers import read_file
from zhoubao.checks.cross_bulletin import findings_across
from zhoubao.checks.finding import CheckedDocument, Finding
from zhoubao.explore.page.content import Content, FactCard, NoteCard
from zhoubao.store.graph_names import BASE, BULLETINS, PREFIXES, bulletin_node, bulletin_of
from zhoubao.store.record import Record
from zhoubao.store.store import Reader, text_path

__all__ = ["OtherBulletins", "links_to_others", "with_others"]

_RULE = ox.NamedNode(PREFIXES["zw"] + "rule")
#: What can be the same in two bulletins, by the beginning of its IRI.
_SHARED = tuple(
    f"{BASE}id/{folder}/"
    for folder in ("company", "doc", "list", "org", "person", "place", "platform", "region", "service", "window")
)


@dataclass(frozen=True, slots=True)
class OtherBulletins:
    """A thing and the other bulletins that say something of it: (IRI of the bulletin, number of facts), sorted."""

    iri: str
    bulletins: tuple[tuple[str, int], ...]


def links_to_others(store: ox.Store, graph: str, cards: Iterable[FactCard]) -> dict[str, tuple[OtherBulletins, ...]]:
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
                    bulletin = bulletin_node(name.value)
                    counts.setdefault(bulletin, set()).add(str(quad.subject))
            known[iri] = OtherBulletins(iri, tuple((key, len(counts[key])) for key in sorted(counts)))
        return known[iri]

    found = {}
    for card in cards:
        if card.kind == "Bulletin":
            continue
        statements = [*card.statements, *(statement for part in card.parts.values() for statement in part)]
        named = {value.value for _, value in statements if isinstance(value, ox.NamedNode)}
        links = (of(iri) for iri in sorted(named) if iri.startswith(_SHARED))
        found[card.iri] = tuple(link for link in links if link.bulletins)
    return found


def with_others(content: Content, reader: Reader, record: Record) -> Content:
    """The content with what the other bulletins of its series say against it."""
    series = record.graph.rpartition("/")[0]
    documents = {
        graph: CheckedDocument(
            bulletin_of(graph), Path(other.file).name, read_file(text_path(reader.directory, other)).content
        )
        for graph, other in reader.records().items()
        if graph.rpartition("/")[0] == series
    }
    own = documents[record.graph].file
    found = (_note(finding, own, content) for finding in findings_across(reader.quads, documents))
    return replace(content, notes=(*content.notes, *(note for note in found if note.places)))


def _note(finding: Finding, own: str, content: Content) -> NoteCard:
    places = tuple(Evidence(place.start, place.end, place.quote) for place in finding.places if place.file == own)
    others = tuple((str(place), place.quote) for place in finding.places if place.file != own)
    cards = tuple(card.iri for card in content.cards if any(place in places for _, place in card.standing))
    return NoteCard(finding.severity, finding.zh, finding.en, cards, places, finding.rule, others)
