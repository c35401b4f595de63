"""Every IRI is minted here; nothing else in the project spells one.

Paths are lower-case ASCII, Chinese stands in labels only. An IRI is made of what identifies a thing and of nothing that
merely happened to be read with it: no running numbers, no offsets, no file names, no time of reading. So adding a fact
never renames another, and neither does other layout. What has no register key is named by :func:`digest` of its name.

============ ===================================================================================
region       ``id/region/{GB/T 2260}``; named by description only: ``id/region/n-{hash}``
body         ``id/org/{slug}``; not registered: ``id/org/n-{hash of its fullest name}``
division     ``id/org/{body}-{hash of its name without the body's}``
window       ``id/window/{body}``; when it is more than *the* window of the body: ``…-{hash}``
bulletin     ``id/bulletin/{series}/{year}-{no}``, else ``{date}``, else ``sha256-{12}``
document     alone: ``id/bulletin/{publisher}/n-{hash of its number}``, else ``{date}-{hash of its title}``, else ``sha256-{12}``
its graph    ``graph/bulletin/{series}/{year}-{no}``
fact         ``id/{folder}/{series}/{year}-{no}/{kind}[-{leading body}][-{day or region}]-{hash of its slots}``
document     ``id/doc/{issuer}-{kind}-{year}-{n}``, ``id/doc/n-{hash of its number}``, ``id/doc/{kind}-{hash}``
span         ``id/span/sha256-{16}/{start}-{end}``, under the source whose offsets it has
concept      ``code/{name}``; not in a code list: ``code/{sort}-{hash of its label}``
============ ===================================================================================
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from base64 import b32encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from mappers.facts.fact import Entity, EntityType, Person
from mappers.facts.model import MODEL
from mappers.rdf.terms import Iri
from mappers.regex import regex

__all__ = [
    "BASE",
    "CODE",
    "ONTOLOGY",
    "SHAPE",
    "Scope",
    "bulletin",
    "code",
    "concept",
    "digest",
    "distribution",
    "document",
    "document_key",
    "entity",
    "fact",
    "fact_list",
    "fact_part",
    "graph",
    "issue_key",
    "mention",
    "normal",
    "org_key",
    "patrol",
    "period",
    "person",
    "section",
    "series",
    "source",
    "span",
    "stat_dataset",
    "tenure",
    "version",
    "window_of",
]

#: The one place where the address is written. Not registered at w3id.org yet: a name, not a promise.
BASE = "https://w3id.org/zhoubao/"
ONTOLOGY = f"{BASE}ontology#"
SHAPE = f"{BASE}shape#"
CODE = f"{BASE}code/"

_SLUG = regex(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
_LAYOUT = regex(r"[\s*《》“”‘’\"']+")
_NUMBERED = regex(r"(\d{4})年第?(\d{1,4})号")
_WINDOW = regex(r"(?:政务服务|政务|行政审批|审批|服务)?窗口$")


@dataclass(frozen=True, slots=True)
class Scope:
    """The bulletin within which a name is minted: slug of its series, key of its issue."""

    series: str
    issue: str

    @property
    def key(self) -> str:
        return f"{self.series}/{self.issue}"


@lru_cache(maxsize=65536)
def normal(text: str) -> str:
    """The text as far as it identifies: NFKC, lower case, without blanks, ``*``, quotation marks and 《》.

    >>> normal(" **《 关于Ａ的通知 》** ")
    '关于a的通知'
    """
    return _LAYOUT.sub("", unicodedata.normalize("NFKC", text)).lower()


@lru_cache(maxsize=65536)
def digest(*parts: str) -> str:
    """Sixteen characters for the parts: 80 bits of SHA-256 in base 32.

    With 40 bits two of a million names would meet with odds of 37 %; with 80 the odds are below one in a trillion.
    """
    return b32encode(hashlib.sha256("\x1f".join(parts).encode()).digest()[:10]).decode().lower()


def issue_key(year: int | None, issue: int | None, published: date | None, sha256: str) -> str:
    """Key of an issue inside its series: year and number, else the day, else the start of the source's hash."""
    year = year if year is not None else published.year if published else None
    if year is not None and issue is not None:
        return f"{year}-{issue}"
    return published.isoformat() if published else f"sha256-{sha256[:12].lower()}"


def document_key(number: str | None, title: str | None, published: date | None, sha256: str, *, signed: bool) -> str:
    """Key of a single document beside its publisher's: its number, else day and title, else the start of its hash.

    A number that names no year (第7号) begins anew each year: the year of issue belongs to it. Without a publisher (`signed` is false) two offices could have the same number: the hash alone tells them apart.
    """
    if signed and number and re.search(r"\d{4}", number):
        return f"n-{digest(normal(number))}"
    if signed and number and published:
        return f"n-{digest(str(published.year), normal(number))}"
    if signed and title and published:
        return f"{published.isoformat()}-{digest(normal(title))}"
    return f"sha256-{sha256[:12].lower()}"


def series(slug: str) -> Iri:
    return Iri(f"{BASE}id/series/{slug}")


def bulletin(scope: Scope) -> Iri:
    return Iri(f"{BASE}id/bulletin/{scope.key}")


def graph(scope: Scope) -> Iri:
    return Iri(f"{BASE}graph/bulletin/{scope.key}")


def section(scope: Scope, key: str) -> Iri:
    """By position ("4.1", "att1"); the printed number is only data, since bulletins print it wrongly."""
    return Iri(f"{BASE}id/section/{scope.key}/s{key}")


def distribution(scope: Scope, kind: str, recipients: tuple[str, ...]) -> Iri:
    return Iri(f"{BASE}id/distribution/{scope.key}/{kind}-{digest(*recipients)}")


def stat_dataset(scope: Scope) -> Iri:
    return Iri(f"{BASE}id/obs/{scope.key}")


def patrol(scope: Scope) -> Iri:
    return Iri(f"{BASE}id/patrol/{scope.key}")


def source(sha256: str) -> Iri:
    return Iri(f"{BASE}id/source/sha256-{sha256[:16].lower()}")


def span(sha256: str, start: int, end: int) -> Iri:
    return Iri(f"{BASE}id/span/sha256-{sha256[:16].lower()}/{start}-{end}")


def mention(scope: Scope, target: str, printed: str) -> Iri:
    return Iri(f"{BASE}id/mention/{scope.key}/{digest(target, normal(printed))}")


def fact(scope: Scope, kind: str, lead: str | None, when: str | None, content: str) -> Iri:
    """A fact: its kind, its leading registered body, its day or region, and a hash of all that it says."""
    parts = [kind.replace("_", "-"), *(part for part in (lead, when) if part), digest(kind, content)]
    return Iri(f"{BASE}id/{MODEL[kind].folder}/{scope.key}/{'-'.join(parts)}")


def fact_part(owner: Iri, name: str) -> Iri:
    """A node that exists only as part of a fact: a row, a part of a sum, a finding."""
    return Iri(f"{owner}/{name}")


def period(start: date | None, end: date | None) -> Iri:
    """Days, shared by all bulletins; an open start or end is left blank."""
    if start is None and end is None:
        return Iri(f"{BASE}id/period/unstated")
    return Iri(f"{BASE}id/period/{start.isoformat() if start else ''}_{end.isoformat() if end else ''}")


def document(title: str, number: str | None, kind: str, issuer: str | None, scope: Scope) -> Iri:
    """A document by its number where it has one, else by its title; the issuer is no part of a title's key."""
    numbered = _NUMBERED.search(normal(number or title))
    if numbered and (number or not normal(title)[: numbered.start()]):
        return Iri(f"{BASE}id/doc/{issuer or scope.series}-{kind}-{numbered[1]}-{int(numbered[2])}")
    return Iri(f"{BASE}id/doc/n-{digest(normal(number))}" if number else f"{BASE}id/doc/{kind}-{digest(normal(title))}")


def org_key(body: Entity) -> str:
    """Slug of a registered body, else a hash of its fullest name; a division hangs on its body."""
    if body.ref and _SLUG.fullmatch(body.ref):
        return body.ref
    if body.type is EntityType.DIVISION and body.parent is not None:
        return f"{org_key(body.parent)}-{digest(_own_name(body))}"
    return f"n-{digest(normal(body.name))}"


def window_of(body: Entity) -> Iri:
    """The window of a body, for tables that name the body and mean its window."""
    if body.type is EntityType.WINDOW:
        return entity(body, Scope("", ""))
    return Iri(f"{BASE}id/window/{org_key(body)}")


def person(official: Person, scope: Scope) -> Iri:
    """An official is the name within the body: a name alone is far too common to be a key."""
    if official.body is None:
        return Iri(f"{BASE}id/person/n-{digest(scope.key, normal(official.name))}")
    return Iri(f"{BASE}id/person/{org_key(official.body)}-{digest(normal(official.name))}")


def tenure(official: Person, post: str, scope: Scope) -> Iri:
    return Iri(f"{person(official, scope).replace('/person/', '/tenure/')}-{digest(normal(post))}")


def entity(named: Entity, scope: Scope) -> Iri:
    """The IRI of what a name stands for."""
    return Iri(BASE + "id/" + _ENTITY[named.type](named, scope))


def fact_list(name: str, scope: Scope) -> Iri:
    """A list, zone or catalogue of matters, named by its wording within the series."""
    return Iri(f"{BASE}id/list/{digest(scope.series, normal(name))}")


def _own_name(unit: Entity) -> str:
    """The name of a unit without that of its body."""
    name = normal(unit.name)
    for parent in sorted({normal(unit.parent.name), normal(unit.parent.text)} if unit.parent else (), key=len)[::-1]:
        if name.startswith(parent):
            return name[len(parent) :]
    return name


def _context(named: Entity, scope: Scope) -> str:
    """What a name needs to be unique: nothing when the context gave its fullest form, else whose or where it is."""
    if named.full:
        return ""
    return org_key(named.parent) if named.parent else named.region or scope.series


def _window(named: Entity, scope: Scope) -> str:
    if named.parent is None:
        return f"window/n-{digest(_context(named, scope), normal(named.name))}"
    rest = _WINDOW.sub("", _own_name(named))
    if not rest or rest in normal(named.parent.name) or rest in normal(named.parent.text):
        return f"window/{org_key(named.parent)}"
    return f"window/{org_key(named.parent)}-{digest(rest)}"


def _region(named: Entity, scope: Scope) -> str:
    if named.ref and _SLUG.fullmatch(named.ref):
        return f"region/{named.ref}"
    return f"region/n-{digest(_context(named, scope), normal(named.name))}"


def _matter(named: Entity, scope: Scope) -> str:
    if named.ref and _SLUG.fullmatch(named.ref.lower()):
        return f"service/{named.ref.lower()}"
    return f"service/n-{digest(normal(named.name))}"


_ENTITY: dict[EntityType, Callable[[Entity, Scope], str]] = {
    EntityType.BODY: lambda named, scope: f"org/{org_key(named)}",
    EntityType.DIVISION: lambda named, scope: f"org/{org_key(named)}",
    EntityType.WINDOW: _window,
    EntityType.GROUP: lambda named, scope: f"group/{digest(_context(named, scope), normal(named.name))}",
    EntityType.COMPANY: lambda named, scope: f"company/{digest(normal(named.name))}",
    EntityType.PERSON: lambda named, scope: f"person/n-{digest(scope.key, normal(named.name))}",
    EntityType.REGION: _region,
    EntityType.PLACE: lambda named, scope: f"place/{digest(_context(named, scope), normal(named.name))}",
    EntityType.MATTER: _matter,
    EntityType.PLATFORM: lambda named, scope: f"platform/{digest(normal(named.name))}",
    EntityType.TEXT: lambda named, scope: f"group/{digest(_context(named, scope), normal(named.name))}",
}


def code(name: str) -> Iri:
    """A concept or scheme of a published code list."""
    return Iri(CODE + name)


def concept(sort: str, *label: str) -> Iri:
    """A concept that no code list has yet, by its label."""
    return Iri(f"{CODE}{sort}-{digest(*map(normal, label))}")


def version(number: str) -> Iri:
    """The version IRI of the ontology."""
    return Iri(f"{BASE}ontology/{number}")
