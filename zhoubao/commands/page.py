"""`zhoubao page`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhoubao.commands.options import STORE, OutputOption, StoreOption, open_store, write

__all__ = ["page"]


def page(
    what: Annotated[
        str, typer.Argument(help="A file; or a bulletin in the store: its IRI, series/year-number, year-number.")
    ],
    output: OutputOption,
    store: StoreOption = STORE,
) -> None:
    """Write a bulletin as one HTML page: its text with every fact, name, check and gap marked."""
    if Path(what).is_file():
        from zhoubao.page.document import page_of_file

        write(output, page_of_file(Path(what)).html)
        return
    from zhoubao.page.document import page_of_bulletin

    with open_store(store) as graph:
        write(output, page_of_bulletin(graph.reader, what).html)
