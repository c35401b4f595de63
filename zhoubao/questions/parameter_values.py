"""What a user gives for a parameter becomes an RDF term: a name, a code or an IRI is looked up, the rest is read.

A name is compared without blanks, quotation marks and the widths of letters, first with the full names and keys of what
the store knows of the type (``四川省林业和草原局``, ``510300``, ``sc-lcj``), then with short and printed names. What
stands for several things is not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TypeAlias

import pyoxigraph as ox

from mappers.rdf.iris import normal
from zhoubao.errors import UsageError
from zhoubao.questions.catalogue import Parameter
from zhoubao.questions.near_names import nearest
from zhoubao.store.graph_names import BASE, PREFIXES

__all__ = ["LITERALS", "THINGS", "Term", "term_of"]

Term: TypeAlias = ox.NamedNode | ox.Literal

_XSD = "http://www.w3.org/2001/XMLSchema#"
#: Type of a parameter that names a thing -> where its IRIs begin, and how the things of this type are found.
THINGS: Mapping[str, tuple[str, str]] = {
    "body": ("id/org/", "VALUES ?kind { zw:PublicBody zw:Department zw:Division } ?thing a ?kind"),
    "bulletin": ("id/bulletin/", "?thing a zw:Bulletin"),
    "company": ("id/company/", "?thing a zw:Enterprise"),
    "document": ("id/doc/", "VALUES ?kind { zw:OfficialDocument zw:PolicyList } ?thing a ?kind"),
    "fact": ("id/event/", "?thing zw:rule ?by"),
    "indicator": ("code/", "?thing skos:inScheme code:indicator"),
    "matter": ("id/service/", "?thing a zw:ServiceItem"),
    "person": ("id/person/", "VALUES ?kind { zw:Official zw:Person } ?thing a ?kind"),
    "region": ("id/region/", "?thing a zw:Region"),
    "scope": ("id/window/", "?figure zw:statScope ?thing"),
    "series": ("id/series/", "?thing a zw:BulletinSeries"),
    "window": ("id/window/", "?thing a zw:ServiceWindow"),
}
#: Properties that name a thing -> whether by its full name.
_NAMING = {
    f"{PREFIXES[prefix]}{local}": full
    for prefix, local, full in (
        *(("skos", "prefLabel", True), ("dct", "title", True), ("rdfs", "label", True), ("zw", "documentNumber", True)),
        *(
            ("zw", "gbCode", True),
            ("skos", "notation", True),
            ("skos", "altLabel", False),
            ("zw", "printedName", False),
        ),
    )
}
_PRINTED, _REFERS = (PREFIXES["zw"] + name for name in ("printedName", "refersTo"))
_IRI = re.compile(r"<?([a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+)>?", re.IGNORECASE)


def term_of(store: ox.Store, parameter: Parameter, value: str) -> Term:
    """The term for a value; raises UsageError when it is not of the type, not known, or the name of several things."""
    if parameter.type in LITERALS:
        return LITERALS[parameter.type](parameter, value.strip())
    if iri := _iri_of(value.strip()):
        node = ox.NamedNode(iri)
        if not _occurs(store, node):
            raise UsageError("E-NOT-FOUND", value)
        return node
    return _named(store, parameter, value.strip())


def _iri_of(value: str) -> str | None:
    """An IRI that is written out or with a known prefix."""
    found = _IRI.fullmatch(value)
    if found is None:
        return None
    prefix, _, local = found[1].partition(":")
    return PREFIXES[prefix] + local if prefix in PREFIXES else found[1]


def _occurs(store: ox.Store, node: ox.NamedNode) -> bool:
    quads = (store.quads_for_pattern(node, None, None, None), store.quads_for_pattern(None, None, node, None))
    return any(next(iter(found), None) is not None for found in quads)


def _named(store: ox.Store, parameter: Parameter, value: str) -> Term:
    things = _called(store, parameter.type, value) or _called_alike(store, parameter.type, value)
    if len(things) > 1:
        candidates = "、".join(sorted(f"{_name(store, thing)} <{thing.value}>" for thing in things))
        raise UsageError("E-AMBIGUOUS", f"{parameter.name}={value}", candidates=candidates)
    if not things:
        near = nearest(value, (name for _, name, _ in _names(store, parameter.type)))
        raise UsageError("E-NAME", f"{parameter.name}={value}", type=parameter.type, near=near)
    return things.pop()


def _called(store: ox.Store, kind: str, value: str) -> set[ox.NamedNode]:
    """The things of a type with this key or full name, else those with this short or printed name, letter by letter."""
    full: set[ox.NamedNode] = set()
    other: set[ox.NamedNode] = set()
    key = f"{BASE}{THINGS[kind][0]}{value.lower()}"
    if _IRI.fullmatch(key):
        full.add(ox.NamedNode(key))
    spelled = {value, normal(value)}
    for literal in (ox.Literal(text, language=tag) for text in spelled for tag in ("zh", "en", None)):
        for quad in store.quads_for_pattern(None, None, literal, None):
            found = _NAMING.get(quad.predicate.value)
            if found is not None:
                (full if found else other).update(_meant(store, quad))
    return {thing for thing in full if _is(store, thing, kind)} or {thing for thing in other if _is(store, thing, kind)}


def _called_alike(store: ox.Store, kind: str, value: str) -> set[ox.NamedNode]:
    """The same with blanks, quotation marks and the widths of letters left out of account, which takes longer."""
    wanted = normal(value)
    full: set[ox.NamedNode] = set()
    other: set[ox.NamedNode] = set()
    for thing, name, whole in _names(store, kind):
        if normal(name) == wanted:
            (full if whole else other).add(thing)
    return full or other


def _names(store: ox.Store, kind: str) -> Iterator[tuple[ox.NamedNode, str, bool]]:
    """Each thing of a type with each of its names."""
    things = store.query(f"SELECT DISTINCT ?thing WHERE {{ GRAPH ?g {{ {THINGS[kind][1]} }} }}", prefixes=PREFIXES)
    assert isinstance(things, ox.QuerySolutions)
    known = {row["thing"] for row in things}
    for property, full in _NAMING.items():
        for quad in store.quads_for_pattern(None, ox.NamedNode(property), None, None):
            for thing in _meant(store, quad) if property == _PRINTED else (quad.subject,):
                if thing in known:
                    yield thing, quad.object.value, full  # type: ignore[misc, union-attr]


def _meant(store: ox.Store, quad: ox.Quad) -> Iterator[ox.NamedNode]:
    """What a name is of: the subject, or what a printed name refers to."""
    if quad.predicate.value != _PRINTED:
        yield quad.subject  # type: ignore[misc]
        return
    for reference in store.quads_for_pattern(quad.subject, ox.NamedNode(_REFERS), None, None):
        yield reference.object  # type: ignore[misc]


def _is(store: ox.Store, thing: ox.NamedNode, kind: str) -> bool:
    pattern = THINGS[kind][1]
    found = store.query(
        f"ASK {{ GRAPH ?g {{ {pattern} }} }}", prefixes=PREFIXES, substitutions={ox.Variable("thing"): thing}
    )
    return bool(found)


def _name(store: ox.Store, thing: ox.NamedNode) -> str:
    """What a thing is called in a message."""
    for property in (name for name, full in _NAMING.items() if full):
        names = {
            quad.object.value  # type: ignore[union-attr]
            for quad in store.quads_for_pattern(thing, ox.NamedNode(property), None, None)
            if getattr(quad.object, "language", None) != "en"
        }
        if names:
            return min(names)
    return ""


def _day(parameter: Parameter, value: str) -> ox.Literal:
    try:
        day = date.fromisoformat(value)
    except ValueError as error:
        raise _wrong(parameter, value, "2024-06-30") from error
    return ox.Literal(day.isoformat(), datatype=ox.NamedNode(_XSD + "date"))


def _month(parameter: Parameter, value: str) -> ox.Literal:
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", value):
        raise _wrong(parameter, value, "2024-06")
    return ox.Literal(value)


def _integer(parameter: Parameter, value: str) -> ox.Literal:
    if not re.fullmatch(r"-?[0-9]{1,18}", value):
        raise _wrong(parameter, value, "10")
    return ox.Literal(int(value))


def _text(_: Parameter, value: str) -> ox.Literal:
    return ox.Literal(value)


def _wrong(parameter: Parameter, value: str, example: str) -> UsageError:
    return UsageError("E-VALUE", f"{parameter.name}={value}", type=parameter.type, example=example)


#: Type of a parameter that is a value -> how it is read.
LITERALS: Mapping[str, Callable[[Parameter, str], ox.Literal]] = {
    "date": _day,
    "integer": _integer,
    "month": _month,
    "text": _text,
}
