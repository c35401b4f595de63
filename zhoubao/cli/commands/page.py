"""`zhoubao page`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from zhoubao.cli.commands.options import STORE, OutputOption, open_store, write

__all__ = ["page"]


def page(
    what: Annotated[
        str, typer.Argument(help="A file; or a bulletin in the store: its IRI, series/year-number, year-number.")
    ],
    output: OutputOption,
    store: Annotated[
        Path | None, typer.Option("--store", help="Folder of the store.  [default: $ZHOUBAO_STORE, else zhoubao.store]")
    ] = None,
) -> None:
    """Write a bulletin as one HTML page: its text with every fact, name, check and gap marked.

    A file is read now; with --store its page has links to the bulletins there.
    """
    from zhoubao.explore.page.bulletin_page import page_of_bulletin, page_of_file

    if not Path(what).is_file():
        with open_store(store or Path(os.environ.get("ZHOUBAO_STORE", STORE))) as graph:
            write(output, page_of_bulletin(graph.reader, what).html)
    elif store is None:
        write(output, page_of_file(Path(what)).html)
    else:
        with open_store(store) as graph:
            write(output, page_of_file(Path(what), graph.reader).html)
