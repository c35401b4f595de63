"""Reading is as good as quality/scores.json says, and the measure is the one that was agreed on."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, SHARED

from mappers.mapping import map_bulletin
from mappers.text.readers import read_file
from zhoubao.errors import UsageError
from zhoubao.evaluation.arguments import Tally, slot_values, tally_of
from zhoubao.evaluation.evaluation import ScoreComparison, Scores, evaluate, score

PUBLISHED = json.loads((ROOT / "quality" / "scores.json").read_text("utf-8"))
FOLDERS = {"samples": ROOT / "samples", "real": SHARED / "real", "dev": SHARED / "dev"}
SLACK = 0.005


@cache
def scores(name: str) -> Scores:
    if not FOLDERS[name].is_dir():
        pytest.skip(f"the {name} bulletins are not at {FOLDERS[name]}; set ZHOUBAO_BULLETINS")
    return evaluate(FOLDERS[name])


@pytest.mark.parametrize("figure", ["arguments_f1", "arguments_precision", "facts_f1", "masthead", "grounded"])
@pytest.mark.parametrize("name", sorted(FOLDERS))
def test_no_worse_than_published(name: str, figure: str) -> None:
    assert scores(name).figures()[figure] >= PUBLISHED[name][figure] - SLACK


@pytest.mark.parametrize("name", sorted(FOLDERS))
def test_published_figures_are_all_there(name: str) -> None:
    assert set(PUBLISHED[name]) == set(scores(name).figures())


def spoiled(facts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Facts with every sort of mistake: left out, twice, of another kind, elsewhere, slots lost or changed."""
    out = []
    for number, fact in enumerate(facts):
        changed = dict(fact)
        match number % 9:
            case 0:
                continue
            case 1:
                out.append({**fact, "quote": fact["quote"][:-1], "end": fact["end"] - 1})
            case 2:
                changed["kind"] = "visit" if fact["kind"] == "hall_duty" else "meeting"
            case 3:
                changed["start"] += 3
            case 4:
                changed = {slot: value[1:] if isinstance(value, list) else value for slot, value in fact.items()}
            case 5:
                changed = {
                    slot: value[1:] if slot in ("scope", "topic", "name") and value else value
                    for slot, value in fact.items()
                }
            case 6:
                changed["date"] = "2020-01-01"
        out.append(changed)
    return out


@pytest.mark.parametrize("name", ["real", "dev"])
def test_equals_the_agreed_measure_to_the_last_digit(name: str, shared_bulletins: Path, tmp_path: Path) -> None:
    compared = []
    for key in sorted((shared_bulletins / name).glob("*.gold.json")):
        stem = key.name.removesuffix(".gold.json")
        text = read_file(shared_bulletins / name / f"{stem}.txt")
        read = json.loads(json.dumps(map_bulletin(text).json()))
        read["facts"] = spoiled(read["facts"])
        read["bulletin"]["copies"] = 7
        (tmp_path / f"{stem}.facts.json").write_text(json.dumps(read, ensure_ascii=False), "utf-8")
        compared.append(ScoreComparison(stem, text.content, json.loads(key.read_text("utf-8")), read))
    arguments = [
        sys.executable,
        str(shared_bulletins / "score.py"),
        str(shared_bulletins / name),
        str(tmp_path),
        "--json",
    ]
    agreed = json.loads(subprocess.check_output(arguments))
    ours = score(compared)
    assert agreed == ours.figures() | {
        "by_bulletin": {stem: found.arguments.f1 for stem, found in ours.bulletins.items()}
    }
    assert all(0 < agreed[figure] < 1 for figure in ours.figures())


def test_a_folder_without_keys_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="E-NO-KEYS"):
        evaluate(tmp_path)


def test_a_key_without_its_bulletin_is_a_clear_error(tmp_path: Path) -> None:
    shutil.copy(ROOT / "samples" / "s01.gold.json", tmp_path)
    with pytest.raises(UsageError, match=r"E-NO-PATH .*s01\.txt"):
        evaluate(tmp_path)


def test_a_quote_that_is_not_in_the_text_is_a_clear_error(tmp_path: Path) -> None:
    shutil.copy(ROOT / "samples" / "s01.gold.json", tmp_path)
    shutil.copy(ROOT / "samples" / "s02.txt", tmp_path / "s01.txt")
    with pytest.raises(UsageError, match="E-KEY-QUOTE s01"):
        evaluate(tmp_path)


def test_what_is_no_bulletin_misses_every_fact(tmp_path: Path) -> None:
    key = {
        "bulletin": {"year": 2023},
        "facts": [{"kind": "patrol", "quote": "一段文字", "aspect": "着装", "result": "好"}],
    }
    (tmp_path / "n.gold.json").write_text(json.dumps(key), "utf-8")
    (tmp_path / "n.txt").write_text("只有一段文字。\n", "utf-8")
    found = evaluate(tmp_path)
    assert found.all.facts == Tally(missed=1)
    assert found.all.arguments == Tally(missed=2)
    assert found.masthead == Tally(wrong=1)


def test_values_of_lists_and_records_count_one_by_one() -> None:
    fact = {
        "kind": "visit",
        "quote": "…",
        "date": ["2023-06-05", "2023-06-06"],
        "joint": False,
        "persons": [{"name": "甲", "post": None, "body": "四川省水利厅"}],
        "period": {"kind": "week", "start": None, "end": "2023-06-09"},
        "rows": [{"window": "省水利厅窗口", "total": 99.5, "rank": None}],
    }
    assert slot_values(fact) == {
        ("date", "2023-06-05"): 1,
        ("date", "2023-06-06"): 1,
        ("persons.name", "甲"): 1,
        ("persons.body", "水利厅"): 1,
        ("period.end", "2023-06-09"): 1,
        ("rows.window", "水利厅窗口=水利厅窗口"): 1,
        ("rows.total", "水利厅窗口=99.5"): 1,
    }


@pytest.mark.parametrize(
    ("slot", "gold", "said", "expected"),
    [
        ("topic", "取水许可受理", "取水许可受理业务", Tally(1, 0, 0)),
        ("topic", "取水许可受理", "婚姻登记", Tally(0, 1, 1)),
        ("document", "取水许可办法", "取水许可办法（试行）", Tally(0, 1, 1)),
        ("document", "《取水许可 办法》", "取水许可办法", Tally(1, 0, 0)),
        ("value", 12, 12.0, Tally(1, 0, 0)),
        ("value", 12, None, Tally(0, 0, 1)),
        ("matters", ["甲", "乙"], ["乙", "丙"], Tally(1, 1, 1)),
    ],
)
def test_free_wording_may_differ_a_little_and_names_not_at_all(
    slot: str, gold: object, said: object, expected: Tally
) -> None:
    assert tally_of({slot: gold}, {slot: said})[0] == expected


def test_the_order_of_values_does_not_matter() -> None:
    assert tally_of({"actors": ["甲厅", "乙局"]}, {"actors": ["乙局", "甲厅"]})[0] == Tally(2, 0, 0)
