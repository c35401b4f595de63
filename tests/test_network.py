"""Networks: what a link is, where its numbers come from, what can be read from them."""

from __future__ import annotations

import math
import os
import random
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT
from zhoubao.errors import UsageError
from zhoubao.explore.network import Network, projections
from zhoubao.explore.network.link_query import span
from zhoubao.explore.network.network_layout import communities_of, layout
from zhoubao.knowledge_graph import KnowledgeGraph

PROJECTIONS = sorted(projections())


@pytest.fixture(scope="module", params=PROJECTIONS)
def network(request: pytest.FixtureRequest, sample_store: KnowledgeGraph) -> Network:
    return sample_store.network(request.param)


def test_every_link_stands_on_facts_that_have_words(network: Network) -> None:
    assert network.between, "the samples have links of each projection"
    for *_, data in network.graph.edges(data=True):
        assert all(network.read.facts[iri].quotes for iri in data["facts"])
        assert data["weight"] == len(data["matters"] or data["facts"])


def test_every_link_is_a_row_of_the_query(network: Network, sample_store: KnowledgeGraph) -> None:
    rows = {(row[2], row[3] if len(row) > 3 else None) for row in sample_store.rows(network.query).rows}
    assert {(link.fact, link.what or None) for link in network.read.links} <= rows


def test_a_projection_says_what_it_means_in_both_languages(network: Network) -> None:
    said = network.read.projection
    assert said.about_zh
    assert said.about_en
    assert "network" in said.tags


def test_a_network_names_itself_with_its_size(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    size = f"{len(network.graph)} nodes, {network.graph.number_of_edges()} links, {len(network.read.facts)} facts"
    for language, title in (("zh", network.read.projection.zh), ("en", network.read.projection.en)):
        monkeypatch.setenv("ZHOUBAO_LANG", language)
        assert repr(network) == f"<Network {network.read.name}: {size}> {title}"


def test_matters_by_region_are_those_of_the_question(sample_store: KnowledgeGraph) -> None:
    network = sample_store.network("delegations")
    by_region: dict[str, set[str]] = {}
    for link in network.read.links:
        if network.read.things[link.target].sort == "region" and link.what:
            by_region.setdefault(network.name(link.target), set()).add(link.what)
    asked = {row.region_name: row.matters for row in sample_store.ask("matters-per-region").itertuples()}
    delegated = {name: len(matters) for name, matters in by_region.items() if name in asked}
    assert delegated
    assert delegated.items() <= asked.items()


def test_joint_issuers_of_the_question_act_together(sample_store: KnowledgeGraph) -> None:
    network = sample_store.network("together", kind="release")
    linked = {frozenset(map(network.name, pair)) for pair in network.between}
    asked = {frozenset((row.body, row[2])) for row in sample_store.ask("joint-issuers").itertuples()}
    assert asked
    assert asked <= linked


def test_a_division_counts_as_its_body(sample_store: KnowledgeGraph) -> None:
    network = sample_store.network("visits")
    assert "四川省交通运输厅" in [network.name(source) for source, _ in network.between]
    assert not [thing.name for thing in network.read.things.values() if thing.name.endswith("审批处")]


@pytest.mark.parametrize("name", ["agreement", "Agreement", "协议", ["agreement"]])
def test_a_kind_goes_by_any_of_its_names(sample_store: KnowledgeGraph, name: str | list[str]) -> None:
    network = sample_store.network("together", kind=name)
    assert {card.kind for card in network.read.facts.values()} == {"Agreement"}


def test_days_and_months_bound_the_facts(sample_store: KnowledgeGraph) -> None:
    whole = sample_store.network("together")
    june = sample_store.network("together", since="2024-06", until="2024-06")
    expected = {iri for iri, card in whole.read.facts.items() if card.date.startswith("2024-06")}
    assert {*june.read.facts} == expected != set()


def test_a_region_keeps_what_lies_in_it_or_happened_there(sample_store: KnowledgeGraph) -> None:
    network = sample_store.network("together", region="天津")
    assert {card.series.rpartition("/")[2][:6] for card in network.read.facts.values()} == {"120000"}


def test_a_series_keeps_its_own_facts(sample_store: KnowledgeGraph) -> None:
    network = sample_store.network("mentions", series="sc-ckgzzb")
    assert {card.bulletin[:6] for card in network.read.facts.values()} == {"窗口工作周报"}


@pytest.mark.parametrize(
    "wrong", [{"kind": "walk"}, {"since": "yesterday"}, {"region": "亚特兰蒂斯"}, {"series": "nowhere"}]
)
def test_what_is_not_known_is_an_error(sample_store: KnowledgeGraph, wrong: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        sample_store.network("together", **wrong)


def test_an_unknown_projection_names_those_there_are(sample_store: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match="delegations"):
        sample_store.network("friendship")


def test_a_node_is_found_by_its_short_name(sample_store: KnowledgeGraph) -> None:
    network = sample_store.network("delegations")
    assert network.find("省林草局") == network.find("四川省林业和草原局")
    with pytest.raises(UsageError, match="E-AMBIGUOUS"):
        network.find("市")


def test_a_path_is_told_with_its_quotes(sample_store: KnowledgeGraph) -> None:
    path = sample_store.network("mentions").path("阿坝藏族羌族自治州", "自贡市")
    assert [step.one for step in path.steps] == ["阿坝藏族羌族自治州", "四川省林业和草原局"]
    for tongue in ("zh", "en"):
        told = path.explain(tongue)
        for step in path.steps:
            quote = step.facts[0].quotes[0]
            assert " ".join(quote.quote.split()) in told
            assert f"{step.facts[0].file} [{quote.start}:{quote.end}]" in told


def test_where_no_path_leads_it_says_so(sample_store: KnowledgeGraph) -> None:
    path = sample_store.network("delegations").path("武汉市", "自贡市")
    assert path.steps == ()
    assert "没有通路" in path.explain("zh")
    assert "no way" in path.explain("en")


def test_new_links_of_all_months_are_the_links(network: Network) -> None:
    growth = network.growth()
    assert growth.new_links.sum() == len(network.between) == growth.links_so_far.iloc[-1]
    assert growth.new_nodes.sum() == len(network)


def test_regions_with_the_same_powers_are_alike(sample_store: KnowledgeGraph) -> None:
    network = sample_store.network("delegations", series="120000-1cdbc1f3")
    alike = {frozenset((row.one, row.other)): row for row in network.similarity().itertuples()}
    assert alike[frozenset(("武清区", "滨海新区"))].similarity == 1
    assert alike[frozenset(("武清区", "西青区"))].shared == 1
    assert alike[frozenset(("武清区", "西青区"))].together == 4


def test_a_bridge_alone_holds_its_parts_together(sample_store: KnowledgeGraph) -> None:
    network = sample_store.network("visits")
    found = network.bridges()
    assert len(found)
    for row in found.itertuples():
        plain = network.graph.to_undirected()
        before = nx.number_connected_components(plain)
        plain.remove_edge(network.find(row.one), network.find(row.other))
        assert nx.number_connected_components(plain) == before + 1


def test_centrality_counts_partners_and_facts(sample_store: KnowledgeGraph) -> None:
    first = sample_store.network("together").centrality().iloc[0]
    assert (first["name"], first.degree) == ("四川省政府政务服务和公共资源交易服务中心", 4)


def test_gexf_is_read_back_and_always_the_same(sample_store: KnowledgeGraph, tmp_path: Path) -> None:
    network = sample_store.network("delegations")
    one, other = (network.to_gexf(tmp_path / name).read_bytes() for name in ("1.gexf", "2.gexf"))
    assert one == other
    again = nx.read_gexf(tmp_path / "1.gexf")
    assert sorted(again.edges) == sorted(network.graph.edges)
    assert {data["label"] for _, data in again.nodes(data=True)} == {item.name for item in network.read.things.values()}


def test_igraph_gets_the_same_links(sample_store: KnowledgeGraph) -> None:
    pytest.importorskip("igraph", reason="igraph is not installed; it is under the GPL and no part of the project")
    network = sample_store.network("together")
    other = network.to_igraph()
    assert (other.vcount(), other.ecount()) == (len(network), len(network.between))


def test_a_page_is_the_same_for_every_hash_seed(sample_store: KnowledgeGraph) -> None:
    script = (
        "import hashlib, sys, zhoubao; kg = zhoubao.open(sys.argv[1])\n"
        "print(hashlib.sha256(kg.network('mentions').show().html.encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", script, str(sample_store.directory)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=80))
def test_no_two_nodes_stand_in_one_place(pairs: list[tuple[int, int]]) -> None:
    graph = nx.Graph()
    graph.add_edges_from((f"n{a:02}", f"n{b:02}") for a, b in pairs if a != b)
    placed = layout(graph)
    assert {*placed} == {*graph.nodes}
    assert len({*placed.values()}) == len(placed)
    assert all(math.isfinite(x) and math.isfinite(y) for x, y in placed.values())


def test_a_part_of_many_nodes_is_laid_out_by_communities() -> None:
    graph = nx.planted_partition_graph(8, 50, 0.2, 0.002, seed=1)
    graph = nx.relabel_nodes(graph, {node: f"n{node:03}" for node in graph})
    placed = layout(graph)
    assert len({*placed.values()}) == 400
    group = sorted(communities_of(graph)[0])
    middle = tuple(sum(placed[node][axis] for node in group) / len(group) for axis in (0, 1))
    near = sorted(placed, key=lambda node: math.dist(placed[node], middle))[: len(group) // 2]
    assert {*near} <= {*group}


def test_without_numpy_nodes_stand_in_sunflowers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "numpy", None)
    graph = nx.relabel_nodes(nx.star_graph(9), str)
    placed = layout(graph)
    assert placed["0"] == (0.0, 0.0)
    assert len({*placed.values()}) == 10


@given(st.dates(), st.dates())
def test_a_month_named_as_an_end_is_whole(one: object, other: object) -> None:
    day, month = str(one), str(other)[:7]
    first, last = span(None, month)
    assert (first <= day <= last) == (day[:7] <= month)


@given(st.integers(3, 40), st.integers(0, 60))
@settings(max_examples=25, deadline=None)
def test_no_name_of_a_small_part_lies_on_another(nodes: int, more: int) -> None:
    chance = random.Random(nodes * 100 + more)
    graph = nx.path_graph(nodes)
    graph.add_edges_from((chance.randrange(nodes), chance.randrange(nodes)) for _ in range(more))
    graph.remove_edges_from([*nx.selfloop_edges(graph)])
    places = [*layout(nx.relabel_nodes(graph, str)).values()]
    for number, (x, y) in enumerate(places):
        for u, v in places[:number]:
            assert abs(x - u) >= 120 or abs(y - v) >= 30
