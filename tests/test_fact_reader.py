"""What was written is read back: facts, slots, places and values, from the graph of every sample."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from mappers.facts.model import MODEL
from mappers.mapping import Mapped, map_bulletin
from mappers.rdf import fact_iri, graph_iri, nquads, zw
from mappers.rdf.fact_reader import GraphFact, facts_of, places_of
from mappers.text.readers import read_file

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = sorted(path for path in (ROOT / "samples").glob("s[0-9]*") if path.suffix in (".txt", ".md"))


@cache
def written(path: Path) -> tuple[Mapped, ox.Store, tuple[GraphFact, ...]]:
    mapped = map_bulletin(read_file(path))
    store = ox.Store()
    store.load(nquads(mapped).encode(), ox.RdfFormat.N_QUADS)
    return mapped, store, facts_of(store, graph_iri(mapped))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_fact_is_read_back_with_its_class(path: Path) -> None:
    mapped, _, found = written(path)
    assert {(fact.iri, fact.cls) for fact in found} == {
        (fact_iri(mapped, fact), MODEL[fact.kind].cls) for fact in mapped.facts
    }


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_fact_stands_where_the_mappers_found_it(path: Path) -> None:
    mapped, _, found = written(path)
    places = {fact.iri: {place.evidence for place in fact.places} for fact in found}
    for fact in mapped.facts:
        assert {fact.evidence, *fact.more} <= places[fact_iri(mapped, fact)]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_slot_of_one_property_is_filled_in_the_graph_as_in_the_fact(path: Path) -> None:
    mapped, _, found = written(path)
    read = {fact.iri: {slot.spec.name for slot in fact.slots} for fact in found}
    shared = {"matters", "matter", "targets", "target", "receivers", "granters", "platforms", "of", "period", "date"}
    for fact in mapped.facts:
        for slot in fact.slots:
            spec = MODEL[fact.kind].by_name[slot.name]
            plain = spec.property and slot.name not in shared and MODEL[fact.kind].cls != zw.CountClaim
            if plain and slot.value not in (None, (), "", False):
                assert slot.name in read[fact_iri(mapped, fact)], (fact.kind, slot.name)


def test_facts_are_in_the_order_of_the_text() -> None:
    for path in SAMPLES:
        starts = [fact.places[0].start for fact in written(path)[2]]
        assert starts == sorted(starts)


def test_facts_of_a_class_are_those_of_all_that_have_it() -> None:
    mapped, store, found = written(SAMPLES[0])
    meetings = facts_of(store, graph_iri(mapped), cls=zw.Meeting)
    assert meetings == tuple(fact for fact in found if fact.kind == "Meeting") != ()


def test_a_node_that_the_graph_does_not_have_is_no_fact() -> None:
    mapped, store, _ = written(SAMPLES[0])
    assert facts_of(store, graph_iri(mapped), ["urn:x-nothing"]) == ()
    assert places_of(store, "urn:x-nothing", graph_iri(mapped)) == ()
