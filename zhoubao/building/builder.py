"""From files to a store: find what changed, map it in worker processes, write it, say what was left out.

The result depends on the files alone, not on their order, the number of processes, or how often a build was killed
before: what is written for a bulletin is a function of its bytes and of what is installed.
"""

from __future__ import annotations

import hashlib
import pickle
import shutil
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from multiprocessing import get_context
from os.path import abspath
from pathlib import Path
from typing import Protocol, TypeVar

from mappers.names.registers import load_registers
from mappers.names.user_entries import Added
from mappers.text.readers import READERS
from mappers.text.source import SourceError
from zhoubao.building.worker import Job, begin_work, identify, leave, map_some
from zhoubao.errors import LeftOutError, UsageError, store_failure
from zhoubao.messages import label, message
from zhoubao.store.graph_names import bulletin_of
from zhoubao.store.provenance import run_log
from zhoubao.store.record import Record, Versions, current_versions, find_bulletin
from zhoubao.store.reference import reference_digests, reference_graph
from zhoubao.store.store import Entry, Reader, Writer
from zhoubao.user_registers import added_to

__all__ = ["BuildReport", "Problem", "Progress", "build_store", "find_files", "remove_bulletin"]

#: What can be wrong with one input.
Problem = SourceError | LeftOutError
#: Called after each step with what is done, what there is to do in all, and the name of the last file.
Progress = Callable[[int, int, str], None]

_CHUNK = 8
_BATCH = 32
_ALONE = 4  # so few files are mapped faster than a process starts

T = TypeVar("T")


class _BuildRun(Protocol):
    """Applies a function to jobs and yields what it gives for each, in order."""

    def __call__(self, function: Callable[[Sequence[Job]], list[T]], jobs: Sequence[Job]) -> Iterator[T]: ...


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    written    records of the bulletins that were new or changed, by graph
    unchanged  number of files that were there already as they are
    left_out   one error for each input that could not be taken
    notes      what else the user should know
    """

    written: tuple[Record, ...]
    unchanged: int
    left_out: tuple[Problem, ...]
    notes: tuple[str, ...]

    @property
    def exit_code(self) -> int:
        """0, or 3 when something was left out."""
        return LeftOutError.exit_code if self.left_out else 0


@dataclass(frozen=True, slots=True)
class _Input:
    path: Path
    sha256: str


def find_files(paths: Iterable[Path | str]) -> tuple[list[Path], list[Problem]]:
    """The files to read: those given, and below folders those with a known suffix but README; sorted, each once."""
    files: set[Path] = set()
    problems: list[Problem] = []
    for path in sorted({Path(abspath(path)) for path in paths}):
        if path.is_dir():
            found = (below for below in path.rglob("*") if below.suffix.lower() in READERS and below.is_file())
            files.update(below for below in found if not _apart(below.relative_to(path)))
        elif path.exists():
            files.add(path)
        else:
            problems.append(LeftOutError("E-NO-PATH", path))
    return sorted(files), problems


def build_store(
    paths: Iterable[Path | str],
    directory: Path,
    *,
    processes: int = 1,
    validate: bool = True,
    progress: Progress | None = None,
) -> BuildReport:
    """Bring a store up to date with files and folders.

    Raises UsageError when there is nothing to read, StoreError when the store cannot be opened or written, SourceError
    when the user's own register is wrong.
    """
    added = load_registers(added_to(directory)).added  # what is wrong with them shows before anything is written
    started = datetime.now(UTC)
    roots = [Path(abspath(path)) for path in paths]
    files, problems = find_files(roots)
    if not files:
        for problem in problems:
            raise UsageError(problem.code, problem.place)
        raise UsageError("E-NO-BULLETINS", ", ".join(map(str, roots)) or ".", suffixes=" ".join(sorted(READERS)))
    versions = current_versions(added)
    if not validate:
        versions = replace(versions, shapes="")
    inputs, unreadable, notes = _read(files)
    problems += unreadable
    with Writer(directory) as writer:
        _load_reference(writer, added)
        fresh, unchanged = _split(inputs, writer.records, versions)
        notes += _vanished(writer.records, roots)
        jobs = [Job(item.path, item.sha256, versions, added) for item in fresh]
        with _workers(processes if len(jobs) > _ALONE else 1, writer.work) as run:
            claims, bad = _claims(jobs, run)
            kept, conflicts = _settle(claims, unchanged, writer.records)
            problems += bad + conflicts
            written, failed = _write(writer, kept, run, progress)
        problems += failed
        if written:
            writer.log(run_log(started, datetime.now(UTC), [record.graph for record in written]))
        if writer.scattered and progress:
            progress(len(jobs), len(jobs), label("merging"))
    ordered = sorted(problems, key=lambda problem: (problem.place, problem.code))
    return BuildReport(
        tuple(sorted(written, key=lambda record: record.graph)), len(unchanged), tuple(ordered), tuple(notes)
    )


def _apart(path: Path) -> bool:
    """Hidden files, the locks that Word leaves, and what describes a folder: not meant as bulletins."""
    return path.stem.upper() == "README" or any(part.startswith((".", "~$")) for part in path.parts)


def _read(files: Iterable[Path]) -> tuple[list[_Input], list[Problem], list[str]]:
    """Digest each file; of files with the same bytes the first is kept."""
    first: dict[str, Path] = {}
    problems: list[Problem] = []
    notes: list[str] = []
    for path in files:
        try:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError as error:
            problems.append(SourceError("E-UNREADABLE/path", path, reason=error.strerror or str(error)))
            continue
        if digest in first:
            notes.append(f"N-DUPLICATE {path}: {message('N-DUPLICATE', other=first[digest])}")
        else:
            first[digest] = path
    return [_Input(path, digest) for digest, path in first.items()], problems, notes


def _split(
    inputs: Iterable[_Input], records: Mapping[str, Record], versions: Versions
) -> tuple[list[_Input], dict[str, _Input]]:
    """What has to be mapped, and by graph what is in the store as it would be mapped."""
    known = {record.sha256: record for record in records.values()}
    fresh: list[_Input] = []
    unchanged: dict[str, _Input] = {}
    for item in inputs:
        record = known.get(item.sha256)
        current = record is not None and versions in (record.versions, replace(record.versions, shapes=""))
        if record is not None and current and (record.file == str(item.path) or Path(record.file).exists()):
            unchanged[record.graph] = item
        else:
            fresh.append(item)
    return fresh, unchanged


def _vanished(records: Mapping[str, Record], roots: Sequence[Path]) -> list[str]:
    """Notes on bulletins with a file that was below one of the folders and is gone."""
    gone = [
        record
        for record in records.values()
        if any(Path(record.file).is_relative_to(root) for root in roots) and not Path(record.file).exists()
    ]
    return [
        f"N-VANISHED {record.file}: {message('N-VANISHED', bulletin=bulletin_of(record.graph))}"
        for record in sorted(gone, key=lambda record: record.file)
    ]


def _load_reference(writer: Writer, added: Added) -> None:
    """Load the ontology and the registers where they changed."""
    references, digests = reference_digests(added), writer.digests()
    for graph in sorted(digests.keys() - references.keys()):
        writer.drop_graph(graph)
    for graph, reference in references.items():
        if digests.get(graph) != reference.digest:
            writer.put_graph(graph, reference_graph(reference), reference.digest)


def _claims(jobs: Sequence[Job], run: _BuildRun) -> tuple[dict[str, list[Job]], list[Problem]]:
    """The files by the graph they claim, found from their mastheads before anything is mapped."""
    claims: dict[str, list[Job]] = {}
    problems: list[Problem] = []
    for job, found in zip(jobs, run(identify, jobs), strict=True):
        if isinstance(found, str):
            claims.setdefault(found, []).append(job)
        else:
            problems.append(found)
    return claims, problems


def _settle(
    claims: Mapping[str, list[Job]], unchanged: Mapping[str, _Input], records: Mapping[str, Record]
) -> tuple[list[Job], list[Problem]]:
    """The files with a claim that no other file makes. Where two texts claim one bulletin, none is taken and the store stays."""
    kept: list[Job] = []
    problems: list[Problem] = []
    for graph, jobs in claims.items():
        rivals = {job.path: job.sha256 for job in jobs}
        if graph in unchanged:
            rivals[unchanged[graph].path] = unchanged[graph].sha256
        elif (record := records.get(graph)) is not None and _still_there(record):
            rivals.setdefault(Path(record.file), record.sha256)
        if len(set(rivals.values())) == 1:
            kept += jobs
            continue
        for job in jobs:
            others = ", ".join(str(path) for path in sorted(rivals) if path != job.path)
            problems.append(LeftOutError("E-CONFLICT", job.path, bulletin=bulletin_of(graph), other=others))
    return kept, problems


def _still_there(record: Record) -> bool:
    """Whether the file that a bulletin was read from is there with the same bytes."""
    try:
        return hashlib.sha256(Path(record.file).read_bytes()).hexdigest() == record.sha256
    except OSError:
        return False


def _write(
    writer: Writer, jobs: Sequence[Job], run: _BuildRun, progress: Progress | None
) -> tuple[list[Record], list[Problem]]:
    """Map and write in batches: what is in memory at one time does not grow with the number of files."""
    written: list[Record] = []
    problems: list[Problem] = []
    batch: list[Entry] = []
    done = 0

    def flush() -> None:
        nonlocal done
        writer.write(batch)
        for entry in batch:
            done += 1
            written.append(entry.record)
            if progress:
                progress(done, len(jobs), Path(entry.record.file).name)
        batch.clear()

    for job, result in zip(jobs, run(map_some, jobs), strict=True):
        if isinstance(result, Entry):
            batch.append(result)
        else:
            problems.append(result)
            done += 1
            if progress:
                progress(done, len(jobs), job.path.name)
        if len(batch) >= _BATCH:
            flush()
    flush()
    return written, problems


@contextmanager
def _made(folder: Path) -> Iterator[Path]:
    """A new folder that is there for a while."""
    try:
        folder.mkdir()
    except OSError as error:
        raise store_failure(error, folder) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _workers(processes: int, place: Path) -> Iterator[_BuildRun]:
    """A function that applies another to chunks of jobs, in worker processes or here, and yields results in order.

    place: where workers leave what they find; a folder that this makes and removes
    """
    if processes <= 1:

        def here(function: Callable[[Sequence[Job]], list[T]], jobs: Sequence[Job]) -> Iterator[T]:
            for job in jobs:
                yield from function([job])

        yield here
        return

    context = get_context("spawn")
    with (
        _made(place) as folder,
        ProcessPoolExecutor(processes, mp_context=context, initializer=begin_work) as pool,
    ):

        def taken(left: Future[str]) -> list[T]:
            try:
                path = Path(left.result())
                found: list[T] = pickle.loads(path.read_bytes())
                path.unlink()
            except OSError as error:
                raise store_failure(error, folder) from error
            return found

        def spread(function: Callable[[Sequence[Job]], list[T]], jobs: Sequence[Job]) -> Iterator[T]:
            waiting: deque[Future[str]] = deque()
            for start in range(0, len(jobs), _CHUNK):
                waiting.append(pool.submit(leave, function, jobs[start : start + _CHUNK], folder))
                if len(waiting) > 2 * processes:
                    yield from taken(waiting.popleft())
            while waiting:
                yield from taken(waiting.popleft())

        try:
            yield spread
        except BrokenProcessPool as error:
            raise LeftOutError("E-WORKER", "zhoubao build") from error
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def remove_bulletin(directory: Path, what: str) -> str:
    """Take out the bulletin of a file, else the one with a name as in :func:`find_bulletin`; returns the IRI of its graph.

    Raises UsageError when the store holds no such bulletin, or several.
    """
    Reader(directory).close()  # a mistyped folder must not become a new store
    with Writer(directory) as writer:
        file = abspath(what)
        of_file = [record for record in writer.records.values() if record.file == file]
        record = of_file[0] if len(of_file) == 1 else find_bulletin(writer.records, what)
        writer.remove(record.graph)
    return record.graph
