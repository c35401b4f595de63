"""What must hold of everything that is read in a text: it stands there word for word, once, and in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mappers.facts.fact import AssessmentRow, Evidence, Fact
from mappers.mapping import Mapped


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


def wrong_quotes(found: Mapped) -> list[object]:
    """Every quote is the text at its offsets."""
    content = found.bulletin.text.content
    return [(what, e) for what, e in evidence(found) if content[e.start : e.end] != e.quote or not e.quote]


def quotes_with_layout(found: Mapped) -> list[object]:
    """No quote begins or ends with layout."""
    return [f.evidence for f in found.facts if f.evidence.quote.strip() != f.evidence.quote]


def read_and_unread(found: Mapped) -> list[object]:
    """A sentence is a fact or in the ledger, never both."""
    spans = [(e.start, e.end) for fact in found.facts for e in (fact.evidence, *fact.more)]
    both = [u for u in found.ledger if any(a < u.evidence.end and u.evidence.start < b for a, b in spans)]
    left = sum(total - read for _, total, read in found.coverage)
    return [
        *both,
        *([] if left == len(found.ledger) else [f"{left} sentences gave no fact, {len(found.ledger)} are told"]),
    ]


def out_of_order(found: Mapped) -> list[object]:
    """The facts stand in the order of the text, none twice."""
    starts = [fact.evidence.start for fact in found.facts]
    seen = {(fact.kind, fact.evidence, fact.slots) for fact in found.facts}
    return [*([] if starts == sorted(starts) else [starts]), *([] if len(seen) == len(starts) else ["a fact twice"])]


def without_section(found: Mapped) -> list[object]:
    """Every fact names its section."""
    known = {section.key for section in found.bulletin.sections} | {"0"}
    return [fact.section for fact in found.facts if fact.section not in known]


LAWS: tuple[Callable[[Mapped], list[object]], ...] = (
    wrong_quotes,
    quotes_with_layout,
    read_and_unread,
    out_of_order,
    without_section,
)
