"""Every fact that the model's list has for the two real bulletins can be asked for in their graphs."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from facts_md import ARGUED, CHECKS, NO_EVIDENCE, ask
from reasoning import CODES, MODEL, ONTOLOGY

from mappers.mapping import map_bulletin
from mappers.rdf import nquads
from mappers.text.readers import read_file

ISSUES = {"A": "2023-49", "B": "2022-33"}
REGISTERS = sorted((ONTOLOGY / "registers").glob("*.ttl"))


@cache
def store(path: Path) -> ox.Store:
    """One bulletin, with the registers, the code lists and the ontology, as one graph."""
    found = ox.Store()
    for file in (*REGISTERS, *CODES, MODEL[0]):
        found.bulk_load(path=str(file), format=ox.RdfFormat.TURTLE)
    for quad in ox.parse(nquads(map_bulletin(read_file(path))), format=ox.RdfFormat.N_QUADS):
        found.add(ox.Quad(quad.subject, quad.predicate, quad.object))
    return found


@pytest.fixture(scope="session")
def listed(shared_bulletins: Path) -> str:
    path = shared_bulletins.parent / "model" / "facts.md"
    if not path.is_file():
        pytest.skip(f"the list of facts is not at {path}")
    return path.read_text("utf-8")


def holds(folder: Path, fact: str, pattern: str) -> bool:
    found = store(folder / "real" / f"{ISSUES[fact[0]]}.txt").query(ask(pattern))
    assert isinstance(found, ox.QueryBoolean)
    return bool(found)


def test_the_table_has_every_fact_of_the_list(listed: str) -> None:
    assert set(re.findall(r"^### (\S+) ", listed, re.MULTILINE)) == set(CHECKS)


@pytest.mark.parametrize("fact", CHECKS)
def test_fact_can_be_asked_for(fact: str, shared_bulletins: Path) -> None:
    assert [pattern for pattern in CHECKS[fact] if not holds(shared_bulletins, fact, pattern)] == []


@pytest.mark.parametrize("fact", CHECKS)
def test_the_quote_of_a_fact_is_evidence_of_something(fact: str, listed: str, shared_bulletins: Path) -> None:
    found = re.search(rf"^### {re.escape(fact)} · span (\d+)–(\d+)", listed, re.MULTILINE)
    assert found is not None
    overlap = f"""?span a zw:TextSpan ; oa:hasSelector ?at . ?at oa:start ?from ; oa:end ?to .
        FILTER(?from < {found[2]} && {found[1]} < ?to)"""
    assert holds(shared_bulletins, fact, overlap) == (fact not in NO_EVIDENCE)


def test_what_is_argued_is_argued_of_a_fact_of_the_list() -> None:
    assert (set(ARGUED) | set(NO_EVIDENCE)) - set(CHECKS) == set()
    assert [fact for fact, patterns in CHECKS.items() if not patterns] == []
