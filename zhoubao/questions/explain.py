"""Why a fact is in the graph: its words, marked in their paragraph, the rule that read them, and its slots in words."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from mappers.text.readers import read_file
from zhoubao.errors import UsageError
from zhoubao.messages import language
from zhoubao.store.graph_names import PREFIXES, short
from zhoubao.store.query_results import python_value
from zhoubao.store.store import Reader, text_path

__all__ = ["Explanation", "Passage", "explain"]

_QUOTES = """
SELECT DISTINCT ?fact ?start ?end ?quote ?page ?paragraph WHERE {
  ?fact zw:evidence ?evidence .
  ?evidence oa:hasSelector ?position, ?words .
  ?position oa:start ?start ; oa:end ?end .
  ?words oa:exact ?quote .
  OPTIONAL { ?evidence zw:page ?page }
  OPTIONAL { ?evidence zw:paragraph ?paragraph }
} ORDER BY ?start ?end
"""
_LABELS = ("skos:prefLabel", "rdfs:label", "dct:title", "foaf:name", "oa:exact")
_PLACE = ("start", "end", "page", "paragraph")
_HIDDEN = frozenset({"zw:evidence", "zw:rule"})


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote in its paragraph: paragraph = before + quote + after, and where the quote stands in the text.

    page, number   the page of the PDF or the number of the paragraph in the Word document on which it begins
    """

    before: str
    quote: str
    after: str
    start: int
    end: int
    page: int | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that stands behind one node of the graph.

    slots  (name of the property in words, value in words), sorted
    """

    iri: str
    file: str
    kind: str
    rule: str
    passages: tuple[Passage, ...]
    slots: tuple[tuple[str, str], ...]


def explain(reader: Reader, iri: str) -> Explanation:
    """Explain one node, given by its IRI or a prefixed name.

    Raises UsageError E-NOT-FOUND when no bulletin says anything of it.
    """
    node = _node(iri)
    records = reader.records()
    quads = [quad for quad in reader.quads.quads_for_pattern(node, None, None) if _graph(quad) in records]
    if not quads:
        raise UsageError("E-NOT-FOUND", iri)
    record = records[min(_graph(quad) for quad in quads)]
    told = sorted(
        ((short(quad.predicate.value), quad.predicate, quad.object) for quad in quads if _graph(quad) == record.graph),
        key=lambda triple: (triple[0], str(triple[2])),
    )
    rule = next((str(python_value(value)) for name, _, value in told if name == "zw:rule"), "")
    kinds = [_words(reader, value) for name, _, value in told if name == "rdf:type"]
    slots = [
        (_words(reader, predicate), _words(reader, value))
        for name, predicate, value in told
        if name not in _HIDDEN and name != "rdf:type"
    ]
    content = read_file(text_path(reader.directory, record)).content
    found = reader.quads.query(
        _QUOTES,
        prefixes=PREFIXES,
        substitutions={ox.Variable("fact"): node},
        default_graph=ox.NamedNode(record.graph),
    )
    assert isinstance(found, ox.QuerySolutions)
    passages = tuple(_passage(content, *(_integer(row[name]) for name in _PLACE)) for row in found)
    return Explanation(node.value, record.file, " ".join(kinds), rule, passages, tuple(sorted(set(slots))))


def _node(iri: str) -> ox.NamedNode:
    prefix, colon, local = iri.strip("<>").partition(":")
    full = PREFIXES[prefix] + local if colon and prefix in PREFIXES else iri.strip("<>")
    try:
        return ox.NamedNode(full)
    except ValueError as error:
        raise UsageError("E-NOT-FOUND", iri) from error


def _graph(quad: ox.Quad) -> str:
    return quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""


def _integer(term: object) -> int:
    """The number of a literal, 0 where there is none."""
    return int(term.value) if isinstance(term, ox.Literal) else 0


def _passage(content: str, start: int, end: int, page: int, number: int) -> Passage:
    """The paragraph around a piece of the text."""
    first = content.rfind("\n", 0, start) + 1
    last = content.find("\n", end)
    last = len(content) if last < 0 else last
    return Passage(
        content[first:start], content[start:end], content[end:last], start, end, page or None, number or None
    )


def _words(reader: Reader, term: object) -> str:
    """A node by its label in the user's language, else in any, else by its name."""
    if not isinstance(term, ox.NamedNode):
        return str(python_value(term))
    for name in _LABELS:
        prefix, _, local = name.partition(":")
        quads = reader.quads.quads_for_pattern(term, ox.NamedNode(PREFIXES[prefix] + local), None)
        labels = {
            (quad.object.language or "", quad.object.value) for quad in quads if isinstance(quad.object, ox.Literal)
        }
        if labels:
            return min(labels, key=lambda label: (label[0] != language(), label))[1]
    return short(term.value)
