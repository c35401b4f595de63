"""Names that the registers do not settle, over many bulletins: what a person should look at, with where it stands."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mappers.mapping import Mapped, map_bulletin
from mappers.names.registers import registers, using
from mappers.rdf.iris import normal
from mappers.text.readers import read_file
from mappers.text.source import SourceError
from mappers.unresolved_names import UnresolvedName, guess_type, sightings
from zhoubao.building.builder import Problem, find_files
from zhoubao.building.user_register import COLUMNS, added_to
from zhoubao.store.query_results import ResultTable
from zhoubao.store.store import Reader, text_path

__all__ = ["NameToReview", "names_in", "names_json", "names_table", "review_table", "unsettled"]

_CONTEXTS = 3
_AROUND = 30


@dataclass(frozen=True, slots=True)
class NameToReview:
    """A name, once for all its spellings.

    sort        "body": no register holds it; "region": it could be several
    name        the fullest form that the bulletins give
    region      code and name of the region that the name or the publisher supplies, else empty
    type        what it would be in the register, guessed from the name: department or public_body
    forms       as printed, where that is something else than the name
    candidates  codes and names of the regions that it could be
    count       sentences in which it stands, in how many bulletins
    contexts    (file, words around the name)
    """

    sort: str
    name: str
    region: str
    region_name: str
    type: str
    forms: tuple[str, ...]
    candidates: tuple[str, ...]
    count: int
    bulletins: int
    contexts: tuple[tuple[str, str], ...]


def names_in(paths: Sequence[Path], store: Path) -> tuple[list[NameToReview], list[Problem]]:
    """The unsettled names of files and folders, of the whole store where none is given, and what could not be read.

    Raises StoreError when no path is given and there is no store.
    """
    problems: list[Problem] = []
    with using(added_to(store)):
        registers()
        if paths:
            files, problems = find_files(paths)
            return unsettled(_mapped(((file, str(file)) for file in files), problems)), problems
        with Reader(store) as reader:
            kept = [(text_path(store, record), record.file) for record in reader.records().values()]
            return unsettled(_mapped(kept, problems)), problems


def _mapped(files: Iterable[tuple[Path, str]], problems: list[Problem]) -> Iterator[Mapped]:
    """The bulletins of (file, name that is shown); what cannot be read goes to the problems."""
    for file, name in files:
        try:
            yield map_bulletin(replace(read_file(file), name=name))
        except SourceError as error:
            problems.append(error)


def unsettled(bulletins: Iterable[Mapped]) -> list[NameToReview]:
    """The unsettled names of bulletins, the most frequent first; the order of the bulletins does not matter."""
    found: dict[tuple[str, str], list[tuple[str, UnresolvedName]]] = {}
    for mapped in bulletins:
        for sighting in sightings(mapped):
            seen = found.setdefault((sighting.sort, normal(sighting.name)), [])
            seen.append((Path(mapped.bulletin.text.name).name, sighting))
    return sorted((_grouped(seen) for seen in found.values()), key=lambda name: (-name.count, name.sort, name.name))


def _grouped(seen: list[tuple[str, UnresolvedName]]) -> NameToReview:
    seen = sorted(seen)
    first = min(sighting for _, sighting in seen)
    region = first.region or ""
    forms = sorted({sighting.text for _, sighting in seen} - {first.name})
    candidates = sorted({code for _, sighting in seen for code in sighting.candidates})
    contexts = dict.fromkeys((file, _context(sighting)) for file, sighting in seen)
    return NameToReview(
        sort=first.sort,
        name=first.name,
        region=region,
        region_name=registers().full_name(region) if region else "",
        type=guess_type(first.name) if first.sort == "body" else "",
        forms=tuple(forms),
        candidates=tuple(f"{code} {registers().full_name(code)}" for code in candidates),
        count=len(seen),
        bulletins=len({file for file, _ in seen}),
        contexts=tuple(contexts)[:_CONTEXTS],
    )


def _context(sighting: UnresolvedName) -> str:
    """The words around a name, on one line."""
    quote = "".join(sighting.evidence.quote.replace("**", "").split())
    at = max(quote.find("".join(sighting.text.split())), 0)
    start, end = max(at - _AROUND, 0), at + len(sighting.text) + _AROUND
    return ("…" if start else "") + quote[start:end] + ("…" if end < len(quote) else "")


def names_table(names: Iterable[NameToReview]) -> ResultTable:
    """For people: one row for each name."""
    columns = ("sort", "name", "count", "bulletins", "region", "type", "printed", "context")
    return ResultTable(
        columns,
        tuple(
            (
                *(name.sort, name.name, name.count, name.bulletins),
                name.region_name or " / ".join(name.candidates),
                *(name.type, "、".join(name.forms), name.contexts[0][1]),
            )
            for name in names
        ),
    )


def review_table(names: Iterable[NameToReview]) -> ResultTable:
    """For review: the columns that :func:`zhoubao.building.user_register.accept` takes, filled where known, then the rest."""
    columns = (*COLUMNS, "sort", "count", "bulletins", "contexts")
    return ResultTable(
        columns,
        tuple(
            (
                *(name.name, "", name.name if name.sort == "body" else "", "|".join(name.forms)),
                *(name.region or "|".join(name.candidates), name.type, name.sort, name.count, name.bulletins),
                " | ".join(f"{file}: {words}" for file, words in name.contexts),
            )
            for name in names
        ),
    )


def names_json(names: Iterable[NameToReview]) -> str:
    """For programs."""
    rows = [
        {
            "sort": name.sort,
            "name": name.name,
            "count": name.count,
            "bulletins": name.bulletins,
            "region": name.region or None,
            "type": name.type or None,
            "printed": name.forms,
            "candidates": [candidate.split()[0] for candidate in name.candidates],
            "contexts": [{"file": file, "words": words} for file, words in name.contexts],
        }
        for name in names
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)
