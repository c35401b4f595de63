"""Every fact, and everything else that is read in a text, stands in it word for word."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from mappers.mapping import Mapped, map_bulletin
from mappers.text.readers import read_file
from tests.conftest import ROOT
from tests.grounded import LAWS

SAMPLES = [path for path in sorted((ROOT / "samples").rglob("[sn][0-9]*.*")) if path.suffix in (".txt", ".md")]


@cache
def mapped(path: Path) -> Mapped:
    return map_bulletin(read_file(path))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_what_is_read_stands_in_the_text(law: Callable[[Mapped], list[object]], path: Path) -> None:
    assert law(mapped(path)) == []
