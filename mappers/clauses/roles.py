"""Who, when, where, which document: the slots that most events share, read from a clause and what stands before it."""

from __future__ import annotations

import re

from mappers.clauses.reading import Clause, ReadItem
from mappers.facts.fact import Document, Entity, EntityType, Person, Slot
from mappers.names.mask import AGENTS, C, D, Mention, N, P, R, T, W
from mappers.regex import regex

__all__ = [
    "actor_entities",
    "actor_slot",
    "actors_in",
    "date_slot",
    "documents_in",
    "is_heading",
    "persons_in",
    "place_before",
    "place_slot",
    "regions_in",
    "statement_start",
    "text_of",
]

#: 二是开展业务培训。 tells what the sentences behind it are about.
_HEADING = regex(
    r"(?:[一二三四五六七八九十]是)?(?:组织|积极|定期|集中)?(?:开展|组织|举办|召开)(?:业务|岗前|集中|专题|工作|例行|全员)?(?:培训|会议|例会|调度会|推进会|座谈会)"
)
_OWN = regex(r"\s|\*\*")


def text_of(read: ReadItem, start: int, end: int) -> str:
    """The text behind masked offsets, without blanks."""
    return _OWN.sub("", read.mask.plain(start, end))


def actor_entities(mentions: tuple[Mention, ...]) -> tuple[Entity, ...]:
    """The bodies of a list of mentions; a tail 窗口 that stands once is given to all (甲局、乙局窗口)."""
    found = [m.value for m in mentions if isinstance(m.value, Entity)]
    last = mentions[-1] if mentions else None
    if len(found) > 1 and last is not None and last.token == W and isinstance(last.value, Entity) and last.value.parent:
        tail = last.value.text[len(last.value.parent.text) :]
        found = [_window(e, tail) if e.type is EntityType.BODY and tail == "窗口" else e for e in found]
    return tuple(dict.fromkeys(found))


def _window(owner: Entity, tail: str) -> Entity:
    return Entity(owner.text + tail, EntityType.WINDOW, None, owner.name + tail, owner, owner.region)


def actors_in(read: ReadItem, start: int, end: int) -> tuple[Entity, ...]:
    """The bodies named in a masked span, companies among them."""
    return actor_entities(tuple(read.mask.find(start, end, AGENTS + C)))


def actor_slot(clause: Clause, name: str = "actors") -> Slot | None:
    """Who acts in a clause."""
    found = actor_entities(tuple(m for m in clause.subject if m.token != P))
    if not found:
        bodies = [m.value.body for m in clause.persons if isinstance(m.value, Person) and m.value.body]
        found = tuple(dict.fromkeys(bodies))
    return Slot(name, found, clause.inherited) if found else None


def persons_in(read: ReadItem, start: int, end: int) -> tuple[Person, ...]:
    """The officials named in a masked span."""
    return tuple(m.value for m in read.mask.find(start, end, P) if isinstance(m.value, Person))


def date_slot(clause: Clause) -> Slot | None:
    """When it happened, where the item says so."""
    return Slot("date", clause.date, not clause.dated) if clause.date else None


def regions_in(read: ReadItem, start: int, end: int) -> tuple[Entity, ...]:
    """The regions named in a masked span."""
    return tuple(dict.fromkeys(m.value for m in read.mask.find(start, end, R) if isinstance(m.value, Entity)))


def place_before(read: ReadItem, clause: Clause, position: int) -> tuple[Entity, ...]:
    """The regions of the last 在… in the sentence before a position."""
    start, _ = read.sentence(clause.sentence)
    text = read.mask.text[start:position]
    places: tuple[Entity, ...] = ()
    for match in re.finditer(rf"(?:在|于)(?P<where>[^，。；在]{{0,12}}?[{R}](?:[、和与]?[{R}])*)", text):
        places = regions_in(read, start + match.start("where"), start + match.end("where"))
    return places


def place_slot(places: tuple[Entity, ...], inherited: bool = False) -> Slot | None:
    """Where it happened."""
    return Slot("place", places, inherited) if places else None


def documents_in(read: ReadItem, start: int, end: int) -> tuple[Document, ...]:
    """Documents in a masked span; a number right behind a title is the number of that document."""
    out: list[Document] = []
    after: int | None = None
    for i in range(start, end):
        if read.mask.text[i] not in D + N:
            continue
        value = read.mask.at(i).value
        if not isinstance(value, Document):
            continue
        if read.mask.text[i] == N and after is not None and re.fullmatch("[（(]?", read.mask.text[after + 1 : i]):
            out[-1] = Document(out[-1].title, value.number)
            continue
        out.append(value)
        after = i if read.mask.text[i] == D else None
    return tuple(dict.fromkeys(out))


def is_heading(read: ReadItem, clause: Clause) -> bool:
    """Whether a clause that is a whole sentence names a sort of event only: nobody, no day, no subject matter."""
    first, last = read.sentence(clause.sentence)
    return (first, last) == (clause.start, clause.end) and bool(_HEADING.fullmatch(read.mask.text, first, last))


def statement_start(read: ReadItem, clause: Clause, position: int) -> int:
    """Where the statement around a position begins: its date and actors in the sentence, else its own clause.

    A subject that stands in an earlier clause of the sentence belongs to the quote only when nothing but its own
    clause lies between.
    """
    first, _ = read.sentence(clause.sentence)
    own = [c for c in read.sentences[clause.sentence] if c.start <= position]
    start = clause.start
    if not clause.inherited:
        for earlier in reversed(own[:-1]):
            text = read.mask.text[earlier.start : earlier.end]
            if re.fullmatch(rf"(?:自|从)?[{T}\ue014][^，]{{0,4}}|本周|近日|日前|同日", text):
                start = earlier.start
            elif earlier.subject == clause.subject:
                continue
            else:
                break
    return max(first, start)
