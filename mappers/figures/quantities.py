"""Numbers with their units in a masked text, each put in the place of one character.

``受理1.2万余件、办结980件`` is read as ``受理K、办结K``; what a K stands for is a :class:`Quantity`. A number is only a
quantity with a unit of :data:`UNITS`; ordinals (第3次), years, dates and clock times are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from mappers.clauses.reading import ReadItem
from mappers.names.numerals import decimal
from mappers.regex import regex

__all__ = ["UNITS", "K", "Quantity", "QuantityLine", "line_of", "unit_of"]

#: What stands for a quantity.
K = chr(0xE020)

#: Units of counts, shares and durations, longest first where one begins another.
UNITS = (
    "个工作日|工作日|个百分点|百分点|个小时|小时|个自然日|自然日|分钟|秒|人次|件次|户次|家次|台次|批次|场次|平方米|公顷|公里"
    "|亿元|元|件|次|人(?!员|民|口|才|大|社|力|群|工|均|代|选|数|物|事|家|格|气|在|到|参)|个(?!人|体|别|月|多月|季度|案|性|中|环节|方面|阶段|小时|工作日)|项(?!目)|条(?!件|例)"
    "|份(?!额)|户(?!籍|口|政|外|主)|家(?!庭|具|政|长|属)|宗|笔|起(?!草|步|来|诉|点|至|施|实|执|到)|张(?!贴)|本(?!级|周|月|期|市|省|县|区|地|次|着|刊)"
    "|场(?!所|地|景|馆)|名(?!录|单|称|义|牌)|封(?!闭)|通(?!过|知|办|报|道|用|告)|单(?!位|项|独|个)|批(?!准|复|评|发)|处(?!理|罚|室|置|于|长|在)|台(?!账|风)"
    "|天(?!然|气)|例(?!如|会|行)|亩|页|面(?!向|积|对|上|试|临|审)|幅(?!度)|枚|辆|倍|%|‰"
)
_QUANTITY = regex(
    r"(?P<before>约|大约|近|将近|接近|超过|超|逾|突破|不足|不到|至少)?"
    r"(?<![\d.A-Za-z第前/\-])(?<!\d[:：])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![\d.])"
    rf"(?P<more>余|多)?(?P<scale>万亿|百万|千万|十万|千|万|亿)?(?P<much>余|多)?(?P<unit>{UNITS})(?P<after>以上|左右|上下)?"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A printed quantity in masked offsets [start, end); 万 and 亿 belong to the unit: 1.2 万余件 is 1.2, 万件."""

    value: Decimal
    unit: str
    approx: bool
    start: int
    end: int

    @property
    def share(self) -> bool:
        """Whether it is a percentage."""
        return self.unit in ("%", "‰")

    @property
    def points(self) -> bool:
        """Whether it is a difference of percentages."""
        return self.unit.endswith("百分点")

    @property
    def duration(self) -> bool:
        """Whether it is a length of time."""
        return self.unit.endswith(("工作日", "小时", "分钟", "秒", "自然日", "天"))


@dataclass(frozen=True, slots=True)
class QuantityLine:
    """A masked text in which quantities are single characters.

    places  the masked offset of each character, and of the end
    begin   where the text begins behind the item's label and title
    """

    text: str
    places: tuple[int, ...]
    quantities: dict[int, Quantity]
    begin: int

    def masked(self, start: int, end: int) -> tuple[int, int]:
        """Masked offsets of the characters [start, end)."""
        first = self.places[start]
        last = self.quantities[end - 1].end if end - 1 in self.quantities else self.places[end - 1] + 1
        return first, last


def unit_of(text: str) -> str | None:
    """The unit that a table's header gives in brackets or after 单位：, None when it is none that is known."""
    found = re.fullmatch(rf"(?:单位[:：])?(?P<scale>万亿|百万|千万|千|万|亿)?(?P<unit>{UNITS})", text.strip())
    return (found["scale"] or "") + found["unit"] if found else None


def line_of(read: ReadItem) -> QuantityLine:
    """The text of an item with its quantities found."""
    source = read.mask.text
    text: list[str] = []
    places: list[int] = []
    quantities: dict[int, Quantity] = {}
    last = 0
    for match in _QUANTITY.finditer(source):
        start, end = match.span()
        if source[start - 1 : start] == "（" and source[end : end + 1] == "）":  # 某县（1205件）
            start, end = start - 1, end + 1
        text += source[last:start]
        places += range(last, start)
        quantities[len(text)] = _quantity(match, start, end)
        text.append(K)
        places.append(start)
        last = end
    text += source[last:]
    places += range(last, len(source) + 1)
    begin = next((i for i, place in enumerate(places) if read.mask.starts[place] >= read.item.body), 0)
    return QuantityLine("".join(text), tuple(places), quantities, begin)


def _quantity(match: re.Match[str], start: int, end: int) -> Quantity:
    about = any(match[name] for name in ("before", "more", "much", "after"))
    return Quantity(decimal(match["number"]), (match["scale"] or "") + match["unit"], about, start, end)
