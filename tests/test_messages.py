"""One catalogue: every text is there in both languages with the same values, is used, and stands nowhere else."""

from __future__ import annotations

import ast
import json
import pickle
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from mappers.clauses.reading import Mood
from mappers.text.source import SourceError
from tests.conftest import ROOT
from zhoubao.checks.finding import SEVERITIES
from zhoubao.cli.entity_tree import SORTS as CHANGES
from zhoubao.errors import LeftOutError, StoreError
from zhoubao.explore.network.drawing import SORTS as NODES
from zhoubao.explore.page.name_marks import SORTS as NAMES
from zhoubao.explore.tile_map import SUBJECTS
from zhoubao.messages import Bilingual, catalogue, language, wording
from zhoubao.questions.bulletin_comparison import TOPICS

HAN = re.compile(r"[\u4e00-\u9fff]")
TEXTS = [
    pytest.param(entry, id=f"{section}-{name}")
    for section in catalogue()
    for name, entry in catalogue()[section].items()
]
ERRORS = [
    pytest.param(name, entry, id=name)
    for section in ("message", "source")
    for name, entry in catalogue()[section].items()
    if name[:2] in ("E-", "N-")
]
#: The texts of these are chosen by what the code or the data has -> all that it has.
CHOSEN = {
    "severity": {*SEVERITIES, "Note"},
    "reason": {*Mood, "unknown"},
    "sort": {*NODES},
    "name": {*NAMES.values()},
    "topic": {*TOPICS},
    "change": {*CHANGES},
    "map": {*SUBJECTS},
    "map_about": {*SUBJECTS},
    "difference": {"content", "count", "extra", "manifest", "missing"},  # kinds of GraphDifference
}
#: Chinese words in code that are no messages: names that are recognised or stand for a default, and a title in data.
NO_MESSAGES = {
    "cli/commands/plot.py": "a default value and an example",
    "evaluation/arguments.py": "a beginning of names",
    "exchange/files/description.py": "the title of the data set, in both languages",
    "exchange/files/fact_tables.py": "titles of columns in Chinese, beside names of columns in code",
    "explore/tile_map.py": "ends of names, defaults",
}


def values(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("entry", TEXTS)
def test_both_languages_have_the_same_values(entry: Bilingual) -> None:
    assert values(entry.zh) == values(entry.en)


@pytest.mark.parametrize("entry", TEXTS)
def test_chinese_is_chinese_and_english_is_not(entry: Bilingual) -> None:
    letters = re.sub(r"\{[^}]*\}|PDF", "", entry.zh)
    assert HAN.search(entry.zh) or not re.search(r"[A-Za-z]", letters)
    assert not HAN.search(entry.en)


@pytest.mark.parametrize(("name", "entry"), ERRORS)
def test_a_message_says_what_to_do(name: str, entry: Bilingual) -> None:
    mark = {"E": ("；", ";"), "N": ("，", ",")}[name[0]]
    assert mark[0] in entry.zh
    assert mark[1] in entry.en


def test_the_catalogue_is_written_as_it_is_read() -> None:
    for path in (ROOT / "zhoubao/messages.json", ROOT / "mappers/text/source_errors.json"):
        text = path.read_text("utf-8")
        assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=1) + "\n"


def sources(*packages: str) -> Iterator[tuple[Path, ast.Module]]:
    for package in packages:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield path, ast.parse(path.read_text("utf-8"))


def named_in_code() -> set[tuple[str, str]]:
    """(section, name) of all that is asked for by name, in Python and in what pages are made of."""
    found = set()
    sections = {"message": "message", "label": "label", "source_words": "source", "SourceError": "source"}
    sections |= dict.fromkeys(("UsageError", "StoreError", "LeftOutError"), "message")
    for _, tree in sources("mappers", "zhoubao"):
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            function = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            given = [strings(argument) for argument in node.args[:2]]
            if function in ("wording", "in_both"):
                found |= {(section, name) for section in given[0] for name in given[1]}
            elif function in sections and given:
                found |= {(sections[function], name) for name in given[0]}
    return found


def constants(node: ast.AST) -> list[str]:
    """The string that a node is."""
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def strings(node: ast.expr) -> set[str]:
    """The strings that an expression can be."""
    return {text for part in ast.walk(node) for text in constants(part)}


def words_in_code() -> set[str]:
    """Every string in the code, and every word in the templates and scripts of pages."""
    files = [path for path in (ROOT / "zhoubao").rglob("*") if path.suffix in (".j2", ".js")]
    pages = "\n".join(path.read_text("utf-8") for path in files if "vendor" not in path.parts)
    code = {text for _, tree in sources("mappers", "zhoubao") for node in ast.walk(tree) for text in constants(node)}
    return {*re.findall(r"\w+", pages), *code}


def test_what_is_asked_for_by_name_is_in_the_catalogue() -> None:
    known = {(section, name) for section, texts in catalogue().items() for name in texts}
    missing = {pair for pair in named_in_code() if pair[0] in catalogue()} - known
    assert not {pair for pair in missing if pair[0] not in CHOSEN}
    for section, names in CHOSEN.items():
        assert set(catalogue()[section]) == names


def test_no_text_of_the_catalogue_is_unused() -> None:
    words = words_in_code()
    chosen = {*CHOSEN, "term"}  # terms are chosen by the data: tests/test_page.py
    unused = [
        (section, name)
        for section, texts in catalogue().items()
        if section not in chosen
        for name in texts
        if name not in words
    ]
    assert unused == []


def docstrings(tree: ast.Module) -> set[int]:
    """The nodes of the docstrings of a module."""
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef)
    nodes = (node for node in ast.walk(tree) if isinstance(node, kinds) and node.body)
    return {id(node.body[0].value) for node in nodes if isinstance(node.body[0], ast.Expr)}


def test_there_is_no_second_table() -> None:
    found: dict[str, set[str]] = {}
    for path, tree in sources("zhoubao"):
        left_out = docstrings(tree)
        for node in ast.walk(tree):
            text = node.value if isinstance(node, ast.Constant) and id(node) not in left_out else None
            if isinstance(text, str) and HAN.search(text):
                found.setdefault(str(path.relative_to(ROOT / "zhoubao")), set()).add(text)
    assert set(found) == set(NO_MESSAGES), found


def test_the_words_for_severities_agree() -> None:
    for chosen, names in (("zh", ["违规", "警告", "提示"]), ("en", ["violation", "warning", "note"])):
        assert [catalogue()["severity"][name].of(chosen) for name in SEVERITIES] == names
        for name, word in (("violations", names[0]), ("warnings", names[1])):
            assert word in catalogue()["label"][name].of(chosen)
            assert word in catalogue()["count"][name].of(chosen)


def test_what_is_filled_in_is_in_the_language_of_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    for chosen, expected in (("zh", "不是网页，而是PDF"), ("en", "no web page but a PDF")):
        monkeypatch.setenv("ZHOUBAO_LANG", chosen)
        values = {"form": catalogue()["source"]["form page"], "kind": catalogue()["source"]["kind pdf"]}
        assert str(SourceError("E-FORMAT/suffix", "a.html", **values, suffix=".pdf")).startswith(
            f"E-FORMAT a.html: {expected}"
        )
        assert wording("path", "rest", count=3) == {"zh": "，另有 3 件", "en": " and 3 more"}[chosen]


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_GB.UTF-8", "ZHOUBAO_LANG": "zh"}, "zh"),
        ({}, "en"),
    ],
)
def test_the_language_follows_the_setting_then_the_locale(
    variables: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ZHOUBAO_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert language() == expected


@pytest.mark.parametrize(
    "error",
    [
        LeftOutError("E-NO-PATH", "x"),
        StoreError("E-STORE-BUSY", "x", pid=1, doing="reading"),
        SourceError("E-UNREADABLE", "x", form=Bilingual("网页", "web page"), reason="odd"),
    ],
)
def test_an_error_survives_the_way_back_from_a_worker(error: Exception) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again)) == (type(error), str(error))
