"""The samples and their answer keys are what samples/README.md says: labelled, invented, and exact."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mappers.facts.model import KINDS

SAMPLES = Path(__file__).parent.parent / "samples"
KEYS = sorted(SAMPLES.glob("*.gold.json"))

COMMON = {"kind", "quote", "date", "place"}
SLOTS: dict[str, dict[str, type | tuple[type, ...]]] = {
    "release": {"actors": list, "documents": list, "joint": bool},
    "meeting": {"actors": list, "name": str, "documents": list},
    "visit": {"actors": list, "persons": list, "destinations": list},
    "inspection": {"actors": list, "programme": str, "targets": list, "target_count": int, "outcomes": list},
    "delegation": {
        "direction": str,
        "actors": list,
        "document": str,
        "matters": list,
        "matter_count": int,
        "regions": list,
        "region_count": int,
        "effective": str,
        "until": str,
    },
    "training": {"actors": list, "topic": str, "audience": str, "attendees": int, "sessions": int},
    "hall_duty": {"persons": list},
    "commendation": {"giver": str, "receiver": str, "items": list},
    "award": {"receiver": str, "honour": str, "granter": str},
    "agreement": {"actors": list, "documents": list},
    "listing": {"matters": list, "list": str},
    "statistic": {
        "scope": str,
        "measure": str,
        "value": (int, float),
        "unit": str,
        "approx": bool,
        "period": dict,
    },
    "composition": {"whole": dict, "parts": list},
    "assessment": {"period": dict, "rows": list},
    "patrol": {"aspect": str, "result": str},
}
PERIODS = {"week", "month", "quarter", "year", "year_to_date", "range", "as_of"}
ROW = ("window", "base", "deduction", "bonus", "total", "rank")


def name(path: Path) -> str:
    return path.name.removesuffix(".gold.json")


def text_of(key: Path) -> str:
    (path,) = [p for p in SAMPLES.glob(f"{name(key)}.*") if p.suffix in (".txt", ".md")]
    return path.read_text("utf8")


def read(key: Path) -> dict[str, Any]:
    return json.loads(key.read_text("utf8"))  # type: ignore[no-any-return]


def facts(key: Path, *kinds: str) -> Iterator[dict[str, Any]]:
    return (fact for fact in read(key)["facts"] if not kinds or fact["kind"] in kinds)


def plain(text: str) -> str:
    """Without what layout adds."""
    return re.sub(r"[\s*`]|(?<=\d),(?=\d{3})", "", text)


def printed(value: float, text: str) -> bool:
    """The number stands in the text as a number of its own."""
    numbers = re.findall(r"-?\d+(?:\.\d+)?", re.sub(r"(?<=\d),(?=\d{3})", "", text))
    numbers += [number.lstrip("-") for number in numbers]
    return float(value) in {float(number) for number in numbers}


def is_day(value: object) -> bool:
    return isinstance(value, str) and date.fromisoformat(value).isoformat() == value


each_key = pytest.mark.parametrize("key", KEYS, ids=name)


def test_there_are_eight_samples_with_a_key_each() -> None:
    texts = {p.stem for p in SAMPLES.iterdir() if re.fullmatch(r"s\d\d\.(txt|md)", p.name)}
    assert texts == {name(key) for key in KEYS}
    assert len(texts) == 8


def test_every_kind_occurs_several_times_in_the_samples() -> None:
    seen = [fact["kind"] for key in KEYS for fact in facts(key)]
    assert {kind for kind in KINDS if seen.count(kind) < 4} == set()


@each_key
def test_says_that_it_is_a_sample(key: Path) -> None:
    lines = [line for line in text_of(key).splitlines() if line.strip()]
    assert "（样例：" in "".join([*lines[:4], lines[-1]])


@each_key
def test_masthead_is_well_formed(key: Path) -> None:
    head = read(key)["bulletin"]
    assert set(head) == {
        *("series", "year", "issue", "total_issue", "publisher", "published", "period", "copies", "distribution")
    }
    assert is_day(head["published"])
    start, end = head["period"]
    assert is_day(start)
    assert is_day(end)
    assert start <= end
    assert all(line["kind"] in {"报", "送", "发", "抄送"} and line["to"] for line in head["distribution"])
    assert all(to in plain(text_of(key)) for line in head["distribution"] for to in line["to"])


@each_key
def test_quotes_stand_in_the_text_in_its_order(key: Path) -> None:
    text, position = text_of(key), 0
    for fact in facts(key):
        assert fact["quote"] in text
        assert fact["quote"] == fact["quote"].strip()
        first = text.find(fact["quote"], position)
        assert first >= 0, f"out of order: {fact['quote']}"
        position = first


@each_key
def test_kinds_and_slots_are_those_of_the_schema(key: Path) -> None:
    for fact in facts(key):
        slots = SLOTS[fact["kind"]]
        assert set(fact) == COMMON | set(slots), fact["quote"]
        for slot, kind in slots.items():
            value = fact[slot]
            assert value is None or isinstance(value, kind), (slot, fact["quote"])
            assert not (isinstance(value, bool) and kind is not bool), (slot, fact["quote"])


@each_key
def test_dates_are_iso_days(key: Path) -> None:
    for fact in facts(key):
        days = fact["date"] if isinstance(fact["date"], list) else [fact["date"]]
        days = [*days, fact.get("effective"), fact.get("until")]
        assert all(is_day(day) for day in days if day is not None), fact["quote"]
        if isinstance(fact["date"], list):
            assert fact["date"][0] <= fact["date"][1]


@each_key
def test_periods_are_legal(key: Path) -> None:
    for fact in facts(key, "statistic", "assessment"):
        period = fact["period"]
        if period is None:
            continue
        assert set(period) == {"kind", "start", "end"}
        assert period["kind"] in PERIODS
        assert is_day(period["end"])
        assert (period["start"] is None) == (period["kind"] == "as_of")
        assert period["start"] is None or (is_day(period["start"]) and period["start"] <= period["end"])


@each_key
def test_lists_hold_names_without_layout(key: Path) -> None:
    for fact in facts(key):
        for slot in ("place", "actors", "documents", "matters", "regions", "destinations", "targets", "items"):
            values = fact.get(slot, [])
            assert len(values) == len(set(values)), (slot, fact["quote"])
            assert all(value and value == plain(value) for value in values), (slot, fact["quote"])
        assert not any(title.startswith("《") for title in fact.get("documents", []))


@each_key
def test_names_stand_in_the_text(key: Path) -> None:
    """Regions and places are given in their official form and shared heads are distributed; all else is as printed."""
    text = plain(text_of(key))
    for fact in facts(key):
        values = [*fact.get("documents", []), *fact.get("matters", []), *fact.get("targets", [])]
        values += [person[part] for person in fact.get("persons", []) for part in ("name", "post")]
        values += [plain(outcome) for outcome in fact.get("outcomes", [])]
        values += [fact[slot] for slot in ("giver", "honour", "list", "aspect", "result") if fact.get(slot)]
        for value in values:
            assert plain(value) in text, (value, fact["quote"])


@each_key
def test_value_of_a_statistic_stands_in_its_quote(key: Path) -> None:
    for fact in facts(key, "statistic"):
        assert printed(fact["value"], fact["quote"]), fact["quote"]


@each_key
def test_parts_and_whole_of_a_composition_stand_in_its_quote(key: Path) -> None:
    for fact in facts(key, "composition"):
        assert set(fact["whole"]) == {"label", "value", "unit"}
        assert len(fact["parts"]) >= 2
        for number in (fact["whole"]["value"], *(part["value"] for part in fact["parts"])):
            assert printed(number, fact["quote"]), (number, fact["quote"])


@each_key
def test_counts_stand_in_the_quote_or_as_chinese_numerals(key: Path) -> None:
    numerals = {1: "一", 2: "两", 3: "三", 5: "五", 9: "九", 10: "十"}
    for fact in facts(key, "delegation", "inspection"):
        for slot in ("matter_count", "region_count", "target_count"):
            if (count := fact.get(slot)) is not None:
                said = printed(count, fact["quote"]) or numerals.get(count, "\0") in fact["quote"]
                assert said, (slot, fact["quote"])
        assert fact.get("direction", "delegate") in {"delegate", "withdraw", "stop"}


@each_key
def test_rows_of_a_ranking_are_complete(key: Path) -> None:
    lines = [plain(line) for line in text_of(key).splitlines()]
    for fact in facts(key, "assessment"):
        assert len(fact["rows"]) >= 5
        for row in fact["rows"]:
            assert tuple(row) == ROW
            assert all(row[column] is not None for column in ROW[:-1])
            assert any(row["window"] in line and f"{row['total']}" in line for line in lines), row


def faults(key: Path) -> Iterator[str]:
    """What does not add up inside one answer key."""
    for fact in facts(key, "composition"):
        if abs(sum(part["value"] for part in fact["parts"]) - fact["whole"]["value"]) > 1e-6:
            yield "parts"
    for fact in facts(key, "assessment"):
        for row in fact["rows"]:
            if abs(row["base"] + row["deduction"] + row["bonus"] - row["total"]) > 1e-6:
                yield "score"
        ranked = [row for row in fact["rows"] if row["rank"] is not None]
        for row in ranked:
            if row["rank"] != 1 + sum(other["total"] > row["total"] for other in fact["rows"]):
                yield "rank"


@each_key
def test_only_the_sample_of_faults_does_not_add_up(key: Path) -> None:
    found = set(faults(key))
    assert found == ({"parts", "score", "rank"} if name(key) == "s03" else set())


def test_cumulative_figures_of_the_second_week_continue_the_first() -> None:
    def figures(sample: str, kind: str) -> dict[str, float]:
        scope = "综合窗口"
        rows = facts(SAMPLES / f"{sample}.gold.json", "statistic")
        found = {
            r["measure"]: r["value"] for r in rows if r["scope"] == scope and (r["period"] or {}).get("kind") == kind
        }
        return {measure: found[measure] for measure in ("咨询", "受理", "颁发", "流转")}

    before, week, after = (figures(*it) for it in (("s01", "year_to_date"), ("s02", "week"), ("s02", "year_to_date")))
    assert after == {measure: before[measure] + week[measure] for measure in before}
