"""The graph as nodes with properties and edges between them, for Neo4j and Gephi.

Both tables come from the triples of all graphs, sorted on disk, so memory does not grow with the corpus.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby, islice
from pathlib import Path
from typing import IO
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from zhoubao.exchange.export import merged
from zhoubao.exchange.files.selection import selected
from zhoubao.store.graph_names import short

__all__ = ["Edge", "Node", "edges", "nodes", "write_gexf", "write_graphml", "write_neo4j"]

_TOGETHER = 1000
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_NAMES = (
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://purl.org/dc/terms/title",
    "http://www.w3.org/2000/01/rdf-schema#label",
    "http://xmlns.com/foaf/0.1/name",
)


@dataclass(slots=True)
class Node:
    """An IRI with its classes, a name, and its literal values by property."""

    iri: str
    classes: list[str] = field(default_factory=list)
    name: str = ""
    values: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Edge:
    """A statement between two IRIs; types of things are classes of nodes instead."""

    source: str
    property: str
    target: str


def _triples(store: ox.Store, *, clean: bool) -> Iterator[ox.Quad]:
    lines = merged(lines for _, lines in selected(store, clean=clean))
    for some in iter(lambda: b"".join(islice(lines, _TOGETHER)), b""):
        yield from ox.parse(some, ox.RdfFormat.N_TRIPLES, lenient=True)


def edges(store: ox.Store, *, clean: bool = True) -> Iterator[Edge]:
    """The statements whose object is an IRI, sorted by subject."""
    for quad in _triples(store, clean=clean):
        if isinstance(quad.object, ox.NamedNode) and quad.predicate.value != _TYPE:
            yield Edge(quad.subject.value, quad.predicate.value, quad.object.value)  # type: ignore[union-attr]


def nodes(store: ox.Store, *, clean: bool = True) -> Iterator[Node]:
    """Each IRI that is a subject or the end of an edge, once, sorted."""
    found = edges(store, clean=clean)
    targets = merged(iter(lambda: [f"<{edge.target}>".encode() for edge in islice(found, _TOGETHER)], []))
    waiting = next(targets, b"")
    for subject, own in groupby(_triples(store, clean=clean), key=lambda quad: str(quad.subject)):
        while waiting and waiting <= subject.encode():
            if waiting != subject.encode():
                yield Node(waiting.decode()[1:-1])
            waiting = next(targets, b"")
        yield _node(subject[1:-1], own)
    while waiting:
        yield Node(waiting.decode()[1:-1])
        waiting = next(targets, b"")


def _node(iri: str, quads: Iterator[ox.Quad]) -> Node:
    node = Node(iri)
    named: dict[str, str] = {}
    for quad in quads:
        predicate = quad.predicate.value
        if predicate == _TYPE:
            node.classes.append(short(quad.object.value))  # type: ignore[union-attr]
        elif isinstance(quad.object, ox.Literal):
            node.values.setdefault(short(predicate), []).append(quad.object.value)
            if predicate in _NAMES and quad.object.language in ("zh", None):
                named.setdefault(predicate, quad.object.value)
    node.name = next((named[predicate] for predicate in _NAMES if predicate in named), "")
    return node


def write_neo4j(store: ox.Store, folder: Path, *, clean: bool = True) -> list[Path]:
    """`nodes.csv` and `relationships.csv` for `neo4j-admin database import full`."""
    properties = sorted({name for node in nodes(store, clean=clean) for name in node.values})
    files = [folder / "nodes.csv", folder / "relationships.csv"]
    with files[0].open("w", encoding="utf-8", newline="") as output:
        rows = csv.writer(output, lineterminator="\n")
        rows.writerow(["iri:ID", "name", *(f"{name}:string[]" for name in properties), ":LABEL"])
        for node in nodes(store, clean=clean):
            cells = (";".join(value.replace(";", "；") for value in node.values.get(name, ())) for name in properties)
            rows.writerow([node.iri, node.name, *cells, ";".join(node.classes) or "Resource"])
    with files[1].open("w", encoding="utf-8", newline="") as output:
        rows = csv.writer(output, lineterminator="\n")
        rows.writerow([":START_ID", ":END_ID", ":TYPE"])
        rows.writerows([edge.source, edge.target, short(edge.property)] for edge in edges(store, clean=clean))
    return files


def write_graphml(store: ox.Store, output: IO[str], *, clean: bool = True) -> None:
    """GraphML, a directed multigraph; nodes have a name and a class, edges a property."""
    output.write(
        '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
        '<key id="name" for="node" attr.name="name" attr.type="string"/>\n'
        '<key id="class" for="node" attr.name="class" attr.type="string"/>\n'
        '<key id="property" for="edge" attr.name="property" attr.type="string"/>\n<graph edgedefault="directed">\n'
    )
    for node in nodes(store, clean=clean):
        data = f'<data key="name">{_text(node.name)}</data><data key="class">{_text(" ".join(node.classes))}</data>'
        output.write(f"<node id={quoteattr(node.iri)}>{data}</node>\n")
    for number, edge in enumerate(edges(store, clean=clean)):
        ends = f'id="e{number}" source={quoteattr(edge.source)} target={quoteattr(edge.target)}'
        output.write(f'<edge {ends}><data key="property">{_text(short(edge.property))}</data></edge>\n')
    output.write("</graph>\n</graphml>\n")


def write_gexf(store: ox.Store, output: IO[str], *, clean: bool = True) -> None:
    """GEXF 1.2, as Gephi reads it."""
    output.write(
        '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">\n'
        '<graph defaultedgetype="directed">\n<attributes class="node">\n'
        '<attribute id="class" title="class" type="string"/>\n</attributes>\n<attributes class="edge">\n'
        '<attribute id="property" title="property" type="string"/>\n</attributes>\n<nodes>\n'
    )
    for node in nodes(store, clean=clean):
        value = f'<attvalue for="class" value={quoteattr(_legal(" ".join(node.classes)))}/>'
        ends = f"id={quoteattr(node.iri)} label={quoteattr(_legal(node.name or short(node.iri)))}"
        output.write(f"<node {ends}><attvalues>{value}</attvalues></node>\n")
    output.write("</nodes>\n<edges>\n")
    for number, edge in enumerate(edges(store, clean=clean)):
        value = f'<attvalue for="property" value={quoteattr(short(edge.property))}/>'
        ends = f'id="{number}" source={quoteattr(edge.source)} target={quoteattr(edge.target)}'
        output.write(f"<edge {ends}><attvalues>{value}</attvalues></edge>\n")
    output.write("</edges>\n</graph>\n</gexf>\n")


def _text(value: str) -> str:
    return escape(_legal(value))


def _legal(value: str) -> str:
    """A text without the control characters that XML cannot hold."""
    return "".join(letter for letter in value if letter >= " " or letter in "\t\n\r")
