"""What checking costs, beside plain pySHACL in the same run, and that the results are the same.

    python benchmarks/checks.py [COUNT]

CPU seconds of one process, so that neighbours do not change them. The corpus is COUNT generated bulletins of about
2,500 characters, every second one with the damage of fixtures planted in it, so that pySHACL has something to write.
Plain pySHACL is measured on every tenth bulletin of the same corpus, whose results are compared too; keeping parsed
queries (--engine pyshacl) gives the same reports and is used to compare all the others. The last lines show how cost
and memory grow with the number of bulletins.
"""

from __future__ import annotations

import argparse
import logging
import resource
import sys
import time
import warnings
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.damage import fixtures, plant  # noqa: E402  needs the path above
from benchmarks.generate import bulletin  # noqa: E402

GOAL = 40
PLAIN = 10  # plain pySHACL on one bulletin in so many


def graph(index: int, *, damaged: bool = False) -> str:
    """One generated bulletin's graph, with the damage of two fixtures if wanted."""
    from mappers.mapping import map_bulletin
    from mappers.text.source import read_text
    from mappers.triples import nquads

    quads = nquads(map_bulletin(read_text(bulletin(index).encode(), f"{index}.txt")))
    names = sorted(fixtures())
    return plant(quads, [names[2 * index % len(names)], names[(2 * index + 1) % len(names)]]) if damaged else quads


def plain_seconds(quads: str) -> tuple[float, int]:
    """CPU seconds and number of results of pySHACL as it comes."""
    import pyshacl
    from rdflib import Graph
    from rdflib.namespace import RDF, SH

    from zhoubao.checks.by_pyshacl import shapes_graph
    from zhoubao.validation import checked_graph

    start = time.process_time()
    data = Graph().parse(data=checked_graph(quads).serialize(format="nt"), format="nt")
    start += (time.process_time() - start) / 2  # the graph is made twice here, once would do
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes_graph(), inplace=True)
    assert isinstance(report, Graph)
    return time.process_time() - start, len([*report.subjects(RDF.type, SH.ValidationResult)])


def compare(count: int, *, damaged: bool) -> None:
    """The screen against pySHACL on one corpus."""
    from zhoubao.validation import check

    graphs = [graph(index, damaged=damaged) for index in range(count)]
    check(graphs[0]), check(graphs[0], engine="pyshacl")  # parses the shapes and their queries
    start = time.process_time()
    found = [check(quads) for quads in graphs]
    screened = (time.process_time() - start) / count
    sample = range(0, count, PLAIN)
    plain = [plain_seconds(graphs[index]) for index in sample]
    each = sum(seconds for seconds, _ in plain) / len(plain)
    assert [len(found[index]) for index in sample] == [results for _, results in plain]
    differing = sum(results != check(quads, engine="pyshacl") for quads, results in zip(graphs, found, strict=True))
    kind = "damaged" if damaged else "as generated"
    unclean = sum(map(bool, found))
    print(
        f"{count} bulletins {kind}, {unclean} of them with results, {sum(map(len, found))} results: "
        f"{1000 * screened:.1f} ms each, plain pySHACL {1000 * each:.0f} ms (on {len(plain)}): "
        f"{each / screened:.0f} times; {differing} differ"
    )
    if differing or each / screened < GOAL:
        print(f"!! the goal is {GOAL} times and none that differs")


def curve(counts: list[int]) -> None:
    """Cost and memory as bulletins are checked one after the other."""
    from zhoubao.validation import check

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
        print(f"{count:>6} bulletins: {1000 * spent / count:5.1f} ms each, {memory:.0f} MB")


if __name__ == "__main__":
    logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)
    warnings.filterwarnings("ignore", message="Serializing weird numerical")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", nargs="?", type=int, default=200)
    chosen = parser.parse_args().count
    compare(chosen, damaged=False)
    compare(chosen, damaged=True)
    curve([chosen, 2 * chosen, 4 * chosen])
