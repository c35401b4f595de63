"""One self-contained HTML file for a bulletin: text, list, style and script; nothing is fetched from anywhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from mappers.clauses.reading import Reading
from mappers.rdf import iris, scope_of
from zhoubao.explore.page.blocks import blocks
from zhoubao.explore.page.card_list import Cards, entries_of, note
from zhoubao.explore.page.content import Content, Statement
from zhoubao.explore.page.markup import both, named, tag, text
from zhoubao.explore.page.name_marks import SORTS, name_marks
from zhoubao.explore.page.other_bulletins import OtherBulletins
from zhoubao.explore.page.rdfa import PREFIX, Describer
from zhoubao.explore.page.segments import Mark
from zhoubao.explore.page.text_html import TextHtml
from zhoubao.store.labels import Words

__all__ = ["Inputs", "render"]


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a page is made of: the bulletin with its names, what its graphs say, labels, and links to others."""

    reading: Reading
    content: Content
    words: Words
    links: Mapping[str, tuple[OtherBulletins, ...]]


def render(given: Inputs) -> str:
    """The page."""
    content, words = given.content, given.words
    ids = _ids(content)
    anchors = {**ids, content.graph: "things"}
    describer = Describer(words, anchors, content.spans)
    cards = Cards(content, words, describer, ids, given.links)
    title, source = words.of(content.bulletin).zh, given.reading.bulletin.text
    page = {
        "PREFIX": PREFIX,
        "TITLE": text(title),
        "FACTS": _count(content),
        "ARTICLE": _article(given, ids),
        "LOOSE": "".join(note(found, {}) for found in content.notes if not found.places),
        "FILTERS": cards.filters(),
        "SORTS": " ".join(
            tag("span", both(*name), class_=f"m m-{sort}", id=f"sort-{sort}") for sort, name in SORTS.items()
        ),
        "CARDS": cards.entries(),
        "THINGS": "".join(_thing(describer, words, ids[iri], iri, said) for iri, said in content.things.items()),
        "SOURCE": f"{text(source.name)} · SHA-256 {source.sha256}",
        "STYLE": _asset("page.css"),
        "SCRIPT": _asset("page.js"),
    }
    return re.sub(r"@@([A-Z]+)@@", lambda place: page[place[1]], _asset("page.html"))


def _ids(content: Content) -> dict[str, str]:
    """Ids of elements: f1, f2, … for cards in the order of the text, f1p1 for parts, t1 for other things."""
    found = {}
    for number, card in enumerate(content.cards, 1):
        found[card.iri] = f"f{number}"
        found |= {iri: f"f{number}p{at}" for at, iri in enumerate(card.parts, 1)}
    return found | {iri: f"t{number}" for number, iri in enumerate(content.things, 1)}


def _article(given: Inputs, ids: Mapping[str, str]) -> str:
    content, bulletin = given.content, given.reading.bulletin
    marks = [Mark(place.start, place.end, ids[iri]) for card in content.cards for iri, place in card.standing]
    marks += [Mark(item.place.start, item.place.end, f"u{i}") for i, item in enumerate(content.unread, 1)]
    kinds = {ids[iri]: card.kind for card in content.cards for iri in (card.iri, *card.parts)}
    kinds |= {f"u{i}": "unread" for i, _ in enumerate(content.unread, 1)}
    body = TextHtml(
        bulletin.text.content, marks, kinds, name_marks(given.reading), content.notes, entries_of(content, ids)
    )
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
    zh = f"{facts} 条事实 · 读懂 {understood}/{total} 句 · 检查提出 {found} 处"
    return both(zh, f"{facts} facts · {understood} of {total} sentences understood · checks found {found}")


def _thing(describer: Describer, words: Words, identifier: str, iri: str, said: tuple[Statement, ...]) -> str:
    head = tag("h3", named(words.of(iri)))
    return tag("section", head + describer.node(iri, said), class_="thing", id=identifier)


@cache
def _asset(name: str) -> str:
    return files("zhoubao.explore.page").joinpath(name).read_text("utf-8")
