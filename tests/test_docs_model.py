"""docs/model.md tells the truth: its excerpt is in the graph, and its queries give rows on the samples."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
from facts_md import PREFIXES
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import XSD
from reasoning import CODES, MODEL, ONTOLOGY, bulletin

from mappers.mapping import map_bulletin
from mappers.rdf import iris, nquads
from mappers.rdf.terms import canonical
from mappers.text.readers import read_file

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "docs" / "model.md").read_text("utf-8")
SAMPLES = sorted(path for path in (ROOT / "samples").glob("s[0-9]*") if path.suffix in (".txt", ".md"))
QUERIES = re.findall(r"```sparql\n(.*?)```", TEXT, re.DOTALL)


@pytest.fixture(scope="module")
def store() -> ox.Store:
    """The samples as a store has them: a graph for each bulletin, beside registers, code lists and the ontology."""
    found = ox.Store()
    for path in SAMPLES:
        found.bulk_load(nquads(map_bulletin(read_file(path))).encode(), format=ox.RdfFormat.N_QUADS)
    for path in (*MODEL, *CODES, *sorted((ONTOLOGY / "registers").glob("*.ttl"))):
        found.bulk_load(
            path=str(path), format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(f"{iris.BASE}graph/{path.stem}")
        )
    return found


def pattern(excerpt: Graph) -> str:
    """The excerpt as a pattern: names that are made of a hash, and places in the text, may change."""
    names: dict[str, str] = {}

    def said(term: object, predicate: object = None) -> str:
        if isinstance(term, URIRef) and re.search(r"/id/(delegation|service/n-|group|span|source)", term):
            return names.setdefault(str(term), f"?v{len(names)}")
        if isinstance(term, Literal) and str(predicate).startswith("http://www.w3.org/ns/oa#"):
            return names.setdefault(f"{predicate} {term}", f"?v{len(names)}")
        if isinstance(term, Literal) and isinstance(term.value, Decimal):
            return f'"{canonical(term.value)}"^^{XSD.decimal.n3()}'  # as the graph writes what Turtle writes as 10.0
        assert isinstance(term, URIRef | Literal)
        return term.n3()

    return " ".join(f"{said(s)} {p.n3()} {said(o, p)} ." for s, p, o in sorted(excerpt))


def test_the_excerpt_is_in_the_graph_of_the_sample() -> None:
    (turtle,) = re.findall(r"```turtle\n(.*?)```", TEXT, re.DOTALL)
    found = bulletin(ROOT / "samples" / "s01.txt").query(f"ASK {{ {pattern(Graph().parse(data=turtle))} }}")
    assert found.askAnswer


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_a_query_gives_rows(query: str, store: ox.Store) -> None:
    assert next(iter(store.query(PREFIXES + query, use_default_graph_as_union=True)), None) is not None


def test_links_lead_somewhere() -> None:
    for name in ("model.md", "versions.md"):
        text = (ROOT / "docs" / name).read_text("utf-8")
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
            assert (ROOT / "docs" / target).exists(), f"{name} leads to {target}"
