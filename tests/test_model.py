"""The model is declared once: what is made from it is fresh, and what is read fits it."""

from __future__ import annotations

import json
import re
import sys
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from mappers.facts.fact import EntityType
from mappers.facts.model import EVENT_KINDS, GRAPH_KINDS, KINDS, MODEL
from mappers.facts.spec import SlotType
from mappers.mapping import map_bulletin
from mappers.text.readers import read_file

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

from make_model import TARGETS  # noqa: E402  needs the path above

SAMPLES = sorted(path for path in (ROOT / "samples").glob("s[0-9]*") if path.suffix in (".txt", ".md"))


@cache
def validator() -> Draft202012Validator:
    schema = json.loads((ROOT / "ontology" / "facts.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.mark.parametrize("name", TARGETS)
def test_what_is_made_from_the_model_is_fresh(name: str) -> None:
    assert (ROOT / name).read_text("utf-8") == TARGETS[name](), "run python scripts/make_model.py"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_the_json_of_a_sample_fits_the_schema(path: Path) -> None:
    assert [error.message for error in validator().iter_errors(map_bulletin(read_file(path)).json())] == []


@pytest.mark.parametrize(
    "fact",
    [
        {"kind": "rumour"},
        {"kind": "award", "receiver": ["A窗口"]},
        {"kind": "delegation", "direction": "lend"},
        {"kind": "training", "attendees": "许多"},
        {"kind": "statistic", "approx": None},
        {"kind": "patrol", "remark": "良好"},
        {"kind": "meeting", "date": "2024年3月5日"},
    ],
    ids=lambda fact: "-".join(map(str, fact.values())),
)
def test_the_schema_refuses_what_no_fact_can_be(fact: dict[str, object]) -> None:
    slots = MODEL[str(fact["kind"])].slots if fact["kind"] in MODEL else ()
    empty = {s.name: [] if s.many else False if s.type is SlotType.FLAG else None for s in slots if s.published}
    whole = {"kind": fact["kind"], "quote": "原文", "start": 0, "end": 2, **empty}
    head = map_bulletin(read_file(SAMPLES[0])).json()["bulletin"]
    if fact["kind"] in KINDS:
        assert validator().is_valid({"bulletin": head, "facts": [whole]})
    assert not validator().is_valid({"bulletin": head, "facts": [{**whole, **fact}]})


def test_every_kind_is_published_or_of_the_graph() -> None:
    assert (*KINDS, *GRAPH_KINDS) == tuple(MODEL)
    assert set(EVENT_KINDS) < set(KINDS)


@pytest.mark.parametrize("kind", MODEL)
def test_a_kind_has_a_module_of_its_own(kind: str) -> None:
    assert (ROOT / "mappers" / "kinds" / f"{kind}.py").is_file()


@pytest.mark.parametrize("kind", MODEL)
def test_a_slot_is_declared_once_in_a_kind(kind: str) -> None:
    names = [slot.name for slot in MODEL[kind].slots]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("kind", MODEL)
def test_a_count_counts_a_slot_of_its_kind(kind: str) -> None:
    for slot in MODEL[kind].slots:
        assert (slot.type is SlotType.COUNT) == (slot.counts is not None)
        assert slot.counts is None or slot.counts in MODEL[kind].by_name


@pytest.mark.parametrize("kind", MODEL)
def test_a_slot_that_links_says_what_bare_words_stand_for(kind: str) -> None:
    for slot in MODEL[kind].slots:
        assert (slot.type is SlotType.ENTITY) == isinstance(slot.bare, EntityType)


def test_only_what_is_made_repeats_the_list_of_kinds() -> None:
    """A module that names half of the kinds keeps a list of its own; kinds may rank those that they refer to."""
    for path in sorted([*(ROOT / "mappers").rglob("*.py"), *(ROOT / "zhoubao").rglob("*.py")]):
        name = path.relative_to(ROOT).as_posix()
        if name not in TARGETS and not name.startswith("mappers/kinds/"):
            named = set(re.findall(r'"(\w+)"', path.read_text("utf-8"))) & set(MODEL)
            assert len(named) < len(MODEL) // 2, (path.name, sorted(named))
