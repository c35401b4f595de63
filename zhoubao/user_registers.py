"""Where a user's own registers are: in the folder of $ZHOUBAO_REGISTERS, else in that of the store."""

from __future__ import annotations

import os
from pathlib import Path

from mappers.names.user_entries import Added, read_added

__all__ = ["REGISTERS_VARIABLE", "added_to", "folder_of"]

#: The variable that names a folder of registers besides the project's own.
REGISTERS_VARIABLE = "ZHOUBAO_REGISTERS"


def folder_of(store: Path) -> Path:
    """The folder of the user's own registers: the one in $ZHOUBAO_REGISTERS, else `registers` in the store."""
    named = os.environ.get(REGISTERS_VARIABLE)
    return Path(named) if named else store / "registers"


def added_to(store: Path | None = None) -> Added:
    """The user's own registers of a store, or without one; raises SourceError when they cannot be read."""
    named = os.environ.get(REGISTERS_VARIABLE)
    if named:
        return read_added(Path(named))
    folder = store / "registers" if store else None
    return read_added(folder if folder and folder.is_dir() else None)
