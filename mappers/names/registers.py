"""The registers of regions, public bodies and series of bulletins: what a name stands for, and where.

Names come from ``ontology/registers/*.ttl`` alone: a label added there is a name learnt here. A name that could be
two things is never guessed: it is settled by the jurisdiction of the publisher or by the region around it, or it stays
open. Registers are a value: they are loaded once and handed to whatever reads names with them.

>>> registers = load_registers()
>>> registers.full_name("511722"), registers.full_name("500118"), registers.resolve_region("宣汉", "510000").code
('达州市宣汉县', '重庆市永川区', '511722')
>>> registers.resolve_region("朝阳区", None).code is None
True
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from mappers import resources
from mappers.names.register_entries import BodyEntry, RegionEntry, SeriesEntry, read_bodies, read_regions, read_series
from mappers.names.user_entries import NOTHING, Added
from mappers.regex import regex
from mappers.text.source import SourceError

__all__ = ["BodyEntry", "RegionEntry", "Registers", "Resolution", "SeriesEntry", "load", "load_registers"]

_MUNICIPALITIES = frozenset({"110000", "120000", "310000", "500000"})
#: Districts whose name is a common noun as well (主城区, 老城区改造): only their own city settles that one is meant.
_NOUN = regex(
    "(?:[东西南北城郊矿]|[新老古山]城|城[东西北中厢]|[路港市][南北]|桥[东西]|西市|站前|港口|海港|河口|运河)区"
)


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a name of a region was settled to; where it was not, code is None and candidates says what it could be."""

    code: str | None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Registers:
    """All registers, with their indexes. Codes and slugs are keys as in the IRIs.

    `added` is what a user has added to them; it enters the version of what is read with them.
    """

    regions: Mapping[str, RegionEntry]
    bodies: Mapping[str, BodyEntry]
    series: Mapping[str, SeriesEntry]
    added: Added = NOTHING
    _regions_by_name: Mapping[str, tuple[RegionEntry, ...]] = field(init=False, repr=False)
    _bodies_by_name: Mapping[str, tuple[BodyEntry, ...]] = field(init=False, repr=False)
    _bodies_by_form: Mapping[str, tuple[BodyEntry, ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        indexes = {
            "_regions_by_name": _index(self.regions.values(), _names_of),
            "_bodies_by_name": _index(self.bodies.values(), lambda body: (_plain(body.name),)),
            "_bodies_by_form": _index(self.bodies.values(), lambda body: map(_plain, body.alt)),
        }
        for name, index in indexes.items():
            object.__setattr__(self, name, index)

    def regions_named(self, name: str) -> tuple[RegionEntry, ...]:
        """The regions that bear this full or short name, in the order of their codes."""
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

        `jurisdiction` is the region of the publisher, `context` the regions that enclose the name in the text. What
        alone bears the name in one of them is meant; where they lead to different regions the name stays open. A name
        from elsewhere is settled when nothing else in China is called so; there a county is called by its full form
        only. Of a prefecture and its own county of the same short name (广安市, 广安区) the prefecture is meant; a
        county that shares its short name with a prefecture elsewhere (中山区, 中山市) is meant in its own city only.
        Compound names (达州市宣汉县) are read from the left.
        """
        codes = tuple(region.code for region in self.regions_named(name))
        if not codes:
            return self._resolve_compound(name, jurisdiction, context)
        areas = dict.fromkeys((*context, *filter(None, (jurisdiction,))))
        inside = [self._outermost(tuple(code for code in codes if self._settles(area, code, name))) for area in areas]
        settled = self._innermost(tuple(sorted({found[0] for found in inside if len(found) == 1})))
        if settled:
            return Resolution(settled[0], codes) if len(settled) == 1 else Resolution(None, settled)
        near = tuple(code for code in codes if any(self.is_within(code, area) for area in areas))
        everywhere = self._outermost(tuple(code for code in codes if self._is_called_so_elsewhere(code, name)))
        if not near and len(everywhere) == 1 and self._known_everywhere(everywhere[0], name):
            return Resolution(everywhere[0], codes)
        return Resolution(None, near or codes)

    def body_named(self, name: str, jurisdiction: str | None) -> BodyEntry | None:
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
        """The codes that do not lie in another one of them."""
        return tuple(code for code in codes if not set(self._line(code)[1:]) & set(codes))

    def _innermost(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        """The codes that no other one of them lies in."""
        around = {outer for code in codes for outer in self._line(code)[1:]}
        return tuple(code for code in codes if code not in around)

    def _settles(self, area: str, code: str, name: str) -> bool:
        """Whether a region lies in an area that is near enough to tell that it is meant."""
        region = self.regions[code]
        if region.level == "county" and (_NOUN.fullmatch(name) or self._names_a_prefecture_elsewhere(name, code)):
            return area in (code, region.parent)
        return self.is_within(code, area)

    def _names_a_prefecture_elsewhere(self, name: str, code: str) -> bool:
        return any(
            other.level != "county" and not self.is_within(code, other.code) for other in self.regions_named(name)
        )

    def _is_called_so_elsewhere(self, code: str, name: str) -> bool:
        """Whether people far away call it so: a county by its full form, a district of a municipality by any."""
        region = self.regions[code]
        return region.level != "county" or region.parent in _MUNICIPALITIES or _is_full_form(name)

    def _known_everywhere(self, code: str, name: str) -> bool:
        """Whether a name that nothing else in China bears is enough, with no area to tell."""
        region = self.regions[code]
        if _NOUN.fullmatch(name) or name in region.word_names:
            return False
        return region.level != "county" or _is_full_form(name)

    def _resolve_compound(self, name: str, jurisdiction: str | None, context: tuple[str, ...]) -> Resolution:
        for cut in range(len(name) - 2, 1, -1):
            if not self.regions_named(name[:cut]):
                continue
            head = self.resolve_region(name[:cut], jurisdiction, context).code
            if head is None:
                continue
            tail = self.resolve_region(name[cut:], None, (head,)).code
            if (
                tail not in (None, head)
                and self.is_within(tail, head)
                and name[cut:] not in self.regions[tail].word_names
            ):
                return Resolution(tail, (tail,))
        return Resolution(None)

    def _form_holds(self, form: str, body: BodyEntry, jurisdiction: str | None) -> bool:
        if body.region is None:
            return False
        if self._names_its_region(form, body.region):
            return True
        if jurisdiction is None:
            return False
        if form.startswith(("省", "市", "自治区", "州")) or form.endswith("厅"):
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


def _names_of(region: RegionEntry) -> Iterable[str]:
    return (region.name, *region.short_names, *region.word_names)


def _is_full_form(name: str) -> bool:
    return len(name) > 2 and name.endswith(("县", "区", "市", "旗"))


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


def load(folder: Path) -> Registers:
    """Reads regions.ttl, bodies.ttl and series.ttl of a folder.

    Raises ValueError, with file and subject, for an entry that lacks what it needs, and SyntaxError for bad Turtle.
    """
    return Registers(
        regions=MappingProxyType(read_regions(folder / "regions.ttl")),
        bodies=MappingProxyType(read_bodies(folder / "bodies.ttl")),
        series=MappingProxyType(read_series(folder / "series.ttl")),
    )


def load_registers(added: Added = NOTHING) -> Registers:
    """The registers of this installation, with what a user has added; the same value for the same additions.

    Raises SourceError E-REGISTER for an entry that is wrong.
    """
    return _with(added) if added.files else _own()


@cache
def _own() -> Registers:
    return load(resources.path("ontology") / "registers")


@lru_cache(maxsize=4)
def _with(added: Added) -> Registers:
    own = _own()
    bodies = dict(own.bodies)
    for path, data in added.files:
        try:
            found = read_bodies(path, data)
        except (ValueError, SyntaxError, KeyError) as error:
            reason = str(error).removeprefix(f"{path}: ")
            raise SourceError("E-REGISTER", path, reason=reason) from error
        for slug, body in found.items():
            if slug in bodies:
                raise SourceError("E-REGISTER/twice", path, slug=slug)
            if body.region not in own.regions:
                raise SourceError("E-REGISTER/jurisdiction", path, slug=slug)
            bodies[slug] = body
    return Registers(own.regions, MappingProxyType(dict(sorted(bodies.items()))), own.series, added)
