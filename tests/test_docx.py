"""Word documents: automatic numbers, tables, what is left out, and what is refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from mappers.text.formats.docx import LARGEST_PART, read
from mappers.text.formats.numbering import chinese, written
from mappers.text.source import SourceError, Text

Fill = Callable[[Any], None]


def saved(fill: Fill) -> bytes:
    document = docx.Document()
    fill(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def text(fill: Fill) -> Text:
    return read(saved(fill), "made.docx")


def lines(fill: Fill) -> list[str]:
    return text(fill).content.splitlines()


def define(document: Any, *levels: tuple[str, str]) -> int:
    """A list with levels of (format, wording); returns its number."""
    root = document.part.numbering_part.element
    key = 900 + len(root)
    made = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{wording}"/></w:lvl>'
        for i, (form, wording) in enumerate(levels)
    )
    item = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{key}">{made}</w:abstractNum>')
    root.insert(0, item)
    return int(root.add_num(key).numId)


def numbered(document: Any, words: str, num: int, level: int = 0) -> None:
    properties = document.add_paragraph(words)._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_numId().val = num
    properties.get_or_add_ilvl().val = level


OUTLINE = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))


def test_automatic_numbers_are_written_out() -> None:
    def fill(document: Any) -> None:
        num = define(document, *OUTLINE)
        for words, level in (
            ("工作", 0),
            ("会议", 1),
            ("甲", 2),
            ("乙", 2),
            ("走访", 1),
            ("丙", 2),
            ("数据", 0),
            ("丁", 1),
        ):
            numbered(document, words, num, level)

    assert lines(fill) == ["一、工作", "（一）会议", "1. 甲", "2. 乙", "（二）走访", "1. 丙", "二、数据", "（一）丁"]


def test_a_list_can_begin_again() -> None:
    def fill(document: Any) -> None:
        num = define(document, ("decimal", "%1."))
        root = document.part.numbering_part.element
        key = next(item for item in root.num_lst if item.numId == num).abstractNumId.val
        again = root.add_num(key)
        again.add_lvlOverride(0).add_startOverride(1)
        for number in (num, num, again.numId, again.numId):
            numbered(document, "事项", number)

    assert lines(fill) == ["1. 事项", "2. 事项", "1. 事项", "2. 事项"]


def test_a_style_gives_the_number() -> None:
    def fill(document: Any) -> None:
        num = define(document, *OUTLINE)
        style = document.styles["Heading 1"].element.get_or_add_pPr().get_or_add_numPr()
        style.get_or_add_numId().val = num
        document.add_paragraph("工作", style="Heading 1")
        document.add_paragraph("正文。")
        document.add_paragraph("数据", style="Heading 1")

    assert lines(fill) == ["一、工作", "正文。", "二、数据"]


def test_numbers_of_higher_levels_are_part_of_a_number() -> None:
    def fill(document: Any) -> None:
        num = define(document, ("chineseCounting", "第%1章"), ("decimal", "%1.%2"))
        numbered(document, "总则", num)
        numbered(document, "范围", num, 1)

    assert lines(fill) == ["第一章总则", "一.1 范围"]


@pytest.mark.parametrize(
    ("number", "form", "expected"),
    [
        (3, "decimalEnclosedCircle", "③"),
        (21, "decimalEnclosedCircle", "21"),
        (4, "upperRoman", "IV"),
        (28, "lowerLetter", "bb"),
        (12, "decimalFullWidth", "１２"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (2, "ideographTraditional", "乙"),
        (7, "someday", "7"),
    ],
)
def test_formats_of_numbers(number: int, form: str, expected: str) -> None:
    assert written(number, form) == expected


@given(st.integers(1, 9999))
def test_numbers_in_words_can_be_read_back(number: int) -> None:
    units = {"十": 10, "百": 100, "千": 1000}
    total, digit = 0, 0
    for sign in chinese(number):
        if sign in units:
            total += (digit or 1) * units[sign]
            digit = 0
        else:
            digit = "〇一二三四五六七八九".index(sign)
    assert total + digit == number


def test_a_table_becomes_rows_of_cells() -> None:
    def fill(document: Any) -> None:
        table = document.add_table(2, 2)
        for cell, words in zip(table._cells, ("窗口", "办结\n件数", "民政", "12"), strict=True):
            cell.text = words

    assert lines(fill) == ["窗口\t办结 件数", "民政\t12"]


def test_a_merged_cell_stands_in_its_first_place() -> None:
    def fill(document: Any) -> None:
        table = document.add_table(3, 3)
        for cell, words in zip(table._cells, "abcdefghi", strict=True):
            cell.text = words
        table.cell(0, 1).merge(table.cell(0, 2)).text = "办件"
        table.cell(1, 0).merge(table.cell(2, 0)).text = "成都"

    assert lines(fill) == ["a\t办件\t", "成都\te\tf", "\th\ti"]


def test_a_table_of_one_row_or_one_column_is_a_frame() -> None:
    def fill(document: Any) -> None:
        table = document.add_table(1, 2)
        table.cell(0, 0).text = "市政务服务中心"
        table.cell(0, 1).text = "2024年3月4日"

    assert lines(fill) == ["市政务服务中心", "2024年3月4日"]


def test_headers_footers_hidden_and_deleted_text_are_left_out() -> None:
    def fill(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "页眉"
        document.sections[0].footer.paragraphs[0].text = "第1页"
        paragraph = document.add_paragraph("正文")
        paragraph.add_run("隐藏").font.hidden = True
        space = nsdecls("w")
        paragraph._p.append(parse_xml(f"<w:del {space}><w:r><w:delText>删去</w:delText></w:r></w:del>"))
        paragraph._p.append(parse_xml(f"<w:ins {space}><w:r><w:t>插入</w:t></w:r></w:ins>"))

    assert lines(fill) == ["正文插入"]


def test_a_text_box_is_read_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>刊名</w:t></w:r></w:p></w:txbxContent>"
    both = (
        '<w:r xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" {}><mc:AlternateContent>'
        '<mc:Choice Requires="wps"><w:drawing>{}</w:drawing></mc:Choice><mc:Fallback><w:pict>{}</w:pict></mc:Fallback>'
        "</mc:AlternateContent></w:r>"
    )

    def fill(document: Any) -> None:
        document.add_paragraph("正文。")._p.append(parse_xml(both.format(nsdecls("w"), box, box)))

    assert lines(fill) == ["刊名", "正文。"]


def test_each_offset_knows_its_paragraph() -> None:
    found = text(lambda document: [document.add_paragraph(words) for words in ("一", "", "二\n三", "四")])  # type: ignore[arg-type,return-value]
    assert [found.paragraph(found.content.index(sign)) for sign in "一二三四"] == [1, 3, 3, 4]
    assert found.page(0) is None


def test_a_relationship_that_leads_nowhere_does_no_harm() -> None:
    data = rewritten(
        saved(lambda document: document.add_paragraph("正文。")),
        "word/_rels/document.xml.rels",
        lambda part: part.replace(
            b"</Relationships>",
            b'<Relationship Id="rId99" Type="http://x/image" Target="../NULL"/></Relationships>',
        ),
    )
    assert read(data, "made.docx").content == "正文。\n"


def rewritten(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return out.getvalue()


def refusal(data: bytes) -> SourceError:
    with pytest.raises(SourceError) as caught:
        read(data, "bad.docx")
    return caught.value


GOOD = saved(lambda document: document.add_paragraph("正文。"))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)
HOSTILE = {
    "cut short": (GOOD[: len(GOOD) // 2], "E-UNREADABLE"),
    "empty": (b"", "E-EMPTY"),
    "really .doc": (OLE, "E-FORMAT"),
    "protected": (OLE + "EncryptedPackage".encode("utf-16-le"), "E-ENCRYPTED"),
    "really a PDF": (b"%PDF-1.7\n", "E-FORMAT"),
    "really a page": (b"<html><body>x", "E-FORMAT"),
    "no Word document": (rewritten(GOOD, "_rels/.rels", lambda part: part.replace(b"word/", b"xl/")), "E-FORMAT"),
    "broken XML": (rewritten(GOOD, "word/document.xml", lambda part: part[:-20]), "E-UNREADABLE"),
    "a bomb": (rewritten(GOOD, "word/document.xml", lambda part: bytes(LARGEST_PART + 1)), "E-TOO-LARGE"),
    "entities": (
        rewritten(
            GOOD,
            "word/document.xml",
            lambda part: part.replace(b"<w:document", b'<!DOCTYPE a [<!ENTITY b "c">]><w:document'),
        ),
        "E-UNREADABLE",
    ),
    "no text": (saved(lambda document: None), "E-EMPTY"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_cannot_be_read_says_what_it_is_and_what_to_do(what: str) -> None:
    data, code = HOSTILE[what]
    error = refusal(data)
    assert error.code == code, error
    assert error.place == "bad.docx"
    assert error.remedy
    assert "\n" not in str(error)


@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=40))
def test_a_damaged_file_is_read_or_refused_never_a_crash(place: int, noise: bytes) -> None:
    data = GOOD[:place] + noise + GOOD[place + len(noise) :]
    with suppress(SourceError):
        assert read(data, "damaged.docx").content.strip()
