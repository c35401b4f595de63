"""The questions of the catalogue, asked of a remote store."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import pyoxigraph as ox

from zhoubao.asking import ask
from zhoubao.remote.endpoint import Endpoint
from zhoubao.results import Table

__all__ = ["ask_at"]


def ask_at(endpoint: Endpoint, name: str, values: Mapping[str, object], language: str | None = None) -> Table:
    """The answer to a question, as :func:`zhoubao.asking.ask` gives it.

    An endpoint answers to the calls that asking needs of a store: `query` and `quads_for_pattern`.
    """
    return ask(cast("ox.Store", endpoint), name, values, language)
