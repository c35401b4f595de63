"""Regular expressions that are compiled when they are first used.

There are some 450, and compiling them took half of the time in which the facts of one file are read; a file that has no
ranking does not pay for the columns of rankings. After the first use nothing is in between.
"""

from __future__ import annotations

import re
from typing import cast

__all__ = ["regex"]


class _Compiled:
    """Stands for a compiled pattern, whose methods are attributes of this.

    It is equal to its pattern, so that ``match.re == _RULE`` tells which of several rules matched.
    """

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags
        self._made: re.Pattern[str] | None = None

    def __eq__(self, other: object) -> bool:
        return self is other or (other is not None and self._made is other)

    def __hash__(self) -> int:
        return hash((self._source, self._flags))

    def __repr__(self) -> str:
        return f"regex({self._source!r})"


class _Late(_Compiled):
    """A pattern that is compiled when the first of its methods is asked for, and is a :class:`_Compiled` from then on."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("_"):
            raise AttributeError(name)
        made = self._made = re.compile(self._source, self._flags)
        self.__dict__.update({own: getattr(made, own) for own in dir(made) if not own.startswith("_")})
        self.__class__ = _Compiled  # type: ignore[assignment]  # a class that may lack attributes is slower to ask
        return getattr(made, name)


def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern as :func:`re.compile` gives it, compiled at its first use; compare it by ``==``, not by ``is``.

    A pattern that is wrong raises re.error then; a test compiles every one.
    """
    return cast("re.Pattern[str]", _Late(source, flags))
