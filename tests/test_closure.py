"""What can be written can be asked for, and what is asked for can be written."""

from __future__ import annotations

import re
from functools import cache

import pyoxigraph as ox
import pytest
from model import written_terms

from mappers import resources
from mappers.rdf import iris
from zhoubao.questions.catalogue import Question, catalogue

TTL = ox.RdfFormat.TURTLE


def asked(prefix: str, query: str) -> set[str]:
    without_comments = re.sub(r"(?m)(?:^|\s)#.*$", "", query)
    return set(re.findall(rf"(?<![\w/#]){prefix}:([A-Za-z][\w-]*)", without_comments))


@cache
def declared(*folder: str) -> frozenset[str]:
    root = resources.path("ontology").joinpath(*folder)
    return frozenset(quad.subject.value for path in root.glob("*.ttl") for quad in ox.parse(path=str(path), format=TTL))


@cache
def shaped() -> frozenset[str]:
    return frozenset(
        term.value
        for path in resources.path("shapes").glob("*.ttl")
        for quad in ox.parse(path=str(path), format=TTL)
        for term in (quad.subject, quad.object)
        if isinstance(term, ox.NamedNode)
    )


@pytest.mark.parametrize("term", [*written_terms()])
def test_what_can_be_written_is_asked_for_by_a_question(term: str) -> None:
    assert any(term in asked("zw", question.query) for question in catalogue().values())


@pytest.mark.parametrize("question", catalogue().values(), ids=lambda question: question.id)
def test_a_question_asks_for_declared_terms_only(question: Question) -> None:
    assert {iris.ONTOLOGY + name for name in asked("zw", question.query)} - declared() == set()
    assert {iris.CODE + name for name in asked("code", question.query)} - declared("codes") == set()


@pytest.mark.parametrize("question", catalogue().values(), ids=lambda question: question.id)
def test_a_question_names_things_that_the_registers_or_the_texts_have(question: Question) -> None:
    for name in asked("region", question.query) | asked("body", question.query):
        found = {iris.BASE + "id/region/" + name, iris.BASE + "id/org/" + name}
        assert found & declared("registers")


# a named part of an event, the only plain Event, has nothing but its name
@pytest.mark.parametrize(
    "term",
    [
        term
        for term in written_terms()
        if term[0].isupper() and term not in ("Event", "Department", "Note", "UnreadSentence")
    ],
)
def test_a_class_that_can_be_written_is_shaped(term: str) -> None:
    assert iris.ONTOLOGY + term in shaped()
