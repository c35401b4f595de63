"""What of a store travels to another: its graphs with their digests, sizes and versions."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import ROOT
from zhoubao.building.builder import build_store
from zhoubao.exchange.export import graph_lines, graphs
from zhoubao.exchange.remote.push import local_graphs
from zhoubao.store.graph_names import BULLETINS, CHECKS, LEDGERS
from zhoubao.store.store import Reader


def test_what_belongs_to_a_bulletin_has_its_version(tmp_path: Path) -> None:
    build_store([ROOT / "samples" / "s03.txt"], tmp_path / "store")
    with Reader(tmp_path / "store") as reader:
        found = local_graphs(reader)
        assert list(found) == list(graphs(reader.quads))
        assert all(entry.triples == len(graph_lines(reader.quads, graph)) for graph, entry in found.items())
    (bulletin,) = (graph for graph in found if graph.startswith(BULLETINS))
    name = bulletin.removeprefix(BULLETINS)
    assert found[bulletin].version
    assert {found[room + name].version for room in (CHECKS, LEDGERS)} == {found[bulletin].version}
    assert [graph for graph, entry in found.items() if entry.record] == [bulletin]
