"""What a notebook holds in its hand: one object for a store, from which everything can be asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, ClassVar
from weakref import WeakSet

import pyoxigraph as ox

from zhoubao.errors import UsageError
from zhoubao.exchange.export import ExportFormat, export_file
from zhoubao.questions.ask import ask, question_table
from zhoubao.questions.explain import Explanation, explain
from zhoubao.store.graph_names import PREFIXES
from zhoubao.store.query_results import ResultTable, table
from zhoubao.store.record import Record
from zhoubao.store.statistics import COVERAGE, FACTS, LEDGER, Stats
from zhoubao.store.store import Reader, graphs_of

if TYPE_CHECKING:
    from rdflib import Dataset, Graph

    from zhoubao.checks.validation import CheckResult
    from zhoubao.explore import EntityPage, Findings
    from zhoubao.explore.network import Network
    from zhoubao.render.cards import Card
    from zhoubao.render.html_page import Page

__all__ = ["COVERAGE", "FACTS", "LEDGER", "KnowledgeGraph", "Stats"]


class KnowledgeGraph:
    """A store, opened for reading when something is asked and until :meth:`close`.

    While it is open no other process can build into the store; a build in the same process closes it by itself.
    """

    _open: ClassVar[WeakSet[KnowledgeGraph]] = WeakSet()

    def __init__(self, directory: str | PathLike[str]) -> None:
        """Name the store; raises StoreError when there is none or it cannot be read."""
        self.directory = Path(directory).absolute()
        self._reader: Reader | None = None
        self.reader  # noqa: B018  opens it, so that a mistake shows at once

    @property
    def reader(self) -> Reader:
        """The store underneath."""
        if self._reader is None:
            self._reader = Reader(self.directory)
            self._open.add(self)
        return self._reader

    def close(self) -> None:
        """Let go of the store; the next question opens it again."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None
            self._open.discard(self)

    @classmethod
    def close_all(cls, directory: Path) -> None:
        """Close what this process has open of a store, so that it can write."""
        for graph in [*cls._open]:
            if graph.directory == directory.absolute():
                graph.close()

    @property
    def dataset(self) -> Dataset:
        """An rdflib Dataset over the store; its default graph is the union of all graphs."""
        from oxrdflib import OxigraphStore
        from rdflib import Dataset

        dataset = Dataset(store=OxigraphStore(store=self.reader.quads), default_union=True)
        for prefix, space in PREFIXES.items():
            dataset.bind(prefix, space)
        return dataset

    def query(self, text: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Run a SPARQL query; without GRAPH it sees all graphs, and the usual prefixes are known.

        Raises UsageError E-QUERY when it cannot be run.
        """
        try:
            return self.reader.quads.query(text, prefixes=PREFIXES, use_default_graph_as_union=True)
        except (SyntaxError, ValueError, OSError, RuntimeError) as error:
            raise UsageError("E-QUERY", "SPARQL", reason=error) from error

    def rows(self, text: str) -> ResultTable:
        """The rows of a SELECT query."""
        found = self.query(text)
        if not isinstance(found, ox.QuerySolutions):
            raise UsageError("E-QUERY", "SPARQL", reason="not a SELECT query")
        return table(found)

    def sparql(self, text: str) -> Any:
        """SELECT: a pandas DataFrame, without pandas a list of named rows; ASK: a bool; CONSTRUCT: an rdflib Graph."""
        found = self.query(text)
        if isinstance(found, ox.QuerySolutions):
            return table(found).frame()
        return bool(found) if isinstance(found, ox.QueryBoolean) else _rdflib_graph(found)

    def ask(self, question: str, /, **parameters: object) -> Any:
        """The answer to a question of the catalogue, as a DataFrame or rows: ``kg.ask("delegations", region="自贡")``.

        Values are names, codes or IRIs; raises UsageError for what is not known or stands for several things.
        """
        from zhoubao.explore.linked_answer import answered

        return answered(self.answer(question, parameters), self.reader)

    def answer(self, question: str, parameters: Mapping[str, object], language: str | None = None) -> ResultTable:
        """The answer to a question; its columns carry titles where a language is named."""
        return ask(self.reader.quads, question, parameters, language)

    @staticmethod
    def questions(tag: str = "") -> Any:
        """The questions that can be asked, all or those with a tag, as a DataFrame or rows."""
        return question_table(tag).frame()

    def facts(self) -> Any:
        """All facts with quote, offsets and file, as a DataFrame or rows."""
        return self.fact_table().frame()

    def fact_table(self) -> ResultTable:
        """All facts with quote, offsets and file."""
        return self._with_files(FACTS)

    def ledger(self) -> Any:
        """All sentences that gave no fact, with the reason, as a DataFrame or rows."""
        return self.ledger_table().frame()

    def ledger_table(self) -> ResultTable:
        """All sentences that gave no fact, with the reason."""
        return self._with_files(LEDGER)

    def coverage_table(self) -> ResultTable:
        """Each section with its sentences and how many of them gave a fact."""
        return self._with_files(COVERAGE)

    def explain(self, iri: str) -> Explanation:
        """A fact, its words in their paragraph, its rule, its slots; raises UsageError when it is not in the store."""
        return explain(self.reader, iri)

    def bulletin(self, name: str) -> Page:
        """A bulletin as a page, which shows in a notebook: its text with every fact, name, check and gap marked.

        The name is ``"2023-49"``, ``"series/2023-49"`` or an IRI; raises UsageError when no or several bulletins fit.
        """
        from zhoubao.explore.page.bulletin_page import page_of_bulletin

        return page_of_bulletin(self.reader, name)

    def network(
        self,
        projection: str = "together",
        *,
        kind: str | Iterable[str] | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
        region: str | None = None,
        series: str | None = None,
    ) -> Network:
        """Who is linked with whom, by a projection of docs/networks.md; see :func:`zhoubao.explore.network.links`."""
        from zhoubao.explore.network import Network, links

        narrowed = {"kind": kind, "since": since, "until": until, "region": region, "series": series}
        return Network(links(self.reader, projection, **narrowed))  # type: ignore[arg-type]

    @staticmethod
    def networks() -> Any:
        """The projections with what they mean, as a DataFrame or rows."""
        from zhoubao.explore.network import projection_table

        return projection_table().frame()

    def show(self, name: str) -> EntityPage | Card:
        """Everything said of a body, region, company, person, document, matter or window; or a fact by its IRI."""
        from zhoubao.explore import shown

        return shown(self.reader, name)

    def timeline(self, about: str | None = None, **narrowed: Any) -> Page:
        """Facts by day, of the store or of one thing; kind, since, until and series as for networks."""
        from zhoubao.explore import timeline

        return timeline(self.reader, about, **narrowed)

    def map(
        self, show: str = "powers", of: str | None = None, since: str | None = None, until: str | None = None
    ) -> Page:
        """A map of tiles: "powers", "visits" or "silence", of a province or of 全国.

        Without `of` it is the province in which most bulletins are published; raises UsageError where there is none.
        """
        from zhoubao.explore import tile_map

        return tile_map(self.reader, show, of, since, until)

    def ranking(self, month: str | None = None, series: str | None = None) -> Page:
        """The windows' ranking of a month, or from month to month."""
        from zhoubao.explore import ranking

        return ranking(self.reader, month, series)

    def series(self, indicator: str, scope: str | None = None) -> Page:
        """A figure over time: ``kg.series("受理", scope="综合窗口")``."""
        from zhoubao.explore import series

        return series(self.reader, indicator, scope)

    def report(self) -> Findings:
        """What the checks found, each finding with the sentences it is about."""
        from zhoubao.explore import findings

        return findings(self.reader)

    def records(self) -> list[Record]:
        """What the store knows of each bulletin, sorted."""
        return [*self.reader.records().values()]

    def stats(self) -> Stats:
        """Figures of the whole store."""
        return Stats.of(self.records())

    def validate(self) -> Iterator[tuple[Record, list[CheckResult]]]:
        """Check each bulletin's graph against the shapes that are installed now."""
        from zhoubao.checks.validation import check
        from zhoubao.user_registers import added_to

        added = added_to(self.directory)
        for record in self.records():
            triples = self.reader.quads.quads_for_pattern(None, None, None, ox.NamedNode(record.graph))
            yield record, check("".join(f"{quad} .\n" for quad in triples), added=added)

    def export(self, path: str | PathLike[str], form: str | None = None) -> Path:
        """Write the store to a file, in the format named or the one its extension tells."""
        target = Path(path)
        chosen = ExportFormat.of(form or target.suffix)
        export_file(self.reader.quads, target, chosen)
        return target

    def _with_files(self, query: str) -> ResultTable:
        """The rows of a query, its last column, the graph, told as the file."""
        records = self.reader.records().values()
        files = {graph: Path(record.file).name for record in records for graph in graphs_of(record.graph)}
        found = self.rows(query)
        rows = tuple((*row[:-1], files.get(row[-1], row[-1])) for row in found.rows)
        return ResultTable((*found.columns[:-1], "file"), rows)

    def __repr__(self) -> str:
        stats = self.stats()
        return f"<KnowledgeGraph {self.directory}: {stats.bulletins} bulletins, {sum(stats.facts.values())} facts>"

    def __enter__(self) -> KnowledgeGraph:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _rdflib_graph(triples: ox.QueryTriples) -> Graph:
    from rdflib import Graph

    text = triples.serialize(format=ox.RdfFormat.N_TRIPLES)
    assert text is not None
    graph = Graph()
    for prefix, space in PREFIXES.items():
        graph.bind(prefix, space)
    return graph.parse(data=text, format="nt")
