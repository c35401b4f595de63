"""Checking one bulletin's graph against the shapes, with the register entries it refers to.

pySHACL is the reference; nothing of its reports is changed. What is added is that parsed queries are kept: pySHACL
hands the text of each SPARQL constraint to the data graph once per focus node, and rdflib parses it anew each time,
which is most of the time a check takes. The graph given to pySHACL remembers what it has parsed, by text and
namespaces.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

import pyoxigraph as ox
import pyshacl
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SH
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Processor, Result
from rdflib.term import Node

from mappers import resources
from zhoubao.names import BASE, checks_graph
from zhoubao.reference import reference_digests

__all__ = ["CheckResult", "PreparedGraph", "check", "check_quads", "checked_graph", "shapes_graph"]

_RDF_TYPE = ox.NamedNode(str(RDF.type))
_SUBCLASS = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")
_EVIDENCE = ox.NamedNode(BASE + "ontology#evidence")
_SELECTOR = ox.NamedNode("http://www.w3.org/ns/oa#hasSelector")
_EXACT = ox.NamedNode("http://www.w3.org/ns/oa#exact")


@dataclass(frozen=True, slots=True, order=True)
class CheckResult:
    """One result of a check.

    focus      the node that was checked
    severity   Violation, Warning or Info
    shape, constraint   which shape, which of its constraint components
    path, value         where the shape names them, else empty
    messages   (language, text), sorted
    quotes     what the bulletin says there, where the focus node has evidence
    """

    focus: str
    severity: str
    shape: str
    constraint: str
    path: str = ""
    value: str = ""
    messages: tuple[tuple[str, str], ...] = ()
    quotes: tuple[str, ...] = ()

    def message(self, language: str) -> str:
        """The message in a language, else in any."""
        texts = dict(self.messages)
        return texts.get(language) or next(iter(texts.values()), "")


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


@cache
def _reference() -> tuple[ox.Store, frozenset[str]]:
    """The ontology and the registers in memory, and the IRIs they say something of."""
    store = ox.Store()
    for reference in reference_digests().values():
        for path in reference.files:
            store.bulk_load(path=str(path), format=ox.RdfFormat.TURTLE)
    subjects = _select(store, "SELECT DISTINCT ?s WHERE { ?s ?p ?o FILTER(isIRI(?s)) }")
    return store, frozenset(row["s"].value for row in subjects)


def checked_graph(nquads: str) -> Graph:
    """The triples that are checked: the bulletin's, the class hierarchy, each register entry that can be reached."""
    store, known = _reference()
    quads = [*ox.parse(nquads.encode(), ox.RdfFormat.N_QUADS)]
    seen: set[str] = set()
    ahead = {term.value for quad in quads for term in (quad.subject, quad.object) if isinstance(term, ox.NamedNode)}
    quads += store.quads_for_pattern(None, _SUBCLASS, None)
    while ahead := (ahead & known) - seen:
        seen |= ahead
        more = [quad for iri in sorted(ahead) for quad in store.quads_for_pattern(ox.NamedNode(iri), None, None)]
        quads += more
        ahead = {quad.object.value for quad in more if isinstance(quad.object, ox.NamedNode)}
    graph = PreparedGraph()
    lines = "".join(sorted({f"{quad.triple} .\n" for quad in quads}))
    return graph.parse(data=lines, format="nt")


def check(nquads: str) -> list[CheckResult]:
    """Check one bulletin's graph, given as N-Quads. The results are sorted; none means that nothing was found."""
    data = checked_graph(nquads)
    if not len(shapes_graph()):
        return []
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes_graph(), inplace=True, advanced=False, inference="none")
    if not isinstance(report, Graph):
        raise report
    quotes = _quotes(nquads)
    return sorted(_result(report, node, quotes) for node in report.subjects(RDF.type, SH.ValidationResult))


def check_quads(graph: str, results: Iterable[CheckResult]) -> str:
    """The results as sorted N-Quads of the bulletin's graph of checks, without blank nodes."""
    name = ox.NamedNode(checks_graph(graph))
    report = ox.NamedNode(graph.replace("/graph/bulletin/", "/id/checks/"))
    sh = str(SH)
    results = list(results)
    conforms = Literal(not any(result.severity == "Violation" for result in results))
    lines = {
        ox.Quad(report, _RDF_TYPE, ox.NamedNode(sh + "ValidationReport"), name),
        ox.Quad(report, ox.NamedNode(sh + "conforms"), _ox(conforms), name),
    }
    for result in results:
        node = ox.NamedNode(f"{report.value}/{_digest(result)}")
        facts: list[tuple[str, ox.NamedNode | ox.Literal]] = [
            ("focusNode", _term(result.focus) if result.focus.startswith('"') else ox.NamedNode(result.focus)),
            ("resultSeverity", ox.NamedNode(sh + result.severity)),
            ("sourceShape", ox.NamedNode(result.shape)),
            ("sourceConstraintComponent", ox.NamedNode(result.constraint)),
        ]
        if result.path:
            facts.append(("resultPath", ox.NamedNode(result.path)))
        if result.value:
            facts.append(("value", _term(result.value)))
        facts += [("resultMessage", ox.Literal(text, language=tag or None)) for tag, text in result.messages]
        lines |= {ox.Quad(node, ox.NamedNode(sh + term), value, name) for term, value in facts}
        lines.add(ox.Quad(node, _RDF_TYPE, ox.NamedNode(sh + "ValidationResult"), name))
        lines.add(ox.Quad(report, ox.NamedNode(sh + "result"), node, name))
        lines |= {ox.Quad(node, _EXACT, ox.Literal(quote, language="zh"), name) for quote in result.quotes}
    return "".join(sorted(f"{quad} .\n" for quad in lines))


def _digest(result: CheckResult) -> str:
    """A name for a result that depends on what was found, not on how it is worded."""
    parts = (result.focus, result.shape, result.constraint, result.path, result.value)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def _result(report: Graph, node: Node, quotes: Mapping[str, tuple[str, ...]]) -> CheckResult:
    focus = report.value(node, SH.focusNode)
    path, value = report.value(node, SH.resultPath), report.value(node, SH.value)
    shape = _source_name(report, node)
    messages = {
        (text.language or _language_of(shape, str(text)), str(text))
        for text in report.objects(node, SH.resultMessage)
        if isinstance(text, Literal)
    }
    return CheckResult(
        focus=focus.n3() if isinstance(focus, Literal) else str(focus),
        severity=str(report.value(node, SH.resultSeverity)).removeprefix(str(SH)),
        shape=shape,
        constraint=str(report.value(node, SH.sourceConstraintComponent)),
        path=str(path) if isinstance(path, URIRef) else "",
        value=value.n3() if isinstance(value, URIRef | Literal) and value != focus else "",
        messages=tuple(sorted(messages)),
        quotes=quotes.get(str(focus), ()),
    )


def _language_of(shape: str, text: str) -> str:
    """The language of a message: pySHACL drops it where it fills in variables, the template still has it."""
    for template in shapes_graph().objects(URIRef(shape), SH.message):
        if isinstance(template, Literal):
            fixed = map(re.escape, re.split(r"\{[?$]\w+\}", template))
            if re.fullmatch(".*".join(fixed), text, re.DOTALL):
                return template.language or ""
    return ""


def _source_name(report: Graph, node: Node) -> str:
    """The IRI of the constraint or shape that gave a result; one without an IRI is named by its messages."""
    for source in (report.value(node, SH.sourceConstraint), report.value(node, SH.sourceShape)):
        if isinstance(source, URIRef):
            return str(source)
    texts = sorted(str(text) for text in report.objects(node, SH.resultMessage))
    return f"{BASE}shape#unnamed-{hashlib.sha256(chr(0).join(texts).encode()).hexdigest()[:12]}"


def _quotes(nquads: str) -> dict[str, tuple[str, ...]]:
    """What the bulletin says, by node; one without evidence, as a count of an event, has that of what leads to it."""
    store = ox.Store()
    store.load(nquads.encode(), ox.RdfFormat.N_QUADS)
    said: dict[str, set[str]] = {}
    evidence = "SELECT ?node ?quote WHERE { GRAPH ?g { ?node <%s> [ <%s> [ <%s> ?quote ] ] } }"
    for row in _select(store, evidence % (_EVIDENCE.value, _SELECTOR.value, _EXACT.value)):
        said.setdefault(row["node"].value, set()).add(row["quote"].value)
    led = {name: set(quotes) for name, quotes in said.items()}
    for row in _select(store, "SELECT ?owner ?node WHERE { GRAPH ?g { ?owner ?p ?node FILTER(isIRI(?node)) } }"):
        owner, node = row["owner"].value, row["node"].value
        if node not in said and owner in said:
            led.setdefault(node, set()).update(said[owner])
    return {node: tuple(sorted(quotes)) for node, quotes in led.items()}


def _select(store: ox.Store, query: str) -> ox.QuerySolutions:
    found = store.query(query)
    assert isinstance(found, ox.QuerySolutions)
    return found


def _ox(literal: Literal) -> ox.Literal:
    return ox.Literal(
        str(literal),
        language=literal.language,
        datatype=ox.NamedNode(str(literal.datatype)) if literal.datatype else None,
    )


def _term(n3: str) -> ox.NamedNode | ox.Literal:
    """A term that rdflib wrote as N3."""
    quad = next(iter(ox.parse(f"<urn:s> <urn:p> {n3} .", ox.RdfFormat.TURTLE)))
    assert isinstance(quad.object, ox.NamedNode | ox.Literal)
    return quad.object
