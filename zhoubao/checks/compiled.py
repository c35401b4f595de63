"""Shapes made into quick tests, one for each constraint component.

Only what is listed here is understood; a shape that says anything else has no test and always goes to pySHACL. A
test may find too much, never too little: what it finds is judged again by pySHACL.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

import pyoxigraph as ox
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, RDFS, SH, SKOS, XSD
from rdflib.term import Node

from zhoubao.checks.triples import Triples

__all__ = ["CompiledShape", "Query", "compile_shapes", "read_query"]

_ANNOTATIONS = frozenset(
    {
        RDF.type,
        RDFS.label,
        RDFS.comment,
        RDFS.isDefinedBy,
        RDFS.seeAlso,
        SH.name,
        SH.description,
        SKOS.example,
        SH.message,
        SH.severity,
    }
)
_TARGETS = frozenset({SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf})

#: What a query may not hold if it is to mean the same with ``$this`` open; each inner SELECT must group by it.
_UNFIT = re.compile(r"\$PATH|\$shapesGraph|\$currentShape|\b(MINUS|SERVICE|VALUES|LIMIT|OFFSET)\b")
_SELECT = re.compile(r"\bSELECT\b")
_GROUPED = re.compile(r"GROUP BY \$this\s*\}")
_SUBJECT = re.compile(r"(^|[{.]|\s)\$this\s+[^\s.;,)}]")

_PREFIX = re.compile(r"PREFIX (\w+): <([^>]*)>\n")
_STRING = re.compile(r'"[^"]*"')
_CURIE = re.compile(r"\b(\w+):(\w[\w-]*)")
_HEAD = re.compile(r"SELECT[^{]*\{|GROUP BY [?$]\w+")
_FULL = re.compile(r"<\w+:")
#: A variable after a subject and before an object, or one that lists of predicates might begin with.
_OPEN = re.compile(r"(?:[?$]\w+|\w+:[\w-]+|;)\s+[?$]\w+\s+[?$\w\"]")

#: Finds what is suspicious among the focus nodes.
Test = Callable[[Triples, frozenset[str]], Iterable[str]]
#: Whether the values of one focus node are suspicious.
Judge = Callable[[list[str], Triples], bool]


@dataclass(frozen=True, slots=True)
class Query:
    """A query with ``?this`` left open, and IRIs without which it finds nothing."""

    text: str
    requires: frozenset[str]


@dataclass(frozen=True, slots=True)
class CompiledShape:
    """A node shape: which nodes it is about, its tests, its queries.

    whole is False where the shape says something that is not understood here.
    predicates are those that a result can depend on, beside types and classes; None where it may be any.
    """

    iri: str
    targets: tuple[tuple[str, str], ...]
    tests: tuple[Test, ...]
    queries: tuple[Query, ...]
    whole: bool
    predicates: frozenset[str] | None

    def focus(self, triples: Triples) -> frozenset[str]:
        """The nodes that the shape is about."""
        found: set[str] = set()
        for kind, term in self.targets:
            if kind == "class":
                found |= triples.members(term)
            elif kind == "subjects":
                found.update(triples.of(term))
            else:
                found.update(value for values in triples.of(term).values() for value in values)
        return frozenset(found)


def compile_shapes(shapes: Graph) -> tuple[CompiledShape, ...]:
    """All node shapes, sorted by IRI."""
    names = {shape for shape in shapes.subjects(RDF.type, SH.NodeShape) if isinstance(shape, URIRef)}
    return tuple(_node_shape(shapes, shape) for shape in sorted(names))


def _node_shape(shapes: Graph, shape: URIRef) -> CompiledShape:
    kinds: dict[Node, str] = {SH.targetClass: "class", SH.targetSubjectsOf: "subjects", SH.targetObjectsOf: "objects"}
    targets = [(kinds[p], o.n3()) for p, o in shapes.predicate_objects(shape) if p in kinds]
    known = _ANNOTATIONS | _TARGETS | {SH.property, SH.sparql}
    whole = all(predicate in known or _foreign(predicate) for predicate in shapes.predicates(shape))
    tests: list[Test] = []
    queries: list[Query] = []
    for part in sorted(shapes.objects(shape, SH.property), key=str):
        test = _property_test(shapes, part)
        whole &= test is not None
        tests += [test] if test else []
    for part in sorted(shapes.objects(shape, SH.sparql), key=str):
        query = read_query(shapes, part)
        whole &= query is not None
        queries += [query] if query else []
    whole = bool(whole and targets)
    reads = {term for kind, term in targets if kind != "class"} | {
        path.n3() for part in shapes.objects(shape, SH.property) for path in shapes.objects(part, SH.path)
    }
    named = [_named(query.text) for query in queries]
    anything = not whole or None in named
    predicates = None if anything else frozenset(reads.union(*(names for names in named if names)))
    return CompiledShape(str(shape), tuple(sorted(targets)), tuple(tests), tuple(queries), whole, predicates)


def _foreign(predicate: Node) -> bool:
    return not str(predicate).startswith(str(SH))


def _property_test(shapes: Graph, part: Node) -> Test | None:
    """The test of a property shape, None where it is not understood."""
    path = shapes.value(part, SH.path)
    if not isinstance(path, URIRef) or not isinstance(part, URIRef):
        return None
    judges: list[Judge] = []
    needed = False
    for predicate, value in shapes.predicate_objects(part):
        if predicate in _ANNOTATIONS or predicate == SH.path or _foreign(predicate):
            continue
        maker = _JUDGES.get(predicate)
        if maker is None:
            return None
        judges.append(maker(value))
        needed |= predicate == SH.minCount
    name = path.n3()

    def test(triples: Triples, focus: frozenset[str]) -> Iterable[str]:
        said = triples.of(name)
        for node in focus if needed else focus.intersection(said):
            values = said.get(node, [])
            if any(judge(values, triples) for judge in judges):
                yield node

    return test


def read_query(shapes: Graph, part: Node) -> Query | None:
    """The query of a constraint with ``?this`` left open, None where that might mean something else."""
    select = shapes.value(part, SH.select)
    known = _ANNOTATIONS | {SH.prefixes, SH.select}
    if select is None or any(
        predicate not in known and not _foreign(predicate) for predicate in shapes.predicates(part)
    ):
        return None
    query = str(select)
    if _UNFIT.search(query) or not all(_binds_this(query[found.end() :]) for found in _SELECT.finditer(query)):
        return None
    if len(_SELECT.findall(query)) - 1 != len(_GROUPED.findall(query)):
        return None
    prefixes = "".join(
        f"PREFIX {shapes.value(entry, SH.prefix)}: <{shapes.value(entry, SH.namespace)}>\n"
        for group in shapes.objects(part, SH.prefixes)
        for entry in sorted(shapes.objects(group, SH.declare), key=str)
    )
    return Query(prefixes + query.replace("$this", "?this"), _required(query, dict(_PREFIX.findall(prefixes))))


def _named(query: str) -> frozenset[str] | None:
    """The IRIs that a query names, None where a predicate of it is left open."""
    spaces = dict(_PREFIX.findall(query))
    body = _HEAD.sub("{", _STRING.sub('""', _PREFIX.sub("", query)))
    if _OPEN.search(body) or _FULL.search(body):
        return None
    return frozenset(f"<{spaces[prefix]}{local}>" for prefix, local in _CURIE.findall(body) if prefix in spaces)


def _binds_this(select: str) -> bool:
    """Whether each row of the SELECT that a text begins with has its ``$this`` from a triple of its outermost group."""
    return bool(_SUBJECT.search(_outermost(select)))


def _outermost(select: str) -> str:
    """The triples of the outermost group of a SELECT, without the groups in it, filters and bindings."""
    depth, found = 0, ""
    for mark in select[select.find("{") :]:
        depth += (mark == "{") - (mark == "}")
        if depth == 0:
            break
        found += mark if depth == 1 else " "
    while (shorter := re.sub(r"\([^()]*\)", " ", found)) != found:
        found = shorter
    return found


def _required(query: str, spaces: dict[str, str]) -> frozenset[str]:
    """The IRIs that the triples of the outermost group name: where one of them is not said, nothing is found."""
    triples = _outermost(_STRING.sub('""', query))
    if re.search(r"[|^*+!]|\?/|\w\?(\s|$)", triples):
        return frozenset()
    return frozenset(f"<{spaces[prefix]}{local}>" for prefix, local in _CURIE.findall(triples) if prefix in spaces)


def _number(term: str) -> Decimal | None:
    text, _, kind = term.rpartition('"^^')
    return Decimal(text[1:]) if kind in (XSD.integer.n3(), XSD.decimal.n3()) else None


def _text(term: str) -> str:
    if term[0] == "<":
        return term[1:-1]
    if "\\" in term:
        quad = next(iter(ox.parse(f"<urn:s> <urn:p> {term} .".encode(), ox.RdfFormat.N_TRIPLES)))
        assert isinstance(quad.object, ox.Literal)
        return quad.object.value
    return term[1 : term.rindex('"')]


def _language(term: str) -> str:
    return term[term.rindex('"') + 2 :] if term[0] == '"' and not term.endswith(('"', ">")) else ""


def _datatype(value: Node) -> Judge:
    if value == RDF.langString:
        return lambda terms, _: not all(_language(term) for term in terms)
    if value == XSD.string:
        return lambda terms, _: not all(term[0] == '"' and term.endswith('"') for term in terms)
    tail = f'"^^{value.n3()}'
    return lambda terms, _: not all(term.endswith(tail) for term in terms)


def _kind_of_node(value: Node) -> Judge:
    if value == SH.IRI:
        return lambda terms, _: not all(term[0] == "<" for term in terms)
    return lambda terms, _: bool(terms)


def _class(value: Node) -> Judge:
    name = value.n3()
    return lambda terms, triples: not triples.members(name).issuperset(terms)


def _bound(lower: bool) -> Callable[[Node], Judge]:
    def maker(value: Node) -> Judge:
        limit = Decimal(str(value))

        def outside(term: str) -> bool:
            number = _number(term)
            return number is None or (number < limit if lower else number > limit)

        return lambda terms, _: any(map(outside, terms))

    return maker


def _pattern(value: Node) -> Judge:
    search = re.compile(str(value)).search
    return lambda terms, _: not all(search(_text(term)) for term in terms)


def _unique_languages(value: Node) -> Judge:
    def repeated(terms: list[str], _: Triples) -> bool:
        tags = [tag for tag in map(_language, terms) if tag]
        return len(tags) != len(set(tags))

    return repeated


_JUDGES: dict[Node, Callable[[Node], Judge]] = {
    SH.minCount: lambda value: lambda terms, _: len(terms) < int(str(value)),
    SH.maxCount: lambda value: lambda terms, _: len(terms) > int(str(value)),
    SH.minLength: lambda value: lambda terms, _: any(len(_text(term)) < int(str(value)) for term in terms),
    SH.datatype: _datatype,
    SH.nodeKind: _kind_of_node,
    SH["class"]: _class,
    SH.minInclusive: _bound(True),
    SH.maxInclusive: _bound(False),
    SH.pattern: _pattern,
    SH.uniqueLang: _unique_languages,
}
