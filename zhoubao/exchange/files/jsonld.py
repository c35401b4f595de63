"""JSON-LD, compact, with the project's published context inside, so that no reader has to fetch it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby
from typing import Any, TypeAlias

import pyoxigraph as ox

from mappers import resources
from zhoubao.store.graph_names import PREFIXES

__all__ = ["context", "jsonld", "make_context"]

Value: TypeAlias = str | int | dict[str, str]

_XSD = PREFIXES["xsd"]
_RDF_TYPE = PREFIXES["rdf"] + "type"


@cache
def context() -> Mapping[str, Any]:
    """The published context, `ontology/context.jsonld`."""
    found: Mapping[str, Any] = json.loads((resources.path("ontology") / "context.jsonld").read_text("utf-8"))
    return found["@context"]  # type: ignore[no-any-return]


def make_context(ontology: ox.Store) -> dict[str, Any]:
    """The context for an ontology: prefixes, `id` and `type`, and a term for each of its properties."""
    terms: dict[str, Any] = {"id": "@id", "type": "@type", **PREFIXES}
    owl, space = PREFIXES["owl"], PREFIXES["zw"]
    for kind in ("ObjectProperty", "DatatypeProperty"):
        pattern = (None, ox.NamedNode(_RDF_TYPE), ox.NamedNode(owl + kind), None)
        for iri in sorted(quad.subject.value for quad in ontology.quads_for_pattern(*pattern)):  # type: ignore[union-attr]
            if iri.startswith(space):
                name = iri.removeprefix(space)
                link = kind == "ObjectProperty"
                terms[name] = {"@id": f"zw:{name}", "@type": "@id"} if link else {"@id": f"zw:{name}"}
    return {"@context": terms}


def jsonld(graphs: Iterable[tuple[str, list[bytes]]]) -> Iterator[str]:
    """All graphs as one JSON-LD document, a node to a line."""
    yield f'{{"@context": {json.dumps(context(), ensure_ascii=False)},\n"@graph": [\n'
    for number, (graph, lines) in enumerate(graphs):
        comma = ",\n" if number else ""
        yield f'{comma}{{"id": {json.dumps(graph)}, "@graph": [\n'
        yield ",\n".join(json.dumps(node, ensure_ascii=False) for node in _nodes(lines))
        yield "\n]}"
    yield "\n]}\n"


def _nodes(lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    quads = ox.parse(b"".join(lines), ox.RdfFormat.N_TRIPLES)
    for subject, own in groupby(quads, key=lambda quad: quad.subject):
        node: dict[str, Any] = {"id": _iri(subject)}
        for predicate, some in groupby(own, key=lambda quad: quad.predicate.value):
            if predicate == _RDF_TYPE:
                node["type"] = _one_or_many([_short(_iri(quad.object)) for quad in some])
            else:
                term, coerced = _term(predicate)
                node[term] = _one_or_many([_value(quad.object, coerced) for quad in some])
        yield node


def _one_or_many(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


def _term(predicate: str) -> tuple[str, bool]:
    """The name of a property, and whether its values are read as IRIs."""
    name = predicate.removeprefix(PREFIXES["zw"])
    known = context().get(name) if name != predicate else None
    return (name, known.get("@type") == "@id") if isinstance(known, dict) else (_short(predicate), False)


def _value(term: object, coerced: bool) -> Value:
    if not isinstance(term, ox.Literal):
        return _iri(term) if coerced else {"id": _iri(term)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    kind = term.datatype.value
    if kind == _XSD + "integer" and str(int(term.value)) == term.value:
        return int(term.value)
    if kind == _XSD + "string":
        return {"@value": term.value} if coerced else term.value
    return {"@value": term.value, "@type": _short(kind)}


def _iri(term: object) -> str:
    assert isinstance(term, ox.NamedNode)
    return term.value


def _short(iri: str) -> str:
    """A compact IRI where what follows the prefix is a plain name."""
    for prefix, space in PREFIXES.items():
        if iri.startswith(space) and iri[len(space) :].isidentifier():
            return f"{prefix}:{iri[len(space) :]}"
    return iri
