"""Whole pages: one file with its style, its script and its data inside, which requests nothing.

A page forbids itself every request by its content security policy; a view shows as an isolated frame in a notebook,
so that no view can disturb another or be disturbed by the notebook's own style.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zhoubao.render.figures import PrintFigure
from zhoubao.store.query_results import ResultTable
from zhoubao.templates import render

__all__ = ["Page", "document", "embedded"]


def embedded(data: Any) -> str:
    """Data as JSON that may stand in a script element, whatever is in it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def document(
    template: str, title: str, data: Any, styles: Sequence[str] = (), scripts: Sequence[str] = (), **values: Any
) -> str:
    """A whole page; data is what its scripts find in ``#data``, styles and scripts are files beside this module."""
    return render(template, title=title, data=embedded(data), styles=styles, scripts=scripts, **values)


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
        return render("render/frame.html.j2", html=self.html, title=self.title, height=self.height)

    def __str__(self) -> str:
        return self.text

    __repr__ = __str__
