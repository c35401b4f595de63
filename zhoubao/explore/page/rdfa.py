"""Statements of the graph in words that are RDFa as well: what is read on the page parses back to the same triples."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

import pyoxigraph as ox

from mappers.facts.fact import Evidence
from mappers.rdf.iris import BASE
from zhoubao.explore.page.content import Statement
from zhoubao.explore.page.markup import both, tag, text
from zhoubao.messages import in_both
from zhoubao.store.graph_names import PREFIXES, short
from zhoubao.store.labels import Labels

__all__ = ["PREFIX", "Describer"]

_SPACES = {**PREFIXES, "zb": BASE}
#: Value of the prefix attribute of the page.
PREFIX = " ".join(f"{prefix}: {space}" for prefix, space in sorted(_SPACES.items()))
#: What is told elsewhere on a card, or only of interest to a program; shown with the triples.
_TECHNICAL = frozenset(
    {
        *("dct:conformsTo", "dct:source", "foaf:primaryTopic", "oa:hasSelector", "qb:dataSet", "qb:structure"),
        *("rdf:type", "rdfs:label", "skos:inScheme", "zw:assertionMode", "zw:evidence", "zw:inheritedSlot"),
        *("zw:mention", "zw:periodKind", "zw:reportedIn", "zw:rule", "zw:valueQualifier", "zw:unitMultiplier"),
        *("zw:lowerBound", "zw:upperBound", "zw:comparison", "zw:countedProperty", "zw:complete", "dct:title"),
    }
)


class Describer:
    """Writes descriptions of nodes.

    anchors   IRI of a node -> id of the element that describes it
    spans     IRI of a span -> where it stands
    """

    def __init__(self, words: Labels, anchors: Mapping[str, str], spans: Mapping[str, Evidence]) -> None:
        self._words = words
        self._anchors = anchors
        self._spans = spans

    def node(self, iri: str, statements: Iterable[Statement], context: frozenset[str] = frozenset()) -> str:
        """A list of what is said of a node; the values of properties in `context` are marked as taken from there."""
        rows = []
        for predicate, said in groupby(statements, key=lambda statement: statement[0]):
            name = short(predicate)
            row = "row tech" if name in _TECHNICAL else "row"
            badge = tag("b", both(in_both("page", "context")), class_="badge") if name in context else ""
            term = tag("dt", both(self._words.of(predicate)) + badge, data_c=name)
            rows.append(tag("div", term + "".join(self._value(name, value) for _, value in said), class_=row))
        return tag("dl", "".join(rows), about=_curie(iri))

    def _value(self, name: str, value: ox.NamedNode | ox.Literal) -> str:
        if isinstance(value, ox.Literal):
            return _literal(name, value)
        place = self._spans.get(value.value)
        label = f"{place.start}–{place.end}" if place else both(self._words.of(value.value))
        anchor = self._anchors.get(value.value)
        inner = tag("a", label, href=f"#{anchor}") if anchor else label
        return tag("dd", inner, property=name, resource=_curie(value.value))


def _literal(name: str, value: ox.Literal) -> str:
    """A literal; its own text where a parser reads it back as it is, else an attribute beside what is shown."""
    content = None if value.value == value.value.strip() and "\r" not in value.value else value.value
    if value.language:
        return tag("dd", text(value.value), property=name, lang=value.language, content=content)
    return tag("dd", text(value.value), property=name, datatype=short(value.datatype.value), content=content)


def _curie(iri: str) -> str:
    """An IRI as a CURIE where the rest needs no thought, else whole."""
    for prefix in ("code", "zw", "zb"):
        space = _SPACES[prefix]
        if iri.startswith(space) and not iri[len(space) :].startswith("/"):
            return f"{prefix}:{iri[len(space) :]}"
    return short(iri)
