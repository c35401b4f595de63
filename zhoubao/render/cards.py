"""Facts as cards: what happened, when, and the words it stands on, highlighted between what stands around them.

A fact here is whatever the graph gives evidence for and a label: events, changes of powers, figures, results of
assessments, tenures. Its date is its own day, the first day of its period, the day a power changes hands, or, where
the text names none, the day on which the bulletin was issued; `dated` says which.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from mappers.rdf.fact_reader import Place, places_by_node
from mappers.text.readers import read_file
from zhoubao.messages import language
from zhoubao.store.graph_names import PREFIXES, bulletin_of
from zhoubao.store.store import Reader, text_path
from zhoubao.templates import asset, flat, render

__all__ = ["FACTS", "Card", "Quote", "cards"]

#: Every fact that stands on words: its class, name, days, bulletin.
FACTS = """
SELECT ?fact ?class ?label ?rule ?g ?issue ?bulletin ?series ?effective ?day ?began ?seen ?issued WHERE {
  #? fact
  GRAPH ?g {
    ?fact zw:evidence ?span ; rdfs:label ?label ; a ?class .
    ?g foaf:primaryTopic ?issue .
    ?issue rdfs:label ?bulletin ; zw:inSeries ?series .
    OPTIONAL { ?fact zw:rule ?rule }
    OPTIONAL { ?fact zw:effectiveDate ?effective }
    OPTIONAL { ?fact zw:date ?day }
    OPTIONAL { ?fact zw:period|zw:refPeriod ?period . ?period dcat:startDate ?began }
    OPTIONAL { ?fact zw:observedOn ?seen }
    OPTIONAL { ?issue dct:issued ?issued }
  }
  FILTER(?class NOT IN (zw:Bulletin, zw:Section, zw:Attachment, zw:DistributionEntry))
}
"""
_KINDS = """
SELECT ?class ?name WHERE { GRAPH <https://w3id.org/zhoubao/graph/ontology> { ?class a owl:Class ; rdfs:label ?name } }
"""
_AROUND = 60
_FEW = 2000
_DATED = ("effective", "day", "began", "seen", "issued")


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """Words of a bulletin: text[start:end] == quote (end exclusive), and what stands before and after them."""

    start: int
    end: int
    quote: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One fact.

    kind    local name of its class: "Delegation"
    names   the kind in words, by language
    dated   where the date is from: effective, day, began (of its period), seen, issued (the bulletin's), or ""
    graph   IRI of the graph it stands in; series: IRI of the series
    """

    iri: str
    kind: str
    names: Mapping[str, str]
    label: str
    rule: str
    date: str
    dated: str
    bulletin: str
    series: str
    graph: str
    file: str
    quotes: tuple[Quote, ...]

    def kind_name(self, chosen: str | None = None) -> str:
        """The kind in words."""
        return self.names.get(chosen or language()) or self.names.get("zh") or self.kind

    def data(self) -> dict[str, Any]:
        """What the pages' script needs to draw the card."""
        return {
            "i": self.iri,
            "k": self.kind,
            "l": self.label,
            "d": self.date,
            "t": self.dated == "issued",
            "b": self.bulletin,
            "f": self.file,
            "r": self.rule,
            "q": [[quote.before, quote.quote, quote.after, quote.start, quote.end] for quote in self.quotes],
        }

    @property
    def source(self) -> str:
        """Where it stands: file, places, bulletin, and the rule that read it."""
        places = "; ".join(f"{quote.start}–{quote.end}" for quote in self.quotes)
        return f"{self.file} [{places}] · {self.bulletin} · {self.rule}".removesuffix(" · ")

    def html(self) -> str:
        """The card alone, to stand in a page that has the theme."""
        return render("render/card.html.j2", card=self)

    def _repr_html_(self) -> str:
        return f"<style>{asset('render/kinds.css')}{asset('render/theme.css')}</style>{self.html()}"

    def __str__(self) -> str:
        lines = [f"{self.kind_name()} · {self.label} · {self.date}".removesuffix(" · ")]
        lines += [f"  “{flat(quote.quote)}” {self.file} [{quote.start}:{quote.end}]" for quote in self.quotes]
        return "\n".join(lines)

    __repr__ = __str__


def cards(reader: Reader, facts: Iterable[str] | None = None) -> dict[str, Card]:
    """The cards of some facts, or of all, by IRI, in order of date, bulletin and place in the text."""
    wanted = None if facts is None else sorted({*facts})
    store = reader.quads
    records = reader.records()
    names: dict[str, dict[str, str]] = {}
    for row in rows(store, _KINDS):
        names.setdefault(row["class"].value, {})[row["name"].language] = row["name"].value
    places: dict[str, tuple[Place, ...]] = {}
    texts: dict[str, str] = {}
    found: dict[str, Card] = {}
    for row in sorted(_about(store, FACTS, wanted), key=lambda row: row["g"].value):
        graph, iri, kind = row["g"].value, row["fact"].value, row["class"].value
        if graph not in records or iri in found:
            continue
        if graph not in texts:
            texts[graph] = read_file(text_path(reader.directory, records[graph])).content
            places.update(places_by_node(store, graph))
        dated = next((name for name in _DATED if row[name] is not None), "")
        found[iri] = Card(
            iri=iri,
            kind=kind.removeprefix(PREFIXES["zw"]),
            names=names.get(kind, {}),
            label=row["label"].value,
            rule=row["rule"].value if row["rule"] is not None else "",
            date=row[dated].value[:10] if dated else "",
            dated=dated,
            bulletin=row["bulletin"].value,
            series=row["series"].value,
            graph=graph,
            file=Path(records[graph].file).name,
            quotes=tuple(_quote(texts[graph], place) for place in places.get(iri, ())),
        )
    return dict(sorted(found.items(), key=_order))


def rows(store: ox.Store, query: str) -> list[Any]:
    """The rows of a SELECT query with the usual prefixes; without GRAPH it sees all graphs."""
    found = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    return [*found]


def _about(store: ox.Store, query: str, wanted: list[str] | None) -> list[Any]:
    """The rows about some facts; about more than a few it is quicker to read all and choose."""
    if wanted is None or len(wanted) > _FEW:
        keep = None if wanted is None else {*wanted}
        return [row for row in rows(store, query) if keep is None or row["fact"].value in keep]
    terms = " ".join(str(ox.NamedNode(iri)) for iri in wanted)
    return rows(store, query.replace("#? fact", f"VALUES ?fact {{ {terms} }}"))


def _order(entry: tuple[str, Card]) -> tuple[str, str, int, str]:
    iri, card = entry
    return card.date, bulletin_of(card.graph), card.quotes[0].start if card.quotes else 0, iri


def _quote(content: str, place: Place) -> Quote:
    """A quote with the rest of its line, as far as it is near."""
    start, end = place.start, place.end
    first = max(content.rfind("\n", 0, start) + 1, start - _AROUND)
    last = content.find("\n", end)
    last = min(len(content) if last < 0 else last, end + _AROUND)
    before = ("…" if first and content[first - 1] != "\n" else "") + content[first:start]
    return Quote(
        start, end, place.quote, before, content[end:last] + ("…" if content[last : last + 1].strip("\n") else "")
    )
