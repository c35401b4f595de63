"""Every piece of evidence in a store stands in its original as it is quoted."""

from __future__ import annotations

from pathlib import Path

import pytest

from mappers.text.readers import read_file
from zhoubao.building import build_store
from zhoubao.knowledge_graph import KnowledgeGraph
from zhoubao.store import source_path

EVIDENCE = """
SELECT ?digest ?start ?end ?quote WHERE {
  ?span oa:hasSource/zw:sha256 ?digest ; oa:hasSelector ?position, ?words .
  ?position oa:start ?start ; oa:end ?end .
  ?words oa:exact ?quote .
}
"""
FACTS_WITHOUT = """
SELECT ?fact WHERE {
  ?fact zw:rule ?rule FILTER NOT EXISTS { ?fact zw:evidence/oa:hasSelector/oa:exact ?quote }
}
"""


def assert_grounded(folders: list[Path], store: Path) -> None:
    build_store(folders, store, validate=False)
    with KnowledgeGraph(store) as graph:
        rows = graph.rows(EVIDENCE).rows
        records = graph.records()
        assert graph.rows(FACTS_WITHOUT).rows == ()
    originals = {record.sha256: read_file(source_path(store, record)).content for record in records}
    assert {row[0] for row in rows} == originals.keys() != set()
    wrong = [row for row in rows if originals[row[0]][row[1] : row[2]] != row[3]]
    assert wrong == []


def test_evidence_of_the_samples_stands_in_them(samples: Path, tmp_path: Path) -> None:
    assert_grounded([samples], tmp_path / "store")


@pytest.mark.parametrize("folder", ["real", "dev"])
def test_evidence_of_the_shared_bulletins_stands_in_them(shared_bulletins: Path, folder: str, tmp_path: Path) -> None:
    assert_grounded([shared_bulletins / folder], tmp_path / "store")


def test_evidence_in_gb18030_counts_characters_not_bytes(samples: Path, tmp_path: Path) -> None:
    (tmp_path / "s01.txt").write_bytes((samples / "s01.txt").read_text("utf-8").encode("gb18030"))
    assert_grounded([tmp_path / "s01.txt"], tmp_path / "store")
