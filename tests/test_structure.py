"""Sections by position, items, sentences, what stands before and after them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mappers.text.layout import lay_out
from mappers.text.structure import Structure, split_sentences, structure

FRONT = "窗口工作周报\n2023年第20期\n\n"
SENTENCE = "水利厅印发《取水许可审批细则》，明确办理层级和时限。"


LINES = (
    "一、动态",
    "二、数据",
    "（一）会议",
    "1.会议",
    "1.会议。",
    "第一部分 总体",
    "附件",
    "窗口\t受理",
    "送：部门。",
    SENTENCE,
)


def read(text: str) -> tuple[Structure, str]:
    view, blocks = lay_out(text)
    return structure(view, blocks), view.text


def keys(text: str) -> list[tuple[str, str]]:
    return [(section.key, section.title) for section in read(text)[0].sections]


def sentences(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split_sentences(text, 0, len(text))]


@given(st.text(st.sampled_from("水利厅。！？；《》（）“”，\n"), max_size=80))
def test_sentences_tile_their_text(text: str) -> None:
    found = split_sentences(text, 0, len(text))
    assert all(a.end == b.start for a, b in itertools.pairwise(found))
    assert not found or found[0].start == 0
    assert not text[found[-1].end if found else 0 :].strip()


@given(
    st.lists(
        st.sampled_from(["一、动态", "（一）会议", "1.会议。", SENTENCE, "窗口\t受理", "送：省级部门。", "附件"]),
        max_size=9,
    )
)
def test_sentences_tile_their_item_and_items_do_not_overlap(lines: list[str]) -> None:
    parts, text = read(FRONT + "\n".join(lines))
    last = 0
    for item in parts.items:
        assert last <= item.start <= item.body <= item.end
        last = item.end
        edges = [item.body, *(s.end for s in item.sentences)]
        assert [s.start for s in item.sentences] == edges[:-1]
        assert not text[edges[-1] : item.end].strip()


@given(
    st.lists(
        st.sampled_from(["一、动态", "二、数据", "（一）会议", "1.会议", "附件", "第一部分 总体", SENTENCE]), max_size=9
    )
)
def test_sections_have_keys_of_their_own_and_lie_in_their_parents(lines: list[str]) -> None:
    sections = {s.key: s for s in read(FRONT + "\n".join(lines))[0].sections}
    assert len(sections) == len(read(FRONT + "\n".join(lines))[0].sections)
    for section in sections.values():
        if section.parent is not None:
            around = sections[section.parent]
            assert around.start <= section.start <= section.end <= around.end


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("甲。乙！丙？丁；戊", ["甲。", "乙！", "丙？", "丁；", "戊"]),
        ("印发《甲。乙》。丙", ["印发《甲。乙》。", "丙"]),
        ("他说“甲。”乙。", ["他说“甲。”乙。"]),
        ("甲（乙；丙）。", ["甲（乙；丙）。"]),
        ("甲）。乙。", ["甲）。", "乙。"]),
        ("", []),
    ],
)
def test_a_sentence_ends_outside_of_brackets_only(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


def test_sections_are_known_by_position_not_by_number() -> None:
    body = "\n".join(f"{mark}、{title}\n{SENTENCE}" for mark, title in (("一", "动态"), ("一", "数据"), ("三", "巡查")))
    assert keys(FRONT + body) == [("1", "动态"), ("2", "数据"), ("3", "巡查")]
    assert [section.printed for section in read(FRONT + body)[0].sections] == ["一", "一", "三"]


def test_a_heading_with_a_bracketed_number_lies_below_its_chapter() -> None:
    text = f"{FRONT}一、动态\n（一）政策发布\n{SENTENCE}\n（二）调研走访\n{SENTENCE}\n二、数据\n{SENTENCE}\n"
    assert [key for key, _ in keys(text)] == ["1", "1.1", "1.2", "2"]


def test_chapters_lie_below_parts_where_a_text_has_parts() -> None:
    text = (
        f"{FRONT}第一部分 总体情况\n一、动态\n{SENTENCE}\n二、数据\n{SENTENCE}\n第二部分 附录\n三、其他\n{SENTENCE}\n"
    )
    assert [key for key, _ in keys(text)] == ["1", "1.1", "1.2", "2", "2.1"]


def test_markdown_headings_are_sections() -> None:
    text = f"# 窗口工作周报\n\n2023年第20期\n\n## 工作动态\n\n{SENTENCE}\n\n### 会议\n\n{SENTENCE}\n"
    assert keys(text) == [("1", "工作动态"), ("1.1", "会议")]


def test_an_attachment_is_a_section_of_its_own() -> None:
    text = f"{FRONT}一、动态\n{SENTENCE}\n\n附件\n窗口得分\n窗口\t得分\n水利厅\t99\n民政厅\t98\n"
    assert keys(text)[-1][0] == "att1"


def test_headings_inside_an_attachment_belong_to_it() -> None:
    text = f"{FRONT}一、动态\n{SENTENCE}\n\n附件\n一、考核办法\n{SENTENCE}\n二、考核结果\n{SENTENCE}\n"
    assert [key for key, _ in keys(text)] == ["1", "att1", "att1.1", "att1.2"]


def test_what_stands_before_and_after_the_sections_is_front_and_back() -> None:
    parts, text = read(f"{FRONT}一、动态\n{SENTENCE}\n\n报：省政府领导。\n（共印 90 份）\n")
    assert [text[a:b] for a, b in parts.front] == ["窗口工作周报", "2023年第20期"]
    assert [text[a:b] for a, b in parts.back] == ["报：省政府领导。", "（共印90份）"]


@pytest.mark.parametrize(
    ("line", "label", "title"),
    [
        (f"1.权限委托。{SENTENCE}", "1.", "权限委托"),
        (f"（1）{SENTENCE}", "（1）", None),
        (f"◆{SENTENCE}", "◆", None),
        (f"2、会议培训：{SENTENCE}", "2、", "会议培训"),
        (SENTENCE, None, None),
        (f"3.6月5日，{SENTENCE}", "3.", None),
        (f"1.司法厅召开会议。{SENTENCE}", "1.", None),
    ],
)
def test_label_and_title_of_an_item(line: str, label: str | None, title: str | None) -> None:
    parts, text = read(f"{FRONT}一、动态\n{line}\n")
    (item,) = parts.items
    assert (item.label, item.title) == (label, title)
    assert text[item.body : item.end].endswith(SENTENCE)


def test_a_figure_with_a_point_is_no_label() -> None:
    parts, _ = read(f"{FRONT}一、动态\n1.5万件申请已经办结，比上月多出一成，群众普遍反映良好。\n")
    assert parts.items[0].label is None


def test_text_without_headings_is_one_section_of_its_own() -> None:
    parts, _ = read(f"{FRONT}{SENTENCE}\n{SENTENCE}\n")
    assert [item.section for item in parts.items] == ["0", "0"]
