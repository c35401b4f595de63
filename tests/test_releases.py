"""What a release froze stays: version IRIs fit, nothing of a copy is gone, a changed ontology has another number."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import OWL, RDF, RDFS, SKOS
from reasoning import CODES, MODEL, ONTOLOGY, load

from mappers.rdf import iris
from mappers.rdf.bulletin_writer import MODEL_VERSION

RELEASES = sorted(path for path in (ONTOLOGY / "releases").iterdir() if path.is_dir())
HEADS = {"zhoubao.ttl": URIRef(iris.ONTOLOGY.rstrip("#")), "alignments.ttl": URIRef(f"{iris.BASE}ontology/alignments")}


def version(graph: Graph, head: URIRef) -> str:
    return str(graph.value(head, OWL.versionInfo))


def missing(release: Path) -> set[str]:
    """Terms and concepts of a copy that are gone, with no deprecation that would say where to."""
    old = load(*(release / name for name in HEADS), *sorted((release / "codes").glob("*.ttl")))
    new = load(*MODEL, *CODES)
    kept = set(new.subjects(RDFS.isDefinedBy, None)) | set(new.subjects(SKOS.inScheme, None))
    return {
        str(term)
        for term in {*old.subjects(RDFS.isDefinedBy, None), *old.subjects(SKOS.inScheme, None)}
        if term not in kept
    }


def test_the_working_version_is_frozen() -> None:
    assert MODEL_VERSION in {path.name for path in RELEASES}


@pytest.mark.parametrize("name", HEADS)
def test_the_version_iri_is_the_iri_a_slash_and_the_version(name: str) -> None:
    head, graph = HEADS[name], load(ONTOLOGY / name)
    assert str(graph.value(head, OWL.versionIRI)) == f"{head}/{version(graph, head)}"
    assert version(graph, head) == MODEL_VERSION


@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.name)
@pytest.mark.parametrize("name", HEADS)
def test_a_copy_is_of_the_version_that_its_folder_names(release: Path, name: str) -> None:
    assert version(load(release / name), HEADS[name]) == release.name


@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.name)
@pytest.mark.parametrize("name", HEADS)
def test_what_differs_from_a_copy_has_another_number(release: Path, name: str) -> None:
    working = load(ONTOLOGY / name)
    same = isomorphic(working, load(release / name))
    assert same == (version(working, HEADS[name]) == release.name), (
        f"{name} has changed since {release.name} was frozen: raise its version, "
        "or run python scripts/make_release.py --draft while it is not published"
    )


@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.name)
def test_nothing_of_a_copy_is_gone(release: Path) -> None:
    assert missing(release) == set()


@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.name)
def test_a_copy_has_its_entry_in_the_changelog(release: Path) -> None:
    assert f"\n## {release.name}\n" in (ONTOLOGY / "CHANGELOG.md").read_text("utf-8")


def test_prior_versions_form_a_chain() -> None:
    """Each version but the first says which came before, and that one is frozen too."""
    head = HEADS["zhoubao.ttl"]
    names = [path.name for path in RELEASES]
    for position, release in enumerate(RELEASES):
        prior = load(release / "zhoubao.ttl").value(head, OWL.priorVersion)
        assert prior == (URIRef(f"{head}/{names[position - 1]}") if position else None)


def test_a_deprecated_term_is_still_declared() -> None:
    graph = load(MODEL[0])
    for term in graph.subjects(OWL.deprecated, Literal(True)):
        assert (term, RDF.type, None) in graph
