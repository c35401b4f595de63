"""Shapes made into quick tests, one for each constraint component, that write the results pySHACL would write.

Only what is listed here is understood; a shape that says anything else, and whatever cannot be told for certain, goes
to pySHACL. A query is asked twice: once with ``$this`` open, which finds all suspects of a bulletin in one go, and again
for each suspect with ``$this`` bound beforehand, as SHACL has it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

import pyoxigraph as ox

from zhoubao.checks.engine.check_result import CheckResult
from zhoubao.checks.engine.shapes import RDF, SH, Shapes, Term
from zhoubao.checks.engine.triple_index import Triples

__all__ = ["CompiledShape", "Query", "UnclearError", "compile_shapes", "in_language", "read_query"]

_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_ANNOTATIONS = frozenset(
    {
        RDF + "type",
        _RDFS + "label",
        _RDFS + "comment",
        _RDFS + "isDefinedBy",
        _RDFS + "seeAlso",
        SH + "name",
        SH + "description",
        _SKOS + "example",
        SH + "message",
        SH + "severity",
    }
)
_TARGETS = {SH + "targetClass": "class", SH + "targetSubjectsOf": "subjects", SH + "targetObjectsOf": "objects"}
_THIS = ox.Variable("this")

#: What a query may not hold if it is to mean the same with ``$this`` open; each inner SELECT must group by it.
_UNFIT = re.compile(r"\$PATH|\$shapesGraph|\$currentShape|\b(MINUS|SERVICE|VALUES|LIMIT|OFFSET)\b|[?$]failure\b")
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
_SLOT = re.compile(r"\{[?$](\w+)\}")
_DECIMAL = re.compile(r"-?\d+\.\d+")

#: The values of one focus node that break a constraint, None for the node itself.
Judge = Callable[[list[str], Triples], Iterable[str | None]]
#: A message with its language.
Message = tuple[str, str]


class UnclearError(Exception):
    """Something that pySHACL might word otherwise."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query with ``?this`` left open.

    requires are IRIs without which it finds nothing, predicates those that it may ask for, None where it may be any.
    """

    iri: str
    severity: str
    text: str
    requires: frozenset[str]
    predicates: frozenset[str] | None
    templates: tuple[Message, ...]

    def results(self, triples: Triples, focus: frozenset[str], store: ox.Store) -> Iterator[CheckResult]:
        """What the query finds at the focus nodes."""
        if not self.requires <= triples.terms:
            return
        suspects = {str(row[_THIS.value]) for row in _rows(store.query(self.text))} & focus
        for node in sorted(suspects):
            term = ox.NamedNode(node[1:-1])
            seen: set[tuple[Term | None, ...]] = set()
            found = _rows(store.query(self.text, substitutions={_THIS: term}))
            names = [variable.value for variable in found.variables]
            for row in found:
                key = tuple(row[name] for name in names)
                if key not in seen:
                    seen.add(key)
                    bindings = {name: value for name, value in zip(names, key, strict=True) if value is not None}
                    yield self._result(term, bindings)

    def _result(self, focus: ox.NamedNode, bindings: dict[str, Term]) -> CheckResult:
        path, value = bindings.get("path"), bindings.setdefault("value", focus)
        bindings["this"] = focus
        return CheckResult(
            focus=focus.value,
            severity=self.severity,
            shape=self.iri,
            constraint=SH + "SPARQLConstraintComponent",
            path=path.value if isinstance(path, ox.NamedNode) else "",
            value="" if value == focus else _written(value),
            messages=tuple(
                sorted({in_language(self.templates, _filled(text, bindings)) for _, text in self.templates})
            ),
        )


@dataclass(frozen=True, slots=True)
class _Property:
    """A property shape; needed tells that it is about nodes without values too."""

    iri: str
    severity: str
    path: str
    messages: tuple[Message, ...]
    parts: tuple[tuple[str, Judge], ...]
    needed: bool

    def results(self, triples: Triples, focus: frozenset[str]) -> Iterator[CheckResult]:
        """What is wrong with the values of the focus nodes."""
        statements = triples.of(f"<{self.path}>")
        for node in focus if self.needed else focus.intersection(statements):
            values = statements.get(node, [])
            for component, judge in self.parts:
                for value in judge(values, triples):
                    yield CheckResult(
                        focus=node[1:-1],
                        severity=self.severity,
                        shape=self.iri,
                        constraint=component,
                        path=self.path,
                        value="" if value in (None, node) else _unescaped(value),
                        messages=self.messages,
                    )


@dataclass(frozen=True, slots=True)
class CompiledShape:
    """A node shape: which nodes it is about, its property shapes, its queries.

    whole is False where the shape says something that is not understood here.
    predicates are those that a result can depend on, beside types and classes; None where it may be any.
    """

    iri: str
    targets: tuple[tuple[str, str], ...]
    properties: tuple[_Property, ...]
    queries: tuple[Query, ...]
    whole: bool
    predicates: frozenset[str] | None

    def results(self, triples: Triples, store: ox.Store) -> list[CheckResult]:
        """What the shape finds; raises where it cannot be told."""
        focus = self._focus(triples)
        if any(node[0] != "<" for node in focus):
            raise UnclearError(self.iri)
        found = [result for part in self.properties for result in part.results(triples, focus)]
        if focus:
            found += [result for query in self.queries for result in query.results(triples, focus, store)]
        return found

    def _focus(self, triples: Triples) -> frozenset[str]:
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


def compile_shapes(shapes: Shapes) -> tuple[CompiledShape, ...]:
    """All node shapes, sorted by IRI."""
    return tuple(_node_shape(shapes, shape) for shape in shapes.named(SH + "NodeShape"))


def _node_shape(shapes: Shapes, shape: ox.NamedNode) -> CompiledShape:
    statements = shapes.statements(shape)
    targets = [(_TARGETS[predicate], str(value)) for predicate, value in statements if predicate in _TARGETS]
    known = _ANNOTATIONS | _TARGETS.keys() | {SH + "property", SH + "sparql"}
    whole = bool(targets) and all(predicate in known or _foreign(predicate) for predicate, _ in statements)
    properties = [_property(shapes, part) for part in shapes.values(shape, SH + "property")]
    parts = shapes.values(shape, SH + "sparql")
    queries = [read_query(shapes, part, shape) for part in parts]
    whole &= None not in properties and None not in queries
    reads = {term for kind, term in targets if kind != "class"} | {
        str(path) for part in shapes.values(shape, SH + "property") for path in shapes.values(part, SH + "path")
    }
    named = [query.predicates for query in queries if query]
    anything = not whole or None in named
    predicates = None if anything else frozenset(reads.union(*(names for names in named if names)))
    return CompiledShape(
        shape.value,
        tuple(sorted(targets)),
        tuple(part for part in properties if part),
        tuple(query for query in queries if query),
        whole,
        predicates,
    )


def _foreign(predicate: str) -> bool:
    return not predicate.startswith(SH)


def _property(shapes: Shapes, part: Term) -> _Property | None:
    """A property shape, None where it is not understood."""
    path = shapes.value(part, SH + "path")
    messages = _messages(shapes, part)
    if not isinstance(path, ox.NamedNode) or not isinstance(part, ox.NamedNode) or not messages:
        return None
    parts: list[tuple[str, Judge]] = []
    for predicate, value in shapes.statements(part):
        if predicate in _ANNOTATIONS or predicate == SH + "path" or _foreign(predicate):
            continue
        name = predicate.removeprefix(SH)
        if name not in _JUDGES or (name == "nodeKind" and value.value != SH + "IRI"):
            return None
        parts.append((f"{SH}{name[0].upper()}{name[1:]}ConstraintComponent", _JUDGES[name](value)))
    needed = any(predicate == SH + "minCount" for predicate, _ in shapes.statements(part))
    return _Property(part.value, _severity(shapes, part), path.value, messages, tuple(parts), needed)


def read_query(shapes: Shapes, part: Term, shape: Term | None = None) -> Query | None:
    """The query of a constraint with ``?this`` left open, None where that might mean something else."""
    select = shapes.value(part, SH + "select")
    known = _ANNOTATIONS | {SH + "prefixes", SH + "select"}
    statements = shapes.statements(part)
    if (
        select is None
        or not isinstance(part, ox.NamedNode)
        or any(predicate not in known and not _foreign(predicate) for predicate, _ in statements)
    ):
        return None
    query = select.value
    if _UNFIT.search(query) or not all(_binds_this(query[found.end() :]) for found in _SELECT.finditer(query)):
        return None
    if len(_SELECT.findall(query)) - 1 != len(_GROUPED.findall(query)):
        return None
    templates = {*_messages(shapes, part), *(_messages(shapes, shape) if shape is not None else ())}
    if shape is not None and not templates:
        return None
    declared = [
        (shapes.value(entry, SH + "prefix"), shapes.value(entry, SH + "namespace"))
        for group in shapes.values(part, SH + "prefixes")
        for entry in shapes.values(group, SH + "declare")
    ]
    prefixes = "".join(f"PREFIX {prefix.value}: <{space.value}>\n" for prefix, space in declared if prefix and space)
    text = prefixes + query.replace("$this", "?this")
    return Query(
        part.value,
        _severity(shapes, part if shape is None else shape),
        text,
        _required(query, dict(_PREFIX.findall(prefixes))),
        _named(text),
        tuple(sorted(templates)),
    )


def _messages(shapes: Shapes, node: Term) -> tuple[Message, ...]:
    texts = (text for text in shapes.values(node, SH + "message") if isinstance(text, ox.Literal))
    return tuple(sorted((text.language or "", text.value) for text in texts))


def _severity(shapes: Shapes, node: Term) -> str:
    value = shapes.value(node, SH + "severity")
    return value.value.removeprefix(SH) if value is not None else "Violation"


def in_language(templates: Iterable[Message], text: str) -> Message:
    """A message with the language of the template that it was made from, its figures without idle zeros.

    pySHACL drops the language where it fills in variables; engines differ in the zeros of what they have computed.

    >>> in_language([("zh", "共{?sum}，应为{?total}")], "共602.0，应为612")
    ('zh', '共602，应为612')
    """
    for language, template in templates:
        fixed = [re.escape(part) for part in _SLOT.split(template)[::2]]
        if found := re.fullmatch("(.*)".join(fixed), text, re.DOTALL):
            parts = _SLOT.split(template)[::2]
            slots = [*map(_without_zeros, found.groups()), ""]
            return language, "".join(part + slot for part, slot in zip(parts, slots, strict=True))
    return "", text


def _without_zeros(figure: str) -> str:
    return figure.rstrip("0").rstrip(".") if _DECIMAL.fullmatch(figure) else figure


def _filled(template: str, bindings: dict[str, Term]) -> str:
    def value(slot: re.Match[str]) -> str:
        return bindings[slot[1]].value if slot[1] in bindings else slot[0]

    return _SLOT.sub(value, template)


def _written(term: Term) -> str:
    if isinstance(term, ox.BlankNode):
        raise UnclearError(str(term))
    return _unescaped(str(term))


def _unescaped(term: str | None) -> str:
    """A term whose N-Triples are what rdflib writes too."""
    if term is None or "\\" in term:
        raise UnclearError(term)
    return term


def _rows(found: object) -> ox.QuerySolutions:
    assert isinstance(found, ox.QuerySolutions)
    return found


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
    return Decimal(text[1:]) if kind in (f"<{_XSD}integer>", f"<{_XSD}decimal>") else None


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


def _each(wrong: Callable[[str], bool]) -> Judge:
    """The judge of values one by one."""
    return lambda terms, _: filter(wrong, terms)


def _whole(wrong: Callable[[list[str]], bool]) -> Judge:
    """The judge of all values together."""
    return lambda terms, _: (None,) if wrong(terms) else ()


def _datatype(value: Term) -> Judge:
    if value.value == RDF + "langString":
        return _each(lambda term: not _language(term))
    if value.value == _XSD + "string":
        return _each(lambda term: not (term[0] == '"' and term.endswith('"')))
    tail = f'"^^{value}'
    return _each(lambda term: not term.endswith(tail))


def _class(value: Term) -> Judge:
    name = str(value)

    def strange(terms: list[str], triples: Triples) -> list[str]:
        members = triples.members(name)
        return [term for term in terms if term not in members]

    return strange


def _bound(lower: bool) -> Callable[[Term], Judge]:
    def maker(value: Term) -> Judge:
        limit = Decimal(value.value)

        def outside(term: str) -> bool:
            number = _number(term)
            return number is None or (number < limit if lower else number > limit)

        return _each(outside)

    return maker


def _pattern(value: Term) -> Judge:
    search = re.compile(value.value).search
    return _each(lambda term: not search(_text(term)))


def _unique_languages(value: Term) -> Judge:
    if value.value != "true":
        return lambda *_: ()

    def repeated(terms: list[str], _: Triples) -> list[None]:
        tags = [tag for tag in map(_language, terms) if tag]
        return [None] * sum(tags.count(tag) > 1 for tag in set(tags))

    return repeated


_JUDGES: dict[str, Callable[[Term], Judge]] = {
    "minCount": lambda value: _whole(lambda terms: len(terms) < int(value.value)),
    "maxCount": lambda value: _whole(lambda terms: len(terms) > int(value.value)),
    "minLength": lambda value: _each(lambda term: len(_text(term)) < int(value.value)),
    "datatype": _datatype,
    "nodeKind": lambda _: _each(lambda term: term[0] != "<"),
    "class": _class,
    "minInclusive": _bound(True),
    "maxInclusive": _bound(False),
    "pattern": _pattern,
    "uniqueLang": _unique_languages,
}
