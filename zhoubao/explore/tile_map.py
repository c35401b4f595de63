"""A map of tiles: which prefectures received powers, were visited, are written about, and which are passed over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from zhoubao.errors import UsageError
from zhoubao.explore.network.link_query import find_term, links
from zhoubao.explore.network.projection import find_projection
from zhoubao.explore.tiles import places
from zhoubao.messages import wording
from zhoubao.render.cards import cards, rows
from zhoubao.render.chart import chart
from zhoubao.render.figures import PrintFigure, finished, new_figure
from zhoubao.render.html_page import Page
from zhoubao.store.graph_names import REGISTERS
from zhoubao.store.query_results import ResultTable
from zhoubao.store.store import Reader

__all__ = ["MENTIONED", "PUBLISHED", "REGIONS", "SUBJECTS", "tile_map"]

#: The regions directly below a parent, each with all regions in it.
REGIONS = """
SELECT ?region ?code ?name ?part WHERE {
  GRAPH <%(registers)sregions> {
    ?region zw:gbCode ?code ; skos:prefLabel ?name ; zw:regionLevel ?level . %(parent)s
    ?part zw:within* ?region .
  }
  FILTER(LANG(?name) = "zh")
}
"""
#: Every fact that names a region in any part, figures of a place among them.
MENTIONED = """
SELECT DISTINCT ?fact ?region WHERE {
  GRAPH ?g {
    ?fact zw:place|zw:destination|zw:target|zw:delegateRegion|zw:organizer|zw:receiver ?region ;
      zw:rule ?rule .
  }
  GRAPH <%sregions> { ?region zw:gbCode ?code }
}
"""
#: How many bulletins are published in each province, by the jurisdiction of the publisher; the most first.
PUBLISHED = """
SELECT ?name (COUNT(DISTINCT ?bulletin) AS ?number) WHERE {
  GRAPH ?g { ?bulletin a zw:Bulletin ; dct:publisher ?publisher }
  GRAPH ?h { ?publisher zw:jurisdiction ?region }
  GRAPH <%sregions> { ?region zw:within* ?province . ?province zw:regionLevel code:province ; skos:prefLabel ?name }
  FILTER(LANG(?name) = "zh")
} GROUP BY ?name ORDER BY DESC(?number) ?name
"""
#: Names for the map of all provinces.
_COUNTRY = ("全国", "中国", "China", "100000")
_SHADES = ("#dbe7f3", "#b3cde6", "#7fa9d4", "#4b82bd", "#1f5a96", "#123a66")
_CELL, _GAP = 92, 6


@dataclass(frozen=True)
class _Value:
    """What a tile shows: a number, and the facts behind it."""

    number: int
    facts: frozenset[str]


def tile_map(
    reader: Reader,
    show: str = "powers",
    of: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> Page:
    """A map of what one region's parts received or were named in.

    show   powers    different matters delegated to the part by name (projection ``delegations``)
           visits    visits, tours and inspections that went to it or to what lies in it (projection ``visits``)
           silence   facts that name it in any part: what is 0 is passed over in silence
    of     a province, for a tile for each of its prefectures; ``全国`` or ``China`` for the provinces; without it the
           province in which most bulletins of the store are published

    A delegation to all prefectures at once names none of them and counts for none. Silence is of the bulletins in the
    store, not of the region. Raises UsageError E-PROVINCE without `of` where no province has the most bulletins.
    """
    if show not in SUBJECTS:
        raise UsageError("E-VALUE", f"show={show}", type="map", example=", ".join(SUBJECTS))
    of = of or _home_province(reader)
    parent = "" if of in _COUNTRY else find_term(reader.quads, "region", of)
    names, inside = _regions(reader, parent)
    query, values = SUBJECTS[show](reader, since, until)
    found = {code: _sum(values, parts) for code, parts in inside.items()}
    at = places(parent.rpartition("/")[2] or "100000", names)
    known = cards(reader, {fact for value in found.values() for fact in value.facts})
    table = ResultTable(
        ("code", "region", "number", "facts"),
        tuple(
            (code, names[code], found[code].number, tuple(sorted(found[code].facts)))
            for code in sorted(at, key=lambda code: (-found[code].number, code))
        ),
    )
    title = f"{of} · {wording('map', show)}"
    silent = [row[1] for row in table.rows if not row[2]]
    text = [title, *(f"  {row[2]:>4} {row[1]}" for row in table.rows if row[2])]
    text.append(f"  {wording('view', 'silent')}: {'、'.join(silent) or '–'}")
    return Page(
        title,
        chart(
            "explore/tile_map.html.j2",
            title,
            wording("map_about", show),
            query,
            [*known.values()],
            table,
            tiles=_tiles(names, found, at, [*known], silent=show == "silence"),
            size=_CELL - _GAP,
            width=_CELL * (max((column for column, _ in at.values()), default=0) + 1),
            height=_CELL * (max((row for _, row in at.values()), default=0) + 1),
        ),
        "\n".join(text),
        rows=table,
        drawn=lambda: _figure(names, found, at, title),
    )


def _home_province(reader: Reader) -> str:
    """The province in which most bulletins are published."""
    found = [(str(row["name"].value), int(row["number"].value)) for row in rows(reader.quads, PUBLISHED % REGISTERS)]
    most = [name for name, number in found if number == found[0][1]]
    if len(most) == 1:
        return most[0]
    names, _ = _regions(reader, "")
    raise UsageError("E-PROVINCE", "map", known="、".join((*(most or names.values()), _COUNTRY[0])))


def _regions(reader: Reader, parent: str) -> tuple[dict[str, str], dict[str, set[str]]]:
    """The parts of a region: code to name, and to all regions in it."""
    narrowed = f"?region zw:within <{parent}> ." if parent else "FILTER(?level = code:province)"
    names: dict[str, str] = {}
    inside: dict[str, set[str]] = {}
    for row in rows(reader.quads, REGIONS % {"registers": REGISTERS, "parent": narrowed}):
        code = row["code"].value
        names[code] = row["name"].value
        inside.setdefault(code, set()).add(row["part"].value)
    return dict(sorted(names.items())), inside


def _powers(reader: Reader, since: str | None, until: str | None) -> tuple[str, dict[str, dict[str, set[str]]]]:
    return _projected(reader, "delegations", since, until)


def _visits(reader: Reader, since: str | None, until: str | None) -> tuple[str, dict[str, dict[str, set[str]]]]:
    return _projected(reader, "visits", since, until)


def _projected(
    reader: Reader, projection: str, since: str | None, until: str | None
) -> tuple[str, dict[str, dict[str, set[str]]]]:
    """Region -> what is counted -> facts, by a projection."""
    read = links(reader, projection, since=since, until=until)
    values: dict[str, dict[str, set[str]]] = {}
    for link in read.links:
        region = read.things[link.target].region
        if region:
            values.setdefault(region, {}).setdefault(link.what or link.fact, set()).add(link.fact)
    return find_projection(projection).query, values


def _mentioned(reader: Reader, since: str | None, until: str | None) -> tuple[str, dict[str, dict[str, set[str]]]]:
    query = MENTIONED % REGISTERS
    named = [(row["region"].value, row["fact"].value) for row in rows(reader.quads, query)]
    known = cards(reader, {fact for _, fact in named})
    values: dict[str, dict[str, set[str]]] = {}
    for region, fact in named:
        day = known[fact].date
        if (since or "") <= day <= (until or "9999") + "-99":
            values.setdefault(region, {})[fact] = {fact}
    return query, values


#: What a map can show -> query, and what is counted by region.
SUBJECTS: Mapping[str, Callable[[Reader, str | None, str | None], tuple[str, dict[str, dict[str, set[str]]]]]] = {
    "powers": _powers,
    "visits": _visits,
    "silence": _mentioned,
}


def _sum(values: Mapping[str, Mapping[str, set[str]]], parts: set[str]) -> _Value:
    counted: dict[str, set[str]] = {}
    for part in parts:
        for what, facts in values.get(part, {}).items():
            counted.setdefault(what, set()).update(facts)
    return _Value(len(counted), frozenset(fact for facts in counted.values() for fact in facts))


def _shade(number: int, highest: int) -> str:
    return _SHADES[-(-number * len(_SHADES) // max(highest, 1)) - 1]


def _short(name: str) -> str:
    """A name that fits a tile.

    >>> _short("阿坝藏族羌族自治州")
    '阿坝'
    """
    for end in (
        "维吾尔自治区",
        "壮族自治区",
        "回族自治区",
        "特别行政区",
        "自治区",
        "自治州",
        "自治县",
        "地区",
        "省",
        "市",
    ):
        name = name.removesuffix(end)
    people = ("土家族", "藏族", "彝族", "羌族", "布依族", "苗族", "侗族")
    first = min((name.find(one) for one in people if one in name), default=0)
    return name[:first] if first else name


def _tiles(
    names: Mapping[str, str],
    found: Mapping[str, _Value],
    at: Mapping[str, tuple[int, int]],
    known: list[str],
    *,
    silent: bool,
) -> Iterator[dict[str, Any]]:
    """The tiles as they are drawn."""
    highest = max((value.number for value in found.values()), default=0)
    number_of = {iri: number for number, iri in enumerate(known)}
    for code, (column, row) in at.items():
        number = found[code].number
        fill = _shade(number, highest) if number else "var(--zb-none)"
        ink = "#fff" if number and _SHADES.index(fill) > 2 else "#1d2330" if number else "var(--zb-soft)"
        yield {
            "name": names[code],
            "short": _short(names[code]),
            "number": number,
            "facts": [number_of[iri] for iri in found[code].facts],
            "x": column * _CELL,
            "y": row * _CELL,
            "fill": fill,
            "ink": ink,
            "silent": silent and not number,
        }


def _figure(
    names: Mapping[str, str], found: Mapping[str, _Value], at: Mapping[str, tuple[int, int]], title: str
) -> PrintFigure:
    highest = max((value.number for value in found.values()), default=0)
    wide = 1 + max((column for column, _ in at.values()), default=0)
    high = 1 + max((row for _, row in at.values()), default=0)
    drawing, (axes,) = new_figure(0.85 * wide + 0.4, 0.85 * high + 0.6)
    from matplotlib.patches import FancyBboxPatch

    for code, (column, row) in at.items():
        number = found[code].number
        fill = _shade(number, highest) if number else "#eeece5"
        ink = "#ffffff" if number and _SHADES.index(fill) > 2 else "#1d2330"
        box = FancyBboxPatch(
            (column + 0.06, row + 0.06),
            0.88,
            0.88,
            boxstyle="round,pad=0,rounding_size=0.06",
            facecolor=fill,
            edgecolor="none",
        )
        axes.add_patch(box)
        axes.text(column + 0.5, row + 0.42, _short(names[code]), ha="center", va="center", color=ink, fontsize=9)
        axes.text(column + 0.5, row + 0.7, str(number), ha="center", va="center", color=ink, fontsize=9)
    axes.set_xlim(0, wide)
    axes.set_ylim(high, 0)
    axes.set_aspect("equal")
    axes.set_axis_off()
    return finished(drawing, title)
