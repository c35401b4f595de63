"""The list beside the text: one entry for each fact, note and sentence that was not understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from mappers.facts.fact import Evidence
from zhoubao.explore.page.content import Content, FactCard, NoteCard, UnreadCard
from zhoubao.explore.page.markup import both, named, tag, text
from zhoubao.explore.page.other_bulletins import OtherBulletins
from zhoubao.explore.page.rdfa import Describer
from zhoubao.store.graph_names import PREFIXES
from zhoubao.store.labels import Name, Words

__all__ = ["REASONS", "SEVERITIES", "Cards", "entries_of", "note"]

REASONS = {
    "planned": ("计划中的事", "planned"),
    "negated": ("否定或未发生", "negated"),
    "past": ("往事", "past"),
    "hypothetical": ("假设或条件", "hypothetical"),
    "demanded": ("要求或倡议", "demanded"),
    "unknown": ("没有读懂", "not understood"),
}
SEVERITIES = {
    "Violation": ("违例", "Violation"),
    "Warning": ("存疑", "Warning"),
    "Info": ("提示", "Hint"),
    "NoteCard": ("未作判断", "Left open"),
}
_SLOTS = {
    "actors": ("行动主体", "actors", "organizer delegator"),
    "at": ("所属会议或活动", "event", "issuedAt"),
    "audience": ("对象", "audience", "audience"),
    "date": ("日期", "date", "date period"),
    "destinations": ("目的地", "destinations", "destination"),
    "document": ("依据文件", "document", "decidedBy"),
    "documents": ("文件", "documents", "document producedDocument"),
    "giver": ("赠与人", "giver", "giver"),
    "granter": ("授予者", "granter", "granter"),
    "matters": ("事项", "matters", "concernsService delegatedItem listedItem"),
    "measure": ("指标", "measure", "indicator"),
    "of": ("所指", "what it is about", "about"),
    "part_of": ("所属", "part of", "partOfEvent"),
    "period": ("时段", "period", "refPeriod period periodKind"),
    "persons": ("人员", "persons", "participant"),
    "place": ("地点", "place", "place"),
    "receiver": ("接受者", "receiver", "receiver"),
    "regions": ("地区", "regions", "delegateRegion place"),
    "scope": ("统计范围", "scope", "statScope"),
    "source": ("来源", "source", "source"),
    "speaker": ("讲话人", "speaker", "speaker"),
    "target": ("对象", "target", "target"),
    "targets": ("对象", "targets", "target"),
    "unit": ("单位", "unit", "unit"),
}
_MOST = 8


class Cards:
    """Writes the entries. `ids` gives each card and each part of one the id of its element."""

    def __init__(
        self,
        content: Content,
        words: Words,
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

    def kind(self, card: FactCard) -> Name:
        """What the kind of a card is called."""
        return self._words.of(PREFIXES["zw"] + card.kind)

    def filters(self) -> str:
        """A button for each kind, with its number."""
        counts = Counter(card.kind for card in self._content.cards)
        names = {card.kind: self.kind(card) for card in self._content.cards}
        chips = [self._chip(kind, names[kind], counts[kind]) for kind in sorted(counts, key=lambda k: (-counts[k], k))]
        if self._content.unread:
            chips.append(self._chip("unread", Name("未读懂", "not understood"), len(self._content.unread)))
        return "".join(chips)

    @staticmethod
    def _chip(kind: str, name: Name, count: int) -> str:
        label = f'<i class="dot" aria-hidden="true"></i>{named(name)} <b>{count}</b>'
        return tag("button", label, type="button", class_=f"chip k-{kind}", data_kind=kind, aria_pressed="false")

    def entries(self) -> str:
        """All entries in the order of the text."""
        found = [(card.places[:1], self._fact(card)) for card in self._content.cards]
        found += [((item.place,), self._unread(i, item)) for i, item in enumerate(self._content.unread, 1)]
        return "".join(entry for _, entry in sorted(found, key=lambda pair: pair[0]))

    def _fact(self, card: FactCard) -> str:
        label = next((str(value.value) for value in card.values("rdfs:label")), "")
        inherited = sorted({str(value.value) for value in card.values("zw:inheritedSlot")})
        context = frozenset(f"zw:{name}" for slot in inherited for name in _slot(slot)[2].split())
        rules = "、".join(sorted(str(value.value) for value in card.values("zw:rule")))
        body = [
            "".join(_quote(place) for place in card.places) if card.kind != "Bulletin" else "",
            self._describer.node(card.iri, card.statements, context),
            *(
                tag("div", self._describer.node(iri, said), class_="part", id=self._ids[iri])
                for iri, said in card.parts.items()
            ),
            _line(
                "取自上下文",
                "From the context",
                "、".join(_slot(slot)[0] for slot in inherited),
                ", ".join(_slot(slot)[1] for slot in inherited),
            ),
            _line("规则", "Rule", rules, rules),
            "".join(note(found, self._entries) for found in self._content.notes if card.iri in found.cards),
            self._elsewhere(self._links.get(card.iri, ())),
        ]
        return self._entry(self._ids[card.iri], card.kind, self.kind(card), label, "".join(body))

    def _unread(self, number: int, item: UnreadCard) -> str:
        reason = Name(*REASONS.get(item.reason, (item.reason, item.reason)))
        told = _line("没有读出事实，因为", "No fact, because", reason.zh, reason.en)
        return self._entry(
            f"u{number}", "unread", Name("未读懂", "not understood"), item.place.quote, _quote(item.place) + told
        )

    @staticmethod
    def _entry(identifier: str, kind: str, name: Name, label: str, body: str) -> str:
        head = tag("span", named(name), class_="kind") + tag("span", text(label), class_="label", lang="zh")
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
            rows.append(tag("li", f"{named(self._words.of(link.iri))}{both('：', ': ')}{text(shown + more)}"))
        if not rows:
            return ""
        return tag("h4", both("又见于其他各期（事实数）", "In other bulletins (facts)")) + tag(
            "ul", "".join(rows), class_="links"
        )


def entries_of(content: Content, ids: Mapping[str, str]) -> dict[Evidence, str]:
    """The id of the entry that stands at a place, of several the first."""
    found: dict[Evidence, str] = {}
    for card in content.cards:
        for iri, place in card.standing:
            found.setdefault(place, ids[iri])
    return found


def note(found: NoteCard, entries: Mapping[Evidence, str]) -> str:
    """What a check found, with the words it is about, each a link to the entry that stands there."""
    severity = SEVERITIES.get(found.severity, (found.severity, found.severity))
    quotes = ""
    for place in found.places:
        words = tag("q", text(" ".join(place.quote.split())), lang="zh")
        quotes += tag("a", words, href=f"#{entries[place]}") if place in entries else words
    for where, words in found.others:
        quotes += tag("q", text(" ".join(words.split())), lang="zh") + tag("span", text(where), class_="at")
    head = tag("b", both(*severity)) + " " + tag("span", both(found.zh, found.en))
    if found.rule:
        quotes += tag("span", text(found.rule), class_="at rule")
    return tag("div", head + quotes, class_=f"note {found.severity.lower()}", role="note")


def _slot(name: str) -> tuple[str, str, str]:
    return _SLOTS.get(name, (name, name, name))


def _quote(place: Evidence) -> str:
    words = tag("q", text(" ".join(place.quote.split())), lang="zh")
    return tag("p", f'{words} <span class="at">{place.start}–{place.end}</span>', class_="quote")


def _line(zh: str, en: str, said_zh: str, said_en: str) -> str:
    if not said_zh:
        return ""
    return tag("p", f"{both(zh + '：', en + ': ')}{both(said_zh, said_en)}", class_="told")
