"""The mappers, one module per kind of fact, in the order in which they run."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mappers import (
    agreement,
    assessment,
    award,
    commendation,
    composition,
    delegation,
    hall_duty,
    inspection,
    listing,
    meeting,
    patrol,
    release,
    statistic,
    training,
    visit,
)
from mappers.fact import Fact
from mappers.reading import Reading

__all__ = ["ALL"]

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
