"""Writes ontology/registers/bodies.ttl: public bodies, from ontology/registers/source/bodies.csv.

    python scripts/make_bodies.py

The column name_status says how the official name is known: verified, partly verified, unverified, general knowledge
(known to anybody in the field, not checked for this register), or named in a bulletin only. Whatever is not verified
says so in the register (skos:editorialNote). Forms that follow from others by rule need not be in the table:
四川省公安厅 is also 省公安厅, and 科技厅 also 省科技厅 and 四川省科技厅.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

REGISTERS = Path(__file__).resolve().parent.parent / "ontology" / "registers"
CLASSES = {"department": "zw:Department", "public_body": "zw:PublicBody", "division": "zw:Division"}
#: The name of a jurisdiction, and the word that stands for it within it.
REGION_WORDS = {"510000": ("四川省", "省"), "500000": ("重庆市", "市")}
STATUS = {
    "partly verified": ("名称部分核实", "official name partly verified"),
    "unverified": ("名称未核实", "official name not verified"),
    "general knowledge": ("名称据常识，未逐一核实", "official name from general knowledge, not checked one by one"),
    "named in a bulletin only": ("名称仅见于周报", "name known from a bulletin only"),
    "verified (form), date unverified": ("设立日期未核实", "date of founding not verified"),
}

HEAD = """\
# Written by scripts/make_bodies.py; change its source, not this file.
@prefix body: <https://w3id.org/zhoubao/id/org/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix reg: <https://w3id.org/zhoubao/register/> .
@prefix region: <https://w3id.org/zhoubao/id/region/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix zw: <https://w3id.org/zhoubao/ontology#> .

reg:bodies a dcat:Dataset ;
    dct:title "公共机构名录"@zh, "Register of public bodies"@en ;
    dct:description "四川省省级机构及周报所涉重庆市机构；名称未核实者有注，未核实的沿革不收。"@zh,
        "Bodies of Sichuan and some of Chongqing; unverified names say so, unverified history is left out."@en ;
    dct:source reg:source-bodies-table ;
    dct:license <https://spdx.org/licenses/Apache-2.0> .

reg:source-bodies-table a dcat:Dataset ;
    dct:title "ontology/registers/source/bodies.csv"@en ;
    dct:description "本项目整理的机构表"@zh, "The project's own table of bodies"@en .
"""


def forms(row: Mapping[str, str]) -> list[str]:
    """All short forms of a body: those of the table, and those that follow from them and from its name by rule."""
    found = set(filter(None, row["short_forms"].split("|")))
    region, word = REGION_WORDS[row["jurisdiction"]]
    if row["type"] != "division" and row["name"].startswith(region) and "（" not in row["name"]:
        found.add(word + row["name"].removeprefix(region))
    if row["type"] == "department":
        for form in [form for form in found if "（" not in form]:
            if form.startswith(word):
                found.add(region + form.removeprefix(word))
            elif form.endswith("厅") and region[:-1] not in form:
                found |= {word + form, region + form}
    return sorted(found - {row["name"]})


def literals(texts: Iterable[str], tag: str = "zh") -> str:
    return ", ".join(f'"{text}"@{tag}' for text in texts)


def block(row: Mapping[str, str]) -> str:
    lines = [f"skos:prefLabel {literals([row['name']])}"]
    if short := forms(row):
        lines.append(f"skos:altLabel {literals(short)}")
    if row["slips"]:
        lines.append(f"skos:hiddenLabel {literals(sorted(row['slips'].split('|')))}")
    if row["unit_of"]:
        lines.append(f"org:unitOf body:{row['unit_of']}")
    else:
        lines.append(f"zw:jurisdiction region:{row['jurisdiction']}")
    if row["related"]:
        lines.append(f"dct:relation body:{row['related']}")
    if row["name_status"] != "verified":
        chinese, english = STATUS[row["name_status"]]
        lines.append(f"skos:editorialNote {literals([chinese])}, {literals([english], 'en')}")
    return f"body:{row['slug']} a {CLASSES[row['type']]} ;\n    " + " ;\n    ".join(lines) + " .\n"


def turtle(rows: Iterable[Mapping[str, str]]) -> str:
    """The register as Turtle, ordered by slug."""
    return "\n".join([HEAD, *(block(row) for row in sorted(rows, key=lambda row: row["slug"]))])


def read_table(source: Path) -> list[dict[str, str]]:
    with source.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Write the register of public bodies.")
    parser.add_argument("--table", type=Path, default=REGISTERS / "source" / "bodies.csv")
    parser.add_argument("--output", type=Path, default=REGISTERS / "bodies.ttl")
    options = parser.parse_args(arguments)
    rows = read_table(options.table)
    options.output.write_text(turtle(rows), encoding="utf-8", newline="\n")
    print(f"{options.output}: {len(rows)} bodies", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
