"""The ontology says what every term means, and nothing is written that it does not declare."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from example import mapped
from model import written_terms
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, QB, RDF, RDFS, SH, SKOS, VANN, Namespace

from mappers import resources
from mappers.rdf import iris, nquads
from mappers.rdf.vocabulary import CODES, SCHEMES

ZW = Namespace(iris.ONTOLOGY)
DCAM = Namespace("http://purl.org/dc/dcam/")
STATUS = URIRef("http://www.w3.org/2003/06/sw-vocab-status/ns#term_status")
ONTOLOGY = URIRef(iris.ONTOLOGY.rstrip("#"))
ROOT = resources.path("ontology")
CODE_FILES = sorted((ROOT / "codes").glob("*.ttl"))
TERM_TYPES = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


@cache
def load(*paths: Path) -> Graph:
    graph = Graph()
    for path in paths:
        graph.parse(path, format="turtle")
    return graph


@cache
def ontology() -> Graph:
    return load(ROOT / "zhoubao.ttl")


@cache
def codes() -> Graph:
    return load(*CODE_FILES)


@cache
def bulletin() -> Graph:
    dataset = Dataset(default_union=True)
    dataset.parse(data=nquads(mapped()), format="nquads")
    graph = Graph()
    for subject, predicate, value, _ in dataset.quads():
        graph.add((subject, predicate, value))
    return graph


def terms() -> list[URIRef]:
    found = {term for kind in TERM_TYPES for term in ontology().subjects(RDF.type, kind) if term.startswith(str(ZW))}
    return sorted(found)


def local(term: str) -> str:
    return term.removeprefix(iris.ONTOLOGY)


def in_both_languages(graph: Graph, subject: URIRef, predicate: URIRef) -> bool:
    found = [value.language for value in graph.objects(subject, predicate) if isinstance(value, Literal)]
    return sorted(found) == ["en", "zh"]


@pytest.mark.parametrize("term", terms(), ids=local)
def test_every_term_has_label_definition_and_example_in_both_languages(term: URIRef) -> None:
    for predicate in (RDFS.label, SKOS.definition, SKOS.example):
        assert in_both_languages(ontology(), term, predicate), predicate
    assert ontology().value(term, RDFS.isDefinedBy) == ONTOLOGY


def test_names_of_classes_and_properties_differ_in_their_first_letter() -> None:
    for term in terms():
        is_class = (term, RDF.type, OWL.Class) in ontology()
        assert local(term)[0].isupper() == is_class, term


def test_no_term_hides_behind_a_method_of_a_python_string() -> None:
    assert [local(term) for term in terms() if hasattr(str, local(term))] == []


def test_metadata() -> None:
    for predicate in (DCTERMS.title, DCTERMS.description, DCTERMS.creator):
        assert in_both_languages(ontology(), ONTOLOGY, predicate), predicate
    for predicate in (DCTERMS.license, DCTERMS.created, DCTERMS.modified):
        assert ontology().value(ONTOLOGY, predicate) is not None
    assert str(ontology().value(ONTOLOGY, VANN.preferredNamespaceUri)) == iris.ONTOLOGY
    assert str(ontology().value(ONTOLOGY, VANN.preferredNamespacePrefix)) == "zw"
    version = ontology().value(ONTOLOGY, OWL.versionInfo)
    assert str(ontology().value(ONTOLOGY, OWL.versionIRI)) == iris.version(str(version))


def test_nothing_is_imported_and_nothing_is_blank() -> None:
    for path in [ROOT / "zhoubao.ttl", ROOT / "alignments.ttl", *CODE_FILES]:
        graph = load(path)
        assert (None, OWL.imports, None) not in graph
        assert all(isinstance(subject, URIRef) for subject in graph.subjects()), path.name


def test_hints_lead_to_declared_terms() -> None:
    declared = {*terms()}
    hints = {
        value
        for predicate in (DCAM.domainIncludes, DCAM.rangeIncludes, RDFS.subClassOf, RDFS.range)
        for value in ontology().objects(None, predicate)
        if str(value).startswith(str(ZW))
    }
    assert hints - declared == set()


def test_alignments_speak_of_declared_terms() -> None:
    graph = load(ROOT / "alignments.ttl")
    ours = {subject for subject in graph.subjects() if str(subject).startswith(str(ZW))}
    assert ours
    assert ours - {*terms()} == set()


def test_only_https_is_used_for_schema_org() -> None:
    for path in (ROOT / "zhoubao.ttl", ROOT / "alignments.ttl", *CODE_FILES):
        assert "http://schema.org" not in path.read_text("utf-8")


# --- code lists ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", CODE_FILES, ids=lambda path: path.stem)
def test_one_scheme_per_file(path: Path) -> None:
    graph = load(path)
    (scheme,) = graph.subjects(RDF.type, SKOS.ConceptScheme)
    assert isinstance(scheme, URIRef)
    assert in_both_languages(graph, scheme, DCTERMS.title)
    assert in_both_languages(graph, scheme, SKOS.prefLabel)
    assert set(graph.objects(None, SKOS.inScheme)) <= {scheme}


@pytest.mark.parametrize("path", CODE_FILES, ids=lambda path: path.stem)
def test_every_concept_is_labelled_and_in_its_scheme(path: Path) -> None:
    graph = load(path)
    for concept in set(graph.subjects(RDF.type, SKOS.Concept)):
        assert isinstance(concept, URIRef)
        assert in_both_languages(graph, concept, SKOS.prefLabel), concept
        assert graph.value(concept, SKOS.inScheme) is not None, concept
        assert graph.value(concept, SKOS.notation) is not None, concept


@pytest.mark.parametrize("path", CODE_FILES, ids=lambda path: path.stem)
def test_no_label_of_a_scheme_means_two_concepts(path: Path) -> None:
    graph = load(path)
    names = [
        str(value)
        for concept in set(graph.subjects(SKOS.inScheme, None))
        for predicate in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
        for value in graph.objects(concept, predicate)
        if isinstance(value, Literal) and value.language == "zh"
    ]
    assert len(names) == len(set(names))


def test_concepts_of_all_lists_have_names_of_their_own() -> None:
    found = [concept for path in CODE_FILES for concept in set(load(path).subjects(SKOS.inScheme, None))]
    assert len(found) == len(set(found))


# --- closure ------------------------------------------------------------------------------------------------------


def test_every_term_that_triples_know_is_declared() -> None:
    declared = {local(term) for term in terms()} | {
        local(str(node)) for node in ontology().subjects(RDF.type, QB.DataStructureDefinition)
    }
    assert set(written_terms()) - declared == set()


def test_every_declared_term_is_written_used_or_reserved() -> None:
    reserved = {local(str(term)) for term in ontology().subjects(STATUS, Literal("reserved"))}
    used_by_codes = {local(str(term)) for triple in codes() for term in triple if str(term).startswith(str(ZW))}
    unused = {local(term) for term in terms()} - set(written_terms()) - reserved - used_by_codes
    assert unused == set()
    assert reserved & set(written_terms()) == set()


def test_every_code_that_triples_know_is_in_a_list() -> None:
    concepts = {str(concept).removeprefix(iris.CODE) for concept in codes().subjects(SKOS.inScheme, None)}
    schemes = {str(scheme).removeprefix(iris.CODE) for scheme in codes().subjects(RDF.type, SKOS.ConceptScheme)}
    assert set(CODES) - concepts == set()
    assert set(SCHEMES) - schemes == set()


def test_the_terms_of_a_bulletin_with_every_kind_of_fact_are_declared() -> None:
    declared = {str(subject) for subject in [*ontology().subjects(), *codes().subjects()]}
    minted = set(bulletin().subjects(SKOS.inScheme, None))
    ours = {term for triple in bulletin() for term in triple if str(term).startswith((iris.ONTOLOGY, iris.CODE))}
    assert {str(term) for term in ours - minted} - declared == set()


def test_every_literal_is_of_the_type_that_its_property_asks_for() -> None:
    wanted = {
        prop: {*ontology().objects(prop, RDFS.range), *ontology().objects(prop, DCAM.rangeIncludes)}
        for prop in ontology().subjects(RDF.type, OWL.DatatypeProperty)
    }
    for _, predicate, value in bulletin():
        if predicate in wanted and isinstance(value, Literal):
            found = (
                RDF.langString
                if value.language
                else value.datatype or URIRef("http://www.w3.org/2001/XMLSchema#string")
            )
            assert found in wanted[predicate], predicate


def test_shapes_use_declared_terms_only() -> None:
    declared = {local(str(subject)) for subject in ontology().subjects()}
    known = {str(subject).removeprefix(iris.CODE) for subject in codes().subjects()}
    for path in sorted(resources.path("shapes").glob("*.ttl")):
        text = path.read_text("utf-8")
        assert set(re.findall(r"\bzw:([A-Za-z]\w*)", text)) - declared == set(), path.name
        assert set(re.findall(r"\bcode:([a-z][\w-]*)", text)) - known == set(), path.name


def test_everything_that_a_bulletin_says_is_shaped() -> None:
    shapes = load(*sorted(resources.path("shapes").glob("*.ttl")))
    shaped = set(shapes.objects(None, SH.targetClass))
    classes = {kind for kind in bulletin().objects(None, RDF.type) if str(kind).startswith(str(ZW))}
    assert classes - shaped == {ZW.Event}  # a named part of an event has nothing but its name
