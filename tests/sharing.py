"""What several workers of one test session need alike is made by the first of them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import portalocker
import pytest


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder of the session that `make` fills; nobody may change what is in it."""
    base = factory.getbasetemp()
    root = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, done = root / name, root / f"{name}.done"
    with (root / f"{name}.lock").open("w") as lock:
        portalocker.lock(lock, portalocker.LockFlags.EXCLUSIVE)
        if not done.exists():
            make(folder)
            done.touch()
    return folder
