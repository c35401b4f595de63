"""The command line. Each command is a few lines around what the package does.

Exit codes: 0 all is well; 1 `validate` found violations, `check` or `doctor` found something wrong, `path` found no way;
2 something given cannot be used; 3 something was left out of a build; 4 the store cannot be opened, read or written;
130 interrupted; 141 (in a shell) the reader of the output went away.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mappers.text.source import SourceError
from zhoubao.building.garbage import SELDOM
from zhoubao.cli.commands import register
from zhoubao.errors import UsageError, ZhoubaoError

if TYPE_CHECKING:
    from zhoubao.building.builder import Progress
    from zhoubao.knowledge_graph import KnowledgeGraph

__all__ = ["app", "main"]

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

StoreOption = Annotated[
    Path, typer.Option("--store", envvar="ZHOUBAO_STORE", help="Folder of the store.", show_default=True)
]
FormatOption = Annotated[str, typer.Option("--format", "-f", help="How to print.")]
OutputOption = Annotated[Path | None, typer.Option("--output", "-o", help="File to write; standard output without.")]
_STORE = Path("zhoubao.store")
AtOption = Annotated[str, typer.Option("--at", help="URL of a remote store to ask instead.")]
UrlArgument = Annotated[str, typer.Argument(metavar="STORE_URL", help="Base URL of a triple store.")]
ProfileOption = Annotated[str, typer.Option(help="Which store it is, where it does not say so; see docs/stores.md.")]
INTERRUPTED = 130
#: Commands that write to workers or to a remote store: one of these that goes away is an error with a message.
_OWN_PIPES = frozenset({"build", "pull", "push", "verify"})


@app.callback()
def _start(context: typer.Context) -> None:
    """政务服务周报的知识图谱。 Bulletins of government service centres as a knowledge graph."""
    if context.invoked_subcommand not in _OWN_PIPES:
        _end_when_nobody_reads()


@app.command()
def build(
    paths: Annotated[list[Path], typer.Argument(help="Bulletins (.txt .md .docx .pdf .html .doc .wps) or folders.")],
    store: StoreOption = _STORE,
    processes: Annotated[int, typer.Option(help="Worker processes; 0 for one per core.", min=0)] = 0,
    validate: Annotated[bool, typer.Option(help="Check each bulletin against the shapes.")] = True,
) -> None:
    """Read bulletins into the store; what is there unchanged is skipped."""
    from zhoubao.building.builder import build_store
    from zhoubao.cli.summary_tables import closing
    from zhoubao.render.terminal import console

    with _Bar() as progress:
        report = build_store(
            paths, store, processes=processes or os.cpu_count() or 1, validate=validate, progress=progress.step
        )
    for problem in report.left_out:
        _say(str(problem))
    for note in report.notes:
        _say(note)
    closing(report, console())
    raise typer.Exit(report.exit_code)


@app.command()
def facts(file: Annotated[Path, typer.Argument(help="One bulletin.")], form: FormatOption = "table") -> None:
    """Print the facts of one bulletin, without any store."""
    _one_of(form, "table", "json")
    from mappers.mapping import map_bulletin
    from mappers.names.registers import load_registers
    from mappers.text.readers import read_file
    from zhoubao.user_registers import added_to

    mapped = map_bulletin(read_file(file), load_registers(added_to()))
    if form == "json":
        print(json.dumps(mapped.json(), ensure_ascii=False, indent=2))
        return
    from zhoubao.cli.fact_table import fact_table
    from zhoubao.render.terminal import console, plain

    console().print(plain(fact_table(mapped)))


@app.command()
def sparql(
    query: Annotated[str, typer.Argument(help="A query, a file that holds one, or - for standard input.")],
    store: StoreOption = _STORE,
    form: FormatOption = "table",
    at: AtOption = "",
    profile: ProfileOption = "",
) -> None:
    """Ask the store. Formats: table, csv, json; ttl for CONSTRUCT and DESCRIBE."""
    _one_of(form, "table", "csv", "json", "ttl")
    from zhoubao.cli.answers import print_answer

    if at:
        from zhoubao.exchange.remote import open_endpoint
        from zhoubao.store.graph_names import PREFIXES

        _outlive_broken_connections()
        with open_endpoint(at, profile) as endpoint:
            print_answer(endpoint.query(_query_text(query), prefixes=PREFIXES), form)
        return
    with _open(store) as graph:
        print_answer(graph.query(_query_text(query)), form)


@app.command()
def questions(
    tag: Annotated[str, typer.Option(help="Only questions with this tag.")] = "",
    form: FormatOption = "table",
) -> None:
    """List the questions that can be asked."""
    _one_of(form, "table", "csv", "json", "md")
    from zhoubao.cli.answers import print_table
    from zhoubao.questions.ask import question_table

    print_table(question_table(tag), form)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="Id of a question, as `zhoubao questions` lists them.")],
    param: Annotated[
        list[str] | None, typer.Option("--param", "-p", help="NAME=VALUE; a name, a code or an IRI.")
    ] = None,
    store: StoreOption = _STORE,
    form: FormatOption = "table",
    lang: Annotated[str, typer.Option(help="Language of the column titles, zh or en; as variables without.")] = "",
    at: AtOption = "",
    profile: ProfileOption = "",
) -> None:
    """Ask a question of the catalogue."""
    _one_of(form, "table", "csv", "json", "md")
    _one_of(lang, "", "zh", "en", option="--lang")
    from zhoubao.cli.answers import print_table
    from zhoubao.questions.ask import parameters_of

    if at:
        from zhoubao.exchange.remote import ask_at, open_endpoint

        _outlive_broken_connections()
        with open_endpoint(at, profile) as endpoint:
            print_table(ask_at(endpoint, question, parameters_of(question, param or []), lang or None), form)
        return
    with _open(store) as graph:
        print_table(graph.answer(question, parameters_of(question, param or []), lang or None), form)


@app.command()
def export(
    form: FormatOption = "nq",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write; standard output without.")
    ] = None,
    runs: Annotated[bool, typer.Option(help="Also the log of runs, which holds wall-clock times.")] = False,
    clean: Annotated[
        bool, typer.Option("--clean/--evidence", help="Facts only, or also where they were read.")
    ] = False,
    rdf12: Annotated[bool, typer.Option("--rdf12", help="nq, nt: evidence at each statement, in RDF 1.2.")] = False,
    chinese: Annotated[bool, typer.Option("--chinese", help="csv, parquet, xlsx: titles in Chinese.")] = False,
    size: Annotated[int, typer.Option(help="bulk: megabytes of a piece.", min=1)] = 200,
    store: StoreOption = _STORE,
) -> None:
    """Write the whole store, sorted.

    To standard output or a file: nq, trig, ttl, nt. To a file: turtle (grouped, for people), jsonld, rdfxml, graphml,
    gexf, xlsx. To a folder: turtle-files (one for each graph), neo4j, csv, parquet (one table for each kind of fact),
    bulk (pieces for bulk loaders). With a description of the data set beside it, but for the first four.
    """
    from zhoubao.exchange.export import ExportFormat, export, export_file
    from zhoubao.exchange.files import FORMATS, Options, write_files
    from zhoubao.exchange.files.bulk import COMMANDS

    if rdf12:
        _one_of(form, "nq", "nt")
    if clean:
        _one_of(form, *(name for name in FORMATS if name not in ("csv", "parquet", "xlsx")))
    if form in FORMATS and (form not in ("nq", "nt") or clean or rdf12):
        if output is None:
            raise UsageError("E-OUTPUT-PLACE", form)
        with _open(store) as graph:
            options = Options(clean, rdf12, chinese, size * 1_000_000)
            for file in write_files(graph.reader.quads, form, output, options):
                _say(str(file))
        if form == "bulk":
            print("\n".join(f"{name}: {command.format(folder=output)}" for name, command in COMMANDS.items()))
        return
    chosen = ExportFormat.of(form)
    with _open(store) as graph:
        if output is None:
            export(graph.reader.quads, sys.stdout.buffer, chosen, runs=runs)
        else:
            export_file(graph.reader.quads, output, chosen, runs=runs)


@app.command()
def push(
    url: UrlArgument,
    store: StoreOption = _STORE,
    profile: ProfileOption = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be sent.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Send every graph, also what is there already.")] = False,
) -> None:
    """Bring a remote triple store to what this one holds; only what differs is sent.

    User and password come from ZHOUBAO_REMOTE_USER and ZHOUBAO_REMOTE_PASSWORD, a token from ZHOUBAO_REMOTE_TOKEN, or
    both from a netrc file.
    """
    from zhoubao.exchange.remote import open_endpoint, push
    from zhoubao.exchange.remote.reports import push_report
    from zhoubao.render.terminal import console
    from zhoubao.store.store import Reader

    with Reader(store) as reader, open_endpoint(url, profile) as endpoint, _Bar() as progress:
        report = push(reader, endpoint, everything=everything, dry_run=dry_run, progress=progress.step)
    for line in push_report(report, dry_run=dry_run):
        console().print(line)


@app.command()
def verify(url: UrlArgument, store: StoreOption = _STORE, profile: ProfileOption = "") -> None:
    """Compare a remote triple store with this one, graph by graph, by value."""
    from zhoubao.exchange.remote import open_endpoint, verify
    from zhoubao.exchange.remote.reports import verify_report
    from zhoubao.render.terminal import console
    from zhoubao.store.store import Reader

    with Reader(store) as reader, open_endpoint(url, profile) as endpoint, _Bar() as progress:
        found = verify(reader, endpoint, progress=progress.step)
    for line in verify_report(found):
        console().print(line)
    raise typer.Exit(1 if found else 0)


@app.command()
def pull(url: UrlArgument, store: StoreOption = _STORE, profile: ProfileOption = "") -> None:
    """Make a store from what was pushed to a remote one."""
    from zhoubao.exchange.remote import open_endpoint, pull

    with open_endpoint(url, profile) as endpoint, _Bar() as progress:
        pull(endpoint, store, progress=progress.step)


@app.command()
def explain(iri: Annotated[str, typer.Argument(help="IRI of a fact.")], store: StoreOption = _STORE) -> None:
    """Show a fact: its quote marked in its paragraph, the rule that read it, its slots in words."""
    from zhoubao.cli.summary_tables import explanation
    from zhoubao.render.terminal import console

    with _open(store) as graph:
        out = console()
        for part in explanation(graph.explain(iri)):
            out.print(part, soft_wrap=True)


@app.command()
def ledger(store: StoreOption = _STORE, form: FormatOption = "table") -> None:
    """List the sentences that gave no fact, and how much of each section was understood."""
    _one_of(form, "table", "csv", "json")
    from zhoubao.cli.answers import print_table

    with _open(store) as graph:
        print_table(graph.coverage_table(), form)
        print_table(graph.ledger_table(), form)


@app.command()
def stats(store: StoreOption = _STORE) -> None:
    """Show the figures of the store and of each bulletin."""
    from zhoubao.cli.summary_tables import stats
    from zhoubao.render.terminal import console

    with _open(store) as graph:
        out = console()
        for table in stats(graph.stats(), graph.records()):
            out.print(table)
            out.print()


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Bulletins, before they are printed.")],
    form: FormatOption = "table",
    output: OutputOption = None,
) -> None:
    """Check bulletins without any store: what in each does not add up, with the sentences. Exit 1: there is something."""
    from zhoubao.checks.report_formats import FORMATS, write_report

    _one_of(form, *FORMATS)
    from zhoubao.checks.report import check_files

    report, unread = check_files(files)
    if report.checked or not unread:
        write_report(FORMATS[form](report), output)
    for error in unread:
        _say(f"zhoubao: {error}")
    raise typer.Exit(UsageError.exit_code if unread else int(bool(report.violations or report.warnings)))


@app.command()
def validate(
    store: StoreOption = _STORE,
    form: FormatOption = "table",
    output: OutputOption = None,
    against: Annotated[
        Path | None, typer.Option(help="An earlier report in JSON: what is new, gone, still there.")
    ] = None,
    engine: Annotated[str, typer.Option(help="screened, or pyshacl: slower, for comparison.")] = "screened",
) -> None:
    """Check the bulletins of the store, each alone and against each other. Exit 1: there are violations."""
    from zhoubao.checks.report_formats import FORMATS, comparison_table, write_report

    _one_of(form, *FORMATS)
    _one_of(engine, "screened", "pyshacl", option="--engine")
    from zhoubao.checks.report import check_store
    from zhoubao.checks.report_comparison import compare, read_report

    earlier = read_report(against) if against else None
    with _open(store) as graph:
        report = check_store(graph.reader, engine=engine)
    text = FORMATS[form](report) if earlier is None else comparison_table(compare(report, earlier))
    write_report(text, output)
    raise typer.Exit(1 if report.violations else 0)


@app.command()
def doctor(store: StoreOption = _STORE) -> None:
    """Tell what is installed, where the store is, and what is wrong, each with a remedy."""
    from zhoubao.cli.doctor import examine

    sound = True
    for finding in examine(store):
        print(f"{'ok' if finding.ok else '!!'} {finding.what}" + (f"; {finding.remedy}" if finding.remedy else ""))
        sound &= finding.ok
    raise typer.Exit(0 if sound else 1)


@app.command()
def evaluate(
    folder: Annotated[Path, typer.Argument(help="Folder with bulletins and their answer keys NAME.gold.json.")],
    errors: Annotated[str, typer.Option(help="Also list what is wrong or missed: of one kind, or all.")] = "",
    form: FormatOption = "table",
) -> None:
    """Measure how well bulletins are read, against answer keys."""
    _one_of(form, "table", "csv", "json")
    from mappers.facts.model import KINDS
    from zhoubao.cli.answers import print_table
    from zhoubao.evaluation.evaluation import evaluate, figures_table, score_table

    if errors:
        _one_of(errors, "all", *sorted(KINDS))
    scores = evaluate(folder)
    for difference in scores.differences:
        if errors in (difference.kind, "all"):
            print(difference, file=sys.stdout if form == "table" else sys.stderr)
    print_table(score_table(scores), form)
    if form == "table":
        print_table(figures_table(scores), form)


@app.command()
def names(
    paths: Annotated[list[Path] | None, typer.Argument(help="Bulletins or folders; the store without.")] = None,
    accept: Annotated[
        Path | None, typer.Option(help="Reviewed table (--format csv): its lines with a slug become entries.")
    ] = None,
    store: StoreOption = _STORE,
    form: FormatOption = "table",
) -> None:
    """List bodies that no register holds and regions that could be several, or accept reviewed ones."""
    _one_of(form, "table", "csv", "json")
    if accept is not None:
        _accept(accept, store)
        return
    from zhoubao.building.name_review import names_in, names_json, names_table, review_table
    from zhoubao.cli.answers import print_table

    found, problems = names_in(paths or [], store)
    for problem in problems:
        _say(str(problem))
    if form == "json":
        print(names_json(found))
    else:
        print_table(review_table(found) if form == "csv" else names_table(found), form)
    raise typer.Exit(3 if problems else 0)


def _accept(table: Path, store: Path) -> None:
    from zhoubao.building.user_register import accept
    from zhoubao.messages import message
    from zhoubao.user_registers import folder_of

    done = accept(table, store)
    for slug in done.new:
        print(folder_of(store) / f"{slug}.ttl")
    values = {"new": len(done.new), "known": len(done.known), "skipped": done.skipped}
    _say(f"N-ACCEPTED {table}: {message('N-ACCEPTED', **values)}")


@app.command()
def remove(
    what: Annotated[str, typer.Argument(help="IRI of a bulletin or of its graph, series/year-number, or its file.")],
    store: StoreOption = _STORE,
) -> None:
    """Take one bulletin out of the store."""
    from zhoubao.building.builder import remove_bulletin

    print(remove_bulletin(store, what))


register(app)


class _Bar:
    """How far a long work is, on a terminal only; on standard error."""

    def __init__(self) -> None:
        self.step: Progress | None = None
        self._bar: object = None

    def __enter__(self) -> _Bar:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
            bar = Progress(*columns, console=Console(stderr=True), transient=True)
            task = bar.add_task("", total=None)
            self.step = lambda done, total, name: bar.update(task, completed=done, total=total, description=name)
            self._bar = bar.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        if self._bar is not None:
            self._bar.__exit__(*error)  # type: ignore[attr-defined]


def _open(store: Path) -> KnowledgeGraph:
    from zhoubao.knowledge_graph import KnowledgeGraph

    return KnowledgeGraph(store)


def _query_text(query: str) -> str:
    """The query itself, or what the file or standard input holds."""
    if query == "-":
        return sys.stdin.read()
    if any(mark in query for mark in "{\n"):
        return query
    try:
        return Path(query).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("E-NO-PATH", query) from error


def _one_of(form: str, *known: str, option: str = "--format") -> None:
    if form not in known:
        raise UsageError("E-FORMAT-UNKNOWN", option, format=form, known=", ".join(filter(None, known)))


def _end_when_nobody_reads() -> None:
    """Let the system end this process when the reader of its output goes away; Windows has no such signal."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)


def _outlive_broken_connections() -> None:
    """Let a remote store that ends a connection be an error with a message, and not the end of this process."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)


def _say(line: str) -> None:
    with suppress(BrokenPipeError):
        sys.stderr.write(f"{line}\n")  # in one piece, whatever interrupts it
        sys.stderr.flush()


def main() -> None:
    """Run the command line; every mistake of a user ends in one line and an exit code."""
    gc.set_threshold(SELDOM)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except (ZhoubaoError, SourceError) as error:
        _say(f"zhoubao: {error}")
        sys.exit(getattr(error, "exit_code", UsageError.exit_code))
    except SystemExit as leaving:
        if leaving.code == INTERRUPTED:
            _say(f"zhoubao: {UsageError('E-INTERRUPTED', ' '.join(sys.argv[1:2]))}")
        raise


if __name__ == "__main__":
    main()
