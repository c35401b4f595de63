"""Bulletins' graphs with the damage of the shapes' fixtures planted in them."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

import pyoxigraph as ox

ROOT = Path(__file__).resolve().parent.parent
_EXAMPLE = "https://w3id.org/zhoubao/id/example/"


@cache
def fixtures() -> dict[str, tuple[str, ...]]:
    """The triples of each fixture that breaks a shape, by the name of the shape, as N-Triples without the final mark.

    Numbers are spelled as the mappers spell them, for 900.0 is left to pySHACL, which keeps it, as Oxigraph does not.
    """
    found = {}
    for path in sorted((ROOT / "tests" / "shapes" / "break").glob("*.ttl")):
        store = ox.Store()
        store.load(path=str(path), format=ox.RdfFormat.TURTLE)
        found[path.stem] = tuple(sorted(str(quad.triple) for quad in store))
    return found


def plant(nquads: str, names: list[str]) -> str:
    """A bulletin's graph with the damage of some fixtures, each with IRIs of its own."""
    tail = nquads[nquads.index(" <", nquads.index("> <")) :].split("\n", 1)[0]
    tail = tail[tail.rindex(" <") :]
    lines = set(nquads.splitlines())
    for name in names:
        own = f"{_EXAMPLE}{re.sub('[^a-z]', '', name.lower())}-"
        lines |= {line.replace(_EXAMPLE, own) + tail for line in fixtures()[name]}
    return "".join(f"{line}\n" for line in sorted(lines))


def planted(graphs: list[str], seed: int = 1) -> list[str]:
    """The graphs with all fixtures dealt out among them."""
    names = sorted(fixtures())
    random.Random(seed).shuffle(names)
    return [plant(graph, names[start :: len(graphs)]) for start, graph in enumerate(graphs)]
