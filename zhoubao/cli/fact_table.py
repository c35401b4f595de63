"""The facts of one bulletin as a table for people: kind, slots in short, quote, offsets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from zhoubao.store.query_results import ResultTable

if TYPE_CHECKING:
    from mappers.mapping import Mapped

__all__ = ["fact_table"]

_OWN_COLUMNS = frozenset({"kind", "quote", "start", "end"})


def fact_table(mapped: Mapped) -> ResultTable:
    """One row for each fact, in the order of the text."""
    rows = (
        (fact["kind"], _slots(fact), " ".join(str(fact["quote"]).split()), fact["start"], fact["end"])
        for fact in cast("list[dict[str, Any]]", mapped.json()["facts"])
    )
    return ResultTable(("kind", "slots", "quote", "start", "end"), tuple(rows))


def _slots(fact: Mapping[str, Any]) -> str:
    filled = ((name, value) for name, value in fact.items() if name not in _OWN_COLUMNS and value not in (None, [], ""))
    return "; ".join(f"{name} {_short(value)}" for name, value in filled)


def _short(value: Any) -> str:
    """A value of the JSON of facts on one line."""
    if isinstance(value, list):
        return "、".join(map(_short, value))
    if isinstance(value, dict):
        return " ".join(_short(part) for part in value.values() if part not in (None, []))
    return str(value)
