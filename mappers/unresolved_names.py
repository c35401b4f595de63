"""Names that the registers do not resolve: bodies that no register holds, regions that could be several.

They are what a person should look at; :mod:`zhoubao.building.name_review` lists them over many bulletins.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mappers.clauses.reading import Reading, ReadItem
from mappers.facts.fact import AssessmentRow, Entity, EntityType, Evidence, Person
from mappers.mapping import Mapped
from mappers.names.registers import Registers
from mappers.regex import regex

__all__ = ["UnresolvedName", "guess_type", "unresolved_names"]

_DEPARTMENT = regex(r"(?:局|厅|委|委员会|办公室|办公厅|署|部|总队|支队|大队|办)$")


@dataclass(frozen=True, slots=True, order=True)
class UnresolvedName:
    """A name in a bulletin that is not resolved.

    sort        "body" or "region"
    name        the fullest form that the context gives
    text        as printed
    region      code of the region that the name or the publisher supplies, None where it is not known
    candidates  codes of the regions that it could be
    evidence    the sentence, the row or the line in which it stands
    """

    sort: str
    name: str
    text: str
    region: str | None
    candidates: tuple[str, ...]
    evidence: Evidence


def guess_type(name: str) -> str:
    """The type that a body of this name would have in the register."""
    return "department" if _DEPARTMENT.search(name) else "public_body"


def unresolved_names(mapped: Mapped) -> tuple[UnresolvedName, ...]:
    """The unresolved names of a bulletin, in the order of the text.

    A body counts where it is named in a sentence; one that is named only outside of sentences, in a table or the masthead, counts
    once for each fact or line.
    """
    reading = mapped.reading
    found = [*_in_sentences(reading)]
    known = {name.name for name in found}
    found += [name for name in _outside_sentences(mapped) if name.name not in known]
    for name in reading.setting.ambiguous:
        if not any(read.item.start <= name.start < read.item.end for read in reading.items):
            continue  # in a table, where the figures or facts of its row are read
        evidence = _around(reading, name.start, name.end)
        found.append(UnresolvedName("region", name.text, name.text, None, name.candidates, evidence))
    return tuple(sorted(set(found), key=lambda name: (name.evidence.start, name)))


def _bodies(named: Entity | None) -> Iterator[Entity]:
    """The unregistered bodies in an entity: itself, and those that it is a part of."""
    while named is not None:
        if named.type is EntityType.BODY and named.ref is None:
            yield named
        named = named.parent


def _unresolved(body: Entity, evidence: Evidence, registers: Registers) -> UnresolvedName:
    region = body.region if body.region in registers.regions else None
    return UnresolvedName("body", body.name, body.text, region, (), evidence)


def _in_sentences(reading: Reading) -> Iterator[UnresolvedName]:
    for read in reading.items:
        for mention in read.mask.find(0, len(read.mask.text)):
            for named in _entities(mention.value):
                for body in _bodies(named):
                    yield _unresolved(body, _sentence(reading, read, mention.start), reading.registers)


def _sentence(reading: Reading, read: ReadItem, place: int) -> Evidence:
    sentence = next((s for s in read.item.sentences if s.start <= place < s.end), None)
    span = (sentence.start, sentence.end) if sentence else (read.item.start, read.item.end)
    return reading.bulletin.evidence(*span)


def _around(reading: Reading, start: int, end: int) -> Evidence:
    sentences = (s for item in reading.bulletin.items for s in item.sentences if s.start <= start < s.end)
    sentence = next(sentences, None)
    return reading.bulletin.evidence(*((sentence.start, sentence.end) if sentence else (start, end)))


def _outside_sentences(mapped: Mapped) -> Iterator[UnresolvedName]:
    registers = mapped.reading.registers
    head = mapped.bulletin.masthead
    if (place := head.evidence.get("publisher")) is not None:
        yield from (_unresolved(body, place, registers) for body in _bodies(head.publisher))
    for line in head.distribution:
        yield from (_unresolved(body, line.evidence, registers) for named in line.to for body in _bodies(named))
    for fact in mapped.facts:
        for slot in fact.slots:
            for value in slot.value if isinstance(slot.value, tuple) else (slot.value,):
                evidence = value.evidence if isinstance(value, AssessmentRow) else fact.evidence
                yield from (
                    _unresolved(body, evidence, registers) for named in _entities(value) for body in _bodies(named)
                )


def _entities(value: object) -> Iterator[Entity]:
    if isinstance(value, Entity):
        yield value
    elif isinstance(value, AssessmentRow):
        yield value.window
    elif isinstance(value, Person) and value.body is not None:
        yield value.body
    elif isinstance(value, tuple):
        for item in value:
            yield from _entities(item)
