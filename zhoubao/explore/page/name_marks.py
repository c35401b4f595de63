"""The names that were recognised in a bulletin, and what each stands for."""

from __future__ import annotations

from dataclasses import dataclass

from mappers.clauses.reading import Reading
from mappers.facts.fact import Document, Entity, Evidence, Person
from mappers.names import mask
from mappers.rdf import iris, scope_of

__all__ = ["SORTS", "NameMark", "name_marks"]

#: Token of the mask -> sort of the name; the catalogue names the sorts.
SORTS = {
    mask.B: "body",
    mask.V: "division",
    mask.W: "window",
    mask.A: "group",
    mask.C: "company",
    mask.P: "person",
    mask.R: "region",
    mask.S: "place",
    mask.D: "document",
    mask.N: "document",
    mask.Q: "quoted",
    mask.T: "time",
    mask.U: "time",
}


@dataclass(frozen=True, slots=True)
class NameMark:
    """A name in the text: its sort, and the IRI and full name of what it stands for, empty where it is not known."""

    place: Evidence
    sort: str
    iri: str
    full: str


def name_marks(reading: Reading) -> list[NameMark]:
    """All names that are recognised in the running text and in tables, in the order of the text."""
    bulletin = reading.bulletin
    scope = scope_of(bulletin)
    cells = (cell for table in bulletin.tables for row in table.rows for cell in row if cell.start < cell.end)
    masks = [read.mask for read in reading.items]
    masks += [reading.names_in(cell.start, cell.end) for cell in cells]
    found = []
    for read in masks:
        for named in read.mentions.values():
            iri, full = _meaning(named.value, scope)
            found.append(NameMark(bulletin.evidence(named.start, named.end), SORTS[named.token], iri, full))
    return sorted(found, key=lambda mark: mark.place)


def _meaning(value: object, scope: iris.Scope) -> tuple[str, str]:
    if isinstance(value, Entity):
        return iris.entity(value, scope), value.name
    if isinstance(value, Person):
        return iris.person(value, scope), "，".join(filter(None, (value.name, value.post)))
    if isinstance(value, Document):
        return "", value.title
    if isinstance(value, tuple) and value:
        days = [str(item) for item in value if not isinstance(item, Person)]
        return "", "—".join(dict.fromkeys(days)) or "、".join(item.name for item in value if isinstance(item, Person))
    return "", ""
