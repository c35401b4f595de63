"""Options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from zhoubao.knowledge_graph import KnowledgeGraph

__all__ = ["STORE", "OutputOption", "StoreOption", "open_store", "write"]

StoreOption = Annotated[
    Path, typer.Option("--store", envvar="ZHOUBAO_STORE", help="Folder of the store.", show_default=True)
]
OutputOption = Annotated[Path, typer.Option("--output", "-o", help="File to write.")]
STORE = Path("zhoubao.store")


def open_store(store: Path) -> KnowledgeGraph:
    """The store, opened for reading."""
    from zhoubao.knowledge_graph import KnowledgeGraph

    return KnowledgeGraph(store)


def write(output: Path, text: str) -> None:
    """Write a file whole or not at all, and say where it is; raises UsageError E-OUTPUT."""
    from zhoubao.errors import UsageError
    from zhoubao.store.drafts import write_whole

    try:
        write_whole(output, text.encode())
    except OSError as error:
        raise UsageError("E-OUTPUT", output, reason=error.strerror) from error
    print(output)
