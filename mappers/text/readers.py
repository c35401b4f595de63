"""Readers: one function per file format, from a path to :class:`~mappers.text.source.Text`.

A further format is one more entry in :data:`READERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from mappers.text.source import SourceError, Text, read_text

__all__ = ["READERS", "read_file"]

#: Reader by file suffix, lower case.
READERS: Mapping[str, Callable[[bytes, str], Text]] = {".md": read_text, ".txt": read_text}


def read_file(path: Path | str) -> Text:
    """Read one file.

    Raises SourceError when it cannot be opened, has an unknown format, or holds no text.
    """
    path = Path(path)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = " ".join(sorted(READERS))
        raise SourceError("E-FORMAT", f"unknown file format {path.suffix!r}", str(path), f"known formats: {known}")
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise SourceError("E-UNREADABLE", reason, str(path), "check the path and its permissions") from error
    return reader(data, str(path))
