"""How fast bulletins become a graph on disk, and what it costs in memory, beside plain rdflib in the same run.

    python benchmarks/build.py [COUNT]

Each measurement is a process of its own, with its workers. Memory is the largest sum of resident sizes of the process
and its workers, so pages that they share count twice. Checks are off. rdflib gets the same texts, the same mapping, and
puts the same quads into a Dataset that is written as N-Quads at the end: in memory, without transactions, on one core;
it is measured on a fifth of the bulletins, for it keeps them all in memory.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.generate import write_folder  # noqa: E402  needs the path above

GOAL_RATE = 40
GOAL_MEMORY = 500


def zhoubao_build(files: Path, target: Path, processes: int) -> None:
    """What `zhoubao build` does, checks off."""
    from zhoubao.building.builder import build_store

    build_store([files], target, processes=processes, validate=False)


def rdflib_build(files: Path, target: Path) -> None:
    """The same step, written plainly with rdflib."""
    from rdflib import Dataset

    from mappers.mapping import map_bulletin
    from mappers.rdf import nquads
    from mappers.text.readers import read_file

    dataset = Dataset(default_union=False)
    for path in sorted(files.iterdir()):
        dataset.parse(data=nquads(map_bulletin(read_file(path))), format="nquads")
    dataset.serialize(target, format="nquads", encoding="utf-8")


def measure(*arguments: str | Path) -> tuple[float, float, float]:
    """Seconds, seconds of CPU, and peak megabytes of one of the builds above in a process of its own."""
    start = time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen([sys.executable, __file__, *map(str, arguments)], env=environment)
    peak = [0]
    watch = threading.Thread(target=_watch, args=(psutil.Process(process.pid), peak), daemon=True)
    watch.start()
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    watch.join()
    if process.returncode:
        raise SystemExit(f"failed: {arguments}")
    return seconds, used.ru_utime + used.ru_stime, peak[0] / 2**20


def _watch(process: psutil.Process, peak: list[int]) -> None:
    while process.is_running():
        try:
            family = [process, *process.children(recursive=True)]
            peak[0] = max(peak[0], sum(member.memory_info().rss for member in family))
        except psutil.Error:
            continue
        time.sleep(0.02)


def compare(count: int) -> Table:
    """All measurements, as one table."""
    table = Table(title=f"{os.cpu_count()} cores; bulletins of about 2,500 characters")
    for column in ("build", "bulletins", "seconds", "bulletins/s", "CPU ms each", "peak MB", "times rdflib"):
        table.add_column(column, justify="left" if column == "build" else "right")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        sizes = sorted({max(count // 10, 1), count})
        for size in sizes:
            write_folder(root / f"texts-{size}", size)
        fifth = max(count // 5, 1)
        write_folder(root / "texts-rdflib", fifth)
        plain = measure("rdflib", root / "texts-rdflib", root / "all.nq")
        rate = fifth / plain[0]
        table.add_row("rdflib, 1 process", *_cells(fifth, plain, rate))
        for processes in (1, 2):
            for size in sizes:
                store = root / f"store-{size}-{processes}"
                found = measure("zhoubao", root / f"texts-{size}", store, str(processes))
                name = f"zhoubao, {processes} process{'es' * (processes > 1)}"
                table.add_row(name, *_cells(size, found, rate))
                shutil.rmtree(store)
    table.caption = f"goal with 2 processes: {GOAL_RATE} bulletins/s, below {GOAL_MEMORY} MB and flat"
    return table


def _cells(count: int, found: tuple[float, float, float], plain: float) -> tuple[str, ...]:
    seconds, cpu, memory = found
    rate = count / seconds
    return (
        str(count),
        f"{seconds:.1f}",
        f"{rate:.1f}",
        f"{cpu / count * 1000:.1f}",
        f"{memory:.0f}",
        f"{rate / plain:.1f}",
    )


def main() -> None:
    """Measure everything, or be the process that is measured."""
    if sys.argv[1:2] == ["zhoubao"]:
        zhoubao_build(Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
    elif sys.argv[1:2] == ["rdflib"]:
        rdflib_build(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        parser = argparse.ArgumentParser(description=__doc__)
        parser.add_argument("count", nargs="?", type=int, default=1000)
        Console(width=110).print(compare(parser.parse_args().count))


if __name__ == "__main__":
    main()
