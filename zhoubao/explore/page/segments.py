"""Overlapping pieces of a text cut into segments that do not overlap.

Ends are exclusive, as everywhere. The segments of a range tile it: they follow each other without a gap, and each mark
is the sum of the segments that carry it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["Mark", "Segment", "segments"]


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Something known of text[start:end], named by `key`."""

    start: int
    end: int
    key: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the text and the keys of all marks that cover it, the shortest mark first."""

    start: int
    end: int
    keys: tuple[str, ...]


def segments(start: int, end: int, marks: Iterable[Mark]) -> list[Segment]:
    """Cut text[start:end] where a mark begins or ends; marks outside of it are left out, others clipped.

    >>> [(s.start, s.end, s.keys) for s in segments(0, 6, [Mark(1, 5, "a"), Mark(3, 9, "b")])]
    [(0, 1, ()), (1, 3, ('a',)), (3, 5, ('a', 'b')), (5, 6, ('b',))]
    """
    inside = sorted({mark for mark in marks if mark.start < end and start < mark.end and mark.start < mark.end})
    cuts = sorted({start, end, *(min(max(at, start), end) for mark in inside for at in (mark.start, mark.end))})
    found: list[Segment] = []
    active: list[Mark] = []
    coming = iter(inside)
    ahead = next(coming, None)
    for first, last in pairwise(cuts):
        active = [mark for mark in active if mark.end > first]
        while ahead is not None and ahead.start <= first:
            if ahead.end > first:
                active.append(ahead)
            ahead = next(coming, None)
        ordered = sorted(active, key=lambda mark: (mark.end - mark.start, mark))
        found.append(Segment(first, last, tuple(dict.fromkeys(mark.key for mark in ordered))))
    return found
