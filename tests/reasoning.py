"""What the reasoning tests load: vocabularies, model, bulletins, and as much of the registers as bulletins need."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import owlrl
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, XSD
from rdflib.term import Node

from mappers import resources
from mappers.mapping import map_bulletin
from mappers.rdf import iris, nquads
from mappers.text.readers import read_file

HERE = Path(__file__).parent
VOCABULARIES = sorted((HERE / "vocabularies").glob("*.ttl"))
ONTOLOGY = resources.path("ontology")
MODEL = [ONTOLOGY / "zhoubao.ttl", ONTOLOGY / "alignments.ttl"]
CODES = sorted((ONTOLOGY / "codes").glob("*.ttl"))
OWLRL_ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
WITHIN = URIRef(f"{iris.ONTOLOGY}within")

#: Datatypes that HermiT can reason with, of those that turn up; any other range becomes rdfs:Literal for it.
OWL2_DATATYPES = frozenset(
    {RDF.langString, RDF.PlainLiteral, RDFS.Literal, XSD.string, XSD.boolean, XSD.decimal, XSD.integer, XSD.anyURI}
    | {XSD.nonNegativeInteger, XSD.positiveInteger, XSD.double, XSD.float, XSD.dateTime, XSD.dateTimeStamp}
)


@cache
def load(*paths: Path) -> Graph:
    graph = Graph()
    for path in paths:
        graph.parse(path, format="turtle")
    return graph


@cache
def bulletin(path: Path) -> Graph:
    """The graph of one bulletin, as the mappers read it."""
    dataset = Dataset(default_union=True)
    dataset.parse(data=nquads(map_bulletin(read_file(path))), format="nquads")
    graph = Graph()
    for subject, predicate, value, _ in dataset.quads():
        graph.add((subject, predicate, value))
    return graph


def without_spans(graph: Graph) -> Graph:
    """A graph without its pieces of text, which are two thirds of it and all alike."""
    spans = set(graph.objects(None, URIRef(f"{iris.ONTOLOGY}evidence")))
    inner = {part for span in spans for part in graph.objects(span)}
    return reduced(graph, spans | {part for part in inner if str(part).startswith(f"{iris.BASE}id/span/")})


def reduced(graph: Graph, dropped: set[Node]) -> Graph:
    found = Graph()
    for triple in graph:
        if triple[0] not in dropped and triple[2] not in dropped:
            found.add(triple)
    return found


def with_registers(graph: Graph) -> Graph:
    """A graph with the bodies, the series and those regions that it leads to, the regions around them included."""
    registers = ONTOLOGY / "registers"
    whole = load(registers / "regions.ttl")
    found = graph + load(registers / "bodies.ttl") + load(registers / "series.ttl")
    todo = {node for node in found.objects() if isinstance(node, URIRef)}
    seen: set[Node] = set()
    while todo:
        region = todo.pop()
        if region not in seen:
            seen.add(region)
            for predicate, value in whole.predicate_objects(region):
                found.add((region, predicate, value))
                if predicate == WITHIN:
                    todo.add(URIRef(value))
    return found


def for_hermit(graph: Graph) -> Graph:
    """The same in OWL DL as HermiT reads it: classes and properties of OWL, datatypes of its map, no annotations."""
    found = Graph()
    annotations = set(graph.subjects(RDF.type, OWL.AnnotationProperty))
    for subject, predicate, value in graph:
        if predicate in annotations or (isinstance(value, Literal) and value.datatype != XSD.nonNegativeInteger):
            continue
        found.add((subject, predicate, _in_dl(subject, predicate, value, graph)))
    return found


def _in_dl(subject: Node, predicate: Node, value: Node, graph: Graph) -> Node:
    if (predicate, value) == (RDF.type, RDFS.Class):
        return OWL.Class
    if (predicate, value) == (RDF.type, RDF.Property):
        return _kind_of(subject, graph)
    if predicate in (RDFS.range, OWL.allValuesFrom, OWL.someValuesFrom) and _odd_datatype(value, graph):
        return RDFS.Literal
    return value


def _odd_datatype(value: Node, graph: Graph) -> bool:
    is_datatype = str(value).startswith(str(XSD)) or (value, RDF.type, RDFS.Datatype) in graph
    return is_datatype and value not in OWL2_DATATYPES


def _kind_of(prop: Node, graph: Graph) -> URIRef:
    """What a property of RDFS is in OWL: one of literals where its range, or a property of ours below it, says so."""
    below = set(graph.transitive_subjects(RDFS.subPropertyOf, prop))
    literal = any(
        (item, RDF.type, OWL.DatatypeProperty) in graph
        or any(value == RDFS.Literal or str(value).startswith(str(XSD)) for value in graph.objects(item, RDFS.range))
        for item in below
    )
    return OWL.DatatypeProperty if literal else OWL.ObjectProperty


def hermit(graph: Graph, jar: Path, folder: Path) -> tuple[bool, set[str]]:
    """Whether a DL ontology is consistent, and its classes that can have no members."""
    file = folder / "model.owl"
    graph.serialize(file, format="xml")
    command = ["java", "-Xmx1000M", "-cp", str(jar), "org.semanticweb.HermiT.cli.CommandLine", "-k", "-U"]
    done = subprocess.run([*command, file.as_uri()], capture_output=True, encoding="utf-8", check=False, timeout=120)
    if done.returncode:
        return False, {done.stderr.strip().splitlines()[0]}
    empty = {line.strip(" \t<>") for line in done.stdout.splitlines()[2:]} - {"", "owl:Nothing"}
    return "is satisfiable" in done.stdout, empty


def union(graphs: Iterable[Graph]) -> Graph:
    whole = Graph()
    for graph in graphs:
        whole += graph
    return whole


def close(graph: Graph) -> Graph:
    """The graph with all that follows from it under OWL 2 RL."""
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


def errors(closed: Graph) -> list[str]:
    """The contradictions that a closure names."""
    return sorted(str(value) for value in closed.objects(None, OWLRL_ERROR))
