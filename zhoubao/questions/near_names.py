"""The names that are spelled most like one that is not known."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

__all__ = ["nearest"]


def nearest(name: str, known: Iterable[str]) -> str:
    """Up to five names that resemble `name`, or that hold it or are held by it, in words for a message.

    >>> nearest("自贡是", ["自贡市", "泸州市"])
    '自贡市'
    """
    names = sorted(set(known))
    holding = sorted((other for other in names if name in other or (len(other) > 1 and other in name)), key=len)
    alike = get_close_matches(name, names, n=5, cutoff=0.4)
    return "、".join([*dict.fromkeys([*alike, *holding])][:5]) or "–"
