"""An embedded store made of a remote one: every graph as the manifest lists it, checked on arrival.

The originals stay where they were built from, so `explain` cannot show paragraphs; all else is as it was. The store is
made beside its place and moved there when it is whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from os.path import abspath
from pathlib import Path

from zhoubao.errors import StoreError, UsageError, store_failure
from zhoubao.exchange.endpoint.canonical import digest_of
from zhoubao.exchange.endpoint.endpoint import Endpoint
from zhoubao.exchange.remote.manifest import PENDING, Listed, read_manifest
from zhoubao.exchange.remote.push import Progress
from zhoubao.store.drafts import draft_of, remove_draft
from zhoubao.store.graph_names import BULLETINS, CHECKS, LEDGERS, PROVENANCE
from zhoubao.store.record import Record, is_digest
from zhoubao.store.store import Entry, Writer, graphs_of

__all__ = ["pull"]

_BATCH = 32
_NAME = re.compile(r"(?!\.{1,2}$)[^/\\:\x00-\x1f\x7f-\x9f]{1,255}")  # of a file, without a way to another folder
_SUFFIX = 16
_VERSION = re.compile(r"[0-9a-f]{0,64}")


def pull(endpoint: Endpoint, directory: Path, *, progress: Progress | None = None) -> int:
    """Make the store; returns the number of graphs.

    Raises UsageError when the folder is taken, StoreError when the store holds nothing of ours, holds a graph that
    was sent in part, lists what no push lists, or gives another graph than it lists.
    """
    directory = Path(abspath(directory))
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise UsageError("E-PULL-TARGET", directory)
    listed = read_manifest(endpoint)
    if not listed:
        raise StoreError("E-REMOTE-EMPTY", endpoint.url)
    if pending := [graph for graph, entry in listed.items() if entry.digest == PENDING]:
        raise StoreError("E-REMOTE-PENDING", endpoint.url, count=len(pending), first=pending[0])
    draft = draft_of(directory)
    try:
        with Writer(draft) as writer:
            _fill(writer, endpoint, listed, progress)
        if directory.exists():
            directory.rmdir()
        draft.rename(directory)
    except OSError as error:
        raise store_failure(error, directory) from error
    finally:
        remove_draft(draft)
    return len(listed)


def _fill(writer: Writer, endpoint: Endpoint, listed: Mapping[str, Listed], progress: Progress | None) -> None:
    done = 0

    def fetched(graph: str) -> str:
        nonlocal done
        lines = endpoint.read(graph)
        if digest_of(lines) != listed[graph].digest:
            raise StoreError("E-REMOTE-DIFFERS", graph, url=endpoint.url)
        done += 1
        if progress:
            progress(done, len(listed), graph)
        tail = f" <{graph}> .\n"
        return "".join(line.decode().removesuffix(" .\n") + tail for line in lines)

    for graph, entry in listed.items():
        if not graph.startswith((BULLETINS, CHECKS, LEDGERS)) and graph != PROVENANCE:
            writer.put_graph(graph, fetched(graph), entry.version)
    batch: list[Entry] = []
    for entry in listed.values():
        if entry.graph.startswith(BULLETINS):
            quads = "".join(fetched(graph) for graph in _present(graphs_of(entry.graph), listed))
            batch.append(Entry(_record(entry, endpoint.url), quads.encode(), None))
        if len(batch) == _BATCH:
            writer.write(batch)
            batch.clear()
    writer.write(batch)
    if PROVENANCE in listed:
        fetched(PROVENANCE)


def _record(entry: Listed, url: str) -> Record:
    """The record of a bulletin, with nothing in it that could lead out of the store or into other graphs.

    Raises StoreError E-REMOTE-MANIFEST otherwise.
    """
    try:
        record = Record.from_json(entry.record)
        versions = (record.versions.mappers, record.versions.ontology, record.versions.shapes)
        counts = (record.triples, record.sentences, record.understood, record.violations, record.warnings)
        sound = (
            record.graph == entry.graph
            and is_digest(record.sha256)
            and (record.text_sha256 == "" or is_digest(record.text_sha256))
            and _NAME.fullmatch(record.file) is not None
            and len(Path(record.file).suffix) <= _SUFFIX
            and all(_VERSION.fullmatch(version) for version in versions)
            and all(type(count) is int for count in (*counts, *record.facts.values()))
            and all(kind.isidentifier() for kind in record.facts)
        )
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
        sound = False
    if not sound:
        raise StoreError("E-REMOTE-MANIFEST", url, entry=ascii(entry.graph))
    return record


def _present(graphs: Iterable[str], listed: Mapping[str, Listed]) -> list[str]:
    return [graph for graph in graphs if graph in listed]
