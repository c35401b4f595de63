"""Draws the classes of a page as SVG: a tree of boxes, each with the properties that are said of it; no library."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from xml.sax.saxutils import escape

from rdflib import URIRef
from rdflib.namespace import RDFS
from reference_model import PAGES, Model

LINE, PAD, GAP_X, GAP_Y = 18, 8, 48, 14
MOST = 2  # values of a property that a box lists
FONT = 'font-family="system-ui, Noto Sans CJK SC, Microsoft YaHei, sans-serif" font-size="12"'
INK, GREY, PAPER, HEAD = "#1f2328", "#57606a", "#f6f8fa", "#ddf4ff"


@dataclass
class Box:
    """A class with its lines of text, its place once it is laid out, and the classes below it."""

    term: URIRef
    head: str
    lines: list[str]
    below: list[Box]
    reserved: bool
    x: float = 0
    y: float = 0

    @property
    def width(self) -> float:
        return max(map(_width, (self.head, *self.lines))) + 2 * PAD

    @property
    def height(self) -> float:
        return LINE * (1 + len(self.lines)) + PAD


def _width(text: str) -> float:
    return sum(12.4 if unicodedata.east_asian_width(c) in "WF" else 7.2 for c in text)


def diagram(model: Model, page: str, language: str) -> str:
    """The SVG of a page."""
    terms = model.terms_of(page, "Classes")
    boxes = {term: _box(model, term, language) for term in terms}
    roots = []
    for term, box in boxes.items():
        above = [parent for parent in model.ours(term, RDFS.subClassOf) if parent in boxes]
        (boxes[above[0]].below if above else roots).append(box)
    columns: dict[int, float] = {}
    for root in roots:
        _measure(root, 0, columns)
    bottom = float(PAD)
    for root in roots:
        bottom = _place(root, 0, bottom, columns)
    width = sum(columns.values()) + GAP_X * (len(columns) - 1) + 2 * PAD
    shapes = [line for root in roots for line in _draw(root)]
    title = PAGES[page][0 if language == "zh" else 1]
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {bottom:.0f}" width="{width:.0f}" '
            f'height="{bottom:.0f}" role="img" aria-label="{escape(title)}">',
            f"<title>{escape(title)}</title>",
            f'<rect width="{width:.0f}" height="{bottom:.0f}" fill="#ffffff"/>',
            f'<g {FONT} stroke-width="1">',
            *shapes,
            "</g>",
            "</svg>\n",
        )
    )


def _box(model: Model, term: URIRef, language: str) -> Box:
    name = model.curie(term).removeprefix("zw:")
    label = model.label(term, language)
    head = name if label.replace(" ", "").lower() == name.lower() else f"{label} {name}"
    lines = [f"⊂ {model.curie(other)}" for how, other in model.aligned(term) if how == "subclass"]
    for prop in model.properties_of(term):
        names = [model.curie(value).removeprefix("zw:") for value in model.range_of(prop)]
        values = ", ".join(names[:MOST]) + (" …" if len(names) > MOST else "")
        lines.append(f"{model.curie(prop).removeprefix('zw:')}{f' → {values}' if values else ''}")
    return Box(term, head, lines, [], model.is_reserved(term))


def _measure(box: Box, depth: int, columns: dict[int, float]) -> None:
    columns[depth] = max(columns.get(depth, 0), box.width)
    for child in box.below:
        _measure(child, depth + 1, columns)


def _place(box: Box, depth: int, top: float, columns: dict[int, float]) -> float:
    """Lay out a box and what is below it from `top` down; returns where the next may begin."""
    box.x = PAD + sum(columns[column] + GAP_X for column in range(depth))
    box.y = top
    bottom = top
    for child in box.below:
        bottom = _place(child, depth + 1, bottom, columns)
    return max(bottom, top + box.height + GAP_Y)


def _draw(box: Box) -> list[str]:
    dashed = ' stroke-dasharray="4 3"' if box.reserved else ""
    shape = f'x="{box.x:.0f}" y="{box.y:.0f}" width="{box.width:.0f}" rx="4" stroke="{GREY}"{dashed}'
    found = [
        f'<rect {shape} height="{box.height:.0f}" fill="{PAPER}"/>',
        f'<rect {shape} height="{LINE + 4}" fill="{HEAD}"/>',
        _text(box.x + PAD, box.y + LINE - 3, box.head, f'fill="{INK}" font-weight="600"'),
    ]
    for number, line in enumerate(box.lines, 2):
        ink = GREY if line.startswith("⊂") else INK
        found.append(_text(box.x + PAD, box.y + LINE * number, line, f'fill="{ink}"'))
    for child in box.below:
        start_x, start_y, end_y = box.x + box.width, box.y + 11, child.y + 11
        path = f"M{start_x:.0f} {start_y:.0f}H{child.x - GAP_X / 2:.0f}V{end_y:.0f}H{child.x:.0f}"
        found.append(f'<path fill="none" stroke="{GREY}" d="{path}"/>')
        found += _draw(child)
    return found


def _text(x: float, y: float, words: str, how: str) -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" {how}>{escape(words)}</text>'
