"""Each kind's examples and counterexamples, run through whole small bulletins, as printed and with layout noise."""

from __future__ import annotations

import gc
import importlib
import pkgutil
import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

import mappers
import mappers.kinds
from mappers import regex as regex_module
from mappers.facts.fact import Fact
from mappers.facts.model import KINDS
from mappers.mapping import map_bulletin
from mappers.text.readers import read_file
from mappers.text.source import read_text
from tests.filled import assert_facts, filled

BULLETIN = """窗口工作周报

2023年第20期

四川省政府政务服务和公共资源交易服务中心　2023年6月16日

（6月5日—6月9日）

一、{section}

{body}

送：省级相关部门（单位）。

（共印 90 份）
"""
SECTIONS = {"hall_duty": "厅（局）长进大厅", "patrol": "大厅巡查情况"}
SAMPLES = Path(__file__).parent.parent / "samples"
WEEK = ["2023-06-05", "2023-06-09"]

#: A patrol result is what stands below a heading that says so: its examples are items, with aspects and results.
PATROL = (
    ("（一）着装情况。全员着工装上岗，情况良好。", [("着装情况", "全员着工装上岗，情况良好")]),
    ("（二）工作牌佩戴情况。总体情况良好。", [("工作牌佩戴情况", "总体情况良好")]),
    ("1.卫生环境。地面清洁，绿植无枯叶。", [("卫生环境", "地面清洁，绿植无枯叶")]),
    ("（三）按时到岗情况：2人次迟到，已提醒。", [("按时到岗情况", "2人次迟到，已提醒")]),
    ("纪律秩序。秩序井然。", []),  # a paragraph of its own without a label: two sentences, not aspect and result
    (
        "本周巡查情况如下：服务态度，未接到投诉；设备设施，3号叫号屏黑屏，已报修。",
        [("服务态度", "未接到投诉"), ("设备设施", "3号叫号屏黑屏，已报修")],
    ),
    (
        "大厅巡查结果：到岗，全员到岗；桌面物品，摆放整齐；疫情防控，每日消杀两次。",
        [("到岗", "全员到岗"), ("桌面物品", "摆放整齐"), ("疫情防控", "每日消杀两次")],
    ),
    (
        "本周大厅巡查情况如下：人员在岗情况良好；卫生保洁情况正常；服务态度，未接到投诉。",
        [("人员在岗情况", "良好"), ("卫生保洁情况", "正常"), ("服务态度", "未接到投诉")],
    ),
    (
        "| 项目 | 结果 |\n|---|---|\n| 仪容仪表 | 良好 |\n| 消防通道 | 畅通 |",
        [("仪容仪表", "良好"), ("消防通道", "畅通")],
    ),
)


#: Rules that need more than one sentence, or a table: kind, body, the facts of that kind.
LONGER: tuple[tuple[str, str, list[dict[str, object]]], ...] = (
    (
        "commendation",
        "日期\t赠送人\t窗口\t锦旗、感谢信\n6月6日\t四川禾丰种业有限公司\t农业农村厅窗口\t锦旗1面\n"
        "6月7日\t成都云岭药业有限公司\t省药监局窗口\t感谢信1封",
        [
            {"date": "2023-06-06", "giver": "四川禾丰种业有限公司", "receiver": "农业农村厅窗口", "items": ["锦旗"]},
            {"date": "2023-06-07", "giver": "成都云岭药业有限公司", "receiver": "省药监局窗口", "items": ["感谢信"]},
        ],
    ),
    (
        "commendation",
        "1.6月8日，成都云岭药业有限公司将一面锦旗送到省药监局窗口。",
        [{"date": "2023-06-08", "giver": "成都云岭药业有限公司", "receiver": "省药监局窗口", "items": ["锦旗"]}],
    ),
    (
        "delegation",
        "1.水利厅将“小型取水许可”委托给自贡市、内江市水利局实施。内江市同类委托于6月30日到期后终止。",
        [
            {
                "actors": ["水利厅"],
                "direction": "delegate",
                "matters": ["小型取水许可"],
                "regions": ["自贡市", "内江市"],
            },
            {
                "actors": ["水利厅"],
                "direction": "stop",
                "matters": ["小型取水许可"],
                "regions": ["内江市"],
                "effective": "2023-06-30",
            },
        ],
    ),
    (
        "inspection",
        "1.省药监局抽取绵阳市18家医疗器械企业开展飞行检查，发现缺陷9项。",
        [
            {
                "place": ["绵阳市"],
                "actors": ["省药监局"],
                "programme": "飞行检查",
                "targets": ["医疗器械企业"],
                "target_count": 18,
                "outcomes": ["缺陷9项"],
            }
        ],
    ),
)


def modules() -> list[ModuleType]:
    """The modules of the kinds, known by their examples."""
    found = (
        importlib.import_module(f"mappers.kinds.{entry.name}") for entry in pkgutil.iter_modules(mappers.kinds.__path__)
    )
    return [module for module in found if hasattr(module, "EXAMPLES")]


def kind(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]


MODULES = modules()
EXAMPLES = [
    pytest.param(kind(module), sentence, expected, id=f"{kind(module)}-{number}")
    for module in MODULES
    for number, (sentence, expected) in enumerate(module.EXAMPLES, 1)
]
COUNTEREXAMPLES = [
    pytest.param(kind(module), sentence, id=f"{kind(module)}-{number}")
    for module in MODULES
    for number, sentence in enumerate(module.COUNTEREXAMPLES, 1)
]


@cache
def read(body: str, section: str) -> tuple[Fact, ...]:
    text = BULLETIN.format(section=section, body=body)
    return map_bulletin(read_text(text.encode(), "example.txt")).facts


def of_kind(body: str, name: str) -> list[dict[str, object]]:
    return [filled(fact) for fact in read(body, SECTIONS.get(name, "工作动态")) if fact.kind == name]


def misread(sentence: str, name: str) -> list[str]:
    """What was read in a counterexample: of any published kind; for a kind that only the graph has, of that kind."""
    refused = KINDS if name in KINDS else (name,)
    facts = read(f"1.{sentence}", SECTIONS.get(name, "工作动态"))
    return [f"{fact.rule}: {fact.evidence.quote}" for fact in facts if fact.kind in refused]


def noisy(sentence: str, expected: list[dict[str, object]]) -> str:
    """A sentence as layout leaves it: cut in two lines, blanks around digits, ``**`` around the names in its slots."""
    values = [value for fact in expected for value in fact.values()]
    cut = re.search(r"(?<=.{24}[\u4e00-\u9fff])(?=[\u4e00-\u9fff]{3})", sentence)
    text = sentence if cut is None else f"{sentence[: cut.start()]}\0{sentence[cut.start() :]}"
    for names in values:
        for name in names if isinstance(names, list) else []:
            if isinstance(name, str) and f"**{name}" not in text:
                text = text.replace(name, f"**{name}**", 1)
    text = re.sub(r"\d+(?:\.\d+)?", r" \g<0> ", text)
    return text.replace("\0", "\n").strip()


@pytest.mark.parametrize(("name", "sentence", "expected"), EXAMPLES)
def test_example_gives_its_facts(name: str, sentence: str, expected: list[dict[str, object]]) -> None:
    assert_facts(of_kind(f"1.{sentence}", name), expected, sentence)


@pytest.mark.parametrize(("name", "sentence", "expected"), EXAMPLES)
def test_layout_changes_no_slot(name: str, sentence: str, expected: list[dict[str, object]]) -> None:
    body = f"1.{noisy(sentence, expected)}"
    assert_facts(of_kind(body, name), expected, body)


@pytest.mark.parametrize(("name", "sentence"), COUNTEREXAMPLES)
def test_counterexample_gives_no_fact(name: str, sentence: str) -> None:
    assert misread(sentence, name) == []


@pytest.mark.parametrize(("name", "sentence"), COUNTEREXAMPLES)
def test_counterexample_gives_no_fact_with_layout_noise(name: str, sentence: str) -> None:
    assert misread(noisy(sentence, []), name) == []


@pytest.mark.parametrize(
    ("name", "body", "expected"), LONGER, ids=[f"{name}-{number}" for number, (name, *_) in enumerate(LONGER, 1)]
)
def test_longer_example_gives_its_facts(name: str, body: str, expected: list[dict[str, object]]) -> None:
    assert_facts(of_kind(body, name), expected, body)


@pytest.mark.parametrize(("body", "results"), PATROL)
def test_patrol_gives_one_result_for_each_aspect(body: str, results: list[tuple[str, str]]) -> None:
    facts = of_kind(body, "patrol")
    assert facts == [{"date": WEEK, "aspect": aspect, "result": result} for aspect, result in results]


def test_patrol_words_elsewhere_are_no_patrol() -> None:
    assert [fact for fact in read(PATROL[0][0], "工作动态") if fact.kind == "patrol"] == []


@pytest.mark.parametrize("module", MODULES, ids=kind)
def test_a_kind_shows_enough_of_what_it_reads_and_what_not(module: ModuleType) -> None:
    examples = PATROL if kind(module) == "patrol" else module.EXAMPLES
    assert len(examples) >= 8
    assert len(module.COUNTEREXAMPLES) >= 6
    assert len(set(module.COUNTEREXAMPLES)) == len(module.COUNTEREXAMPLES)


def test_every_rule_that_reads_the_samples_is_shown_by_an_example() -> None:
    shown: defaultdict[str, int] = defaultdict(int)
    for module in MODULES:
        for sentence, _ in module.EXAMPLES:
            for fact in read(f"1.{sentence}", SECTIONS.get(kind(module), "工作动态")):
                shown[fact.rule] += 1
    longer = [(body, "工作动态") for _, body, _ in LONGER]
    for body, section in [*((body, SECTIONS["patrol"]) for body, _ in PATROL), *longer]:
        for fact in read(body, section):
            shown[fact.rule] += 1
    used: defaultdict[str, int] = defaultdict(int)
    for path in sorted(SAMPLES.glob("s[0-9]*.*")):
        if path.suffix in (".txt", ".md"):
            for fact in map_bulletin(read_file(path)).facts:
                used[fact.rule] += fact.kind in {kind(module) for module in MODULES}
    print(f"{'rule':30}{'examples':>10}{'samples':>9}")
    for rule in sorted({*shown, *used}):
        print(f"{rule:30}{shown[rule]:10}{used[rule]:9}")
    assert {rule for rule in used if used[rule] and not shown[rule]} == set()


def test_every_pattern_can_be_compiled() -> None:
    for info in pkgutil.walk_packages(mappers.__path__, "mappers."):
        importlib.import_module(info.name)
    late = [found for found in gc.get_objects() if isinstance(found, regex_module._Compiled)]
    assert len(late) > 400
    assert all(found.groups >= 0 for found in late)


@pytest.mark.parametrize("path", sorted(Path(mappers.__file__).parent.rglob("*.py")), ids=lambda path: path.stem)
def test_patterns_are_told_apart_by_equality(path: Path) -> None:
    assert not re.findall(r"\.re is (?:not )?_", path.read_text("utf-8")), "a late pattern is never its match's"
