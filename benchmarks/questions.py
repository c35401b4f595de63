"""How long each question takes, on the samples and on generated bulletins.

    python benchmarks/questions.py [COUNT] [ID…]

Milliseconds of CPU, names looked up and rows made, the better of two, in a process that has asked something before. What
a question needs and has no default is taken from the store: the first thing of its type. The goals are 100 on the
samples and 1,000 on 1,000 bulletins of 2,500 characters.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

import pyoxigraph as ox
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from record_questions import texts  # noqa: E402  needs the path above

from benchmarks.generate import write_folder  # noqa: E402
from zhoubao.building.builder import build_store  # noqa: E402
from zhoubao.knowledge_graph import KnowledgeGraph  # noqa: E402
from zhoubao.questions.ask import ask  # noqa: E402
from zhoubao.questions.catalogue import Question, catalogue  # noqa: E402
from zhoubao.questions.parameter_values import THINGS  # noqa: E402
from zhoubao.store.graph_names import PREFIXES  # noqa: E402

GOALS = (100, 1000)


def needed(store: ox.Store, question: Question) -> dict[str, str]:
    """A value for each parameter that has to be given."""
    values = {}
    for parameter in question.parameters:
        if parameter.example:
            query = f"SELECT ?thing WHERE {{ GRAPH ?g {{ {THINGS[parameter.type][1]} }} }} ORDER BY ?thing LIMIT 1"
            values[parameter.name] = next(iter(store.query(query, prefixes=PREFIXES)))["thing"].value
    return values


def measure(graph: KnowledgeGraph, question: Question) -> tuple[float, int]:
    """Milliseconds and rows of an answer."""
    store = graph.reader.quads
    values = needed(store, question)
    times = []
    for _ in range(2):
        start = time.process_time()
        rows = len(ask(store, question.id, values).rows)
        times.append(1000 * (time.process_time() - start))
    return min(times), rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=1000)
    parser.add_argument("ids", nargs="*")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_folder(root / "bulletins", options.count)
        build_store(texts(), root / "samples")
        build_store([root / "bulletins"], root / "generated", processes=os.cpu_count() or 1, validate=False)
        table = Table("question", "samples, ms", "rows", f"{options.count:,} bulletins, ms", "rows", box=None)
        slow = 0
        with KnowledgeGraph(root / "samples") as few, KnowledgeGraph(root / "generated") as many:
            for question in catalogue().values():
                if options.ids and question.id not in options.ids:
                    continue
                found = [measure(graph, question) for graph in (few, many)]
                slow += any(took > goal for (took, _), goal in zip(found, GOALS, strict=True))
                table.add_row(question.id, *(str(round(value)) for pair in found for value in pair))
        Console(width=120).print(table)
        print(f"above the goals: {slow} of {table.row_count}")


if __name__ == "__main__":
    main()
