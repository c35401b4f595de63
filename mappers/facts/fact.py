"""What every mapper yields: facts with their slots, each tied to the original text.

All offsets are code points of the original text, start inclusive, end exclusive, so that
``text[start:end] == quote`` holds for every :class:`Evidence`.

A :class:`Fact` is a value: it can be built, printed, compared and tested alone. Which kinds there are, which slots each
has and what a slot holds is declared in ontology/model/kinds.ttl, from which :mod:`mappers.facts.model` is made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NewType, TypeAlias

__all__ = [
    "AssessmentRow",
    "Document",
    "Entity",
    "EntityType",
    "Evidence",
    "Fact",
    "FactKey",
    "FactRef",
    "Outcome",
    "Part",
    "Period",
    "Person",
    "Slot",
    "SlotValue",
    "TimeSpan",
    "Whole",
    "keyed",
]


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """One contiguous piece of the original text: ``text[start:end] == quote``."""

    start: int
    end: int
    quote: str


class EntityType(StrEnum):
    """What sort of thing a name stands for."""

    BODY = "body"  # a public body: department, government, court, association under a public authority
    DIVISION = "division"  # an internal unit of a body (处, 科)
    WINDOW = "window"  # a body's window in the hall
    GROUP = "group"  # agents named by description: 各市（州）审批人员, 两省市政府办公厅
    COMPANY = "company"
    PERSON = "person"  # a private person: giver of a banner, …
    REGION = "region"
    PLACE = "place"  # a site that is neither a region nor a body: 水电站, 产业园, 大厅
    MATTER = "matter"  # a service matter 事项
    PLATFORM = "platform"  # a web site, zone, app or hotline
    TEXT = "text"  # free wording, no entity of its own


@dataclass(frozen=True, slots=True)
class Entity:
    """A name as it stands in the text, and what it resolves to.

    text    as printed, without the blanks, line breaks and ``**`` of layout
    ref     key in a register when it is settled without doubt: the slug of a body ("sc-lcj"), the GB/T 2260 code of a
            region ("510300"); None otherwise
    full    the fullest form that the context gives ("达州市公安局" for a 市公安局 in a bulletin of Dazhou); this, not
            `text`, identifies what is in no register
    parent  the body of a window or division
    region  code of the region that the name itself carries or that the publisher's jurisdiction supplies
    members the bodies that a group names together (川渝两省市政府办公厅), for the graph; empty where they are not settled
    """

    text: str
    type: EntityType
    ref: str | None = None
    full: str | None = None
    parent: Entity | None = None
    region: str | None = None
    members: tuple[Entity, ...] = ()

    @property
    def name(self) -> str:
        return self.full or self.text


@dataclass(frozen=True, slots=True)
class Person:
    """An official: name, post as printed ("党组书记、厅长"), body."""

    name: str
    post: str | None = None
    body: Entity | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A document by its title (without the outer 《》) or by its printed number ("2023年第10号公告").

    number is the document number where one is printed, in the printed form without blanks.
    """

    title: str
    number: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class TimeSpan:
    """Days, both inclusive."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Period:
    """What a figure was counted over. kind: week, month, quarter, year, year_to_date, range, as_of."""

    kind: str
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole that is given with its parts."""

    label: str
    value: Decimal
    unit: str | None
    approx: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a :class:`Whole`."""

    label: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an inspection found (type "finding") or what was done about it (type "follow_up")."""

    text: str
    type: str


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """One row of a scored ranking. `rank` is the printed one, None where the cell is blank; deduction keeps its sign."""

    window: Entity
    base: Decimal | None
    deduction: Decimal | None
    bonus: Decimal | None
    total: Decimal | None
    rank: int | None
    evidence: Evidence


#: What identifies a fact within its bulletin before it has an IRI: ``meeting/512-598``, a second one there ``…/2``.
FactKey = NewType("FactKey", str)


@dataclass(frozen=True, slots=True)
class FactRef:
    """A slot's reference to another fact of the same bulletin."""

    key: FactKey


@dataclass(frozen=True, slots=True)
class Slot:
    """One filled slot. `inherited` is set when the value was taken from the context, not from the quote."""

    name: str
    value: SlotValue
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: its kind, where it stands, which rule read it, what fills its slots.

    rule      "module.rule", e.g. "delegation.entrust"
    section   key of the section it stands in ("4.1"); see :class:`mappers.text.bulletin.Section`
    evidence  the clause that supports it
    more      further places of the text that some slots were read from (the sentence with the outcomes, …)
    key       identifies it within its bulletin; empty until :func:`keyed` has given it
    """

    kind: str
    rule: str
    evidence: Evidence
    slots: tuple[Slot, ...]
    section: str = ""
    more: tuple[Evidence, ...] = ()
    key: FactKey = FactKey("")

    @property
    def ref(self) -> FactRef:
        """A reference to this fact, for a slot of another.

        Raises ValueError when the fact has no key yet.
        """
        if not self.key:
            raise ValueError(f"a {self.kind} of rule {self.rule} has no key yet and cannot be referred to")
        return FactRef(self.key)

    def __getitem__(self, name: str) -> SlotValue | None:
        """The value of a slot, None where it is not filled."""
        for slot in self.slots:
            if slot.name == name:
                return slot.value
        return None

    def __iter__(self) -> Iterator[Slot]:
        return iter(self.slots)

    @property
    def inherited(self) -> tuple[str, ...]:
        """Names of the slots that come from the context."""
        return tuple(slot.name for slot in self.slots if slot.inherited)


#: What a slot can hold.
SlotValue: TypeAlias = (
    str
    | int
    | bool
    | Decimal
    | date
    | TimeSpan
    | Period
    | Entity
    | Whole
    | tuple[Entity, ...]
    | tuple[Document, ...]
    | tuple[Person, ...]
    | tuple[Part, ...]
    | tuple[Outcome, ...]
    | tuple[AssessmentRow, ...]
    | Document
    | Person
    | FactRef
)


def keyed(facts: Iterable[Fact], given: Counter[str]) -> Iterator[Fact]:
    """The facts with their keys; `given` counts the keys that facts before them have, and is brought up to date."""
    for fact in facts:
        key = f"{fact.kind}/{fact.evidence.start}-{fact.evidence.end}"
        given[key] += 1
        yield replace(fact, key=FactKey(key if given[key] == 1 else f"{key}/{given[key]}"))
