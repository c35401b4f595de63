"""Mistakes made at random in the samples' texts: what share of them the report names, by the rule that covers them.

    python benchmarks/mutations.py [COUNT]

Writes quality/mutations.json. A mistake counts as found when a finding that the untouched sample does not have shows
the line that was changed. COUNT is the number of mistakes of each kind.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

TARGET = ROOT / "quality" / "mutations.json"
#: Samples without faults of their own.
NAMES = ("s01.txt", "s02.txt", "s04.txt", "s05.txt", "s06.txt", "s07.md", "s08.txt")
_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One altered sample: the kind of mistake, the sample, its new text, and the line that was changed, from 1."""

    kind: str
    sample: str
    text: str
    line: int


@cache
def sample(name: str) -> str:
    return (ROOT / "samples" / name).read_text("utf-8")


def _other_number(draw: random.Random, printed: str) -> str:
    """Another number of as many digits, of which the first significant one is another."""
    first = draw.choice([digit for digit in "123456789" if digit != printed[0]])
    return first + printed[1:]


def _figure(draw: random.Random, line: str, pattern: str) -> str | None:
    """The line with one of the numbers that the pattern's groups catch changed."""
    found = re.search(pattern, line)
    if not found:
        return None
    start, end = draw.choice([found.span(group) for group in range(1, (found.lastindex or 0) + 1)])
    return line[:start] + _other_number(draw, line[start:end]) + line[end:]


def _part(draw: random.Random, line: str) -> str | None:
    """A whole or one of its parts."""
    number = r"([1-9][\d,]*(?:\.\d+)?)"
    unit = r"\s*(?:万件|件|个|条|人次)"
    for pattern in (
        rf"的 {number}{unit}中，现场提交 {number}{unit}、网上提交 {number}{unit}",
        rf"办理事项{number}{unit}.*市本级{number}{unit}、县（市、区）及园区{number}{unit}",
        rf"主题 {number}{unit}，其中省级 {number}{unit}、市州自建 {number}{unit}",
        rf"数据项{number}{unit}，其中人口类{number}{unit}、法人类{number}{unit}、电子证照类{number}{unit}",
        rf"评价{number}{unit}，其中“非常满意”{number}{unit}",
        rf"受理的{number}{unit}由使用林地类{number}{unit}、采伐类{number}{unit}",
    ):
        if altered := _figure(draw, line, pattern):
            return altered
    return None


def _score(draw: random.Random, line: str) -> str | None:
    """A score of a ranking."""
    return _figure(
        draw, line, r"^\|?(?:\d+|—)?[\t|][^\t|\d]+[\t|](100|90)[\t|]-?\d[\d.]*[\t|]([1-9][\d.]*)[\t|]([1-9][\d.]*)\|?$"
    )


def _rank(draw: random.Random, line: str) -> str | None:
    """A printed rank, moved by three at least."""
    found = re.match(r"^(\|?)([1-9]\d?)([\t|][^\t|\d]+[\t|](?:100|90)[\t|].*)$", line)
    return f"{found[1]}{int(found[2]) + draw.randint(3, 9)}{found[3]}" if found else None


def _cell(draw: random.Random, line: str) -> str | None:
    """A count of a table with a total row."""
    return _figure(draw, line, r"^[^\t|\d]+\t([1-9]\d*)\t([1-9]\d*)\t[\d.]+$") or _figure(
        draw, line, r"^\| ?\*{0,2}[^|\d*]+\*{0,2} ?\|([1-9]\d*)\|([1-9]\d*)\|[\d.]+\|$"
    )


def _count(draw: random.Random, line: str) -> str | None:
    """A number that a complete list of regions or matters is said to have."""
    found = re.search(r"(?:阿坝州、甘孜州、凉山州 |静海区)(\d+) ?个|等 (13) 个市州|(?<=”)(3)项权限", line)
    if not found:
        return None
    start, end = found.span(found.lastindex or 0)
    wrong = draw.choice([number for number in range(2, 19) if str(number) != line[start:end]])
    return f"{line[:start]}{wrong}{line[end:]}"


def _member(draw: random.Random, line: str) -> str | None:
    """One of the names of a list that is said to have so many."""
    found = re.search(
        r"(?:[\u4e00-\u9fff]{2,4}[市州区]、){3,}[\u4e00-\u9fff]{2,4}[市州区](?= ?1?\d ?个|等 13 个)", line
    )
    if not found:
        return None
    names = found[0].split("、")
    del names[draw.randrange(1, len(names))]
    return f"{line[: found.start()]}{'、'.join(names)}{line[found.end() :]}"


def _day(draw: random.Random, line: str) -> str | None:
    """A day of an event, moved to the end of the next month: behind the issue of every sample but the quarterly one."""
    found = re.match(r"^((?:\d[．)] ?|▲|（[一二三四五六七八]）)?)([3-9]) ?月 ?\d{1,2} ?日(?=[，上])", line)
    return f"{found[1]}{int(found[2]) + 1}月{draw.randint(28, 30)}日{line[found.end() :]}" if found else None


def _number(draw: random.Random, line: str) -> str | None:
    """The number of a section."""
    found = re.match(rf"^([{_NUMERALS}])(?=、\S{{2,12}}$)", line)
    if not found or found[1] == "一":
        return None
    return draw.choice([mark for mark in _NUMERALS[1:] if mark != found[1]]) + line[1:]


def _week(draw: random.Random, line: str) -> str | None:
    """A figure of the period, made larger than the cumulative one."""
    found = re.search(r"(?:本周，综合窗口提供|综合窗口)咨询 ([1-9]\d*) 人次、?，?受理 ([1-9]\d*) 件", line)
    if not found or "累计" not in line:
        return None
    start, end = found.span(draw.choice((1, 2)))
    return f"{line[:start]}{draw.randint(40000, 99999)}{line[end:]}"


#: What is changed, by the rule that covers it.
KINDS: dict[str, Callable[[random.Random, str], str | None]] = {
    "CountSum": _part,
    "ResultSum": _score,
    "ResultPrintedRank": _rank,
    "StatTotalRow": _cell,
    "CountMembers (number)": _count,
    "CountMembers (name left out)": _member,
    "EventAfterPeriod": _day,
    "SectionNumber": _number,
    "StatPartOfWhole": _week,
}


def mistakes(kind: str, count: int, seed: int = 1) -> Iterator[Mistake]:
    """Altered samples, at places drawn at random."""
    draw = random.Random(f"{kind} {seed}")
    places = [
        (name, number)
        for name in NAMES
        for number, line in enumerate(sample(name).split("\n"))
        if KINDS[kind](random.Random(0), line) is not None
    ]
    for _ in range(count):
        name, number = draw.choice(places)
        lines = sample(name).split("\n")
        altered = KINDS[kind](draw, lines[number])
        assert altered is not None
        lines[number] = altered
        yield Mistake(kind, name, "\n".join(lines), number + 1)


def lines_told(text: str, name: str) -> set[tuple[str, int, str]]:
    """Rule, line and message of every place that a report on the text shows."""
    from mappers.mapping import map_bulletin
    from mappers.rdf import graph_iri, nquads
    from mappers.text.source import read_text
    from zhoubao.checks.report import report_on

    mapped = map_bulletin(read_text(text.encode(), name))
    report = report_on(mapped, nquads(mapped), graph_iri(mapped), Path(name))
    return {
        (finding.rule, line, finding.zh)
        for finding in report.findings
        for place in finding.places
        for line in range(place.line, place.line + place.quote.count("\n") + 1)
    }


@cache
def _before(name: str) -> set[tuple[str, int, str]]:
    return lines_told(sample(name), name)


def found(mistake: Mistake) -> bool:
    """Whether the report shows the changed line with something it did not say before."""
    told = lines_told(mistake.text, mistake.sample) - _before(mistake.sample)
    return any(line == mistake.line for _, line, _ in told)


def measure(count: int) -> dict[str, dict[str, int]]:
    """Mistakes made and found, by kind."""
    result = {}
    for kind in KINDS:
        result[kind] = {"made": count, "found": sum(map(found, mistakes(kind, count)))}
        print(f"{kind:32} {result[kind]['found']:>4} of {count}", flush=True)
    return result


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", nargs="?", type=int, default=20)
    TARGET.write_text(json.dumps(measure(parser.parse_args().count), ensure_ascii=False, indent=2) + "\n", "utf-8")
