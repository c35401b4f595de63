"""What a build does with one file: identify it, then map it. These functions run in worker processes."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing import parent_process
from pathlib import Path
from tempfile import mkstemp
from threading import Thread
from typing import TypeVar

from mappers.names.registers import load_registers
from mappers.names.user_entries import NOTHING, Added
from mappers.text.source import SourceError
from zhoubao.building.garbage import SELDOM
from zhoubao.errors import LeftOutError
from zhoubao.store.record import Record, Versions
from zhoubao.store.store import Entry

T = TypeVar("T")

__all__ = ["Job", "begin_work", "identify", "leave", "map_one", "map_some"]


@dataclass(frozen=True, slots=True)
class Job:
    """One file to be mapped: where it is, the digest of its bytes, the versions, and what the user has added to the registers.

    The bytes are checked when they are read again: a file that changed in between is refused, not mixed up.
    """

    path: Path
    sha256: str
    versions: Versions
    added: Added = NOTHING


def begin_work() -> None:
    """Leave an interrupt to the parent, which ends its workers, and end with it; look for garbage seldom."""
    gc.set_threshold(SELDOM)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process when the build is killed: it would wait for work for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def identify(jobs: Sequence[Job]) -> list[str | SourceError | LeftOutError]:
    """The graphs that files claim, from their mastheads alone."""
    return [_safely(_graph, job) for job in jobs]


def map_some(jobs: Sequence[Job]) -> list[Entry | SourceError | LeftOutError]:
    """Map files, and check them when the versions name shapes."""
    return [_safely(map_one, job) for job in jobs]


def leave(function: Callable[[Sequence[Job]], list[T]], jobs: Sequence[Job], folder: Path) -> str:
    """Apply a function to jobs and leave what it gives in a file; its name is all that is sent between processes.

    A worker that is killed while it sends megabytes leaves its parent waiting for the rest for ever; a name is sent in
    one piece or not at all.
    """
    found = function(jobs)
    number, name = mkstemp(dir=folder)
    with os.fdopen(number, "wb") as file:
        pickle.dump(found, file, pickle.HIGHEST_PROTOCOL)
    return name


def map_one(job: Job) -> Entry:
    """Map one file, and check it when the versions name shapes."""
    from mappers.mapping import map_bulletin
    from mappers.rdf import graph_iri, nquads
    from mappers.text.readers import read_file
    from zhoubao.store.ledger_graph import ledger_quads

    text = read_file(job.path)
    if text.sha256 != job.sha256:
        raise SourceError("E-UNREADABLE/changed", job.path)
    mapped = map_bulletin(text, load_registers(job.added))
    graph, quads = graph_iri(mapped), nquads(mapped)
    triples = quads.count("\n")
    violations = warnings = 0
    if job.versions.shapes:
        from zhoubao.checks.validation import check, check_quads

        results = check(quads, added=job.added)
        violations = sum(result.severity == "Violation" for result in results)
        warnings = sum(result.severity == "Warning" for result in results)
        quads += check_quads(graph, results)
    quads += ledger_quads(mapped, graph)
    record = Record(
        graph=graph,
        sha256=text.sha256,
        file=str(job.path),
        versions=job.versions,
        triples=triples,
        facts=dict(sorted(Counter(fact.kind for fact in mapped.facts).items())),
        sentences=sum(sentences for _, sentences, _ in mapped.coverage),
        understood=sum(understood for _, _, understood in mapped.coverage),
        violations=violations,
        warnings=warnings,
        text_sha256=text.text_sha256,
    )
    extracted = text.content.encode() if text.text_sha256 else b""
    return Entry(record, quads.encode(), job.path.read_bytes(), extracted)


def _graph(job: Job) -> str:
    from mappers.mapping import read_bulletin
    from mappers.rdf import scope_of
    from mappers.rdf.iris import graph
    from mappers.text.readers import read_file

    return graph(scope_of(read_bulletin(read_file(job.path), load_registers(job.added))))


def _safely(function: Callable[[Job], T], job: Job) -> T | SourceError | LeftOutError:
    """The result, or what is wrong with this one file: nothing that a file holds may stop the others."""
    try:
        return function(job)
    except SourceError as error:
        return error
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        reason = f"{type(error).__name__}: {error}, {Path(last.filename).name}:{last.lineno}"
        return LeftOutError("E-MAPPER", job.path, reason=reason)
