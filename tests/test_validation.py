"""Checks: reports equal plain pySHACL's, are the same bytes, and point to the words of the bulletin."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import Graph
from rdflib.compare import isomorphic
from rdflib.namespace import SH

from benchmarks.generate import bulletin
from mappers.mapping import map_bulletin
from mappers.rdf import graph_iri, nquads
from mappers.text.source import read_text
from zhoubao.checks.engine import pyshacl_engine
from zhoubao.checks.engine.pyshacl_engine import PreparedGraph, narrowed, shapes_graph
from zhoubao.checks.validation import CheckResult, check, check_quads, checked_graph
from zhoubao.store.graph_names import BASE, checks_graph

SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix ex: <urn:ex:> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
<urn:shapes> a owl:Ontology ; sh:declare [ sh:prefix "ex" ; sh:namespace "urn:ex:"^^xsd:anyURI ] .
ex:Sum a sh:NodeShape ; sh:targetClass ex:Row ; sh:sparql ex:SumConstraint .
ex:SumConstraint sh:message "合计不符 {?total}"@zh, "the sum is not {?total}"@en ;
  sh:prefixes <urn:shapes> ; sh:severity sh:Warning ;
  sh:select "SELECT $this ?total WHERE { $this ex:a ?a ; ex:b ?b ; ex:total ?total FILTER(?a + ?b != ?total) }" .
ex:Named a sh:NodeShape ; sh:targetClass ex:Row ; sh:property ex:NamedName .
ex:NamedName sh:path ex:name ; sh:minCount 1 ; sh:message "没有名称"@zh, "no name"@en .
ex:Path a sh:NodeShape ; sh:targetClass ex:Row ; sh:property ex:PathOther .
ex:PathOther sh:path ex:other ; sh:sparql [ sh:message "self" ; sh:prefixes <urn:shapes> ;
  sh:select "SELECT $this ?value WHERE { $this $PATH ?value FILTER(?value = $this) }" ] .
"""
DATA = """
@prefix ex: <urn:ex:> .
ex:right a ex:Row ; ex:a 1 ; ex:b 2 ; ex:total 3 ; ex:name "right" ; ex:other ex:wrong .
ex:wrong a ex:Row ; ex:a 1 ; ex:b 2 ; ex:total 4 ; ex:name "wrong" .
ex:bare a ex:Row ; ex:a 5 ; ex:b 5 ; ex:total 10 ; ex:other ex:bare .
"""


def plain_report(data: Graph, shapes: Graph) -> Graph:
    copy = Graph()
    copy += data
    _, report, _ = pyshacl.validate(copy, shacl_graph=shapes, inplace=True)
    assert isinstance(report, Graph)
    return report


def test_a_graph_that_keeps_parsed_queries_gives_the_report_of_plain_pyshacl() -> None:
    shapes = Graph().parse(data=SHAPES, format="turtle")
    _, report, _ = pyshacl.validate(PreparedGraph().parse(data=DATA, format="turtle"), shacl_graph=shapes, inplace=True)
    assert isinstance(report, Graph)
    plain = plain_report(Graph().parse(data=DATA, format="turtle"), shapes)
    assert len([*plain.subjects(None, SH.ValidationResult)]) == 3
    assert isomorphic(report, plain)


def test_queries_with_the_same_text_and_other_prefixes_are_told_apart() -> None:
    graph = PreparedGraph().parse(data=DATA, format="turtle")
    query = "SELECT ?s WHERE { ?s p:name ?o }"
    assert len(graph.query(query, initNs={"p": "urn:ex:"})) == 2
    assert len(graph.query(query, initNs={"p": "urn:other:"})) == 0


def test_each_text_is_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    prepare = pyshacl_engine.prepareQuery
    monkeypatch.setattr(
        pyshacl_engine, "prepareQuery", lambda text, **more: parsed.append(text) or prepare(text, **more)
    )
    monkeypatch.setattr(PreparedGraph, "_prepared", {})
    data = PreparedGraph().parse(data=DATA, format="turtle")
    pyshacl.validate(data, shacl_graph=Graph().parse(data=SHAPES, format="turtle"), inplace=True)
    assert len(parsed) == len(set(parsed)) == 2


def mapped_quads(index: int) -> tuple[str, str]:
    mapped = map_bulletin(read_text(bulletin(index, 900).encode(), "made.txt"))
    return graph_iri(mapped), nquads(mapped)


QUERIED = sorted(str(shape) for shape in shapes_graph().subjects(SH.sparql))


@pytest.mark.parametrize("shape", QUERIED, ids=lambda shape: shape.rpartition("#")[2])
def test_each_shape_with_a_query_gives_the_report_of_plain_pyshacl(shape: str) -> None:
    rules = narrowed(shapes_graph(), [shape])
    fixture = Path(__file__).parent / "shapes" / "break" / f"{shape.rpartition('#')[2]}.ttl"
    _, report, _ = pyshacl.validate(PreparedGraph().parse(fixture), shacl_graph=rules, inplace=True)
    assert isinstance(report, Graph)
    assert (None, SH.result, None) in report
    assert isomorphic(report, plain_report(Graph().parse(fixture), rules))


def test_the_entries_that_a_bulletin_refers_to_are_checked_with_it() -> None:
    _, quads = mapped_quads(1)
    graph = checked_graph(quads)
    region = "https://w3id.org/zhoubao/id/region/510000"
    assert any(str(subject) == region for subject in graph.subjects())
    assert len(graph) < 6000


RESULT = CheckResult(
    focus="urn:ex:wrong",
    severity="Warning",
    shape=BASE + "shape#Sum",
    constraint="http://www.w3.org/ns/shacl#SPARQLConstraintComponent",
    path="urn:ex:total",
    value='"4"^^<http://www.w3.org/2001/XMLSchema#integer>',
    messages=(("en", "the sum is not 4"), ("zh", "合计不符")),
    quotes=("共 4 件",),
)
GRAPH = BASE + "graph/bulletin/test/2023-1"


def test_results_become_triples_without_blank_nodes() -> None:
    quads = [*ox.parse(check_quads(GRAPH, [RESULT]), ox.RdfFormat.N_QUADS)]
    terms = {term for quad in quads for term in (quad.subject, quad.object)}
    assert not any(isinstance(term, ox.BlankNode) for term in terms)
    assert {quad.graph_name.value for quad in quads} == {checks_graph(GRAPH)}
    assert ox.Literal("共 4 件", language="zh") in terms


def test_a_warning_alone_conforms_and_a_violation_does_not() -> None:
    sound = check_quads(GRAPH, [RESULT])
    broken = check_quads(GRAPH, [CheckResult("urn:ex:x", "Violation", "urn:ex:s", "urn:ex:c")])
    conforms = '<http://www.w3.org/ns/shacl#conforms> "{}"^^'
    assert conforms.format("true") in sound
    assert conforms.format("false") in broken


def test_a_check_finds_the_words_of_the_bulletin() -> None:
    shapes = """
    @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix zw: <https://w3id.org/zhoubao/ontology#> .
    zw:NoFact a sh:NodeShape ; sh:targetSubjectsOf zw:rule ; sh:property zw:NoRule .
    zw:NoRule sh:path zw:rule ; sh:maxCount 0 ; sh:message "一条"@zh, "one"@en .
    """
    _, quads = mapped_quads(1)
    results = check(quads, shapes=Graph().parse(data=shapes, format="turtle"))
    assert results
    assert all(any(quote in bulletin(1, 900) for quote in result.quotes) for result in results)
    assert {result.message("zh") for result in results} == {"一条"}


def test_two_checks_of_a_bulletin_are_the_same_bytes() -> None:
    graph, quads = mapped_quads(2)
    assert check_quads(graph, check(quads)) == check_quads(graph, reversed(check(quads)))


def test_checks_of_a_build_are_stored_and_counted(tmp_path: Path) -> None:
    from zhoubao.building.builder import build_store
    from zhoubao.store.store import Reader

    late = re.sub(r"(\d{4})年\d+月\d+日", r"\1年12月30日", bulletin(1, 700), count=1)
    (tmp_path / "late.txt").write_text(late, "utf-8")
    report = build_store([tmp_path / "late.txt"], tmp_path / "store")
    record = report.written[0]
    with Reader(tmp_path / "store") as reader:
        graph = ox.NamedNode(checks_graph(record.graph))
        found = [*reader.quads.quads_for_pattern(None, ox.NamedNode("http://www.w3.org/ns/shacl#result"), None, graph)]
    assert len(found) >= record.violations + record.warnings > 0
    assert record.versions.shapes
