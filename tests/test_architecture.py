"""The house stays in order: no circle of imports, no crowded folder, no name of a class or of a file for two things."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import grimp
import networkx as nx

from tests.conftest import ROOT

PACKAGES = ("mappers", "zhoubao")
FILES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
MOST_MODULES = 10


def repeated(named: Iterable[tuple[str, Path]]) -> dict[str, list[str]]:
    """The names that stand in more than one place."""
    places: dict[str, list[str]] = defaultdict(list)
    for name, path in named:
        places[name].append(str(path.relative_to(ROOT)))
    return {name: found for name, found in places.items() if len(found) > 1}


def test_no_file_imports_in_a_circle() -> None:
    """Imports inside functions and those for types alone count too."""
    graph = grimp.build_graph(*PACKAGES, cache_dir=None, exclude_type_checking_imports=False)
    imports = nx.DiGraph(
        (module, other) for module in graph.modules for other in graph.find_modules_directly_imported_by(module)
    )
    assert imports.number_of_edges() > 500, "the imports were not found"
    circles = (tuple(sorted(part)) for part in nx.strongly_connected_components(imports) if len(part) > 1)
    assert sorted(circles) == []


def test_no_folder_of_the_tool_is_crowded() -> None:
    folders: dict[Path, int] = defaultdict(int)
    for path in FILES:
        folders[path.parent.relative_to(ROOT)] += path.name != "__init__.py"
    crowded = {str(folder): count for folder, count in folders.items() if count > MOST_MODULES}
    assert {folder for folder in crowded if folder.startswith("zhoubao")} == set()


def test_no_class_name_stands_for_two_things() -> None:
    classes = (
        (node.name, path)
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
    )
    assert repeated(classes) == {}


def test_no_file_name_stands_for_two_things() -> None:
    assert repeated((path.name, path) for path in FILES if path.name != "__init__.py") == {}
