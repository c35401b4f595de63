"""Writes notebooks/*.ipynb from their sources *.py (jupytext), with their outputs, the same bytes for the same outputs.

python scripts/make_notebooks.py [NAME…]
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from nbconvert.preprocessors import ExecutePreprocessor

FOLDER = Path(__file__).resolve().parent.parent / "notebooks"
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def make(source: Path) -> None:
    """Run one source and write the notebook beside it."""
    notebook = jupytext.read(source)
    notebook.metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    ExecutePreprocessor(timeout=120).preprocess(notebook, {"metadata": {"path": str(FOLDER)}})
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number:02}"
        cell.metadata = {}
        for output in cell.get("outputs", []):
            _without_places(output)
    notebook.metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    nbformat.write(notebook, source.with_suffix(".ipynb"))


def _without_places(output: Any) -> None:
    if output.output_type == "stream" and output.name == "stderr":
        raise SystemExit(f"a cell wrote to stderr: {output.text}")


if __name__ == "__main__":
    for path in sorted(FOLDER.glob("*.py")):
        if not sys.argv[1:] or path.stem in sys.argv[1:]:
            make(path)
            print(path.with_suffix(".ipynb").name)
