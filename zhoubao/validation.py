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
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, ClassVar

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SH
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Processor, Result
from rdflib.term import Node

from mappers import resources
from zhoubao.checks.merged import merged_lines
from zhoubao.checks.result import CheckResult
from zhoubao.checks.screen import EVERYTHING, needed, screen
from zhoubao.checks.stored import check_quads
from zhoubao.checks.witnesses import Witnesses
from zhoubao.names import BASE

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

_TARGETS = frozenset({SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf})


class ScreenWarning(UserWarning):
    """The screen and pySHACL differ about a bulletin: a fault of the screen, to be reported with the bulletin."""


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
        return _results(lines, lines, rules)
    suspects = screen(lines, rules)
    found: list[CheckResult] = []
    if suspects:
        found = _results(lines, needed(lines, rules, suspects), _narrowed(rules, suspects))
    if int(hashlib.sha256(nquads.encode()).hexdigest()[:8], 16) % AUDITED == 0:
        reference = _results(lines, lines, rules)
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
    for prefix, space in shapes.namespaces():  # pySHACL words its own messages with them
        narrow.bind(prefix, space)
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


def _results(lines: Sequence[str], needed: Sequence[str], shapes: Graph) -> list[CheckResult]:
    """What pySHACL finds in the lines that are needed, with its words in all lines."""
    import pyshacl  # takes a while, and is not needed where nothing is suspected

    _, report, _ = pyshacl.validate(_graph(needed), shacl_graph=shapes, inplace=True, advanced=False, inference="none")
    if not isinstance(report, Graph):
        raise report
    nodes = [*report.subjects(RDF.type, SH.ValidationResult)]
    if not nodes:
        return []
    witnesses = Witnesses(lines, shapes)
    return sorted(_result(report, node, shapes, witnesses) for node in nodes)


def _result(report: Graph, node: Node, shapes: Graph, witnesses: Witnesses) -> CheckResult:
    focus = report.value(node, SH.focusNode)
    path, value = report.value(node, SH.resultPath), report.value(node, SH.value)
    shape = _source_name(report, node)
    messages = {
        (text.language or _language_of(shapes, shape, str(text)), str(text))
        for text in report.objects(node, SH.resultMessage)
        if isinstance(text, Literal)
    }
    name = focus.n3() if isinstance(focus, Literal) else str(focus)
    spans = witnesses.spans(name, shape, str(path or ""))
    return CheckResult(
        focus=name,
        severity=str(report.value(node, SH.resultSeverity)).removeprefix(str(SH)),
        shape=shape,
        constraint=str(report.value(node, SH.sourceConstraintComponent)),
        path=str(path) if isinstance(path, URIRef) else "",
        value=value.n3() if isinstance(value, URIRef | Literal) and value != focus else "",
        messages=tuple(sorted(messages)),
        quotes=tuple(sorted({span.quote for span in spans})),
        spans=tuple(sorted(span.iri for span in spans)),
    )


def _language_of(shapes: Graph, shape: str, text: str) -> str:
    """The language of a message: pySHACL drops it where it fills in variables, the template still has it."""
    for template in shapes.objects(URIRef(shape), SH.message):
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
