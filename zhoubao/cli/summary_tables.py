"""What the command line prints: tables for people, in the user's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from zhoubao.building.builder import BuildReport
from zhoubao.knowledge_graph import Stats
from zhoubao.messages import label
from zhoubao.questions.explain import Explanation
from zhoubao.render.terminal import grid
from zhoubao.store.graph_names import bulletin_of, short
from zhoubao.store.record import Record

__all__ = ["bulletins", "closing", "explanation", "stats"]

_MOST = 40


def bulletins(records: Sequence[Record]) -> RichTable:
    """One row for each bulletin."""
    columns = ("bulletin", "facts", "by kind", "triples", "understood", "checks", "file")
    table = grid([label(name) for name in columns])
    for record in records[:_MOST]:
        table.add_row(
            bulletin_of(record.graph),
            str(sum(record.facts.values())),
            " ".join(f"{kind} {count}" for kind, count in record.facts.items()),
            str(record.triples),
            _share(record.understood, record.sentences),
            _checks(record),
            Path(record.file).name,
        )
    return table


def closing(report: BuildReport, out: Console) -> None:
    """The end of a build."""
    if report.written:
        out.print(bulletins(report.written))
        if (rest := len(report.written) - _MOST) > 0:
            out.print(f"… +{rest}")
    figures = (("written", len(report.written)), ("unchanged", report.unchanged), ("left out", len(report.left_out)))
    out.print(" · ".join(f"{label(name)} {count}" for name, count in figures))


def stats(figures: Stats, records: Sequence[Record]) -> Iterable[RichTable]:
    """The figures of a store: its sums, then its bulletins."""
    sums = grid([label("figure"), label("value")])
    sums.add_row(label("bulletins"), str(figures.bulletins))
    sums.add_row(label("triples"), str(figures.triples))
    sums.add_row(label("sentences"), str(figures.sentences))
    sums.add_row(label("understood"), _share(figures.understood, figures.sentences))
    sums.add_row(label("violations"), str(figures.violations))
    sums.add_row(label("warnings"), str(figures.warnings))
    for kind, count in figures.facts.items():
        sums.add_row(f"{label('facts')}: {kind}", str(count))
    return (sums, bulletins(records))


def explanation(found: Explanation) -> Iterable[Text]:
    """A fact: its name, its words marked in their paragraph, its rule, its slots."""
    yield Text.assemble((found.kind or found.iri, "bold"), f"  {short(found.iri)}")
    yield Text(f"{label('file')}: {found.file}")
    if found.rule:
        yield Text(f"{label('rule')}: {found.rule}")
    for passage in found.passages:
        where = [f"[{passage.start}, {passage.end})"]
        where += [f"{label('page')} {passage.page}"] if passage.page else []
        where += [f"{label('paragraph')} {passage.number}"] if passage.number else []
        yield Text("\n" + " · ".join(where))
        yield Text.assemble(
            passage.before, ("【", "bold"), (passage.quote, "bold reverse"), ("】", "bold"), passage.after
        )
    yield Text("")
    for name, value in found.slots:
        yield Text(f"  {name}: {value}")


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "–"


def _checks(record: Record) -> str:
    if not record.versions.shapes:
        return "–"
    found = ((record.violations, "violations"), (record.warnings, "warnings"))
    return ", ".join(f"{count} {label(name)}" for count, name in found if count) or "✓"
