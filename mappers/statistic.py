"""Reads: single numbers, counted over a scope and a period, from sentences and from tables of figures."""

from __future__ import annotations

from collections.abc import Iterator

from mappers.fact import Entity, EntityType, Fact, Slot
from mappers.figures.figure import Figure
from mappers.figures.prose import read_prose_items
from mappers.figures.tables import TableFigure, read_tables
from mappers.reading import Reading, ReadItem, slot

__all__ = ["read"]


def read(reading: Reading) -> Iterator[Fact]:
    """All statistics of a bulletin."""
    for item, found in read_prose_items(reading):
        if isinstance(found, Figure):
            yield _fact(reading, item, found)
    for cell in read_tables(reading):
        yield _cell_fact(cell)


def _cell_fact(cell: TableFigure) -> Fact:
    scope = cell.scope
    region = scope if isinstance(scope, Entity) and scope.type is EntityType.REGION else None
    slots = (
        slot("scope", scope, cell.rule == "indicator"),
        Slot("measure", cell.measure, cell.rule == "cell"),
        Slot("value", cell.value),
        slot("unit", cell.unit, True),
        Slot("approx", False),
        slot("period", cell.period, True),
        slot("place", (region,) if region else None),
    )
    filled = tuple(s for s in slots if s is not None)
    return Fact("statistic", f"statistic.{cell.rule}", cell.evidence, filled, cell.section)


def _fact(reading: Reading, item: ReadItem, figure: Figure) -> Fact:
    scope, inherited = figure.scope, figure.inherited
    of_region = isinstance(scope, Entity) and scope.type is EntityType.REGION
    return reading.fact(
        "statistic",
        figure.rule,
        item,
        (figure.start, figure.end),
        (
            slot("scope", scope, "scope" in inherited),
            Slot("measure", figure.measure),
            Slot("value", figure.quantity.value),
            Slot("unit", figure.quantity.unit),
            Slot("approx", figure.quantity.approx),
            slot("period", figure.period, "period" in inherited),
            slot("place", (scope,) if of_region and isinstance(scope, Entity) else None),
        ),
    )
