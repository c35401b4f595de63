"""`zhoubao plot`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from zhoubao.cli.commands.options import STORE, OutputOption, StoreOption, open_store

if TYPE_CHECKING:
    from zhoubao.knowledge_graph import KnowledgeGraph
    from zhoubao.render.figures import PrintFigure

__all__ = ["plot"]

#: What can be drawn -> how, from what was given (about, month, series, scope, of; empty where nothing was).
_PICTURES: Mapping[str, Callable[[KnowledgeGraph, str, str, str, str, str], PrintFigure]] = {
    "map": lambda kg, about, month, series, scope, of: kg.map(about or "powers", of or None).figure(),
    "network": lambda kg, about, month, series, scope, of: kg.network(about or "together").figure(),
    "ranking": lambda kg, about, month, series, scope, of: kg.ranking(month or None, series or None).figure(),
    "series": lambda kg, about, month, series, scope, of: kg.series(about or "受理", scope or None).figure(),
    "timeline": lambda kg, about, month, series, scope, of: kg.timeline(about or None).figure(),
}


def plot(
    what: Annotated[str, typer.Argument(help="ranking, series, timeline, map or network.")],
    output: OutputOption,
    about: Annotated[
        str, typer.Argument(help="The indicator of a series, the thing of a timeline, the projection of a network, …")
    ] = "",
    month: Annotated[str, typer.Option(help="The month of a ranking: 2024-04.")] = "",
    series: Annotated[str, typer.Option(help="The series of bulletins of a ranking.")] = "",
    scope: Annotated[str, typer.Option(help="What the figures of a series cover: 综合窗口.")] = "",
    of: Annotated[
        str, typer.Option(help="The province of a map; 全国 for all. [default: where most bulletins are from]")
    ] = "",
    store: StoreOption = STORE,
) -> None:
    """Draw a picture into a file: .svg, .pdf or .png. Needs the extra `notebooks`."""
    from zhoubao.errors import UsageError

    if what not in _PICTURES:
        raise UsageError("E-FORMAT-UNKNOWN", "plot", format=what, known=", ".join(_PICTURES))
    if output.suffix.lower() not in (".svg", ".pdf", ".png"):
        raise UsageError("E-FORMAT-UNKNOWN", output, format=output.suffix or output.name, known=".svg, .pdf, .png")
    with open_store(store) as graph:
        try:
            print(_PICTURES[what](graph, about, month, series, scope, of).save(output))
        except ImportError as error:
            raise UsageError("E-EXTRA", what, extra="notebooks") from error
        except OSError as error:
            raise UsageError("E-OUTPUT", output, reason=error.strerror) from error
