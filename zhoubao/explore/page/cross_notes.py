"""What checks across bulletins find about one of them: the same notes, with words of the other bulletins."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from mappers.facts.fact import Evidence
from mappers.text.readers import read_file
from zhoubao.checks.cross_bulletin import findings_across
from zhoubao.checks.finding import CheckedDocument, Finding
from zhoubao.explore.page.content import Content, NoteCard
from zhoubao.store.graph_names import bulletin_of
from zhoubao.store.record import Record
from zhoubao.store.store import Reader, text_path

__all__ = ["with_others"]


def with_others(told: Content, reader: Reader, record: Record) -> Content:
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
    found = (_note(finding, own, told) for finding in findings_across(reader.quads, documents))
    return replace(told, notes=(*told.notes, *(note for note in found if note.places)))


def _note(finding: Finding, own: str, told: Content) -> NoteCard:
    places = tuple(Evidence(place.start, place.end, place.quote) for place in finding.places if place.file == own)
    others = tuple((str(place), place.quote) for place in finding.places if place.file != own)
    cards = tuple(card.iri for card in told.cards if any(place in places for _, place in card.standing))
    return NoteCard(finding.severity, finding.zh, finding.en, cards, places, finding.rule, others)
