"""From a store to files of any format; each call writes its files whole and a description beside them."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from os.path import abspath
from pathlib import Path, PurePosixPath
from typing import TypeAlias

import pyoxigraph as ox

from zhoubao.errors import StoreError, UsageError
from zhoubao.exchange.export import merged
from zhoubao.exchange.files.bulk import write_pieces
from zhoubao.exchange.files.description import DESCRIPTION, Counted, describe, stated_in
from zhoubao.exchange.files.fact_tables import FactTables
from zhoubao.exchange.files.folder_swap import draft_in, earlier_files, swap
from zhoubao.exchange.files.jsonld import jsonld
from zhoubao.exchange.files.property_graph import write_gexf, write_graphml, write_neo4j
from zhoubao.exchange.files.readable import file_name, readable_turtle, turtle_of
from zhoubao.exchange.files.selection import annotated, selected
from zhoubao.store.drafts import clear_drafts, draft_of, remove_draft

__all__ = ["FORMATS", "Format", "Options", "write_files"]


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked of an export.

    clean       facts only, without what says where they were read
    rdf12       also say in RDF 1.2 which statements each evidence stands for
    chinese     titles of columns in Chinese
    size        bytes of a piece for bulk loaders
    """

    clean: bool = False
    rdf12: bool = False
    chinese: bool = False
    size: int = 200_000_000


Graphs: TypeAlias = Iterable[tuple[str, list[bytes]]]
#: Writes into a place and returns the files; the graphs are to be read once, for they are counted on the way.
Write: TypeAlias = Callable[[ox.Store, Graphs, Path, Options], list[Path]]


@dataclass(frozen=True, slots=True)
class Format:
    """All that is known of a format: its media type, whether it makes a folder, how it is written."""

    media_type: str
    folder: bool
    write: Write


def write_files(store: ox.Store, form: str, target: Path, options: Options) -> list[Path]:
    """Write a file or a folder in a format, whole or not at all, and its description; returns all files.

    Raises UsageError for a format that is not known, a folder with other things and no export of before, a file that no
    export wrote and that is in the way, or a place that cannot be written.
    """
    chosen = FORMATS.get(form)
    if chosen is None:
        raise UsageError("E-FORMAT-UNKNOWN", form, format=form, known=", ".join(FORMATS))
    target = Path(abspath(target))
    try:
        write = _write_folder if chosen.folder else _write_file
        return write(store, chosen, target, options)
    except OSError as error:
        raise UsageError("E-OUTPUT", target, reason=error.strerror or error) from error


def _write_file(store: ox.Store, chosen: Format, target: Path, options: Options) -> list[Path]:
    if target.is_dir():
        raise UsageError("E-OUTPUT", target, reason=os.strerror(errno.EISDIR))
    beside = target.with_name(f"{target.name}.{DESCRIPTION}")
    before = stated_in(beside)
    if before is None and (beside.exists() or beside.is_symlink()):
        raise UsageError("E-OUTPUT-FOREIGN", beside)
    clear_drafts(target.parent, beside.name)
    draft = draft_of(target)
    try:
        counted, _ = _written(store, chosen, draft, options)
        draft.replace(target)
        return [target, describe(counted, {target.name: target}, chosen.media_type, beside, before=before)]
    finally:
        remove_draft(draft)


def _write_folder(store: ox.Store, chosen: Format, target: Path, options: Options) -> list[Path]:
    there = target.exists() or target.is_symlink()
    draft = draft_in(target) if there else draft_of(target)
    earlier = earlier_files(target) if there else set()  # a folder that is not ours is refused before the work begins
    before = stated_in(target / DESCRIPTION)
    try:
        draft.mkdir()
        counted, files = _written(store, chosen, draft, options)
        named = {file.relative_to(draft).as_posix(): file for file in files}
        describe(counted, named, chosen.media_type, draft / DESCRIPTION, before=before)
        if there:
            swap(draft, target, files, earlier)
        else:
            draft.rename(target)
    finally:
        remove_draft(draft)
    return [target / file.relative_to(draft) for file in [*files, draft / DESCRIPTION]]


def _written(store: ox.Store, chosen: Format, draft: Path, options: Options) -> tuple[Counted, list[Path]]:
    """Write the files of a format into a draft; what passes by is counted."""
    counted = Counted()
    graphs = counted.passing(selected(store, clean=options.clean))
    files = chosen.write(store, graphs, draft, options)
    for _ in graphs:  # what a format did not look at counts as well
        pass
    return counted, files


def _annotated(graphs: Graphs, options: Options) -> Graphs:
    return ((graph, annotated(lines)) for graph, lines in graphs) if options.rdf12 else graphs


def _turtle(_: ox.Store, graphs: Graphs, path: Path, options: Options) -> list[Path]:
    with path.open("w", encoding="utf-8") as output:
        output.writelines(readable_turtle(graphs))
    return [path]


def _turtle_files(_: ox.Store, graphs: Graphs, folder: Path, options: Options) -> list[Path]:
    files = []
    for graph, lines in graphs:
        name = PurePosixPath(file_name(graph))
        if name.is_absolute() or ".." in name.parts:
            raise StoreError("E-STORE-DAMAGED", graph, reason="..")
        files.append(folder / name)
        files[-1].parent.mkdir(parents=True, exist_ok=True)
        files[-1].write_text(turtle_of(graph, lines), encoding="utf-8")
    return files


def _jsonld(_: ox.Store, graphs: Graphs, path: Path, options: Options) -> list[Path]:
    with path.open("w", encoding="utf-8") as output:
        output.writelines(jsonld(graphs))
    return [path]


def _nquads(_: ox.Store, graphs: Graphs, path: Path, options: Options) -> list[Path]:
    with path.open("wb") as output:
        for graph, lines in _annotated(graphs, options):
            tail = f" <{graph}> .\n".encode()
            output.writelines(line.removesuffix(b" .\n") + tail for line in lines)
    return [path]


def _ntriples(_: ox.Store, graphs: Graphs, path: Path, options: Options) -> list[Path]:
    with path.open("wb") as output:
        output.writelines(merged(lines for _, lines in _annotated(graphs, options)))
    return [path]


def _rdfxml(_: ox.Store, graphs: Graphs, path: Path, options: Options) -> list[Path]:
    triples = (
        quad.triple
        for line in merged(lines for _, lines in graphs)
        for quad in ox.parse(line, ox.RdfFormat.N_TRIPLES, lenient=True)
    )
    with path.open("wb") as output:
        ox.serialize(triples, output, ox.RdfFormat.RDF_XML)
    return [path]


def _graphml(store: ox.Store, _: Graphs, path: Path, options: Options) -> list[Path]:
    with path.open("w", encoding="utf-8") as output:
        write_graphml(store, output, clean=options.clean)
    return [path]


def _gexf(store: ox.Store, _: Graphs, path: Path, options: Options) -> list[Path]:
    with path.open("w", encoding="utf-8") as output:
        write_gexf(store, output, clean=options.clean)
    return [path]


def _neo4j(store: ox.Store, _: Graphs, folder: Path, options: Options) -> list[Path]:
    return write_neo4j(store, folder, clean=options.clean)


def _csv(store: ox.Store, _: Graphs, folder: Path, options: Options) -> list[Path]:
    return FactTables(store, chinese=options.chinese).write_csv(folder)


def _parquet(store: ox.Store, _: Graphs, folder: Path, options: Options) -> list[Path]:
    return FactTables(store, chinese=options.chinese).write_parquet(folder)


def _xlsx(store: ox.Store, _: Graphs, path: Path, options: Options) -> list[Path]:
    return [FactTables(store, chinese=options.chinese).write_xlsx(path)]


def _bulk(_: ox.Store, graphs: Graphs, folder: Path, options: Options) -> list[Path]:
    return write_pieces(graphs, folder, options.size)


FORMATS: Mapping[str, Format] = {
    "bulk": Format("application/n-quads", True, _bulk),
    "csv": Format("text/csv", True, _csv),
    "gexf": Format("application/gexf+xml", False, _gexf),
    "graphml": Format("application/graphml+xml", False, _graphml),
    "jsonld": Format("application/ld+json", False, _jsonld),
    "neo4j": Format("text/csv", True, _neo4j),
    "nq": Format("application/n-quads", False, _nquads),
    "nt": Format("application/n-triples", False, _ntriples),
    "parquet": Format("application/vnd.apache.parquet", True, _parquet),
    "rdfxml": Format("application/rdf+xml", False, _rdfxml),
    "turtle": Format("text/turtle", False, _turtle),
    "turtle-files": Format("text/turtle", True, _turtle_files),
    "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", False, _xlsx),
}
