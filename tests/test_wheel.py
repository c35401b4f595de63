"""The wheel: what it holds, and that it runs where Python has fewer system modules than here."""

from __future__ import annotations

import ast
import json
import os
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


def test_it_runs_where_python_has_no_fcntl_and_no_sigpipe(wheel: Path, tmp_path: Path) -> None:
    """As on Windows. Only these two are taken away, in the process itself and in the workers that it starts."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    (tmp_path / "site" / "sitecustomize.py").write_text(_WITHOUT, encoding="utf-8")
    samples = [str(ROOT / "samples" / f"s{number:02d}.txt") for number in range(1, 7)]

    def run(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "zhoubao", *words],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(tmp_path / "site"), "ZHOUBAO_LANG": "en"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode in (0, 1), done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout

    run("build", *samples, "--store", "store", "--processes", "2")
    assert json.loads(run("facts", samples[0], "--format", "json"))["facts"]
    assert run("check", samples[0], "--format", "json")
    assert run("stats", "--store", "store")
    assert run("doctor", "--store", "store").startswith("ok zhoubao")


_WITHOUT = """
import signal
import sys


class Refusing:
    def find_spec(self, name, path=None, target=None):
        if name == "fcntl":
            raise ModuleNotFoundError("No module named 'fcntl'", name=name)


sys.modules.pop("fcntl", None)
sys.meta_path.insert(0, Refusing())
del signal.SIGPIPE
"""


def test_the_store_is_locked_through_a_library_and_no_module_needs_fcntl() -> None:
    for path in sorted(ROOT.glob("zhoubao/**/*.py")) + sorted(ROOT.glob("mappers/**/*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            assert "fcntl" not in [*names, getattr(node, "module", None)], path
