"""All recognisers in their fixed order: document > number > quoted > date > company > region > body > window > person."""

from __future__ import annotations

from dataclasses import dataclass, field

from mappers.facts.fact import Entity, Person
from mappers.names.bodies import mark_bodies, mark_windows
from mappers.names.dates import Calendar, mark_dates
from mappers.names.documents import mark_documents
from mappers.names.mask import Mask
from mappers.names.people import mark_companies, mark_persons
from mappers.names.places import AmbiguousName, Jurisdiction, mark_regions
from mappers.names.registers import Registers

__all__ = ["NameContext", "recognise"]


@dataclass(slots=True)
class NameContext:
    """What the names of a bulletin are read against, and what was learnt while reading it from the beginning.

    office     the body that 我厅 and 厅党组书记 mean when nothing nearer is said: the publisher, or its body
    officials  officials by name, once they were named with their post
    """

    times: Calendar
    jurisdiction: Jurisdiction
    registers: Registers
    office: Entity | None = None
    officials: dict[str, Person] = field(default_factory=dict)
    ambiguous: list[AmbiguousName] = field(default_factory=list)


def recognise(source: str, start: int, end: int, setting: NameContext) -> Mask:
    """The masked form of source[start:end]."""
    mask = Mask(source, start, end)
    mark_documents(mask)
    mark_dates(mask, setting.times)
    mark_companies(mask)
    setting.ambiguous += mark_regions(mask, setting.jurisdiction, setting.registers)
    mark_bodies(mask, setting.jurisdiction, setting.registers)
    mark_windows(mask)
    mark_persons(mask, setting.officials, setting.office)
    return mask
