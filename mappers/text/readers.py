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
            raise SourceError(
                "E-MISSING",
                f"reading {Path(name).suffix.lower()} needs {error.name}, which is not installed",
                name,
                "pip install lxml pdfplumber",
            ) from error
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
        raise SourceError("E-FORMAT", f"unknown file format {path.suffix!r}", str(path), f"known formats: {known}")
    try:
        size = path.stat().st_size
        if size > LARGEST:
            problem = f"the file has {size // 2**20} MB, more than {LARGEST // 2**20}"
            raise SourceError("E-TOO-LARGE", problem, str(path), "give the bulletin alone, without films and scans")
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise SourceError("E-UNREADABLE", reason, str(path), "check the path and its permissions") from error
    return reader(data, str(path))
