"""The questions that can be asked, as they stand in ``queries/*.rq``.

A file is a SPARQL query that runs as it is, on any store, under a header in ``#+`` comments, as grlc reads it (YAML):

    #+ summary: Which matters were handed down to which regions?
    #+ summary_zh: 哪些事项下放或委托给了哪些地区？
    #+ description: …
    #+ description_zh: …
    #+ tags: [powers, regions]
    #+ parameters:
    #+   region: {type: region, default: 自贡, en: A region, zh: 地区}
    #+ columns: {matter: 事项, regions: 地区}
    #+ lists: [regions]

The id of a question is the name of its file; the columns are the variables of its SELECT, with their Chinese titles;
lists are the columns that hold several names with ； between them, in an order that SPARQL leaves open. A
parameter's place is one line of the query that ends in ``#? name``. As long as no value is given the line says what it
says: nothing, or ``VALUES ?name { … }`` with the default as an RDF term. A value replaces the line by such a VALUES
block, written from a term and never from a user's text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import yaml

from mappers import resources
from zhoubao.errors import UsageError
from zhoubao.questions.near_names import nearest

__all__ = ["Parameter", "Question", "bound", "catalogue", "find_question", "read_question"]

_HEADER = re.compile(r"^#\+ ?(.*)\n", re.MULTILINE)
_FIELDS = frozenset(
    {"summary", "summary_zh", "description", "description_zh", "tags", "parameters", "columns", "lists"}
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """What can be filled into a question: its type (of :mod:`zhoubao.questions.parameter_values`), what holds without it, what it means.

    A parameter with an example has to be given; the example is what the documentation and the tests ask with.
    """

    name: str
    type: str
    default: str | None
    example: str | None
    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question: what it asks in both languages, its tags, parameters, columns with their titles, and its query."""

    id: str
    en: str
    zh: str
    about_en: str
    about_zh: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    columns: tuple[tuple[str, str], ...]
    lists: frozenset[str]
    query: str

    def parameter(self, name: str) -> Parameter:
        """A parameter by name; raises UsageError E-PARAMETER with the names there are."""
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        known = ", ".join(parameter.name for parameter in self.parameters) or "–"
        raise UsageError("E-PARAMETER", self.id, name=name, known=known)

    def titles(self, language: str) -> tuple[str, ...]:
        """The titles of the columns."""
        return tuple(title if language == "zh" else name.replace("_", " ") for name, title in self.columns)


def read_question(path: Path) -> Question:
    """Read one file; raises ValueError that names the file when it is not as the module says."""
    text = path.read_text("utf-8")
    try:
        header = yaml.load("\n".join(_HEADER.findall(text)), Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        raise ValueError(f"{path.name}: the header is not YAML: {error}") from error
    if not isinstance(header, dict) or not set(header) <= _FIELDS:
        raise ValueError(f"{path.name}: the header has fields other than {', '.join(sorted(_FIELDS))}")
    try:
        return Question(
            id=path.stem,
            en=header["summary"],
            zh=header["summary_zh"],
            about_en=header["description"],
            about_zh=header["description_zh"],
            tags=tuple(header["tags"]),
            parameters=tuple(
                Parameter(name, entry["type"], entry.get("default"), entry.get("example"), entry["en"], entry["zh"])
                for name, entry in header.get("parameters", {}).items()
            ),
            columns=tuple(header["columns"].items()),
            lists=frozenset(header.get("lists", ())),
            query=_HEADER.sub("", text),
        )
    except (KeyError, AttributeError, TypeError) as error:
        raise ValueError(f"{path.name}: the header lacks {error}") from error


@cache
def catalogue() -> Mapping[str, Question]:
    """All questions by id, sorted."""
    return {path.stem: read_question(path) for path in sorted(resources.path("queries").glob("*.rq"))}


def find_question(name: str) -> Question:
    """A question by its id; raises UsageError E-QUESTION with the ids that are spelled alike."""
    found = catalogue().get(name)
    if found is None:
        raise UsageError("E-QUESTION", name, near=nearest(name, catalogue()))
    return found


def bound(question: Question, values: Mapping[str, ox.NamedNode | ox.Literal]) -> str:
    """The query with values in the places of its parameters.

    >>> bound(find_question("evidence"), {"fact": ox.NamedNode("urn:x")}).count("VALUES ?fact { <urn:x> }")
    1
    """
    query = question.query
    for name, term in values.items():
        place = re.compile(rf"^(\s*).*#\? {re.escape(question.parameter(name).name)}$", re.MULTILINE)
        block = f"VALUES ?{name} {{ {term} }}"
        query = place.sub(lambda line, block=block: line[1] + block, query)  # type: ignore[misc]
    return query
