"""Reference data as named graphs: the ontology, its code lists, and the registers.

`ontology/registers/x.ttl` becomes the graph `graph/register/x`, what the user has added to the registers together
`graph/register/added`, `ontology/codes/*.ttl` together `graph/codes`, the
Turtle files of `ontology/` itself `graph/ontology`; other folders, as of frozen releases, are left out. Blank nodes,
which OWL files may hold, get stable IRIs, so that a graph can be compared, exported and replaced triple by triple.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from mappers import resources
from mappers.names.user_entries import NOTHING, Added
from zhoubao.store.graph_names import BASE, CODES, ONTOLOGY, REGISTERS

__all__ = ["Reference", "reference_digests", "reference_graph"]


@dataclass(frozen=True, slots=True)
class Reference:
    """One graph of reference data: its files and a digest of their bytes."""

    graph: str
    files: tuple[Path, ...]
    digest: str


def _graph_of(relative: Path) -> str | None:
    folder = relative.parts[0] if len(relative.parts) > 1 else ""
    if folder == "registers" and len(relative.parts) == 2:
        return REGISTERS + relative.stem
    return {"": ONTOLOGY, "codes": CODES}.get(folder)


def reference_digests(added: Added = NOTHING) -> Mapping[str, Reference]:
    """All graphs of reference data by IRI, sorted: the project's own, and that of what a user has added."""
    if not added.files:
        return _own()
    graph = REGISTERS + "added"
    found = {**_own(), graph: Reference(graph, tuple(path for path, _ in added.files), added.digest)}
    return {graph: found[graph] for graph in sorted(found)}


@cache
def _own() -> Mapping[str, Reference]:
    root = resources.path("ontology")
    files: dict[str, list[Path]] = {}
    for path in sorted(root.rglob("*.ttl")):
        if graph := _graph_of(path.relative_to(root)):
            files.setdefault(graph, []).append(path)
    digests = {
        graph: hashlib.sha256(b"\0".join(path.read_bytes() for path in paths)).hexdigest()
        for graph, paths in files.items()
    }
    return {graph: Reference(graph, tuple(files[graph]), digests[graph]) for graph in sorted(files)}


@cache
def reference_graph(reference: Reference) -> str:
    """The graph as N-Quads without blank nodes."""
    name = ox.NamedNode(reference.graph)
    quads = [
        ox.Quad(quad.subject, quad.predicate, quad.object, name)
        for path in reference.files
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
    ]
    if any(isinstance(term, ox.BlankNode) for quad in quads for term in (quad.subject, quad.object)):
        quads = _skolemized(quads, f"{BASE}.well-known/genid/{reference.graph.removeprefix(BASE).replace('/', '-')}-")
    return "".join(sorted({f"{quad} .\n" for quad in quads}))


def _skolemized(quads: list[ox.Quad], prefix: str) -> list[ox.Quad]:
    """The quads with an IRI for each blank node, which depends on the content alone."""
    data = ox.Dataset(quads)
    data.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)

    def named(term: Any) -> Any:
        return ox.NamedNode(prefix + term.value) if isinstance(term, ox.BlankNode) else term

    return [ox.Quad(named(quad.subject), quad.predicate, named(quad.object), quad.graph_name) for quad in data]
