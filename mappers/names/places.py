"""Regions in a text: full names anywhere, short forms where the jurisdiction or a neighbour settles them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import ahocorasick_rs

from mappers.facts.fact import Entity, EntityType
from mappers.names.mask import Mask, R, Value
from mappers.names.registers import Registers, Resolution
from mappers.regex import regex

__all__ = ["AmbiguousName", "Jurisdiction", "mark_regions", "region_entity"]

_BEFORE_SHORT = regex(r"[托予给在赴到往对与和、及由自至从、（，。：；]$|^$|[\ue000-\ue0ff]$")
_AFTER_SHORT = regex(
    r"^(?:[、与和及，。；（）召举开调考督检签等两\d一二三四五六七八九十]|市|州|县|$|[\ue000-\ue0ff])|^(?:参加|学习|考察|调研|省|设立|挂牌|率先|首)"
)
_ZONE = regex(
    r"(?:{R}?(?:两江|天府|贵安|西咸|雄安|滨海|东部|西部)|{R}|两江|天府|贵安|西咸|雄安|滨海|浦东|舟山群岛|兰州|南沙|西海岸|金普|湘江|江北|滇中|赣江|东部|西部|万盛|国际|中德|中新|苏州|横琴|前海)"
    r"(?:新区|高新技术产业开发区|高新区|经济技术开发区|经济开发区|经开区|保税港区|综合保税区|保税区|自贸试验区|自贸区|合作区|科学城|工业园区)".replace(
        "{R}", R
    )
)
_LISTED = regex(rf"(?<={R}、)(?P<x>[\u4e00-\u9fff]{{2}})(?=[、和]{R}|[两\d一二三四五六七八九十]+[市县区州])")
_NOT_AFTER = ("通办", "“", "菜", "话", "剧", "盆地", "方言", "路", "港", "江")


@dataclass(frozen=True, slots=True)
class AmbiguousName:
    """A name that was not settled, with what it could mean."""

    text: str
    start: int
    end: int
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """The region that a publisher speaks for, and the regions around it; None where it is not known."""

    code: str | None

    @property
    def province(self) -> str | None:
        """The first-level region."""
        return self.code[:2] + "0000" if self.code else None

    @property
    def prefecture(self) -> str | None:
        """The prefecture, in a municipality the municipality; None above."""
        if self.code is None:
            return None
        if self.code[:2] in ("11", "12", "31", "50"):
            return self.province
        return self.code[:4] + "00" if self.code[2:4] != "00" else None

    @property
    def county(self) -> str | None:
        """The county or district; None above."""
        return self.code if self.code and self.code[4:] != "00" else None

    def of(self, prefix: str) -> str | None:
        """What 省, 市, 县, 区, 州 mean here."""
        return {
            "省": self.province,
            "自治区": self.province,
            "市": self.prefecture,
            "州": self.prefecture,
            "县": self.county,
            "区": self.county,
            "旗": self.county,
        }.get(prefix)


#: Districts whose names are common nouns: read only behind the name of their city.
_COMMON = frozenset(("城区", "郊区", "矿区", "市辖区", "新区", "开发区"))


@lru_cache(maxsize=2)
def _automaton(registers: Registers) -> tuple[ahocorasick_rs.AhoCorasick, tuple[str, ...], Mapping[str, bool]]:
    """All names of regions; the mapping tells of each whether it is as good as a full name (秀山县, 凉山州)."""
    names: dict[str, bool] = {}
    for region in registers.regions.values():
        if region.name in _COMMON:
            continue
        names[region.name] = True
        for short in region.short_names:
            if len(short) > 1:
                names.setdefault(short, len(short) > 2 and short.endswith(("州", "县", "旗")))
            if region.name.endswith("自治县") and len(short) > 1 and not short.endswith("县"):
                names.setdefault(short + "县", True)
    ordered = tuple(sorted(names))
    machine = ahocorasick_rs.AhoCorasick(ordered, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    return machine, ordered, names


def region_entity(code: str, text: str, registers: Registers) -> Entity:
    """The entity for a settled region; raises KeyError for a code that is not in the register."""
    return Entity(text, EntityType.REGION, code, registers.full_name(code), None, code)


def mark_regions(mask: Mask, jurisdiction: Jurisdiction, registers: Registers) -> list[AmbiguousName]:
    """Mask regions with R (value: an Entity); returns the names that stayed open."""
    machine, names, full = _automaton(registers)
    spans: list[tuple[int, int, str, Value]] = []
    open_names: list[AmbiguousName] = []
    context: tuple[str, ...] = ()
    last_end = -1
    matches = machine.find_matches_as_indexes(mask.text)
    for n, (index, start, stop) in enumerate(matches):
        name, end = names[index], stop
        text = mask.text
        if text[end : end + 2].startswith(_NOT_AFTER) and not text[end:].startswith("江北"):
            continue
        if name.endswith("市") and re.match(r"民(?![政族主间营宗办用兵爆航生意])", text[end:]):
            name, end = name[:-1], stop - 1  # 绵阳市民 is a citizen of 绵阳
        if start > last_end and text[last_end:start] not in ("", "、", "和", "及", "与"):
            context = ()
        if not full.get(name, True) and not _short_stands(mask, start, end, name, jurisdiction, registers):
            continue
        follower = matches[n + 1] if n + 1 < len(matches) and matches[n + 1][1] == stop else None
        found = _resolve(name, jurisdiction, context, registers)
        code = found.code
        if code is None:
            if full.get(name) and found.candidates and not follower:
                open_names.append(AmbiguousName(name, *mask.view(start, end), found.candidates))
            continue
        if spans and spans[-1][1] == start and isinstance(spans[-1][3], Entity):
            outer = spans[-1][3]
            if outer.ref and registers.is_within(code, outer.ref) and code != outer.ref:
                begin = spans.pop()[0]
                spans.append((begin, end, R, region_entity(code, outer.text + name, registers)))
                context, last_end = (outer.ref,), end
                continue
        spans.append((start, end, R, region_entity(code, name, registers)))
        parent = registers.regions[code].parent
        context = (code, parent) if parent else (code,)
        last_end = end
    mask.replace(spans)
    _mark_listed(mask, jurisdiction, registers)
    _mark_zones(mask, jurisdiction, registers)
    return open_names


def _resolve(name: str, jurisdiction: Jurisdiction, context: tuple[str, ...], registers: Registers) -> Resolution:
    """Nearest first: the publisher's own region, then its province; 秀山县 stands for an autonomous county."""
    known = name if registers.regions_named(name) else name.removesuffix("县")
    for home in dict.fromkeys((jurisdiction.code, jurisdiction.prefecture, jurisdiction.province)):
        found = registers.resolve_region(known, home, context)
        if found.code is not None:
            return found
    return found


def _short_stands(
    mask: Mask, start: int, end: int, name: str, jurisdiction: Jurisdiction, registers: Registers
) -> bool:
    """Whether a short form is used as the name of a place here: 在成都召开, 成都、眉山两地."""
    levels = {region.level for region in registers.regions_named(name)}
    before, after = mask.text[:start], mask.text[end:]
    if "province" in levels:
        return not after.startswith(("话", "人民"))
    near = bool(_BEFORE_SHORT.search(before)) and bool(_AFTER_SHORT.search(after))
    if "prefecture" in levels:
        inside = any(
            jurisdiction.province and registers.is_within(r.code, jurisdiction.province)
            for r in registers.regions_named(name)
        )
        return near or (
            inside and bool(re.match(r"[\u4e00-\u9fff]{0,10}(?:局|委|中心|海关|公司|院|大学|馆|区)", after))
        )
    home = jurisdiction.code
    return (
        near
        and len(name) > 1
        and home is not None
        and any(registers.is_within(region.code, home) for region in registers.regions_named(name))
        and bool(re.search(r"[在赴到往]$", before) or re.match("、", after) or before.endswith("、"))
    )


def _mark_listed(mask: Mask, jurisdiction: Jurisdiction, registers: Registers) -> None:
    """A short form that is also an ordinary word (安康) is a region between two others of a list."""

    def listed(match: re.Match[str]) -> Value | bool:
        found = registers.resolve_region(match["x"], jurisdiction.province, ())
        return region_entity(found.code, match["x"], registers) if found.code else False

    mask.mark(_LISTED, R, listed, (f"{R}、",))


def _mark_zones(mask: Mask, jurisdiction: Jurisdiction, registers: Registers) -> None:
    def zone(match: re.Match[str]) -> Value | bool:
        text = mask.plain(*match.span())
        before = mask.text[: match.start()]
        if before and "\u4e00" <= before[-1] <= "\u9fff" and before[-1] not in "在赴到对与和及由至从往予":
            return False
        home: Entity | None = None
        if match.group()[0] == R:
            value = mask.at(match.start()).value
            home = value if isinstance(value, Entity) else None
        code = home.ref if home else jurisdiction.code
        full = text if home else _prefixed(text, jurisdiction, registers)
        return Entity(text, EntityType.REGION, None, full, None, code)

    mask.mark(_ZONE, R, zone, ("区", "科学城"))


def _prefixed(text: str, jurisdiction: Jurisdiction, registers: Registers) -> str:
    """A zone of the publisher's own municipality carries its name: 重庆市两江新区."""
    city = jurisdiction.prefecture
    if city is None or city != jurisdiction.province:
        return text
    return registers.regions[city].name + text
