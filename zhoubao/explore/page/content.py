"""What a page shows of a bulletin, read from its graphs: cards with their places, parts and links, notes, what is unread.

A *card* is what can be clicked: a fact, the bulletin itself with its masthead, an entry of the distribution list. All
other nodes of the graph are parts of a card (a finding, a row of a ranking) or things that several share.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox

from mappers.facts.fact import Evidence
from mappers.rdf.fact_reader import spans_of
from zhoubao.checks.finding import rule_name
from zhoubao.messages import Bilingual
from zhoubao.store.graph_names import PREFIXES, checks_graph, ledger_graph

__all__ = ["Content", "FactCard", "NoteCard", "Statement", "UnreadCard", "read_content"]

Term = ox.NamedNode | ox.Literal
#: Predicate and object.
Statement = tuple[str, Term]


def _full(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


_TYPE, _RULE, _EVIDENCE = map(_full, ("rdf:type", "zw:rule", "zw:evidence"))
_CARDS = frozenset(map(_full, ("zw:Bulletin", "zw:DistributionEntry")))
_UNREAD, _NOTE = _full("zw:UnreadSentence"), _full("zw:Note")
_RESULT = _full("sh:ValidationResult")


@dataclass(frozen=True, slots=True)
class FactCard:
    """One node that stands somewhere in the text, with what it says and what is a part of it alone.

    kind      local name of its class, as "Meeting"
    places    where it stands, in the order of the text
    parts     nodes that belong to it alone, by IRI
    standing  (IRI, place) for the places of the card, and of those parts that stand in other places
    """

    iri: str
    kind: str
    places: tuple[Evidence, ...]
    statements: tuple[Statement, ...]
    parts: dict[str, tuple[Statement, ...]] = field(default_factory=dict)
    standing: tuple[tuple[str, Evidence], ...] = ()

    def values(self, name: str) -> list[Term]:
        """The values of a property, given by its prefixed name."""
        wanted = _full(name)
        return [value for predicate, value in self.statements if predicate == wanted]


@dataclass(frozen=True, slots=True)
class NoteCard:
    """Something to be looked at: what a check found, or what the mappers left to the reader.

    severity  "Violation", "Warning", "Info"; "Note" for what the mappers say
    cards     IRIs of the cards that it is about
    places    the words that it is about
    rule      name of the rule that found it, as `zhoubao check` prints it
    others    words of other bulletins that it is about: (file and line, quote)
    """

    severity: str
    zh: str
    en: str
    cards: tuple[str, ...]
    places: tuple[Evidence, ...]
    rule: str = ""
    others: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> Bilingual:
        """What it says."""
        return Bilingual(self.zh, self.en)


@dataclass(frozen=True, slots=True)
class UnreadCard:
    """A sentence that gave no fact, and why."""

    place: Evidence
    reason: str


@dataclass(frozen=True, slots=True)
class Content:
    """All that a page shows.

    things    the nodes that are no cards and no parts of one, by IRI
    spans     where the spans of the text stand, by IRI
    coverage  by IRI of the section: sentences understood, sentences in all
    """

    graph: str
    bulletin: str
    cards: tuple[FactCard, ...]
    things: dict[str, tuple[Statement, ...]]
    notes: tuple[NoteCard, ...]
    unread: tuple[UnreadCard, ...]
    spans: dict[str, Evidence]
    coverage: dict[str, tuple[int, int]]


def read_content(store: ox.Store, graph: str) -> Content:
    """Read the graphs of one bulletin."""
    nodes = _nodes(store, graph)
    spans = {iri: place.evidence for iri, place in spans_of(store, graph).items()}
    owners = [iri for iri, statements in nodes.items() if _is_card(statements)]
    parts: dict[str, dict[str, tuple[Statement, ...]]] = {iri: {} for iri in owners}
    things: dict[str, tuple[Statement, ...]] = {}
    for iri, statements in nodes.items():
        if iri not in parts:
            owner = _owner(iri, parts)
            (parts[owner] if owner else things)[iri] = statements
    cards = [_card(iri, nodes[iri], parts[iri], spans) for iri in owners]
    cards.sort(key=lambda card: (card.places[:1], card.iri))
    ledger = _nodes(store, ledger_graph(graph))
    ledger_spans = {iri: place.evidence for iri, place in spans_of(store, ledger_graph(graph)).items()}
    checks = _nodes(store, checks_graph(graph))
    notes = [*_found(checks, nodes, cards, spans), *_left_open(ledger, ledger_spans)]
    bulletin = next((card.iri for card in cards if card.kind == "Bulletin"), graph)
    return Content(
        graph=graph,
        bulletin=bulletin,
        cards=tuple(cards),
        things=things,
        notes=tuple(notes),
        unread=tuple(_not_understood(ledger, ledger_spans)),
        spans=spans,
        coverage=_coverage(ledger),
    )


def _owner(iri: str, owners: Container[str]) -> str:
    """The card that a node is a part of, by its IRI; nothing where there is none."""
    while "/" in iri:
        iri = iri.rpartition("/")[0]
        if iri in owners:
            return iri
    return ""


def _card(
    iri: str, statements: tuple[Statement, ...], parts: dict[str, tuple[Statement, ...]], spans: dict[str, Evidence]
) -> FactCard:
    own = _places(spans, statements)
    apart = [
        (part, place) for part, statements in parts.items() for place in _places(spans, statements) if place not in own
    ]
    parts = dict(sorted(parts.items(), key=lambda part: (_places(spans, part[1])[:1], part[0])))
    return FactCard(iri, _kind(statements), own, statements, parts, (*((iri, place) for place in own), *apart))


def _nodes(store: ox.Store, graph: str) -> dict[str, tuple[Statement, ...]]:
    """The statements of a graph by subject, all sorted."""
    found: dict[str, list[Statement]] = {}
    for quad in store.quads_for_pattern(None, None, None, ox.NamedNode(graph)):
        found.setdefault(quad.subject.value, []).append((quad.predicate.value, quad.object))  # type: ignore
    return {
        iri: tuple(sorted(found[iri], key=lambda statement: (statement[0], str(statement[1])))) for iri in sorted(found)
    }


def _is_card(statements: Iterable[Statement]) -> bool:
    return any(predicate == _RULE or (predicate == _TYPE and value.value in _CARDS) for predicate, value in statements)


def _kind(statements: Iterable[Statement]) -> str:
    kinds = [value.value for predicate, value in statements if predicate == _TYPE]
    return min(kinds, default="").rpartition("#")[2]


def _one(statements: Iterable[Statement], predicate: str) -> str:
    return next((value.value for name, value in statements if name == predicate), "")


def _places(spans: dict[str, Evidence], statements: Iterable[Statement]) -> tuple[Evidence, ...]:
    places = {spans[value.value] for name, value in statements if name == _EVIDENCE and value.value in spans}
    return tuple(sorted(places))


def _places_of(nodes: dict[str, tuple[Statement, ...]], spans: dict[str, Evidence]) -> dict[str, set[Evidence]]:
    """Where each node stands; one without evidence stands where what leads to it does."""
    own = {iri: {*_places(spans, statements)} for iri, statements in nodes.items()}
    found = {iri: {*places} for iri, places in own.items()}
    for iri, statements in nodes.items():
        for _, value in statements:
            if isinstance(value, ox.NamedNode) and value.value in own and not own[value.value]:
                found[value.value] |= own[iri]
    return found


def _found(
    checks: dict[str, tuple[Statement, ...]],
    nodes: dict[str, tuple[Statement, ...]],
    cards: list[FactCard],
    spans: dict[str, Evidence],
) -> Iterable[NoteCard]:
    """What the checks found, in the order of the text."""
    stands = _places_of(nodes, spans)
    notes = []
    for statements in checks.values():
        if (_TYPE, ox.NamedNode(_RESULT)) not in statements:
            continue
        focus = _one(statements, _full("sh:focusNode"))
        targets = {value.value for name, value in statements if name == _full("oa:hasTarget")}
        places = {spans[span] for span in targets if span in spans} or stands.get(focus, set())
        about = [card.iri for card in cards if card.iri == focus or focus in card.parts]
        if not about and not any(name == _EVIDENCE for name, _ in nodes.get(focus, ())):
            about = [card.iri for card in cards if any(value.value == focus for _, value in card.statements)]
        severity = _one(statements, _full("sh:resultSeverity")).rpartition("#")[2]
        zh, en = _messages(statements, _full("sh:resultMessage"))
        rule = rule_name(_one(statements, _full("sh:sourceShape")))
        notes.append(NoteCard(severity, zh, en, tuple(about), tuple(sorted(places)), rule))
    return sorted(notes, key=lambda note: (note.places[:1], note.severity != "Violation", note.zh))


def _left_open(ledger: dict[str, tuple[Statement, ...]], spans: dict[str, Evidence]) -> Iterable[NoteCard]:
    for statements in ledger.values():
        if (_TYPE, ox.NamedNode(_NOTE)) in statements:
            zh, en = _messages(statements, _full("rdfs:comment"))
            yield NoteCard("Note", zh, en, (), _places(spans, statements))


def _not_understood(ledger: dict[str, tuple[Statement, ...]], spans: dict[str, Evidence]) -> Iterable[UnreadCard]:
    found = (
        UnreadCard(spans[iri], _one(statements, _full("zw:unreadReason")))
        for iri, statements in ledger.items()
        if (_TYPE, ox.NamedNode(_UNREAD)) in statements and iri in spans
    )
    return sorted(found, key=lambda unread: unread.place)


def _coverage(ledger: dict[str, tuple[Statement, ...]]) -> dict[str, tuple[int, int]]:
    return {
        iri: (int(_one(statements, _full("zw:understoodSentenceCount"))), int(total))
        for iri, statements in ledger.items()
        if (total := _one(statements, _full("zw:sentenceCount")))
    }


def _messages(statements: Iterable[Statement], predicate: str) -> tuple[str, str]:
    texts = {
        value.language or "": value.value
        for name, value in statements
        if name == predicate and isinstance(value, ox.Literal)
    }
    zh = texts.get("zh") or next(iter(texts.values()), "")
    return zh, texts.get("en", zh)
