"""What the store knows of each bulletin beside its triples: the manifest, one record for each graph.

A record is one literal in the store's default graph, so that it changes in the same transaction as the bulletin's
graph; named graphs are what is published, the default graph is the store's own book.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache
from pathlib import Path

import mappers
from mappers import resources
from mappers.names.user_entries import NOTHING, Added
from zhoubao.errors import UsageError
from zhoubao.store.graph_names import BASE, BULLETINS, bulletin_of

__all__ = ["Record", "Versions", "current_versions", "find_bulletin", "folder_hash", "is_digest"]

_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Versions:
    """By content, not by number: what the facts, the names and the checks of a bulletin depend on.

    shapes is empty when a bulletin was stored without being checked.
    """

    mappers: str
    ontology: str
    shapes: str


@dataclass(frozen=True, slots=True)
class Record:
    """One bulletin in the store.

    graph      IRI of its named graph
    sha256     digest of the original bytes
    file       where it was read, an absolute path
    text_sha256   digest of the text that was extracted, empty where the original is the text itself
    triples    how many the graph holds
    facts      number of facts by kind
    sentences, understood   how many sentences it has, and how many gave a fact
    violations, warnings    what the checks found
    """

    graph: str
    sha256: str
    file: str
    versions: Versions
    triples: int
    facts: Mapping[str, int] = field(default_factory=dict)
    sentences: int = 0
    understood: int = 0
    violations: int = 0
    warnings: int = 0
    text_sha256: str = ""

    def json(self) -> str:
        """The record as one line."""
        values = {item.name: getattr(self, item.name) for item in fields(self)}
        values["versions"] = {item.name: getattr(self.versions, item.name) for item in fields(Versions)}
        return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, line: str) -> Record:
        """The record that :meth:`json` wrote."""
        values = json.loads(line)
        return cls(**{**values, "versions": Versions(**values["versions"])})


def is_digest(text: str) -> bool:
    """Whether a text is a SHA-256 as it is written here, and so safe as the name of a file."""
    return _DIGEST.fullmatch(text) is not None


def folder_hash(folder: Path, *suffixes: str) -> str:
    """A digest of the files below a folder with one of the suffixes: their relative names and bytes."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.suffix in suffixes and path.is_file()):
        name = path.relative_to(folder).as_posix()
        digest.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()[:16]


def current_versions(added: Added = NOTHING) -> Versions:
    """The versions of what is installed, and of the registers that a user has added."""
    installed = _installed()
    if not added.files:
        return installed
    ontology = hashlib.sha256(f"{installed.ontology}\n{added.digest}\n".encode()).hexdigest()[:16]
    return replace(installed, ontology=ontology)


@cache
def _installed() -> Versions:
    return Versions(
        mappers=folder_hash(Path(mappers.__file__).parent, ".py"),
        ontology=folder_hash(resources.path("ontology"), ".ttl"),
        shapes=folder_hash(resources.path("shapes"), ".ttl"),
    )


def find_bulletin(records: Mapping[str, Record], name: str) -> Record:
    """The record of a bulletin by its IRI, that of its graph, `series/year-number`, or the number alone where one has it.

    Raises UsageError when none is so called, or several are.
    """
    key = name.strip("<>").removeprefix(BULLETINS).removeprefix(f"{BASE}id/bulletin/")
    found = {bulletin_of(record.graph): record for record in records.values()}
    fitting = [known for known in found if known == key] or [known for known in found if known.endswith(f"/{key}")]
    if len(fitting) > 1:
        raise UsageError("E-AMBIGUOUS", name, candidates="、".join(fitting))
    if not fitting:
        raise UsageError("E-NOT-FOUND", name)
    return found[fitting[0]]
