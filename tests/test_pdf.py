"""PDF: the order of reading, paragraphs, running heads, tables, and what is refused.

The documents are written here by hand, so that each letter stands where the test wants it; PDFs of real programs are
read in test_formats.py.
"""

from __future__ import annotations

import zlib
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mappers.text.formats.pdf import read
from mappers.text.source import SourceError

WIDTH, HEIGHT, SIZE = 600, 800, 12
LEFT, FULL = 60, 40  # left margin, characters of a full line


@dataclass(frozen=True)
class At:
    """Words whose upper left corner stands at a point."""

    x: float
    top: float
    text: str
    size: float = SIZE


def made(*pages: str | list[At], extra: bytes = b"") -> bytes:
    """A PDF of pages, each given as the operators of its content or as words."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Song /DW 1000 /FontDescriptor 5 0 R"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
        b"<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 -120 1000 880] /Ascent 880 /Descent -120"
        b" /ItalicAngle 0 /CapHeight 880 /StemV 80 >>",
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
        b"\nstream\n\xff\nendstream",
    ]
    kids = []
    for page in pages:
        content = page if isinstance(page, str) else "".join(map(shown, page))
        stream = zlib.compress(content.encode())
        kids.append(len(objects) + 1)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {len(objects) + 2} 0 R"
            " /Resources << /Font << /F 3 0 R >> /XObject << /I 6 0 R >> >> >>".encode()
        )
        objects.append(f"<< /Length {len(stream)} /Filter /FlateDecode >>\nstream\n".encode() + stream + b"\nendstream")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] /Count {len(kids)} >>".encode()
    out, places = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + item + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R "
    return out + head.encode() + extra + f" >>\nstartxref\n{len(out)}\n%%EOF\n".encode()


def shown(words: At) -> str:
    code = words.text.encode("utf-16-be").hex()
    return f"BT /F {words.size} Tf {words.x} {HEIGHT - words.top - words.size * 0.88} Td <{code}> Tj ET\n"


def lines(*texts: str, top: float = 200, x: float = LEFT, step: float = 20) -> list[At]:
    """Lines below each other; a line that begins with blanks is set in."""
    return [
        At(x + SIZE * (len(text) - len(text.lstrip("　"))), top + step * number, text.lstrip("　"))
        for number, text in enumerate(texts)
    ]


def text(*pages: str | list[At]) -> str:
    return read(made(*pages), "made.pdf").content


ONE = "　　市林业局三月五日印发古树名木移植审批规程对申请材料办理时限和现场勘验作出"
REST = "规定自四月一日起施行。"
assert len(ONE) == 38


def full(text: str) -> str:
    """A line that reaches the right margin."""
    return text + "字" * (FULL - len(text))


def test_a_full_line_goes_on_in_the_next_one() -> None:
    assert text(lines(full(ONE), REST)) == full(ONE).strip("　") + REST + "\n"


def test_a_line_that_is_not_full_ends_a_paragraph() -> None:
    assert text(lines("窗口工作周报", full(ONE), REST)).count("\n") == 2


def test_a_line_that_is_set_in_begins_a_paragraph() -> None:
    assert text(lines(full(ONE), full("规定"), "　　二是开展培训。")).splitlines()[1] == "二是开展培训。"


def test_a_line_further_below_begins_a_paragraph() -> None:
    page = [*lines(full(ONE), full("规定")), *lines(REST, top=280)]
    assert text(page).splitlines()[1] == REST


def test_figures_that_had_no_room_in_a_line_go_on() -> None:
    page = lines(full(ONE)[:-3], "12345件。", full(ONE), REST)
    assert text(page).splitlines()[0].endswith("勘验作12345件。")


def test_pages_are_parted_by_form_feeds_and_counted() -> None:
    found = read(made(lines("一、工作", "　　甲。"), lines("二、数据"), lines("乙。")), "made.pdf")
    assert found.content == "一、工作\n甲。\n\f二、数据\n\f乙。\n"
    assert [found.page(found.content.index(sign)) for sign in ("一", "甲", "二", "乙")] == [1, 1, 2, 3]
    assert found.paragraph(0) is None


def test_a_paragraph_goes_on_over_a_page_and_its_rest_is_on_the_next() -> None:
    found = read(made(lines(full(ONE)), lines(REST, "　　乙。")), "made.pdf")
    assert found.content == full(ONE).strip("　") + REST + "\n\f乙。\n"
    assert found.page(found.content.index("规定自")) == 2
    assert found.page(found.content.index("字")) == 1


def test_page_numbers_and_running_heads_are_left_out() -> None:
    pages = [
        [At(LEFT, 30, "某市政务服务中心周报"), *lines(f"　　第{sign}项。"), At(290, 770, f"— {number} —")]
        for number, sign in enumerate("甲乙丙", 1)
    ]
    pages[0].append(At(LEFT, 150, "某市政务服务中心周报"))
    assert text(*pages) == "某市政务服务中心周报\n第甲项。\n\f第乙项。\n\f第丙项。\n"


def test_a_title_that_is_printed_once_on_the_first_page_stays() -> None:
    page = [At(LEFT, 30, "某市政务服务中心周报"), *lines("　　甲。")]
    assert text(page, page) == "某市政务服务中心周报\n甲。\n\f甲。\n"


def test_what_a_browser_prints_around_a_page_is_left_out() -> None:
    page = [At(20, 15, "2024/6/14 09:30"), *lines("　　甲。"), At(20, 780, "https://www.example.org/a.html 1/1")]
    assert text(page) == "甲。\n"


def test_columns_are_read_one_after_the_other() -> None:
    left = lines(*[f"左栏第{sign}行的正文共有十八个字在此" for sign in "甲乙丙丁戊己庚辛"], x=60)
    right = lines(*[f"右栏第{sign}行的正文共有十八个字在此" for sign in "甲乙丙丁戊己庚辛"], x=320)
    found = text([At(200, 100, "窗口工作周报"), *[word for pair in zip(left, right, strict=True) for word in pair]])
    assert found.index("左栏第辛行") < found.index("右栏第甲行")
    assert found.startswith("窗口工作周报\n")


def boxes(columns: list[int], tops: list[int]) -> str:
    return "".join(
        f"{x0} {HEIGHT - below} {x1 - x0} {below - top} re S\n"
        for x0, x1 in pairwise(columns)
        for top, below in pairwise(tops)
    )


def test_a_ruled_table_becomes_rows_of_cells() -> None:
    cells = [("窗口", "办结"), ("民政", "12"), ("公安", "")]
    words = [
        At(65 + 100 * column, 205 + 30 * row, cell)
        for row, pair in enumerate(cells)
        for column, cell in enumerate(pair)
        if cell
    ]
    page = "".join(map(shown, [*words, At(LEFT, 150, "上文"), At(LEFT, 400, "下文")]))
    found = text(page + boxes([60, 160, 260], [200, 230, 260, 290]))
    assert found == "上文\n窗口\t办结\n民政\t12\n公安\t\n下文\n"


def test_a_row_cut_by_the_end_of_a_page_is_made_whole() -> None:
    first = [At(65, 705, "1"), At(165, 705, "市场监管"), At(265, 705, "100")]
    first += [At(65, 735, "2"), At(165, 735, "住房城乡建"), At(265, 735, "99")]
    second = [At(165, 45, "设局"), At(65, 75, "3"), At(165, 75, "民政局"), At(265, 75, "98")]
    pages = (
        "".join(map(shown, words)) + boxes([60, 160, 260, 360], tops)
        for words, tops in ((first, [700, 730, 760]), (second, [40, 70, 100]))
    )
    assert text(*pages) == "1\t市场监管\t100\n2\t住房城乡建设局\t99\n\f3\t民政局\t98\n"


def test_a_figure_at_the_edge_is_no_page_number_unless_pages_count_on() -> None:
    pages = [[*lines("　　甲。"), At(290, 760, figure)] for figure in ("114", "100")]
    assert text(*pages) == "甲。\n114\n\f甲。\n100\n"
    pages = [[*lines("　　甲。"), At(290, 760, figure)] for figure in ("7", "8")]
    assert text(*pages) == "甲。\n\f甲。\n"


def test_a_frame_is_no_table() -> None:
    page = "".join(map(shown, lines("甲。"))) + boxes([50, 550], [180, 260])
    assert text(page) == "甲。\n"


def test_a_name_too_long_for_its_column_stays_whole() -> None:
    rows = [At(60, 200, "序号"), At(110, 200, "窗口名称"), At(180, 200, "得分")]
    rows += [At(60, 230, "1"), At(110, 230, "市场监督管"), At(180, 230, "100"), At(110, 244, "理局")]
    assert text(rows) == "序号 窗口名称 得分\n1 市场监督管理局 100\n"


def test_radicals_that_fonts_give_are_read_as_characters() -> None:
    assert text(lines("⺠政局⻓⼯作")) == "民政局长工作\n"


def test_letters_printed_twice_for_bold_type_are_read_once() -> None:
    assert text([*lines("公告"), *lines("公告", x=LEFT + 0.3)]) == "公告\n"


PICTURE = f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /I Do Q"
ENCRYPT = b"/ID [<00><00>] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <%s> /U <%s> >>" % (
    b"11" * 32,
    b"22" * 32,
)
GOOD = made(lines("甲。"))
HOSTILE = {
    "a scan": (made(PICTURE), "E-NO-TEXT"),
    "a scanned page among others": (made(lines("甲。"), PICTURE), "E-NO-TEXT"),
    "protected": (made(lines("甲。"), extra=ENCRYPT), "E-ENCRYPTED"),
    "no text": (made(""), "E-EMPTY"),
    "no pages": (made(), "E-EMPTY"),
    "cut short": (GOOD[:60], "E-"),
    "empty": (b"", "E-EMPTY"),
    "really a Word document": (b"PK\x03\x04 ...", "E-FORMAT"),
    "too many pages": (made(*[lines("甲。")] * 301), "E-TOO-LARGE"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_cannot_be_read_says_what_it_is_and_what_to_do(what: str) -> None:
    data, code = HOSTILE[what]
    with pytest.raises(SourceError) as caught:
        read(data, "bad.pdf")
    assert caught.value.code.startswith(code), caught.value
    assert caught.value.remedy
    assert "\n" not in str(caught.value)


def test_a_scan_names_what_is_missing() -> None:
    with pytest.raises(SourceError, match="pages 2 are pictures without a text layer; run OCR"):
        read(made(lines("甲。"), PICTURE), "scan.pdf")


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mappers.text.formats.pdf._MOST_BYTES", 10_000)
    with pytest.raises(SourceError, match="E-TOO-LARGE"):
        read(made(" " * 100_000), "bomb.pdf")


@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=40))
def test_a_damaged_file_is_read_or_refused_never_a_crash(place: int, noise: bytes) -> None:
    with suppress(SourceError):
        assert read(GOOD[:place] + noise + GOOD[place + len(noise) :], "damaged.pdf").content.strip()
