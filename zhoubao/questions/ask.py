"""Asking a question of the catalogue: values become terms, terms are bound, the rows come back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from zhoubao.errors import UsageError
from zhoubao.questions.catalogue import Parameter, bound, catalogue, find_question
from zhoubao.questions.parameter_values import term_of
from zhoubao.store.query_results import ResultTable, table

__all__ = ["ask", "parameters_of", "question_table"]


def ask(store: ox.Store, name: str, values: Mapping[str, object], language: str | None = None) -> ResultTable:
    """The answer to a question; its columns carry their titles where a language is named, else their variables.

    Raises UsageError for a question, a parameter or a name that is not known, or that is ambiguous.
    """
    question = find_question(name)
    missing = [
        parameter.name for parameter in question.parameters if parameter.example and parameter.name not in values
    ]
    if missing:
        raise UsageError("E-MISSING", name, name=missing[0], example=question.parameter(missing[0]).example)
    terms = {
        parameter: term_of(store, question.parameter(parameter), str(value)) for parameter, value in values.items()
    }
    found = store.query(bound(question, terms))
    if not isinstance(found, ox.QuerySolutions):
        raise UsageError("E-QUERY", name, reason="not a SELECT query")
    answer = table(found)
    ordered = [name in question.lists for name in answer.columns]
    rows = tuple(
        tuple(
            # An empty group of names is no value; engines write it as nothing or as an empty text.
            None if cell == "" else "；".join(sorted(cell.split("；"))) if many and cell else cell
            for cell, many in zip(row, ordered, strict=True)
        )
        for row in answer.rows
    )
    return ResultTable(answer.columns if language is None else question.titles(language), rows)


def parameters_of(question: str, given: Iterable[str]) -> dict[str, str]:
    """Parameters as they are written on a command line, NAME=VALUE."""
    values: dict[str, str] = {}
    for written in given:
        name, sign, value = written.partition("=")
        if not sign or name in values:
            known = ", ".join(parameter.name for parameter in find_question(question).parameters) or "–"
            raise UsageError("E-PARAM-FORM", f"--param {written}", known=known)
        values[name] = value
    return values


def question_table(tag: str = "") -> ResultTable:
    """The questions, all or those with a tag, one row each."""
    known = sorted({tag for question in catalogue().values() for tag in question.tags})
    if tag and tag not in known:
        raise UsageError("E-TAG", tag, known=", ".join(known))
    rows = (
        (
            question.id,
            question.zh,
            question.en,
            " ".join(question.tags),
            " ".join(map(_signature, question.parameters)),
        )
        for question in catalogue().values()
        if not tag or tag in question.tags
    )
    return ResultTable(("id", "zh", "en", "tags", "parameters"), tuple(rows))


def _signature(parameter: Parameter) -> str:
    """A parameter with its default; one that can be left out in brackets."""
    if parameter.example:
        return parameter.name
    return f"[{parameter.name}={parameter.default}]" if parameter.default else f"[{parameter.name}]"
