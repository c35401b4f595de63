"""All that is tested on bulletins that stay outside the project (../shared/bulletins, or where $ZHOUBAO_BULLETINS points).

Whoever has the samples alone skips these tests and sees what a change breaks by the others.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from rdflib import URIRef
from rdflib.namespace import OWL, RDF

from benchmarks.scores import FOLDERS, TARGET, published
from mappers.facts.fact import AssessmentRow, Evidence
from mappers.mapping import Mapped, map_bulletin
from mappers.rdf import nquads
from mappers.text.readers import read_file
from mappers.text.source import SourceError
from tests import gold
from tests.conftest import ROOT, SHARED
from tests.facts_md import ARGUED, CHECKS, NO_EVIDENCE, ask
from tests.grounded import LAWS
from tests.reasoning import CODES, MODEL, ONTOLOGY, bulletin, close, errors, load, with_registers, without_spans
from zhoubao.building.builder import build_store
from zhoubao.checks.cross_bulletin import findings_across
from zhoubao.checks.report import documents_of
from zhoubao.checks.validation import check
from zhoubao.evaluation.bulletin_score import BulletinScore
from zhoubao.evaluation.evaluation import evaluate, score
from zhoubao.store.store import Reader

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(
        not (SHARED / "real").is_dir(), reason=f"the shared bulletins are not at {SHARED}; set ZHOUBAO_BULLETINS"
    ),
]

NAMES = ("real", "dev", "forms")
TEXTS = sorted(SHARED.glob("*/*.txt"))
ISSUES = {"A": "2023-49", "B": "2022-33"}


def key_of(path: Path) -> dict[str, Any]:
    key: dict[str, Any] = json.loads(path.with_name(f"{path.stem}.gold.json").read_text("utf-8"))
    return key


@cache
def mapped(path: Path) -> Mapped:
    return map_bulletin(read_file(path))


# --- how well they are read ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_they_are_read_as_is_published_fact_by_fact(name: str) -> None:
    assert published(name, evaluate(FOLDERS[name])) == json.loads(TARGET.read_text("utf-8"))[name]


def agreed(folder: Path, predicted: Path) -> dict[str, Any]:
    """What the agreed measure says."""
    command = [sys.executable, str(SHARED / "score.py"), str(folder), str(predicted), "--json"]
    found: dict[str, Any] = json.loads(subprocess.check_output(command, stderr=subprocess.DEVNULL))
    return found


def write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False), "utf-8")


def spoiled(facts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Facts with every sort of mistake: left out, twice, of another kind, at another place, slots lost or changed."""
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
                free = ("scope", "topic", "name")
                changed = {slot: value[1:] if slot in free and value else value for slot, value in fact.items()}
            case 6:
                changed["date"] = "2020-01-01"
        out.append(changed)
    return out


@pytest.mark.parametrize("spoil", [False, True], ids=["as read", "spoiled"])
@pytest.mark.parametrize("name", NAMES)
def test_the_measure_is_the_agreed_one_to_the_last_digit(name: str, spoil: bool, tmp_path: Path) -> None:
    compared = []
    for number, path in enumerate(sorted((SHARED / name).glob("*.txt"))):
        text, key = read_file(path), key_of(path)
        if spoil:
            key["bulletin"] |= {"form": "document", "title": None, "number": "第1号"}
        (tmp_path / path.name).write_bytes(path.read_bytes())
        write(tmp_path / f"{path.stem}.gold.json", key)
        try:
            found = map_bulletin(text)
        except SourceError:
            compared.append(BulletinScore(path.stem, text.content, key, [], refused=True))
            continue
        read = json.loads(json.dumps(found.json()))
        unread = [(entry.evidence.start, entry.evidence.end) for entry in found.ledger]
        if spoil:
            read["facts"] = spoiled(read["facts"])
            read["bulletin"] |= {"copies": 7, "form": "document"}
            unread += [(0, len(text.content))] if number == 0 else []  # what is missed here is not silent
        write(tmp_path / f"{path.stem}.facts.json", read)
        write(tmp_path / f"{path.stem}.ledger.json", [{"start": start, "end": end} for start, end in unread])
        compared.append(BulletinScore(path.stem, text.content, key, read, unread))
    ours = score(compared)
    by_bulletin = {stem: found.arguments.f1 for stem, found in ours.bulletins.items()}
    assert ours.figures() | {"by_bulletin": by_bulletin} == agreed(tmp_path, tmp_path)
    if spoil:
        assert all(0 < value < 1 for figure, value in ours.figures().items() if figure != "refused")


# --- what is read stands in the text, and is checked rightly ------------------------------------------------------


REFUSED = {stem for name in NAMES for stem in json.loads(TARGET.read_text("utf-8"))[name]["refused"]}


@pytest.mark.parametrize("path", [p for p in TEXTS if p.stem not in REFUSED], ids=lambda path: path.stem)
def test_what_is_read_stands_in_the_text(path: Path) -> None:
    assert [(law.__name__, fault) for law in LAWS for fault in law(mapped(path))] == []


EXPECTED = {
    "2022-33": {"BulletinLate": 1, "StatCompleted": 1, "StatOutlier": 1},
    "2023-49": {"BulletinLate": 1, "CountAmbiguous": 1, "StatIssued": 2, "StatShare": 1, "StatUnits": 1},
}


@pytest.mark.parametrize("name", EXPECTED)
def test_the_facts_of_the_real_bulletins_give_the_true_inconsistencies_and_no_others(name: str) -> None:
    found: dict[str, int] = {}
    for result in check(nquads(gold.read(SHARED / "real" / f"{name}.txt"))):
        assert result.severity == "Warning", result
        shape = re.split("[#/]", result.shape)[-1].removesuffix("-constraint")
        found[shape] = found.get(shape, 0) + 1
    assert found == EXPECTED[name]


def test_checks_across_bulletins_give_no_false_alarm(samples: Path, tmp_path: Path) -> None:
    build_store([*samples.glob("s0[124-8].*[td]"), *TEXTS], tmp_path / "store", validate=False)
    with Reader(tmp_path / "store") as reader:
        found = list(findings_across(reader.quads, documents_of(reader)))
    assert [finding for finding in found if finding.severity != "Info"] == []


def test_owl_rl_finds_no_contradiction_in_a_real_bulletin() -> None:
    data = with_registers(without_spans(bulletin(SHARED / "real" / "2022-33.txt")))
    closed = close(load(*MODEL, *CODES) + data)
    assert errors(closed) == []
    assert [
        pair for pair in closed.subject_objects(OWL.sameAs) if pair[0] != pair[1] and isinstance(pair[0], URIRef)
    ] == []
    assert set(closed.subjects(RDF.type, OWL.Nothing)) <= {OWL.Nothing}


# --- the model's list of what the real bulletins say --------------------------------------------------------------

#: Spans of the list that no fact, field, heading or row reads, and why.
EXCEPTIONS = {
    "A56": "it only names the attachment, whose own heading and table are read",
    "B42": "it only announces the patrol list; the facts of the list carry its period",
}


@pytest.fixture(scope="session")
def listed() -> str:
    path = SHARED.parent / "model" / "facts.md"
    if not path.is_file():
        pytest.skip(f"the list of facts is not at {path}")
    return path.read_text("utf-8")


@cache
def store(path: Path) -> ox.Store:
    """One bulletin, with the registers, the code lists and the ontology, as one graph."""
    found = ox.Store()
    for file in (*sorted((ONTOLOGY / "registers").glob("*.ttl")), *CODES, MODEL[0]):
        found.bulk_load(path=str(file), format=ox.RdfFormat.TURTLE)
    for quad in ox.parse(nquads(map_bulletin(read_file(path))), format=ox.RdfFormat.N_QUADS):
        found.add(ox.Quad(quad.subject, quad.predicate, quad.object))
    return found


def holds(fact: str, pattern: str) -> bool:
    found = store(SHARED / "real" / f"{ISSUES[fact[0]]}.txt").query(ask(pattern))
    assert isinstance(found, ox.QueryBoolean)
    return bool(found)


def test_the_table_has_every_fact_of_the_list(listed: str) -> None:
    assert set(re.findall(r"^### (\S+) ", listed, re.MULTILINE)) == set(CHECKS)
    assert (set(ARGUED) | set(NO_EVIDENCE)) - set(CHECKS) == set()
    assert [fact for fact, patterns in CHECKS.items() if not patterns] == []


@pytest.mark.parametrize("fact", CHECKS)
def test_fact_can_be_asked_for(fact: str) -> None:
    assert [pattern for pattern in CHECKS[fact] if not holds(fact, pattern)] == []


@pytest.mark.parametrize("fact", CHECKS)
def test_the_quote_of_a_fact_is_evidence_of_something(fact: str, listed: str) -> None:
    found = re.search(rf"^### {re.escape(fact)} · span (\d+)–(\d+)", listed, re.MULTILINE)
    assert found is not None
    overlap = f"""?span a zw:TextSpan ; oa:hasSelector ?at . ?at oa:start ?from ; oa:end ?to .
        FILTER(?from < {found[2]} && {found[1]} < ?to)"""
    assert holds(fact, overlap) == (fact not in NO_EVIDENCE)


def read_places(found: Mapped) -> Iterator[tuple[int, int]]:
    """All places of the original that something was read from."""
    places: list[Evidence] = []
    for fact in found.facts:
        places += [fact.evidence, *fact.more]
        rows = fact["rows"]
        places += [row.evidence for row in rows if isinstance(row, AssessmentRow)] if isinstance(rows, tuple) else []
    read = found.bulletin
    places += [*read.masthead.evidence.values(), *(line.evidence for line in read.masthead.distribution)]
    places += [read.evidence(*section.heading) for section in read.sections if section.heading[0] < section.heading[1]]
    places += [read.evidence(*t.caption_span) for t in read.tables if t.caption_span]
    places += [read.evidence(t.header[0].start, t.header[-1].end) for t in read.tables if t.header]
    yield from ((place.start, place.end) for place in places)


@pytest.mark.parametrize("letter", ISSUES)
def test_every_span_of_the_list_is_read(listed: str, letter: str) -> None:
    spans = re.findall(rf"^### ({letter}(\d+)\S*) · span (\d+)–(\d+)", listed, re.MULTILINE)
    places = list(read_places(mapped(SHARED / "real" / f"{ISSUES[letter]}.txt")))
    missing = {
        name
        for name, number, start, end in spans
        if int(number) >= 7 and not any(a < int(end) and int(start) < b for a, b in places)
    }
    assert len(spans) > 50
    assert missing == {name for name in EXCEPTIONS if name.startswith(letter)}


# --- the samples repeat nothing of them ---------------------------------------------------------------------------


def invented_names(keys: list[Mapping[str, Any]]) -> set[str]:
    """Persons and companies of answer keys."""
    names: set[str] = set()
    for fact in (fact for key in keys for fact in key["facts"]):
        names |= {person["name"] for person in fact.get("persons", [])}
        names |= {n for n in fact.get("destinations", []) if n.endswith("公司")}
        names |= {fact["giver"]} if fact.get("giver") else set()
    return names


def runs_of_han(text: str, length: int = 16) -> set[str]:
    return {
        run[start : start + length]
        for run in re.findall(r"[\u4e00-\u9fff]+", re.sub(r"\s", "", text))
        for start in range(len(run) - length + 1)
    }


def test_persons_and_companies_are_the_samples_own() -> None:
    keys = [json.loads(path.read_text("utf-8")) for path in (ROOT / "samples").glob("*.gold.json")]
    others = "".join(re.sub(r"[\s*`]|(?<=\d),(?=\d{3})", "", path.read_text("utf-8")) for path in TEXTS)
    assert {name for name in invented_names(keys) if name in others} == set()


@cache
def shared_runs() -> frozenset[str]:
    return frozenset(run for path in TEXTS for run in runs_of_han(path.read_text("utf-8")))


@pytest.mark.parametrize("path", sorted((ROOT / "samples").glob("s0*.[tm]*")), ids=lambda path: path.stem)
def test_wording_is_the_samples_own(path: Path) -> None:
    """No run of 16 Han characters is shared but official names of institutions."""
    own = re.sub(r"\s", "", path.read_text("utf-8")).replace(key_of(path)["bulletin"]["publisher"], "。")
    assert runs_of_han(own) & shared_runs() == set()
