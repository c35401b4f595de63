"""What a user has added to the registers: the Turtle files of a folder besides the project's own.

The files are held as bytes, so that what was digested is what is read, in whichever process.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from mappers.text.source import SourceError

__all__ = ["NOTHING", "Added", "read_added"]


@dataclass(frozen=True, slots=True)
class Added:
    """Turtle files as (path, bytes), in the order of their names; digest is empty where there are none."""

    files: tuple[tuple[Path, bytes], ...] = ()

    @property
    def digest(self) -> str:
        """A digest of names and bytes, not of where the folder is."""
        digest = hashlib.sha256()
        for path, data in self.files:
            digest.update(f"{path.name}\0{hashlib.sha256(data).hexdigest()}\n".encode())
        return digest.hexdigest() if self.files else ""


NOTHING = Added()


def read_added(folder: Path | None) -> Added:
    """The Turtle files of a folder; nothing where no folder is named.

    Raises SourceError E-REGISTER when it cannot be read.
    """
    if folder is None:
        return NOTHING
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == ".ttl" and not path.name.startswith("."))
        return Added(tuple((path, path.read_bytes()) for path in paths))
    except OSError as error:
        raise SourceError("E-REGISTER/folder", folder, reason=error.strerror or str(error)) from error
