"""The arguments of a fact: the values of its slots one by one, and how far two facts agree in them.

Slots whose wording is free (what an event was called, what was counted) agree when they are nearly equal; all others
must be equal, layout aside.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

__all__ = ["Tally", "Values", "plain", "slot_values", "tally_of"]

#: Values as (slot, text), each with how often it occurs.
Values: TypeAlias = Counter[tuple[str, str]]

_ABOUT = frozenset({"kind", "quote", "start", "end"})
_FLAGS = frozenset({"approx", "joint"})
#: Slots with free wording; in every other the value must be equal.
_FREE = frozenset(
    (
        *("name", "topic", "audience", "programme", "outcomes", "scope", "aspect", "result", "items", "targets"),
        *("list", "measure", "destinations", "honour", "whole.label", "giver", "receiver", "granter"),
    )
)
#: Slots that hold bodies, where a province in front is not counted: 湖北省水利厅, 省水利厅, 水利厅.
_BODIES = frozenset({"actors", "granter", "giver", "receiver", "persons.body"})


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of what is right, wrong (read, but not in the key) and missed (in the key, but not read)."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def tally_of(gold: Mapping[str, Any], read: Mapping[str, Any]) -> tuple[Tally, Values, Values]:
    """How far two facts agree, with the values that are wrong and those that were missed."""
    want, have = slot_values(gold), slot_values(read)
    equal = want & have
    wrong, missed = have - equal, want - equal
    alike = 0
    for slot, text in [*missed.elements()]:
        twin = next((value for value in wrong if value[0] == slot and _alike(slot, text, value[1])), None)
        if twin is not None:
            alike += 1
            wrong -= Counter([twin])
            missed -= Counter([(slot, text)])
    return Tally(equal.total() + alike, wrong.total(), missed.total()), wrong, missed


def _alike(slot: str, one: str, other: str) -> bool:
    short, long = sorted((len(one), len(other)))
    if slot not in _FREE or short < 2:
        return False
    if one in other or other in one:
        return short / long >= 0.4
    return 2 * (Counter(one) & Counter(other)).total() / (short + long) >= 0.75


def slot_values(fact: Mapping[str, Any]) -> Values:
    """The values of a fact as (slot, text), lists and records taken apart."""
    return Counter(
        (slot, _comparable(slot, text))
        for name, value in fact.items()
        if name not in _ABOUT and _given(value) and not (name in _FLAGS and value is False)
        for slot, text in _SLOTS.get(name, _simple)(name, value)
    )


def plain(value: object) -> str:
    """One spelling for values that differ in layout alone."""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        return f"{float(value):g}"
    return re.sub(r"[\s《》〈〉“”‘’\"'「」\[\]〔〕*]", "", unicodedata.normalize("NFKC", str(value))).lower()


def _comparable(slot: str, text: str) -> str:
    if slot in _BODIES:
        return _without_province(text)
    # a share is a share, whether its whole is printed (电话占登记总数) or not (电话占比)
    return re.sub(r"占[^，]*$", "占比", text) if slot == "measure" else text


def _without_province(text: str) -> str:
    return re.sub(r"^(?:[\u4e00-\u9fff]{2,3}省|省)(?=..)", "", text)


def _given(value: object) -> bool:
    return value is not None and value not in ("", [], {})


def _simple(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """A single value, a list of values, or a record whose fields are slots of their own."""
    if isinstance(value, Mapping):
        for field_name, inner in value.items():
            yield from _simple(f"{name}.{field_name}", inner)
        return
    for item in value if isinstance(value, list) else [value]:
        if _given(item):
            yield name, plain(item)


def _period(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """The kind of a period follows from its days, which alone are counted."""
    if isinstance(value, Mapping):
        value = {side: value.get(side) for side in ("start", "end")}
    yield from _simple(name, value)


def _persons(name: str, value: list[Mapping[str, str | None]]) -> Iterator[tuple[str, str]]:
    for person in value:
        yield from _simple(name, person)


def _parts(name: str, value: list[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for part in value:
        yield f"{name}.value", f"{plain(part.get('label', ''))}={plain(part.get('value'))}"


def _rows(name: str, value: list[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Each cell counts together with the window that it belongs to."""
    for row in value:
        window = _without_province(plain(row.get("window", "")))
        for column, cell in row.items():
            if cell is not None:
                yield f"{name}.{column}", f"{window}={window if column == 'window' else plain(cell)}"


_Reader: TypeAlias = Callable[[str, Any], Iterator[tuple[str, str]]]
_SLOTS: Mapping[str, _Reader] = {"period": _period, "persons": _persons, "parts": _parts, "rows": _rows}
