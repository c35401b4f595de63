"""The registers of regions, public bodies and series of bulletins: what a name stands for, and where.

Names come from ``ontology/registers/*.ttl`` alone: a label added there is a name learnt here. A name that could be two
things is never guessed: it is settled by the jurisdiction of the publisher or by the region around it, or it stays open.

>>> known = registers()
>>> known.full_name("511722"), known.full_name("500118"), known.resolve_region("宣汉", "510000").code
('达州市宣汉县', '重庆市永川区', '511722')
>>> known.resolve_region("朝阳区", None).code is None
True
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

import pyoxigraph as ox

from mappers import resources

__all__ = ["Body", "Region", "Registers", "Resolution", "Series", "load", "registers"]

_BASE = "https://w3id.org/zhoubao/"
_REGION = f"{_BASE}id/region/"
_BODY = f"{_BASE}id/org/"
_SERIES = f"{_BASE}id/series/"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_TYPES = {"Department": "department", "PublicBody": "public_body", "Division": "division"}
_LEVELS = {"province": 0, "prefecture": 1, "county": 2}
_MUNICIPALITIES = frozenset({"110000", "120000", "310000", "500000"})
#: Districts that many cities have or that any place could call so: only the city itself settles which one is meant.
_GENERIC = frozenset({"东区", "西区", "南区", "北区", "城区", "郊区", "矿区"})
_ENCLOSING = ("省", "市", "州", "自治区", "自治州")


@dataclass(frozen=True, slots=True)
class Region:
    """An administrative region. level: province, prefecture or county; parent: code of the region that it belongs to."""

    code: str
    name: str
    level: str
    parent: str | None
    short_names: tuple[str, ...] = ()
    name_en: str | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """A public body. type: department, public_body or division; alt: its other names, misprints that occur included."""

    slug: str
    name: str
    alt: tuple[str, ...]
    type: str
    region: str | None
    unit_of: str | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """A series of bulletins; publisher is the slug of a body."""

    slug: str
    title: str
    publisher: str | None


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a name of a region was settled to; where it was not, code is None and candidates says what it could be."""

    code: str | None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Registers:
    """All registers, with their indexes. Codes and slugs are keys as in the IRIs."""

    regions: Mapping[str, Region]
    bodies: Mapping[str, Body]
    series: Mapping[str, Series]
    _regions_by_name: Mapping[str, tuple[Region, ...]] = field(init=False, repr=False)
    _bodies_by_name: Mapping[str, tuple[Body, ...]] = field(init=False, repr=False)
    _bodies_by_form: Mapping[str, tuple[Body, ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        indexes = {
            "_regions_by_name": _index(self.regions.values(), lambda region: (region.name, *region.short_names)),
            "_bodies_by_name": _index(self.bodies.values(), lambda body: (_plain(body.name),)),
            "_bodies_by_form": _index(self.bodies.values(), lambda body: map(_plain, body.alt)),
        }
        for name, index in indexes.items():
            object.__setattr__(self, name, index)

    def regions_named(self, name: str) -> tuple[Region, ...]:
        """The regions that bear this full or short name, by code."""
        return self._regions_by_name.get(name, ())

    def is_within(self, code: str, ancestor: str) -> bool:
        """Whether a region is another one or lies in it."""
        return ancestor in self._line(code)

    def full_name(self, code: str) -> str:
        """The official full form: counties with their prefecture, or with the municipality that they belong to.

        Raises KeyError for a code that is not in the register.
        """
        region = self.regions[code]
        parent = self.regions.get(region.parent or "")
        if parent and (parent.level == "prefecture" or parent.code in _MUNICIPALITIES):
            return parent.name + region.name
        return region.name

    def resolve_region(self, name: str, jurisdiction: str | None, context: tuple[str, ...] = ()) -> Resolution:
        """Settles which region a name means.

        `jurisdiction` is the region of the publisher, `context` the regions that enclose the name in the text. What lies
        in one of them is taken when it is the only one; where both lead to different regions the name stays open. A name
        from elsewhere is taken when nothing else in China is called so and, for a county, when it is the full name. Of a
        prefecture and its own county of the same short name (广安市, 广安区) the prefecture is meant. Compound names
        (达州市宣汉县) are read from the left.
        """
        found = self.regions_named(name)
        if not found:
            return self._resolve_compound(name, jurisdiction, context)
        codes = tuple(region.code for region in found)
        areas = dict.fromkeys((*context, *((jurisdiction,) if jurisdiction else ())))
        settled: dict[str, None] = {}
        for area in areas:
            inside = self._outermost(tuple(code for code in codes if self._settles(area, code, name)))
            if len(inside) == 1:
                settled[inside[0]] = None
        if settled:
            best = self._innermost_areas(tuple(settled), context)
            return Resolution(best[0], codes) if len(best) == 1 else Resolution(None, best)
        near = tuple(code for code in codes if any(self.is_within(code, area) for area in areas))
        if near:
            return Resolution(None, near)
        outermost = self._outermost(codes)
        if len(outermost) == 1 and self._known_everywhere(self.regions[outermost[0]], name):
            return Resolution(outermost[0], codes)
        return Resolution(None, codes)

    def body_named(self, name: str, jurisdiction: str | None) -> Body | None:
        """The body of this name for a reader in this jurisdiction.

        A full name, and a form that names its region (四川省科技厅), hold anywhere. 省科技厅 and 科技厅 hold within the
        province only; a form without either (政务中心) only for the publisher of the very region.
        """
        key = _plain(name)
        full = self._bodies_by_name.get(key, ())
        if full:
            return full[0] if len(full) == 1 else None
        fitting = tuple(body for body in self._bodies_by_form.get(key, ()) if self._form_holds(key, body, jurisdiction))
        return fitting[0] if len(fitting) == 1 else None

    def series_slug(
        self, title: str, publisher_ref: str | None, publisher_name: str | None, region_code: str | None
    ) -> str:
        """The slug of a series: that of the register, else region code and hash of title and publisher."""
        plain = _plain(title)
        body = self.bodies.get(publisher_ref or "") or (
            self.body_named(publisher_name, region_code) if publisher_name else None
        )
        for series in self.series.values():
            if _plain(series.title) == plain and body is not None and series.publisher == body.slug:
                return series.slug
        publisher = body.slug if body else publisher_ref or _plain(publisher_name or "")
        digest = hashlib.sha256(f"{plain}\n{publisher}".encode()).hexdigest()[:8]
        return f"{region_code or 'cn'}-{digest}"

    def _line(self, code: str) -> tuple[str, ...]:
        """A region and all that it lies in, from the inside out."""
        line: list[str] = []
        region = self.regions.get(code)
        while region is not None:
            line.append(region.code)
            region = self.regions.get(region.parent or "")
        return tuple(line)

    def _outermost(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        """The codes without those that lie in another one of them."""
        return tuple(
            code for code in codes if not any(other != code and self.is_within(code, other) for other in codes)
        )

    def _settles(self, area: str, code: str, name: str) -> bool:
        """Whether a region lies in an area that is near enough to tell which one is meant."""
        if not self.is_within(code, area):
            return False
        return name not in _GENERIC or area in (code, self.regions[code].parent)

    def _innermost_areas(self, settled: tuple[str, ...], context: tuple[str, ...]) -> tuple[str, ...]:
        """One answer where the areas agree; where a wider area says less than one inside it, the inner one."""
        if len(settled) == 1:
            return settled
        inner = tuple(code for code in settled if any(self.is_within(code, area) for area in context))
        outside = tuple(code for code in settled if code not in inner)
        if len(inner) == 1 and all(self.is_within(inner[0], code) for code in outside):
            return inner
        return settled

    def _known_everywhere(self, region: Region, name: str) -> bool:
        """Whether a name that nothing else in China bears is enough, with no area to tell."""
        return region.level != "county" or (name == region.name and len(name) > 2 and name not in _GENERIC)

    def _resolve_compound(self, name: str, jurisdiction: str | None, context: tuple[str, ...]) -> Resolution:
        for cut in range(len(name) - 2, 1, -1):
            head = (
                self.resolve_region(name[:cut], jurisdiction, context) if name[:cut] in self._regions_by_name else None
            )
            if head is None or head.code is None:
                continue
            tail = self.resolve_region(name[cut:], None, (head.code,))
            if tail.code is not None and tail.code != head.code and self.is_within(tail.code, head.code):
                return Resolution(tail.code, (tail.code,))
        return Resolution(None, ())

    def _form_holds(self, form: str, body: Body, jurisdiction: str | None) -> bool:
        if body.region is None:
            return False
        if self._names_its_region(form, body.region):
            return True
        if jurisdiction is None:
            return False
        if form.startswith(_ENCLOSING) or form.endswith("厅"):
            return self.is_within(jurisdiction, body.region)
        return jurisdiction == body.region

    def _names_its_region(self, form: str, region: str) -> bool:
        """Whether a form carries the name of its region: 四川省科技厅, 共青团四川省委, 四川气象局, 成都海关."""
        own = self.regions.get(region)
        if own is not None and any(name in form for name in (own.name, *own.short_names)):
            return True
        starts = (
            found
            for cut in range(2, len(form))
            for found in self.regions_named(form[:cut])
            if found.level == "prefecture"
        )
        return any(self.is_within(found.code, region) for found in starts)


_T = TypeVar("_T")


def _index(items: Iterable[_T], names: Callable[[_T], Iterable[str]]) -> Mapping[str, tuple[_T, ...]]:
    index: dict[str, tuple[_T, ...]] = {}
    for item in items:
        for name in dict.fromkeys(names(item)):
            index[name] = (*index.get(name, ()), item)
    return MappingProxyType(index)


def _plain(name: str) -> str:
    """A name without blanks, with full-width brackets: what two spellings of one name have in common."""
    folded = unicodedata.normalize("NFKC", "".join(name.split()))
    return folded.replace("(", "（").replace(")", "）")


@dataclass(slots=True)
class _Node:
    """What a register says of one subject."""

    iri: str
    types: list[str] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)


def _nodes(path: Path) -> dict[str, _Node]:
    """The subjects of a Turtle file; `values` by local name of the property, IRIs by their last segment."""
    nodes: dict[str, _Node] = {}
    for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
        subject, predicate, value = quad.subject.value, quad.predicate.value, quad.object.value
        node = nodes.get(subject)
        if node is None:
            node = nodes[subject] = _Node(subject)
        local = predicate[max(predicate.rfind("#"), predicate.rfind("/")) + 1 :]
        if local == "prefLabel":
            node.labels[quad.object.language or ""] = value
        elif predicate in (f"{_SKOS}altLabel", f"{_SKOS}hiddenLabel"):
            node.names.append(value)
        elif local == "type":
            node.types.append(value[value.rfind("#") + 1 :])
        else:
            node.values[local] = value[value.rfind("/") + 1 :] if isinstance(quad.object, ox.NamedNode) else value
    return nodes


def _keyed(nodes: Mapping[str, _Node], prefix: str) -> list[tuple[str, _Node]]:
    return sorted((iri.removeprefix(prefix), node) for iri, node in nodes.items() if iri.startswith(prefix))


def _region(code: str, node: _Node) -> Region:
    return Region(
        code=code,
        name=node.labels["zh"],
        level=node.values["regionLevel"],
        parent=node.values.get("within"),
        short_names=tuple(sorted(node.names)),
        name_en=node.labels.get("en"),
    )


def _body(slug: str, node: _Node, nodes: Mapping[str, _Node]) -> Body:
    unit_of = node.values.get("unitOf")
    parent = nodes.get(f"{_BODY}{unit_of}")
    return Body(
        slug=slug,
        name=node.labels["zh"],
        alt=tuple(sorted(node.names)),
        type=next(_TYPES[name] for name in node.types if name in _TYPES),
        region=node.values.get("jurisdiction") or (parent.values.get("jurisdiction") if parent else None),
        unit_of=unit_of,
    )


def load(folder: Path) -> Registers:
    """Reads regions.ttl, bodies.ttl and series.ttl of a folder; about 50 ms for the registers of the project."""
    regions, bodies, series = (_nodes(folder / f"{name}.ttl") for name in ("regions", "bodies", "series"))
    return Registers(
        regions=MappingProxyType({code: _region(code, node) for code, node in _keyed(regions, _REGION)}),
        bodies=MappingProxyType({slug: _body(slug, node, bodies) for slug, node in _keyed(bodies, _BODY)}),
        series=MappingProxyType(
            {
                slug: Series(slug, node.labels["zh"], node.values.get("publisher"))
                for slug, node in _keyed(series, _SERIES)
            }
        ),
    )


@cache
def registers() -> Registers:
    """The registers of this installation, read once per process."""
    return load(resources.path("ontology") / "registers")
