"""The structure of one bulletin: masthead, sections, items, sentences, tables, all as offsets.

Two coordinate systems are used and never mixed: *view* offsets index :attr:`View.text <mappers.text.view.View>`, the
normalised form that the rules read; *original* offsets index the text as it was published. Everything here that is
called ``start`` and ``end`` is in view offsets; :class:`~mappers.facts.fact.Evidence` is in original offsets.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from mappers.facts.fact import Entity, Evidence, TimeSpan
from mappers.text.source import Text
from mappers.text.view import View

__all__ = ["Bulletin", "Cell", "Distribution", "Item", "Masthead", "Section", "Sentence", "TextTable"]


@dataclass(frozen=True, slots=True)
class Distribution:
    """One line of the distribution list. kind: 报, 送, 发 or 抄送."""

    kind: str
    to: tuple[Entity, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Masthead:
    """What a bulletin says of itself; None where it does not say it.

    form         "periodical" where a series title or an issue number stands in it, else "document"
    title        of a single document, without layout
    number       of a single document, as printed
    series_slug  the series as its IRI names it: its slug in the register, else one made from title and publisher
    evidence     the place of each field, by its name
    """

    series: str | None = None
    year: int | None = None
    issue: int | None = None
    total_issue: int | None = None
    publisher: Entity | None = None
    published: date | None = None
    period: TimeSpan | None = None
    copies: int | None = None
    form: str = "periodical"
    title: str | None = None
    number: str | None = None
    series_slug: str = field(kw_only=True)
    distribution: tuple[Distribution, ...] = ()
    evidence: Mapping[str, Evidence] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Section:
    """A section by its position, not by its printed number.

    key      position: "1", "4.1", attachments "att1", what has a heading inside them "att1.1"; the part before the first heading is "0"
    printed  the number as printed ("一", "（二）" gives "二"), None where there is none
    parent   key of the section around it
    """

    key: str
    title: str
    printed: str | None
    level: int
    parent: str | None
    start: int
    end: int
    heading: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, its final mark included."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph that belongs together: one numbered item, or one paragraph without a number.

    label  the printed label ("1", "（1）", "◆"), None where there is none
    title  a heading that runs into the text ("权限委托" in "1.权限委托。交通运输厅…"), None where there is none
    body   where the text after label and title begins; the sentences begin there
    """

    section: str
    label: str | None
    title: str | None
    start: int
    body: int
    end: int
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell: its text without layout, and where it stands."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table. rows have as many cells as the header; a blank cell has start == end."""

    section: str
    caption: str | None
    caption_span: tuple[int, int] | None
    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Bulletin:
    """One bulletin, read."""

    text: Text
    view: View
    masthead: Masthead
    sections: tuple[Section, ...]
    items: tuple[Item, ...]
    tables: tuple[TextTable, ...]

    def evidence(self, start: int, end: int) -> Evidence:
        """The evidence for view offsets [start, end)."""
        first, last = self.view.original(start, end)
        content = self.text.content
        if content.count("**", first, last) % 2:  # bold type that begins or ends just outside
            if content.endswith("**", 0, first):
                first -= 2
            elif content.startswith("**", last):
                last += 2
        return Evidence(first, last, content[first:last])
