"""What a bulletin says of itself, in any order and number of lines."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mappers.facts.fact import TimeSpan
from mappers.mapping import read_bulletin
from mappers.masthead import calendar_of, jurisdiction_of
from mappers.text.bulletin import Masthead
from mappers.text.source import SourceError, read_text

LINES = (
    "窗口工作周报",
    "2023年第20期（总第388期）",
    "四川省政府政务服务和公共资源交易服务中心",
    "2023年6月16日",
    "（6月5日—6月9日）",
)
BODY = "\n\n一、工作动态\n水利厅印发《取水许可审批细则》，明确办理层级和时限。\n"
BACK = "\n报：省政府领导。\n送：省级相关部门（单位），中心各处（室）。\n（共印 90 份）\n"


def masthead(front: str, back: str = "") -> Masthead:
    return read_bulletin(read_text((front + BODY + back).encode(), "a.txt")).masthead


@pytest.mark.parametrize("lines", list(permutations(LINES[1:], 4))[::3])
def test_every_field_in_any_order(lines: tuple[str, ...]) -> None:
    found = masthead("\n".join([LINES[0], *lines]))
    assert (found.series, found.year, found.issue, found.total_issue) == ("窗口工作周报", 2023, 20, 388)
    assert found.publisher is not None
    assert found.publisher.text == LINES[2]
    assert found.published == date(2023, 6, 16)
    assert found.period == TimeSpan(date(2023, 6, 5), date(2023, 6, 9))


@given(st.lists(st.sampled_from(("\n", "\n\n", "\r\n", "\n　　", "\n**")), min_size=4, max_size=4))
def test_layout_between_the_lines_changes_no_field(between: list[str]) -> None:
    front = LINES[0] + "".join(gap + line for gap, line in zip(between, LINES[1:], strict=True))
    plain, found = masthead("\n".join(LINES)), masthead(front)
    assert (found.year, found.issue, found.published, found.period, found.publisher) == (
        *(plain.year, plain.issue, plain.published, plain.period, plain.publisher),
    )


def test_every_field_is_where_it_says() -> None:
    text = read_text(("\n".join(LINES) + BODY + BACK).encode(), "a.txt")
    found = read_bulletin(text).masthead
    for evidence in [*found.evidence.values(), *(line.evidence for line in found.distribution)]:
        assert text.content[evidence.start : evidence.end] == evidence.quote
    assert found.evidence["issue"].quote == "2023年第20期"


@pytest.mark.parametrize(
    ("line", "year", "issue"),
    [
        ("2023年第20期", 2023, 20),
        ("2023 年第 20 期", 2023, 20),
        ("第二十期", None, 20),
        ("〔2023〕20期", None, 20),
        ("2023〔20〕", 2023, 20),
        ("２０２３年第２０期", 2023, 20),
    ],
)
def test_the_number_as_printed(line: str, year: int | None, issue: int) -> None:
    found = masthead(f"窗口工作周报\n{line}")
    assert (found.year, found.issue) == (year, issue)


def test_what_is_not_printed_is_none() -> None:
    found = masthead("窗口工作周报\n第20期")
    assert (found.year, found.publisher, found.published, found.period, found.copies) == (None,) * 5
    assert found.distribution == ()


def test_distribution_and_copies_after_the_text() -> None:
    found = masthead("\n".join(LINES), BACK)
    assert [(line.kind, [to.text for to in line.to]) for line in found.distribution] == [
        ("报", ["省政府领导"]),
        ("送", ["省级相关部门（单位）", "中心各处（室）"]),
    ]
    assert found.copies == 90


def test_a_period_across_new_year_ends_in_the_year_of_the_issue() -> None:
    found = masthead("窗口工作周报\n2024年第1期\n2024年1月8日\n（12月29日—1月5日）")
    assert found.period == TimeSpan(date(2023, 12, 29), date(2024, 1, 5))


def test_a_period_of_december_in_a_january_issue_is_last_years() -> None:
    found = masthead("窗口工作周报\n2023年第52期\n2024年1月5日\n（12月25日—12月29日）")
    assert found.period == TimeSpan(date(2023, 12, 25), date(2023, 12, 29))


@pytest.mark.parametrize(
    ("span", "kind"),
    [
        ("（6月5日—6月9日）", "week"),
        ("（5月1日—5月31日）", "month"),
        ("（1月1日—3月31日）", "quarter"),
        ("（5月1日—5月15日）", "range"),
    ],
)
def test_the_period_tells_what_sort_of_bulletin_it_is(span: str, kind: str) -> None:
    assert calendar_of(masthead(f"政务服务简报\n2023年第3期\n2023年6月16日\n{span}")).kind == kind


@pytest.mark.parametrize(
    ("publisher", "region"),
    [
        ("四川省政府政务服务和公共资源交易服务中心", "510000"),
        ("自贡市政务服务管理局", "510300"),
        ("湖北省政务管理办公室", "420000"),
    ],
)
def test_the_publisher_tells_the_jurisdiction(publisher: str, region: str) -> None:
    assert jurisdiction_of(masthead(f"窗口工作周报\n2023年第20期\n{publisher}")).code == region


def test_impossible_days_are_left_out() -> None:
    found = masthead("窗口工作周报\n2023年第20期\n2023年6月31日\n（6月9日—6月5日）")
    assert (found.published, found.period) == (None, None)


def test_a_text_that_neither_head_nor_body_shows_to_be_official_is_refused() -> None:
    letter = "家书\n\n一、近况\n\n1. 春天来了。院里的桃花开了。\n2. 孩子上学了。每天走路去。\n"
    with pytest.raises(SourceError) as caught:
        read_bulletin(read_text(letter.encode(), "a.txt"))
    assert caught.value.code == "E-NOT-BULLETIN"


def test_a_body_that_lost_its_head_is_read_as_an_excerpt() -> None:
    found = masthead("关于召开会议的函")
    assert (found.series, found.issue) == (None, None)


def test_an_endless_line_above_the_body_is_no_line_of_a_masthead() -> None:
    found = masthead("窗口工作周报\n" + "1" * 50_000 + "\n2023年第20期")
    assert (found.series, found.issue) == ("窗口工作周报", 20)


def test_a_february_of_the_year_before_a_leap_year_ends_on_its_own_last_day() -> None:
    found = masthead("政务服务月报\n2024年第1期\n2024年1月31日\n2月份工作情况")
    assert found.period == TimeSpan(date(2023, 2, 1), date(2023, 2, 28))
