"""Commands that show what a store holds; each is a few lines around what the package does."""

from __future__ import annotations

import typer

from zhoubao.cli.commands.entities import compare, path, show
from zhoubao.cli.commands.page import page
from zhoubao.cli.commands.plot import plot

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the commands of this package to the command line."""
    for command in (page, show, path, compare, plot):
        app.command()(command)
