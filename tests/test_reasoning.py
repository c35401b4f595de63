"""Model, vocabularies, registers and bulletins contradict each other nowhere, and nothing becomes what it is not."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.namespace import ORG, OWL, PROV, RDFS, XSD
from reasoning import (
    CODES,
    MODEL,
    VOCABULARIES,
    bulletin,
    close,
    errors,
    for_hermit,
    hermit,
    load,
    union,
    with_registers,
    without_spans,
)

from mappers.rdf import iris

pytestmark = pytest.mark.xdist_group("reasoning")  # one closure serves all

ZW = Namespace(iris.ONTOLOGY)
ID = Namespace(f"{iris.BASE}id/")
SAMPLES = sorted(path for path in (Path(__file__).parent.parent / "samples").glob("s[0-9]*") if path.suffix != ".json")


def background() -> Graph:
    return load(*VOCABULARIES, *MODEL, *CODES)


def same(closed: Graph) -> list[tuple[str, str]]:
    return sorted((str(a), str(b)) for a, b in closed.subject_objects(OWL.sameAs) if a != b and isinstance(a, URIRef))


def of_the_project(term: object) -> bool:
    return isinstance(term, URIRef) and term.startswith((f"{iris.BASE}id/", iris.CODE))


@pytest.fixture(scope="module")
def closed() -> Graph:
    """What follows from all bulletins together: no less than what follows from each."""
    data = bulletin(SAMPLES[0]) + union(without_spans(bulletin(path)) for path in SAMPLES[1:])
    return close(background() + with_registers(data))


def test_owl_rl_finds_no_contradiction(closed: Graph) -> None:
    assert errors(closed) == []


def test_nothing_is_inferred_to_be_the_same(closed: Graph) -> None:
    assert same(closed) == []


def test_no_individual_is_of_the_empty_class(closed: Graph) -> None:
    assert set(closed.subjects(RDF.type, OWL.Nothing)) <= {OWL.Nothing}


@pytest.mark.parametrize(
    ("strayed", "why"),
    [
        (PROV.Activity, "an event of a bulletin has days, not instants"),
        (URIRef("http://purl.org/ontology/bibo/Article"), "a section is no article"),
        (URIRef("http://data.europa.eu/eli/ontology#LegalExpression"), "a document is no expression of itself"),
    ],
)
def test_nothing_of_the_project_strays_into(closed: Graph, strayed: URIRef, why: str) -> None:
    assert [node for node in closed.subjects(RDF.type, strayed) if of_the_project(node)] == [], why


def test_every_sample_takes_part(closed: Graph) -> None:
    assert len(set(closed.subjects(RDF.type, ZW.Bulletin))) == len(SAMPLES)


def test_alignments_reach_the_data(closed: Graph) -> None:
    """The closure is no idle exercise: what the alignments promise comes out of it."""
    event = URIRef("https://schema.org/Event")
    assert set(closed.subjects(RDF.type, ZW.Meeting)) <= set(closed.subjects(RDF.type, event))
    assert set(closed.subject_objects(ZW.organizer)) <= set(
        closed.subject_objects(URIRef("https://schema.org/organizer"))
    )


# --- what would go wrong, goes wrong ------------------------------------------------------------------------------


def turtle(text: str) -> Graph:
    prefixes = f"""@prefix zw: <{ZW}> . @prefix id: <{ID}> . @prefix org: <{ORG}> . @prefix prov: <{PROV}> .
        @prefix xsd: <{XSD}> . @prefix bibo: <http://purl.org/ontology/bibo/> ."""
    return Graph().parse(data=prefixes + text)


PLANTED = """
    id:hall a zw:ServiceHall , zw:PublicBody .
    id:fact a zw:Meeting ; zw:date "12a"^^xsd:date .
    id:run a prov:Activity , zw:SourceText .
    id:tenure a zw:Tenure ; org:member id:one , id:two .
"""


@pytest.fixture(scope="module")
def planted() -> Graph:
    needed = [path for path in VOCABULARIES if path.stem in ("foaf", "org", "prov")]
    return close(load(*MODEL, *needed) + turtle(PLANTED))


@pytest.mark.parametrize("wrong", ["id/hall", "id/run", "12a"])
def test_owl_rl_finds_what_is_planted(planted: Graph, wrong: str) -> None:
    """A hall that is a body, a text that is an activity, a literal that is no date."""
    assert [error for error in errors(planted) if wrong in error] != []


def test_two_officials_of_one_tenure_would_become_one(planted: Graph) -> None:
    assert (str(ID.one), str(ID.two)) in same(planted)


# --- the ontology alone, in a reasoner for the whole of OWL 2 DL ---------------------------------------------------


@pytest.fixture(scope="module")
def jar() -> Path:
    """HermiT as owlready2 brings it."""
    if shutil.which("java") is None:
        pytest.skip("HermiT needs Java, and there is none")
    package = importlib.util.find_spec("owlready2")
    if package is None or package.origin is None:
        pytest.skip("HermiT comes with owlready2, which is not installed: pip install owlready2")
    return Path(package.origin).parent / "hermit" / "HermiT.jar"


def test_hermit_finds_no_contradiction_and_no_class_without_members(jar: Path, tmp_path: Path) -> None:
    assert hermit(for_hermit(load(*MODEL, *VOCABULARIES)), jar, tmp_path) == (True, set())


def test_hermit_finds_a_planted_class_without_members(jar: Path, tmp_path: Path) -> None:
    planted = turtle("").add((ZW.ServiceHall, RDFS.subClassOf, ZW.PublicBody))
    consistent, empty = hermit(for_hermit(load(*MODEL, *VOCABULARIES) + planted), jar, tmp_path)
    assert consistent
    assert [name for name in empty if name.endswith("ServiceHall")] != []


# --- the copies ---------------------------------------------------------------------------------------------------


def test_every_copy_has_a_licence_and_a_source() -> None:
    notes = (Path(__file__).parent / "vocabularies" / "README.md").read_text("utf-8")
    assert [path.name for path in VOCABULARIES if f"`{path.name}`" not in notes] == []


def test_every_term_that_the_alignments_use_is_in_a_copy() -> None:
    """Otherwise a misspelt or retired term of another vocabulary would entail nothing and disturb nobody."""
    known = set(load(*VOCABULARIES).subjects())
    foreign = {
        value
        for predicate in (RDFS.subClassOf, RDFS.subPropertyOf)
        for value in load(MODEL[1]).objects(None, predicate)
        if not str(value).startswith(iris.BASE)
    }
    assert foreign - known == set()
