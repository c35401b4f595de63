"""Readers: one function per file format, from the bytes of a file to :class:`~mappers.text.source.Text`.

A further format is one more entry in :data:`READERS`. What is not plain text is read by a module of
:mod:`mappers.text.formats`, which is imported when the first such file is met, for its libraries take
a while to load.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import TypeAlias, cast

from mappers.text.source import SourceError, Text, read_text

__all__ = ["LARGEST", "READERS", "read_file"]

#: Reads the bytes of a file; the name is for messages.
Reader: TypeAlias = Callable[[bytes, str], Text]

#: No bulletin has more bytes; a scan or a film has.
LARGEST = 100 * 2**20


def _format(module: str) -> Reader:
    """The function `read` of a module of formats, imported when it is called."""

    def read(data: bytes, name: str) -> Text:
        try:
            reader = cast("Reader", import_module(f"mappers.text.formats.{module}").read)
        except ImportError as error:
            raise SourceError("E-MISSING", name, suffix=Path(name).suffix.lower(), library=error.name) from error
        return reader(data, name)

    return read


#: Reader by file suffix, lower case.
READERS: Mapping[str, Reader] = {
    ".doc": _format("office"),
    ".docx": _format("docx"),
    ".htm": _format("web_page"),
    ".html": _format("web_page"),
    ".md": read_text,
    ".pdf": _format("pdf"),
    ".txt": read_text,
    ".wps": _format("office"),
}


def read_file(path: Path | str) -> Text:
    """Read one file.

    Raises SourceError when it cannot be opened, has an unknown format, or holds no text.
    """
    path = Path(path)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = " ".join(sorted(READERS))
        raise SourceError("E-FORMAT/unknown", path, suffix=path.suffix, known=known)
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise SourceError("E-TOO-LARGE", path, size=size // 2**20, most=LARGEST // 2**20)
        data = path.read_bytes()
    except OSError as error:
        raise SourceError("E-UNREADABLE/path", path, reason=error.strerror or str(error)) from error
    return reader(data, str(path))
