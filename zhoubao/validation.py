"""Checking one bulletin's graph against the shapes, with the register entries it refers to.

pySHACL is the reference; nothing of its reports is changed. What is added is that parsed queries are kept: pySHACL
hands the text of each SPARQL constraint to the data graph once per focus node, and rdflib parses it anew each time,
which is most of the time a check takes. The graph given to pySHACL remembers what it has parsed, by text and
namespaces.
"""

from __future__ import annotations

import hashlib
import re
import warnings
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
from zhoubao.checks.merged import merged_lines
from zhoubao.checks.screen import EVERYTHING, needed, screen
from zhoubao.names import BASE, checks_graph

__all__ = [
    "AUDITED",
    "CheckResult",
    "PreparedGraph",
    "ScreenWarning",
    "check",
    "check_quads",
    "checked_graph",
    "shapes_graph",
]

#: One bulletin in so many is checked by pySHACL alone as well.
AUDITED = 100

_RDF_TYPE = ox.NamedNode(str(RDF.type))
_TARGETS = frozenset({SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf})
_EVIDENCE = ox.NamedNode(BASE + "ontology#evidence")
_SELECTOR = ox.NamedNode("http://www.w3.org/ns/oa#hasSelector")
_EXACT = ox.NamedNode("http://www.w3.org/ns/oa#exact")


class ScreenWarning(UserWarning):
    """The screen and pySHACL differ about a bulletin: a fault of the screen, to be reported with the bulletin."""


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


def checked_graph(nquads: str) -> Graph:
    """The triples that are checked: the bulletin's, the class hierarchy, each register entry that can be reached."""
    return _graph(merged_lines(nquads))


def check(nquads: str, *, engine: str = "screened", shapes: Graph | None = None) -> list[CheckResult]:
    """Check one bulletin's graph, given as N-Quads. The results are sorted; none means that nothing was found.

    The engine "screened" lets pySHACL look only where the screen does not pass a shape, "pyshacl" everywhere. One
    bulletin in :data:`AUDITED`, by the digest of its graph, is looked at in both ways; where they differ, which would
    be a fault of the screen, a :class:`ScreenWarning` tells it and pySHACL's results stand.
    """
    rules = shapes_graph() if shapes is None else shapes
    if not len(rules):
        return []
    lines = merged_lines(nquads)
    if engine == "pyshacl":
        return _results(nquads, _graph(lines), rules)
    suspects = screen(lines, rules)
    found: list[CheckResult] = []
    if suspects:
        found = _results(nquads, _graph(needed(lines, rules, suspects)), _narrowed(rules, suspects))
    if int(hashlib.sha256(nquads.encode()).hexdigest()[:8], 16) % AUDITED == 0:
        reference = _results(nquads, _graph(lines), rules)
        if reference != found:
            warnings.warn(f"{_first_graph(nquads)}: {len(reference)}, not {len(found)}", ScreenWarning, stacklevel=2)
        return reference
    return found


def _graph(lines: Iterable[str]) -> Graph:
    return PreparedGraph().parse(data="".join(f"{line} .\n" for line in lines), format="nt")


def _first_graph(nquads: str) -> str:
    return nquads.partition("\n")[0].rpartition(" <")[2].removesuffix("> .")


def _narrowed(shapes: Graph, suspects: Mapping[str, frozenset[str]]) -> Graph:
    """The shapes that are named, each aimed at its suspects alone."""
    parts = _parts(shapes)
    narrow = Graph()
    narrow += parts[""]
    for shape, nodes in suspects.items():
        if nodes == EVERYTHING:
            narrow += parts[shape]
            continue
        for triple in parts[shape]:
            if triple[1] not in _TARGETS:
                narrow.add(triple)
        for node in nodes:
            narrow.add((URIRef(shape), SH.targetNode, URIRef(node)))
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


def _results(nquads: str, data: Graph, shapes: Graph) -> list[CheckResult]:
    """What pySHACL finds."""
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True, advanced=False, inference="none")
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
