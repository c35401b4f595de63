"""The same input gives the same bytes: whatever the hash seed, the order of the files, the number of processes."""

from __future__ import annotations

import io
import os
import random
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic

from benchmarks.generate import write_folder
from zhoubao.building.builder import build_store
from zhoubao.exchange.export import ExportFormat, export
from zhoubao.store.store import Reader

ROOT = Path(__file__).resolve().parent.parent
FORMATS = [form.extension for form in ExportFormat]

BUILD = """
import sys
from pathlib import Path
from zhoubao.building.builder import build_store
from zhoubao.exchange.export import ExportFormat, export_file
from zhoubao.store.store import Reader

if __name__ == "__main__":
    folder, processes, *files = sys.argv[1:]
    build_store([Path(file) for file in files], Path(folder) / "store", processes=int(processes), validate=False)
    with Reader(Path(folder) / "store") as reader:
        for form in ExportFormat:
            export_file(reader.quads, Path(folder) / f"export.{form.extension}", form)
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> list[Path]:
    """The samples and some generated bulletins; more than are mapped without starting processes."""
    texts = [path for path in samples.iterdir() if path.suffix in (".txt", ".md") and path.stem != "README"]
    return [*texts, *write_folder(tmp_path_factory.mktemp("files"), 4, 900)]


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory, files: list[Path]) -> Path:
    """Exports of one build."""
    folder = tmp_path_factory.mktemp("reference")
    run_build(folder, files, seed="0", processes=1)
    return folder


def run_build(folder: Path, files: list[Path], seed: str, processes: int) -> None:
    script = folder / "build.py"
    script.write_text(BUILD)
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(script), str(folder), str(processes), *map(str, files)]
    subprocess.run(command, check=True, env=environment)


@pytest.mark.parametrize("seed", range(1, 7))
def test_hash_seed_order_and_processes_change_no_byte(
    reference: Path, files: list[Path], tmp_path: Path, seed: int
) -> None:
    shuffled = random.Random(seed).sample(files, len(files))
    run_build(tmp_path, shuffled, seed=str(seed * 101), processes=1 + seed % 2)
    for extension in FORMATS:
        assert (tmp_path / f"export.{extension}").read_bytes() == (reference / f"export.{extension}").read_bytes()


def test_a_store_grown_step_by_step_exports_the_same(reference: Path, files: list[Path], tmp_path: Path) -> None:
    for path in reversed(files):
        build_store([path], tmp_path / "store", validate=False)
    output = io.BytesIO()
    with Reader(tmp_path / "store") as reader:
        export(reader.quads, output, ExportFormat.NQ)
    assert output.getvalue() == (reference / "export.nq").read_bytes()


def quads_of(path: Path) -> set[str]:
    return {str(quad) for quad in ox.parse(path=str(path))}


def test_all_formats_read_back_as_the_same_graph_in_pyoxigraph(reference: Path) -> None:
    assert quads_of(reference / "export.nq") == quads_of(reference / "export.trig")
    triples = {str(quad.triple) for quad in ox.parse(path=str(reference / "export.nq"))}
    assert triples == quads_of(reference / "export.ttl") == quads_of(reference / "export.nt")


def test_a_bulletin_reads_back_as_the_same_graph_in_rdflib(reference: Path) -> None:
    bulletins = ("/graph/bulletin/", "/graph/ledger/", "/graph/provenance")
    lines = [
        line for line in (reference / "export.nq").read_text("utf-8").splitlines() if any(g in line for g in bulletins)
    ]
    quads = Dataset(default_union=False)
    quads.parse(data="\n".join(lines), format="nquads")
    trig = Dataset(default_union=False)
    trig.parse(reference / "export.trig", format="trig")
    for graph in quads.graphs():
        if len(graph):
            assert set(graph) == set(trig.graph(graph.identifier))


def test_turtle_and_ntriples_are_the_same_graph_in_rdflib(tmp_path: Path, folder: Path) -> None:
    build_store([folder], tmp_path / "store", validate=False)
    with Reader(tmp_path / "store") as reader:
        store = ox.Store()
        graphs = [name for name in reader.quads.named_graphs() if "/graph/bulletin/" in name.value]
        for name in graphs:
            store.extend(reader.quads.quads_for_pattern(None, None, None, name))
    found = []
    for form in (ExportFormat.TTL, ExportFormat.NT):
        output = io.BytesIO()
        export(store, output, form)
        found.append(Graph().parse(data=output.getvalue(), format=form.media_type))
    assert len(found[0]) > 0
    assert isomorphic(*found)
