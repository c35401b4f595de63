"""Names that the registers do not resolve, over many bulletins: what a person should look at, with where it stands."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mappers.mapping import Mapped, map_bulletin
from mappers.names.registers import Registers, load_registers
from mappers.rdf.iris import normal
from mappers.text.readers import read_file
from mappers.text.source import SourceError
from mappers.unresolved_names import UnresolvedName, guess_type, unresolved_names
from zhoubao.building.builder import Problem, find_files
from zhoubao.building.user_register import COLUMNS
from zhoubao.store.query_results import ResultTable
from zhoubao.store.store import Reader, text_path
from zhoubao.user_registers import added_to

__all__ = ["NameToReview", "names_in", "names_json", "names_table", "names_to_review", "review_table"]

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
    """The unresolved names of files and folders, of the whole store where none is given, and what could not be read.

    Raises StoreError when no path is given and there is no store.
    """
    problems: list[Problem] = []
    registers = load_registers(added_to(store))
    if paths:
        files, problems = find_files(paths)
        return names_to_review(_mapped(((file, str(file)) for file in files), registers, problems)), problems
    with Reader(store) as reader:
        kept = [(text_path(store, record), record.file) for record in reader.records().values()]
        return names_to_review(_mapped(kept, registers, problems)), problems


def _mapped(files: Iterable[tuple[Path, str]], registers: Registers, problems: list[Problem]) -> Iterator[Mapped]:
    """The bulletins of (file, name that is shown); what cannot be read goes to the problems."""
    for file, name in files:
        try:
            yield map_bulletin(replace(read_file(file), name=name), registers)
        except SourceError as error:
            problems.append(error)


def names_to_review(bulletins: Iterable[Mapped]) -> list[NameToReview]:
    """The unresolved names of bulletins, the most frequent first; the order of the bulletins does not matter."""
    found: dict[tuple[str, str], list[tuple[str, UnresolvedName]]] = {}
    full_names: dict[str, str] = {}
    for mapped in bulletins:
        registers = mapped.reading.registers
        for name in unresolved_names(mapped):
            same = found.setdefault((name.sort, normal(name.name)), [])
            same.append((Path(mapped.bulletin.text.name).name, name))
            codes = (*filter(None, [name.region]), *name.candidates)
            full_names.update((code, registers.full_name(code)) for code in codes)
    return sorted(
        (_grouped(same, full_names) for same in found.values()), key=lambda name: (-name.count, name.sort, name.name)
    )


def _grouped(same: list[tuple[str, UnresolvedName]], full_names: Mapping[str, str]) -> NameToReview:
    same = sorted(same)
    first = min(name for _, name in same)
    region = first.region or ""
    forms = sorted({name.text for _, name in same} - {first.name})
    candidates = sorted({code for _, name in same for code in name.candidates})
    contexts = dict.fromkeys((file, _context(name)) for file, name in same)
    return NameToReview(
        sort=first.sort,
        name=first.name,
        region=region,
        region_name=full_names[region] if region else "",
        type=guess_type(first.name) if first.sort == "body" else "",
        forms=tuple(forms),
        candidates=tuple(f"{code} {full_names[code]}" for code in candidates),
        count=len(same),
        bulletins=len({file for file, _ in same}),
        contexts=tuple(contexts)[:_CONTEXTS],
    )


def _context(name: UnresolvedName) -> str:
    """The words around a name, on one line."""
    quote = "".join(name.evidence.quote.replace("**", "").split())
    at = max(quote.find("".join(name.text.split())), 0)
    start, end = max(at - _AROUND, 0), at + len(name.text) + _AROUND
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
