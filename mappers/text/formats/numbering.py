"""The automatic numbers of a Word document: 一、（一）1. ①, which stand in no paragraph but are computed.

A paragraph names a list (``w:numId``) and a level, itself or through its style; the list leads to an abstract one, whose
levels say format (``w:numFmt``), wording (``w:lvlText``, "（%1）") and where to begin. ECMA-376 part 1, 17.9.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

__all__ = ["Numbering", "chinese", "written"]

_LEVELS = 9
_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x")),
    *((9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_KEPT_BULLETS = frozenset("◆●■★▲◇○□▶►•·※☆◎")


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    tight: bool = False
    restart: int | None = None
    plain: bool = False
    style: str | None = None


def chinese(number: int, digits: str = _DIGITS, ten: str = "十", hundred: str = "百", thousand: str = "千") -> str:
    """A number in words, as headings are counted.

    >>> chinese(1), chinese(10), chinese(12), chinese(20), chinese(105)
    ('一', '十', '十二', '二十', '一百〇五')
    """
    if not 0 < number < 10000:
        return str(number)
    out, zero = "", False
    for unit, word in ((1000, thousand), (100, hundred), (10, ten), (1, "")):
        digit = number // unit % 10
        if digit:
            out += (digits[0] if zero and out else "") + digits[digit] + word
            zero = False
        else:
            zero = True
    return out.removeprefix("一") if 10 <= number < 20 else out  # 十二, but 壹拾贰


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number < 1000 else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    out = ""
    for value, word in _ROMAN:
        out += word * (number // value)
        number %= value
    return out


def _one_of(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


def _run(first: str, length: int) -> Callable[[int], str]:
    return _one_of("".join(chr(ord(first) + i) for i in range(length)))


def _positional(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _formal(number: int) -> str:
    return chinese(number, _FORMAL, "拾", "佰", "仟")


#: ST_NumberFormat -> how a number is written in it.
_FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": "{:02d}".format,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "decimalFullWidth": lambda number: str(number).translate({ord("0") + i: 0xFF10 + i for i in range(10)}),
    "decimalEnclosedCircle": _run("①", 20),
    "decimalEnclosedCircleChinese": _run("①", 20),
    "decimalEnclosedParen": _run("⑴", 20),
    "decimalEnclosedFullstop": _run("⒈", 20),
    "ideographEnclosedCircle": _run("㊀", 10),
    "ideographTraditional": _one_of("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _one_of("子丑寅卯辰巳午未申酉戌亥"),
    "ideographDigital": _positional,
    "taiwaneseDigital": _positional,
    "japaneseDigitalTenThousand": _positional,
    "chineseLegalSimplified": _formal,
    "ideographLegalTraditional": _formal,
    "none": lambda number: "",
    **dict.fromkeys(
        (
            *("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting"),
            "taiwaneseCountingThousand",
        ),
        chinese,
    ),
}


def written(number: int, form: str) -> str:
    """A number in one of Word's formats; in figures where the format is not known."""
    return _FORMATS.get(form, str)(number)


class Numbering:
    """Gives each paragraph of a document its number, when asked in the order of the text."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        """Take the roots of numbering.xml and styles.xml, or None."""
        self._styles = {} if styles is None else {_val(s, "styleId"): s for s in styles.iterfind("{*}style")}
        self._default = next((name for name, s in self._styles.items() if _is_default(s)), None)
        lists = [] if numbering is None else [*numbering.iterfind("{*}num")]
        self._nums = {_val(num, "numId"): num for num in lists}
        abstract = [] if numbering is None else [*numbering.iterfind("{*}abstractNum")]
        self._abstract = {_val(item, "abstractNumId"): item for item in abstract}
        self._levels: dict[str, tuple[str, list[_Level]]] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._started: set[tuple[str, int]] = set()

    def label(self, paragraph: Any) -> str:
        """The number of the next paragraph, with the blank that follows it; empty where it has none."""
        num, level = self._list_of(paragraph)
        if num is None or num == "0" or num not in self._nums:
            return ""
        key, levels = self._resolved(num)
        if not 0 <= level < len(levels):
            return ""
        counters = self._count(num, key, levels, level)
        found = levels[level]
        if found.form == "bullet":
            return found.text if found.text in _KEPT_BULLETS else "●" if found.text.strip() else ""
        text = re.sub(
            r"%([1-9])",
            lambda match: written(
                counters[int(match[1]) - 1] or levels[int(match[1]) - 1].start,
                "decimal" if found.plain else levels[int(match[1]) - 1].form,
            ),
            found.text,
        )
        return text if not text or found.tight or text[-1] > "\u2fff" else f"{text} "

    def _count(self, num: str, key: str, levels: list[_Level], level: int) -> list[int | None]:
        counters = self._counters.setdefault(key, [None] * _LEVELS)
        for over in self._nums[num].iterfind("{*}lvlOverride"):
            at = _integer(over, "ilvl")
            start = over.find("{*}startOverride")
            if start is not None and at == level and (num, level) not in self._started:
                counters[level] = None
        self._started.add((num, level))
        before = counters[level]
        counters[level] = levels[level].start if before is None else before + 1
        for deeper in range(level + 1, _LEVELS):
            restart = levels[deeper].restart
            if restart is None or level + 1 <= restart:
                counters[deeper] = None
        return counters

    def _list_of(self, paragraph: Any) -> tuple[str | None, int]:
        """List and level of a paragraph: its own, else those of its style."""
        own = paragraph.find("{*}pPr/{*}numPr")
        named = paragraph.find("{*}pPr/{*}pStyle")
        style = _val(named, "val") if named is not None else self._default
        num, level = _number(own)
        seen: set[str] = set()
        while style in self._styles and style not in seen and num is None:
            seen.add(style)
            found, at = _number(self._styles[style].find("{*}pPr/{*}numPr"))
            if found is not None:
                num = found
                level = level if level is not None else at if at is not None else self._level_of(found, style)
            based = self._styles[style].find("{*}basedOn")
            style = _val(based, "val") if based is not None else None
        return num, level or 0

    def _level_of(self, num: str, style: str) -> int:
        """The level of a list that belongs to a style."""
        levels = self._resolved(num)[1] if num in self._nums else []
        return next((i for i, level in enumerate(levels) if level.style == style), 0)

    def _resolved(self, num: str) -> tuple[str, list[_Level]]:
        """The abstract list of a list, and its levels with what the list overrides."""
        if num not in self._levels:
            found = self._nums[num].find("{*}abstractNumId")
            key = _val(found, "val") if found is not None else ""
            item = self._abstract.get(self._linked(key))
            levels = [_Level() for _ in range(_LEVELS)]
            for node in [] if item is None else item.iterfind("{*}lvl"):
                _put(levels, node)
            for over in self._nums[num].iterfind("{*}lvlOverride"):
                for node in over.iterfind("{*}lvl"):
                    _put(levels, node)
                start, at = over.find("{*}startOverride"), _integer(over, "ilvl")
                if start is not None and 0 <= at < _LEVELS:
                    levels[at] = replace(levels[at], start=_integer(start, "val", 1))
            self._levels[num] = key, levels
        return self._levels[num]

    def _linked(self, key: str) -> str:
        """An abstract list that only names a style leads to the list of that style."""
        item = self._abstract.get(key)
        link = item.find("{*}numStyleLink") if item is not None else None
        style = self._styles.get(_val(link, "val")) if link is not None else None
        num = _number(style.find("{*}pPr/{*}numPr"))[0] if style is not None else None
        target = self._nums[num].find("{*}abstractNumId") if num in self._nums else None
        return _val(target, "val") if target is not None else key


def _val(node: Any, name: str) -> str:
    """An attribute, whatever the namespace (Word's strict and transitional documents differ)."""
    return next((str(value) for key, value in node.attrib.items() if key.rpartition("}")[2] == name), "")


def _integer(node: Any, name: str, default: int = 0) -> int:
    value = _val(node, name)
    return int(value) if re.fullmatch(r"\d{1,6}", value) else default


def _is_default(style: Any) -> bool:
    return _val(style, "type") == "paragraph" and _val(style, "default") in ("1", "true")


def _number(properties: Any) -> tuple[str | None, int | None]:
    if properties is None:
        return None, None
    num, level = properties.find("{*}numId"), properties.find("{*}ilvl")
    return (_val(num, "val") if num is not None else None), (_integer(level, "val") if level is not None else None)


def _put(levels: list[_Level], node: Any) -> None:
    at = _integer(node, "ilvl")
    if not at < _LEVELS:
        return
    parts = {child.tag.rpartition("}")[2]: child for child in node if isinstance(child.tag, str)}
    restart = parts.get("lvlRestart")
    levels[at] = _Level(
        start=_integer(parts["start"], "val", 1) if "start" in parts else 1,
        form=_val(parts["numFmt"], "val") if "numFmt" in parts else "decimal",
        text=_val(parts["lvlText"], "val") if "lvlText" in parts else "",
        tight="suff" in parts and _val(parts["suff"], "val") == "nothing",
        restart=_integer(restart, "val") if restart is not None else None,
        plain="isLgl" in parts,
        style=_val(parts["pStyle"], "val") if "pStyle" in parts else None,
    )
