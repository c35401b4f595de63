"""Two reports compared: what is new, what is gone, what is still there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zhoubao.checks.finding import Finding
from zhoubao.checks.report import Report
from zhoubao.errors import UsageError

__all__ = ["ReportComparison", "compare", "read_report"]


@dataclass(frozen=True, slots=True)
class ReportComparison:
    """new and still are findings of the report, gone are entries of the earlier one, as its JSON tells them."""

    new: tuple[Finding, ...]
    still: tuple[Finding, ...]
    gone: tuple[Mapping[str, Any], ...]


def read_report(path: Path) -> list[Mapping[str, Any]]:
    """The findings of a report in JSON; raises UsageError E-REPORT."""
    try:
        findings = json.loads(path.read_text("utf-8"))["findings"]
        for finding in findings:
            _key(finding)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError("E-REPORT", path, reason=f"{type(error).__name__}: {error}") from error
    return list(findings)


def compare(report: Report, earlier: list[Mapping[str, Any]]) -> ReportComparison:
    """A report against an earlier one. A finding is the same where rule and words are, wherever they stand."""
    before = {_key(finding) for finding in earlier}
    now = {finding.key for finding in report.findings} | {entry.finding.key for entry in report.waived}
    return ReportComparison(
        new=tuple(finding for finding in report.findings if finding.key not in before),
        still=tuple(finding for finding in report.findings if finding.key in before),
        gone=tuple(finding for finding in earlier if _key(finding) not in now),
    )


def _key(finding: Mapping[str, Any]) -> tuple[object, ...]:
    """As :attr:`zhoubao.checks.finding.Finding.key`."""
    words = tuple("".join(place["quote"].split()) for place in finding["places"])
    return (finding["bulletin"], finding["rule"], words or finding["node"], finding["path"])
