"""Results of checks in the store: written as a validation report of SHACL, without blank nodes, and read again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import pyoxigraph as ox

from zhoubao.checks.engine.check_result import CheckResult
from zhoubao.checks.engine.shapes import RDF, SH
from zhoubao.store.graph_names import checks_graph

__all__ = ["check_quads", "stored_results"]

_RDF_TYPE = ox.NamedNode(RDF + "type")
_EXACT = ox.NamedNode("http://www.w3.org/ns/oa#exact")
_HAS_TARGET = ox.NamedNode("http://www.w3.org/ns/oa#hasTarget")


def check_quads(graph: str, results: Iterable[CheckResult]) -> str:
    """The results as sorted N-Quads of the bulletin's graph of checks, without blank nodes."""
    name = ox.NamedNode(checks_graph(graph))
    report = ox.NamedNode(graph.replace("/graph/bulletin/", "/id/checks/"))
    results = list(results)
    conforms = ox.Literal(not any(result.severity == "Violation" for result in results))
    lines = {
        ox.Quad(report, _RDF_TYPE, ox.NamedNode(SH + "ValidationReport"), name),
        ox.Quad(report, ox.NamedNode(SH + "conforms"), conforms, name),
    }
    for result in results:
        node = ox.NamedNode(f"{report.value}/{_digest(result)}")
        facts: list[tuple[str, ox.NamedNode | ox.Literal]] = [
            ("focusNode", _term(result.focus) if result.focus.startswith('"') else ox.NamedNode(result.focus)),
            ("resultSeverity", ox.NamedNode(SH + result.severity)),
            ("sourceShape", ox.NamedNode(result.shape)),
            ("sourceConstraintComponent", ox.NamedNode(result.constraint)),
        ]
        if result.path:
            facts.append(("resultPath", ox.NamedNode(result.path)))
        if result.value:
            facts.append(("value", _term(result.value)))
        facts += [("resultMessage", ox.Literal(text, language=tag or None)) for tag, text in result.messages]
        lines |= {ox.Quad(node, ox.NamedNode(SH + term), value, name) for term, value in facts}
        lines.add(ox.Quad(node, _RDF_TYPE, ox.NamedNode(SH + "ValidationResult"), name))
        lines.add(ox.Quad(report, ox.NamedNode(SH + "result"), node, name))
        lines |= {ox.Quad(node, _EXACT, ox.Literal(quote, language="zh"), name) for quote in result.quotes}
        lines |= {ox.Quad(node, _HAS_TARGET, ox.NamedNode(span), name) for span in result.spans}
    return "".join(sorted(f"{quad} .\n" for quad in lines))


def _digest(result: CheckResult) -> str:
    """A name for a result that depends on what was found, not on how it is worded."""
    parts = (result.focus, result.shape, result.constraint, result.path, result.value)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def stored_results(store: ox.Store, graph: str) -> list[CheckResult]:
    """What :func:`check_quads` wrote for a bulletin's graph, sorted."""
    name = ox.NamedNode(checks_graph(graph))
    statements: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = {}
    for quad in store.quads_for_pattern(None, None, None, name):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            statements.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(quad.object)
    kind = ox.NamedNode(SH + "ValidationResult")
    return sorted(_read(node) for node in statements.values() if kind in node.get(_RDF_TYPE.value, ()))


def _read(node: dict[str, list[ox.NamedNode | ox.Literal]]) -> CheckResult:
    def one(term: str) -> str:
        values = node.get(SH + term, [])
        return next((value.value if isinstance(value, ox.NamedNode) else str(value) for value in values), "")

    texts = [text for text in node.get(SH + "resultMessage", ()) if isinstance(text, ox.Literal)]
    value = next((str(value) for value in node.get(SH + "value", ())), "")
    return CheckResult(
        focus=one("focusNode"),
        severity=one("resultSeverity").removeprefix(SH),
        shape=one("sourceShape"),
        constraint=one("sourceConstraintComponent"),
        path=one("resultPath"),
        value=value,
        messages=tuple(sorted((text.language or "", text.value) for text in texts)),
        quotes=tuple(sorted(quote.value for quote in node.get(_EXACT.value, ()))),
        spans=tuple(sorted(span.value for span in node.get(_HAS_TARGET.value, ()))),
    )


def _term(n3: str) -> ox.NamedNode | ox.Literal:
    """A term that rdflib wrote as N3."""
    quad = next(iter(ox.parse(f"<urn:s> <urn:p> {n3} .", ox.RdfFormat.TURTLE)))
    assert isinstance(quad.object, ox.NamedNode | ox.Literal)
    return quad.object
