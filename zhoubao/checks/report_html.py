"""A report as one page that needs nothing else: no script, no font, no picture from outside, light or dark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import TypeAlias

from zhoubao.checks.finding import SEVERITIES, Finding, QuotedPlace
from zhoubao.checks.report import Report
from zhoubao.templates import render

__all__ = ["html"]

#: So many characters of a line are shown before and behind the words.
_SHOWN = 60


def html(report: Report) -> str:
    """The whole page."""
    counts = Counter(finding.severity for finding in report.findings)
    figures = [(len(report.checked), "count", "checked")]
    figures += [(counts[name], "severity", name) for name in SEVERITIES if counts[name] or name != "Info"]
    figures += [(len(report.waived), "report", "waived")] if report.waived else []
    figures += [(len(report.stale), "report", "stale")] if report.stale else []
    found = groupby(report.findings, lambda finding: finding.bulletin)
    return render(
        "checks/report.html.j2",
        figures=figures,
        bulletins=[_bulletin(bulletin, [*findings]) for bulletin, findings in found],
        clean=sorted({file for _, file in report.checked} - {p.file for f in report.findings for p in f.places}),
        waived=report.waived,
        stale=report.stale,
    )


def _bulletin(bulletin: str, findings: list[Finding]) -> tuple[str, str, list[tuple[Finding, list[_Line]]]]:
    """A bulletin, its files, its findings, each with the lines of the text that it is about."""
    files = sorted({place.file for finding in findings for place in finding.places})
    return bulletin, "、".join(files), [(finding, _lines(finding)) for finding in findings]


#: Where a line is, and its text in pieces, of which some are marked.
_Line: TypeAlias = tuple[str, list[tuple[str, bool]]]


def _lines(finding: Finding) -> list[_Line]:
    lines: dict[tuple[str, int, str], list[QuotedPlace]] = {}
    for place in finding.places:  # those of one line are marked in it together
        lines.setdefault((place.file, place.context_start, place.context), []).append(place)
    return [(str(places[0]), [*_marked(places)]) for places in lines.values()]


def _marked(places: list[QuotedPlace]) -> Iterator[tuple[str, bool]]:
    """The line with the words of all places marked in it, or the words alone where they are not in one piece of it."""
    context, start = places[0].context, places[0].context_start
    ordered = sorted(places, key=lambda place: (place.start, -place.end))
    if any(context[place.start - start : place.end - start] != place.quote for place in ordered):
        for number, place in enumerate(places):
            yield " " if number else "", False
            yield place.quote, True
        return
    at = 0
    for place in ordered:
        if (end := place.end - start) > at:
            first = max(at, place.start - start)
            yield _between(context[at:first], first=not at), False
            yield context[first:end], True
            at = end
    rest = context[at:]
    yield rest if len(rest) <= _SHOWN else f"{rest[:_SHOWN]}…", False


def _between(text: str, *, first: bool) -> str:
    """Not more of a long line than helps to find the words in it."""
    if first:
        return text if len(text) <= _SHOWN else f"…{text[-_SHOWN:]}"
    return text if len(text) <= 2 * _SHOWN else f"{text[:_SHOWN]}…{text[-_SHOWN:]}"
