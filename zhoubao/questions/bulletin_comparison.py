"""Two bulletins side by side: what is new in the later one, what changed, what it no longer mentions.

Compared are what two issues of a series can say again: figures of one scope, indicator and kind of period; the results
of windows in the ranking; the bodies that act; documents; matters whose powers change hands; kinds of fact. That a
thing is not mentioned again does not mean that it has ended, so it is called silent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

import pyoxigraph as ox

from mappers.rdf import zw
from mappers.rdf.fact_reader import GraphFact, facts_of
from zhoubao.errors import UsageError
from zhoubao.labels import Labels
from zhoubao.messages import Bilingual, in_both
from zhoubao.store.graph_names import BASE, bulletin_node
from zhoubao.store.query_results import python_value
from zhoubao.store.record import Record
from zhoubao.store.store import Reader

__all__ = ["TOPICS", "BulletinComparison", "Change", "Statement", "compare"]

#: Properties by which a bulletin names bodies that act, documents, matters whose powers change hands.
_BODIES = (zw.organizer, zw.delegator, zw.granter)
_DOCUMENTS = (zw.producedDocument, zw.document, zw.decidedBy, zw.references)
_MATTERS = (zw.delegatedItem,)


_NO_WORDS = Bilingual("", "")


@dataclass(frozen=True, slots=True)
class Statement:
    """What one bulletin says of a thing: in words, as numbers where it has any, and its quote."""

    words: Bilingual = _NO_WORDS
    numbers: tuple[Decimal | int, ...] = ()
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing in two bulletins; what neither says of it is None. sort: "new", "changed", "silent" or "same"."""

    topic: str
    name: Bilingual
    before: Statement | None
    after: Statement | None

    @property
    def sort(self) -> str:
        if self.before is None:
            return "new"
        if self.after is None:
            return "silent"
        return "same" if self.before.numbers == self.after.numbers else "changed"


@dataclass(frozen=True, slots=True)
class BulletinComparison:
    """Two bulletins with all that can be compared in them, by topic and name."""

    before: Bilingual
    after: Bilingual
    changes: tuple[Change, ...]

    def of(self, topic: str, sort: str) -> list[Change]:
        """The changes of one topic and sort."""
        return [change for change in self.changes if (change.topic, change.sort) == (topic, sort)]


def compare(reader: Reader, before: Record, after: Record) -> BulletinComparison:
    """Compare two bulletins of one series; raises UsageError E-SERIES when they are of two."""
    words = Labels(reader.quads)
    series = [_series(reader, record) for record in (before, after)]
    if series[0] != series[1]:
        names = "、".join(words.of(iri).zh for iri in series)
        raise UsageError("E-SERIES", f"{before.graph} {after.graph}".replace(BASE, ""), series=names)
    bulletin = [_Facts(reader.quads, record.graph) for record in (before, after)]
    changes: list[Change] = []
    for topic, read in _READERS.items():
        old, new = (dict(read(facts, words)) for facts in bulletin)
        changes += [Change(topic, _name(key, words), old.get(key), new.get(key)) for key in {**old, **new}]
    return BulletinComparison(
        words.of(bulletin_node(before.graph)), words.of(bulletin_node(after.graph)), tuple(changes)
    )


_Key = tuple[str, ...]


def _series(reader: Reader, record: Record) -> str:
    node, predicate = ox.NamedNode(bulletin_node(record.graph)), ox.NamedNode(zw.inSeries)
    found = reader.quads.quads_for_pattern(node, predicate, None, ox.NamedNode(record.graph))
    return min((quad.object.value for quad in found if isinstance(quad.object, ox.NamedNode)), default="")


class _Facts:
    """The facts of one bulletin with the results of its rankings."""

    def __init__(self, store: ox.Store, graph: str) -> None:
        self.facts = facts_of(store, graph)
        name = ox.NamedNode(graph)
        results = store.quads_for_pattern(None, ox.NamedNode(zw.assessedUnit), None, name)
        self.results = facts_of(store, graph, sorted(str(quad.subject).strip("<>") for quad in results))


def _name(key: _Key, words: Labels) -> Bilingual:
    """What a thing is called: the names of all that its key is made of."""
    names = [words.of(iri) for iri in key if iri]
    head, *rest = names
    if not rest:
        return head
    others = Bilingual("，".join(name.zh for name in rest), ", ".join(name.en for name in rest))
    return in_both("comparison", "named", name=head, rest=others)


def _one(fact: GraphFact, predicate: str) -> str:
    """The first value of a property, as text; "" where there is none."""
    return next((value.value for value in fact.values(predicate)), "")


def _quote(fact: GraphFact) -> str:
    return fact.places[0].quote if fact.places else ""


def _figures(bulletin: _Facts, words: Labels) -> Iterator[tuple[_Key, Statement]]:
    """Figures by indicator, scope and kind of period; of one that is given twice the first."""
    seen: set[_Key] = set()
    figures = [
        (fact.places[:1], python_value(fact.values(zw.value)[0]), fact)
        for fact in bulletin.facts
        if fact.values(zw.value)
    ]
    for _, value, fact in sorted(figures, key=lambda figure: figure[:2]):
        key = (_one(fact, zw.indicator), _one(fact, zw.statScope), _one(fact, zw.periodKind))
        if key in seen:
            continue
        seen.add(key)
        unit = words.of(iri) if (iri := _one(fact, zw.unit)) else _NO_WORDS
        counted = in_both("comparison", "unit", value=value, unit=unit)
        yield key, Statement(Bilingual(counted.zh, counted.en.strip()), (value,), _quote(fact))


def _ranks(bulletin: _Facts, words: Labels) -> Iterator[tuple[_Key, Statement]]:
    ranked = [(python_value(fact.values(zw.rank)[0]), fact) for fact in bulletin.results if fact.values(zw.rank)]
    for rank, fact in sorted(ranked, key=lambda pair: (pair[0], _quote(pair[1]))):
        scores = [python_value(score) for score in fact.values(zw.score)[:1]]
        points = in_both("comparison", "score", score=scores[0]) if scores else ""
        place = in_both("comparison", "rank", rank=rank, points=points)
        yield (_one(fact, zw.assessedUnit),), Statement(place, (rank, *scores), _quote(fact))


def _named(properties: Iterable[str], beginning: str) -> Callable[[_Facts, Labels], Iterator[tuple[_Key, Statement]]]:
    """Things that a bulletin names or does not, each with the first quote."""

    def read(bulletin: _Facts, words: Labels) -> Iterator[tuple[_Key, Statement]]:
        seen: set[str] = set()
        for fact in bulletin.facts:
            for iri in sorted({value.value for name in properties for value in fact.values(name)} - seen):
                if iri.startswith(BASE + beginning):
                    seen.add(iri)
                    yield (iri,), Statement(quote=_quote(fact))

    return read


def _kinds(bulletin: _Facts, words: Labels) -> Iterator[tuple[_Key, Statement]]:
    counts = Counter(fact.cls for fact in bulletin.facts)
    for cls, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        yield (cls,), Statement(in_both("comparison", "facts", count=count), (count,))


_READERS: dict[str, Callable[[_Facts, Labels], Iterable[tuple[_Key, Statement]]]] = {
    "figure": _figures,
    "rank": _ranks,
    "body": _named(_BODIES, "id/org/"),
    "document": _named(_DOCUMENTS, "id/doc/"),
    "matter": _named(_MATTERS, ""),
    "kind": _kinds,
}
#: What is compared; the catalogue names each.
TOPICS = tuple(_READERS)
