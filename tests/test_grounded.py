"""Every fact, and everything else that is said of a text, stands in it word for word."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT, SHARED

from mappers.facts.fact import AssessmentRow, Evidence, Fact
from mappers.mapping import Mapped, map_bulletin
from mappers.text.readers import read_file

SAMPLES = [path for path in sorted((ROOT / "samples").glob("s[0-9]*.*")) if path.suffix in (".txt", ".md")]
SHARED_TEXTS = [path for name in ("real", "dev") for path in sorted((SHARED / name).glob("*.txt"))]
each = pytest.mark.parametrize("path", [*SAMPLES, *SHARED_TEXTS], ids=lambda path: path.stem)


@cache
def mapped(path: Path) -> Mapped:
    return map_bulletin(read_file(path))


def evidence(found: Mapped) -> Iterator[tuple[str, Evidence]]:
    """All that points into the text, with what it belongs to."""
    for fact in found.facts:
        yield fact.rule, fact.evidence
        yield from ((f"{fact.rule}, more", more) for more in fact.more)
        yield from ((f"{fact.rule}, row", row.evidence) for row in rows(fact))
    yield from (("ledger", unread.evidence) for unread in found.ledger)
    yield from ((note.code, note.evidence) for note in found.notes)
    masthead = found.bulletin.masthead
    yield from masthead.evidence.items()
    yield from (("distribution", line.evidence) for line in masthead.distribution)


def rows(fact: Fact) -> Iterator[AssessmentRow]:
    value = fact["rows"]
    for row in value if isinstance(value, tuple) else ():
        if isinstance(row, AssessmentRow):
            yield row


@each
def test_every_quote_is_the_text_at_its_offsets(path: Path) -> None:
    found = mapped(path)
    content = found.bulletin.text.content
    wrong = [(what, e) for what, e in evidence(found) if content[e.start : e.end] != e.quote or not e.quote]
    assert wrong == []


@each
def test_no_quote_begins_or_ends_with_layout(path: Path) -> None:
    found = mapped(path)
    assert [
        (fact.rule, fact.evidence.quote) for fact in found.facts if fact.evidence.quote.strip() != fact.evidence.quote
    ] == []


@each
def test_a_sentence_is_a_fact_or_in_the_ledger_and_never_both(path: Path) -> None:
    found = mapped(path)
    spans = [(e.start, e.end) for fact in found.facts for e in (fact.evidence, *fact.more)]
    for unread in found.ledger:
        assert not any(a < unread.evidence.end and unread.evidence.start < b for a, b in spans), unread
    assert sum(total - read for _, total, read in found.coverage) == len(found.ledger)


@each
def test_the_facts_stand_in_the_order_of_the_text_and_none_twice(path: Path) -> None:
    facts = mapped(path).facts
    assert [fact.evidence.start for fact in facts] == sorted(fact.evidence.start for fact in facts)
    assert len({(fact.kind, fact.evidence, fact.slots) for fact in facts}) == len(facts)


@each
def test_every_fact_names_its_section(path: Path) -> None:
    found = mapped(path)
    known = {section.key for section in found.bulletin.sections} | {"0"}
    assert {fact.section for fact in found.facts} <= known


def test_the_shared_bulletins_are_among_the_texts(shared_bulletins: Path) -> None:
    assert len(SHARED_TEXTS) >= 2
