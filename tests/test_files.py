"""Each file is read again by its own tool's reader and says the same as the store."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
from rdflib import Dataset, Graph, Namespace, URIRef
from rdflib.namespace import RDF

from zhoubao.building.builder import build_store
from zhoubao.errors import UsageError
from zhoubao.exchange.export import graph_lines, graphs
from zhoubao.exchange.files import FORMATS, Options, write_files
from zhoubao.exchange.files.fact_tables import FactTables
from zhoubao.exchange.files.jsonld import context, make_context
from zhoubao.exchange.files.property_graph import edges, nodes
from zhoubao.exchange.files.selection import selected
from zhoubao.store.graph_names import BASE, BULLETINS, REGISTERS
from zhoubao.store.store import Reader, Writer

ROOT = Path(__file__).resolve().parent.parent
SINGLE = sorted(name for name, form in FORMATS.items() if not form.folder)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    """Three samples with the registers but that of regions, which is long."""
    folder = tmp_path_factory.mktemp("files")
    build_store([ROOT / "samples" / f"s0{number}.txt" for number in (1, 2, 4)], folder / "store", validate=False)
    with Writer(folder / "store") as writer:
        writer.drop_graph(REGISTERS + "regions")
    found = ox.Store()
    with Reader(folder / "store") as reader:
        for graph in graphs(reader.quads):
            found.extend(reader.quads.quads_for_pattern(None, None, None, ox.NamedNode(graph)))
    return found


def by_value(data: bytes, form: ox.RdfFormat) -> set[str]:
    found = ox.Store()
    found.load(data, form)
    return {str(quad) for quad in found}


def all_triples(store: ox.Store) -> set[str]:
    return {str(quad.triple) for quad in store}


def written(store: ox.Store, form: str, target: Path, **options: bool) -> list[Path]:
    return write_files(store, form, target, Options(**options))


def test_json_ld_is_the_same_data_to_another_reader(store: ox.Store, tmp_path: Path) -> None:
    written(store, "jsonld", tmp_path / "x.jsonld")
    again = Dataset()
    again.parse(tmp_path / "x.jsonld", format="json-ld")
    text = again.serialize(format="nquads").encode()
    assert by_value(text, ox.RdfFormat.N_QUADS) == {str(quad) for quad in store}


def test_json_ld_is_compact(store: ox.Store, tmp_path: Path) -> None:
    written(store, "jsonld", tmp_path / "x.jsonld", clean=True)
    document = json.loads((tmp_path / "x.jsonld").read_text("utf-8"))
    text = json.dumps(document["@graph"])
    assert '"organizer": "http' in text


def test_the_published_context_is_that_of_the_ontology() -> None:
    ontology = ox.Store()
    ontology.load(path=str(ROOT / "ontology" / "zhoubao.ttl"), format=ox.RdfFormat.TURTLE)
    assert make_context(ontology)["@context"] == context(), "run scripts/make_context.py"


def test_rdf_xml_is_the_same_data_to_another_reader(store: ox.Store, tmp_path: Path) -> None:
    written(store, "rdfxml", tmp_path / "x.rdf")
    text = Graph().parse(tmp_path / "x.rdf", format="xml").serialize(format="nt").encode()
    assert {line.rstrip(" .") for line in by_value(text, ox.RdfFormat.N_TRIPLES)} == all_triples(store)


def test_readable_turtle_is_the_same_data(store: ox.Store, tmp_path: Path) -> None:
    written(store, "turtle", tmp_path / "x.ttl")
    data = (tmp_path / "x.ttl").read_bytes()
    assert {line.rstrip(" .") for line in by_value(data, ox.RdfFormat.TURTLE)} == all_triples(store)
    assert data.count(b"@prefix zw:") == 1


def test_each_graph_has_a_readable_file_of_its_own(store: ox.Store, tmp_path: Path) -> None:
    written(store, "turtle-files", tmp_path / "out")
    for graph in graphs(store):
        data = (tmp_path / "out" / (graph.removeprefix(BASE + "graph/") + ".ttl")).read_bytes()
        lines = {line.rstrip(" .") for line in by_value(data, ox.RdfFormat.TURTLE)}
        assert lines == {line.decode().rstrip(" .\n") for line in graph_lines(store, graph)}


def test_clean_has_facts_and_no_traces(store: ox.Store, tmp_path: Path) -> None:
    written(store, "nq", tmp_path / "x.nq", clean=True)
    text = (tmp_path / "x.nq").read_text("utf-8")
    assert f" <{BASE}ontology#evidence> <{BASE}id/" not in text
    assert f"{BASE}id/span/" not in text
    assert f"{BASE}ontology#organizer" in text


def test_rdf_12_puts_evidence_at_statements(store: ox.Store, tmp_path: Path) -> None:
    written(store, "nq", tmp_path / "x.nq", rdf12=True)
    found = [*ox.parse((tmp_path / "x.nq").read_bytes(), ox.RdfFormat.N_QUADS)]
    said = [quad.object for quad in found if isinstance(quad.object, ox.Triple)]
    statements = {str(quad.triple) for quad in store}
    assert said
    assert all(str(triple) in statements for triple in said)


def test_networkx_reads_the_graph_from_both_formats(store: ox.Store, tmp_path: Path) -> None:
    wanted = {node.iri for node in nodes(store, clean=True)}
    ends = {(edge.source, edge.target) for edge in edges(store, clean=True)}
    for form, read in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        written(store, form, tmp_path / form, clean=True)
        network = read(tmp_path / form)
        assert set(network.nodes) == wanted
        assert {(source, target) for source, target, *_ in network.edges} == ends


def test_every_node_stands_once_and_every_edge_has_its_ends(store: ox.Store, tmp_path: Path) -> None:
    written(store, "neo4j", tmp_path / "out")
    with (tmp_path / "out" / "nodes.csv").open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file)]
    ids = [row["iri:ID"] for row in rows]
    assert len(ids) == len(set(ids))
    with (tmp_path / "out" / "relationships.csv").open(encoding="utf-8", newline="") as file:
        relations = [*csv.DictReader(file)]
    assert {row[end] for row in relations for end in (":START_ID", ":END_ID")} <= set(ids)
    assert all(row[":LABEL"] for row in rows)


def test_tables_have_every_fact_with_its_quote(store: ox.Store, tmp_path: Path) -> None:
    written(store, "csv", tmp_path / "out", chinese=True)
    rows = []
    for path in sorted((tmp_path / "out").glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows += [*csv.DictReader(file)]
    ruled = {q.subject.value for q in store.quads_for_pattern(None, ox.NamedNode(BASE + "ontology#rule"), None)}  # type: ignore[union-attr]
    assert {row["事实"] for row in rows} == ruled
    assert all(int(row["止"]) > int(row["起"]) for row in rows if row["原文"])
    assert sum(bool(row["原文"]) for row in rows) > len(rows) * 0.9


def test_parquet_and_csv_say_the_same(store: ox.Store, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet", reason="pip install pyarrow")
    written(store, "parquet", tmp_path / "out")
    tables = FactTables(store)
    for kind in tables.kinds():
        found = pq.read_table(tmp_path / "out" / f"{kind}.parquet").to_pylist()
        rows = [[("" if value is None else str(value)) for value in row.values()] for row in found]
        assert rows == [*tables.rows(kind)]


def test_a_workbook_has_a_sheet_for_each_kind_and_no_formulas(store: ox.Store, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="pip install openpyxl")
    written(store, "xlsx", tmp_path / "x.xlsx")
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    tables = FactTables(store)
    assert book.sheetnames == tables.kinds()
    for kind in tables.kinds():
        rows = [[cell or "" for cell in row] for row in book[kind].iter_rows(values_only=True)]
        assert rows == [tables.titles(kind), *tables.rows(kind)]


def test_pieces_for_bulk_loaders_are_the_whole_in_pieces_of_the_size(store: ox.Store, tmp_path: Path) -> None:
    files = write_files(store, "bulk", tmp_path / "out", Options(size=100_000))
    pieces = [file for file in files if file.suffix == ".nq"]
    assert len(pieces) > 3
    assert all(file.stat().st_size <= 100_000 for file in pieces)
    data = b"".join(file.read_bytes() for file in pieces)
    assert by_value(data, ox.RdfFormat.N_QUADS) == {str(quad) for quad in store}


@pytest.mark.parametrize("form", [name for name in SINGLE if name != "xlsx"])
def test_a_file_is_the_same_each_time(form: str, store: ox.Store, tmp_path: Path) -> None:
    for name in ("one", "two"):
        written(store, form, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_the_description_counts_what_is_there_and_what_changed(store: ox.Store, tmp_path: Path) -> None:
    written(store, "nq", tmp_path / "x.nq")
    path = tmp_path / "x.nq.description.ttl"
    text = path.read_text("utf-8")
    assert f"<http://rdfs.org/ns/void#triples> {len(store)}" in text
    assert "versionNotes" not in text
    described = Graph().parse(path)
    void, dataset = Namespace("http://rdfs.org/ns/void#"), URIRef(BASE + "dataset")
    graphs_of_bulletins = {quad.graph_name for quad in store if str(quad.graph_name).startswith(f"<{BULLETINS}")}
    types: Counter[str] = Counter(
        quad.object.value for quad in store.quads_for_pattern(None, ox.NamedNode(str(RDF.type)), None)
    )
    links = sum("wikidata.org" in str(quad.object) or "geonames.org" in str(quad.object) for quad in store)
    assert described.value(dataset, void.documents).toPython() == len(graphs_of_bulletins) == 3
    assert described.value(dataset, void.entities).toPython() == sum(types.values())
    assert {
        str(described.value(part, void["class"])): described.value(part, void.entities).toPython()
        for part in described.objects(dataset, void.classPartition)
    } == types
    spaces = {re.sub(r"[^#/]*$", "", quad.predicate.value) for quad in store}
    assert {str(space) for space in described.objects(dataset, void.vocabulary)} == spaces
    assert described.value(URIRef(BASE + "dataset/links"), void.triples).toPython() == links
    written(store, "nq", tmp_path / "x.nq", clean=True)
    assert f"triples {len(store)} -> " in path.read_text("utf-8")


def test_a_folder_with_other_things_is_left_alone(store: ox.Store, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="E-OUTPUT-TAKEN"):
        written(store, "csv", tmp_path / "out")
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["mine.txt"]
    assert len([*tmp_path.iterdir()]) == 1


def test_one_graph_at_a_time_is_in_hand(store: ox.Store) -> None:
    first, lines = next(iter(selected(store)))
    assert lines == graph_lines(store, first)
    assert any(graph.startswith(BULLETINS) for graph, _ in selected(store, clean=True))


def test_the_command_line_writes_files_and_prints_loaders(
    command: Callable[..., subprocess.CompletedProcess[str]], folder: Path, tmp_path: Path
) -> None:
    command("build", folder, "--no-validate")
    done = command("export", "-f", "bulk", "-o", tmp_path / "out")
    assert done.returncode == 0
    assert "tdb2.tdbloader" in done.stdout
    assert "E-OUTPUT-PLACE" in command("export", "-f", "xlsx").stderr
    assert io.StringIO(command("export", "-f", "nq").stdout).readline().startswith("<")
