"""What the model says of a kind of fact and of its slots: the types of the values in :mod:`mappers.facts.model`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from mappers.facts.fact import EntityType

__all__ = ["KindSpec", "SlotSpec", "SlotType"]


class SlotType(StrEnum):
    """What a slot holds."""

    ENTITY = "entity"
    DOCUMENT = "document"
    PERSON = "person"
    FACT = "fact"  # a reference to another fact of the bulletin
    WORDING = "wording"
    INTEGER = "integer"
    DECIMAL = "decimal"
    FLAG = "flag"
    DAY = "day"
    DATE = "date"  # a day or a span of days
    PERIOD = "period"
    CODE = "code"  # a concept of a code list, by its local name
    COUNT = "count"  # a number that the text states for the values of another slot
    OUTCOME = "outcome"
    WHOLE = "whole"
    PART = "part"
    ROW = "row"


class SlotSpec(NamedTuple):
    """One slot of a kind.

    name       its name in the JSON of facts
    property   IRI of its property; None where the writer of the kind decides
    many       whether it holds several values
    published  whether it is part of the JSON of facts
    bare       what a value that is words alone stands for
    free       whether it is worded freely, so that near-equal values agree in evaluation
    bodies     whether it names bodies, whose province in front does not count in evaluation
    official   whether regions stand in their full official form
    counts     name of the slot whose values it counts; `counted` is the label of that count
    code_list  local name of the code list of its values
    internal   whether it only helps another slot
    zh, en     its labels
    """

    name: str
    type: SlotType
    property: str | None
    zh: str
    en: str
    many: bool = False
    published: bool = False
    bare: EntityType | None = None
    free: bool = False
    bodies: bool = False
    official: bool = False
    counts: str | None = None
    counted: str | None = None
    code_list: str | None = None
    internal: bool = False


@dataclass(frozen=True)
class KindSpec:
    """One kind of fact.

    name       its name in the JSON of facts
    cls        IRI of its class
    event      whether it is a dated happening with actors
    published  whether it is part of the JSON of facts; the others exist for the graph only
    prefix     the word that its labels open with
    folder     path segment of its IRIs
    status     the state that it gives to its documents, a local name of the code list documentStatus
    zh, en     labels of the class
    """

    name: str
    cls: str
    event: bool
    published: bool
    prefix: str
    folder: str
    status: str | None
    zh: str
    en: str
    slots: tuple[SlotSpec, ...]

    @cached_property
    def by_name(self) -> dict[str, SlotSpec]:
        """The slots by name."""
        return {slot.name: slot for slot in self.slots}

    def __iter__(self) -> Iterator[SlotSpec]:
        return iter(self.slots)
