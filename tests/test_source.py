"""From bytes to text: every input gives a text or an error that says what, where and what to do."""

from __future__ import annotations

import hashlib
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mappers.facts.model import KINDS
from mappers.mapping import map_bulletin
from mappers.text.readers import READERS, read_file
from mappers.text.source import SourceError, Text, read_text

BULLETIN = "窗口工作周报\n2023年第20期\n\n一、工作动态\n水利厅印发《取水许可审批细则》，明确办理层级和时限。\n"


def problem(data: bytes) -> SourceError:
    with pytest.raises(SourceError) as caught:
        read_text(data, "a.txt")
    return caught.value


@given(st.binary(max_size=200) | st.text(max_size=60).map(lambda text: text.encode("gb18030", "ignore")))
def test_any_bytes_give_a_text_or_a_full_error(data: bytes) -> None:
    try:
        text = read_text(data, "a.txt")
    except SourceError as error:
        assert error.code.startswith("E-")
        assert error.place == "a.txt"
        assert error.remedy
        assert "\n" not in str(error)
    else:
        assert text.content.strip()
        assert text.sha256 == hashlib.sha256(data).hexdigest()


@given(st.text(max_size=200))
def test_any_text_is_mapped_or_refused_as_no_bulletin(content: str) -> None:
    try:
        mapped = map_bulletin(Text(content, "0" * 64, "a.txt", "utf-8"))
    except SourceError as error:
        assert error.code == "E-NOT-BULLETIN"
    else:
        assert mapped.bulletin.text.content == content


@pytest.mark.parametrize(
    "tail", ["", "一", "1.", "《", "送：", "|a|b|\n", "窗口\t受理\n", "\n（共印", "6月31日，", "\f- 1 -"]
)
def test_a_bulletin_that_breaks_off_anywhere_is_read(tail: str) -> None:
    for end in range(20, len(BULLETIN) + 1, 3):
        try:
            mapped = map_bulletin(read_text((BULLETIN[:end] + tail).encode(), "a.txt"))
        except SourceError as error:
            assert error.code == "E-NOT-BULLETIN"
        else:
            assert mapped.bulletin.masthead.issue == 20


def test_utf8_keeps_every_character() -> None:
    assert read_text(BULLETIN.encode(), "a.txt").content == BULLETIN


def test_byte_order_mark_is_no_character_but_counts_in_the_digest() -> None:
    data = BULLETIN.encode("utf-8-sig")
    text = read_text(data, "a.txt")
    assert (text.content, text.encoding) == (BULLETIN, "utf-8")
    assert text.sha256 == hashlib.sha256(data).hexdigest()


def test_gb18030_is_recognised() -> None:
    text = read_text(BULLETIN.encode("gb18030"), "a.txt")
    assert (text.content, text.encoding) == (BULLETIN, "gb18030")


def test_gb18030_and_utf8_give_the_same_facts() -> None:
    facts = [map_bulletin(read_text(BULLETIN.encode(code), "a.txt")).facts for code in ("utf-8", "gb18030")]
    assert facts[0]
    assert facts[0] == facts[1]


def test_windows_line_ends_stay_and_change_no_slot() -> None:
    unix, windows = (map_bulletin(read_text(BULLETIN.replace("\n", end).encode(), "a.txt")) for end in ("\n", "\r\n"))
    assert windows.bulletin.text.content.count("\r\n") == 5
    said = [[fact.slots for fact in mapped.facts if fact.kind in KINDS] for mapped in (unix, windows)]
    assert said[0]
    assert said[0] == said[1]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "E-EMPTY"),
        (b" \r\n\t", "E-EMPTY"),
        ("\ufeff".encode(), "E-EMPTY"),
        (BULLETIN.encode("utf-16"), "E-ENCODING"),
        (BULLETIN.encode("utf-16-be"), "E-BINARY"),
        (b"PK\x03\x04\x00\x00", "E-BINARY"),
        (b"\xff\xd8\xff\xe0" * 9, "E-ENCODING"),
        ("résumé".encode("latin-1"), "E-ENCODING"),
        (BULLETIN.encode()[:-40] + b"\xe5\n", "E-ENCODING"),
    ],
    ids=["nothing", "blanks", "mark alone", "utf-16", "utf-16 without mark", "zip", "jpeg", "latin-1", "cut off"],
)
def test_what_is_no_text_is_refused(data: bytes, code: str) -> None:
    assert problem(data).code == code


def test_the_first_bad_byte_is_named() -> None:
    assert "first bad byte at 4, line 2" in str(problem(b"abc\n\xffx"))


def test_an_error_survives_the_way_between_processes() -> None:
    error = problem(b"")
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.code, again.remedy) == (str(error), error.code, error.remedy)


def test_a_file_is_read_by_its_suffix_in_any_case(tmp_path: Path) -> None:
    path = tmp_path / "B.TXT"
    path.write_text(BULLETIN, "utf-8")
    assert read_file(path).content == BULLETIN


def test_an_unknown_format_names_those_that_are_known(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        read_file(tmp_path / "b.xyz")
    assert caught.value.code == "E-FORMAT"
    assert all(suffix in caught.value.remedy for suffix in READERS)


@pytest.mark.parametrize("name", ["missing.txt", "folder.txt"])
def test_what_cannot_be_opened_is_one_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(SourceError) as caught:
        read_file(tmp_path / name)
    assert caught.value.code == "E-UNREADABLE"
    assert name in caught.value.place


@pytest.mark.parametrize(
    "content", ["只有一段文字。\n", "窗口工作周报\n2023年第20期\n", "1,2,3\n4,5,6\n", "# Read me\n\nWords.\n"]
)
def test_a_text_that_is_no_bulletin_is_refused(content: str) -> None:
    with pytest.raises(SourceError) as caught:
        map_bulletin(read_text(content.encode(), "a.txt"))
    assert caught.value.code == "E-NOT-BULLETIN"
