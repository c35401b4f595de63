"""A fact as the examples beside the kinds write it, and as text in which a difference can be read."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping

import pytest

from mappers.fact_json import published_fact
from mappers.facts.fact import Document, Entity, Fact, FactRef, Person, SlotValue, TimeSpan
from mappers.facts.model import KINDS

#: Where a fact stands, which every published fact says besides its slots.
_ABOUT = ("kind", "quote", "start", "end")


def filled(fact: Fact) -> dict[str, object]:
    """Every filled slot: as in the JSON of facts, and in the same manner for a kind that only the graph has.

    A flag that is not set counts as not filled; a fact that another refers to is shown by its kind.
    """
    slots = published_fact(fact) if fact.kind in KINDS else {slot.name: _simple(slot.value) for slot in fact.slots}
    return {name: value for name, value in slots.items() if name not in _ABOUT and value not in (None, [], False)}


def assert_facts(read: Iterable[Mapping[str, object]], expected: Iterable[Mapping[str, object]], text: str) -> None:
    """Fail with what differs, slot by slot, where the facts that were read are not all those that are expected."""
    difference = [*difflib.unified_diff(_lines(expected), _lines(read), "expected", "read", lineterm="", n=99)]
    if difference:
        pytest.fail("\n".join((text, *difference)), pytrace=False)


def _lines(facts: Iterable[Mapping[str, object]]) -> list[str]:
    return [
        line
        for number, fact in enumerate(facts, 1)
        for line in (f"fact {number}", *(f"  {name}: {fact[name]}" for name in sorted(fact)))
    ]


def _simple(value: SlotValue) -> object:
    match value:
        case tuple():
            return [_simple(item) for item in value]  # type: ignore[arg-type]
        case Entity():
            return value.text
        case Document():
            return value.title
        case Person():
            return value.name
        case FactRef():
            return value.key.partition("/")[0]
        case TimeSpan(start, end):
            return start.isoformat() if start == end else [start.isoformat(), end.isoformat()]
    return value
