"""What checking costs, beside plain pySHACL in the same run, and that the results are the same.

    python benchmarks/checks.py [COUNT]
    python benchmarks/checks.py --curve 100 1000 10000

CPU seconds of one process, so that neighbours do not change them, audits by pySHACL included. The corpus is COUNT
generated bulletins of about 2,500 characters, first as they are, then with the damage of the fixtures of the shapes
dealt out among them at random, each fixture at least once. Plain pySHACL is measured on every tenth bulletin; its
results and the screen's are the same set of focus node, path, constraint component, shape, value and severity.
pySHACL with parsed queries kept (--engine pyshacl) is asked about all others, and gives the same down to the words.

--curve instead checks so many bulletins one after the other, and prints cost and memory at each number.
"""

from __future__ import annotations

import argparse
import logging
import random
import resource
import sys
import time
import warnings
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.damage import fixtures, plant  # noqa: E402  needs the path above
from benchmarks.generate import bulletin  # noqa: E402
from zhoubao.checks.engine.check_result import CheckResult  # noqa: E402

GOAL = 40
PLAIN = 10  # plain pySHACL on one bulletin in so many
EACH = 2  # fixtures planted in a bulletin


def graph(index: int) -> str:
    """One generated bulletin's graph."""
    from mappers.mapping import map_bulletin
    from mappers.rdf import nquads
    from mappers.text.source import read_text

    return nquads(map_bulletin(read_text(bulletin(index).encode(), f"{index}.txt")))


def damaged(graphs: list[str], seed: int = 1) -> list[str]:
    """The graphs with the damage of fixtures dealt out among them."""
    names = sorted(fixtures())
    random.Random(seed).shuffle(names)
    dealt = islice(cycle(names), EACH * len(graphs))
    return [plant(quads, [next(dealt) for _ in range(EACH)]) for quads in graphs]


def plain(quads: str) -> tuple[float, set[tuple[str, ...]]]:
    """CPU seconds of pySHACL as it comes, from lines of triples to its report, and what it finds."""
    import pyshacl
    from rdflib import Graph

    from zhoubao.checks.engine.pyshacl_engine import results_of_report, shapes_graph
    from zhoubao.checks.engine.register_merge import merged_lines

    start = time.process_time()
    data = Graph().parse(data="".join(f"{line} .\n" for line in merged_lines(quads)), format="nt")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes_graph(), inplace=True)
    assert isinstance(report, Graph)
    return time.process_time() - start, {*map(key, results_of_report(report, shapes_graph()))}


def key(result: CheckResult) -> tuple[str, ...]:
    """What makes a result."""
    return (result.focus, result.path, result.constraint, result.shape, result.value, result.severity)


def compare(kind: str, graphs: list[str]) -> None:
    """The screen against pySHACL on one corpus."""
    from zhoubao.checks.validation import check

    check(graphs[0]), check(graphs[0], engine="pyshacl")  # parses the shapes and their queries
    start = time.process_time()
    found = [check(quads) for quads in graphs]
    screened = (time.process_time() - start) / len(graphs)
    unclean = sum(map(bool, found))
    print(
        f"{len(graphs)} bulletins {kind}, {unclean} of them with results, {sum(map(len, found))} results of "
        f"{len({result.shape for results in found for result in results})} rules: {1000 * screened:.1f} ms each",
        flush=True,
    )
    measured = [(plain(graphs[index]), {*map(key, found[index])}) for index in range(0, len(graphs), PLAIN)]
    each = sum(seconds for (seconds, _), _ in measured) / len(measured)
    differing = sum(theirs != ours for (_, theirs), ours in measured)
    print(
        f"    plain pySHACL {1000 * each:.0f} ms on {len(measured)} of them: {each / screened:.0f} times; "
        f"{differing} of these differ",
        flush=True,
    )
    start = time.process_time()
    others = sum(results != check(quads, engine="pyshacl") for quads, results in zip(graphs, found, strict=True))
    kept = (time.process_time() - start) / len(graphs)
    print(f"    pySHACL with parsed queries kept {1000 * kept:.0f} ms on all of them; {others} differ", flush=True)
    if differing or others or each / screened < GOAL:
        print(f"!! the goal is {GOAL} times and none that differs")


def curve(counts: list[int]) -> None:
    """Cost and memory as bulletins are checked one after the other."""
    from zhoubao.checks.validation import check

    done, start = 0, time.process_time()
    making = 0.0
    for count in counts:
        for index in range(done, count):
            began = time.process_time()
            quads = graph(index)
            making += time.process_time() - began
            check(quads)
        done = count
        spent = time.process_time() - start - making
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{count:>6} bulletins: {1000 * spent / count:5.1f} ms each, {memory:.0f} MB", flush=True)


if __name__ == "__main__":
    logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)
    warnings.filterwarnings("ignore", message="Serializing weird numerical")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", nargs="?", type=int, default=200)
    parser.add_argument("--curve", nargs="+", type=int, default=[])
    chosen = parser.parse_args()
    if chosen.curve:
        curve(chosen.curve)
    else:
        corpus = [graph(index) for index in range(chosen.count)]
        compare("as generated", corpus)
        compare("with damage", damaged(corpus))
