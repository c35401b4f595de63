"""Printed numbers: digits with blanks and commas, Chinese numerals, signs."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mappers.names.numerals import NUMERAL, count, decimal, han_number

DIGITS = "零一二三四五六七八九"


def spoken(number: int) -> str:
    """A number below 1,000 in Chinese numerals, as one writes it."""
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    text = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (DIGITS[ones] if ones or not number else "")


@given(st.integers(0, 999))
def test_chinese_numerals_give_their_number(number: int) -> None:
    assert han_number(spoken(number)) == number


@given(st.integers(0, 10**9))
def test_digits_give_their_number_with_commas_or_without(number: int) -> None:
    assert count(str(number)) == count(f"{number:,}") == count(f"{number:,}".replace(",", "，")) == number


@pytest.mark.parametrize(
    ("text", "number"), [("两", 2), ("十", 10), ("二十", 20), ("一百一十", 110), ("〇", 0), ("1 082", 1082), ("三", 3)]
)
def test_count(text: str, number: int) -> None:
    assert count(text) == number


@pytest.mark.parametrize("text", ["", "若干", "1.5", "3件", "二a", "-2"])
def test_what_is_no_count_is_none(text: str) -> None:
    assert count(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-12", "-12"),
        ("−12", "-12"),
        ("+3", "3"),
        ("99.50", "99.50"),
        ("1,082", "1082"),
        ("65.77%", "65.77"),
        ("0", "0"),
    ],
)
def test_decimal_keeps_sign_and_digits_as_printed(text: str, value: str) -> None:
    assert str(decimal(text)) == value


@given(st.decimals(min_value=-(10**6), max_value=10**6, places=2))
def test_decimal_reads_what_it_prints(value: Decimal) -> None:
    assert decimal(f"{value:,}") == value


@given(st.text(max_size=12))
def test_any_text_is_a_count_or_none(text: str) -> None:
    found = count(text)
    assert found is None or found >= 0


def test_numeral_pattern_takes_whole_numerals() -> None:
    assert re.findall(NUMERAL, "二十三项、12 件、一百零五人") == ["二十三", "12", "一百零五"]
