"""A bulletin as a page: from a file without any store, or from a store with its links to other bulletins."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import pyoxigraph as ox

from mappers.mapping import map_bulletin, read_bulletin
from mappers.rdf import graph_iri, iris, nquads, scope_of
from mappers.text.bulletin import Bulletin
from mappers.text.readers import read_file
from zhoubao.checks.validation import check, check_quads
from zhoubao.errors import UsageError
from zhoubao.explore.page.blocks import blocks
from zhoubao.explore.page.card_list import Cards, entries_of, note
from zhoubao.explore.page.content import Content, Statement, read_content
from zhoubao.explore.page.markup import both, tag, text
from zhoubao.explore.page.name_marks import mentions
from zhoubao.explore.page.other_bulletins import OtherBulletins, links_to_others, with_others
from zhoubao.explore.page.rdfa import PREFIX, Describer
from zhoubao.explore.page.segments import Mark
from zhoubao.explore.page.text_html import TextHtml
from zhoubao.messages import catalogue, in_both, label
from zhoubao.render.html_page import Page
from zhoubao.store.graph_names import BASE, BULLETINS, bulletin_of
from zhoubao.store.labels import Labels, reference_store
from zhoubao.store.ledger_graph import ledger_quads
from zhoubao.store.record import Record
from zhoubao.store.store import Reader, text_path

__all__ = ["find_bulletin", "page_of_bulletin", "page_of_file"]


def page_of_file(path: Path, reader: Reader | None = None) -> Page:
    """The page of a file, mapped and checked now; with a store it has links to the bulletins there.

    Raises SourceError when it is no bulletin.
    """
    mapped = map_bulletin(read_file(path))
    graph, quads = graph_iri(mapped), nquads(mapped)
    store = ox.Store()
    store.load((quads + ledger_quads(mapped, graph) + check_quads(graph, check(quads))).encode(), ox.RdfFormat.N_QUADS)
    words = Labels(reference_store(), store, *([reader.quads] if reader else []))
    told = read_content(store, graph)
    links = links_to_others(reader.quads, graph, told.cards) if reader else {}
    html = _render(PageInputs(mapped.bulletin, told, words, links))
    return _page(html, words.of(told.bulletin).zh, told)


def page_of_bulletin(reader: Reader, name: str) -> Page:
    """The page of a bulletin in a store, by its IRI, that of its graph, series/issue, or the issue alone.

    Raises UsageError E-NOT-FOUND, or E-AMBIGUOUS when several series have the issue.
    """
    record = find_bulletin(reader, name)
    bulletin = read_bulletin(read_file(text_path(reader.directory, record)))
    words = Labels(reader.quads)
    told = with_others(read_content(reader.quads, record.graph), reader, record)
    links = links_to_others(reader.quads, record.graph, told.cards)
    return _page(_render(PageInputs(bulletin, told, words, links)), words.of(told.bulletin).zh, told)


def _page(html: str, title: str, told: Content) -> Page:
    facts = sum(bool(card.values("zw:rule")) for card in told.cards)
    counts = (
        f"{facts} {label('facts')}, {len(told.notes)} {label('checks')}, {len(told.unread)} {label('not understood')}"
    )
    return Page(title, html, f"{title}: {counts}", height=760)


def find_bulletin(reader: Reader, name: str) -> Record:
    """The record of a bulletin."""
    key = name.strip("<>").removeprefix(BULLETINS).removeprefix(f"{BASE}id/bulletin/")
    found = {bulletin_of(record.graph): record for record in reader.records().values()}
    fitting = [known for known in found if known == key] or [known for known in found if known.endswith(f"/{key}")]
    if len(fitting) > 1:
        raise UsageError("E-AMBIGUOUS", name, candidates="、".join(fitting))
    if not fitting:
        raise UsageError("E-NOT-FOUND", name)
    return found[fitting[0]]


@dataclass(frozen=True, slots=True)
class PageInputs:
    """What a page is made of: the bulletin as it was laid out, what its graphs say, names, and links to others."""

    bulletin: Bulletin
    content: Content
    words: Labels
    links: Mapping[str, tuple[OtherBulletins, ...]]


def _render(given: PageInputs) -> str:
    """The page."""
    content, words = given.content, given.words
    ids = _ids(content)
    anchors = {**ids, content.graph: "things"}
    describer = Describer(words, anchors, content.spans)
    cards = Cards(content, words, describer, ids, given.links)
    title = words.of(content.bulletin).zh
    page = {
        "PREFIX": PREFIX,
        "TITLE": text(title),
        "FACTS": _count(content),
        "ARTICLE": _article(given, ids),
        "LOOSE": "".join(note(found, {}) for found in content.notes if not found.places),
        "FILTERS": cards.filters(),
        "SORTS": " ".join(
            tag("span", both(name), class_=f"m m-{sort}", id=f"sort-{sort}")
            for sort, name in catalogue()["name"].items()
        ),
        "CARDS": cards.entries(),
        "THINGS": "".join(_thing(describer, words, ids[iri], iri, said) for iri, said in content.things.items()),
        "SOURCE": f"{text(given.bulletin.text.name)} · SHA-256 {given.bulletin.text.sha256}",
        "STYLE": _asset("page.css"),
        "SCRIPT": _asset("page.js"),
        **{name: both(words) for name, words in catalogue()["page"].items()},
    }
    return re.sub(r"@@([A-Za-z]+)@@", lambda place: page[place[1]], _asset("page.html"))


def _ids(content: Content) -> dict[str, str]:
    """Ids of elements: f1, f2, … for cards in the order of the text, f1p1 for parts, t1 for other things."""
    found = {}
    for number, card in enumerate(content.cards, 1):
        found[card.iri] = f"f{number}"
        found |= {iri: f"f{number}p{at}" for at, iri in enumerate(card.parts, 1)}
    return found | {iri: f"t{number}" for number, iri in enumerate(content.things, 1)}


def _article(given: PageInputs, ids: Mapping[str, str]) -> str:
    content, bulletin = given.content, given.bulletin
    marks = [Mark(place.start, place.end, ids[iri]) for card in content.cards for iri, place in card.standing]
    marks += [Mark(item.place.start, item.place.end, f"u{i}") for i, item in enumerate(content.unread, 1)]
    kinds = {ids[iri]: card.kind for card in content.cards for iri in (card.iri, *card.parts)}
    kinds |= {f"u{i}": "unread" for i, _ in enumerate(content.unread, 1)}
    body = TextHtml(bulletin.text.content, marks, kinds, mentions(bulletin), content.notes, entries_of(content, ids))
    scope = scope_of(bulletin)
    return "".join(
        body.block(block, content.coverage.get(iris.section(scope, block.section)) if block.section else None)
        for block in blocks(bulletin)
    )


def _count(content: Content) -> str:
    facts = sum(bool(card.values("zw:rule")) for card in content.cards)
    understood = sum(share[0] for share in content.coverage.values())
    total = sum(share[1] for share in content.coverage.values())
    found = sum(note.severity in ("Violation", "Warning") for note in content.notes)
    return both(in_both("page", "sum", facts=facts, understood=understood, total=total, found=found))


def _thing(describer: Describer, words: Labels, identifier: str, iri: str, said: tuple[Statement, ...]) -> str:
    head = tag("h3", both(words.of(iri)))
    return tag("section", head + describer.node(iri, said), class_="thing", id=identifier)


@cache
def _asset(name: str) -> str:
    return files("zhoubao.explore.page").joinpath(name).read_text("utf-8")
