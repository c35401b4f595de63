"""What a report holds: findings in words, each with the places of the bulletins it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

import pyoxigraph as ox

from mappers.rdf.iris import BASE
from zhoubao.checks.engine.check_result import CheckResult

__all__ = ["SEVERITIES", "CheckedDocument", "Finding", "QuotedPlace", "Span", "findings_of", "rule_name", "span_of"]

#: The severities of SHACL, the gravest first.
SEVERITIES = ("Violation", "Warning", "Info")

_EVIDENCE = ox.NamedNode(BASE + "ontology#evidence")
_PAGE = ox.NamedNode(BASE + "ontology#page")
_OA = "http://www.w3.org/ns/oa#"


#: Start, end, words and page of a span.
Span: TypeAlias = tuple[int, int, str, int | None]


@dataclass(frozen=True, slots=True, order=True)
class QuotedPlace:
    """A place of a bulletin: where its words stand (lines and pages count from 1, end exclusive), and the words.

    page is None where the text knows no pages; context is the line or lines around the words, from
    context_start on.
    """

    file: str
    start: int
    end: int
    line: int
    page: int | None
    quote: str
    context: str = field(compare=False, default="")
    context_start: int = field(compare=False, default=0)

    def __str__(self) -> str:
        page = f" (p. {self.page})" if self.page else ""
        return f"{self.file}:{self.line}{page}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found.

    rule    name of the rule, as docs/checks.md lists it: "StatCompleted"
    zh, en  what is wrong, with the figures
    places  the words of the node itself first, then of what else takes part
    result  as SHACL reports it
    """

    bulletin: str
    severity: str
    rule: str
    zh: str
    en: str
    places: tuple[QuotedPlace, ...]
    result: CheckResult

    def message(self, language: str) -> str:
        """What is wrong, in a language."""
        return self.zh if language == "zh" else self.en

    @property
    def key(self) -> tuple[object, ...]:
        """What makes it the same finding in another report: the rule and the words, not where they stand."""
        words = tuple("".join(place.quote.split()) for place in self.places)
        return (self.bulletin, self.rule, words or self.result.focus, self.result.path)

    @property
    def order(self) -> tuple[object, ...]:
        """By bulletin, gravity, then place."""
        places = tuple((place.file, place.start) for place in self.places)
        return (self.bulletin, SEVERITIES.index(self.severity), places, self.rule, self.result)


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    """One bulletin to report on: its part of the IRIs, its file, its text."""

    bulletin: str
    file: str
    content: str

    def place(self, start: int, end: int, quote: str, page: int | None = None) -> QuotedPlace:
        """A place by its offsets."""
        content = self.content
        first = content.rfind("\n", 0, start) + 1
        last = content.find("\n", end)
        context = content[first : last if last >= 0 else len(content)].rstrip("\r\f")
        lead = len(context) - len(context.lstrip("\r\f"))
        if page is None and "\f" in content:
            page = content.count("\f", 0, start) + 1
        line = content.count("\n", 0, start) + 1
        return QuotedPlace(self.file, start, end, line, page, quote, context[lead:], first + lead)


def findings_of(
    results: Iterable[CheckResult], document: CheckedDocument, store: ox.Store, graph: ox.NamedNode
) -> Iterator[Finding]:
    """The results of one bulletin in words; the store holds the bulletin's graph."""
    for result in results:
        texts = dict(result.messages)
        other = next(iter(texts.values()), "")
        own = _evidence(store, result.focus, graph)
        spans = [(iri not in own, span) for iri in result.spans if (span := span_of(store, iri, graph))]
        yield Finding(
            bulletin=document.bulletin,
            severity=result.severity,
            rule=rule_name(result.shape),
            zh=_plain(texts.get("zh", other)),
            en=_plain(texts.get("en", other)),
            places=tuple(
                document.place(*span) for _, span in sorted(spans, key=lambda entry: (entry[0], entry[1][:3]))
            ),
            result=result,
        )


def rule_name(shape: str) -> str:
    """The name of the rule that a shape or its constraint stands for."""
    return shape.rpartition("#")[2].removesuffix("-constraint")


def _plain(message: str) -> str:
    """A message with its figures as printed: ``650.0`` as 650."""
    return re.sub(r"(?<![\d.])(-?\d+)\.0+(?!\d)", r"\1", message)


def _evidence(store: ox.Store, node: str, graph: ox.NamedNode) -> set[str]:
    """The spans of a node's own words."""
    if node.startswith('"'):
        return set()
    quads = store.quads_for_pattern(ox.NamedNode(node), _EVIDENCE, None, graph)
    return {quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode)}


def span_of(store: ox.Store, iri: str, graph: ox.NamedNode | None = None) -> Span | None:
    """A span, in any graph or in one; None where it is not whole."""
    selected: dict[str, str] = {}
    for selector in store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(_OA + "hasSelector"), None, graph):
        if isinstance(selector.object, ox.NamedNode):
            for quad in store.quads_for_pattern(selector.object, None, None, graph):
                if isinstance(quad.object, ox.Literal):
                    selected[quad.predicate.value.removeprefix(_OA)] = quad.object.value
    try:
        pages = store.quads_for_pattern(ox.NamedNode(iri), _PAGE, None, graph)
        page = next((int(quad.object.value) for quad in pages if isinstance(quad.object, ox.Literal)), None)
        return int(selected["start"]), int(selected["end"]), selected["exact"], page
    except KeyError:
        return None
