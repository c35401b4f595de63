"""Tables on the terminal, and whole lines everywhere else."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table as RichTable

from zhoubao.store.graph_names import short
from zhoubao.store.query_results import ResultTable

__all__ = ["console", "grid", "plain"]


def console() -> Console:
    """Standard output; on a pipe lines are never cut."""
    out = Console(highlight=False, emoji=False, markup=False)
    if not out.is_terminal:
        out = Console(highlight=False, emoji=False, markup=False, width=400, color_system=None)
    return out


def plain(found: ResultTable) -> RichTable:
    """A result of a query."""
    table = grid(found.columns)
    for row in found.rows:
        table.add_row(*("" if value is None else short(str(value)) for value in row))
    return table


def grid(columns: Sequence[str]) -> RichTable:
    """A table without lines, in which long cells are folded, not cut."""
    table = RichTable(box=None, pad_edge=False, header_style="bold", show_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table
