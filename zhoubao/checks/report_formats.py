"""A report as text for a terminal, as JSON, as JUnit's XML, and as a validation report of SHACL in Turtle."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from zhoubao.checks.finding import Finding, QuotedPlace
from zhoubao.checks.report import Report
from zhoubao.checks.report_comparison import ReportComparison
from zhoubao.checks.report_html import html
from zhoubao.errors import UsageError
from zhoubao.messages import label, language, wording
from zhoubao.store.drafts import write_whole

__all__ = ["FORMATS", "as_json", "as_junit", "as_table", "as_turtle", "comparison_table", "write_report"]

_MARKS = {"Violation": "✗", "Warning": "!", "Info": "·"}


def as_table(report: Report) -> str:
    """Each finding as a compiler prints it: place, severity, rule, message, and every sentence involved."""
    lines = [line for finding in report.findings for line in _lines_of(finding)]
    lines += [
        f"{entry.waiver.file}: {wording('report', 'waived')} {entry.finding.rule} “{_line(entry.waiver.quote)}”"
        f" – {_line(entry.waiver.reason)} ({_line(entry.waiver.who)})"
        for entry in report.waived
    ]
    stale = wording("report", "stale_one")
    lines += [f"{waiver.file}: {stale} {waiver.rule} “{_line(waiver.quote)}”" for waiver in report.stale]
    if not report.violations and not report.warnings:
        lines.append(label("nothing wrong"))
    return "\n".join([*lines, _sum(report)]) + "\n"


def comparison_table(comparison: ReportComparison) -> str:
    """What is new, gone and still there."""
    lines = [wording("report", "new") + f": {len(comparison.new)}"]
    lines += [f"+ {line}" for finding in comparison.new for line in _lines_of(finding)]
    lines.append(wording("report", "gone") + f": {len(comparison.gone)}")
    lines += [
        f"- {finding['bulletin']} {finding['rule']} {finding['message'][language()]}" for finding in comparison.gone
    ]
    lines.append(wording("report", "still") + f": {len(comparison.still)}")
    return "\n".join(lines) + "\n"


def as_json(report: Report) -> str:
    """Everything, for programs; the keys are those of docs/checks.md."""
    body = {
        "checked": [{"bulletin": bulletin, "file": file} for bulletin, file in report.checked],
        "findings": [_json(finding) for finding in report.findings],
        "waived": [
            {**_json(entry.finding), "reason": entry.waiver.reason, "who": entry.waiver.who} for entry in report.waived
        ],
        "stale_waivers": [
            {
                "file": waiver.file,
                "rule": waiver.rule,
                "quote": waiver.quote,
                "reason": waiver.reason,
                "who": waiver.who,
            }
            for waiver in report.stale
        ],
    }
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def as_junit(report: Report) -> str:
    """A suite for each bulletin, a case for each finding; a bulletin without any has one case that passes."""
    by_bulletin: dict[str, list[Finding]] = {bulletin: [] for bulletin, _ in report.checked}
    for finding in report.findings:
        by_bulletin.setdefault(finding.bulletin, []).append(finding)
    suites = [_suite(bulletin, findings) for bulletin, findings in sorted(by_bulletin.items())]
    head = f'<testsuites name="zhoubao" tests="{sum(max(1, len(found)) for found in by_bulletin.values())}"'
    body = "\n".join(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head} failures="{len(report.findings)}">\n{body}\n</testsuites>\n'


def as_turtle(report: Report) -> str:
    """A validation report as SHACL defines it: it conforms where there is no result, whatever its severity."""
    nodes = [f"<urn:zhoubao:result:{number}>" for number in range(1, len(report.findings) + 1)]
    found = f" ;\n  sh:result {' , '.join(nodes)}" if nodes else ""
    conforms = "false" if nodes else "true"
    lines = [
        "@prefix sh: <http://www.w3.org/ns/shacl#> .",
        "@prefix oa: <http://www.w3.org/ns/oa#> .",
        "",
        f"<urn:zhoubao:report> a sh:ValidationReport ;\n  sh:conforms {conforms}{found} .",
        *(_turtle(node, finding) for node, finding in zip(nodes, report.findings, strict=True)),
    ]
    return "\n".join(lines) + "\n"


def write_report(text: str, output: Path | None) -> None:
    """Print a report, or write it to a file whole; raises UsageError E-OUTPUT."""
    if output is None:
        sys.stdout.write(text)
        return
    try:
        write_whole(output, text.encode())
    except OSError as error:
        raise UsageError("E-OUTPUT", output, reason=error.strerror) from error


def _lines_of(finding: Finding) -> Iterator[str]:
    place = str(finding.places[0]) if finding.places else finding.bulletin
    yield f"{place}: {_MARKS[finding.severity]} {wording('severity', finding.severity)} {finding.rule}: {finding.message(language())}"
    for quoted in finding.places:
        yield f"    {quoted.file}:{quoted.line}  “{_line(quoted.quote)}”"


def _sum(report: Report) -> str:
    figures = (
        (len(report.checked), "checked"),
        (report.violations, "violations"),
        (report.warnings, "warnings"),
        (len(report.findings) - report.violations - report.warnings, "notes"),
        (len(report.waived), "waived"),
        (len(report.stale), "stale"),
    )
    return ", ".join(f"{count} {wording('count', name)}" for count, name in figures if count or name == "checked")


def _json(finding: Finding) -> Mapping[str, Any]:
    return {
        "bulletin": finding.bulletin,
        "severity": finding.severity,
        "rule": finding.rule,
        "message": {"zh": finding.zh, "en": finding.en},
        "places": [_json_place(place) for place in finding.places],
        "node": finding.result.focus,
        "shape": finding.result.shape,
        "path": finding.result.path,
        "value": finding.result.value,
    }


def _json_place(place: QuotedPlace) -> Mapping[str, Any]:
    return {
        "file": place.file,
        "line": place.line,
        "page": place.page,
        "start": place.start,
        "end": place.end,
        "quote": place.quote,
    }


def _suite(bulletin: str, findings: list[Finding]) -> str:
    cases = [
        f"    <testcase classname={quoteattr(finding.rule)} name={quoteattr(_line(finding.en))}>\n"
        f"      <failure type={quoteattr(finding.severity)} message={quoteattr(_line(finding.zh))}>"
        f"{escape(chr(10).join(f'{place}: {_line(place.quote)}' for place in finding.places))}</failure>\n"
        "    </testcase>"
        for finding in findings
    ]
    body = "\n".join(cases or ['    <testcase classname="zhoubao" name="checks"/>'])
    count = max(1, len(findings))
    return (
        f'  <testsuite name={quoteattr(bulletin)} tests="{count}" failures="{len(findings)}">\n{body}\n  </testsuite>'
    )


def _turtle(node: str, finding: Finding) -> str:
    result = finding.result
    shape = result.shape.removesuffix("-constraint")
    facts = [
        f"sh:focusNode {_term(result.focus)}",
        f"sh:resultSeverity sh:{finding.severity}",
        f"sh:sourceShape <{shape}>",
        f"sh:sourceConstraintComponent <{result.constraint}>",
        f"sh:resultMessage {_text(finding.zh)}@zh , {_text(finding.en)}@en",
    ]
    facts += [f"sh:sourceConstraint <{result.shape}>"] if shape != result.shape else []
    facts += [f"sh:resultPath <{result.path}>"] if result.path else []
    facts += [f"sh:value {result.value}"] if result.value else []
    facts += [f"oa:exact {_text(place.quote)}@zh" for place in finding.places]
    return f"{node} a sh:ValidationResult ;\n  " + " ;\n  ".join(facts) + " ."


def _term(focus: str) -> str:
    return focus if focus.startswith('"') else f"<{focus}>"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _line(text: str) -> str:
    return " ".join(text.split())


#: The formats of a report, by name.
FORMATS: Mapping[str, Callable[[Report], str]] = {
    "table": as_table,
    "json": as_json,
    "html": html,
    "ttl": as_turtle,
    "junit": as_junit,
}
