"""The normalised view of a text, with its way back.

Rules read the view; every offset that leaves this package is taken back to the original with :meth:`View.original`.
What the view changes, and nothing else:

* full-width digits, letters and ``％`` become half-width; half-width ``,;:()!?`` beside Chinese become full-width;
* ``**`` and Markdown's backslashes are dropped, its `code` marks become quotation marks;
* blanks (also U+3000) are dropped where one side is Chinese or punctuation, also between digits and Chinese;
* ``78 844`` becomes ``78844``: one to three digits, one blank, exactly three digits;
* lines that layout has cut are joined (:mod:`mappers.text.layout` decides which).
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass

from mappers.regex import regex

__all__ = ["View", "ViewBuilder", "fold"]

_FOLD = {**{c: c - 0xFEE0 for c in [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]}}
_FOLD |= {ord("％"): ord("%"), ord("．"): ord("."), 0x3000: 0x20, 0xA0: 0x20, ord("－"): ord("-"), ord("﹣"): ord("-")}
_WIDEN = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "!": "！", "?": "？"}
_ASCII_MARKS = frozenset(_WIDEN)
_CJK = r"\u3400-\u9fff\u3000-\u303f\uff01-\uff5e“”‘’—…·①-⑳◆●■★▲"
_MARKUP = regex(r"\*\*|\\(?=[*_#|.\-])")
_CODE = regex(r"`([^`]+)`")
_THOUSANDS = regex(r"(?<![\d.])(\d{1,3}) (?=\d{3}(?!\d))")
_BLANK = regex(rf"(?<=[{_CJK}]) +|(?<! ) ++(?=[{_CJK}])|(?<=\d) ++(?=%)")
#: An ASCII full stop that ends a sentence between Chinese words.
_STOP = regex(r"(?<=[\u4e00-\u9fff”’）\"]{2})\.(?=$|[\u4e00-\u9fff“《（\"])")
_NARROW = regex(rf"(?<=[{_CJK}])[,;:()!?]|[,;:()!?](?=[{_CJK}])")


@dataclass(frozen=True, slots=True)
class View:
    """The normalised text; ``places[i]`` is the offset in the original of the character at view offset i.

    cut  original offsets of the lines that a web page put around the text, which the view leaves out
    """

    text: str
    places: array[int]
    cut: tuple[tuple[int, int], ...] = ()

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Original offsets of the view offsets [start, end), which must not be empty."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"not a place in the view: [{start}, {end})")
        return self.places[start], self.places[end - 1] + 1


def fold(text: str) -> tuple[str, list[int]]:
    """Normalise one line; the list gives for each character of the result its offset in `text`."""
    kept = text.translate(_FOLD)
    if "`" in kept:
        kept = _CODE.sub(r"“\1”", kept)
    places = list(range(len(kept)))
    if "*" in kept or "\\" in kept:
        kept, places = _drop(kept, places, _MARKUP)
    if " " in kept:
        kept, places = _drop(kept, places, _THOUSANDS)
        kept, places = _drop(kept, places, _BLANK)
    if not _ASCII_MARKS.isdisjoint(kept):
        kept = _NARROW.sub(lambda m: _WIDEN[m.group()], kept)
    if "." in kept and any(
        kept[at - 1] > "\u2000" or kept[at - 1] == '"' for at in range(1, len(kept)) if kept[at] == "."
    ):
        kept = _STOP.sub("。", kept)
    return kept, places


def _drop(text: str, places: list[int], pattern: re.Pattern[str]) -> tuple[str, list[int]]:
    out: list[str] = []
    kept: list[int] = []
    last = 0
    for match in pattern.finditer(text):
        start = match.end(1) if match.re.groups else match.start()
        out.append(text[last:start])
        kept += places[last:start]
        last = match.end()
    if not last:
        return text, places
    out.append(text[last:])
    kept += places[last:]
    return "".join(out), kept


class ViewBuilder:
    """Collects pieces of the original and gives the :class:`View` of them."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._places = array("I")
        self.length = 0

    def add(self, text: str, places: list[int]) -> tuple[int, int]:
        """Append normalised characters with their original offsets; returns the view offsets they got."""
        start = self.length
        self._parts.append(text)
        self._places.extend(places)
        self.length += len(text)
        return start, self.length

    def mark(self, character: str, place: int) -> None:
        """Append a separator of the view that stands at `place` in the original."""
        self.add(character, [place])

    def view(self, cut: tuple[tuple[int, int], ...] = ()) -> View:
        """What was collected; `cut` as in :class:`View`."""
        return View("".join(self._parts), self._places, cut)
