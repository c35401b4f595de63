"""Reads: a whole with its parts."""

from __future__ import annotations

from collections.abc import Iterator

from mappers.fact import Fact, Part, Period, Slot, TimeSpan, Whole
from mappers.figures.figure import Split
from mappers.figures.prose import read_prose_items
from mappers.reading import Reading, ReadItem, slot

__all__ = ["read"]


def read(reading: Reading) -> Iterator[Fact]:
    """All wholes with their parts."""
    for item, found in read_prose_items(reading):
        if isinstance(found, Split):
            yield _fact(reading, item, found)


def _fact(reading: Reading, item: ReadItem, split: Split) -> Fact:
    whole = Whole(split.label, split.whole.value, split.whole.unit, split.whole.approx)
    return reading.fact(
        "composition",
        split.rule,
        item,
        (split.start, split.end),
        (
            slot("date", _days(split.period), True),
            slot("period", split.period, True),
            Slot("whole", whole),
            Slot("parts", tuple(Part(label, quantity.value) for label, quantity in split.parts)),
        ),
    )


def _days(period: Period | None) -> TimeSpan | None:
    if period is None or period.end is None:
        return None
    return TimeSpan(period.start or period.end, period.end)
