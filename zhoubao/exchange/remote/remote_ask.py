"""The questions of the catalogue, asked of a remote store."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, cast

import pyoxigraph as ox

from mappers.rdf.terms import canonical
from zhoubao.errors import StoreError
from zhoubao.exchange.endpoint.endpoint import Endpoint
from zhoubao.questions.ask import ask
from zhoubao.store.query_results import ResultTable

__all__ = ["ask_at"]


def ask_at(endpoint: Endpoint, name: str, values: Mapping[str, object], language: str | None = None) -> ResultTable:
    """The answer to a question, as :func:`zhoubao.questions.ask.ask` gives it.

    An endpoint answers to the calls that asking needs of a store: `query` and `quads_for_pattern`.
    """
    try:
        answer = ask(cast("ox.Store", endpoint), name, values, language)
    except (AttributeError, KeyError, TypeError, ValueError) as error:  # terms of other kinds than were asked for
        raise StoreError("E-REMOTE-GARBLED", name, url=endpoint.url, reason=error) from error
    return ResultTable(answer.columns, tuple(tuple(_one_way(cell) for cell in row) for row in answer.rows))


def _one_way(cell: Any) -> Any:
    """Stores write a sum of decimals as 286, 286.0 or 286.00."""
    return Decimal(canonical(cell)) if isinstance(cell, Decimal) and cell.is_finite() else cell
