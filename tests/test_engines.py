"""The shapes are everyone's: other engines of SHACL give the results that pySHACL gives."""

from __future__ import annotations

import logging
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pyshacl
import pytest
import shifty
from rdflib import Graph
from rdflib.namespace import RDF, SH
from servers import JARS, missing

from benchmarks.damage import fixtures, plant
from mappers.mapping import map_bulletin
from mappers.rdf import nquads
from mappers.text.readers import read_file
from zhoubao.checks.engine.pyshacl_engine import graph_of, shapes_graph
from zhoubao.checks.engine.register_merge import merged_lines

pytestmark = pytest.mark.xdist_group("shapes")  # what is parsed of them serves all

SAMPLES = Path(__file__).parent.parent / "samples"
#: Two samples as they are, and one with the damage of all fixtures that break a shape.
GRAPHS = ("s03.txt", "s04.txt", "damaged")
#: Jena's log goes where its report goes.
_LOG = re.compile(r"^\d\d:\d\d:\d\d (?:WARN|ERROR) .*\n", re.MULTILINE)


@cache
def lines(name: str) -> list[str]:
    quads = nquads(map_bulletin(read_file(SAMPLES / name.replace("damaged", "s05.txt"))))
    return merged_lines(plant(quads, sorted(fixtures())) if name == "damaged" else quads)


@cache
def reference(name: str) -> Counter[tuple[str, ...]]:
    logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)  # ill-typed literals are what some fixtures are about
    _, report, _ = pyshacl.validate(graph_of(lines(name)), shacl_graph=shapes_graph(), inplace=True)
    assert isinstance(report, Graph)
    return keys(report)


def keys(report: Graph) -> Counter[tuple[str, ...]]:
    """What makes a result: focus node, path, constraint component, source shape, value, severity.

    Of sh:uniqueLang, whose results have no value by the standard, Jena names one of the values.
    """
    parts = (SH.focusNode, SH.resultPath, SH.sourceConstraintComponent, SH.sourceShape, SH.value, SH.resultSeverity)
    unique = str(SH.UniqueLangConstraintComponent)
    found: Counter[tuple[str, ...]] = Counter()
    for node in report.subjects(RDF.type, SH.ValidationResult):
        focus, path, component, shape, value, severity = (str(report.value(node, part)) for part in parts)
        found[focus, path, component, shape, "" if component == unique else value, severity] += 1
    return found


def by_shifty(shapes: Path, data: Path) -> Graph:
    _, report, _ = shifty.validate(str(data), str(shapes), infer=False)
    return report


def by_jena(shapes: Path, data: Path) -> Graph:
    """The command of Apache Jena that comes in the archive of Fuseki."""
    jar = next(JARS.glob("jena-fuseki-server-*.jar"), None)
    if jar is None or shutil.which("java") is None:
        missing("Jena's SHACL", "install Java 17 and run scripts/fetch_servers.sh")
    java = ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", str(jar), "shacl.shacl_validate"]
    run = subprocess.run(
        [*java, "--shapes", str(shapes), "--data", str(data)],
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=120,
    )
    return Graph().parse(data=_LOG.sub("", run.stdout), format="turtle")


@pytest.mark.parametrize("name", GRAPHS)
@pytest.mark.parametrize("engine", [by_shifty, by_jena])
def test_another_engine_gives_the_same_results(
    engine: Callable[[Path, Path], Graph], name: str, tmp_path: Path
) -> None:
    shapes, data = tmp_path / "shapes.ttl", tmp_path / "data.nt"
    shapes_graph().serialize(shapes, format="turtle")
    data.write_text("".join(f"{line} .\n" for line in lines(name)), "utf-8")
    assert keys(engine(shapes, data)) == reference(name)


def test_the_damaged_graph_breaks_every_shape() -> None:
    broken = {shape.rpartition("#")[2] for _, _, _, shape, _, _ in reference("damaged")}
    assert broken >= fixtures().keys()
