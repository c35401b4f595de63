"""Records what every question answers on the samples, and tells it in docs/questions.md.

    python scripts/record_questions.py

Writes queries/expected/ID.json for each question, with the values asked with, columns and rows, and the page. What is
recorded is to be read before it is committed: the tests hold the answers to it. To the samples comes
tests/questions/more.txt, for the kinds of fact that they lack.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mappers.rdf.iris import BASE
from zhoubao.building.builder import build_store
from zhoubao.cli.answers import markdown
from zhoubao.knowledge_graph import KnowledgeGraph
from zhoubao.questions.ask import ask
from zhoubao.questions.catalogue import Question, catalogue
from zhoubao.store.query_results import ResultTable

ROOT = Path(__file__).resolve().parent.parent
SHOWN = 5


def texts() -> list[Path]:
    """The samples and the bulletin that goes with them."""
    samples = sorted(path for path in (ROOT / "samples").glob("s[0-9]*") if path.suffix in (".txt", ".md"))
    return [*samples, ROOT / "tests" / "questions" / "more.txt"]


def examples(question: Question) -> dict[str, str]:
    """What a question is asked with: the examples of the parameters that it needs."""
    return {parameter.name: parameter.example for parameter in question.parameters if parameter.example}


def record(question: Question, answer: ResultTable) -> dict[str, Any]:
    """An answer as it is kept: values that JSON does not have as text."""
    plain = [[_plain(cell) for cell in row] for row in answer.rows]
    return {"parameters": examples(question), "columns": [*answer.columns], "rows": plain}


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def _kept(answer: dict[str, Any]) -> str:
    """JSON with a line for each row, so that a difference shows which row differs."""
    head = json.dumps({name: answer[name] for name in ("parameters", "columns")}, ensure_ascii=False)
    rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in answer["rows"])
    return f'{head[:-1]}, "rows": [\n{rows}\n]}}\n'


def page(answers: dict[str, ResultTable]) -> Iterator[str]:
    """docs/questions.md."""
    questions = catalogue()
    yield "<!-- Written by scripts/record_questions.py; change queries/*.rq, not this page. -->"
    yield "# Questions · 问题\n"
    yield f"{len(questions)} questions, each a file in queries/; asked with `zhoubao ask ID --param name=value`, in Python with"
    yield '`kg.ask("ID", name=value)`.'
    yield "The rows are the first of those on the samples and on one more invented bulletin, tests/questions/more.txt.\n"
    yield f"共 {len(questions)} 个问题，每个是 queries/ 中的一个文件。所示为在样例上所得的前几行，内容均属虚构。\n"
    tags = sorted({tag for question in questions.values() for tag in question.tags})
    for tag in tags:
        links = (f"[{question.id}](#{question.id})" for question in questions.values() if tag in question.tags)
        yield f"- **{tag}**: {', '.join(links)}"
    for question in questions.values():
        yield from _section(question, answers[question.id])


def _section(question: Question, answer: ResultTable) -> Iterator[str]:
    yield f"\n## {question.id}\n"
    yield f"**{question.zh}** {question.about_zh}\n"
    yield f"**{question.en}** {question.about_en}\n"
    for parameter in question.parameters:
        given = f"; default {parameter.default}" if parameter.default else ""
        given = f"; has to be given, for example {parameter.example}" if parameter.example else given
        yield f"- `{parameter.name}` ({parameter.type}{given}): {parameter.zh} · {parameter.en}"
    titles = tuple(f"{title}<br>{name}" for name, title in question.columns)
    rows = tuple(tuple(_short(cell) for cell in row) for row in answer.rows[:SHOWN])
    yield "\n" + markdown(ResultTable(titles, rows))
    if (more := len(answer.rows) - SHOWN) > 0:
        yield f"\n… +{more}"


def _short(value: object) -> object:
    """A cell as it fits on the page: IRIs without their common part, long words cut."""
    text = str(value) if value is not None else ""
    text = text.removeprefix(BASE)
    return text if len(text) <= 60 else text[:59] + "…"


def main() -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        build_store(texts(), folder / "store")
        with KnowledgeGraph(folder / "store") as graph:
            answers = {
                name: ask(graph.reader.quads, name, examples(question)) for name, question in catalogue().items()
            }
    finally:
        shutil.rmtree(folder)
    expected = ROOT / "queries" / "expected"
    expected.mkdir(exist_ok=True)
    for path in expected.glob("*.json"):
        if path.stem not in answers:
            path.unlink()
    for name, answer in answers.items():
        (expected / f"{name}.json").write_text(_kept(record(catalogue()[name], answer)), "utf-8")
    (ROOT / "docs" / "questions.md").write_text("\n".join(page(answers)) + "\n", "utf-8")
    print(f"{len(answers)} questions recorded, {sum(not answer.rows for answer in answers.values())} without rows")


if __name__ == "__main__":
    main()
