"""`zhoubao show`, `zhoubao path`, `zhoubao compare`: what the store says of things, in words."""

from __future__ import annotations

from typing import Annotated

import typer

from zhoubao.cli.commands.options import STORE, StoreOption, open_store

__all__ = ["compare", "path", "show"]


def show(
    name: Annotated[
        str, typer.Argument(help="A name, a code or an IRI: of a body, region, person, document, matter, …")
    ],
    store: StoreOption = STORE,
) -> None:
    """Show a thing as a tree of its facts; a fact by its IRI."""
    from zhoubao.cli.entity_tree import entity_tree
    from zhoubao.explore import EntityPage
    from zhoubao.render.terminal import console

    with open_store(store) as graph:
        found = graph.show(name)
        out = console()
        out.print(entity_tree(found) if isinstance(found, EntityPage) else str(found), soft_wrap=not out.is_terminal)


def path(
    one: Annotated[str, typer.Argument(help="Where the way begins: a name or an IRI.")],
    other: Annotated[str, typer.Argument(help="Where it ends.")],
    projection: Annotated[str, typer.Option(help="What counts as a link, see docs/networks.md.")] = "mentions",
    store: StoreOption = STORE,
) -> None:
    """Tell how two things hang together: the shortest way between them, with the sentences it stands on."""
    with open_store(store) as graph:
        found = graph.network(projection).path(one, other)
    print(found)
    raise typer.Exit(0 if found.steps else 1)


def compare(
    before: Annotated[str, typer.Argument(help="A bulletin: year-number, series/year-number, or an IRI.")],
    after: Annotated[str, typer.Argument(help="A later one of the same series.")],
    everything: Annotated[bool, typer.Option("--all", help="Also list what stayed the same.")] = False,
    store: StoreOption = STORE,
) -> None:
    """Tell what is new, changed or silent between two bulletins of a series."""
    from zhoubao.cli.entity_tree import comparison_lines
    from zhoubao.questions.bulletin_comparison import compare as compared
    from zhoubao.render.terminal import console
    from zhoubao.store.record import find_bulletin

    with open_store(store) as graph:
        found = compared(graph.reader, *(find_bulletin(graph.reader.records(), name) for name in (before, after)))
    out = console()
    for line in comparison_lines(found, everything):
        out.print(line, soft_wrap=True)
