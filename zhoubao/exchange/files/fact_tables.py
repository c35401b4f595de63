"""Flat tables, one for each kind of fact: its slots in words and as IRIs, its quote with its offsets.

As CSV, Parquet (pyarrow), or sheets of a workbook (openpyxl). The columns of a kind are found in a first pass over the
store, the rows written in a second, so that one bulletin at a time is in memory.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from mappers.rdf import std
from mappers.rdf.fact_reader import GraphFact, facts_of
from zhoubao.errors import UsageError
from zhoubao.store.graph_names import BULLETINS, PREFIXES, short

__all__ = ["FactTables"]

_ZW = PREFIXES["zw"]
_NAMES = tuple(ox.NamedNode(name) for name in (std.prefLabel, std.title, std.label, std.name))
_TRACES = frozenset(_ZW + name for name in ("evidence", "mention", "rule", "inheritedSlot", "supportsProperty"))
_FIRST = {"fact": "事实", "label": "名称", "bulletin": "公报", "issued": "印发日期"}
_LAST = {"quote": "原文", "start": "起", "end": "止", "rule": "规则", "source": "来源", "graph": "命名图"}
_BATCH = 2000


class FactTables:
    """The facts of a store as tables."""

    def __init__(self, store: ox.Store, *, chinese: bool = False) -> None:
        self._store = store
        self._chinese = chinese
        self._name = lru_cache(maxsize=50_000)(self._named)
        self.columns = self._columns()

    def kinds(self) -> list[str]:
        """The kinds of facts there are: local names of their classes."""
        return sorted(self.columns)

    def rows(self, kind: str) -> Iterator[list[str]]:
        """The rows of one kind, in the order of the bulletins."""
        for graph in self._graphs():
            facts = facts_of(self._store, graph.value, cls=_ZW + kind)
            yield from (self._row(fact, graph) for fact in sorted(facts, key=lambda fact: fact.iri))

    def titles(self, kind: str) -> list[str]:
        """The titles of the columns of one kind, in Chinese where that was asked for."""
        names = [*_FIRST, *(name for pair in ((n, f"{n}_iri") for n in self.columns[kind]) for name in pair), *_LAST]
        if not self._chinese:
            return names
        known = {**_FIRST, **_LAST}
        titles = []
        for name in names:
            own = name.removesuffix("_iri")
            label = known.get(name) or self._name(ox.NamedNode(_ZW + own), None) or own
            titles.append(f"{label}（IRI）" if name not in known and name.endswith("_iri") else label)
        return titles

    def write_csv(self, folder: Path) -> list[Path]:
        """One CSV file for each kind; with Chinese titles also the mark that spreadsheets look for."""
        files = []
        for kind in self.kinds():
            files.append(folder / f"{kind}.csv")
            with files[-1].open("w", encoding="utf-8-sig" if self._chinese else "utf-8", newline="") as output:
                rows = csv.writer(output, lineterminator="\n")
                rows.writerow(self.titles(kind))
                rows.writerows(self.rows(kind))
        return files

    def write_parquet(self, folder: Path) -> list[Path]:
        """One Parquet file for each kind; offsets are numbers, all else is text, empty cells are null."""
        try:
            import pyarrow as pa
            import pyarrow.parquet as pq
        except ImportError as error:
            raise UsageError("E-EXTRA", "parquet", extra="files") from error
        files = []
        for kind in self.kinds():
            files.append(folder / f"{kind}.parquet")
            titles, names = self.titles(kind), self._raw_titles(kind)
            kinds = [pa.int64() if name in ("start", "end") else pa.string() for name in names]
            schema = pa.schema([*zip(titles, kinds, strict=True)])
            with pq.ParquetWriter(files[-1], schema) as writer:
                for rows in _batches(self.rows(kind)):
                    cells = [
                        [
                            (int(row[place]) if pa.types.is_integer(type_) else row[place]) if row[place] else None
                            for row in rows
                        ]
                        for place, type_ in enumerate(kinds)
                    ]
                    writer.write_batch(pa.record_batch(cells, schema=schema))
        return files

    def write_xlsx(self, path: Path) -> Path:
        """A workbook with a sheet for each kind."""
        try:
            from openpyxl import Workbook
            from openpyxl.cell import WriteOnlyCell
            from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
            from openpyxl.styles import Font
        except ImportError as error:
            raise UsageError("E-EXTRA", "xlsx", extra="files") from error
        book = Workbook(write_only=True)
        for kind in self.kinds():
            label = self._name(ox.NamedNode(_ZW + kind), None) if self._chinese else kind
            sheet = book.create_sheet((label or kind)[:31])
            sheet.freeze_panes = "B2"
            head = [WriteOnlyCell(sheet, value=title) for title in self.titles(kind)]
            for cell in head:
                cell.font = Font(bold=True)
            sheet.append(head)
            for row in self.rows(kind):
                cells = [WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", value)) for value in row]
                for cell in cells:  # a text that begins with = is no formula
                    cell.data_type = "s"
                sheet.append(cells)
        book.save(path)
        return path

    def _raw_titles(self, kind: str) -> list[str]:
        return [*_FIRST, *(name for pair in ((n, f"{n}_iri") for n in self.columns[kind]) for name in pair), *_LAST]

    def _graphs(self) -> list[ox.NamedNode]:
        names = (name for name in self._store.named_graphs() if isinstance(name, ox.NamedNode))
        return sorted((name for name in names if name.value.startswith(BULLETINS)), key=lambda name: name.value)

    def _columns(self) -> Mapping[str, list[str]]:
        columns: defaultdict[str, set[str]] = defaultdict(set)
        for graph in self._graphs():
            for fact in facts_of(self._store, graph.value):
                for predicate, _ in fact.statements:
                    if predicate.startswith(_ZW) and predicate not in _TRACES:
                        columns[fact.kind].add(predicate.removeprefix(_ZW))
        return {kind: sorted(names) for kind, names in columns.items()}

    def _row(self, fact: GraphFact, graph: ox.NamedNode) -> list[str]:
        cells: list[str] = []
        for name in self.columns[fact.kind]:
            terms = fact.values(_ZW + name)
            words = (t.value if isinstance(t, ox.Literal) else self._name(t, graph) or short(t.value) for t in terms)
            cells += ["；".join(words), " ".join(t.value for t in terms if isinstance(t, ox.NamedNode))]
        bulletin = self._one(graph, ox.NamedNode(std.primaryTopic), graph)
        issued = self._one(bulletin, ox.NamedNode(std.issued), graph) if bulletin else None
        place = fact.places[0] if fact.places else None
        return [
            *(fact.iri, self._name(ox.NamedNode(fact.iri), graph), self._name(bulletin, graph) if bulletin else ""),
            issued.value if issued else "",
            *cells,
            *((place.quote, str(place.start), str(place.end)) if place else ("", "", "")),
            " ".join(fact.rules),
            *(place.source if place else "", graph.value),
        ]

    def _one(self, subject: Any, predicate: ox.NamedNode, graph: ox.NamedNode | None) -> Any:
        return min(
            (q.object for q in self._store.quads_for_pattern(subject, predicate, None, graph)), key=str, default=None
        )

    def _named(self, thing: ox.NamedNode, graph: ox.NamedNode | None) -> str:
        """What a thing is called in Chinese: in its bulletin, else anywhere."""
        for where in (graph, None) if graph else (None,):
            for name in _NAMES:
                found = (quad.object for quad in self._store.quads_for_pattern(thing, name, None, where))
                texts = [
                    getattr(each, "value", "") for each in found if getattr(each, "language", None) in ("zh", None)
                ]
                if texts:
                    return min(texts)
        return ""


def _batches(rows: Iterator[list[str]]) -> Iterator[list[list[str]]]:
    batch: list[list[str]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
