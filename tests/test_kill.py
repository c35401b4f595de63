"""A killed build leaves each bulletin as it was or as it will be, and the next build ends where none was killed.

The killed process prints a line before and after each step of its build; the test kills it on reading a random one, so
that the kill falls into the engine's own writing as well as between two writes.
"""

from __future__ import annotations

import io
import os
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import pytest

from benchmarks.generate import bulletin
from zhoubao.building.builder import build_store
from zhoubao.exchange.export import ExportFormat, export
from zhoubao.store.store import Reader

ROOT = Path(__file__).resolve().parent.parent
COUNT = 8

BUILD = """
import sys
from pathlib import Path
from zhoubao.building import builder
from zhoubao.store import store

def told(place, name):
    step = getattr(place, name)
    def tell(*arguments):
        print(name, flush=True)
        result = step(*arguments)
        print(name, "done", flush=True)
        return result
    setattr(place, name, tell)

told(store, "write_whole")
for name in ("write", "_exchange", "_drop_strays", "log", "close"):
    told(store.Writer, name)
builder._BATCH = 1
builder.build_store([Path(sys.argv[1])], Path(sys.argv[2]), validate=False)
"""


class Built(NamedTuple):
    """Two editions of some files, the store of the first, and the graphs and the export that each edition gives."""

    old_store: Path
    files: Path
    old: dict[str, frozenset[str]]
    new: dict[str, frozenset[str]]
    export: bytes
    steps: int


def graphs(store: Path) -> dict[str, frozenset[str]]:
    with Reader(store) as reader:
        find = reader.quads.quads_for_pattern
        return {
            name: frozenset(str(quad.triple) for quad in find(None, None, None, ox.NamedNode(name)))
            for name in reader.records()
        }


def exported(store: Path) -> bytes:
    with Reader(store) as reader:
        output = io.BytesIO()
        export(reader.quads, output, ExportFormat.NQ)
    return output.getvalue()


def start(files: Path, store: Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", BUILD, str(files), str(store)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("kill")
    files = folder / "bulletins"
    files.mkdir()
    for index in range(COUNT):
        (files / f"{index}.txt").write_text(bulletin(index, 500), "utf-8")
    build_store([files], folder / "old", validate=False)
    old = graphs(folder / "old")
    for path in files.iterdir():
        path.write_text(path.read_text("utf-8").replace("总体情况良好", "总体情况一般"), "utf-8")
    run = start(files, folder / "clean")
    assert run.stdout is not None
    steps = len(run.stdout.readlines())
    assert run.wait() == 0
    return Built(folder / "old", files, old, graphs(folder / "clean"), exported(folder / "clean"), steps)


@pytest.mark.parametrize("replacing", [False, True], ids=["adding", "replacing"])
@pytest.mark.parametrize("seed", range(10))
def test_a_killed_build_leaves_whole_bulletins_and_the_next_one_finishes(
    built: Built, tmp_path: Path, seed: int, replacing: bool
) -> None:
    store = tmp_path / "store"
    if replacing:
        shutil.copytree(built.old_store, store)
    run = start(built.files, store)
    assert run.stdout is not None
    for _ in range(random.Random(seed * 2 + replacing).randrange(1, built.steps - 2)):
        run.stdout.readline()
    run.send_signal(signal.SIGKILL)
    run.stdout.close()
    assert run.wait() == -signal.SIGKILL
    if (store / "zhoubao.json").exists():
        for name, triples in graphs(store).items():
            assert triples in (built.old.get(name) if replacing else None, built.new[name])
        assert not replacing or len(graphs(store)) == COUNT
    build_store([built.files], store, validate=False)
    assert exported(store) == built.export
