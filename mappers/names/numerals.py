"""Numbers as bulletins print them: digits, Chinese numerals, 万 and 亿, units, and how exact they are."""

from __future__ import annotations

import re
from decimal import Decimal

__all__ = ["HAN_DIGITS", "NUMERAL", "count", "decimal", "han_number"]

HAN_DIGITS = "零〇一二两三四五六七八九十百"
#: A count in digits or in Chinese numerals.
NUMERAL = rf"(?:\d+|[{HAN_DIGITS}]+)"
_VALUES = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


def han_number(text: str) -> int | None:
    """A Chinese numeral below 1,000 as an integer, None where it is none.

    >>> han_number("二十三"), han_number("十"), han_number("一百零五")
    (23, 10, 105)
    """
    total, digit = 0, 0
    for char in text:
        if char in _VALUES:
            digit = _VALUES[char]
        elif char == "十":
            total += (digit or 1) * 10
            digit = 0
        elif char == "百":
            total += digit * 100
            digit = 0
        else:
            return None
    return total + digit if text else None


def count(text: str) -> int | None:
    """A printed count, in digits or Chinese numerals."""
    digits = re.sub(r"[\s,，]", "", text)
    return int(digits) if digits.isdecimal() else han_number(text)


def decimal(text: str) -> Decimal:
    """A printed figure with its sign, without thousands separators and percent sign.

    >>> decimal("-2.50")
    Decimal('-2.50')
    """
    return Decimal(re.sub(r"[\s,，%]", "", text).replace("−", "-").lstrip("+"))
