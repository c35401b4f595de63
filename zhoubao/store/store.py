"""The store on disk: a folder with the quads, the originals, a lock and a note of what it is.

    zhoubao.json     format and version of the store; written first, so a half-made store is known as one
    lock             one writer or many readers; lock.pid says which process writes
    sources/         the original bytes, {sha256}.txt, .docx, …; of what is no plain text also the extracted text,
                         {its own sha256}.txt
    work/            what a running build needs; not there otherwise
    registers/       bodies that the user has added, one Turtle file each; not there before there are any
    store/           the quads (pyoxigraph, RocksDB)

docs/store.md explains how each write keeps the store whole.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import pyoxigraph as ox

from zhoubao.errors import StoreError, store_failure
from zhoubao.store.drafts import clear_drafts, write_whole
from zhoubao.store.graph_names import BULLETINS, CHECKS, LEDGERS, PROVENANCE, checks_graph, ledger_graph
from zhoubao.store.lock import Lock
from zhoubao.store.provenance import activity_iri, provenance
from zhoubao.store.record import Record, is_digest
from zhoubao.version import __version__

__all__ = ["FORMAT", "Entry", "Reader", "Writer", "graphs_of", "source_path", "text_path"]

#: Format of the store's folder; a store with a higher one is refused.
FORMAT = 1

_RECORD = ox.NamedNode("urn:zhoubao:record")
_DIGEST = ox.NamedNode("urn:zhoubao:digest")
_EARLIER = ox.NamedNode("urn:zhoubao:earlier")  # names of the originals that a bulletin was read from before
_DEFAULT = ox.DefaultGraph()
_ENGINE_ERRORS = (OSError, RuntimeError)
_SCATTERED = 64  # bulletins


@dataclass(frozen=True, slots=True)
class Entry:
    """One bulletin to be stored: its record, its graphs as N-Quads, its original bytes where they are at hand.

    text is what was extracted from them, empty where they are the text themselves.
    """

    record: Record
    quads: bytes
    source: bytes | None
    text: bytes = b""


def source_path(directory: Path, record: Record) -> Path:
    """Where a store keeps the original of a bulletin; its suffix says the format.

    Raises StoreError when the record holds no digest, for then the path could lead out of the store.
    """
    return _kept(directory, record.sha256, Path(record.file).suffix.lower())


def text_path(directory: Path, record: Record) -> Path:
    """Where a store keeps the text that the offsets of a bulletin's evidence count in."""
    if not record.text_sha256:
        return source_path(directory, record)
    return _kept(directory, record.text_sha256, ".txt")


def _kept(directory: Path, digest: str, suffix: str) -> Path:
    if not is_digest(digest):
        raise StoreError("E-STORE-DAMAGED", directory, reason=f"record: {digest!a}")
    return directory / "sources" / f"{digest}{suffix}"


def _check_format(directory: Path) -> None:
    """Raise StoreError when the folder is no store of ours, or one that is newer than this program."""
    note = directory / "zhoubao.json"
    try:
        found = json.loads(note.read_text("utf-8"))["format"]
    except FileNotFoundError:
        absent = not directory.exists() or (directory.is_dir() and not any(directory.iterdir()))
        raise StoreError("E-STORE-ABSENT" if absent else "E-STORE-FOREIGN", directory) from None
    except NotADirectoryError:
        raise StoreError("E-STORE-FOREIGN", directory) from None
    except OSError as error:
        raise StoreError("E-STORE-DAMAGED", directory, reason=error.strerror) from error
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError("E-STORE-DAMAGED", directory, reason="zhoubao.json") from error
    if found > FORMAT:
        raise StoreError("E-STORE-NEWER", directory, found=found, known=FORMAT)


def _begun(directory: Path) -> bool:
    """Whether the engine has begun to write; a build that was stopped before leaves no quads at all.

    Raises StoreError when it has, and the file by which it finds all others is gone: what is there then is no empty store.
    """
    if (directory / "store" / "CURRENT").exists():
        return True
    if any((directory / "store").glob("*.sst")) or any(_originals(directory)):
        raise StoreError("E-STORE-DAMAGED", directory, reason=_missing("store/CURRENT"))
    return False


def _missing(name: str) -> str:
    return f"{name}: {os.strerror(errno.ENOENT)}"


def _originals(directory: Path) -> Iterator[Path]:
    """The originals and extracted texts of a store, by their names."""
    return (path for path in (directory / "sources").glob("*") if is_digest(path.stem))


def _records(store: ox.Store) -> dict[str, Record]:
    quads = store.quads_for_pattern(None, _RECORD, None, _DEFAULT)
    records = (Record.from_json(quad.object.value) for quad in quads if isinstance(quad.object, ox.Literal))
    return {record.graph: record for record in sorted(records, key=lambda record: record.graph)}


class Reader:
    """A store opened for reading. It keeps writers out until it is closed."""

    def __init__(self, directory: Path) -> None:
        """Open a store; raises StoreError when there is none, or a build is writing to it."""
        _check_format(directory)
        self.directory = directory
        try:
            self._lock = Lock(directory, write=False)
        except OSError as error:
            raise StoreError("E-STORE-DAMAGED", directory, reason=error.strerror) from error
        try:
            begun = _begun(directory)
            self.quads = ox.Store.read_only(str(directory / "store")) if begun else ox.Store()
        except _ENGINE_ERRORS as error:
            self._lock.release()
            raise StoreError("E-STORE-DAMAGED", directory, reason=error) from error
        except StoreError:
            self._lock.release()
            raise

    def records(self) -> dict[str, Record]:
        """The records of all bulletins by graph, sorted."""
        return _records(self.quads)

    def close(self) -> None:
        """Let writers in again."""
        self.quads = ox.Store()
        self._lock.release()

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Writer:
    """A store opened for writing, by one process at a time. Each method is one transaction or several whole ones."""

    def __init__(self, directory: Path) -> None:
        """Open a store, or make one where nothing is.

        Raises StoreError when the folder is something else, a newer store, in use, or cannot be written.
        """
        self.directory = directory
        self._written = 0
        try:
            directory.mkdir(parents=True, exist_ok=True)
            if not any(directory.iterdir()):
                about = {"format": FORMAT, "written_by": __version__}
                write_whole(directory / "zhoubao.json", json.dumps(about).encode() + b"\n")
        except FileExistsError:
            raise StoreError("E-STORE-FOREIGN", directory) from None
        except OSError as error:
            raise store_failure(error, directory) from error
        _check_format(directory)
        with self._guard():
            self._lock = Lock(directory, write=True)
        try:
            _begun(directory)
            self._clear_leftovers()
            (directory / "sources").mkdir(exist_ok=True)
            self._store = ox.Store(str(directory / "store"))
            self.records = _records(self._store)
            self._drop_strays()
        except StoreError:
            self._lock.release()
            raise
        except OSError as error:
            self._lock.release()
            raise store_failure(error, directory) from error
        except RuntimeError as error:
            self._lock.release()
            raise StoreError("E-STORE-DAMAGED", directory, reason=error) from error

    def write(self, entries: Iterable[Entry]) -> None:
        """Store bulletins: all new ones in one transaction, then each that is there already in one of its own."""
        entries = sorted(entries, key=lambda entry: entry.record.graph)
        with self._guard():
            for entry in entries:
                path = source_path(self.directory, entry.record)
                if entry.source is not None and not path.exists():
                    write_whole(path, entry.source)
                path = text_path(self.directory, entry.record)
                if entry.text and not path.exists():
                    write_whole(path, entry.text)
            new = [entry for entry in entries if entry.record.graph not in self.records]
            if new:
                self._load(b"".join(map(_text, new)))
            for entry in entries:
                if entry.record.graph in self.records:
                    earlier = _earlier_quads(self.directory, self.records[entry.record.graph])
                    self._exchange(self._quads_of(entry.record.graph), _text(entry) + earlier)
        self.records |= {entry.record.graph: entry.record for entry in entries}
        self._written += len(entries)

    def remove(self, graph: str) -> None:
        """Take out a bulletin: its graph, its checks, its provenance, its record, then its originals, earlier ones too.

        Originals that belong to no bulletin go with it: a build that was killed between an original and its graph left
        them, and nothing says any more which bulletin they are of.
        """
        with self._guard():
            earlier = self._store.quads_for_pattern(ox.NamedNode(graph), _EARLIER, None, _DEFAULT)
            self._exchange([*self._quads_of(graph), *earlier], b"")
            del self.records[graph]
            needed = {path.name for record in self.records.values() for path in _paths(self.directory, record)}
            needed |= {
                quad.object.value
                for quad in self._store.quads_for_pattern(None, _EARLIER, None, _DEFAULT)
                if isinstance(quad.object, ox.Literal)
            }
            for path in [*_originals(self.directory)]:
                if path.name not in needed:
                    path.unlink(missing_ok=True)

    def digests(self) -> Mapping[str, str]:
        """The digest that each graph of reference data (ontology, registers) was loaded with."""
        quads = self._store.quads_for_pattern(None, _DIGEST, None, _DEFAULT)
        return {quad.subject.value: quad.object.value for quad in quads}  # type: ignore[union-attr]

    def put_graph(self, graph: str, nquads: str, digest: str) -> None:
        """Replace a graph of reference data."""
        node = ox.NamedNode(graph)
        old = [*self._store.quads_for_pattern(None, None, None, node)]
        old += self._store.quads_for_pattern(node, _DIGEST, None, _DEFAULT)
        line = str(ox.Quad(node, _DIGEST, ox.Literal(digest))) + " .\n"
        with self._guard():
            self._exchange(old, (nquads + line).encode())

    def drop_graph(self, graph: str) -> None:
        """Take out a graph of reference data."""
        node = ox.NamedNode(graph)
        with self._guard():
            self._exchange(
                [
                    *self._store.quads_for_pattern(None, None, None, node),
                    *self._store.quads_for_pattern(node, _DIGEST, None, _DEFAULT),
                ],
                b"",
            )

    def log(self, nquads: str) -> None:
        """Add to the log of runs."""
        with self._guard():
            self._store.load(nquads.encode(), ox.RdfFormat.N_QUADS)

    @property
    def scattered(self) -> bool:
        """Whether so much was written that it is worth merging."""
        return self._written >= max(_SCATTERED, len(self.records) // 4)

    def merge(self) -> None:
        """Let the engine merge what it wrote in pieces, which leaves the quads as they are and finds them twice as fast."""
        with self._guard():
            self._store.optimize()
        self._written = 0

    def close(self) -> None:
        """Bring everything to disk and let others in."""
        try:
            with self._guard():
                self._store.flush()
        finally:
            del self._store
            self._lock.release()

    def __enter__(self) -> Writer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            try:
                if self.scattered:
                    self.merge()
            finally:
                self.close()
        else:
            with suppress(StoreError):
                self.close()

    @property
    def work(self) -> Path:
        """A folder for what a build needs while it runs; the next writer removes what a killed one left in it."""
        return self.directory / "work"

    def _clear_leftovers(self) -> None:
        """Remove what a writer left that was killed: whoever holds the lock is the only one."""
        shutil.rmtree(self.work, ignore_errors=True)
        for folder in (self.directory, self.directory / "sources"):
            clear_drafts(folder)

    def _drop_strays(self) -> None:
        """Drop graphs of bulletins without a record, which only a damaged or foreign write can leave."""
        known = {graph for record in self.records for graph in graphs_of(record)}
        for name in [*self._store.named_graphs()]:
            if (
                isinstance(name, ox.NamedNode)
                and name.value.startswith((BULLETINS, CHECKS, LEDGERS))
                and name.value not in known
            ):
                self._store.update(f"DROP SILENT GRAPH <{name.value}>")

    def _quads_of(self, graph: str) -> list[ox.Quad]:
        """All that the store holds for one bulletin."""
        find = self._store.quads_for_pattern
        record = self.records[graph]
        node = ox.NamedNode(graph)
        found = [quad for name in graphs_of(graph) for quad in find(None, None, None, ox.NamedNode(name))]
        for subject in (node, ox.NamedNode(activity_iri(record))):
            found += find(subject, None, None, ox.NamedNode(PROVENANCE))
        return [*found, *find(node, _RECORD, None, _DEFAULT)]

    def _load(self, nquads: bytes) -> None:
        """Add new quads in one transaction: the engine takes the files it makes of them all at once or not at all.

        Lenient, for IRIs are minted by this project and need not be looked at again.
        """
        self._store.bulk_load(nquads, ox.RdfFormat.N_QUADS, lenient=True)

    def _exchange(self, old: list[ox.Quad], new: bytes) -> None:
        """Replace quads by others in one transaction that touches only the difference."""
        if not old:
            self._load(new)
            return
        arriving = [*ox.parse(new, ox.RdfFormat.N_QUADS)]
        before, after = {_data(quad) for quad in old}, {_data(quad) for quad in arriving}
        emptied = {_graph(quad) for quad in old} - {_graph(quad) for quad in arriving} - {"", PROVENANCE}
        steps = [
            f"{verb} DATA {{\n{chr(10).join(sorted(data))}\n}}"
            for verb, data in (("DELETE", before - after), ("INSERT", after - before))
            if data
        ]
        steps += [f"DROP SILENT GRAPH <{graph}>" for graph in sorted(emptied)]
        if steps:
            self._store.update(" ;\n".join(steps))

    @contextmanager
    def _guard(self) -> Iterator[None]:
        try:
            yield
        except _ENGINE_ERRORS as error:
            raise store_failure(error, self.directory) from error


def graphs_of(graph: str) -> tuple[str, str, str]:
    """The graphs of one bulletin: its own, and what was checked and not understood."""
    return graph, checks_graph(graph), ledger_graph(graph)


def _graph(quad: ox.Quad) -> str:
    return quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""


def _data(quad: ox.Quad) -> str:
    """A quad as SPARQL's quad data."""
    return f"GRAPH <{_graph(quad)}> {{ {quad.triple} }}" if _graph(quad) else f"{quad.triple} ."


def _paths(directory: Path, record: Record) -> set[Path]:
    """The original of a bulletin and the text that was extracted from it."""
    return {source_path(directory, record), text_path(directory, record)}


def _earlier_quads(directory: Path, record: Record) -> bytes:
    """That a bulletin was read from these originals before, for the store's own book: they go when it is removed."""
    node = ox.NamedNode(record.graph)
    names = sorted(path.name for path in _paths(directory, record))
    return "".join(f"{ox.Quad(node, _EARLIER, ox.Literal(name))} .\n" for name in names).encode()


def _text(entry: Entry) -> bytes:
    """All that is stored for one bulletin, as N-Quads."""
    record = ox.Quad(ox.NamedNode(entry.record.graph), _RECORD, ox.Literal(entry.record.json()))
    return entry.quads + f"{provenance(entry.record)}{record} .\n".encode()
