"""What a data set says of itself, beside each export: DCAT and VoID.

Nothing in it depends on the clock: the same store gives the same description, but for the line that compares it with
the description that lay there before.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from zhoubao.exchange.export import write_prefixed
from zhoubao.store.graph_names import BASE, BULLETINS, PREFIXES
from zhoubao.version import __version__

__all__ = ["Counted", "describe"]

_VOID, _ADMS = "http://rdfs.org/ns/void#", "http://www.w3.org/ns/adms#"
_DCAT, _DCT, _SPDX = PREFIXES["dcat"], PREFIXES["dct"], "http://spdx.org/rdf/terms#"
_XSD = PREFIXES["xsd"]
_LICENCE = "https://www.apache.org/licenses/LICENSE-2.0"
_DATASET = ox.NamedNode(BASE + "dataset")
_EXAMPLES = 3
_LINKS = ("http://www.wikidata.org/", "https://sws.geonames.org/")


@dataclass(slots=True)
class Counted:
    """Counts of what passes by on its way into a file."""

    triples: int = 0
    bulletins: int = 0
    links: int = 0
    classes: Counter[str] = field(default_factory=Counter)
    spaces: set[str] = field(default_factory=set)
    examples: list[str] = field(default_factory=list)

    def passing(self, graphs: Iterable[tuple[str, list[bytes]]]) -> Iterable[tuple[str, list[bytes]]]:
        """The graphs as they are, counted."""
        for graph, lines in graphs:
            self._count(graph, lines)
            yield graph, lines

    def _count(self, graph: str, lines: list[bytes]) -> None:
        self.triples += len(lines)
        self.bulletins += graph.startswith(BULLETINS)
        for line in lines:
            _, predicate, value = line.split(b" ", 2)
            self.spaces.add(_space(predicate[1:-1].decode()))
            if predicate == _TYPE:
                self.classes[value[1:-4].decode()] += 1
            self.links += any(site in value for site in _SITES)
        if graph.startswith(BULLETINS) and len(self.examples) < _EXAMPLES:
            self.examples.append(graph.replace("/graph/", "/id/"))


_TYPE = f"<{PREFIXES['rdf']}type>".encode()
_SITES = tuple(site.encode() for site in _LINKS)


def describe(counted: Counted, files: Iterable[Path], media_type: str, target: Path) -> Path:
    """Write `NAME.description.ttl` beside an export, or `description.ttl` into its folder."""
    path = target / "description.ttl" if target.is_dir() else target.with_name(target.name + ".description.ttl")
    before = _before(path)
    statements: list[tuple[ox.NamedNode, str, ox.NamedNode | ox.Literal]] = [
        (_DATASET, PREFIXES["rdf"] + "type", ox.NamedNode(_DCAT + "Dataset")),
        (_DATASET, PREFIXES["rdf"] + "type", ox.NamedNode(_VOID + "Dataset")),
        (_DATASET, _DCT + "title", ox.Literal("政务服务周报知识图谱", language="zh")),
        (_DATASET, _DCT + "title", ox.Literal("Knowledge graph of service centre bulletins", language="en")),
        (_DATASET, _DCT + "license", ox.NamedNode(_LICENCE)),
        (_DATASET, _DCT + "conformsTo", ox.NamedNode(BASE + "ontology")),
        (_DATASET, _DCAT + "version", ox.Literal(__version__)),
        (_DATASET, _VOID + "uriSpace", ox.Literal(BASE)),
        (_DATASET, _VOID + "triples", ox.Literal(counted.triples)),
        (_DATASET, _VOID + "entities", ox.Literal(sum(counted.classes.values()))),
        (_DATASET, _VOID + "classes", ox.Literal(len(counted.classes))),
        (_DATASET, _VOID + "documents", ox.Literal(counted.bulletins)),
    ]
    statements += [(_DATASET, _VOID + "vocabulary", ox.NamedNode(space)) for space in sorted(counted.spaces)]
    statements += [(_DATASET, _VOID + "exampleResource", ox.NamedNode(iri)) for iri in counted.examples]
    for name, count in sorted(counted.classes.items()):
        part = ox.NamedNode(f"{BASE}dataset/class/{hashlib.sha256(name.encode()).hexdigest()[:12]}")
        statements += [
            (_DATASET, _VOID + "classPartition", part),
            (part, _VOID + "class", ox.NamedNode(name)),
            (part, _VOID + "entities", ox.Literal(count)),
        ]
    links = ox.NamedNode(BASE + "dataset/links")
    statements += [
        (_DATASET, _VOID + "subset", links),
        (links, PREFIXES["rdf"] + "type", ox.NamedNode(_VOID + "Linkset")),
        (links, _VOID + "triples", ox.Literal(counted.links)),
    ]
    for file in sorted(files):
        statements += _distribution(file, media_type)
    if before is not None:
        text = f"triples {before[0]} -> {counted.triples}, bulletins {before[1]} -> {counted.bulletins}"
        statements.append((_DATASET, _ADMS + "versionNotes", ox.Literal(text, language="en")))
    with path.open("wb") as output:
        write_prefixed(
            [ox.Triple(subject, ox.NamedNode(name), value) for subject, name, value in statements],
            output,
            ox.RdfFormat.TURTLE,
        )
    return path


def _distribution(file: Path, media_type: str) -> list[tuple[ox.NamedNode, str, ox.NamedNode | ox.Literal]]:
    node = ox.NamedNode(f"{BASE}dataset/file/{file.name}")
    with file.open("rb") as data:
        digest = hashlib.file_digest(data, "sha256").hexdigest()
    checksum = ox.NamedNode(f"{node.value}/checksum")
    return [
        (_DATASET, _DCAT + "distribution", node),
        (node, PREFIXES["rdf"] + "type", ox.NamedNode(_DCAT + "Distribution")),
        (node, _DCT + "title", ox.Literal(file.name)),
        (node, _DCAT + "mediaType", ox.NamedNode(f"https://www.iana.org/assignments/media-types/{media_type}")),
        (
            node,
            _DCAT + "byteSize",
            ox.Literal(str(file.stat().st_size), datatype=ox.NamedNode(_XSD + "nonNegativeInteger")),
        ),
        (node, _SPDX + "checksum", checksum),
        (checksum, _SPDX + "checksumValue", ox.Literal(digest)),
    ]


def _before(path: Path) -> tuple[str, str] | None:
    """Triples and bulletins of the description that lies there; None where none does, or it is another file."""
    try:
        quads = ox.Store()
        quads.load(path.read_bytes(), ox.RdfFormat.TURTLE)
    except (OSError, SyntaxError, ValueError):
        return None
    found = []
    for name in ("triples", "documents"):
        values = [quad.object for quad in quads.quads_for_pattern(_DATASET, ox.NamedNode(_VOID + name), None)]
        found.append(getattr(values[0], "value", "") if values else "–")
    return found[0], found[1]


def _space(iri: str) -> str:
    """The namespace of a term."""
    return iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]
