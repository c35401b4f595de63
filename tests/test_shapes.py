"""Every shape lets pass what is right and catches what is wrong, and says so in both languages."""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path

import pyshacl
import pytest
from example import mapped
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, SH

from mappers import resources
from mappers.rdf import iris, nquads
from zhoubao.checks.engine.pyshacl_engine import PreparedGraph

pytestmark = pytest.mark.xdist_group("shapes")  # what is parsed of them serves all

HERE = Path(__file__).parent / "shapes"
BROKEN = sorted((HERE / "break").glob("*.ttl"))
PASSING = sorted((HERE / "pass").glob("*.ttl"))


@cache
def shapes() -> Graph:
    graph = Graph()
    for path in sorted(resources.path("shapes").glob("*.ttl")):
        graph.parse(path)
    return graph


def local(shape: URIRef | str) -> str:
    return str(shape).removeprefix(iris.SHAPE)


def own(kind: URIRef) -> list[URIRef]:
    return sorted(shape for shape in shapes().subjects(RDF.type, kind) if isinstance(shape, URIRef))


def checked() -> list[URIRef]:
    """The shapes that can give a result: property shapes, and node shapes with a constraint in SPARQL."""
    return own(SH.PropertyShape) + [shape for shape in own(SH.NodeShape) if (shape, SH.sparql, None) in shapes()]


def results(data: Graph) -> list[tuple[str, str, str]]:
    """Shape, severity and focus node of each result."""
    logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)  # ill-typed literals are what some fixtures are about
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes(), inference="none", inplace=True)
    assert isinstance(report, Graph), report
    return sorted(
        (local(str(report.value(node, SH.sourceShape))), local(str(report.value(node, SH.resultSeverity))), str(focus))
        for node, focus in report.subject_objects(SH.focusNode)
    )


def test_every_shape_has_a_fixture_that_breaks_it() -> None:
    assert {path.stem for path in BROKEN} == {local(shape) for shape in checked()}


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_fixture_breaks_its_shape(path: Path) -> None:
    assert path.stem in {shape for shape, _, _ in results(PreparedGraph().parse(path))}


@pytest.mark.parametrize("path", PASSING, ids=lambda path: path.stem)
def test_fixture_passes(path: Path) -> None:
    assert results(PreparedGraph().parse(path)) == []


def test_every_shape_has_something_to_check_in_a_fixture_that_passes() -> None:
    data = Graph()
    for path in PASSING:
        data.parse(path)
    data.parse(data="".join(f"{line.rsplit(' <', 1)[0]} .\n" for line in nquads(mapped()).splitlines()), format="nt")
    idle = {local(shape) for shape in own(SH.NodeShape) if not _focus_nodes(shape, data)}
    assert idle == set()


def _focus_nodes(shape: URIRef, data: Graph) -> set[object]:
    found: set[object] = set()
    for target in shapes().objects(shape, SH.targetClass):
        found |= set(data.subjects(RDF.type, target))
    for target in shapes().objects(shape, SH.targetSubjectsOf):
        found |= set(data.subjects(target, None))
    for target in shapes().objects(shape, SH.targetObjectsOf):
        found |= set(data.objects(None, target))
    return found


@pytest.mark.parametrize("shape", checked(), ids=local)
def test_shape_has_name_message_and_severity(shape: URIRef) -> None:
    for predicate in (SH.name, SH.message):
        languages = sorted(
            text.language or "" for text in shapes().objects(shape, predicate) if isinstance(text, Literal)
        )
        assert languages == ["en", "zh"], predicate
    assert shapes().value(shape, SH.severity) in (SH.Violation, SH.Warning)


def test_every_property_shape_is_used_and_named() -> None:
    for shape in shapes().objects(None, SH.property):
        assert isinstance(shape, URIRef)
        assert (shape, RDF.type, SH.PropertyShape) in shapes()
    assert set(own(SH.PropertyShape)) == set(shapes().objects(None, SH.property))


def test_groups_of_shapes_are_labelled() -> None:
    for shape in own(SH.NodeShape):
        assert (shape, RDFS.label, None) in shapes() or (shape, SH.name, None) in shapes()
