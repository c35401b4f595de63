"""Which earlier fact a later clause speaks of: the meeting that 会议强调 means, the event that 并详细了解… continues.

A clause continues an event of its own item while the same subject acts. Nothing is guessed across subjects: where no
event fits, there is no antecedent, and what needs one is no fact.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mappers.clauses.reading import Clause, Reading, ReadItem
from mappers.facts.fact import Document, Entity, EntityType, Evidence, Fact, FactKey, Person
from mappers.names.mask import C

__all__ = ["Antecedents", "Placed", "group"]


@dataclass(frozen=True, slots=True)
class Placed:
    """A fact with the clauses in which its quote begins and ends."""

    fact: Fact
    read: ReadItem
    first: Clause
    last: Clause


class _Places:
    """Where items begin in the original, and in which item each fact stands: looked up once for all who ask."""

    def __init__(self, reading: Reading) -> None:
        spans = [reading.bulletin.view.original(r.item.start, r.item.end) for r in reading.items]
        self.starts = [start for start, _ in spans]
        self.indices = {read.item.start: index for index, read in enumerate(reading.items)}
        self._ends = [end for _, end in spans]
        self._items = reading.items
        self._known: dict[FactKey, tuple[int, Placed | None]] = {}

    def of(self, fact: Fact) -> tuple[int, Placed | None]:
        """The index of the item that a fact stands in and its place there; no place in no item or one without clauses."""
        known = self._known.get(fact.key)
        if known is None or (known[1] is not None and known[1].fact is not fact):
            known = self._known[fact.key] = self._find(fact)
        return known

    def _find(self, fact: Fact) -> tuple[int, Placed | None]:
        start = fact.evidence.start
        index = bisect_right(self.starts, start) - 1
        if index < 0 or start >= self._ends[index] or not self._items[index].clauses:
            return index, None
        read = self._items[index]
        first = max(0, bisect_right(read.offsets, start) - 1)
        last = max(first, bisect_right(read.offsets, fact.evidence.end - 1) - 1)
        return index, Placed(fact, read, read.clauses[first], read.clauses[last])


class Antecedents:
    """The facts of a bulletin by the item that they stand in."""

    def __init__(self, reading: Reading, facts: Sequence[Fact]) -> None:
        self._reading = reading
        places = reading.memo.get("places")
        if not isinstance(places, _Places):
            places = reading.memo["places"] = _Places(reading)
        self._starts, self._indices = places.starts, places.indices
        self._placed: dict[int, list[Placed]] = {}
        for fact in sorted(facts, key=_order):
            index, placed = places.of(fact)
            if placed is not None:
                self._placed.setdefault(index, []).append(placed)

    def of_item(self, read: ReadItem) -> Sequence[Placed]:
        """The facts of an item in order of the text."""
        return self._placed.get(self._indices[read.item.start], ())

    def event(self, read: ReadItem, clause: Clause, kinds: Sequence[str], reach: int = 3) -> Placed | None:
        """The event that a clause continues: the latest of its subject, of one sentence the kind that comes first.

        `reach` is how many sentences may lie between; 0 keeps to the clause's own sentence.
        """
        found = [
            p
            for p in self.of_item(read)
            if p.fact.kind in kinds
            and p.first.start <= clause.start
            and clause.sentence - p.last.sentence <= reach
            and (clause.start <= p.last.start or _same_subject(p.last, clause))
        ]
        return max(found, key=lambda p: (p.last.sentence, -kinds.index(p.fact.kind), p.first.start), default=None)

    def meeting(self, read: ReadItem, clause: Clause) -> Fact | None:
        """The meeting that 会议 means: the latest of the item, else of the item before it in the section."""
        own = self._indices[read.item.start]
        for index in (own, own - 1):
            placed = [
                p
                for p in self._placed.get(index, ())
                if p.read.item.section == read.item.section
                and (p.read is not read or p.first.start <= clause.start)
                and (p.fact.kind == "meeting" or (p.fact.kind == "training" and "会" in p.fact.evidence.quote))
            ]
            if placed:
                return placed[-1].fact
            if clause.subject or clause.persons:
                break
        return None

    def event_of(self, person: Person, read: ReadItem) -> Fact | None:
        """The event that an official takes part in, of the same section and not after the item."""
        for index in range(self._indices[read.item.start], -1, -1):
            if self._reading.items[index].item.section != read.item.section:
                break
            for placed in reversed(self._placed.get(index, [])):
                persons = placed.fact["persons"]
                if isinstance(persons, tuple) and any(isinstance(p, Person) and p.name == person.name for p in persons):
                    return placed.fact
        return None

    def release(self, read: ReadItem, position: int, title: str) -> Fact | None:
        """The release of the document that a short title like 通知 or 办法 means: the latest of the item that fits."""
        for placed in reversed(self.of_item(read)):
            documents = placed.fact["documents"]
            if placed.fact.kind != "release" or placed.first.start > position or not isinstance(documents, tuple):
                continue
            bare = (re.sub(r"（[^（）]*）$", "", d.title) for d in documents if isinstance(d, Document))
            if any(name.endswith(title) for name in bare):
                return placed.fact
        return None

    def company(self, read: ReadItem, position: int) -> Entity | None:
        """The company that 公司 or 企业 means: the only one that the item has named before."""
        named = {
            m.value.name: m.value
            for m in read.mask.find(0, position, C)
            if isinstance(m.value, Entity) and m.value.text
        }
        return next(iter(named.values())) if len(named) == 1 else None

    def covered(self, evidence: Evidence, kinds: Sequence[str]) -> bool:
        """Whether a fact of some kinds reads this place."""
        index = bisect_right(self._starts, evidence.start) - 1
        return any(
            p.fact.kind in kinds and any(e.start < evidence.end and evidence.start < e.end for e in _places(p.fact))
            for p in self._placed.get(index, ())
        )


def _order(fact: Fact) -> tuple[int, int, str, str]:
    return fact.evidence.start, fact.evidence.end, fact.kind, fact.rule


def _places(fact: Fact) -> Iterator[Evidence]:
    yield fact.evidence
    yield from fact.more


def _same_subject(one: Clause, other: Clause) -> bool:
    return other.inherited and (one.subject, one.persons) == (other.subject, other.persons)


def group(text: str) -> Entity:
    """Agents that are named by description."""
    return Entity(text, EntityType.GROUP)
