"""Printing answers: of queries in the formats a pipe wants, of checks in words."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from zhoubao.errors import UsageError
from zhoubao.exchange.export import write_prefixed
from zhoubao.messages import label, language
from zhoubao.store.graph_names import bulletin_of, short
from zhoubao.store.query_results import ResultTable, table
from zhoubao.store.record import Record

if TYPE_CHECKING:
    from zhoubao.checks.validation import CheckResult

__all__ = ["markdown", "print_answer", "print_checks", "print_table"]


def print_answer(answer: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, form: str) -> None:
    """Print what a query gave."""
    if isinstance(answer, ox.QuerySolutions) and form != "ttl":
        print_table(table(answer), form)
    elif isinstance(answer, ox.QueryBoolean) and form != "ttl":
        print(json.dumps(bool(answer)))
    elif isinstance(answer, ox.QueryTriples) and form in ("ttl", "table"):
        triples = sorted(answer, key=str)
        sys.stdout.flush()
        write_prefixed(triples, sys.stdout.buffer, ox.RdfFormat.TURTLE)
    else:
        kind = {ox.QuerySolutions: "SELECT", ox.QueryBoolean: "ASK"}.get(type(answer), "CONSTRUCT")
        known = "ttl" if kind == "CONSTRUCT" else "table, csv, json"
        raise UsageError("E-FORMAT-UNKNOWN", kind, format=form, known=known)


def print_table(found: ResultTable, form: str) -> None:
    """Print rows as a table, as CSV, as a JSON list of objects, or as a Markdown table."""
    if form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(found.columns)
        writer.writerows(found.rows)
    elif form == "json":
        rows = [dict(zip(found.columns, map(_json, row), strict=True)) for row in found.rows]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    elif form == "md":
        print(markdown(found))
    else:
        from zhoubao.render.terminal import console, plain

        console().print(plain(found))


def markdown(found: ResultTable) -> str:
    """Rows as a Markdown table; what would end a cell is escaped."""
    rows = (found.columns, ("---",) * len(found.columns), *found.rows)
    cells = (("" if cell is None else short(str(cell)) for cell in row) for row in rows)
    lines = (" | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) for row in cells)
    return "\n".join(f"| {line} |" for line in lines)


def print_checks(checked: Iterable[tuple[Record, list[CheckResult]]]) -> int:
    """Print what the checks found, bulletin by bulletin, and return the number of violations."""
    violations = found = 0
    for record, results in checked:
        for result in results:
            found += 1
            violations += result.severity == "Violation"
            print(f"{bulletin_of(record.graph)} {result.severity} {result.message(language())}")
            print(f"  {short(result.focus)}")
            for quote in result.quotes:
                print(f"  “{' '.join(quote.split())}”")
    if not found:
        print(label("nothing wrong"))
    return violations


def _json(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)
