"""What is compared across bulletins: the queries of ``queries/checks/*.rq`` over a store.

A file is a SELECT that runs as it is, under a header of ``#+`` comments in YAML: severity, name, message, reason (each
also with ``_zh``), example, and properties. Its columns are ?graph and ?node, what is reported and the bulletin it is
in; ?other_graph and ?other, and ?third in the graph of the node, which took part; the other columns are the figures of
the message. properties are those of a masthead whose words are shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import yaml

from mappers import resources
from mappers.rdf.iris import BASE
from zhoubao.checks.engine.check_result import CheckResult
from zhoubao.checks.engine.shapes import SH
from zhoubao.checks.finding import CheckedDocument, Finding, QuotedPlace, Span, span_of
from zhoubao.store.graph_names import PREFIXES

__all__ = ["CHECK", "CrossCheck", "cross_checks", "findings_across", "read_check"]

#: What the IRI of a check across bulletins begins with.
CHECK = BASE + "check#"

_HEADER = re.compile(r"^#\+ ?(.*)\n", re.MULTILINE)
_PLACES = (("node", "graph"), ("other", "other_graph"), ("third", "graph"))
_COMPONENT = SH + "SPARQLConstraintComponent"
_EVIDENCE = ox.NamedNode(PREFIXES["zw"] + "evidence")
_SUPPORTS = ox.NamedNode(PREFIXES["zw"] + "supportsProperty")


@dataclass(frozen=True, slots=True)
class CrossCheck:
    """One check across bulletins; see the module."""

    name: str
    severity: str
    title_zh: str
    title_en: str
    zh: str
    en: str
    reason_zh: str
    reason_en: str
    example: str
    properties: frozenset[str]
    query: str

    @property
    def iri(self) -> str:
        """What a report names as its source."""
        return CHECK + self.name


def read_check(path: Path) -> CrossCheck:
    """Read one file; raises ValueError that names the file when its header lacks something."""
    text = path.read_text("utf-8")
    header = yaml.load("\n".join(_HEADER.findall(text)), Loader=yaml.BaseLoader)
    try:
        properties = (name.split(":") for name in header.get("properties", ()))
        return CrossCheck(
            name="".join(part.capitalize() for part in path.stem.split("-")),
            severity=header["severity"],
            title_zh=header["name_zh"],
            title_en=header["name"],
            zh=header["message_zh"],
            en=header["message"],
            reason_zh=header["reason_zh"],
            reason_en=header["reason"],
            example=header["example"],
            properties=frozenset(PREFIXES[prefix] + local for prefix, local in properties),
            query=_HEADER.sub("", text),
        )
    except (KeyError, AttributeError, TypeError, ValueError) as error:
        raise ValueError(f"{path.name}: the header lacks {error}") from error


@cache
def cross_checks() -> tuple[CrossCheck, ...]:
    """All checks across bulletins, by name."""
    return tuple(read_check(path) for path in sorted(resources.path("queries").glob("checks/*.rq")))


def findings_across(store: ox.Store, documents: Mapping[str, CheckedDocument]) -> Iterator[Finding]:
    """What the bulletins of a store say against each other; documents are those to report on, by graph."""
    for check in cross_checks():
        rows = store.query(check.query, use_default_graph_as_union=True)
        assert isinstance(rows, ox.QuerySolutions)
        names = [variable.value for variable in rows.variables]
        seen: set[tuple[str, ...]] = set()
        for row in rows:
            bindings = {name: row[name].value for name in names if row[name] is not None}
            key = tuple(bindings.get(name, "") for name in ("node", "other"))
            if key not in seen and bindings.get("graph") in documents:
                seen.add(key)
                yield _finding(check, bindings, store, documents)


def _finding(
    check: CrossCheck, bindings: Mapping[str, str], store: ox.Store, documents: Mapping[str, CheckedDocument]
) -> Finding:
    places: set[QuotedPlace] = set()
    for node, graph in _PLACES:
        if bindings.get(node) and bindings.get(graph) in documents:
            document = documents[bindings[graph]]
            places.update(
                document.place(*span) for span in _words(store, bindings[node], bindings[graph], check.properties)
            )
    own = documents[bindings["graph"]]
    result = CheckResult(
        focus=bindings["node"],
        severity=check.severity,
        shape=check.iri,
        constraint=_COMPONENT,
        messages=(("en", check.en.format_map(bindings)), ("zh", check.zh.format_map(bindings))),
    )
    ordered = sorted(places, key=lambda place: (place.file != own.file, place))
    return Finding(
        bulletin=own.bulletin,
        severity=check.severity,
        rule=check.name,
        zh=check.zh.format_map(bindings),
        en=check.en.format_map(bindings),
        places=tuple(ordered),
        result=result,
    )


def _words(store: ox.Store, node: str, graph: str, properties: frozenset[str]) -> list[Span]:
    """The words of a node in one bulletin: all, or those that tell one of the properties."""
    name = ox.NamedNode(graph)
    found = []
    for quad in store.quads_for_pattern(ox.NamedNode(node), _EVIDENCE, None, name):
        assert isinstance(quad.object, ox.NamedNode)
        bindings = {quads.object.value for quads in store.quads_for_pattern(quad.object, _SUPPORTS, None, name)}  # type: ignore[union-attr]
        span = span_of(store, quad.object.value, name)
        if span and (not properties or not bindings or bindings & properties):
            found.append(span)
    return found
