"""The wheel: what it holds, and that it runs where Python has fewer system modules than here."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from sharing import once

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built once for the session."""
    return next(once(tmp_path_factory, "wheel", _build).glob("*.whl"))


def _build(folder: Path) -> None:
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-index", "--no-build-isolation", "--quiet"]
    subprocess.run([*command, "--wheel-dir", str(folder), str(ROOT)], check=True)


def test_both_packages_say_that_they_are_typed(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        assert {"mappers/py.typed", "zhoubao/py.typed"} <= set(archive.namelist())


def test_formats_come_with_the_default_install(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        needed = [line for line in archive.read(name).decode().splitlines() if line.startswith("Requires-Dist:")]
    for library in ("lxml", "pdfplumber"):
        assert any(line.startswith(f"Requires-Dist: {library}") and "extra" not in line for line in needed)
