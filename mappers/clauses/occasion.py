"""Which visit belongs to which meeting: 召开推进会，…，并观摩某地; 会前，与会人员参观了某中心.

A sight that the same subject sees in the sentence of its meeting is part of that meeting, and so is a visit that says
会前, 会后 or 会议期间 itself, where the item has a meeting that it can mean. Other journeys stay on their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mappers.clauses.antecedent import Antecedents, Placed
from mappers.clauses.reading import Reading
from mappers.facts.fact import Fact, FactKey, FactRef, Slot
from mappers.regex import regex

__all__ = ["joined"]

_SEES = regex(r"观摩|参观|(?:现场|实地)(?:考察|察看|查看|学习)")
_BESIDE = regex(r"(?:^|[，。；])(?:会前|会后|会议?期间|会间|与会|参会)")


def joined(reading: Reading, facts: Sequence[Fact]) -> Iterator[Fact]:
    """All facts, the visits with the meeting that they are a part of."""
    known = Antecedents(reading, facts)
    meetings: dict[FactKey, FactRef] = {}
    for item in reading.items:
        placed = known.of_item(item)
        for visit in placed:
            if visit.fact.kind == "visit" and (meeting := _meeting(placed, visit)):
                meetings[visit.fact.key] = meeting.fact.ref
    for fact in facts:
        meeting_of = meetings.get(fact.key)
        yield (
            fact
            if meeting_of is None
            else replace(fact, slots=(*fact.slots, Slot("part_of", meeting_of, inherited=True)))
        )


def _meeting(placed: Sequence[Placed], visit: Placed) -> Placed | None:
    """The meeting of a visit: of its own sentence and subject, else the only one that 会前 or 会后 can mean."""
    before = [p for p in placed if p.fact.kind == "meeting" and p.first.start <= visit.first.start]
    own = [p for p in before if p.first.sentence == visit.first.sentence and p.first.start < visit.first.start]
    if own and visit.first.inherited and visit.first.subject == own[-1].last.subject and _sees(visit):
        return own[-1]
    text = visit.read.mask.text
    start = max(0, visit.first.start - 6)
    if _BESIDE.search(text, start, visit.last.end) and _sees(visit):
        near = [p for p in placed if p.fact.kind == "meeting" and abs(visit.first.sentence - p.last.sentence) <= 1]
        return near[0] if len(near) == 1 else None
    return None


def _sees(visit: Placed) -> bool:
    return bool(_SEES.search(visit.fact.evidence.quote))
