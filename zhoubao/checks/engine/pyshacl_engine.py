"""The reference: pySHACL, of whose reports nothing is changed.

What is added is that parsed queries are kept: pySHACL hands the text of each SPARQL constraint to the data graph once
per focus node, and rdflib parses it anew each time, which is most of the time a check takes. The graph given to pySHACL
remembers what it has parsed, by text and namespaces.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, ClassVar

import pyshacl
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SH
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Processor, Result
from rdflib.term import Node

from mappers import resources
from zhoubao.checks.engine.check_result import CheckResult
from zhoubao.checks.engine.compiled_shapes import in_language
from zhoubao.store.graph_names import BASE

__all__ = ["PreparedGraph", "graph_of", "narrowed", "results_of_pyshacl", "results_of_report", "shapes_graph"]


class PreparedGraph(Graph):
    """A graph that parses each query text once."""

    _prepared: ClassVar[dict[tuple[str, tuple[tuple[str, str], ...]], Query]] = {}

    def query(
        self,
        query_object: str | Query,
        processor: str | Processor = "sparql",
        result: str | type[Result] = "sparql",
        initNs: Mapping[str, Any] | None = None,  # noqa: N803  rdflib's name
        initBindings: Mapping[str, Any] | None = None,  # noqa: N803
        use_store_provided: bool = True,
        **kwargs: Any,
    ) -> Result:
        """As in rdflib, with the text replaced by what it was parsed to."""
        if isinstance(query_object, str) and processor == "sparql" and not kwargs:
            spaces = {prefix: str(space) for prefix, space in (initNs or dict(self.namespaces())).items()}
            key = (query_object, tuple(sorted(spaces.items())))
            if key not in self._prepared:
                self._prepared[key] = prepareQuery(query_object, initNs=spaces)
            query_object = self._prepared[key]
        return super().query(query_object, processor, result, initNs, initBindings, use_store_provided, **kwargs)


@cache
def shapes_graph() -> Graph:
    """All shapes, merged."""
    graph = Graph()
    for path in sorted(resources.path("shapes").rglob("*.ttl")):
        graph.parse(path, format="turtle")
    return graph


def graph_of(lines: Iterable[str]) -> PreparedGraph:
    """Lines of triples as a graph."""
    graph = PreparedGraph()
    graph.parse(data="".join(f"{line} .\n" for line in lines), format="nt")
    return graph


def narrowed(shapes: Graph, names: Iterable[str]) -> Graph:
    """The node shapes that are named, with all that belongs to them."""
    parts = _parts(shapes)
    narrow = Graph()
    for prefix, space in shapes.namespaces():  # pySHACL words its own messages with them
        narrow.bind(prefix, space)
    for name in ("", *names):
        narrow += parts[name]
    return narrow


@cache
def _parts(shapes: Graph) -> Mapping[str, Graph]:
    """What belongs to each node shape, by its IRI; under the empty name what declares prefixes."""
    parts = {"": Graph()}
    for ontology in shapes.subjects(SH.declare):
        parts[""] += shapes.cbd(ontology)
        for entry in shapes.objects(ontology, SH.declare):
            parts[""] += shapes.cbd(entry)
    for shape in shapes.subjects(RDF.type, SH.NodeShape):
        part = parts.setdefault(str(shape), Graph())
        ahead: set[Node] = {shape}
        seen: set[Node] = set()
        while ahead:
            node = ahead.pop()
            seen.add(node)
            for triple in shapes.triples((node, None, None)):
                part.add(triple)
                if triple[2] not in seen and not isinstance(triple[2], Literal):
                    ahead.add(triple[2])
    return parts


def results_of_pyshacl(lines: Iterable[str], shapes: Graph) -> list[CheckResult]:
    """What pySHACL finds in lines of triples, without the words of the bulletin."""
    _, report, _ = pyshacl.validate(graph_of(lines), shacl_graph=shapes, inplace=True, advanced=False, inference="none")
    if not isinstance(report, Graph):
        raise report
    return results_of_report(report, shapes)


def results_of_report(report: Graph, shapes: Graph) -> list[CheckResult]:
    """The results of a report that pySHACL has written."""
    return [_result(report, node, shapes) for node in report.subjects(RDF.type, SH.ValidationResult)]


def _result(report: Graph, node: Node, shapes: Graph) -> CheckResult:
    focus = report.value(node, SH.focusNode)
    path, value = report.value(node, SH.resultPath), report.value(node, SH.value)
    shape = _source_name(report, node)
    templates = sorted(
        (text.language or "", str(text))
        for source in (report.value(node, SH.sourceConstraint), report.value(node, SH.sourceShape))
        for text in shapes.objects(source, SH.message)
        if source is not None and isinstance(text, Literal)
    )
    messages = {
        (text.language, str(text)) if text.language else in_language(templates, str(text))
        for text in report.objects(node, SH.resultMessage)
        if isinstance(text, Literal)
    }
    name = focus.n3() if isinstance(focus, Literal) else str(focus)
    return CheckResult(
        focus=name,
        severity=str(report.value(node, SH.resultSeverity)).removeprefix(str(SH)),
        shape=shape,
        constraint=str(report.value(node, SH.sourceConstraintComponent)),
        path=str(path) if isinstance(path, URIRef) else "",
        value=value.n3() if isinstance(value, URIRef | Literal) and value != focus else "",
        messages=tuple(sorted(messages)),
    )


def _source_name(report: Graph, node: Node) -> str:
    """The IRI of the constraint or shape that gave a result; one without an IRI is named by its messages."""
    for source in (report.value(node, SH.sourceConstraint), report.value(node, SH.sourceShape)):
        if isinstance(source, URIRef):
            return str(source)
    texts = sorted(str(text) for text in report.objects(node, SH.resultMessage))
    return f"{BASE}shape#unnamed-{hashlib.sha256(chr(0).join(texts).encode()).hexdigest()[:12]}"
