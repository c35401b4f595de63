"""Where each region's tile stands: one cell per region, placed about as on the map.

Tiles say what a drawn map would say here (which regions, next to which) without borders, which no freely licensed
source gives for China in a form that may be published everywhere; and small regions are as easy to see and to click
as large ones. Regions of a parent that is not placed here stand in the order of their codes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

__all__ = ["TILES", "places"]

#: Code of the parent -> code of the region -> column and row.
TILES: Mapping[str, Mapping[str, tuple[int, int]]] = {
    "510000": {
        "513200": (1, 0),
        "510700": (3, 0),
        "510800": (4, 0),
        "511900": (5, 0),
        "510100": (2, 1),
        "510600": (3, 1),
        "511300": (4, 1),
        "511700": (5, 1),
        "513300": (0, 2),
        "511800": (1, 2),
        "511400": (2, 2),
        "512000": (3, 2),
        "510900": (4, 2),
        "511600": (5, 2),
        "511100": (2, 3),
        "510300": (3, 3),
        "511000": (4, 3),
        "513400": (1, 4),
        "511500": (3, 4),
        "510500": (4, 4),
        "510400": (1, 5),
    },
    "100000": {
        "230000": (9, 0),
        "150000": (6, 1),
        "220000": (9, 1),
        "650000": (0, 2),
        "620000": (3, 2),
        "640000": (4, 2),
        "140000": (5, 2),
        "130000": (6, 2),
        "110000": (7, 2),
        "120000": (8, 2),
        "210000": (9, 2),
        "630000": (2, 3),
        "610000": (4, 3),
        "410000": (5, 3),
        "370000": (6, 3),
        "540000": (1, 4),
        "510000": (3, 4),
        "500000": (4, 4),
        "420000": (5, 4),
        "340000": (6, 4),
        "320000": (7, 4),
        "310000": (8, 4),
        "530000": (3, 5),
        "520000": (4, 5),
        "430000": (5, 5),
        "360000": (6, 5),
        "330000": (7, 5),
        "450000": (4, 6),
        "440000": (5, 6),
        "350000": (6, 6),
        "710000": (8, 6),
        "460000": (4, 7),
        "820000": (5, 7),
        "810000": (6, 7),
    },
}
_ROW = 6


def places(parent: str, codes: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Column and row of each region of a parent.

    >>> places("420000", ["420100", "420200"])
    {'420100': (0, 0), '420200': (1, 0)}
    """
    known = TILES.get(parent)
    if known is not None:
        return {code: known[code] for code in sorted(codes) if code in known}
    return {code: (index % _ROW, index // _ROW) for index, code in enumerate(sorted(codes))}
