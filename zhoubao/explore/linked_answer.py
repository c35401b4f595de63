"""Answers that show their evidence: a DataFrame, each row of which leads, in a notebook, to the words it stands on."""

from __future__ import annotations

from functools import cache
from typing import Any

from zhoubao.render.cards import cards
from zhoubao.store.graph_names import BASE, short
from zhoubao.store.query_results import ResultTable
from zhoubao.store.store import Reader
from zhoubao.templates import render

__all__ = ["answered", "linked"]

_MOST = 60


def answered(found: ResultTable, reader: Reader | None = None) -> Any:
    """The answer as a DataFrame that shows with links; rows where pandas is not installed."""
    try:
        kind = _kind()
    except ImportError:
        return found.named()
    frame = kind(list(found.rows), columns=list(found.columns))
    object.__setattr__(frame, "_shown", (found, reader))
    return frame


@cache
def _kind() -> Any:
    """The class of answers: what is derived from one (a column, a selection) is plain pandas again."""
    import pandas as pd

    class Answer(pd.DataFrame):  # type: ignore[misc]
        _shown: tuple[ResultTable, Reader | None] | None = None

        @property
        def _constructor(self) -> Any:
            return pd.DataFrame

        def _repr_html_(self) -> str:
            return linked(*self._shown) if self._shown is not None else str(super()._repr_html_())

    return Answer


def linked(found: ResultTable, reader: Reader | None) -> str:
    """A table in which a fact opens to its card and any other IRI is a link."""
    shown = found.rows[:_MOST]
    iris = {cell for row in shown for cell in row if isinstance(cell, str) and cell.startswith(BASE + "id/")}
    known = cards(reader, iris) if reader is not None else {}
    return render(
        "explore/linked_answer.html.j2",
        columns=found.columns,
        rows=shown,
        known=known,
        short=short,
        rest=len(found.rows) - len(shown),
    )
