"""Tables in the forms that copying leaves: pipes, tabs, aligned blanks, one cell per line."""

from __future__ import annotations

import pytest

from mappers.text.bulletin import TextTable
from mappers.text.layout import lay_out
from mappers.text.structure import structure
from mappers.text.view import View

ROWS = [
    ["序号", "窗口", "基础分", "减分", "总分"],
    ["1", "水利厅", "100", "0", "100"],
    ["", "民政厅", "100", "0", "100"],
    ["3", "省药监局", "100", "-2", "98"],
]


def tables(text: str) -> tuple[TextTable, ...]:
    return structure(*lay_out(text)).tables


def cells(table: TextTable) -> list[list[str]]:
    return [[cell.text for cell in row] for row in (table.header, *table.rows)]


def joined(separator: str) -> str:
    return "\n".join(separator.join(row) for row in ROWS)


def with_text(table: str) -> str:
    lead = "本月各窗口得分如下，请各单位对照查找不足并及时改进有关工作。"
    return f"一、情况通报\n{lead}\n{table}\n二、工作动态\n水利厅印发《办法》。\n"


@pytest.mark.parametrize(
    "table",
    [
        joined("\t"),
        "\n".join(f"| {' | '.join(row)} |" for row in ROWS),
        "\n".join(f"|{'|'.join(row)}|" for row in [ROWS[0], ["---"] * 5, *ROWS[1:]]),
        "\n".join(f"｜{'｜'.join(row)}｜" for row in ROWS),
        joined("   "),
        joined("\u3000\u3000"),
        "\n".join(cell for row in ROWS for cell in row if cell),
        "\n\n".join(cell for row in ROWS for cell in row if cell),
    ],
    ids=["tabs", "pipes", "markdown", "wide pipes", "blanks", "wide blanks", "one per line", "one per line, apart"],
)
def test_one_table_in_every_form(table: str) -> None:
    (found,) = tables(with_text(table))
    assert cells(found) == ROWS


def test_a_blank_rank_stays_blank_and_has_no_length() -> None:
    (found,) = tables(with_text(joined("\t")))
    assert (found.rows[1][0].text, found.rows[1][0].start) == ("", found.rows[1][0].end)


def test_header_repeated_after_a_page_break_is_no_row() -> None:
    lines = joined("\t").split("\n")
    cut = "\n".join([*lines[:2], "— 3 —", "\f" + lines[0], *lines[2:]])
    (found,) = tables(with_text(cut))
    assert cells(found) == ROWS


def test_page_number_does_not_cut_a_table() -> None:
    lines = joined("\t").split("\n")
    (found,) = tables(with_text("\n".join([*lines[:3], "", "- 4 -", "", *lines[3:]])))
    assert cells(found) == ROWS


def test_two_tables_side_by_side_keep_all_their_cells() -> None:
    (found,) = tables(with_text("窗口\t受理\t窗口\t受理\n水利厅\t12\t司法厅\t7\n民政厅\t9\t\t\n"))
    assert cells(found)[1:] == [["水利厅", "12", "司法厅", "7"], ["民政厅", "9", "", ""]]


def test_missing_cells_at_the_end_of_a_row_are_blank() -> None:
    (found,) = tables(with_text("窗口\t受理\t办结\t得分\n水利厅\t12\t11\t99\n民政厅\t51\n司法厅\t3\t2\t1"))
    assert cells(found)[2] == ["民政厅", "51", "", ""]


def test_evidence_of_a_row_with_missing_cells_reaches_its_last_character() -> None:
    text = with_text("窗口\t受理\t办结\t得分\n水利厅\t12\t11\t99\n民政厅\t51\n司法厅\t3\t2\t1")
    view, blocks = lay_out(text)
    row = structure(view, blocks).tables[0].rows[1]
    first, last = view.original(row[0].start, row[-1].end)
    assert text[first:last] == "民政厅\t51"


@pytest.mark.parametrize("table", [joined("\t"), joined("   "), "\n".join(c for row in ROWS for c in row if c)])
def test_cells_stand_where_they_say(table: str) -> None:
    text = with_text(table)
    view, blocks = lay_out(text)
    for row in structure(view, blocks).tables[0].rows:
        for cell in row:
            if cell.text:
                first, last = view.original(cell.start, cell.end)
                assert text[first:last] == cell.text


def test_caption_is_the_short_line_above() -> None:
    text = f"一、工作动态\n水利厅印发《办法》，明确办理层级和时限要求。\n\n附件\n6月窗口得分表\n{joined(chr(9))}\n"
    (found,) = tables(text)
    assert found.caption == "6月窗口得分表"


def test_the_table_belongs_to_its_section() -> None:
    (found,) = tables(with_text(joined("\t")))
    assert found.section == "1"


@pytest.mark.parametrize(
    "text",
    [
        "水利厅 民政厅 司法厅\n分别召开会议。\n",
        "一、工作动态\n水利厅窗口 6月5日 印发《办法》。\n",
        "窗口\t受理\n",
        "水利厅|民政厅\n",
        "1\n2\n3\n4\n5\n6\n",
    ],
)
def test_prose_and_loose_cells_are_no_table(text: str) -> None:
    assert tables(text) == ()


def test_text_after_a_table_is_read_on() -> None:
    view: View
    view, blocks = lay_out(with_text(joined("\t")))
    assert [view.text[item.start : item.end] for item in structure(view, blocks).items][-1] == "水利厅印发《办法》。"
