"""Each question answers what was recorded, names its graphs, and takes values as terms, never as text."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pandas as pd
import pyoxigraph as ox
import pytest
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue

import zhoubao
from zhoubao.errors import UsageError
from zhoubao.knowledge_graph import KnowledgeGraph
from zhoubao.questions.ask import parameters_of
from zhoubao.questions.catalogue import Parameter, Question, bound, catalogue, find_question, read_question
from zhoubao.questions.parameter_values import LITERALS, THINGS, term_of
from zhoubao.store.graph_names import BASE

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

from record_questions import examples, record, texts  # noqa: E402  needs the path above

EXPECTED = ROOT / "queries" / "expected"
QUESTIONS = list(catalogue().values())
PLACES = [(question, parameter) for question in QUESTIONS for parameter in question.parameters]
ZIGONG = ox.NamedNode(BASE + "id/region/510300")


def of(value: Question | Parameter) -> str:
    return value.id if isinstance(value, Question) else value.name


@pytest.fixture(scope="session")
def kg(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    return zhoubao.build(texts(), store=tmp_path_factory.mktemp("questions") / "store")


def region(kg: KnowledgeGraph, value: str) -> ox.NamedNode | ox.Literal:
    return term_of(kg.reader.quads, find_question("delegations").parameter("region"), value)


# --- answers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("question", QUESTIONS, ids=of)
def test_the_answer_is_the_one_recorded(question: Question, kg: KnowledgeGraph) -> None:
    kept = json.loads((EXPECTED / f"{question.id}.json").read_text("utf-8"))
    assert kept["rows"] != []
    assert record(question, kg.answer(question.id, examples(question))) == kept


def test_nothing_is_recorded_for_a_question_that_is_gone() -> None:
    assert {path.stem for path in EXPECTED.iterdir()} == set(catalogue())


def test_the_page_of_questions_tells_of_all() -> None:
    told = re.findall(r"^## ([\w-]+)$", (ROOT / "docs" / "questions.md").read_text("utf-8"), re.MULTILINE)
    assert told == [*catalogue()]


# --- files --------------------------------------------------------------------------------------------------------


@cache
def algebra(question: Question) -> CompValue:
    return prepareQuery(question.query).algebra


def parts(node: Any, named: bool) -> Iterator[tuple[CompValue, bool]]:
    """The parts of a query, and whether each stands inside GRAPH."""
    if isinstance(node, CompValue):
        yield node, named
        for value in node.values():
            yield from parts(value, named or node.name == "Graph")
    elif isinstance(node, list | tuple):
        for value in node:
            yield from parts(value, named)


@pytest.mark.parametrize("question", QUESTIONS, ids=of)
def test_a_question_reads_named_graphs_only(question: Question) -> None:
    loose = [part.triples for part, named in parts(algebra(question), False) if part.name == "BGP" and not named]
    assert not any(loose)


@pytest.mark.parametrize("question", QUESTIONS, ids=of)
def test_the_header_tells_the_columns_in_their_order(question: Question) -> None:
    assert [str(variable) for variable in algebra(question).PV] == [name for name, _ in question.columns]
    assert question.lists <= {name for name, _ in question.columns}


@pytest.mark.parametrize("question", QUESTIONS, ids=of)
def test_the_header_speaks_both_languages(question: Question) -> None:
    chinese = (question.zh, question.about_zh, *(title for _, title in question.columns))
    assert all(re.search(r"[\u4e00-\u9fff]", text) for text in chinese)
    assert not re.search(r"[\u4e00-\u9fff]", question.en)
    assert question.en.endswith("?")


def test_two_questions_never_ask_the_same() -> None:
    assert (
        len({question.en for question in QUESTIONS}) == len({question.zh for question in QUESTIONS}) == len(QUESTIONS)
    )


@pytest.mark.parametrize(("question", "parameter"), PLACES, ids=of)
def test_a_parameter_has_a_place_and_a_type(question: Question, parameter: Parameter) -> None:
    assert parameter.type in {*THINGS, *LITERALS}
    assert not (parameter.default and parameter.example)
    term = ox.NamedNode("urn:x")
    assert f"VALUES ?{parameter.name} {{ {term} }}" in bound(question, {parameter.name: term})


@pytest.mark.parametrize(("question", "parameter"), [pair for pair in PLACES if pair[1].default], ids=of)
def test_the_default_in_the_header_is_the_one_in_the_query(
    question: Question, parameter: Parameter, kg: KnowledgeGraph
) -> None:
    term = term_of(kg.reader.quads, parameter, parameter.default or "")
    given = bound(question, {parameter.name: term})
    as_it_is = [*kg.reader.quads.query(question.query)]  # type: ignore[misc]
    assert as_it_is == [*kg.reader.quads.query(given)]  # type: ignore[misc]
    assert as_it_is != []


@pytest.mark.parametrize("header", ["#+ summary: one\n", "#+ summary: [\n", "#+ title: one\n", "SELECT * WHERE {}\n"])
def test_a_file_with_a_broken_header_is_named(header: str, tmp_path: Path) -> None:
    (tmp_path / "broken.rq").write_text(header, "utf-8")
    with pytest.raises(ValueError, match=r"broken\.rq"):
        read_question(tmp_path / "broken.rq")


# --- values -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["自贡", "自贡市", " 自 贡 市 ", "510300", "Zigong", ZIGONG.value, str(ZIGONG)])
def test_a_region_is_found_by_name_code_and_iri(value: str, kg: KnowledgeGraph) -> None:
    assert region(kg, value) == ZIGONG


@pytest.mark.parametrize("value", ["省林草局", "四川省林业和草原局", "四川省林草局", "sc-lcj"])
def test_a_body_is_found_by_its_short_and_its_full_name(value: str, kg: KnowledgeGraph) -> None:
    parameter = find_question("about-body").parameter("body")
    assert term_of(kg.reader.quads, parameter, value) == ox.NamedNode(BASE + "id/org/sc-lcj")


def test_a_code_is_found_by_its_prefixed_name(kg: KnowledgeGraph) -> None:
    parameter = find_question("regions-by-figure").parameter("indicator")
    assert term_of(kg.reader.quads, parameter, "code:shouli") == ox.NamedNode(BASE + "code/shouli")


def test_a_name_of_several_things_is_not_guessed(kg: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match="E-AMBIGUOUS") as raised:
        region(kg, "朝阳区")
    assert "id/region/110105" in str(raised.value)
    assert "id/region/220104" in str(raised.value)


def test_a_printed_name_of_several_bodies_is_not_guessed(kg: KnowledgeGraph) -> None:
    with pytest.raises(
        UsageError, match=r"E-AMBIGUOUS.*湖北省林业局.*福建省林业局|E-AMBIGUOUS.*福建省林业局.*湖北省林业局"
    ):
        kg.ask("about-body", body="省林业局")


def test_an_unknown_name_brings_the_nearest(kg: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match=r"E-NAME.*自贡市"):
        region(kg, "自贡县")


def test_an_iri_that_the_store_does_not_know_is_refused(kg: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match="E-NOT-FOUND"):
        region(kg, BASE + "id/region/999999")


@pytest.mark.parametrize(
    ("question", "values", "code"),
    [
        ("delegation", {}, "E-QUESTION.*delegations"),
        ("delegations", {"place": "自贡"}, "E-PARAMETER.*region"),
        ("evidence", {}, "E-MISSING.*--param fact="),
        ("ranking", {"month": "2024年4月"}, "E-VALUE.*2024-06"),
        ("ranking", {"month": "2024-13"}, "E-VALUE"),
        ("expired-delegations", {"date": "2024-02-30"}, "E-VALUE.*2024-06-30"),
    ],
)
def test_a_mistake_is_told_with_its_remedy(
    question: str, values: dict[str, str], code: str, kg: KnowledgeGraph
) -> None:
    with pytest.raises(UsageError, match=code):
        kg.ask(question, **values)


# --- injection ----------------------------------------------------------------------------------------------------

ATTACK = '许可" } UNION { GRAPH ?g { ?node ?class ?topic } } #\n?x \\'


def test_a_text_is_bound_as_a_literal(kg: KnowledgeGraph) -> None:
    question = find_question("topics")
    term = term_of(kg.reader.quads, question.parameter("words"), ATTACK)
    assert term == ox.Literal(ATTACK.strip())
    harmless = len([*parts(algebra(question), False)])
    assert len([*parts(prepareQuery(bound(question, {"words": term})).algebra, False)]) == harmless
    assert len(kg.ask("topics", words=ATTACK)) == 0


@pytest.mark.parametrize("value", ["自贡> } DELETE", "510300> <urn:x", 'x" . ?s ?p ?o', "<javascript:x y>", ""])
def test_what_is_no_name_never_reaches_the_query(value: str, kg: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match=r"E-NAME|E-NOT-FOUND"):
        kg.ask("delegations", region=value)


# --- Python and the command line ----------------------------------------------------------------------------------


def test_python_gives_a_data_frame(kg: KnowledgeGraph) -> None:
    frame = kg.ask("delegations", region="自贡")
    assert isinstance(frame, pd.DataFrame)
    assert [*frame.columns] == [name for name, _ in find_question("delegations").columns]
    assert frame["regions"].str.contains("自贡市").all()
    assert len(frame) == 3


def test_a_region_holds_what_lies_within_it(kg: KnowledgeGraph) -> None:
    within = kg.ask("delegations", region="四川省")
    assert set(kg.ask("delegations", region="自贡")["matter"]) < set(within["matter"])
    assert not within["regions"].str.contains("武汉市").any()


def test_questions_are_listed_with_their_parameters(kg: KnowledgeGraph) -> None:
    frame = kg.questions("powers").set_index("id")
    assert frame.loc["regions-without-delegation", "parameters"] == "[region=四川省]"
    assert len(kg.questions()) == len(QUESTIONS) >= 45


def test_an_unknown_tag_brings_the_known(kg: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match=r"E-TAG.*powers"):
        kg.questions("power")


@pytest.mark.parametrize("written", [["region"], ["region=a", "region=b"]])
def test_a_parameter_is_written_once_as_name_and_value(written: list[str]) -> None:
    with pytest.raises(UsageError, match=r"E-PARAM-FORM.*region"):
        parameters_of("delegations", written)


def test_lists_are_in_an_order_that_no_store_chooses(kg: KnowledgeGraph) -> None:
    regions = kg.ask("delegations")["regions"]
    assert all(cell.split("；") == sorted(cell.split("；")) for cell in regions)


Command = Callable[..., "CompletedProcess[str]"]


def test_the_command_line_asks(command: Command, kg: KnowledgeGraph) -> None:
    kg.close()
    run = command("ask", "ranking", "-p", "month=2024-05", "--format", "md", "--lang", "zh", "--store", kg.directory)
    header, _, first, *_ = run.stdout.splitlines()
    assert header.split(" | ")[:2] == ["| 窗口", "名次"]
    assert first.split(" | ")[:2] == ["| 公安厅", "1"]
    run = command("ask", "ranking", "-p", "month=2024-05", "--format", "json", "--store", kg.directory)
    assert json.loads(run.stdout)[0]["window"] == "公安厅"


def test_the_command_line_names_a_mistake_in_one_line(command: Command, kg: KnowledgeGraph) -> None:
    kg.close()
    run = command("ask", "delegations", "-p", "region=朝阳区", "--store", kg.directory)
    assert run.returncode == 2
    assert len(run.stderr.splitlines()) == 1
    assert "E-AMBIGUOUS" in run.stderr


def test_the_command_line_lists_questions_without_a_store(command: Command) -> None:
    run = command("questions", "--tag", "powers", "--format", "json")
    assert "delegations" in [row["id"] for row in json.loads(run.stdout)]
