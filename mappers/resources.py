"""Where the data folders of the project are: beside the packages in a checkout, inside `mappers` in a wheel."""

from __future__ import annotations

from pathlib import Path

__all__ = ["path"]

_PACKAGE = Path(__file__).resolve().parent


def path(folder: str) -> Path:
    """The folder `ontology`, `shapes` or `queries`.

    Raises FileNotFoundError when the installation is incomplete.
    """
    for root in (_PACKAGE / "_data", _PACKAGE.parent):
        if (root / folder).is_dir():
            return root / folder
    raise FileNotFoundError(f"the folder {folder!r} is missing from this installation of zhoubao; install it again")
