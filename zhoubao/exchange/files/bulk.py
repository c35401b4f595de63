"""N-Quads in pieces, for the bulk loaders of other stores, with the commands to load them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

__all__ = ["COMMANDS", "write_pieces"]

#: Loader -> how it takes the files.
COMMANDS = {
    "Jena TDB2": "tdb2.tdbloader --loc DATABASE {folder}/part-*.nq",
    "Oxigraph": "oxigraph load --location DATABASE --file {folder}/part-*.nq",
    "Virtuoso": "isql PORT dba PASSWORD exec=\"ld_dir('{folder}', 'part-*.nq', ''); rdf_loader_run(); checkpoint;\"",
    "QLever": "cat {folder}/part-*.nq | IndexBuilderMain -i INDEX -F nq -f -",
    "RDF4J": "for piece in {folder}/part-*.nq; do curl --fail -X POST -H 'Content-Type: application/n-quads' "
    "-T $piece REPOSITORY/statements; done",
}


def write_pieces(graphs: Iterable[tuple[str, list[bytes]]], folder: Path, size: int) -> list[Path]:
    """Write `part-0001.nq` and so on, each of about so many bytes; a line is never cut."""
    files: list[Path] = []
    with ExitStack() as stack:
        output: BinaryIO | None = None
        written = 0
        for line in _quads(graphs):
            if output is None or written + len(line) > size:
                stack.close()
                files.append(folder / f"part-{len(files) + 1:04d}.nq")
                output = stack.enter_context(files[-1].open("wb"))
                written = 0
            output.write(line)
            written += len(line)
    return files


def _quads(graphs: Iterable[tuple[str, list[bytes]]]) -> Iterator[bytes]:
    for graph, lines in graphs:
        tail = f" <{graph}> .\n".encode()
        yield from (line.removesuffix(b" .\n") + tail for line in lines)
