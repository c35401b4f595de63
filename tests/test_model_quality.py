"""The ontology and the code lists pass shapes of their own, and all shapes pass the shapes of SHACL itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyshacl
import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import OWL, RDFS, SH, SKOS
from reasoning import CODES, MODEL, ONTOLOGY, load

from mappers import iris, resources

QUALITY = ONTOLOGY / "quality" / "shapes.ttl"
SHAPES = sorted(resources.path("shapes").glob("*.ttl"))
ROOT = URIRef(iris.ONTOLOGY.rstrip("#"))
MEETING = URIRef(f"{iris.ONTOLOGY}Meeting")


def found(data: Graph) -> set[str]:
    """The shapes that the model breaks."""
    _, report, text = pyshacl.validate(data, shacl_graph=load(QUALITY), inference="none")
    assert isinstance(report, Graph), text
    constraints = {str(value) for value in report.objects(None, SH.sourceConstraint)}
    shapes = {str(value) for value in report.objects(None, SH.sourceShape)}
    return {name.rpartition("#")[2] for name in shapes | constraints}


def model() -> Graph:
    return load(MODEL[0], *CODES)


def test_ontology_and_code_lists_pass() -> None:
    assert found(model()) == set()


def without(predicate: URIRef) -> Callable[[Graph], object]:
    return lambda graph: graph.remove((MEETING, predicate, None))


@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        ("Declared-label", without(RDFS.label)),
        ("Declared-definition", without(SKOS.definition)),
        ("Declared-example", without(SKOS.example)),
        ("Declared-defined", without(RDFS.isDefinedBy)),
        ("Declared-replaced", lambda graph: graph.add((MEETING, OWL.deprecated, Literal(True)))),
        (
            "Declared-twice",
            lambda graph: graph.add((URIRef(f"{MEETING}s"), RDFS.label, Literal("会议", "zh"))).add(
                (URIRef(f"{MEETING}s"), URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), OWL.Class)
            ),
        ),
        ("Ontology-versions", lambda graph: graph.set((ROOT, OWL.versionInfo, Literal("9.9.9")))),
        ("Ontology-imports", lambda graph: graph.add((ROOT, OWL.imports, MEETING))),
        ("Concept-label", lambda graph: graph.remove((URIRef(f"{iris.CODE}shouli"), SKOS.prefLabel, None))),
    ],
)
def test_a_spoilt_model_does_not_pass(name: str, spoil: Callable[[Graph], object]) -> None:
    graph = Graph() + model()
    spoil(graph)
    assert name in found(graph)


@pytest.mark.parametrize(("shapes", "data"), [(SHAPES, Graph()), ([QUALITY], model())], ids=["data", "model"])
def test_shapes_are_shapes(shapes: list[Path], data: Graph) -> None:
    """SHACL's shapes for shapes, which pySHACL brings along; a shape that they do not know would check nothing."""
    done, _, text = pyshacl.validate(data, shacl_graph=load(*shapes), meta_shacl=True)
    assert done, text


def test_a_shape_that_is_none_is_caught() -> None:
    spoilt = Graph() + load(QUALITY)
    spoilt.add((URIRef("https://w3id.org/zhoubao/quality#Declared-label"), SH.minCount, Literal("two")))
    with pytest.raises(pyshacl.errors.ReportableRuntimeError):
        pyshacl.validate(Graph(), shacl_graph=spoilt, meta_shacl=True)
