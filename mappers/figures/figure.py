"""The values that are read from sentences: a figure, and a whole that is split into parts."""

from __future__ import annotations

from dataclasses import dataclass

from mappers.facts.fact import Period
from mappers.figures.quantities import Quantity
from mappers.figures.scopes import Scope

__all__ = ["FigureReading", "Split"]


@dataclass(frozen=True, slots=True)
class FigureReading:
    """One figure; start and end are masked offsets of its clause in its item.

    inherited  which of scope and period stand outside the clause
    noun       what a following 占比 is the share of
    """

    rule: str
    scope: Scope | None
    measure: str
    quantity: Quantity
    period: Period | None
    start: int
    end: int
    inherited: tuple[str, ...] = ()
    noun: str = ""


@dataclass(frozen=True, slots=True)
class Split:
    """A whole with its parts; no period when the whole is the size of a list."""

    rule: str
    label: str
    whole: Quantity
    period: Period | None
    parts: tuple[tuple[str, Quantity], ...]
    start: int
    end: int
