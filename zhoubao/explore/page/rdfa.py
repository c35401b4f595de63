"""Statements of the graph in words that are RDFa as well: what is read on the page parses back to the same triples."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

import pyoxigraph as ox

from mappers.facts.fact import Evidence
from mappers.rdf.iris import BASE
from zhoubao.explore.page.content import Statement
from zhoubao.labels import Labels
from zhoubao.messages import Bilingual
from zhoubao.store.graph_names import PREFIXES, short

__all__ = ["PREFIX", "DescribedNode", "DescribedProperty", "Describer"]

_SPACES = {**PREFIXES, "zb": BASE}
#: Value of the prefix attribute of the page.
PREFIX = " ".join(f"{prefix}: {space}" for prefix, space in sorted(_SPACES.items()))
#: What has another place on a card, or is only of interest to a program; shown with the triples.
_TECHNICAL = frozenset(
    {
        *("dct:conformsTo", "dct:source", "foaf:primaryTopic", "oa:hasSelector", "qb:dataSet", "qb:structure"),
        *("rdf:type", "rdfs:label", "skos:inScheme", "zw:assertionMode", "zw:evidence", "zw:inheritedSlot"),
        *("zw:mention", "zw:periodKind", "zw:reportedIn", "zw:rule", "zw:valueQualifier", "zw:unitMultiplier"),
        *("zw:lowerBound", "zw:upperBound", "zw:comparison", "zw:countedProperty", "zw:complete", "dct:title"),
    }
)


@dataclass(frozen=True, slots=True)
class DescribedProperty:
    """A property of a node with its values, each as its label, the attributes of RDFa, and what it leads to."""

    name: str
    label: Bilingual
    technical: bool
    in_context: bool
    values: list[tuple[Bilingual, dict[str, str], str | None]]


@dataclass(frozen=True, slots=True)
class DescribedNode:
    """A node with its properties."""

    about: str
    properties: list[DescribedProperty]


class Describer:
    """Describes nodes.

    anchors   IRI of a node -> id of the element that describes it
    spans     IRI of a span -> where it stands
    """

    def __init__(self, labels: Labels, anchors: Mapping[str, str], spans: Mapping[str, Evidence]) -> None:
        self._labels = labels
        self._anchors = anchors
        self._spans = spans

    def node(self, iri: str, statements: Iterable[Statement], context: frozenset[str] = frozenset()) -> DescribedNode:
        """A node by its statements; the values of properties in `context` are marked as taken from there."""
        properties = []
        for predicate, found in groupby(statements, key=lambda statement: statement[0]):
            name = short(predicate)
            properties.append(
                DescribedProperty(
                    name=name,
                    label=self._labels.of(predicate),
                    technical=name in _TECHNICAL,
                    in_context=name in context,
                    values=[self._value(value) for _, value in found],
                )
            )
        return DescribedNode(_curie(iri), properties)

    def _value(self, value: ox.NamedNode | ox.Literal) -> tuple[Bilingual, dict[str, str], str | None]:
        if isinstance(value, ox.Literal):
            return Bilingual(value.value, value.value), _literal(value), None
        place = self._spans.get(value.value)
        words = f"{place.start}–{place.end}" if place else ""
        label = Bilingual(words, words) if place else self._labels.of(value.value)
        return label, {"resource": _curie(value.value)}, self._anchors.get(value.value)


def _literal(value: ox.Literal) -> dict[str, str]:
    """The attributes of a literal; its text is among them where a parser would not read it back as it is."""
    kind = {"lang": value.language} if value.language else {"datatype": short(value.datatype.value)}
    whole = value.value == value.value.strip() and "\r" not in value.value
    return kind if whole else kind | {"content": value.value}


def _curie(iri: str) -> str:
    """An IRI as a CURIE where the rest needs no thought, else whole."""
    for prefix in ("code", "zw", "zb"):
        space = _SPACES[prefix]
        if iri.startswith(space) and not iri[len(space) :].startswith("/"):
            return f"{prefix}:{iri[len(space) :]}"
    return short(iri)
