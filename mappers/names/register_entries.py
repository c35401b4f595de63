"""The entries of the registers, and how they are read from Turtle."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

__all__ = ["BodyEntry", "RegionEntry", "SeriesEntry", "read_bodies", "read_regions", "read_series"]

_ID = "https://w3id.org/zhoubao/id/"
_TYPES = {"Department": "department", "PublicBody": "public_body", "Division": "division"}


@dataclass(frozen=True, slots=True)
class RegionEntry:
    """An administrative region.

    level        province, prefecture or county
    parent       code of the region that it belongs to
    short_names  short forms that stand for it in running text (宣汉, 阿坝州)
    word_names   short forms that are ordinary words as well (公安, 资源): names only where names of regions are listed
    """

    code: str
    name: str
    level: str
    parent: str | None
    short_names: tuple[str, ...] = ()
    name_en: str | None = None
    word_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BodyEntry:
    """A public body. type: department, public_body or division; alt: its other names, misprints that occur included."""

    slug: str
    name: str
    alt: tuple[str, ...]
    type: str
    region: str | None
    unit_of: str | None = None


@dataclass(frozen=True, slots=True)
class SeriesEntry:
    """A series of bulletins; publisher is the slug of a body."""

    slug: str
    title: str
    publisher: str | None


#: What a register says of one subject: local name of the property -> its values, IRIs by their last segment; the labels
#: by "prefLabel@zh" and the like.
_Node = dict[str, list[str]]


def _nodes(path: Path, prefix: str, data: bytes | None = None) -> list[tuple[str, _Node]]:
    """The subjects of a Turtle file whose IRIs start with a prefix, by the rest of the IRI, sorted."""
    nodes: dict[str, _Node] = {}
    for quad in ox.parse(path.read_bytes() if data is None else data, format=ox.RdfFormat.TURTLE):
        subject, predicate, term = quad.subject.value, quad.predicate.value, quad.object
        if not subject.startswith(prefix):
            continue
        name = predicate[max(predicate.rfind("#"), predicate.rfind("/")) + 1 :]
        value = term.value
        if isinstance(term, ox.NamedNode):
            value = value[max(value.rfind("#"), value.rfind("/")) + 1 :]
        elif term.language:
            name = f"{name}@{term.language}"
        nodes.setdefault(subject.removeprefix(prefix), {}).setdefault(name, []).append(value)
    return sorted(nodes.items())


def _one(node: _Node, name: str) -> str | None:
    values = node.get(name)
    return min(values) if values else None


def _needed(path: Path, key: str, node: _Node, name: str) -> str:
    value = _one(node, name)
    if value is None:
        raise ValueError(f"{path}: {key} has no {name}; add it to the register")
    return value


def read_regions(path: Path) -> dict[str, RegionEntry]:
    return {
        code: RegionEntry(
            code=code,
            name=_needed(path, code, node, "prefLabel@zh"),
            level=_needed(path, code, node, "regionLevel"),
            parent=_one(node, "within"),
            short_names=tuple(sorted(node.get("altLabel@zh", ()))),
            name_en=_one(node, "prefLabel@en"),
            word_names=tuple(sorted(node.get("hiddenLabel@zh", ()))),
        )
        for code, node in _nodes(path, f"{_ID}region/")
    }


def read_bodies(path: Path, data: bytes | None = None) -> dict[str, BodyEntry]:
    """The bodies of a Turtle file, or of the bytes that it had when it was read."""
    nodes = dict(_nodes(path, f"{_ID}org/", data))
    return {
        slug: BodyEntry(
            slug=slug,
            name=_needed(path, slug, node, "prefLabel@zh"),
            alt=tuple(sorted((*node.get("altLabel@zh", ()), *node.get("hiddenLabel@zh", ())))),
            type=_TYPES[_needed(path, slug, node, "type")],
            region=_one(node, "jurisdiction") or _one(nodes.get(_one(node, "unitOf") or "", {}), "jurisdiction"),
            unit_of=_one(node, "unitOf"),
        )
        for slug, node in nodes.items()
    }


def read_series(path: Path) -> dict[str, SeriesEntry]:
    return {
        slug: SeriesEntry(slug, _needed(path, slug, node, "prefLabel@zh"), _one(node, "publisher"))
        for slug, node in _nodes(path, f"{_ID}series/")
    }
