"""Every message is there in both languages, with the same values, and every error that is raised has one."""

from __future__ import annotations

import pickle
import re
import string
from pathlib import Path

import pytest

from zhoubao.errors import LeftOutError, StoreError
from zhoubao.messages import LABELS, MESSAGES, Message, language

PACKAGE = Path(__file__).resolve().parent.parent / "zhoubao"


def values(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", MESSAGES)
def test_both_languages_tell_the_same_values(code: str) -> None:
    assert values(MESSAGES[code].zh) == values(MESSAGES[code].en)


@pytest.mark.parametrize("code", MESSAGES)
def test_a_message_says_what_to_do(code: str) -> None:
    mark = {"E": ("；", ";"), "N": ("，", ",")}[code[0]]
    assert mark[0] in MESSAGES[code].zh
    assert mark[1] in MESSAGES[code].en


@pytest.mark.parametrize("entry", LABELS.values())
def test_a_label_is_chinese_in_chinese(entry: Message) -> None:
    assert re.search(r"[\u4e00-\u9fff]", entry.zh)
    assert entry.en.isascii()


def test_each_code_that_is_raised_has_a_message_and_each_message_is_used() -> None:
    raised = set()
    for path in PACKAGE.rglob("*.py"):
        if path.name != "messages.py":
            raised |= set(re.findall(r"\b[EN](?:-[A-Z]{2,})+\b", path.read_text("utf-8")))
    assert raised - {"E-UNREADABLE"} == set(MESSAGES)


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
    "error", [LeftOutError("E-NO-PATH", "x"), StoreError("E-STORE-BUSY", "x", pid=1, doing="reading")]
)
def test_an_error_survives_the_way_back_from_a_worker(error: Exception) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again)) == (type(error), str(error))
