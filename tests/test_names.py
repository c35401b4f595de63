"""Names that no register settles: listed with their contexts, reviewed, and turned into entries."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mappers.mapping import map_bulletin
from mappers.names.registers import load_registers
from mappers.names.user_entries import NOTHING, Added, read_added
from mappers.rdf import nquads
from mappers.text.readers import read_file
from mappers.text.source import SourceError, read_text
from mappers.unresolved_names import unresolved_names
from zhoubao.building.builder import build_store
from zhoubao.building.name_review import NameToReview, names_json, names_to_review
from zhoubao.building.user_register import accept
from zhoubao.errors import UsageError
from zhoubao.explore.page.bulletin_page import page_of_file
from zhoubao.knowledge_graph import KnowledgeGraph
from zhoubao.store.record import current_versions
from zhoubao.store.store import Writer
from zhoubao.user_registers import added_to

Command = Callable[..., "subprocess.CompletedProcess[str]"]
TEXT = """政务服务简报

2024年第{number}期

达州市行政审批局

2024年3月{day}日

一、工作动态

1．3月1日，市林业局在宣汉县召开古树名木审批座谈会。

2．市林业局印发《古树名木移植审批规程》，市水务局窗口办结取水许可3件。

3．省林草局赴朝阳区考察学习。
"""
HEAD = "name,slug,official_name,short_forms,region,type\n"
ROW = "达州市林业局,dz-lyj,达州市林业局,市林业局,511700,department\n"


def bulletin(number: int = 1) -> str:
    return TEXT.format(number=number, day=number + 3)


@pytest.fixture
def bulletins(tmp_path: Path) -> Path:
    folder = tmp_path / "bulletins"
    folder.mkdir()
    for number in (1, 2):
        (folder / f"{number}.txt").write_text(bulletin(number), "utf-8")
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Path:
    Writer(tmp_path / "store").close()
    return tmp_path / "store"


def reviewed(folder: Path, lines: str = HEAD + ROW) -> Path:
    path = folder / "reviewed.csv"
    path.write_text(lines, "utf-8")
    return path


def test_bodies_without_an_entry_are_seen_with_their_sentences() -> None:
    found = unresolved_names(map_bulletin(read_text(bulletin().encode(), "a.txt")))
    bodies = [(s.name, s.text, s.region) for s in found if s.sort == "body"]
    assert ("达州市林业局", "市林业局", "511700") in bodies
    assert ("达州市水务局", "市水务局", "511700") in bodies  # named by its window only
    assert not [name for name, _, _ in bodies if "林草" in name]  # in the register
    assert all(s.text in s.evidence.quote for s in found)


def test_a_region_that_could_be_several_is_seen_with_what_it_could_be() -> None:
    (found,) = (
        s for s in unresolved_names(map_bulletin(read_text(bulletin().encode(), "a.txt"))) if s.sort == "region"
    )
    assert found.text == "朝阳区"
    assert len(found.candidates) > 1


def test_names_are_grouped_counted_and_guessed() -> None:
    mapped = [map_bulletin(read_text(bulletin(number).encode(), f"{number}.txt")) for number in (1, 2)]
    (name,) = (name for name in names_to_review(mapped) if name.name == "达州市林业局")
    assert (name.count, name.bulletins, name.region, name.type) == (4, 2, "511700", "department")
    assert name.forms == ("市林业局",)
    assert all("市林业局" in words for _, words in name.contexts)
    assert names_to_review(mapped) == names_to_review(mapped[::-1])


def test_the_command_lists_files_and_stores_alike(command: Command, bulletins: Path) -> None:
    assert command("build", bulletins, "--no-validate").returncode == 0
    of_files = command("names", bulletins)
    assert of_files.returncode == 0, of_files.stderr
    assert "达州市林业局" in of_files.stdout
    assert command("names").stdout == of_files.stdout


def test_json_tells_all_that_is_known(command: Command, bulletins: Path) -> None:
    rows = json.loads(command("names", bulletins, "--format", "json").stdout)
    (row,) = (row for row in rows if row["name"] == "达州市林业局")
    assert row["printed"] == ["市林业局"]
    assert row["contexts"][0]["file"] == "1.txt"


def test_what_cannot_be_read_is_told_and_does_not_stop_the_others(command: Command, bulletins: Path) -> None:
    (bulletins / "empty.txt").write_text("")
    run = command("names", bulletins, "--format", "csv")
    assert run.returncode == 3
    assert run.stderr.startswith("E-EMPTY")
    assert "达州市林业局" in run.stdout


def test_from_the_list_to_the_graph(command: Command, bulletins: Path, tmp_path: Path) -> None:
    """List, fill in a slug, accept, build: the body has its name of the register in every graph."""
    assert command("build", bulletins, "--no-validate").returncode == 0
    lines = [*csv.DictReader(io.StringIO(command("names", "--format", "csv").stdout))]
    for line in lines:
        line["slug"] = "dz-lyj" if line["name"] == "达州市林业局" else ""
    with (tmp_path / "reviewed.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, lines[0])
        writer.writeheader()
        writer.writerows(lines)
    run = command("names", "--accept", tmp_path / "reviewed.csv")
    assert run.stdout.splitlines() == [str(tmp_path / "store" / "registers" / "dz-lyj.ttl")]
    assert "N-ACCEPTED" in run.stderr
    run = command("build", bulletins)
    assert "written 2 · unchanged 0" in run.stdout
    query = "SELECT DISTINCT ?g ?name { GRAPH ?g { ?e zw:organizer <ORG> } <ORG> skos:prefLabel ?name }"
    query = query.replace("ORG", "https://w3id.org/zhoubao/id/org/dz-lyj")
    rows = json.loads(command("sparql", query, "--format", "json").stdout)
    assert [row["name"] for row in rows] == ["达州市林业局"] * 2
    assert "达州市林业局" not in command("names").stdout
    assert "1 entries of your own register" in command("doctor").stdout
    assert "written 0 · unchanged 2" in command("build", bulletins).stdout


def test_the_order_of_accepting_leaves_no_trace(bulletins: Path, tmp_path: Path) -> None:
    other = "达州市水务局,dz-swj,达州市水务局,市水务局,511700,department\n"
    exports = []
    for name, steps in {"one": [HEAD + ROW + other], "two": [HEAD + other, HEAD + ROW]}.items():
        Writer(tmp_path / name).close()
        for lines in steps:
            build_store([bulletins], tmp_path / name, validate=False)
            accept(reviewed(tmp_path, lines), tmp_path / name)
        build_store([bulletins], tmp_path / name, validate=False, processes=2)
        store = ox.Store.read_only(str(tmp_path / name / "store"))
        exports.append(sorted(str(quad) for quad in store if "graph/runs" not in str(quad) and "urn:" not in str(quad)))
    assert exports[0] == exports[1]
    assert any("org/dz-swj" in quad for quad in exports[0])


def test_two_stores_in_one_process_keep_their_registers_apart(bulletins: Path, tmp_path: Path) -> None:
    for name in ("with", "without"):
        Writer(tmp_path / name).close()
    accept(reviewed(tmp_path), tmp_path / "with")
    for name in ("with", "without", "with"):
        build_store([bulletins], tmp_path / name)
        found = ox.Store.read_only(str(tmp_path / name / "store"))
        organizer = ox.NamedNode("https://w3id.org/zhoubao/id/org/dz-lyj")
        assert any(found.quads_for_pattern(None, None, organizer)) == (name == "with")


def test_accepting_again_changes_nothing(store: Path, tmp_path: Path) -> None:
    accept(reviewed(tmp_path), store)
    before = (store / "registers" / "dz-lyj.ttl").read_bytes()
    done = accept(reviewed(tmp_path), store)
    assert (done.new, done.known, done.skipped) == ((), ("dz-lyj",), 0)
    assert (store / "registers" / "dz-lyj.ttl").read_bytes() == before


def test_a_line_without_a_slug_is_not_reviewed_yet(store: Path, tmp_path: Path) -> None:
    assert accept(reviewed(tmp_path, HEAD + ROW.replace("dz-lyj", "")), store).skipped == 1
    assert not (store / "registers").exists()


def test_tabs_between_the_columns_do_as_well(store: Path, tmp_path: Path) -> None:
    assert accept(reviewed(tmp_path, (HEAD + ROW).replace(",", "\t")), store).new == ("dz-lyj",)


WRONG = {
    "slug": ROW.replace("dz-lyj", "达州林业"),
    "reserved slug": ROW.replace("dz-lyj", "n-abc"),
    "slug of the project's register": ROW.replace("dz-lyj", "sc-lcj"),
    "slug twice": ROW + ROW.replace("林业", "水务"),
    "name twice": ROW + ROW.replace("dz-lyj", "dz-lyj2"),
    "name of the project's register": ROW.replace("达州市林业局", "四川省林业和草原局"),
    "region": ROW.replace("511700", "达州"),
    "type": ROW.replace("department", "局"),
    "quotation mark in a name": ROW.replace("市林业局,511700", 'a""b,511700'),
    "blank name": ROW.replace(",达州市林业局", ","),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_line_is_named_and_nothing_is_written(what: str, store: Path, tmp_path: Path) -> None:
    good = "达州市民政局,dz-mzj,达州市民政局,,511700,department\n"
    with pytest.raises(UsageError, match=r"E-REVIEW .* line [34] is wrong"):
        accept(reviewed(tmp_path, HEAD + good + WRONG[what]), store)
    assert not (store / "registers").exists()


@pytest.mark.parametrize("table", ["", "name,slug\n", "\0"])
def test_a_table_without_the_columns_is_refused(table: str, store: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="E-REVIEW"):
        accept(reviewed(tmp_path, table), store)


BROKEN = {
    "no Turtle": "body:",
    "no jurisdiction": "<https://w3id.org/zhoubao/id/org/x-y> a <https://w3id.org/zhoubao/ontology#PublicBody> ; "
    '<http://www.w3.org/2004/02/skos/core#prefLabel> "某局"@zh .',
    "no name": "<https://w3id.org/zhoubao/id/org/x-y> a <https://w3id.org/zhoubao/ontology#PublicBody> .",
    "in the project's register": "<https://w3id.org/zhoubao/id/org/sc-lcj> a "
    '<https://w3id.org/zhoubao/ontology#PublicBody> ; <http://www.w3.org/2004/02/skos/core#prefLabel> "某局"@zh .',
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_wrong_entry_is_one_line_before_anything_is_built(
    what: str, command: Command, bulletins: Path, store: Path
) -> None:
    (store / "registers").mkdir()
    (store / "registers" / "x.ttl").write_text(BROKEN[what], "utf-8")
    run = command("build", bulletins)
    assert run.returncode == 2
    assert run.stderr.startswith(f"zhoubao: E-REGISTER {store / 'registers' / 'x.ttl'}")
    assert len(run.stderr.splitlines()) == 1
    assert "!! E-REGISTER" in command("doctor").stdout


def test_a_folder_can_be_named_for_all_stores(command: Command, bulletins: Path, store: Path, tmp_path: Path) -> None:
    own = str(tmp_path / "own")
    (tmp_path / "own").mkdir()
    assert command("names", "--accept", reviewed(tmp_path), ZHOUBAO_REGISTERS=own).returncode == 0
    assert (tmp_path / "own" / "dz-lyj.ttl").exists()
    found = command("facts", bulletins / "1.txt", "--format", "json", ZHOUBAO_REGISTERS=own)
    assert found.returncode == 0
    assert "达州市林业局" not in command("names", bulletins, ZHOUBAO_REGISTERS=own).stdout
    assert command("facts", bulletins / "1.txt", ZHOUBAO_REGISTERS=str(tmp_path / "none")).returncode == 2


def test_registers_are_a_value_that_is_the_same_for_the_same_additions(store: Path, tmp_path: Path) -> None:
    accept(reviewed(tmp_path), store)
    added, again = added_to(store), added_to(store)
    assert load_registers(added) is load_registers(again)
    assert load_registers(added).added == added
    assert ("dz-lyj" in load_registers(added).bodies, "dz-lyj" in load_registers().bodies) == (True, False)
    assert load_registers(NOTHING) is load_registers()


def test_what_is_added_enters_the_version_of_what_is_read_with_it(store: Path, tmp_path: Path) -> None:
    accept(reviewed(tmp_path), store)
    own, with_added = current_versions(), current_versions(added_to(store))
    assert own.ontology != with_added.ontology
    assert (own.mappers, own.shapes) == (with_added.mappers, with_added.shapes)


def test_a_bulletin_is_read_with_the_registers_that_are_given(store: Path, tmp_path: Path) -> None:
    accept(reviewed(tmp_path), store)
    text = read_text(bulletin().encode(), "a.txt")
    named = [name.name for name in unresolved_names(map_bulletin(text, load_registers(added_to(store))))]
    assert "达州市林业局" not in named
    assert "达州市林业局" in [name.name for name in unresolved_names(map_bulletin(text))]


def test_the_variable_is_read_by_the_tool_and_not_by_the_mappers(
    bulletins: Path, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    accept(reviewed(tmp_path), store)
    monkeypatch.setenv("ZHOUBAO_REGISTERS", str(store / "registers"))
    assert [path.name for path, _ in added_to().files] == ["dz-lyj.ttl"]
    assert added_to(tmp_path / "other") == added_to()
    assert "id/org/dz-lyj" not in nquads(map_bulletin(read_file(bulletins / "1.txt")))
    assert "id/org/dz-lyj" in page_of_file(bulletins / "1.txt").html


def test_the_page_of_a_bulletin_is_read_with_the_registers_of_its_store(
    command: Command, bulletins: Path, store: Path, tmp_path: Path
) -> None:
    accept(reviewed(tmp_path), store)
    assert command("build", bulletins).returncode == 0
    with KnowledgeGraph(store) as graph:
        html = graph.bulletin("2024-1").html
    mark = re.search(r"<span[^>]*m-body[^>]*>市林业局", html)
    assert mark is not None
    assert "org/dz-lyj" in mark[0]


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="E-REGISTER"):
        read_added(tmp_path / "none")


@given(st.lists(st.tuples(st.sampled_from("abc"), st.binary(max_size=3)), min_size=1, max_size=3))
def test_what_is_added_is_known_by_names_and_bytes(files: list[tuple[str, bytes]]) -> None:
    here, there = (Added(tuple((Path(folder) / name, data) for name, data in files)) for folder in ("x", "y"))
    assert here.digest == there.digest != NOTHING.digest


def test_the_json_of_names_has_the_codes_of_what_a_region_could_be() -> None:
    could_be = ("110105 北京市朝阳区", "220104 长春市朝阳区")
    name = NameToReview("region", "朝阳区", "", "", "", ("朝阳区",), could_be, 2, 1, (("a.txt", "在朝阳区召开"),))
    assert json.loads(names_json([name])) == [
        {
            "sort": "region",
            "name": "朝阳区",
            "count": 2,
            "bulletins": 1,
            "region": None,
            "type": None,
            "printed": ["朝阳区"],
            "candidates": ["110105", "220104"],
            "contexts": [{"file": "a.txt", "words": "在朝阳区召开"}],
        }
    ]
