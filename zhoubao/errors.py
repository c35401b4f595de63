"""The errors a user can cause or meet. Each has a code, a place, and a remedy; `str()` of it is one clear line.

    ZhoubaoError
    ├── UsageError        a path, query, format or IRI that cannot be used          exit code 2
    ├── StoreError        the store is busy, foreign, damaged or newer, or the disk is full   exit code 4
    └── LeftOutError      one input that a build left out                            exit code 3

What is wrong with a single source file is a :class:`mappers.text.source.SourceError`.
"""

from __future__ import annotations

import errno
from pathlib import Path

from zhoubao.messages import message

__all__ = ["LeftOutError", "StoreError", "UsageError", "ZhoubaoError", "store_failure"]


class ZhoubaoError(Exception):
    """An error: a code of :data:`~zhoubao.messages.MESSAGES`, the place, and the values of the message."""

    exit_code = 2

    def __init__(self, code: str, place: str | Path, **values: object) -> None:
        super().__init__(code, str(place), values)
        self.code = code
        self.place = str(place)
        self.values = values

    def __str__(self) -> str:
        return f"{self.code} {self.place}: {message(self.code, **self.values)}"

    def __reduce__(self) -> tuple[object, ...]:
        return _remake, (type(self), self.code, self.place, self.values)


class UsageError(ZhoubaoError):
    """Something the user gave cannot be used."""


class StoreError(ZhoubaoError):
    """The store cannot be opened, read or written."""

    exit_code = 4


class LeftOutError(ZhoubaoError):
    """One input that a build left out."""

    exit_code = 3


def _remake(kind: type[ZhoubaoError], code: str, place: str, values: dict[str, object]) -> ZhoubaoError:
    return kind(code, place, **values)


def store_failure(error: BaseException, place: Path) -> StoreError:
    """What the store's engine or the file system reported, as one of our errors."""
    text = str(error)
    if getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) or any(
        sign in text for sign in ("No space left", "Disk quota exceeded", "File too large")
    ):
        return StoreError("E-DISK-FULL", place)
    return StoreError("E-STORE-WRITE", place, reason=text)
