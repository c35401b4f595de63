"""Whole pages: one file with its style, its script and its data inside, which asks nobody for anything.

A page forbids itself every request by its content security policy; a view shows as an isolated frame in a notebook,
so that no view can disturb another or be disturbed by the notebook's own style.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from zhoubao.messages import language
from zhoubao.render.figures import PrintFigure
from zhoubao.store.query_results import ResultTable

__all__ = ["Page", "asset", "css", "document", "embedded"]

_HERE = Path(__file__).parent
_POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:"


@cache
def asset(name: str) -> str:
    """A file beside this module: ``theme.css``, ``vendor/cytoscape/cytoscape.min.js``."""
    return (_HERE / name).read_text("utf-8")


def css() -> str:
    """The style that every view shares."""
    return asset("theme.css")


def embedded(data: Any) -> str:
    """Data as JSON that may stand in a script element, whatever is in it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def document(title: str, body: str, data: Any, styles: Sequence[str] = (), scripts: Sequence[str] = ()) -> str:
    """A whole page; data is what its scripts find in ``#data``."""
    code = "".join(f"<script>{asset(name)}</script>\n" for name in scripts)
    return (
        f'<!DOCTYPE html>\n<html lang="{"zh-Hans" if language() == "zh" else "en"}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{css()}{''.join(map(asset, styles))}</style>\n</head>\n"
        f'<body class="zb">\n{body}\n<script type="application/json" id="data">{embedded(data)}</script>\n'
        f"{code}</body>\n</html>\n"
    )


@dataclass(frozen=True)
class Page:
    """A page to look at: in a notebook as a frame, as a file with :meth:`save`, in a terminal as text.

    text    what a terminal prints instead
    height  of the frame in a notebook, in pixels
    rows    the figures that are drawn, each with the facts behind it
    drawn   draws the same with matplotlib, to be printed
    """

    title: str
    html: str
    text: str
    height: int = 640
    rows: ResultTable | None = None
    drawn: Callable[[], PrintFigure] | None = None

    def frame(self) -> Any:
        """The figures that are drawn, as a DataFrame, or rows where pandas is not installed."""
        return self.rows.frame() if self.rows is not None else None

    def figure(self) -> PrintFigure:
        """The same as a figure to print; raises ImportError that says what to install."""
        if self.drawn is None:
            raise NotImplementedError(f"{self.title}: is a page only")
        return self.drawn()

    def save(self, path: str | Path) -> Path:
        """Write the page to a file, which can be opened, sent and kept as it is."""
        target = Path(path)
        target.write_text(self.html, "utf-8")
        return target

    def _repr_html_(self) -> str:
        return (
            f'<iframe srcdoc="{escape(self.html)}" title="{escape(self.title)}" '
            f'sandbox="allow-scripts allow-downloads" style="width:100%;height:{self.height}px;border:0" loading="lazy"></iframe>'
        )

    def __str__(self) -> str:
        return self.text

    __repr__ = __str__
