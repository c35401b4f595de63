"""Two bulletins side by side: what is new in the later one, what changed, what is no longer said.

Compared are what two issues of a series can say again: figures of one scope, indicator and kind of period; the results
of windows in the ranking; the bodies that act; documents; matters whose powers change hands; kinds of fact. That a
thing is not said again does not mean that it has ended, so it is called silent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

import pyoxigraph as ox

from zhoubao.errors import UsageError
from zhoubao.store.graph_names import BASE, PREFIXES
from zhoubao.store.labels import Name, Words
from zhoubao.store.query_results import python_value
from zhoubao.store.record import Record
from zhoubao.store.store import Reader

__all__ = ["TOPICS", "BulletinComparison", "Change", "Statement", "compare"]

#: What is compared -> how it is called.
TOPICS = {
    "figure": ("数字", "Figures"),
    "rank": ("窗口考核", "Ranking of the windows"),
    "body": ("行动的机构", "Bodies that act"),
    "document": ("文件", "Documents"),
    "matter": ("权限变动的事项", "Matters whose powers change hands"),
    "kind": ("事实的种类", "Kinds of fact"),
}
_FIGURES = """
SELECT ?scope ?indicator ?unit ?kind ?value ?quote WHERE {
  ?it zw:statScope ?scope ; zw:indicator ?indicator ; zw:value ?value ; zw:periodKind ?kind .
  OPTIONAL { ?it zw:unit ?unit }
  ?it zw:evidence/oa:hasSelector ?words , ?position . ?words oa:exact ?quote . ?position oa:start ?start
} ORDER BY ?start ?quote ?value
"""
_RANKS = """
SELECT ?window ?rank ?score ?quote WHERE {
  ?it zw:assessedUnit ?window ; zw:rank ?rank .
  OPTIONAL { ?it zw:score ?score }
  ?it zw:evidence/oa:hasSelector/oa:exact ?quote
} ORDER BY ?rank ?quote
"""
_THINGS = """
SELECT ?thing ?quote WHERE {
  ?it %s ?thing ; zw:rule ?rule ; zw:evidence/oa:hasSelector ?words , ?position .
  ?words oa:exact ?quote . ?position oa:start ?start
  %s
} ORDER BY ?start ?thing ?quote
"""
_BODIES = _THINGS % ("zw:organizer|zw:delegator|zw:granter", f'FILTER(STRSTARTS(STR(?thing), "{BASE}id/org/"))')
_DOCUMENTS = _THINGS % (
    "zw:producedDocument|zw:document|zw:decidedBy|zw:references",
    f'FILTER(STRSTARTS(STR(?thing), "{BASE}id/doc/"))',
)
_MATTERS = _THINGS % ("zw:delegatedItem", "")
_KINDS = "SELECT ?class (COUNT(DISTINCT ?it) AS ?count) WHERE { ?it zw:rule ?rule ; a ?class } GROUP BY ?class ORDER BY DESC(?count) ?class"


@dataclass(frozen=True, slots=True)
class Statement:
    """What one bulletin says of a thing: in words, as numbers where it has any, and its quote."""

    zh: str = ""
    en: str = ""
    numbers: tuple[Decimal | int, ...] = ()
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing in two bulletins; what neither says of it is None. sort: "new", "changed", "silent" or "same"."""

    topic: str
    name: Name
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

    before: Name
    after: Name
    changes: tuple[Change, ...]

    def of(self, topic: str, sort: str) -> list[Change]:
        """The changes of one topic and sort."""
        return [change for change in self.changes if (change.topic, change.sort) == (topic, sort)]


def compare(reader: Reader, before: Record, after: Record) -> BulletinComparison:
    """Compare two bulletins of one series; raises UsageError E-SERIES when they are of two."""
    words = Words(reader.quads)
    series = [_series(reader, record) for record in (before, after)]
    if series[0] != series[1]:
        names = "、".join(words.of(iri).zh for iri in series)
        raise UsageError("E-SERIES", f"{before.graph} {after.graph}".replace(BASE, ""), series=names)
    changes: list[Change] = []
    for topic, read in _READERS.items():
        old, new = (dict(read(reader.quads, record.graph, words)) for record in (before, after))
        changes += [Change(topic, _name(key, words), old.get(key), new.get(key)) for key in {**old, **new}]
    return BulletinComparison(words.of(_bulletin(before)), words.of(_bulletin(after)), tuple(changes))


_Key = tuple[str, ...]


def _bulletin(record: Record) -> str:
    return record.graph.replace("/graph/", "/id/", 1)


def _series(reader: Reader, record: Record) -> str:
    node, predicate = ox.NamedNode(_bulletin(record)), ox.NamedNode(PREFIXES["zw"] + "inSeries")
    found = reader.quads.quads_for_pattern(node, predicate, None, ox.NamedNode(record.graph))
    return min((quad.object.value for quad in found if isinstance(quad.object, ox.NamedNode)), default="")


def _rows(store: ox.Store, query: str, graph: str) -> Iterator[ox.QuerySolution]:
    found = store.query(query, prefixes=PREFIXES, default_graph=ox.NamedNode(graph))
    assert isinstance(found, ox.QuerySolutions)
    yield from found


def _name(key: _Key, words: Words) -> Name:
    """What a thing is called: the names of all that its key is made of."""
    names = [words.of(iri) for iri in key if iri]
    head, *rest = names
    if not rest:
        return head
    return Name(
        f"{head.zh}（{'，'.join(name.zh for name in rest)}）", f"{head.en} ({', '.join(name.en for name in rest)})"
    )


def _figures(store: ox.Store, graph: str, words: Words) -> Iterator[tuple[_Key, Statement]]:
    """Figures by indicator, scope and kind of period; of one that is given twice the first."""
    seen: set[_Key] = set()
    for row in _rows(store, _FIGURES, graph):
        key = (row["indicator"].value, row["scope"].value, row["kind"].value)
        if key in seen:
            continue
        seen.add(key)
        unit = words.of(row["unit"].value) if row["unit"] is not None else Name("", "")
        value = python_value(row["value"])
        yield key, Statement(f"{value}{unit.zh}", f"{value} {unit.en}".strip(), (value,), row["quote"].value)


def _ranks(store: ox.Store, graph: str, words: Words) -> Iterator[tuple[_Key, Statement]]:
    for row in _rows(store, _RANKS, graph):
        rank, score = python_value(row["rank"]), python_value(row["score"])
        points = ("", "") if score is None else (f"，{score} 分", f", score {score}")
        said = Statement(
            f"第 {rank} 名{points[0]}",
            f"rank {rank}{points[1]}",
            (rank, *([score] if score is not None else [])),
            row["quote"].value,
        )
        yield (row["window"].value,), said


def _things(query: str) -> Callable[[ox.Store, str, Words], Iterator[tuple[_Key, Statement]]]:
    """Things that a bulletin names or does not, each with the first quote."""

    def read(store: ox.Store, graph: str, words: Words) -> Iterator[tuple[_Key, Statement]]:
        seen: set[str] = set()
        for row in _rows(store, query, graph):
            if row["thing"].value not in seen:
                seen.add(row["thing"].value)
                yield (row["thing"].value,), Statement(quote=row["quote"].value)

    return read


def _kinds(store: ox.Store, graph: str, words: Words) -> Iterator[tuple[_Key, Statement]]:
    for row in _rows(store, _KINDS, graph):
        count = python_value(row["count"])
        yield (row["class"].value,), Statement(f"{count} 条", str(count), (count,))


_READERS: dict[str, Callable[[ox.Store, str, Words], Iterable[tuple[_Key, Statement]]]] = {
    "figure": _figures,
    "rank": _ranks,
    "body": _things(_BODIES),
    "document": _things(_DOCUMENTS),
    "matter": _things(_MATTERS),
    "kind": _kinds,
}
