"""Figures in sentences and tables: what each module says that it reads, raw and with layout noise, and its laws."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mappers.fact_json import published_fact
from mappers.facts.fact import Period
from mappers.figures import figure_tables, sentences, stocks
from mappers.kinds import assessment, composition, statistic
from mappers.mapping import map_bulletin
from mappers.text.source import read_text

BULLETIN = """窗口工作周报

2023年第20期

四川省政府政务服务和公共资源交易服务中心　2023年6月16日

（6月5日—6月9日）

一、窗口动态

{body}

送：省级相关部门（单位）。
"""
Figure = tuple[str | None, str, float, str | None, str | None]


def facts(body: str, kind: str | None = None) -> list[dict[str, object]]:
    """The facts of a body of text, as published."""
    mapped = map_bulletin(read_text(BULLETIN.format(body=body).encode(), "figures.txt"))
    found = mapped.json()["facts"]
    assert isinstance(found, list)
    return [fact for fact in found if kind is None or fact["kind"] == kind]


def figures(body: str) -> list[Figure]:
    return [
        (f["scope"], f["measure"], f["value"], f["unit"], f["period"] and f["period"]["kind"])  # type: ignore[index,misc]
        for f in facts(body, "statistic")
    ]


def noisy(body: str) -> str:
    """A sentence as layout leaves it: blanks around numbers, ``**`` around a name, a long line cut in two."""
    text = re.sub(r"\d+(?:\.\d+)?", r" \g<0> ", body)
    text = re.sub(r"^([^，。]{2,8}?)(?=受理|、)", r"**\1**", text)
    cut = re.search(r"(?<=.{30}[\u4e00-\u9fff])(?=[\u4e00-\u9fff]{3})", text)
    return text if cut is None else f"{text[: cut.start()]}\n{text[cut.start() :]}"


SENTENCES = [
    pytest.param(body, said, id=body[:12]) for body, said in (*statistic.READS, *sentences.READS, *stocks.READS)
]
NONE = (*statistic.COUNTEREXAMPLES, *sentences.COUNTEREXAMPLES, *stocks.COUNTEREXAMPLES, *composition.COUNTEREXAMPLES)


@pytest.mark.parametrize(("body", "said"), SENTENCES)
def test_a_sentence_gives_its_figures(body: str, said: tuple[Figure, ...]) -> None:
    assert figures(body) == list(said)


@pytest.mark.parametrize(("body", "said"), SENTENCES)
def test_layout_changes_no_figure(body: str, said: tuple[Figure, ...]) -> None:
    assert figures(noisy(body)) == list(said), noisy(body)


@pytest.mark.parametrize("body", NONE)
def test_what_is_no_figure_is_no_fact(body: str) -> None:
    assert facts(body) == []


@pytest.mark.parametrize("body", NONE)
def test_what_is_no_figure_is_none_with_layout_noise(body: str) -> None:
    assert facts(noisy(body)) == []


def split(body: str) -> tuple[object, ...]:
    (fact,) = facts(body, "composition")
    whole, parts = fact["whole"], fact["parts"]
    assert isinstance(whole, dict)
    assert isinstance(parts, list)
    return (whole["label"], whole["value"], whole["unit"], tuple((p["label"], p["value"]) for p in parts))


@pytest.mark.parametrize(("body", "said"), composition.READS)
def test_a_whole_gives_its_parts(body: str, said: tuple[object, ...]) -> None:
    assert split(body) == said


@pytest.mark.parametrize(("body", "said"), composition.READS)
def test_layout_changes_no_part(body: str, said: tuple[object, ...]) -> None:
    assert split(noisy(body)) == said


@pytest.mark.parametrize(("body", "said"), composition.READS)
def test_parts_are_no_statistics(body: str, said: tuple[str, float, str, tuple[tuple[str, float], ...]]) -> None:
    values = {value for _, value in said[3]}
    assert not [f for f in facts(body, "statistic") if f["value"] in values]


def rows(body: str) -> list[tuple[object, ...]]:
    (fact,) = facts(body, "assessment")
    assert isinstance(fact["rows"], list)
    return [tuple(row.values()) for row in fact["rows"]]


@pytest.mark.parametrize(("body", "said"), assessment.READS)
def test_a_ranking_gives_its_rows(body: str, said: tuple[tuple[object, ...], ...]) -> None:
    assert rows(body) == list(said)


@pytest.mark.parametrize("body", [body for body, _ in assessment.READS])
def test_a_ranking_holds_no_statistics(body: str) -> None:
    assert figures(body) == []


@pytest.mark.parametrize("body", assessment.COUNTEREXAMPLES)
def test_other_tables_are_no_rankings(body: str) -> None:
    assert facts(body, "assessment") == []


@pytest.mark.parametrize(("body", "said"), figure_tables.READS)
def test_a_table_gives_a_figure_for_each_cell(body: str, said: tuple[Figure, ...]) -> None:
    assert sorted(figures(body), key=str) == sorted(said, key=str)


@pytest.mark.parametrize("body", figure_tables.COUNTEREXAMPLES)
def test_tables_of_other_things_give_no_figures(body: str) -> None:
    assert figures(body) == []


def test_a_row_of_a_ranking_has_its_own_place() -> None:
    body, said = assessment.READS[0]
    text = BULLETIN.format(body=body)
    (fact,) = [f for f in map_bulletin(read_text(text.encode(), "x.txt")).facts if f.kind == "assessment"]
    places = [row.evidence for row in fact["rows"]]  # type: ignore[union-attr]
    assert [text[e.start : e.end] for e in places] == [e.quote for e in places]
    assert [said[i][0] in e.quote for i, e in enumerate(places)] == [True, True]


def test_every_module_shows_enough_of_what_it_reads_and_what_not() -> None:
    shown = (statistic, composition, assessment, sentences, stocks)
    assert [m.__name__ for m in shown if len(m.READS) < 8 or len(m.COUNTEREXAMPLES) < 6] == []


def test_the_period_of_a_title_holds_for_its_section() -> None:
    text = BULLETIN.replace("一、窗口动态", "一、5月份办件情况").format(body="受理320件。")
    (fact,) = [f for f in map_bulletin(read_text(text.encode(), "x.txt")).facts if f.kind == "statistic"]
    period = fact["period"]
    assert isinstance(period, Period)
    assert (period.kind, period.start and period.start.month) == ("month", 5)


def test_what_comes_from_the_context_is_marked() -> None:
    text = BULLETIN.format(body="本周，省政务大厅受理806件，办结790件。")
    first, second = (f for f in map_bulletin(read_text(text.encode(), "x.txt")).facts if f.kind == "statistic")
    assert "scope" not in first.inherited
    assert set(second.inherited) == {"scope", "period"}


PIECES = "K受理办结件，。；其中、%分别占比合计由至同比增长（）：本周12"


@settings(max_examples=40, deadline=None)
@given(value=st.integers(1, 10**7), unit=st.sampled_from(["件", "人次", "份", "万件", "本"]))
def test_a_count_keeps_its_value_and_unit(value: int, unit: str) -> None:
    assert figures(f"综合窗口受理{value}{unit}。") == [("综合窗口", "受理", value, unit, "week")]


@settings(max_examples=40, deadline=None)
@given(parts=st.lists(st.integers(1, 5000), min_size=2, max_size=4, unique=True))
def test_a_whole_with_its_parts_is_one_figure(parts: list[int]) -> None:
    names = ["许可", "备案", "确认", "登记"]
    listed = "、".join(f"{name}{part}件" for name, part in zip(names, parts, strict=False))
    body = f"综合窗口收件{sum(parts)}件，其中{listed}。"
    assert [f[2] for f in figures(body)] == [sum(parts)]
    assert split(body)[3] == tuple(zip(names, parts, strict=False))


@settings(max_examples=40, deadline=None)
@given(
    values=st.lists(st.integers(1, 9999), min_size=2, max_size=4),
    shares=st.lists(st.integers(1, 99), min_size=2, max_size=4),
)
def test_growths_are_paired_only_with_as_many_figures(values: list[int], shares: list[int]) -> None:
    verbs = ["咨询", "受理", "办结", "颁发"]
    counted = "、".join(f"{verb}{value}件" for verb, value in zip(verbs, values, strict=False))
    body = f"综合窗口{counted}，环比分别增长{'、'.join(f'{share}%' for share in shares)}。"
    grown = [f for f in figures(body) if f[3] == "%"]
    expected = [(f"{v}环比增长", s) for v, s in zip(verbs, shares, strict=False)] if len(values) == len(shares) else []
    assert [(f[1], f[2]) for f in grown] == expected


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_no_text_breaks_the_reading_and_every_quote_stands_in_it(pieces: list[str]) -> None:
    body = "受理".join(pieces).replace("K", "3件") + "。"
    text = BULLETIN.format(body=f"1.{body}")
    for fact in map_bulletin(read_text(text.encode(), "x.txt")).facts:
        assert text[fact.evidence.start : fact.evidence.end] == fact.evidence.quote
        published_fact(fact)
