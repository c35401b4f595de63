"""The object for notebooks: what it answers, and that it does not get in the way of a build."""

from __future__ import annotations

import builtins
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import rdflib

import zhoubao
from zhoubao.errors import StoreError, UsageError
from zhoubao.knowledge_graph import KnowledgeGraph


@pytest.fixture
def kg(folder: Path, tmp_path: Path) -> KnowledgeGraph:
    return zhoubao.build(folder, store=tmp_path / "store", validate=False)


def test_a_select_query_gives_a_data_frame(kg: KnowledgeGraph) -> None:
    frame = kg.sparql("SELECT ?b ?n WHERE { ?b a zw:Bulletin ; zw:issueNumber ?n } ORDER BY ?n")
    assert isinstance(frame, pd.DataFrame)
    assert frame["n"].tolist() == [1, 2, 3, 4, 5, 6]


def test_without_pandas_a_query_gives_named_rows(kg: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *arguments: Any) -> Any:
        if name == "pandas":
            raise ImportError(name)
        return real(name, *arguments)

    monkeypatch.setattr(builtins, "__import__", without)
    rows = kg.sparql("SELECT ?n WHERE { ?b a zw:Bulletin ; zw:issueNumber ?n } ORDER BY ?n")
    assert [row.n for row in rows] == [1, 2, 3, 4, 5, 6]


def test_ask_gives_a_bool_and_construct_a_graph(kg: KnowledgeGraph) -> None:
    assert kg.sparql("ASK { ?b a zw:Bulletin }") is True
    graph = kg.sparql("CONSTRUCT { ?b a zw:Bulletin } WHERE { ?b a zw:Bulletin }")
    assert isinstance(graph, rdflib.Graph)
    assert len(graph) == 6


def test_values_become_values_of_python(kg: KnowledgeGraph) -> None:
    row = kg.rows(
        'SELECT ?i ?d ?t ?s ?n WHERE { BIND(7 AS ?i) BIND(7.5 AS ?d) BIND(true AS ?t) BIND("词"@zh AS ?s) }'
    ).rows
    assert row == ((7, Decimal("7.5"), True, "词", None),)


def test_facts_stand_in_their_files(kg: KnowledgeGraph, folder: Path) -> None:
    facts = kg.facts()
    assert len(facts) > 0
    for fact in facts.itertuples():
        assert (folder / fact.file).read_text("utf-8")[fact.start : fact.end] == fact.quote


def test_each_sentence_is_a_fact_or_in_the_ledger(kg: KnowledgeGraph) -> None:
    stats = kg.stats()
    assert len(kg.ledger()) == stats.sentences - stats.understood > 0


def test_explain_holds_the_quote_in_its_paragraph(kg: KnowledgeGraph, folder: Path) -> None:
    fact = kg.facts().iloc[0]
    found = kg.explain(fact.fact)
    passage = next(passage for passage in found.passages if passage.start == fact.start)
    content = (folder / fact.file).read_text("utf-8")
    assert passage.before + passage.quote + passage.after in content.splitlines()
    assert found.rule == fact.rule


def test_explain_knows_what_it_does_not_have(kg: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match="E-NOT-FOUND"):
        kg.explain("zw:nothing")


def test_the_dataset_is_one_of_rdflib_with_all_graphs(kg: KnowledgeGraph) -> None:
    assert isinstance(kg.dataset, rdflib.Dataset)
    rows = kg.dataset.query("SELECT ?b WHERE { ?b a zw:Bulletin }")
    assert len(rows) == 6


def test_export_chooses_its_format_by_the_extension(kg: KnowledgeGraph, tmp_path: Path) -> None:
    assert kg.export(tmp_path / "all.nq").read_text("utf-8").endswith(" .\n")


def test_a_second_build_in_the_same_process_goes_on_beside_an_open_graph(kg: KnowledgeGraph, folder: Path) -> None:
    kg.facts()
    (folder / "00005.txt").unlink()
    again = zhoubao.build(folder, store=kg.directory, validate=False)
    assert again.stats() == kg.stats()


def test_what_was_left_out_is_warned_of(folder: Path, tmp_path: Path) -> None:
    (folder / "empty.txt").write_text("")
    with pytest.warns(UserWarning, match="E-EMPTY"):
        zhoubao.build(folder, store=tmp_path / "store", validate=False)


def test_opening_nothing_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="E-STORE-ABSENT"):
        zhoubao.open(tmp_path / "none")
