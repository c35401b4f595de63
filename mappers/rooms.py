"""The mappers, one module per kind of fact, in the order in which they run."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mappers.fact import Fact
from mappers.reading import Reading

__all__ = ["ALL"]

ALL: tuple[Callable[[Reading], Iterable[Fact]], ...] = ()
