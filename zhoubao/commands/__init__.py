"""Commands that show what a store holds; each is a few lines around what the package does."""

from __future__ import annotations

import typer

from zhoubao.commands.page import page
from zhoubao.commands.plot import plot
from zhoubao.commands.things import compare, path, show

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the commands of this package to the command line."""
    for command in (page, show, path, compare, plot):
        app.command()(command)
