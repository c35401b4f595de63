"""The pieces are taken whole by the stores' own loaders, with the commands that are printed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
from servers import _jar, missing, running, sql_port

from zhoubao.exchange.files.bulk import COMMANDS, write_pieces
from zhoubao.exchange.files.selection import selected
from zhoubao.exchange.remote import open_endpoint
from zhoubao.knowledge_graph import KnowledgeGraph

PIECE = 400_000


@pytest.fixture(scope="module")
def pieces(sample_store: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples' store in several pieces."""
    folder = tmp_path_factory.mktemp("pieces")
    assert len(write_pieces(selected(sample_store.reader.quads), folder, PIECE)) > 2
    return folder


def sizes(quads: object) -> Counter[str]:
    """Quads by graph."""
    return Counter(str(quad.graph_name) for quad in quads)  # type: ignore[attr-defined]


def whole(pieces: Path) -> Counter[str]:
    found = {quad for piece in pieces.iterdir() for quad in ox.parse(path=str(piece), format=ox.RdfFormat.N_QUADS)}
    return sizes(found)


def run(command: str, folder: Path, programs: Path) -> None:
    environment = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_oxigraph_loads_every_piece(pieces: Path, tmp_path: Path) -> None:
    database = tmp_path / "database"
    command = COMMANDS["Oxigraph"].format(folder=pieces).replace("DATABASE", str(database))
    run(command, tmp_path, Path(sys.executable).parent)
    assert sizes(ox.Store.read_only(str(database))) == whole(pieces)


def test_tdb2_loads_every_piece(pieces: Path, tmp_path: Path) -> None:
    if shutil.which("java") is None:
        missing("java", "apt-get install openjdk-17-jre-headless")
    for name in ("tdb2.tdbloader", "tdb2.tdbdump"):
        program = tmp_path / name
        program.write_text(f'#!/bin/sh\nexec java -XX:+UseSerialGC -cp "{_jar("jena-fuseki-server")}" {name} "$@"\n')
        program.chmod(0o755)
    command = COMMANDS["Jena TDB2"].format(folder=pieces).replace("DATABASE", "database")
    run(f"{command} && tdb2.tdbdump --loc database > dump.nq", tmp_path, tmp_path)
    assert sizes(set(ox.parse(path=str(tmp_path / "dump.nq"), format=ox.RdfFormat.N_QUADS))) == whole(pieces)


@pytest.mark.xdist_group("rdf4j")
def test_rdf4j_takes_every_piece(pieces: Path, tmp_path: Path) -> None:
    if shutil.which("curl") is None:
        missing("curl", "apt-get install curl")
    for server in running("rdf4j", tmp_path):
        command = COMMANDS["RDF4J"].format(folder=pieces).replace("REPOSITORY", server.url)
        run(command, tmp_path, tmp_path)
        path = server.url.removeprefix(f"http://127.0.0.1:{server.port}") + "/statements?infer=false"
        _, body = server.request("GET", path, Accept="application/n-quads")
    assert sizes(set(ox.parse(body, format=ox.RdfFormat.N_QUADS))) == whole(pieces)


@pytest.mark.xdist_group("virtuoso")
def test_virtuoso_loads_every_piece(pieces: Path, tmp_path: Path) -> None:
    program = shutil.which("isql-vt") or shutil.which("isql")
    if program is None:
        missing("isql-vt", "apt-get install virtuoso-opensource-7")
    for server in running("virtuoso", tmp_path):
        own = shutil.copytree(pieces, tmp_path / "pieces")  # below the folders that the server may read
        (tmp_path / "isql").symlink_to(str(program))  # isql-vt is what Debian calls it
        command = COMMANDS["Virtuoso"].format(folder=own).replace("PORT", sql_port(server)).replace("PASSWORD", "dba")
        run(command, tmp_path, tmp_path)
        with open_endpoint(server.url, environment=server.credentials) as endpoint:
            graphs = [graph.strip("<>") for graph in whole(pieces)]
            assert Counter({f"<{graph}>": count for graph, count in endpoint.counts(graphs).items()}) == whole(pieces)
