"""The ontology and the code lists pass shapes of their own, and all shapes pass the shapes of SHACL itself."""

from __future__ import annotations

from pathlib import Path

import pyshacl
import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import OWL, RDFS, SH, SKOS
from rdflib.term import Node
from reasoning import CODES, MODEL, ONTOLOGY, load

from mappers import resources
from mappers.rdf import iris
from zhoubao.checks.engine.pyshacl_engine import PreparedGraph

QUALITY = ONTOLOGY / "quality" / "shapes.ttl"
SHAPES = sorted(resources.path("shapes").glob("*.ttl"))
ROOT = URIRef(iris.ONTOLOGY.rstrip("#"))
ZW = Namespace(iris.ONTOLOGY)


def found(model: Graph) -> set[str]:
    """The shapes that the model breaks."""
    data = PreparedGraph()
    data += model
    _, report, text = pyshacl.validate(data, shacl_graph=load(QUALITY), inference="none", inplace=True)
    assert isinstance(report, Graph), text
    constraints = {str(value) for value in report.objects(None, SH.sourceConstraint)}
    shapes = {str(value) for value in report.objects(None, SH.sourceShape)}
    return {name.rpartition("#")[2] for name in shapes | constraints}


def model() -> Graph:
    return load(MODEL[0], *CODES)


def test_ontology_and_code_lists_pass() -> None:
    assert found(model()) == set()


#: What each shape must catch, each at a term of its own: triples that are taken away and triples that are put in.
SPOILT: dict[str, tuple[tuple[Node | None, ...], tuple[Node, ...] | None]] = {
    "Declared-label": ((ZW.Meeting, RDFS.label, None), None),
    "Declared-definition": ((ZW.Visit, SKOS.definition, None), None),
    "Declared-example": ((ZW.Training, SKOS.example, None), None),
    "Declared-defined": ((ZW.Award, RDFS.isDefinedBy, None), None),
    "Declared-replaced": ((None, OWL.deprecated, None), (ZW.Listing, OWL.deprecated, Literal(True))),
    "Declared-twice": ((ZW.Region, RDFS.label, None), (ZW.Region, RDFS.label, Literal("章节", "zh"))),
    "Ontology-versions": ((ROOT, OWL.versionInfo, None), (ROOT, OWL.versionInfo, Literal("9.9.9"))),
    "Ontology-imports": ((ROOT, OWL.imports, None), (ROOT, OWL.imports, ZW.Meeting)),
    "Concept-label": ((URIRef(f"{iris.CODE}shouli"), SKOS.prefLabel, None), None),
}


@pytest.fixture(scope="module")
def caught() -> set[str]:
    graph = Graph() + model()
    for gone, added in SPOILT.values():
        graph.remove((gone[0], gone[1], gone[2]))
        if added is not None:
            graph.add((added[0], added[1], added[2]))
    return found(graph)


@pytest.mark.xdist_group("spoilt model")
@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_model_is_caught(name: str, caught: set[str]) -> None:
    assert name in caught


@pytest.mark.parametrize("shapes", [SHAPES, [QUALITY]], ids=["data", "model"])
def test_shapes_are_shapes(shapes: list[Path]) -> None:
    """SHACL's shapes for shapes, which pySHACL brings along; a shape that they do not know would check nothing."""
    _, report, text = pyshacl.validate(Graph(), shacl_graph=load(*shapes), meta_shacl=True)
    assert isinstance(report, Graph), text


def test_a_shape_that_is_none_is_caught() -> None:
    spoilt = Graph() + load(QUALITY)
    spoilt.add((URIRef("https://w3id.org/zhoubao/quality#Declared-label"), SH.minCount, Literal("two")))
    with pytest.raises(pyshacl.errors.ReportableRuntimeError):
        pyshacl.validate(Graph(), shacl_graph=spoilt, meta_shacl=True)
