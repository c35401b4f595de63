"""The user's own register: reviewed lines become entries, one Turtle file for each body.

One file for each, so that the order in which they were accepted leaves no trace, an entry can be edited or taken away
by hand, and nothing that is there is ever written again. The folder is the one in $ZHOUBAO_REGISTERS, else `registers`
in the store.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mappers.names.registers import Registers, load_registers
from zhoubao.errors import UsageError
from zhoubao.store.drafts import write_whole
from zhoubao.user_registers import added_to, folder_of

__all__ = ["COLUMNS", "Accepted", "accept"]

#: The columns of a reviewed table.
COLUMNS = ("name", "slug", "official_name", "short_forms", "region", "type")
_CLASSES = {"department": "zw:Department", "public_body": "zw:PublicBody"}
_SLUG = re.compile(r"(?!n-)[a-z0-9]+(?:-[a-z0-9]+)*")
_NAME = re.compile(r"[\w（）()“”、·—-]{2,60}")
_TURTLE = """\
@prefix body: <https://w3id.org/zhoubao/id/org/> .
@prefix region: <https://w3id.org/zhoubao/id/region/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix zw: <https://w3id.org/zhoubao/ontology#> .

body:{slug} a {type} ;
    skos:prefLabel "{name}"@zh ;
{forms}    zw:jurisdiction region:{region} .
"""


@dataclass(frozen=True, slots=True)
class Accepted:
    """What became of a table: slugs of the new entries, slugs that were there as they are, lines without a slug."""

    new: tuple[str, ...]
    known: tuple[str, ...]
    skipped: int


def accept(table: Path, store: Path) -> Accepted:
    """Turn the lines of a reviewed table that have a slug into entries.

    Raises UsageError E-REVIEW, with the line, when any of them is wrong; nothing is written then.
    """
    folder = folder_of(store)
    entries, known, skipped = _checked(table, load_registers(added_to(store)))
    if entries:
        folder.mkdir(parents=True, exist_ok=True)
    for slug, text in sorted(entries.items()):
        write_whole(folder / f"{slug}.ttl", text.encode())
    return Accepted(tuple(sorted(entries)), tuple(sorted(known)), skipped)


def _checked(table: Path, registers: Registers) -> tuple[dict[str, str], set[str], int]:
    """New entries as Turtle by slug, the slugs that are there already, and how many lines have no slug."""
    entries: dict[str, str] = {}
    names: dict[str, str] = {}
    known: set[str] = set()
    skipped = 0
    for number, row in _lines(table):
        slug = row["slug"]
        if not slug:
            skipped += 1
            continue
        try:
            text = _entry(row, registers)
            body = registers.bodies.get(slug)
            if body is not None and (body.name, body.region) == (row["official_name"], row["region"]):
                known.add(slug)
                continue
            other = next((b.slug for b in registers.bodies.values() if b.name == row["official_name"]), None)
            other = other or names.get(row["official_name"])
            if body is not None or slug in entries:
                raise ValueError(f"slug {slug} is taken")
            if other:
                raise ValueError(f"official_name {row['official_name']} is {other} already")
        except ValueError as error:
            raise UsageError("E-REVIEW", table, line=number, reason=error) from error
        entries[slug] = text
        names[row["official_name"]] = slug
    return entries, known, skipped


def _lines(table: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The lines of a CSV or TSV table, by the names of its columns, with their numbers."""
    try:
        content = table.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise UsageError("E-REVIEW", table, line=0, reason=reason) from error
    head, *_ = content.split("\n", 1)
    rows = csv.DictReader(content.splitlines(), delimiter="\t" if head.count("\t") >= head.count(",") else ",")
    missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
    if missing:
        raise UsageError("E-REVIEW", table, line=1, reason=f"columns are missing: {', '.join(missing)}")
    for row in rows:
        yield rows.line_num, {name: (row[name] or "").strip() for name in COLUMNS}


def _entry(row: Mapping[str, str], registers: Registers) -> str:
    """The entry of a line; raises ValueError with what is wrong."""
    forms = [form.strip() for form in re.split(r"[|；;]", row["short_forms"]) if form.strip()]
    if not _SLUG.fullmatch(row["slug"]):
        raise ValueError(f"slug {row['slug']}: small letters, digits and single hyphens, not beginning with n-")
    if row["region"] not in registers.regions:
        raise ValueError(f"region {row['region'] or '(blank)'} is no code of the register, six digits")
    if row["type"] not in _CLASSES:
        raise ValueError(f"type {row['type'] or '(blank)'} is none of {', '.join(_CLASSES)}")
    for name in (row["official_name"], *forms, *filter(None, [row["name"]])):
        if not _NAME.fullmatch(name):
            raise ValueError(f"name {name or '(blank)'}: 2 to 60 characters, without blanks and quotation marks")
    others = sorted({*forms, row["name"]} - {row["official_name"], ""})
    labels = ", ".join(f'"{form}"@zh' for form in others)
    return _TURTLE.format(
        slug=row["slug"],
        type=_CLASSES[row["type"]],
        name=row["official_name"],
        forms=f"    skos:altLabel {labels} ;\n" if labels else "",
        region=row["region"],
    )
