"""Reading is as good as quality/scores.json says, and the measure is the one that was agreed on."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from benchmarks.scores import FOLDERS, TARGET, published
from mappers.facts.model import KINDS
from tests.conftest import ROOT, Command
from zhoubao.errors import UsageError
from zhoubao.evaluation.arguments import Tally, slot_values, tally_of
from zhoubao.evaluation.bulletin_score import BulletinScore, KindScore
from zhoubao.evaluation.evaluation import evaluate, figures_table


@pytest.mark.parametrize("name", ["samples", "documents"])
def test_the_samples_are_read_as_is_published_fact_by_fact(name: str) -> None:
    found = published(name, evaluate(FOLDERS[name]))
    assert found == json.loads(TARGET.read_text("utf-8"))[name], "python benchmarks/scores.py publishes anew"


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
    assert found.refused == ("n",)
    assert found.figures()["silent"] == 1
    assert dict(figures_table(found).rows)["refused"] == "n"
    assert found.all.facts == Tally(missed=1)
    assert found.all.arguments == Tally(missed=2)
    assert found.masthead == Tally(wrong=1)


def test_the_command_prints_a_row_for_each_kind_and_what_differs(command: Command) -> None:
    run = command("evaluate", ROOT / "samples", "--errors", "inspection", "--format", "csv")
    differences, rows = run.stderr, run.stdout.partition("\n")[2]
    assert run.stdout.startswith("kind,facts P,R,F1,arguments P,arguments R,arguments F1,exact,silent\n")
    assert (
        "s08 inspection differs: 12月6日，市政务服务办对16个区政务服务中心开展暗访\n  missed outcomes: " in differences
    )
    assert "visit" not in differences
    by_kind = {row.split(",")[0]: row.split(",")[1:] for row in rows.splitlines()}
    assert [*by_kind] == [*sorted(KINDS), "ALL"]
    assert by_kind["meeting"] == ["1.000"] * 7 + ["0.000"]
    assert by_kind["inspection"][:3] == ["1.000"] * 3
    assert float(by_kind["inspection"][6]) < 1


def test_an_unknown_kind_of_errors_is_no_silence(command: Command) -> None:
    run = command("evaluate", ROOT / "samples", "--errors", "nonsense")
    assert run.returncode != 0
    assert "nonsense" in run.stderr
    assert "meeting" in run.stderr


def test_the_command_prints_the_published_figures(command: Command) -> None:
    lines = [line.split() for line in command("evaluate", ROOT / "samples").stdout.splitlines()]
    figures = {" ".join(words[:-1]): words[-1] for words in lines if len(words) > 1}
    expected = json.loads(TARGET.read_text("utf-8"))["samples"]["figures"]
    assert {name: figures[name.replace("_", " ")] for name in expected} == {
        name: "0" if name == "refused" else f"{value:.3f}" for name, value in expected.items()
    }
    assert figures["arguments f1 of s01"] == "1.000"


TEXT = "甲厅召开例会。乙局召开例会。"


def fact(quote: str, **slots: Any) -> dict[str, Any]:
    start = TEXT.index(quote)
    return {"kind": "meeting", "quote": quote, "start": start, "end": start + len(quote), **slots}


FIRST, SECOND = fact("甲厅召开例会", actors=["甲厅"]), fact("乙局召开例会", actors=["乙局"])


def test_a_missed_fact_is_silent_unless_the_ledger_names_its_place() -> None:
    key, read = {"bulletin": {}, "facts": [FIRST, SECOND]}, {"bulletin": {}, "facts": []}
    silent = [
        BulletinScore("n", TEXT, key, read, places).kinds["meeting"].silent for places in ((), [(0, 1)], [(6, 8)])
    ]
    assert silent == [2, 1, 1]
    assert BulletinScore("n", TEXT, key, key).kinds["meeting"] == KindScore(Tally(2), Tally(2), exact=2)


def test_a_key_of_several_bulletins_is_compared_in_the_order_of_the_text() -> None:
    key = [{"bulletin": {"issue": 1}, "facts": [FIRST]}, {"bulletin": {"issue": 2}, "facts": [SECOND]}]
    both = BulletinScore("n", TEXT, key, key)
    assert (both.masthead, both.kinds["meeting"].facts) == (Tally(2), Tally(2))
    one = BulletinScore("n", TEXT, key, key[0])
    assert (one.masthead, one.kinds["meeting"].facts) == (Tally(1, 1), Tally(1, 0, 1))


def test_what_a_single_document_says_of_itself_counts_where_the_key_has_it() -> None:
    read = {"bulletin": {"form": "document", "title": "公告"}, "facts": []}
    assert BulletinScore(
        "n", TEXT, {"bulletin": {"form": "document", "title": None}, "facts": []}, read
    ).masthead == Tally(1, 1)
    assert BulletinScore("n", TEXT, {"bulletin": {}, "facts": []}, read).masthead == Tally()


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
    ("slot", "gold", "read", "expected"),
    [
        ("topic", "取水许可受理", "取水许可受理业务", Tally(1, 0, 0)),
        ("topic", "取水许可受理", "婚姻登记", Tally(0, 1, 1)),
        ("document", "取水许可办法", "取水许可办法（试行）", Tally(0, 1, 1)),
        ("document", "《取水许可 办法》", "取水许可办法", Tally(1, 0, 0)),
        ("value", 12, 12.0, Tally(1, 0, 0)),
        ("value", 12, None, Tally(0, 0, 1)),
        ("matters", ["甲", "乙"], ["乙", "丙"], Tally(1, 1, 1)),
        ("measure", "电话占登记总数", "电话占比", Tally(1, 0, 0)),
        ("unit", "占登记总数", "占比", Tally(0, 1, 1)),
        ("actors", ["湖北省水利厅"], ["省水利厅"], Tally(1, 0, 0)),
        ("actors", ["湖北省水利厅"], ["省林业局"], Tally(0, 1, 1)),
        ("approx", False, None, Tally()),
        ("approx", True, None, Tally(0, 0, 1)),
        (
            "parts",
            [{"label": "甲", "value": 1}, {"label": "乙", "value": 2}],
            [{"label": "甲", "value": 1}],
            Tally(1, 0, 1),
        ),
        (
            "whole",
            {"label": "总数", "value": 3, "unit": "件"},
            {"label": "总数", "value": 4, "unit": "件"},
            Tally(2, 1, 1),
        ),
    ],
)
def test_free_wording_may_differ_a_little_and_names_not_at_all(
    slot: str, gold: object, read: object, expected: Tally
) -> None:
    assert tally_of({slot: gold}, {slot: read})[0] == expected


def test_the_order_of_values_does_not_matter() -> None:
    assert tally_of({"actors": ["甲厅", "乙局"]}, {"actors": ["乙局", "甲厅"]})[0] == Tally(2, 0, 0)
