"""A bulletin as a page: from a file without any store, or from a store with its links to other bulletins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from mappers.clauses.reading import Reading
from mappers.mapping import map_bulletin, read_bulletin, reading_of
from mappers.names.registers import load_registers
from mappers.rdf import graph_iri, iris, nquads, scope_of
from mappers.text.readers import read_file
from zhoubao.checks.validation import check, check_quads
from zhoubao.explore.page.blocks import blocks
from zhoubao.explore.page.card_list import CardList, entries_of
from zhoubao.explore.page.content import Content, read_content
from zhoubao.explore.page.marked_text import MarkedLine, MarkedText
from zhoubao.explore.page.name_marks import name_marks
from zhoubao.explore.page.other_bulletins import OtherBulletins, links_to_others, with_others
from zhoubao.explore.page.rdfa import PREFIX, Describer
from zhoubao.explore.page.segments import Mark
from zhoubao.labels import Labels, reference_store
from zhoubao.messages import Bilingual, catalogue, in_both, label
from zhoubao.render.html_page import Page
from zhoubao.store.ledger_graph import ledger_quads
from zhoubao.store.record import find_bulletin
from zhoubao.store.store import Reader, text_path
from zhoubao.templates import render
from zhoubao.user_registers import added_to

__all__ = ["page_of_bulletin", "page_of_file"]


def page_of_file(path: Path, reader: Reader | None = None) -> Page:
    """The page of a file, mapped and checked now; with a store it has links to the bulletins there.

    Raises SourceError when it is no bulletin.
    """
    added = added_to(reader.directory if reader else None)
    mapped = map_bulletin(read_file(path), load_registers(added))
    graph, quads = graph_iri(mapped), nquads(mapped)
    store = ox.Store()
    store.load(
        (quads + ledger_quads(mapped, graph) + check_quads(graph, check(quads, added=added))).encode(),
        ox.RdfFormat.N_QUADS,
    )
    labels = Labels(reference_store(added), store, *([reader.quads] if reader else []))
    content = read_content(store, graph)
    links = links_to_others(reader.quads, graph, content.cards) if reader else {}
    html = _render(PageInputs(mapped.reading, content, labels, links))
    return _page(html, labels.of(content.bulletin).zh, content)


def page_of_bulletin(reader: Reader, name: str) -> Page:
    """The page of a bulletin in a store, by its IRI, that of its graph, series/issue, or the issue alone.

    Raises UsageError E-NOT-FOUND, or E-AMBIGUOUS when several series have the issue.
    """
    record = find_bulletin(reader.records(), name)
    registers = load_registers(added_to(reader.directory))
    bulletin = read_bulletin(read_file(text_path(reader.directory, record)), registers)
    labels = Labels(reader.quads)
    content = with_others(read_content(reader.quads, record.graph), reader, record)
    links = links_to_others(reader.quads, record.graph, content.cards)
    html = _render(PageInputs(reading_of(bulletin, registers), content, labels, links))
    return _page(html, labels.of(content.bulletin).zh, content)


def _page(html: str, title: str, content: Content) -> Page:
    counts = f"{_facts(content)} {label('facts')}, {len(content.notes)} {label('checks')}"
    return Page(title, html, f"{title}: {counts}, {len(content.unread)} {label('not understood')}", height=760)


@dataclass(frozen=True, slots=True)
class PageInputs:
    """What a page is made of: the bulletin with its names, what its graphs say, labels, and links to others."""

    reading: Reading
    content: Content
    labels: Labels
    links: Mapping[str, tuple[OtherBulletins, ...]]


def _render(given: PageInputs) -> str:
    """The page."""
    content, labels = given.content, given.labels
    ids = _ids(content)
    describer = Describer(labels, {**ids, content.graph: "things"}, content.spans)
    cards = CardList(content, labels, describer, ids, given.links)
    return render(
        "explore/page/page.html.j2",
        prefix=PREFIX,
        page=catalogue()["page"],
        title=labels.of(content.bulletin).zh,
        sum=_sum(content),
        loose=[found for found in content.notes if not found.places],
        lines=_lines(given, ids),
        entries=entries_of(content, ids),
        filters=cards.filters(),
        sorts=catalogue()["name"],
        cards=cards.entries(),
        things=[(ids[iri], labels.of(iri), describer.node(iri, found)) for iri, found in content.things.items()],
        source=given.reading.bulletin.text,
    )


def _ids(content: Content) -> dict[str, str]:
    """Ids of elements: f1, f2, … for cards in the order of the text, f1p1 for parts, t1 for other things."""
    found = {}
    for number, card in enumerate(content.cards, 1):
        found[card.iri] = f"f{number}"
        found |= {iri: f"f{number}p{at}" for at, iri in enumerate(card.parts, 1)}
    return found | {iri: f"t{number}" for number, iri in enumerate(content.things, 1)}


def _lines(given: PageInputs, ids: Mapping[str, str]) -> Iterator[MarkedLine]:
    """The text, block by block."""
    content, bulletin = given.content, given.reading.bulletin
    marks = [Mark(place.start, place.end, ids[iri]) for card in content.cards for iri, place in card.standing]
    marks += [Mark(item.place.start, item.place.end, f"u{i}") for i, item in enumerate(content.unread, 1)]
    kinds = {ids[iri]: card.kind for card in content.cards for iri in (card.iri, *card.parts)}
    kinds |= {f"u{i}": "unread" for i, _ in enumerate(content.unread, 1)}
    text = MarkedText(bulletin.text.content, marks, kinds, name_marks(given.reading), content.notes)
    scope = scope_of(bulletin)
    for block in blocks(bulletin):
        section = iris.section(scope, block.section) if block.section else None
        yield text.line(block, content.coverage.get(section) if section else None)


def _sum(content: Content) -> Bilingual:
    return in_both(
        "page",
        "sum",
        facts=_facts(content),
        understood=sum(share[0] for share in content.coverage.values()),
        total=sum(share[1] for share in content.coverage.values()),
        found=sum(note.severity in ("Violation", "Warning") for note in content.notes),
    )


def _facts(content: Content) -> int:
    return sum(bool(card.values("zw:rule")) for card in content.cards)
