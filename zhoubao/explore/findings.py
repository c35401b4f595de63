"""What the checks found, to be shown: a list with the sentences that each finding is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from zhoubao.checks.finding import Finding, QuotedPlace
from zhoubao.checks.report import Report, check_store
from zhoubao.checks.report_formats import as_table
from zhoubao.messages import language, wording
from zhoubao.store.query_results import ResultTable
from zhoubao.store.store import Reader
from zhoubao.templates import flat, render

__all__ = ["Findings", "findings"]


@dataclass(frozen=True)
class Findings:
    """The report of a store, as the command ``check`` prints it; in a notebook the words stand in their sentences."""

    report: Report

    @property
    def table(self) -> ResultTable:
        """One row for each finding."""
        rows = tuple(
            (found.bulletin, found.severity, found.rule, found.message(language()), "；".join(map(str, found.places)))
            for found in self.report.findings
        )
        return ResultTable(("bulletin", "severity", "rule", "message", "where"), rows)

    def __len__(self) -> int:
        return len(self.report.findings)

    def _repr_html_(self) -> str:
        head = wording("view", "findings", count=len(self), bulletins=len(self.report.checked))
        return render(
            "explore/findings.html.j2",
            head=head,
            findings=self.report.findings,
            sentences=lambda found: [*_sentences(found)],
        )

    def __str__(self) -> str:
        return as_table(self.report)

    __repr__ = __str__


def findings(reader: Reader) -> Findings:
    """Check a store; what the build has found is taken from it. Files are named without their folders."""
    report = check_store(reader)
    findings = (
        replace(found, places=tuple(replace(place, file=Path(place.file).name) for place in found.places))
        for found in report.findings
    )
    checked = tuple((bulletin, Path(file).name) for bulletin, file in report.checked)
    return Findings(replace(report, checked=checked, findings=tuple(findings)))


def _sentences(finding: Finding) -> Iterator[tuple[QuotedPlace, str, str]]:
    """The places of a finding, each with what stands before and after its words."""
    for place in finding.places:
        before, _, after = place.context.partition(place.quote) if place.quote in place.context else ("", "", "")
        yield place, _near(before, -50), _near(after, 50)


def _near(text: str, length: int) -> str:
    line = flat(text)
    if len(line) <= abs(length):
        return line
    return "…" + line[length:] if length < 0 else line[:length] + "…"
