"""The reference documentation is what its script writes, and leads nowhere that is not there."""

from __future__ import annotations

import re
import sys
import xml.etree.ElementTree as ElementTree
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

from make_reference import TARGET, pages  # noqa: E402  needs the path above
from reference_model import Model  # noqa: E402


@cache
def model() -> Model:
    return Model()


@cache
def written() -> dict[str, str]:
    return pages(model())


def test_the_pages_are_those_that_the_script_writes() -> None:
    found = {str(path.relative_to(TARGET)): path.read_text("utf-8") for path in TARGET.rglob("*") if path.is_file()}
    stale = sorted(name for name in {*found, *written()} if found.get(name) != written().get(name))
    assert stale == [], "run: python scripts/make_reference.py"


def test_every_declared_term_is_on_a_page() -> None:
    text = written()["en/index.md"]
    declared = re.findall(r"^zw:(\w+) a owl:", (ROOT / "ontology" / "zhoubao.ttl").read_text("utf-8"), re.MULTILINE)
    assert [name for name in declared if f"`zw:{name}`" not in text] == []


@pytest.mark.parametrize("name", [name for name in sorted(written()) if name.endswith(".md")])
def test_links_lead_somewhere(name: str) -> None:
    here = Path(name).parent
    broken = []
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", written()[name]):
        file, _, anchor = target.partition("#")
        page = (TARGET / here / file).resolve()
        text = written().get(str(page.relative_to(TARGET))) if page.is_relative_to(TARGET) else page.read_text("utf-8")
        if text is None or (anchor and f'<a id="{anchor}"></a>' not in text):
            broken.append(target)
    assert broken == []


@pytest.mark.parametrize("name", [name for name in sorted(written()) if name.endswith(".svg")])
def test_diagrams_are_drawn_within_their_frame(name: str) -> None:
    root = ElementTree.fromstring(written()[name])
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    boxes = [node.attrib for node in root.iter("{http://www.w3.org/2000/svg}rect") if "x" in node.attrib]
    assert boxes
    assert all(float(box["x"]) + float(box["width"]) <= width for box in boxes)
    assert all(float(box["y"]) + float(box["height"]) <= height for box in boxes)


def test_a_language_has_no_words_of_the_other() -> None:
    """A page in English has Chinese only where it quotes a name or a code list."""
    found = re.findall(r"^- \*\*.*[\u4e00-\u9fff]{6,}.*$", written()["en/facts.md"], re.MULTILINE)
    assert found == []
