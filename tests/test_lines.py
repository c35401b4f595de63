"""Lines: which are noise of the layout, which belong together; no input makes reading slower than its length."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mappers.text.layout import Paragraph, lay_out
from mappers.text.lines import display_width, read_lines, strip_noise
from mappers.text.structure import structure

HEAD = "窗口工作周报\n2023年第20期\n\n一、工作动态\n"
LONG = "水利厅在广元市召开全省取水许可审批工作推进会，总结上半年办理情况，部署下半年重点任务"


def paragraphs(text: str) -> list[str]:
    view, blocks = lay_out(text)
    return [view.text[block.start : block.end] for block in blocks if isinstance(block, Paragraph)]


def kept(text: str) -> list[str]:
    return [line.text for line in strip_noise(read_lines(text)) if not line.blank]


@given(st.text(st.sampled_from("水利厅。\n\r\f\v\u2028 \u3000#->*|"), max_size=200))
def test_lines_are_where_they_say(text: str) -> None:
    for line in read_lines(text):
        assert text[line.start : line.start + len(line.raw)] == line.raw
        assert len(line.text) == len(line.places)


@given(st.lists(st.sampled_from(["水利厅印发《办法》。", "", "（一）会议"]), max_size=8))
def test_windows_line_ends_read_like_others(lines: list[str]) -> None:
    unix, windows = (read_lines(end.join(lines)) for end in ("\n", "\r\n"))
    assert [line.text for line in unix] == [line.text for line in windows]


@pytest.mark.parametrize(
    "mark", ["- 3 -", "— 3 —", "－3－", "·3·", "第 3 页", "第3页 共8页", "第3页，共8页", "3 / 8", "~ 3 ~"]
)
def test_a_page_number_is_noise(mark: str) -> None:
    assert kept(f"水利厅印发《办法》。\n{mark}\n民政厅召开会议。") == ["水利厅印发《办法》。", "民政厅召开会议。"]


@pytest.mark.parametrize("line", ["3", "2023", "12件", "3月8日", "第3页有误", "1.5"])
def test_a_figure_alone_is_no_page_number(line: str) -> None:
    assert kept(f"水利厅印发《办法》。\n{line}\n民政厅召开会议。")[1] == line


@pytest.mark.parametrize("rule", ["----------", "——————", "==========", "* * *", "_____", "————————————"])
def test_a_rule_across_the_page_is_noise(rule: str) -> None:
    assert kept(f"水利厅印发《办法》。\n{rule}\n民政厅召开会议。") == ["水利厅印发《办法》。", "民政厅召开会议。"]


def test_a_running_head_that_comes_back_is_noise() -> None:
    text = f"{HEAD}{LONG}。\n- 1 -\n政务服务周报汇编\n{LONG}。\n- 2 -\n政务服务周报汇编\n{LONG}。"
    assert "政务服务周报汇编" not in kept(text)


def test_a_running_head_that_repeats_the_masthead_is_noise_at_once() -> None:
    text = f"{HEAD}{LONG}。\n- 1 -\n窗口工作周报2023年第20期\n{LONG}。"
    assert kept(text).count("窗口工作周报2023年第20期") == 0


def test_a_line_that_stands_beside_one_page_break_only_is_kept() -> None:
    assert "民政厅有关情况" in kept(f"{HEAD}{LONG}。\n- 1 -\n民政厅有关情况\n{LONG}。")


def test_a_page_break_inside_a_sentence_does_not_cut_it() -> None:
    text = f"{HEAD}{LONG[:24]}\n\n- 1 -\n\f{LONG[24:]}。\n"
    assert paragraphs(text)[-1] == f"{LONG}。"


def test_lines_cut_at_one_column_are_joined() -> None:
    body = f"{LONG}。" * 6
    cut = "\n".join(body[i : i + 25] for i in range(0, len(body), 25))
    assert "".join(paragraphs(HEAD + cut)[3:]) == body


def test_a_sentence_that_ends_ends_its_paragraph() -> None:
    assert paragraphs(f"{HEAD}{LONG}。\n{LONG}。")[-2:] == [f"{LONG}。"] * 2


def test_an_open_title_joins_its_lines() -> None:
    assert paragraphs(f"{HEAD}水利厅印发《取水许可\n审批办法》。")[-1] == "水利厅印发《取水许可审批办法》。"


@pytest.mark.parametrize("start", ["二、督查情况", "（二）会议", "2.会议", "送：省级部门。", "附件", "◆会议"])
def test_a_line_that_begins_something_is_not_joined(start: str) -> None:
    assert start.removeprefix("附件") in [p.removeprefix("附件") for p in paragraphs(f"{HEAD}{LONG}\n{start}\n")]


def test_latin_words_stay_apart_when_lines_are_joined() -> None:
    assert paragraphs(f"{HEAD}{LONG}Open\nData\n")[-1].endswith("Open Data")


@pytest.mark.parametrize(("text", "width"), [("水利厅", 6), ("GB18030", 7), ("第20期", 6), ("水利厅  ", 6)])
def test_width_counts_columns(text: str, width: int) -> None:
    assert display_width(text) == width


MILLION = 1_000_000
#: Each would not end in a lifetime if some step looked at all characters or lines again for each of them.
HOSTILE = {
    "one character": "厅" * MILLION,
    "open titles": "《" * MILLION,
    "open quotes": "“" * MILLION,
    "closing brackets": "）" * MILLION,
    "full stops": "。" * 200_000,
    "digits": "1" * MILLION,
    "blanks": "a" + " " * MILLION + "a",
    "wide blanks": "厅a" + "\u3000" * MILLION + "a",
    "hashes": "#" * MILLION,
    "stars": "*" * MILLION,
    "code marks": "`" * MILLION,
    "dashes": "—" * MILLION + "厅",
    "commas": "," * MILLION,
    "page number with a tail": "第1页" + " " * MILLION + "x",
    "table rule with a tail": "|a|b|\n|--|" + " " * MILLION + "x",
    "line feeds": "\n" * 50_000,
    "form feeds": "\f" * 50_000,
    "carriage returns": "\r" * 50_000,
    "page numbers": "- 1 -\n" * 20_000,
    "header words": "窗口\n" * 3_000,
    "single figures": "1\n" * 30_000,
    "headers without rows": "窗口\n受理\n办结\n1\n" * 5_000,
    "rows like their header": "窗口\t受理\n" * 20_000,
    "ragged rows": "a\tb\tc\td\n" + "x\ty\n" * 20_000,
    "one wide row": "\t" * 200_000 + "\n" + "a\tb\n" * 10_000,
    "headings": "一、\n" * 20_000,
    "attachments": "附件1\n水利厅印发文件。\n" * 10_000,
    "cut lines": "一、动态\n" + ("厅" * 40 + "\n") * 10_000,
    "cut lines in an open title": "一、动态\n《" + ("厅" * 40 + "\n") * 10_000,
    "items": "1.水利厅印发。\n" * 10_000,
    "rows of bars": "||\n" * 20_000,
    "one endless sentence": "水利厅" * (MILLION // 3),
    "buttons with a tail": "字体大小" * 20_000 + "x",
    "fields of a page": "发布时间" * 100_000,
    "a path of arrows": "首页" + ">" * MILLION + "x",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_layout_is_read_to_its_end(text: str) -> None:
    view, blocks = lay_out(text)
    parts = structure(view, blocks)
    assert all(0 <= block.start <= block.end <= len(view.text) for block in blocks)
    assert all(item.sentences == tuple(sorted(item.sentences, key=lambda s: s.start)) for item in parts.items)


def test_a_line_that_a_form_feed_ends_keeps_its_text() -> None:
    assert [line.text for line in strip_noise(read_lines("甲乙丙。\f丁。")) if line.text] == ["甲乙丙。", "丁。"]
