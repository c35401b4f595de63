"""The readers of all kinds, found by the model: ``mappers/kinds/{name}.py`` reads the kind of that name.

A module has ``read(reading)``, or ``read_after(reading, facts)`` where its facts refer to facts of kinds before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from typing import TypeAlias

from mappers.clauses.reading import Reading
from mappers.facts.fact import Fact
from mappers.facts.model import MODEL

__all__ = ["READERS", "REFERRING_READERS"]

Reader: TypeAlias = Callable[[Reading], Iterable[Fact]]
ReferringReader: TypeAlias = Callable[[Reading, Sequence[Fact]], Iterable[Fact]]

_MODULES = [import_module(f"mappers.kinds.{kind}") for kind in MODEL]

#: In the order of the model.
READERS: tuple[Reader, ...] = tuple(module.read for module in _MODULES if hasattr(module, "read"))

#: Each gets the facts of all before it, to refer to them.
REFERRING_READERS: tuple[ReferringReader, ...] = tuple(
    module.read_after for module in _MODULES if hasattr(module, "read_after")
)
