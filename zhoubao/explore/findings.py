"""What the checks found, to be shown: a list with the sentences that each finding is about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

from zhoubao.checks.finding import Finding, Place
from zhoubao.checks.report import Report, check_store
from zhoubao.checks.report_formats import as_table
from zhoubao.messages import language, wording
from zhoubao.render.html_page import css
from zhoubao.store.query_results import ResultTable
from zhoubao.store.store import Reader

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
        body = "".join(map(_card, self.report.findings)) or f"<p>{escape(wording('view', 'nothing_found'))}</p>"
        head = escape(wording("view", "findings", count=len(self), bulletins=len(self.report.checked)))
        return f"<style>{css()}</style><div class='zb'><p>{head}</p>{body}</div>"

    def __str__(self) -> str:
        return as_table(self.report)

    __repr__ = __str__


def findings(reader: Reader) -> Findings:
    """Check a store; what the build has found is taken from it. Files are told by name, not by where they were."""
    report = check_store(reader)
    told = (
        replace(found, places=tuple(replace(place, file=Path(place.file).name) for place in found.places))
        for found in report.findings
    )
    checked = tuple((bulletin, Path(file).name) for bulletin, file in report.checked)
    return Findings(replace(report, checked=checked, findings=tuple(told)))


def _card(finding: Finding) -> str:
    severity = wording("severity", finding.severity)
    places = "".join(map(_sentence, finding.places))
    return (
        f"<article class='zb-card zb-severity-{escape(finding.severity)}'><header>"
        f"<span class='zb-kind'>{escape(severity)}</span> <b>{escape(finding.message(language()))}</b>"
        f"<span class='zb-date'>{escape(finding.bulletin)}</span></header>{places}"
        f"<footer>{escape(finding.rule)}</footer></article>"
    )


def _sentence(place: Place) -> str:
    before, _, after = place.context.partition(place.quote)
    context = (before, after) if place.quote in place.context else ("", "")
    told = f"{escape(_near(context[0], -50))}<mark>{escape(' '.join(place.quote.split()))}</mark>"
    return (
        f"<blockquote lang='zh'>{told}{escape(_near(context[1], 50))} <small>{escape(str(place))}</small></blockquote>"
    )


def _near(text: str, length: int) -> str:
    flat = " ".join(text.split())
    if len(flat) <= abs(length):
        return flat
    return "…" + flat[length:] if length < 0 else flat[:length] + "…"
