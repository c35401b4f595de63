"""Days and periods, resolved against the bulletin they stand in."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mappers.facts.fact import Period, TimeSpan
from mappers.names.dates import Calendar, mark_dates
from mappers.names.mask import Mask, T, U

WEEK = TimeSpan(date(2023, 6, 5), date(2023, 6, 9))
JUNE = Calendar(2023, date(2023, 6, 16), WEEK)
JANUARY = Calendar(2024, date(2024, 1, 5), TimeSpan(date(2023, 12, 25), date(2023, 12, 29)))
Found = tuple[date, date] | Period | None


def found(text: str, times: Calendar = JUNE) -> list[Found]:
    mask = Mask(text, 0, len(text))
    mark_dates(mask, times)
    return [mention.value for mention in mask.find(0, len(mask.text), T + U)]  # type: ignore[misc]


def day(text: str) -> date:
    return date.fromisoformat(text)


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)))
def test_a_day_with_its_year_is_that_day(when: date) -> None:
    assert found(f"{when.year}年{when.month}月{when.day}日") == [(when, when)]


@given(st.dates(date(2023, 1, 1), date(2023, 6, 16)))
def test_a_day_without_year_that_is_over_lies_in_the_year_of_the_issue(when: date) -> None:
    assert found(f"{when.month}月{when.day}日") == [(when, when)]


@given(st.integers(1, 12), st.integers(1, 28))
def test_a_day_without_year_never_lies_far_ahead_or_far_back(month: int, number: int) -> None:
    ((first, _),) = found(f"{month}月{number}日", JANUARY)  # type: ignore[misc]
    assert JANUARY.issued is not None
    assert JANUARY.issued - timedelta(days=366) < first <= JANUARY.issued + timedelta(days=200)


@given(st.dates(date(2023, 1, 1), date(2023, 6, 10)), st.integers(1, 40))
def test_a_range_runs_from_its_first_to_its_last_day(first: date, days: int) -> None:
    last = first + timedelta(days=days)
    assert found(f"{first.month}月{first.day}日至{last.month}月{last.day}日") == [(first, last)]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("6月5日", "2023-06-05", "2023-06-05"),
        ("6月5日至7日", "2023-06-05", "2023-06-07"),
        ("6月5日—7日", "2023-06-05", "2023-06-07"),
        ("6月5-7日", "2023-06-05", "2023-06-07"),
        ("6月5日至7月2日", "2023-06-05", "2023-07-02"),
        ("2022年12月30日至2023年1月2日", "2022-12-30", "2023-01-02"),
        ("去年6月5日", "2022-06-05", "2022-06-05"),
    ],
)
def test_days_as_printed(text: str, start: str, end: str) -> None:
    assert found(text) == [(day(start), day(end))]


def test_days_of_december_in_a_january_issue_are_last_years() -> None:
    assert found("12月27日", JANUARY) == [(day("2023-12-27"), day("2023-12-27"))]


def test_the_same_day_is_the_one_named_before() -> None:
    assert found("6月5日开会，同日印发") == [(day("2023-06-05"), day("2023-06-05"))] * 2


@pytest.mark.parametrize("text", ["2月30日", "13月1日", "6月31日", "2023年2月29日", "0月5日", "同日"])
def test_a_day_that_does_not_exist_is_none(text: str) -> None:
    assert all(isinstance(value, Period) for value in found(text))


@pytest.mark.parametrize("text", ["3日内", "24小时", "12项", "6.5分", "第5日起", "1.2万件"])
def test_time_limits_and_figures_are_no_days(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "start", "end"),
    [
        ("本周", "week", "2023-06-05", "2023-06-09"),
        ("今年以来", "year_to_date", "2023-01-01", "2023-06-09"),
        ("5月", "month", "2023-05-01", "2023-05-31"),
        ("2月份", "month", "2023-02-01", "2023-02-28"),
        ("1至5月", "range", "2023-01-01", "2023-05-31"),
        ("一季度", "quarter", "2023-01-01", "2023-03-31"),
        ("2022年第四季度", "quarter", "2022-10-01", "2022-12-31"),
        ("上半年", "range", "2023-01-01", "2023-06-30"),
        ("前三季度", "range", "2023-01-01", "2023-09-30"),
        ("5月上旬", "range", "2023-05-01", "2023-05-10"),
        ("5月下旬", "range", "2023-05-21", "2023-05-31"),
    ],
)
def test_periods_resolve_against_what_the_bulletin_covers(text: str, kind: str, start: str, end: str) -> None:
    assert found(text) == [Period(kind, day(start), day(end))]


def test_up_to_now_ends_with_the_period_and_has_no_beginning() -> None:
    assert found("截至目前") == [Period("as_of", None, day("2023-06-09"))]


def test_this_week_in_a_january_issue_is_the_week_it_covers() -> None:
    assert found("本周", JANUARY) == [Period("week", day("2023-12-25"), day("2023-12-29"))]


def test_nothing_is_resolved_without_a_year() -> None:
    assert found("6月5日，本周", Calendar(None, None, None)) == []


@given(st.text(st.sampled_from("12年月日至到—.第季度上半截本周去今以来旬同，"), max_size=24))
def test_spans_run_forward_whatever_is_printed(text: str) -> None:
    for value in found(text):
        assert value is not None
        start, end = (value.start, value.end) if isinstance(value, Period) else value
        assert start is None or end is None or start <= end
