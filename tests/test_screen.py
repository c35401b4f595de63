"""The screen never passes what pySHACL finds: not the damage of any fixture, not what engines read differently."""

from __future__ import annotations

import logging
import warnings
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph

from benchmarks.damage import fixtures, plant, planted
from mappers.mapping import map_bulletin
from mappers.rdf import nquads
from mappers.text.readers import read_file
from zhoubao.checks import validation
from zhoubao.checks.engine.compiled_shapes import compile_shapes
from zhoubao.checks.engine.register_merge import merged_lines
from zhoubao.checks.engine.screen import Screened, screen
from zhoubao.checks.engine.shapes import installed_shapes, shapes_of
from zhoubao.checks.validation import ScreenWarning, check

pytestmark = pytest.mark.xdist_group("shapes")  # what is parsed of them serves all

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("s0*.[tm][xd]*"))
PASSING = sorted((Path(__file__).parent / "shapes" / "pass").glob("*.ttl"))
ZW = "https://w3id.org/zhoubao/ontology#"
XSD = "http://www.w3.org/2001/XMLSchema#"


@cache
def graph(name: str) -> str:
    return nquads(map_bulletin(read_file(Path(__file__).parent.parent / "samples" / name)))


@pytest.fixture(autouse=True)
def quiet() -> None:
    logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)  # ill-typed literals are what this is about


@cache
def damaged() -> list[str]:
    return planted([graph(path.name) for path in SAMPLES])


def test_the_samples_are_all_there() -> None:
    assert len(SAMPLES) == 8


@pytest.mark.parametrize("number", range(len(SAMPLES)))
def test_the_damage_of_every_fixture_is_found_as_by_pyshacl(number: int) -> None:
    found = check(damaged()[number])
    assert found == check(damaged()[number], engine="pyshacl")
    assert len({result.shape for result in found}) > len(fixtures()) // len(SAMPLES) // 2


def test_the_screen_itself_writes_what_pyshacl_writes_of_damage_that_engines_read_alike() -> None:
    """All fixtures but those about literals that are none, which would leave the whole graph to pySHACL."""
    alike = [name for name, lines in fixtures().items() if not screen(lines, installed_shapes()).left]
    damaged = plant(graph("s06.txt"), alike)
    assert len(alike) > len(fixtures()) * 0.8
    found = check(damaged)
    assert found == check(damaged, engine="pyshacl")
    assert len({result.shape for result in found}) >= len(alike)


@pytest.mark.parametrize("path", PASSING, ids=lambda path: path.stem)
def test_the_screen_finds_nothing_in_fixtures_that_pass(path: Path) -> None:
    lines = [str(quad.triple) for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)]
    screened = screen([line for line in lines if not line.startswith("_:")], installed_shapes())
    assert screened.results == ()


#: Literals that engines read differently, by predicate.
TRAPS = {
    "no number": (f"{ZW}rank", f'"12a"^^<{XSD}integer>'),
    "29 February of a common year": (f"{ZW}date", f'"2023-02-29"^^<{XSD}date>'),
    "a language with its country": ("http://www.w3.org/2004/02/skos/core#prefLabel", '"周报"@zh-CN'),
    "a day with a zone": (f"{ZW}date", f'"2024-03-05+08:00"^^<{XSD}date>'),
    "a number beyond the decimals of Oxigraph": (f"{ZW}value", f'"{"9" * 30}"^^<{XSD}decimal>'),
    "many decimal places": (f"{ZW}value", f'"0.{"3" * 30}"^^<{XSD}decimal>'),
    "idle zeros": (f"{ZW}value", f'"900.0"^^<{XSD}decimal>'),
    "a leading zero": (f"{ZW}issueNumber", f'"012"^^<{XSD}integer>'),
    "infinity": (f"{ZW}value", f'"INF"^^<{XSD}double>'),
    "a full-width digit": (f"{ZW}issueNumber", f'"１２"^^<{XSD}integer>'),
    "a boolean of digits": (f"{ZW}complete", f'"1"^^<{XSD}boolean>'),
    "a type of somebody else": (f"{ZW}value", '"1"^^<urn:other:number>'),
    "a blank node": (f"{ZW}evidence", "_:somewhere"),
    "a class without a name": ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "_:somewhat"),
}


@pytest.mark.parametrize(("predicate", "literal"), TRAPS.values(), ids=TRAPS)
def test_a_literal_that_engines_read_differently_is_left_to_pyshacl(predicate: str, literal: str) -> None:
    quads = graph("s05.txt")
    name = quads.partition("\n")[0].rpartition(" <")[2]
    altered = quads + f"<urn:x:trap> <{predicate}> {literal} <{name}\n"
    screened = screen(merged_lines(altered), installed_shapes())
    compiled = compile_shapes(installed_shapes())
    any_class = predicate.endswith("#type")
    asking = {
        shape.iri for shape in compiled if any_class or shape.predicates is None or f"<{predicate}>" in shape.predicates
    }
    assert screened.left == asking != set()
    assert check(altered) == check(altered, engine="pyshacl")


def test_sound_graphs_are_passed_without_pyshacl(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(validation, "_by_pyshacl", lambda *_: pytest.fail("pySHACL was asked"))
    monkeypatch.setattr(validation, "AUDITED", 2**32)
    assert check(graph("s04.txt")) == []


SHAPE = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <urn:ex:> . @prefix zw: <https://w3id.org/zhoubao/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:shapes a owl:Ontology ; sh:declare ex:zw . ex:zw sh:prefix "zw" ; sh:namespace "https://w3id.org/zhoubao/ontology#"^^xsd:anyURI .
ex:Shape a sh:NodeShape ; sh:targetClass zw:Bulletin ; %s .
"""
QUERY = 'sh:sparql ex:c . ex:c a sh:SPARQLConstraint ; sh:message "x" ; sh:prefixes ex:shapes ; sh:select "%s" . ex:o a owl:Thing'
UNKNOWN = {
    "a list of values": "sh:property ex:p . ex:p a sh:PropertyShape ; sh:path zw:issueNumber ; sh:in ( 1 )",
    "a logical constraint": "sh:not ex:Other . ex:Other a sh:NodeShape ; sh:class zw:Bulletin",
    "a path of two steps": "sh:property ex:p . ex:p a sh:PropertyShape ; sh:path ( zw:inSeries zw:rule ) ; sh:minCount 1",
    "a query that binds the node late": QUERY % "SELECT $this WHERE { FILTER NOT EXISTS { $this zw:rule ?x } }",
    "an inner SELECT over all nodes": QUERY
    % "SELECT $this WHERE { $this zw:issueNumber ?n . { SELECT (COUNT(?x) AS ?many) WHERE { ?x zw:rule ?y } } FILTER(?many > 0) }",
    "a closed shape": "sh:closed true",
}


@pytest.mark.parametrize("body", UNKNOWN.values(), ids=UNKNOWN)
def test_a_shape_that_is_not_understood_is_left_to_pyshacl(body: str) -> None:
    shapes = Graph().parse(data=SHAPE % body, format="turtle")
    assert "urn:ex:Shape" in screen(merged_lines(graph("s01.txt")), shapes_of(shapes)).left
    found = check(graph("s01.txt"), shapes=shapes)
    assert found == check(graph("s01.txt"), engine="pyshacl", shapes=shapes)
    assert found


def test_every_shape_of_the_project_is_understood() -> None:
    assert screen(merged_lines(graph("s01.txt")), installed_shapes()).left == frozenset()


def test_an_audit_prefers_pyshacl_and_tells_of_a_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(validation, "AUDITED", 1)
    monkeypatch.setattr(validation, "screen", lambda *_: Screened((), frozenset()))
    with pytest.warns(ScreenWarning, match="2024-23"):
        found = check(graph("s03.txt"))
    assert found == check(graph("s03.txt"), engine="pyshacl")


def test_an_audit_of_a_sound_screen_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(validation, "AUDITED", 1)
    with warnings.catch_warnings():
        warnings.simplefilter("error", ScreenWarning)
        assert check(graph("s03.txt"))
