"""The list beside the text: one entry for each fact, note and sentence that was not understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from mappers.facts.fact import Evidence
from zhoubao.explore.page.content import Content, FactCard, NoteCard, UnreadCard
from zhoubao.explore.page.markup import both, tag, text
from zhoubao.explore.page.other_bulletins import OtherBulletins
from zhoubao.explore.page.rdfa import Describer
from zhoubao.messages import Bilingual, catalogue, in_both
from zhoubao.store.graph_names import PREFIXES
from zhoubao.store.labels import Labels

__all__ = ["PROPERTIES", "Cards", "entries_of", "note"]

#: Slot of a fact -> the properties that its values stand in.
PROPERTIES = {
    "actors": "organizer delegator",
    "at": "issuedAt",
    "audience": "audience",
    "date": "date period",
    "destinations": "destination",
    "document": "decidedBy",
    "documents": "document producedDocument",
    "giver": "giver",
    "granter": "granter",
    "matters": "concernsService delegatedItem listedItem",
    "measure": "indicator",
    "of": "about",
    "part_of": "partOfEvent",
    "period": "refPeriod period periodKind",
    "persons": "participant",
    "place": "place",
    "receiver": "receiver",
    "regions": "delegateRegion place",
    "scope": "statScope",
    "source": "source",
    "speaker": "speaker",
    "target": "target",
    "targets": "target",
    "unit": "unit",
}
_MOST = 8


class Cards:
    """Writes the entries. `ids` gives each card and each part of one the id of its element."""

    def __init__(
        self,
        content: Content,
        words: Labels,
        describer: Describer,
        ids: Mapping[str, str],
        links: Mapping[str, tuple[OtherBulletins, ...]],
    ) -> None:
        self._content = content
        self._words = words
        self._describer = describer
        self._ids = ids
        self._links = links
        self._entries = entries_of(content, ids)

    def kind(self, card: FactCard) -> Bilingual:
        """What the kind of a card is called."""
        return self._words.of(PREFIXES["zw"] + card.kind)

    def filters(self) -> str:
        """A button for each kind, with its number."""
        counts = Counter(card.kind for card in self._content.cards)
        names = {card.kind: self.kind(card) for card in self._content.cards}
        chips = [self._chip(kind, names[kind], counts[kind]) for kind in sorted(counts, key=lambda k: (-counts[k], k))]
        if self._content.unread:
            chips.append(self._chip("unread", in_both("label", "not understood"), len(self._content.unread)))
        return "".join(chips)

    @staticmethod
    def _chip(kind: str, name: Bilingual, count: int) -> str:
        label = f'<i class="dot" aria-hidden="true"></i>{both(name)} <b>{count}</b>'
        return tag("button", label, type="button", class_=f"chip k-{kind}", data_kind=kind, aria_pressed="false")

    def entries(self) -> str:
        """All entries in the order of the text."""
        found = [(card.places[:1], self._fact(card)) for card in self._content.cards]
        found += [((item.place,), self._unread(i, item)) for i, item in enumerate(self._content.unread, 1)]
        return "".join(entry for _, entry in sorted(found, key=lambda pair: pair[0]))

    def _fact(self, card: FactCard) -> str:
        label = next((str(value.value) for value in card.values("rdfs:label")), "")
        inherited = sorted({str(value.value) for value in card.values("zw:inheritedSlot")})
        context = frozenset(f"zw:{name}" for slot in inherited for name in PROPERTIES.get(slot, slot).split())
        rules = "、".join(sorted(str(value.value) for value in card.values("zw:rule")))
        body = [
            "".join(_quote(place) for place in card.places) if card.kind != "Bulletin" else "",
            self._describer.node(card.iri, card.statements, context),
            *(
                tag("div", self._describer.node(iri, said), class_="part", id=self._ids[iri])
                for iri, said in card.parts.items()
            ),
            _line("from_context", _listed([_slot(slot) for slot in inherited])),
            _line("rule", Bilingual(rules, rules)),
            "".join(note(found, self._entries) for found in self._content.notes if card.iri in found.cards),
            self._elsewhere(self._links.get(card.iri, ())),
        ]
        return self._entry(self._ids[card.iri], card.kind, self.kind(card), label, "".join(body))

    def _unread(self, number: int, item: UnreadCard) -> str:
        reason = catalogue()["reason"].get(item.reason, Bilingual(item.reason, item.reason))
        return self._entry(
            f"u{number}",
            "unread",
            in_both("label", "not understood"),
            item.place.quote,
            _quote(item.place) + _line("unread_because", reason),
        )

    @staticmethod
    def _entry(identifier: str, kind: str, name: Bilingual, label: str, body: str) -> str:
        head = tag("span", both(name), class_="kind") + tag("span", text(label), class_="label", lang="zh")
        button = tag(
            "button",
            head,
            type="button",
            class_="head",
            aria_expanded="false",
            aria_controls=f"{identifier}-body",
        )
        content = tag("div", body, class_="body", id=f"{identifier}-body")
        return tag("li", tag("h3", button) + content, class_=f"card k-{kind}", id=identifier, data_kind=kind)

    def _elsewhere(self, links: Iterable[OtherBulletins]) -> str:
        """The other bulletins that name the same things."""
        rows = []
        for link in links:
            shown = "、".join(f"{self._words.of(iri).zh}（{count}）" for iri, count in link.bulletins[:_MOST])
            more = f" … {len(link.bulletins)}" if len(link.bulletins) > _MOST else ""
            rows.append(
                tag("li", f"{both(self._words.of(link.iri))}{both(in_both('page', 'colon'))}{text(shown + more)}")
            )
        if not rows:
            return ""
        return tag("h4", both(in_both("page", "elsewhere"))) + tag("ul", "".join(rows), class_="links")


def entries_of(content: Content, ids: Mapping[str, str]) -> dict[Evidence, str]:
    """The id of the entry that stands at a place, of several the first."""
    found: dict[Evidence, str] = {}
    for card in content.cards:
        for iri, place in card.standing:
            found.setdefault(place, ids[iri])
    return found


def note(found: NoteCard, entries: Mapping[Evidence, str]) -> str:
    """What a check found, with the words it is about, each a link to the entry that stands there."""
    quotes = ""
    for place in found.places:
        words = tag("q", text(" ".join(place.quote.split())), lang="zh")
        quotes += tag("a", words, href=f"#{entries[place]}") if place in entries else words
    for where, words in found.others:
        quotes += tag("q", text(" ".join(words.split())), lang="zh") + tag("span", text(where), class_="at")
    head = tag("b", both(in_both("severity", found.severity))) + " " + tag("span", both(Bilingual(found.zh, found.en)))
    if found.rule:
        quotes += tag("span", text(found.rule), class_="at rule")
    return tag("div", head + quotes, class_=f"note {found.severity.lower()}", role="note")


def _slot(name: str) -> Bilingual:
    return catalogue()["slot"].get(name, Bilingual(name, name))


def _listed(words: list[Bilingual]) -> Bilingual:
    return Bilingual("、".join(word.zh for word in words), ", ".join(word.en for word in words))


def _quote(place: Evidence) -> str:
    words = tag("q", text(" ".join(place.quote.split())), lang="zh")
    return tag("p", f'{words} <span class="at">{place.start}–{place.end}</span>', class_="quote")


def _line(name: str, words: Bilingual) -> str:
    if not words.zh:
        return ""
    head, colon = in_both("page", name), in_both("page", "colon")
    return tag("p", both(Bilingual(head.zh + colon.zh, head.en + colon.en)) + both(words), class_="told")
