"""What a user gives for a parameter becomes an RDF term: a name, a code or an IRI is looked up, the rest is read.

A name is compared without blanks, quotation marks and the widths of letters, first with the full names and keys of what
the store knows of the type (``四川省林业和草原局``, ``510300``, ``sc-lcj``), then with short and printed names. What
stands for several things is not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import pyoxigraph as ox

from mappers.iris import normal
from zhoubao.catalogue import Parameter
from zhoubao.errors import UsageError
from zhoubao.names import BASE, PREFIXES
from zhoubao.nearest import nearest

__all__ = ["LITERALS", "THINGS", "Term", "term_of"]

Term: TypeAlias = ox.NamedNode | ox.Literal

_XSD = "http://www.w3.org/2001/XMLSchema#"
#: Type of a parameter that names a thing -> how the things of this type are found.
THINGS: Mapping[str, str] = {
    "body": "VALUES ?kind { zw:PublicBody zw:Department zw:Division } ?thing a ?kind",
    "bulletin": "?thing a zw:Bulletin",
    "company": "?thing a zw:Enterprise",
    "document": "VALUES ?kind { zw:OfficialDocument zw:PolicyList } ?thing a ?kind",
    "fact": "?thing zw:rule ?by",
    "indicator": "?thing skos:inScheme code:indicator",
    "matter": "?thing a zw:ServiceItem",
    "person": "VALUES ?kind { zw:Official zw:Person } ?thing a ?kind",
    "programme": "?thing skos:inScheme code:programme",
    "region": "?thing a zw:Region",
    "scope": "?figure zw:statScope ?thing",
    "series": "?thing a zw:BulletinSeries",
    "window": "?thing a zw:ServiceWindow",
}
_NAMES = """
SELECT DISTINCT ?thing ?full ?name WHERE {
  { SELECT DISTINCT ?thing WHERE { GRAPH ?g { %s } } }
  {
    VALUES (?property ?full) {
      (skos:prefLabel true) (dct:title true) (zw:documentNumber true) (zw:gbCode true)
      (skos:notation true) (skos:altLabel false)
    }
    GRAPH ?naming { ?thing ?property ?name }
  } UNION {
    VALUES (?property ?full) { (rdfs:label true) }
    GRAPH ?naming { ?thing ?property ?name }
  } UNION {
    GRAPH ?naming { ?mention zw:refersTo ?thing ; zw:printedName ?name }
    BIND(false AS ?full)
  }
}
"""
_IRI = re.compile(r"<?([a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+)>?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Names:
    """Normalised name -> things, full names apart from the others; how each thing is called; all names as written."""

    full: dict[str, set[str]]
    other: dict[str, set[str]]
    called: dict[str, str]
    printed: set[str]


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
    names = _names(store, parameter.type)
    wanted = normal(value)
    things = names.full.get(wanted) or names.other.get(wanted) or set()
    if len(things) > 1:
        candidates = "、".join(sorted(f"{names.called.get(thing, '')} <{thing}>" for thing in things))
        raise UsageError("E-AMBIGUOUS", f"{parameter.name}={value}", candidates=candidates)
    if not things:
        raise UsageError("E-NAME", f"{parameter.name}={value}", type=parameter.type, near=nearest(value, names.printed))
    return ox.NamedNode(things.pop())


def _names(store: ox.Store, kind: str) -> _Names:
    found = store.query(_NAMES % THINGS[kind], prefixes=PREFIXES)
    assert isinstance(found, ox.QuerySolutions)
    names = _Names({}, {}, {}, set())
    for row in found:
        thing, name, full = row["thing"].value, row["name"], row["full"].value == "true"
        (names.full if full else names.other).setdefault(normal(name.value), set()).add(thing)
        names.full.setdefault(_key(thing), set()).add(thing)
        names.printed.add(name.value)
        if full and name.language in ("zh", None):
            names.called[thing] = max(names.called.get(thing, ""), name.value)
    return names


def _key(iri: str) -> str:
    """The part of an IRI that names a thing among its like: 510300, sc-lcj, sc-ckgzzb/2024-21, shouli."""
    local = iri.removeprefix(BASE)
    return normal(local.partition("/")[2] if local.startswith("code/") else local.split("/", 2)[-1])


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
