"""What is installed, where the store is, and what is wrong with either; each finding with a remedy."""

from __future__ import annotations

import hashlib
import platform
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from mappers import resources
from mappers.names.registers import load_registers
from mappers.names.user_entries import Added
from mappers.text.source import SourceError
from zhoubao.errors import ZhoubaoError
from zhoubao.store.record import current_versions
from zhoubao.store.store import Reader, source_path, text_path
from zhoubao.user_registers import added_to, folder_of
from zhoubao.version import __version__

__all__ = ["Diagnosis", "examine"]

_NEEDED = (
    *("rdflib", "pyshacl", "pyoxigraph", "oxrdflib", "typer", "rich"),
    *("httpx", "portalocker", "lxml", "pdfplumber"),
)
#: What is not needed by all -> what for.
_OPTIONAL = {"pandas": "DataFrames from kg.sparql"}
_LITTLE = 200 * 2**20


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing that was looked at; remedy is empty where there is nothing to do."""

    ok: bool
    what: str
    remedy: str = ""


def examine(store: Path) -> Iterator[Diagnosis]:
    """Look at the installation, then at the store."""
    yield Diagnosis(True, f"zhoubao {__version__}, Python {platform.python_version()}")
    for name in (*_NEEDED, *_OPTIONAL):
        try:
            yield Diagnosis(True, f"{name} {version(name)}")
        except PackageNotFoundError:
            needed = name in _NEEDED
            extra = "" if needed else f" for {_OPTIONAL[name]}"
            yield Diagnosis(not needed, f"{name} is not installed", f"pip install {name}{extra}")
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office:
        yield Diagnosis(True, f"LibreOffice at {office}")
    else:
        yield Diagnosis(True, "LibreOffice is not installed", "install it for .doc and .wps")
    for folder in ("ontology", "shapes", "queries"):
        try:
            path = resources.path(folder)
            yield Diagnosis(True, f"{folder}: {sum(1 for file in path.rglob('*') if file.is_file())} files in {path}")
        except FileNotFoundError as error:
            yield Diagnosis(False, str(error))
    try:
        added = added_to(store)
        if added.files:
            load_registers(added)
            yield Diagnosis(True, f"{len(added.files)} entries of your own register in {folder_of(store)}")
        yield from _store(store, added)
    except SourceError as error:
        yield Diagnosis(False, str(error))


def _store(store: Path, added: Added) -> Iterator[Diagnosis]:
    try:
        with Reader(store) as reader:
            records = [*reader.records().values()]
            yield Diagnosis(True, f"store {store.absolute()}: {len(records)} bulletins, {len(reader.quads)} triples")
    except ZhoubaoError as error:
        yield Diagnosis(error.code == "E-STORE-ABSENT", str(error))
        return
    current = current_versions(added)
    stale = [
        record for record in records if record.versions != current and record.versions != replace(current, shapes="")
    ]
    if stale:
        yield Diagnosis(
            False, f"{len(stale)} bulletins were read by another version", "zhoubao build with their files again"
        )
    unchecked = sum(not record.versions.shapes for record in records)
    if unchecked:
        yield Diagnosis(True, f"{unchecked} bulletins were stored without checks", "zhoubao validate")
    for record in records:
        original, text = source_path(store, record), text_path(store, record)
        if text != original and (not text.exists() or _digest(text) != record.text_sha256):
            remedy = f"zhoubao remove {record.graph}, build again"
            yield Diagnosis(False, f"the text {text} that was extracted is missing or was altered", remedy)
        if not original.exists():
            yield Diagnosis(
                False, f"the original of {record.graph} is missing", f"zhoubao remove {record.graph}, build again"
            )
        elif _digest(original) != record.sha256:
            yield Diagnosis(False, f"the original {original} was altered", f"put {record.file} in its place")
    free = shutil.disk_usage(store).free
    yield Diagnosis(free > _LITTLE, f"{free // 2**20} MB free on the disk", "" if free > _LITTLE else "free some space")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
