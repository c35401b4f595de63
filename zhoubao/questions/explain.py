"""Why a fact is in the graph: its words, marked in their paragraph, the rule that read them, and its slots in words."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from mappers.rdf import std, zw
from mappers.rdf.fact_reader import Place, facts_of
from mappers.text.readers import read_file
from zhoubao.errors import UsageError
from zhoubao.labels import Labels
from zhoubao.store.graph_names import PREFIXES
from zhoubao.store.store import Reader, text_path

__all__ = ["Explanation", "Passage", "explain"]

_HIDDEN = frozenset({zw.evidence, zw.rule, std.type})


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
    graphs = {_graph(quad) for quad in reader.quads.quads_for_pattern(node, None, None)} & records.keys()
    if not graphs:
        raise UsageError("E-NOT-FOUND", iri)
    record = records[min(graphs)]
    (fact,) = facts_of(reader.quads, record.graph, [node.value])
    names = Labels(reader.quads)
    kinds = [str(names.value(value)) for value in fact.values(std.type)]
    slots = {
        (str(names.of(predicate)), str(names.value(value)))
        for predicate, value in fact.statements
        if predicate not in _HIDDEN
    }
    content = read_file(text_path(reader.directory, record)).content
    passages = tuple(_passage(content, place) for place in fact.places)
    rule = next(iter(fact.rules), "")
    return Explanation(node.value, record.file, " ".join(kinds), rule, passages, tuple(sorted(slots)))


def _node(iri: str) -> ox.NamedNode:
    prefix, colon, local = iri.strip("<>").partition(":")
    full = PREFIXES[prefix] + local if colon and prefix in PREFIXES else iri.strip("<>")
    try:
        return ox.NamedNode(full)
    except ValueError as error:
        raise UsageError("E-NOT-FOUND", iri) from error


def _graph(quad: ox.Quad) -> str:
    return quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""


def _passage(content: str, place: Place) -> Passage:
    """The paragraph around a piece of the text."""
    start, end = place.start, place.end
    first = content.rfind("\n", 0, start) + 1
    last = content.find("\n", end)
    last = len(content) if last < 0 else last
    before, after = content[first:start], content[end:last]
    return Passage(before, content[start:end], after, start, end, place.page, place.paragraph)
