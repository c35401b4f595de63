"""How long 200 bulletins take into each triple store, beside the store's own bulk loader.

    python benchmarks/push.py [COUNT] [STORE ...]

Stores that are not installed are left out and named; scripts/fetch_servers.sh and tests/servers.py tell what is needed.
The store is on the same machine, so these are times without a network; where others use it too, the
CPU says more than the clock. Its own loader gets the same quads as one file
of N-Quads: `oxigraph load`, `ld_dir` of Virtuoso, a POST to Fuseki and to RDF4J, which have none for a running server.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import psutil
import pytest
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from servers import STORES, Server, running, sql_port  # noqa: E402  needs the path above

from benchmarks.generate import write_folder  # noqa: E402
from zhoubao.building.builder import build_store  # noqa: E402
from zhoubao.exchange.export import ExportFormat, export_file  # noqa: E402
from zhoubao.exchange.remote import open_endpoint, pull, push, verify  # noqa: E402
from zhoubao.store.store import Reader  # noqa: E402

GOAL = 60.0


def prepared(folder: Path, count: int) -> tuple[Path, Path, int]:
    """A store of generated bulletins, the same as N-Quads, and the number of quads."""
    write_folder(folder / "texts", count)
    build_store([folder / "texts"], folder / "store", processes=2, validate=False)
    with Reader(folder / "store") as reader:
        export_file(reader.quads, folder / "all.nq", ExportFormat.NQ)
    with (folder / "all.nq").open("rb") as lines:
        return folder / "store", folder / "all.nq", sum(1 for _ in lines)


def pushed(name: str, store: Path, work: Path) -> list[str]:
    """Seconds for a push, of CPU here and in the store, for a second push, a verification and a pull."""
    with closing(running(name, work)) as servers:
        server = next(servers)
        with Reader(store) as reader, open_endpoint(server.url, environment=server.credentials) as endpoint:
            times = []
            assert server.process is not None
            there = psutil.Process(server.process.pid)
            before = time.process_time(), sum(there.cpu_times()[:2])
            spent = []
            for step in (
                lambda: push(reader, endpoint),
                lambda: push(reader, endpoint),
                lambda: verify(reader, endpoint),
                lambda: pull(endpoint, work / "pulled"),
            ):
                started = time.perf_counter()
                step()
                times.append(time.perf_counter() - started)
                if not spent:
                    spent = [time.process_time() - before[0], sum(there.cpu_times()[:2]) - before[1]]
            assert verify(reader, endpoint) == []
    return [f"{seconds:.1f}" for seconds in (times[0], *spent, *times[1:])]


def loaded(name: str, nquads: Path, work: Path) -> str:
    """Seconds for the store's own way."""
    with closing(running(name, work)) as servers:
        server = next(servers)
        started = time.perf_counter()
        _LOADERS[name.partition("-")[0]](server, nquads)
        return f"{time.perf_counter() - started:.1f}"


def _oxigraph(server: Server, nquads: Path) -> None:
    server.kill()
    location = str(server.folder / "loaded")
    subprocess.run([server.command[0], "load", "--location", location, "--file", str(nquads)], check=True, stderr=-3)


def _posted(path: str) -> object:
    def post(server: Server, nquads: Path) -> None:
        text = nquads.read_text("utf-8")
        status, body = server.request("POST", path, text, Content_Type="application/n-quads")
        assert status < 300, body

    return post


def _virtuoso(server: Server, nquads: Path) -> None:
    (server.folder / "all.nq").symlink_to(nquads)
    steps = "ld_dir('.', 'all.nq', ''); rdf_loader_run(); checkpoint;"
    subprocess.run(["isql-vt", sql_port(server), "dba", "dba", f"exec={steps}"], check=True, stdout=subprocess.DEVNULL)


_LOADERS = {
    "oxigraph": _oxigraph,
    "fuseki": _posted("/ds"),
    "rdf4j": _posted("/rdf4j-server/repositories/zb/statements"),
    "virtuoso": _virtuoso,
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("count", nargs="?", type=int, default=200)
    parser.add_argument("stores", nargs="*", default=[*STORES])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store, nquads, quads = prepared(Path(folder), given.count)
        title = f"{given.count} bulletins, {quads:,} quads: seconds"
        table = Table(
            "store", "push", "CPU here", "CPU there", "second push", "verify", "pull", "own loader", title=title
        )
        for name in given.stores:
            try:
                with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
                    table.add_row(name, *pushed(name, store, Path(one)), loaded(name, nquads, Path(other)))
            except pytest.skip.Exception as reason:
                table.add_row(name, str(reason))
        Console().print(table)


if __name__ == "__main__":
    main()
