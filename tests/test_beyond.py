"""What the graph has beyond the JSON: the examples of its mappers."""

from __future__ import annotations

import json
import re
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from mappers.facts.fact import Document, Entity, FactRef, Person
from mappers.facts.model import GRAPH_KINDS
from mappers.kinds import registry
from mappers.mapping import Mapped, map_bulletin
from mappers.rdf import nquads
from mappers.text.readers import read_file
from mappers.text.source import read_text
from tests.filled import assert_facts, filled

MODULES: dict[str, ModuleType] = {kind: import_module(f"mappers.kinds.{kind}") for kind in GRAPH_KINDS}
EXAMPLES = [
    pytest.param(kind, text, expected, id=f"{kind}-{number}")
    for kind, module in MODULES.items()
    for number, (text, expected) in enumerate(module.EXAMPLES, 1)
]
COUNTEREXAMPLES = [
    pytest.param(kind, text, id=f"{kind}-{number}")
    for kind, module in MODULES.items()
    for number, text in enumerate(module.COUNTEREXAMPLES, 1)
]
FRAME = """窗口工作周报

2023年第21期（总第441期）

四川省政府政务服务和公共资源交易服务中心

2023年6月9日

（5月29日—6月9日）

一、工作动态

{}
"""


def mapped(sentence: str) -> Mapped:
    return map_bulletin(read_text(FRAME.format(sentence).encode(), "example.txt"))


def plain(value: object) -> object:
    """A slot as the examples write it."""
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    match value:
        case Entity():
            return value.text
        case Person():
            return value.name
        case Document():
            return value.title
    return value


def of_kind(sentence: str, kind: str) -> list[dict[str, object]]:
    return [filled(fact) for fact in mapped(sentence).facts if fact.kind == kind]


@pytest.mark.parametrize(("kind", "text", "expected"), EXAMPLES)
def test_an_example_gives_its_facts(kind: str, text: str, expected: list[dict[str, object]]) -> None:
    assert_facts(of_kind(text, kind), expected, text)


@pytest.mark.parametrize(("kind", "text", "expected"), EXAMPLES)
def test_an_example_reads_the_same_through_the_blanks_of_layout(
    kind: str, text: str, expected: list[dict[str, object]]
) -> None:
    noisy = re.sub(r"([\u4e00-\u9fff]{3})(?=[\u4e00-\u9fff])", r"\1 ", text)
    assert_facts(of_kind(noisy, kind), expected, noisy)


@pytest.mark.parametrize(("kind", "text"), COUNTEREXAMPLES)
def test_a_counterexample_gives_no_fact_of_the_kind(kind: str, text: str) -> None:
    assert of_kind(text, kind) == []


@pytest.mark.parametrize("kind", GRAPH_KINDS)
def test_every_kind_of_the_graph_has_a_module_with_enough_examples(kind: str) -> None:
    assert len(MODULES[kind].EXAMPLES) >= 8
    assert len(MODULES[kind].COUNTEREXAMPLES) >= 6


@pytest.mark.parametrize("kind", GRAPH_KINDS)
def test_the_graph_can_hold_every_example(kind: str) -> None:
    for text, _ in MODULES[kind].EXAMPLES:
        lines = nquads(mapped(text)).splitlines()
        assert any(f'"{kind}' in line for line in lines), text


def test_a_fact_refers_only_to_facts_of_its_bulletin(samples: Path) -> None:
    for path in sorted(samples.glob("s*.txt")):
        facts = map_bulletin(read_file(path)).facts
        referred = [slot.value for fact in facts for slot in fact.slots if isinstance(slot.value, FactRef)]
        assert {one.key for one in referred} <= {fact.key for fact in facts}, path.name
        assert len({fact.key for fact in facts}) == len(facts), path.name


def test_the_published_json_knows_nothing_of_them(samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [read_file(path) for path in sorted(samples.glob("s*.txt"))]
    full = [json.dumps(map_bulletin(text).json(), ensure_ascii=False) for text in texts]
    monkeypatch.setattr(registry, "REFERRING_READERS", ())
    assert [json.dumps(map_bulletin(text).json(), ensure_ascii=False) for text in texts] == full


def test_a_demand_that_nobody_made_in_the_item_is_the_publishers() -> None:
    (fact,) = (f for f in mapped("各部门窗口须按时更新办事指南。").facts if f.kind == "directive")
    assert plain(fact["speaker"]) == ["四川省政府政务服务和公共资源交易服务中心"]
    assert fact.inherited == ("speaker",)


def test_what_another_body_plans_beside_a_demand_is_a_note_of_it() -> None:
    (fact,) = (f for f in mapped("各部门窗口须遵守值班制度，省数据局将加大抽查力度。").facts if f.kind == "directive")
    assert fact["text"] == "各部门窗口须遵守值班制度"
    assert fact["note"] == "省数据局将加大抽查力度"


def test_a_demand_runs_on_to_the_next_number() -> None:
    text = "司法厅副厅长石越到公证窗口坐班，提出两点要求。一要熟悉业务。处室要做好总结。二要改进作风。"
    notes = {f["ordinal"]: f["note"] for f in mapped(text).facts if f.kind == "directive"}
    assert notes == {1: "处室要做好总结", 2: None}


def test_a_count_of_demands_is_complete_only_when_all_are_numbered() -> None:
    start = "司法厅副厅长石越到公证窗口坐班，提出三点要求。"
    (open_claim,) = (f for f in mapped(start + "一要熟悉业务。三要改进作风。").facts if f.kind == "count_claim")
    assert open_claim["complete"] is False


def test_figures_name_the_platform_that_they_are_taken_from() -> None:
    text = "据四川一体化平台统计，2023年1月1日至5月31日，综合窗口受理40件；颁发30件。"
    facts = [f for f in mapped(text).facts if f.kind == "statistic"]
    assert [plain(f["source"]) for f in facts] == ["四川一体化平台", "四川一体化平台"]


def test_a_directive_sentence_is_not_left_in_the_ledger() -> None:
    assert mapped("各部门窗口须按时更新办事指南。").ledger == ()
