"""The mappers, one module per kind of fact, in the order in which they run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from mappers.clauses.reading import Reading
from mappers.facts.fact import Fact
from mappers.kinds import (
    agreement,
    assessment,
    award,
    commendation,
    composition,
    count_claim,
    delegation,
    directive,
    effect,
    hall_duty,
    inspection,
    listing,
    meeting,
    patrol,
    publication,
    release,
    service_case,
    statistic,
    topic,
    training,
    visit,
)

__all__ = ["ALL", "BEYOND"]

ALL: tuple[Callable[[Reading], Iterable[Fact]], ...] = (
    release.read,
    meeting.read,
    visit.read,
    hall_duty.read,
    inspection.read,
    delegation.read,
    training.read,
    commendation.read,
    award.read,
    agreement.read,
    listing.read,
    patrol.read,
    statistic.read,
    composition.read,
    assessment.read,
)

#: What only the graph has; each gets the facts of all before it, to refer to them.
BEYOND: tuple[Callable[[Reading, Sequence[Fact]], Iterable[Fact]], ...] = (
    directive.read,
    service_case.read,
    publication.read,
    topic.read,
    effect.read,
    count_claim.read,
)
