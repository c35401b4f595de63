"""Drafts: what is written beside its place and moved there when it is whole.

A draft is named after its place and its process, `.NAME.PID.part`, so that what a killed process left is known as such.
"""

from __future__ import annotations

import os
import re
import shutil
from contextlib import suppress
from pathlib import Path

__all__ = ["clear_drafts", "draft_of", "remove_draft", "write_whole"]

_DRAFT = re.compile(r"\.(?P<name>.+)\.(?P<process>[0-9]+)\.part", re.DOTALL)


def draft_of(path: Path) -> Path:
    """Where the draft of a file or folder is written; those that processes left which are gone are removed."""
    clear_drafts(path.parent, path.name)
    return _draft(path)


def clear_drafts(folder: Path, name: str = "") -> None:
    """Remove the drafts in a folder, all or those of one name, that processes left which are gone."""
    with suppress(OSError):
        for path in [*folder.iterdir()]:
            found = _DRAFT.fullmatch(path.name)
            if found and name in ("", found["name"]) and not _runs(int(found["process"])):
                remove_draft(path)


def remove_draft(path: Path) -> None:
    """Remove a draft, file or folder, where there is one."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all, even after a power cut."""
    draft = _draft(path)
    try:
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _draft(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.part")


def _runs(process: int) -> bool:
    """Whether another process has this number; where that cannot be found out without harm (Windows), it is taken for so."""
    if process == os.getpid():
        return False
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True
