"""The notebooks run, say what their sources say, tell nothing of the machine, and export to pages that work alone."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import jupytext
import nbformat
import pytest

from tests.browser import browser, screenshot, tab
from tests.conftest import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
NAMES = [path.stem for path in NOTEBOOKS]


@pytest.fixture(params=NOTEBOOKS, ids=NAMES)
def notebook(request: pytest.FixtureRequest) -> Path:
    path = request.param
    assert isinstance(path, Path)
    return path


def test_there_are_six() -> None:
    assert len(NOTEBOOKS) == 6


def test_a_notebook_runs(notebook: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--nbmake", "--nbmake-timeout=120", "-p", "no:xdist", str(notebook)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]


def test_a_notebook_has_the_cells_of_its_source(notebook: Path) -> None:
    source = jupytext.read(notebook.with_suffix(".py"))
    written = nbformat.read(notebook, as_version=4)
    assert [(cell.cell_type, cell.source) for cell in written.cells] == [
        (cell.cell_type, cell.source) for cell in source.cells
    ], "run scripts/make_notebooks.py"


def test_a_notebook_tells_nothing_of_the_machine(notebook: Path) -> None:
    assert not re.search(r"/tmp/|/home/|/root/|/wor[k]/|0x[0-9a-f]{8}", notebook.read_text("utf-8"))


def test_a_notebook_opens_as_a_page_that_asks_for_nothing(notebook: Path, tmp_path: Path) -> None:
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(require_js_url="", mathjax_url="", jquery_url="", mermaid_js_url="")
    page = tmp_path / "page.html"
    html, _ = exporter.from_filename(str(notebook))
    page.write_text(html, "utf-8")
    with browser() as started, tab(started, viewport={"width": 1100, "height": 9000}) as opened:
        opened.goto(page.as_uri())
        frames: list[Any] = [frame for frame in opened.frames if frame != opened.main_frame]
        for frame in frames:
            frame.wait_for_selector("body[data-painted]")
            assert frame.locator("#panel").count() == 1
        screenshot(opened, f"notebook-{notebook.stem}")
