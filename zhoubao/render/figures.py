"""Figures to print, by matplotlib, in which Chinese is written with the Noto Sans SC that the package zhplot carries.

The font is under the SIL Open Font License. Nothing global is changed: neither pyplot nor the user's settings.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

__all__ = ["PALETTE", "PrintFigure", "finished", "new_figure"]

PALETTE = ("#1f5a96", "#a8530f", "#2f7d4f", "#97266d", "#b8860b", "#6b46c1", "#0f7c82", "#9b2d20", "#56677e", "#6b6f1d")
_INK, _SOFT = "#1d2330", "#5c6575"


@cache
def _family() -> list[str]:
    """The fonts of all figures; raises ImportError that says what to install."""
    try:
        from matplotlib import font_manager
    except ImportError as error:
        raise ImportError("figures need matplotlib and zhplot: pip install 'zhoubao[notebooks]'") from error
    spec = find_spec("zhplot")
    if spec is None or not spec.submodule_search_locations:
        raise ImportError("figures need the Chinese font of zhplot: pip install 'zhoubao[notebooks]'")
    path = Path(spec.submodule_search_locations[0]) / "fonts" / "NotoSansSC-Regular.ttf"
    font_manager.fontManager.addfont(path)
    return [font_manager.FontProperties(fname=path).get_name(), "DejaVu Sans"]


@dataclass(frozen=True)
class PrintFigure:
    """A figure: shown by a notebook as a picture, saved as .svg, .pdf or .png; `figure` is matplotlib's own."""

    figure: Any
    title: str

    def save(self, path: str | Path) -> Path:
        """Write the figure; the same figure gives the same bytes, and no font is needed to read it."""
        import matplotlib as mpl

        target = Path(path)
        metadata = {".svg": {"Date": None}, ".pdf": {"CreationDate": None}}.get(target.suffix.lower())
        with mpl.rc_context({"svg.hashsalt": "zhoubao", "svg.fonttype": "path", "pdf.fonttype": 42}):
            self.figure.savefig(target, dpi=200, bbox_inches="tight", metadata=metadata)
        return target

    def _repr_png_(self) -> tuple[bytes, dict[str, str]]:
        stream = BytesIO()
        self.figure.savefig(stream, format="png", dpi=110, bbox_inches="tight")
        return stream.getvalue(), {"alt": self.title}

    def __repr__(self) -> str:
        return f"<Figure {self.title}>"


def new_figure(width: float, height: float, panels: int = 1) -> tuple[Any, list[Any]]:
    """An empty figure with panels side by side, in inches."""
    family = _family()
    from matplotlib.figure import Figure as Drawing

    drawing = Drawing(figsize=(width, height), layout="constrained")
    drawn = [drawing.add_subplot(1, panels, number + 1) for number in range(panels)]
    for axes in drawn:
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
        for side in ("left", "bottom"):
            axes.spines[side].set_color(_SOFT)
        axes.tick_params(labelfontfamily=family, labelsize=9, colors=_SOFT, labelcolor=_INK)
    return drawing, drawn


def finished(drawing: Any, title: str) -> PrintFigure:
    """The figure with its title, every text in a font that has Chinese."""
    from matplotlib.text import Text

    drawing.suptitle(title, x=0.01, ha="left", fontsize=12, color=_INK)
    for text in drawing.findobj(Text):
        text.set_fontfamily(_family())
    return PrintFigure(drawing, title)
