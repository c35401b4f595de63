"""The projections: what counts as a link, one SPARQL query each, in ``queries/networks/*.rq``.

A query gives ``?source ?target ?fact``, one row for each fact that links the two, and ``?what`` where links are counted
by what they are about (matters) instead of by facts. The tag ``directed`` says that a link leads from one to the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from mappers import resources
from zhoubao.errors import UsageError
from zhoubao.questions.catalogue import Question, read_question
from zhoubao.store.query_results import ResultTable

__all__ = ["find_projection", "projection_table", "projections"]


@cache
def projections() -> Mapping[str, Question]:
    """All projections by name, sorted."""
    return {path.stem: read_question(path) for path in sorted(resources.path("queries").glob("networks/*.rq"))}


def find_projection(name: str) -> Question:
    """A projection by its name; raises UsageError E-VALUE with the names there are."""
    found = projections().get(name)
    if found is None:
        raise UsageError("E-VALUE", f"projection={name}", type="projection", example=", ".join(projections()))
    return found


def projection_table() -> ResultTable:
    """The projections with what they mean, one row each."""
    rows = tuple((name, one.zh, one.en, one.about_zh, one.about_en) for name, one in projections().items())
    return ResultTable(("name", "zh", "en", "about_zh", "about_en"), rows)
