"""The notebooks run, say what their sources say, tell nothing of the machine, and export to pages that work alone."""

from __future__ import annotations

import ast
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import jupytext
import nbformat
import pytest
from nbconvert import HTMLExporter
from nbmake.nb_run import NotebookRun

from tests.browser import screenshot, tab
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


def test_a_notebook_has_the_cells_of_its_source(notebook: Path) -> None:
    source = jupytext.read(notebook.with_suffix(".py"))
    written = nbformat.read(notebook, as_version=4)
    assert [(cell.cell_type, cell.source) for cell in written.cells] == [
        (cell.cell_type, cell.source) for cell in source.cells
    ], "run scripts/make_notebooks.py"


def test_no_number_is_written_by_hand(notebook: Path) -> None:
    """What a finding counts is computed in its cell; text names other notebooks and versions of standards only."""
    for cell in jupytext.read(notebook.with_suffix(".py")).cells:
        if cell.cell_type == "markdown":
            said = [re.sub(r"[Nn]otebook \d|SPARQL 1\.1|near 0", "", cell.source)]
        else:
            joined = [node for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.JoinedStr)]
            said = [str(part.value) for node in joined for part in node.values if isinstance(part, ast.Constant)]
            said = [words for words in said if re.search(r"[\u4e00-\u9fff]", words)]
        assert not re.search(r"\d", "".join(said)), cell.source


def test_a_notebook_tells_nothing_of_the_machine(notebook: Path) -> None:
    text = notebook.read_text("utf-8")
    assert not re.search(r"/tmp/|/home/|/root/|/Users/|0x[0-9a-f]{8}", text)
    assert str(ROOT) not in text


def test_a_notebook_runs_and_opens_as_a_page_that_asks_for_nothing(
    chromium: Any, notebook: Path, tmp_path: Path
) -> None:
    with ThreadPoolExecutor(1) as apart:  # for the browser holds the event loop of this thread
        run = apart.submit(NotebookRun(notebook, default_timeout=120).execute).result()
    assert run.error is None, run.error.trace
    exporter = HTMLExporter(require_js_url="", mathjax_url="", jquery_url="", mermaid_js_url="")
    page = tmp_path / "page.html"
    html, _ = exporter.from_notebook_node(run.nb)
    page.write_text(html, "utf-8")
    with tab(chromium, viewport={"width": 1100, "height": 9000}) as opened:
        opened.goto(page.as_uri())
        frames: list[Any] = [frame for frame in opened.frames if frame != opened.main_frame]
        for frame in frames:
            frame.wait_for_selector("body[data-painted]")
            assert frame.locator("#panel").count() == 1
        screenshot(opened, f"notebook-{notebook.stem}")
