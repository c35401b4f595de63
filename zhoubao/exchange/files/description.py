"""What a data set says of itself, beside each export: DCAT and VoID.

Nothing in it depends on the clock: the same store gives the same description, but for the line that compares it with
the description that lay there before.
"""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TypeAlias
from urllib.parse import quote

import pyoxigraph as ox

from zhoubao.exchange.export import write_prefixed
from zhoubao.store.drafts import write_whole
from zhoubao.store.graph_names import BASE, BULLETINS, PREFIXES, bulletin_node
from zhoubao.version import __version__

__all__ = ["DESCRIPTION", "Counted", "Stated", "describe", "described_files", "naming_also", "stated_in"]

#: The name of the description in the folder of an export.
DESCRIPTION = "description.ttl"

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
            self.examples.append(bulletin_node(graph))


_Statement: TypeAlias = tuple[ox.NamedNode, str, ox.NamedNode | ox.Literal]

_TYPE = f"<{PREFIXES['rdf']}type>".encode()
_SITES = tuple(site.encode() for site in _LINKS)


@dataclass(frozen=True, slots=True)
class Stated:
    """What an earlier description states: triples, bulletins, and the paths of its files below its folder."""

    triples: str
    bulletins: str
    files: tuple[str, ...]


def describe(
    counted: Counted,
    files: Mapping[str, Path],
    media_type: str,
    path: Path,
    *,
    before: Stated | None = None,
) -> Path:
    """Write the description of files, each with its path below the folder of the export.

    before: the description that this one takes the place of
    """
    statements: list[_Statement] = [
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
    for name, file in sorted(files.items()):
        statements += [*_named(name), *_distribution(_file_node(name), file, media_type)]
    if before is not None:
        text = f"triples {before.triples} -> {counted.triples}, bulletins {before.bulletins} -> {counted.bulletins}"
        statements.append((_DATASET, _ADMS + "versionNotes", ox.Literal(text, language="en")))
    output = io.BytesIO()
    triples = [ox.Triple(subject, ox.NamedNode(name), value) for subject, name, value in statements]
    write_prefixed(triples, output, ox.RdfFormat.TURTLE)
    write_whole(path, output.getvalue())
    return path


def naming_also(description: bytes, names: Iterable[str]) -> bytes:
    """A description that names further files, which the export before wrote and which are still there."""
    triples = (ox.Triple(node, ox.NamedNode(term), value) for name in names for node, term, value in _named(name))
    return description + "".join(f"{triple} .\n" for triple in triples).encode()


def _file_node(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"{BASE}dataset/file/{quote(name)}")


def _named(name: str) -> list[_Statement]:
    """That a file belongs to the export, which alone allows a later export to remove it."""
    node = _file_node(name)
    return [(_DATASET, _DCAT + "distribution", node), (node, _DCT + "title", ox.Literal(name))]


def _distribution(node: ox.NamedNode, file: Path, media_type: str) -> list[_Statement]:
    with file.open("rb") as data:
        digest = hashlib.file_digest(data, "sha256").hexdigest()
    checksum = ox.NamedNode(f"{node.value}/checksum")
    return [
        (node, PREFIXES["rdf"] + "type", ox.NamedNode(_DCAT + "Distribution")),
        (node, _DCAT + "mediaType", ox.NamedNode(f"https://www.iana.org/assignments/media-types/{media_type}")),
        (
            node,
            _DCAT + "byteSize",
            ox.Literal(str(file.stat().st_size), datatype=ox.NamedNode(_XSD + "nonNegativeInteger")),
        ),
        (node, _SPDX + "checksum", checksum),
        (checksum, _SPDX + "checksumValue", ox.Literal(digest)),
    ]


def described_files(path: Path) -> list[PurePosixPath] | None:
    """The files that a description of ours names, but none outside of its folder; None where there is none of ours."""
    stated = stated_in(path)
    if stated is None:
        return None
    names = (PurePosixPath(name) for name in stated.files if "\\" not in name and "\0" not in name)
    return [name for name in names if name.parts and not name.is_absolute() and ".." not in name.parts]


def stated_in(path: Path) -> Stated | None:
    """What a description states; None where there is none, or the file is another than ours."""
    quads = ox.Store()
    try:
        quads.load(path.read_bytes(), ox.RdfFormat.TURTLE)
    except (OSError, SyntaxError, ValueError):
        return None

    def values(subject: ox.NamedNode, name: str) -> list[str]:
        found = (quad.object for quad in quads.quads_for_pattern(subject, ox.NamedNode(name), None))
        return sorted(term.value for term in found if isinstance(term, ox.NamedNode | ox.Literal))

    if _DCAT + "Dataset" not in values(_DATASET, PREFIXES["rdf"] + "type"):
        return None
    triples, bulletins = (next(iter(values(_DATASET, _VOID + name)), "–") for name in ("triples", "documents"))
    nodes = values(_DATASET, _DCAT + "distribution")
    titles = (title for node in nodes for title in values(ox.NamedNode(node), _DCT + "title"))
    return Stated(triples, bulletins, tuple(titles))


def _space(iri: str) -> str:
    """The namespace of a term."""
    return iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]
