"""The examples in the docstrings run, each of them."""

from __future__ import annotations

import doctest
import importlib

import pytest

from tests.conftest import ROOT

SHOWN = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for package in ("mappers", "zhoubao", "benchmarks")
    for path in sorted((ROOT / package).rglob("*.py"))
    if ">>> " in path.read_text("utf-8")
]


@pytest.mark.parametrize("name", SHOWN)
def test_the_examples_of_a_module_give_what_they_show(name: str) -> None:
    module = importlib.import_module(name)
    examples = [example for found in doctest.DocTestFinder().find(module) for example in found.examples]
    results = doctest.testmod(module)
    assert results.failed == 0
    assert results.attempted == sum(not example.options.get(doctest.SKIP) for example in examples) > 0


def test_examples_were_found() -> None:
    assert {"mappers.names.registers", "mappers.rdf.terms", "zhoubao", "zhoubao.questions.near_names"} <= set(SHOWN)
