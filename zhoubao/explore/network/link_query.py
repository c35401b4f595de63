"""From the store to links: a projection's rows with their facts, narrowed by kind, time, place and series."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

import pyoxigraph as ox

from mappers.facts.model import MODEL
from zhoubao.errors import UsageError
from zhoubao.explore.network.links import Link, Links
from zhoubao.explore.network.network_entities import NetworkEntity, regions_within, things, unknown
from zhoubao.explore.network.projection import find_projection
from zhoubao.questions.catalogue import Parameter
from zhoubao.questions.parameter_values import term_of
from zhoubao.render.cards import Card, cards, rows
from zhoubao.store.graph_names import PREFIXES
from zhoubao.store.store import Reader

__all__ = ["find_term", "kind_names", "links", "span"]

_PLACES = """
SELECT ?fact ?place WHERE { GRAPH ?g { ?fact zw:place|zw:destination|zw:target|zw:delegateRegion ?place } }
"""


def links(
    reader: Reader,
    projection: str,
    *,
    kind: str | Iterable[str] | None = None,
    since: str | date | None = None,
    until: str | date | None = None,
    region: str | None = None,
    series: str | None = None,
) -> Links:
    """Read a projection.

    kind    only facts of these kinds: ``"visit"``, ``"Visit"``, ``"走访调研"``
    since, until   only facts of these days, both inclusive; months and years are taken whole: ``"2024-06"``
    region  only links with an end in the region (it, a region in it, a body with jurisdiction there), or with a fact
            that took place, went to or was aimed at a region in it
    series  only facts of this series of bulletins
    """
    question, store = find_projection(projection), reader.quads
    known = things(store)
    found = {_link(row, known) for row in rows(store, question.query)}
    found = {link for link in found if link.source != link.target}
    facts = cards(reader, {link.fact for link in found})
    tests = [lambda link: link.fact in facts, *_tests(store, facts, kind, since, until, series)]
    if region is not None:
        tests.append(_somewhere_in(store, known, region))
    kept = tuple(sorted(link for link in found if all(test(link) for test in tests)))
    used = {link.fact for link in kept}
    ends = sorted({end for link in kept for end in (link.source, link.target)})
    return Links(
        projection=question,
        name=projection,
        links=kept,
        things={end: known.get(end) or unknown(end) for end in ends},
        facts={iri: card for iri, card in facts.items() if iri in used},
        matters={link.what: known[link.what].name if link.what in known else link.what for link in kept if link.what},
    )


def _link(row: ox.QuerySolution, known: Mapping[str, NetworkEntity]) -> Link:
    """A row as a link; divisions and windows count as their body."""
    source, target = (_body(row[end].value, known) for end in ("source", "target"))
    try:
        what = row["what"].value if row["what"] is not None else ""
    except KeyError:
        what = ""
    return Link(source, target, row["fact"].value, what)


def _body(iri: str, known: Mapping[str, NetworkEntity]) -> str:
    while iri in known and known[iri].owner:
        iri = known[iri].owner
    return iri


def _tests(
    store: ox.Store,
    facts: Mapping[str, Card],
    kind: str | Iterable[str] | None,
    since: str | date | None,
    until: str | date | None,
    series: str | None,
) -> list[Callable[[Link], bool]]:
    """What a link's fact has to be."""
    tests: list[Callable[[Link], bool]] = []
    if kind is not None:
        wanted = kind_names(facts, [kind] if isinstance(kind, str) else [*kind])
        tests.append(lambda link: facts[link.fact].kind in wanted)
    first, last = span(since, until)
    if since is not None or until is not None:
        tests.append(lambda link: first <= facts[link.fact].date <= last)
    if series is not None:
        chosen = find_term(store, "series", series)
        tests.append(lambda link: facts[link.fact].series == chosen)
    return tests


def span(since: str | date | None, until: str | date | None) -> tuple[str, str]:
    """The first and last day as text; a month or year that is named ends with its last day.

    >>> span("2024", "2024-06")
    ('2024', '2024-06-99')
    """
    for name, value in (("since", since), ("until", until)):
        try:
            date.fromisoformat((str(value) + "-01-01")[:10] if value else "2024-01-01")
        except ValueError as error:
            raise UsageError("E-VALUE", f"{name}={value}", type="date", example="2024-06-30, 2024-06, 2024") from error
    last = str(until) if until else "9999"
    return str(since or ""), last + "-99" * (2 - last.count("-"))


def kind_names(facts: Mapping[str, Card], wanted: Iterable[str]) -> set[str]:
    """Kinds of facts, however they are named, as local names of classes."""
    names = {kind.name: kind.cls.removeprefix(PREFIXES["zw"]) for kind in MODEL.values()}
    for card in facts.values():
        names.update(dict.fromkeys((card.kind, card.kind.lower(), *card.names.values()), card.kind))
    names.update({variant: local for local in [*names.values()] for variant in (local, local.lower())})
    kinds = set()
    for name in wanted:
        if name not in names:
            raise UsageError("E-VALUE", f"kind={name}", type="kind", example=", ".join(MODEL))
        kinds.add(names[name])
    return kinds


def find_term(store: ox.Store, kind: str, value: str) -> str:
    """The IRI of a thing of a kind by name, code or IRI; raises UsageError when it is not one thing."""
    return str(term_of(store, Parameter(kind, kind, None, None, "", ""), value).value)


def _somewhere_in(store: ox.Store, known: Mapping[str, NetworkEntity], region: str) -> Callable[[Link], bool]:
    inside = regions_within(store, find_term(store, "region", region))
    placed = {row["fact"].value for row in rows(store, _PLACES) if row["place"].value in inside}
    here = {iri for iri, thing in known.items() if thing.region in inside}
    return lambda link: link.fact in placed or link.source in here or link.target in here
