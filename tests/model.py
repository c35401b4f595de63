"""What the writers of triples write: terms of the ontology, by reading their code and the model."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import mappers
from mappers import resources
from mappers.facts.model import MODEL
from mappers.rdf import iris

FOLDERS = (Path(mappers.__file__).parent, Path(mappers.__file__).parent.parent / "zhoubao" / "store")


@cache
def written_terms() -> tuple[str, ...]:
    """Local names of all classes and properties of the ontology that the code, the model or the register of regions names, sorted."""
    found = {
        node.attr
        for folder in FOLDERS
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "zw"
    }
    for kind in MODEL.values():
        found.add(kind.cls.removeprefix(iris.ONTOLOGY))
        found |= {
            slot.property.removeprefix(iris.ONTOLOGY)
            for slot in kind.slots
            if slot.property and slot.property.startswith(iris.ONTOLOGY)
        }
    regions = resources.path("ontology") / "registers" / "regions.ttl"
    found |= set(re.findall(r"\ba zw:(\w+)", regions.read_text("utf-8")))
    return tuple(sorted(found))
