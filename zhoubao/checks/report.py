"""One report for everything that checks find, of a file before it is printed or of a whole store."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from os.path import relpath
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from mappers.names.user_entries import Added
from mappers.text.source import SourceError
from zhoubao.checks.engine.check_result import CheckResult
from zhoubao.checks.finding import CheckedDocument, Finding, findings_of
from zhoubao.checks.waivers import Waived, Waiver, apply_waivers, read_waivers
from zhoubao.store.graph_names import bulletin_of
from zhoubao.store.record import Record, current_versions
from zhoubao.store.store import Reader, text_path
from zhoubao.user_registers import added_to

if TYPE_CHECKING:
    from mappers.mapping import Mapped

__all__ = ["Report", "check_file", "check_files", "check_store", "documents_of", "report_on"]


@dataclass(frozen=True, slots=True)
class Report:
    """What was found.

    checked   (bulletin, file) of all that was looked at
    findings  what stands, by bulletin, gravity and place
    waived    what somebody answers for
    stale     waivers that no longer meet anything
    """

    checked: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...] = ()
    stale: tuple[Waiver, ...] = ()

    @property
    def violations(self) -> int:
        """How many findings are violations."""
        return sum(finding.severity == "Violation" for finding in self.findings)

    @property
    def warnings(self) -> int:
        """How many findings are warnings."""
        return sum(finding.severity == "Warning" for finding in self.findings)


def check_file(path: Path) -> Report:
    """Check one file, without any store; raises SourceError when it cannot be read."""
    from mappers.mapping import map_bulletin
    from mappers.names.registers import load_registers
    from mappers.rdf import graph_iri, nquads
    from mappers.text.readers import read_file

    mapped = map_bulletin(read_file(path), load_registers(added_to()))
    return report_on(mapped, nquads(mapped), graph_iri(mapped), path)


def check_files(paths: Iterable[Path]) -> tuple[Report, list[SourceError]]:
    """Check files, each for itself, in one report; and what is wrong with those that cannot be read."""
    reports: list[Report] = []
    unread: list[SourceError] = []
    for path in dict.fromkeys(paths):
        try:
            reports.append(check_file(path))
        except SourceError as error:
            unread.append(error)
    return _together(reports), unread


def report_on(mapped: Mapped, quads: str, graph: str, path: Path) -> Report:
    """Check one bulletin that is mapped already; the waivers are looked for beside the path."""
    from zhoubao.checks.validation import check

    store = ox.Store()
    results = check(quads, added=mapped.reading.registers.added)
    if results:
        store.bulk_load(quads.encode(), ox.RdfFormat.N_QUADS, lenient=True)
    document = CheckedDocument(bulletin_of(graph), _shown(path), mapped.bulletin.text.content)
    found = findings_of(results, document, store, ox.NamedNode(graph))
    return _report([document], [*found], {document.file: path})


def check_store(reader: Reader, *, engine: str = "screened") -> Report:
    """Check the bulletins of a store, each alone and against the others.

    What a build has found is taken from the store where its shapes are those that are installed now, unless another
    engine than the usual one is asked for.
    """
    from zhoubao.checks.cross_bulletin import findings_across

    documents, added = documents_of(reader), added_to(reader.directory)
    found: list[Finding] = []
    for graph, record in reader.records().items():
        found += findings_of(
            _results(reader, record, added, engine), documents[graph], reader.quads, ox.NamedNode(graph)
        )
    found += findings_across(reader.quads, documents)
    files = {documents[graph].file: Path(record.file) for graph, record in reader.records().items()}
    return _report([*documents.values()], found, files)


def documents_of(reader: Reader) -> dict[str, CheckedDocument]:
    """The bulletins of a store by graph."""
    from mappers.text.readers import read_file

    return {
        graph: CheckedDocument(
            bulletin_of(graph), _shown(Path(record.file)), read_file(text_path(reader.directory, record)).content
        )
        for graph, record in reader.records().items()
    }


def _results(reader: Reader, record: Record, added: Added, engine: str) -> list[CheckResult]:
    from zhoubao.checks.engine.stored_results import stored_results
    from zhoubao.checks.validation import check

    if engine == "screened" and record.versions.shapes == current_versions().shapes:
        return stored_results(reader.quads, record.graph)
    triples = reader.quads.quads_for_pattern(None, None, None, ox.NamedNode(record.graph))
    quads = "".join(f"{quad} .\n" for quad in triples)
    return check(quads, added=added, engine=engine)


def _report(documents: Iterable[CheckedDocument], findings: list[Finding], files: dict[str, Path]) -> Report:
    waivers = [waiver for path in sorted(set(files.values())) for waiver in read_waivers(path)]
    standing, waived, stale = apply_waivers(findings, waivers, files)
    checked = tuple(sorted((document.bulletin, document.file) for document in documents))
    return Report(checked, tuple(sorted(standing, key=lambda finding: finding.order)), waived, stale)


def _together(reports: Sequence[Report]) -> Report:
    return Report(
        checked=tuple(sorted(entry for report in reports for entry in report.checked)),
        findings=tuple(sorted((entry for report in reports for entry in report.findings), key=lambda one: one.order)),
        waived=tuple(
            sorted((entry for report in reports for entry in report.waived), key=lambda one: one.finding.order)
        ),
        stale=tuple(sorted(entry for report in reports for entry in report.stale)),
    )


def _shown(path: Path) -> str:
    """A path as the user would write it: from here where the file is below, else absolute."""
    absolute = path.absolute()
    return relpath(absolute) if absolute.is_relative_to(Path.cwd()) else str(absolute)
