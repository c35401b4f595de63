"""From a text to facts: the only module that knows all mappers."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import accumulate

from mappers.clauses.reading import Reading, read_items
from mappers.facts.fact import Entity, EntityType, Evidence, Fact, keyed
from mappers.facts.model import KINDS
from mappers.masthead import calendar_of, jurisdiction_of, read_masthead
from mappers.names.recognition import NameContext
from mappers.names.registers import Registers, load_registers
from mappers.regex import regex
from mappers.text.bulletin import Bulletin, Masthead
from mappers.text.layout import lay_out
from mappers.text.opening import opening_section
from mappers.text.source import SourceError, Text
from mappers.text.structure import Structure, structure
from mappers.text.view import View

__all__ = ["Mapped", "Note", "Unread", "map_bulletin", "read_bulletin", "reading_of"]


@dataclass(frozen=True, slots=True)
class Unread:
    """A sentence that gave no fact, and why as far as it is known: planned, negated, past, demanded, …, unknown."""

    evidence: Evidence
    section: str
    reason: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something a reader should decide: an ambiguous name, a date that does not exist."""

    code: str
    message_zh: str
    message_en: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Mapped:
    """A bulletin with all that was read in it; `reading` has its names, and the registers they were read with."""

    bulletin: Bulletin
    facts: tuple[Fact, ...]
    ledger: tuple[Unread, ...]
    notes: tuple[Note, ...]
    coverage: tuple[tuple[str, int, int], ...]
    reading: Reading = field(compare=False, repr=False)

    def json(self) -> dict[str, object]:
        """The facts in the published JSON form; kinds that exist for the graph only are left out."""
        from mappers.fact_json import published

        return published(self.bulletin, [f for f in self.facts if f.kind in KINDS])


def read_bulletin(text: Text, registers: Registers | None = None) -> Bulletin:
    """The structure of a text; names in its masthead are read with the installation's registers, or with those given.

    Raises SourceError(E-NOT-BULLETIN) when it has neither the masthead nor the sections of a bulletin.
    """
    view, blocks = lay_out(text.content)
    parts = structure(view, blocks)
    masthead, parts = read_masthead(text, view, parts, registers or load_registers())
    if (not parts.items and not parts.tables) or not (_is_official(masthead) or _tells_of_office(view, parts)):
        raise SourceError("E-NOT-BULLETIN", text.name)
    above = opening_section(view, parts, masthead)
    sections = (above, *parts.sections) if above else parts.sections
    return Bulletin(text, view, masthead, sections, parts.items, parts.tables)


def _is_official(masthead: Masthead) -> bool:
    """Whether the head of a text is that of a periodical or of a single document."""
    if masthead.form == "periodical":
        return masthead.series is not None or masthead.issue is not None
    matched = (masthead.number, masthead.publisher, masthead.published)
    return masthead.title is not None and any(field is not None for field in matched)


#: What offices write about; two of these in a body without any head are an excerpt of an official text.
_OFFICE_WORDS = regex(
    r"政务服务|行政审批|审批|受理|办结|办件|印发|窗口|热线|委托|下放|行政许可|公告|通报|培训|执法|检查|诉求|工单"
)


def _tells_of_office(view: View, parts: Structure) -> bool:
    """Whether the body alone shows an official text, whose head was lost in copying."""
    body = "".join(view.text[item.start : item.end] for item in parts.items)
    return len(set(_OFFICE_WORDS.findall(body))) > 1


def reading_of(bulletin: Bulletin, registers: Registers | None = None) -> Reading:
    """The bulletin with its names recognised, ready for the mappers; registers as in :func:`read_bulletin`."""
    masthead = bulletin.masthead
    known = registers or load_registers()
    setting = NameContext(calendar_of(masthead), jurisdiction_of(masthead), known, _office(bulletin))
    return Reading(bulletin, setting, read_items(bulletin, setting))


def map_bulletin(text: Text, registers: Registers | None = None) -> Mapped:
    """All facts of a text, with what was not understood; registers as in :func:`read_bulletin`.

    Raises SourceError when the text is no bulletin.
    """
    registers = registers or load_registers()
    bulletin = read_bulletin(text, registers)
    reading = reading_of(bulletin, registers)
    facts = tuple(sorted(_facts(reading), key=lambda f: (f.evidence.start, f.evidence.end, f.kind, f.rule)))
    ledger, coverage = _ledger(reading, facts)
    return Mapped(bulletin, facts, ledger, _notes(reading), coverage, reading)


def _facts(reading: Reading) -> Iterator[Fact]:
    from mappers.clauses import occasion
    from mappers.kinds import registry

    given: Counter[str] = Counter()
    read = tuple(keyed((fact for reader in registry.READERS for fact in reader(reading)), given))
    found = list(occasion.joined(reading, read))
    for reader in registry.REFERRING_READERS:
        found += keyed(reader(reading, tuple(found)), given)
    yield from found


def _office(bulletin: Bulletin) -> Entity | None:
    """The body that 我局 and 局党组书记 mean: the publisher or the body it is a part of, in the form that the text uses."""
    publisher = bulletin.masthead.publisher
    if publisher is None:
        return None
    office = publisher.parent if publisher.type is EntityType.DIVISION and publisher.parent else publisher
    for level in "省市县区州旗":
        _, found, rest = office.name.partition(level)
        if found and rest and f"{level}{rest}" in bulletin.view.text.replace(office.name, ""):
            return replace(office, text=level + rest, full=office.name)
    return office


def _ledger(reading: Reading, facts: tuple[Fact, ...]) -> tuple[tuple[Unread, ...], tuple[tuple[str, int, int], ...]]:
    spans = sorted((e.start, e.end) for f in facts for e in (f.evidence, *f.more))
    reach = list(accumulate((end for _, end in spans), max))
    unread: list[Unread] = []
    counts: dict[str, list[int]] = {}
    for read in reading.items:
        for clauses in read.sentences.values():
            evidence = reading.evidence(read, clauses[0].start, clauses[-1].end)
            total = counts.setdefault(read.item.section, [0, 0])
            total[0] += 1
            before = bisect_left(spans, (evidence.end,))
            if before and reach[before - 1] > evidence.start:
                total[1] += 1
                continue
            moods = [mood for c in clauses for mood in sorted(c.moods)]
            unread.append(Unread(evidence, read.item.section, moods[0].value if moods else "unknown"))
    return tuple(unread), tuple((key, a, b) for key, (a, b) in counts.items())


def _furniture(bulletin: Bulletin) -> Iterator[Note]:
    """What was cut from a page around the text, one note for the lines that stand together."""
    content = bulletin.text.content
    blocks: list[tuple[int, int]] = []
    for start, end in bulletin.view.cut:
        if blocks and not content[blocks[-1][1] : start].strip():
            blocks[-1] = (blocks[-1][0], end)
        else:
            blocks.append((start, end))
    for start, end in blocks:
        quote = content[start:end]
        lead = len(quote) - len(quote.lstrip())
        evidence = Evidence(start + lead, start + len(quote.rstrip()), quote.strip())
        yield Note(
            "N-PAGE", "网页的导航、来源和按钮，不作正文读", "what a web page puts around the text; not read", evidence
        )


def _notes(reading: Reading) -> tuple[Note, ...]:
    notes = []
    for name in reading.setting.ambiguous:
        evidence = reading.bulletin.evidence(name.start, name.end)
        choices = "、".join(name.candidates)
        notes.append(
            Note(
                "N-REGION",
                f"“{name.text}”可指多个行政区划（{choices}），未作判断",
                f"{name.text!r} names several regions ({', '.join(name.candidates)}); left open",
                evidence,
            )
        )
    notes += _furniture(reading.bulletin)
    return tuple(sorted(notes, key=lambda n: (n.evidence.start, n.code)))
