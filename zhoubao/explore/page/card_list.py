"""The list beside the text: one entry for each fact and each sentence that was not understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mappers.facts.fact import Evidence
from mappers.facts.model import MODEL
from mappers.facts.spec import SlotSpec
from zhoubao.explore.page.content import Content, FactCard, NoteCard, UnreadCard
from zhoubao.explore.page.other_bulletins import OtherBulletins
from zhoubao.explore.page.rdfa import DescribedNode, Describer
from zhoubao.labels import Labels
from zhoubao.messages import Bilingual, catalogue, in_both
from zhoubao.store.graph_names import PREFIXES, short

__all__ = ["CardList", "KindFilter", "ListEntry", "entries_of"]

#: The slots of the model by name; one name can stand for several properties.
_SLOTS: dict[str, list[SlotSpec]] = {}
for _kind in MODEL.values():
    for _slot in _kind:
        _SLOTS.setdefault(_slot.name, []).append(_slot)
#: Slot -> the properties that its value is written in besides its own.
_BESIDE = {"date": ("zw:period",), "period": ("zw:period", "zw:periodKind")}
_MOST = 8


@dataclass(frozen=True, slots=True)
class KindFilter:
    """A button that shows the entries of one kind alone."""

    kind: str
    name: Bilingual
    count: int


@dataclass(frozen=True, slots=True)
class ListEntry:
    """One entry.

    quotes    the words it stands on
    node      what the graph says of it, none of a sentence that was not understood; parts: id and node of each part
    lines     (name in the section "page" of the catalogue, words): slots from the context, the rule, the reason
    links     (thing, other bulletins that say something of it)
    """

    id: str
    kind: str
    name: Bilingual
    label: str
    quotes: tuple[Evidence, ...]
    node: DescribedNode | None = None
    parts: list[tuple[str, DescribedNode]] = field(default_factory=list)
    lines: list[tuple[str, Bilingual]] = field(default_factory=list)
    notes: list[NoteCard] = field(default_factory=list)
    links: list[tuple[Bilingual, str]] = field(default_factory=list)


class CardList:
    """Makes the entries. `ids` gives each card and each part of one the id of its element."""

    def __init__(
        self,
        content: Content,
        labels: Labels,
        describer: Describer,
        ids: Mapping[str, str],
        links: Mapping[str, tuple[OtherBulletins, ...]],
    ) -> None:
        self._content = content
        self._labels = labels
        self._describer = describer
        self._ids = ids
        self._links = links

    def filters(self) -> list[KindFilter]:
        """A button for each kind, with its number."""
        counts = Counter(card.kind for card in self._content.cards)
        kinds = sorted(counts, key=lambda kind: (-counts[kind], kind))
        found = [KindFilter(kind, self._kind(kind), counts[kind]) for kind in kinds]
        if self._content.unread:
            found.append(KindFilter("unread", in_both("label", "not understood"), len(self._content.unread)))
        return found

    def entries(self) -> list[ListEntry]:
        """All entries in the order of the text."""
        found = [(card.places[:1], self._fact(card)) for card in self._content.cards]
        found += [((item.place,), _unread(i, item)) for i, item in enumerate(self._content.unread, 1)]
        return [entry for _, entry in sorted(found, key=lambda pair: pair[0])]

    def _kind(self, kind: str) -> Bilingual:
        return self._labels.of(PREFIXES["zw"] + kind)

    def _fact(self, card: FactCard) -> ListEntry:
        inherited = sorted({str(value.value) for value in card.values("zw:inheritedSlot")})
        context = frozenset(name for slot in inherited for name in _properties(slot))
        rules = "、".join(sorted(str(value.value) for value in card.values("zw:rule")))
        lines = [("from_context", _listed(_label(slot) for slot in inherited)), ("rule", Bilingual(rules, rules))]
        return ListEntry(
            id=self._ids[card.iri],
            kind=card.kind,
            name=self._kind(card.kind),
            label=next((str(value.value) for value in card.values("rdfs:label")), ""),
            quotes=card.places if card.kind != "Bulletin" else (),
            node=self._describer.node(card.iri, card.statements, context),
            parts=[(self._ids[iri], self._describer.node(iri, found)) for iri, found in card.parts.items()],
            lines=[(name, words) for name, words in lines if words.zh],
            notes=[found for found in self._content.notes if card.iri in found.cards],
            links=[self._others(link) for link in self._links.get(card.iri, ())],
        )

    def _others(self, link: OtherBulletins) -> tuple[Bilingual, str]:
        """A thing, and the other bulletins that name it."""
        shown = "、".join(f"{self._labels.of(iri).zh}（{count}）" for iri, count in link.bulletins[:_MOST])
        more = f" … {len(link.bulletins)}" if len(link.bulletins) > _MOST else ""
        return self._labels.of(link.iri), shown + more


def _unread(number: int, item: UnreadCard) -> ListEntry:
    reason = catalogue()["reason"].get(item.reason, Bilingual(item.reason, item.reason))
    return ListEntry(
        id=f"u{number}",
        kind="unread",
        name=in_both("label", "not understood"),
        label=item.place.quote,
        quotes=(item.place,),
        lines=[("unread_because", reason)],
    )


def entries_of(content: Content, ids: Mapping[str, str]) -> dict[Evidence, str]:
    """The id of the entry that stands at a place, of several the first."""
    found: dict[Evidence, str] = {}
    for card in content.cards:
        for iri, place in card.standing:
            found.setdefault(place, ids[iri])
    return found


def _properties(slot: str) -> set[str]:
    """The properties that the values of a slot stand in."""
    own = {short(spec.property) for spec in _SLOTS.get(slot, ()) if spec.property}
    return own.union(_BESIDE.get(slot, ()))


def _label(slot: str) -> Bilingual:
    spec = next(iter(_SLOTS.get(slot, ())), None)
    return Bilingual(spec.zh, spec.en) if spec else Bilingual(slot, slot)


def _listed(words: Iterable[Bilingual]) -> Bilingual:
    words = [*words]
    return Bilingual("、".join(word.zh for word in words), ", ".join(word.en for word in words))
