"""Exports: the same store gives the same bytes, whatever built it.

Every format is written from sorted N-Triples lines, one graph at a time, so that memory holds one graph at most; the
formats without graphs merge the sorted graphs on disk.
"""

from __future__ import annotations

import errno
import heapq
import io
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from enum import Enum
from itertools import groupby
from os.path import abspath
from pathlib import Path
from typing import IO, Any, BinaryIO

import pyoxigraph as ox

from zhoubao.errors import UsageError
from zhoubao.store.drafts import draft_of, remove_draft
from zhoubao.store.graph_names import PREFIXES, RUNS

__all__ = ["ExportFormat", "export", "export_file", "graph_lines", "graphs", "merged", "write_prefixed"]

_SPILL = 400_000  # lines that are sorted in memory at a time


class ExportFormat(Enum):
    """All that is known of a format: its name, its extension, its media type.

    >>> ExportFormat.of("ttl").media_type
    'text/turtle'
    """

    NQ = ("nq", "application/n-quads", True)
    NT = ("nt", "application/n-triples", False)
    TRIG = ("trig", "application/trig", True)
    TTL = ("ttl", "text/turtle", False)

    def __init__(self, extension: str, media_type: str, has_graphs: bool) -> None:
        self.extension = extension
        self.media_type = media_type
        self.has_graphs = has_graphs

    @classmethod
    def of(cls, name: str) -> ExportFormat:
        """The format with an extension; raises UsageError where there is none."""
        for known in cls:
            if known.extension == name.lower().lstrip("."):
                return known
        raise UsageError("E-FORMAT-UNKNOWN", name, format=name, known=", ".join(each.extension for each in cls))


def graphs(store: ox.Store, *, runs: bool = False) -> list[str]:
    """The named graphs that an export holds, sorted; the log of runs, which holds times of the clock, only when asked for."""
    names = (name.value for name in store.named_graphs())
    return sorted(name for name in names if runs or name != RUNS)


def export(store: ox.Store, output: BinaryIO, form: ExportFormat, *, runs: bool = False) -> None:
    """Write the store to a stream of bytes."""
    names = graphs(store, runs=runs)
    if form is ExportFormat.NQ:
        for name in names:
            tail = f" <{name}> .\n".encode()
            output.writelines(line.removesuffix(b" .\n") + tail for line in graph_lines(store, name))
    elif form is ExportFormat.NT:
        output.writelines(merged(graph_lines(store, name) for name in names))
    elif form is ExportFormat.TRIG:
        quads = (
            ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(name))
            for name in names
            for quad in _parse(graph_lines(store, name))
        )
        write_prefixed(quads, output, ox.RdfFormat.TRIG)
    else:
        triples = (quad.triple for quad in _parse(merged(graph_lines(store, name) for name in names)))
        write_prefixed(triples, output, ox.RdfFormat.TURTLE)


def export_file(store: ox.Store, path: Path, form: ExportFormat, *, runs: bool = False) -> None:
    """Write the store to a file that is there whole or not at all."""
    path = Path(abspath(path))
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        draft = draft_of(path)
        try:
            with draft.open("wb") as output:
                export(store, output, form, runs=runs)
            draft.replace(path)
        finally:
            remove_draft(draft)
    except OSError as error:
        raise UsageError("E-OUTPUT", path, reason=error.strerror or error) from error


def write_prefixed(statements: Iterable[ox.Quad | ox.Triple], output: BinaryIO, form: ox.RdfFormat) -> None:
    """Write Turtle or TriG with the project's prefixes, in the order of the statements."""
    head = _SortedHead(output)
    ox.serialize(statements, head, form, prefixes=PREFIXES)  # type: ignore[arg-type]
    head.flush()


class _SortedHead(io.RawIOBase):
    """Sorts the prefixes that open a document: the serializer lists them in another order each time."""

    def __init__(self, output: BinaryIO) -> None:
        self._output = output
        self._head: bytes | None = b""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        block = bytes(data)
        if self._head is None:
            self._output.write(block)
        else:
            self._head += block
            last = self._head.rpartition(b"\n")[0].rpartition(b"\n")[2]
            if not last.startswith(b"@prefix"):
                self.flush()
        return len(block)

    def flush(self) -> None:
        """Pass on what was held back."""
        if self._head is not None:
            lines = self._head.splitlines(keepends=True)
            count = next((index for index, line in enumerate(lines) if not line.startswith(b"@prefix")), len(lines))
            self._output.writelines(sorted(lines[:count]) + lines[count:])
            self._head = None


def graph_lines(store: ox.Store, graph: str) -> list[bytes]:
    """The triples of one graph as sorted N-Triples lines."""
    dump = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(graph))
    return sorted(io.BytesIO(dump or b""))


def merged(pieces: Iterable[Iterable[bytes]]) -> Iterator[bytes]:
    """The lines of all pieces, sorted, each once; sorted runs wait on disk."""
    with ExitStack() as stack:
        runs: list[Iterable[bytes]] = []
        lines: list[bytes] = []
        for piece in pieces:
            lines += piece
            if len(lines) > _SPILL:
                runs.append(stack.enter_context(_spilled(lines)))
                lines = []
        runs.append(sorted(lines))
        yield from (line for line, _ in groupby(heapq.merge(*runs)))


def _spilled(lines: list[bytes]) -> IO[bytes]:
    file = tempfile.TemporaryFile()  # noqa: SIM115  closed by the stack of its caller
    file.writelines(sorted(lines))
    file.seek(0)
    return file


def _parse(lines: Iterable[bytes]) -> Iterator[ox.Quad]:
    """The triples of N-Triples lines, some hundred lines at a time."""
    batch: list[bytes] = []
    for line in lines:
        batch.append(line)
        if len(batch) == 1000:
            yield from ox.parse(b"".join(batch), ox.RdfFormat.N_TRIPLES)
            batch = []
    yield from ox.parse(b"".join(batch), ox.RdfFormat.N_TRIPLES)
