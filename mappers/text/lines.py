"""Lines of a text: what is layout noise (page numbers, running heads), what is a table row, what is prose."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from dataclasses import dataclass

from mappers.regex import regex
from mappers.text.view import fold

__all__ = ["TextLine", "display_width", "read_lines", "strip_noise"]

#: Characters that take two columns: Unicode's East Asian widths W and F, as far as bulletins use them.
_WIDE = regex(
    r"[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6b\uff01-\uff60\uffe0-\uffe6\U0001f300-\U0001faff\U00020000-\U0003fffd]"
)
_PAGE_NUMBER = regex(
    r"[\s—–\-－~～·]*(?:[—–\-－~～·]\s*\d{1,4}\s*[—–\-－~～·]|第\s*\d+\s*页(?:\s*(?:[,，/]\s*)?共\s*\d+\s*页)?|\d+\s*/\s*\d+|[^，。；：]{0,24}第\s*\d+\s*页(?:\s*共\s*\d+\s*页)?)[\s—–\-]*"
)
_RULE = regex(r"\s*(?:[-—_=*─━]\s*){3,}")
_MARKDOWN = regex(r"\s*(?:(?P<hash>#{1,6})\s+|(?P<quote>>\s+)|(?P<bullet>[-*+]\s+(?=\S)))?")
_HEAD_CANDIDATE = regex(r"(?=.*[\u4e00-\u9fff]{3}).{4,45}")


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of the original.

    text     normalised, without the blanks at both ends
    places   offsets of its characters in the original
    raw      the line as it stands
    start    where it starts in the original
    hashes   number of Markdown's # before it
    bullet   it begins as an item of a Markdown list
    page     a page begins or ends beside it: a form feed, or a line with a page number, was dropped there
    """

    text: str
    places: list[int]
    raw: str
    start: int
    hashes: int = 0
    bullet: bool = False
    page: bool = False

    @property
    def blank(self) -> bool:
        return not self.text


def display_width(text: str) -> int:
    """Columns of a monospaced font: two for a Chinese character, one for others."""
    text = text.rstrip()
    return len(text) + len(_WIDE.findall(text))


def read_lines(content: str) -> list[TextLine]:
    """All lines, blank ones included; form feeds end a line like line feeds do."""
    lines = []
    for match in re.finditer(r"[^\n\f\r\v\u2028]*(?:\r\n|[\n\f\r\v\u2028]|\Z)", content):
        raw = match.group().rstrip("\n\f\r\v\u2028")
        if match.start() == len(content) and not raw:
            break
        head = _MARKDOWN.match(raw)
        assert head is not None  # every part of the pattern is optional
        offset = head.end()
        text, places = fold(raw[offset:].rstrip())
        lead = len(text) - len(text.lstrip())
        base = match.start() + offset
        lines.append(
            TextLine(
                text[lead:],
                [base + place for place in places[lead:]],
                raw,
                match.start(),
                len(head["hash"] or ""),
                bool(head["bullet"]),
                "\f" in match.group(),
            )
        )
    return lines


def strip_noise(lines: list[TextLine]) -> list[TextLine]:
    """Without page numbers, rules and running heads; `page` is set on the blank line that is left in their place.

    A running head is a short line that stands beside a page break at least twice, or once when it repeats what the
    first lines of the text say.
    """
    numbers = [bool(line.text and _PAGE_NUMBER.fullmatch(line.raw)) for line in lines]
    marks = [line.page or number for line, number in zip(lines, numbers, strict=True)]
    beside: Counter[str] = Counter()
    where: list[tuple[int, str]] = []
    texts = [i for i, line in enumerate(lines) if not line.blank and not numbers[i]]
    for i, mark in enumerate(marks):
        if not mark:
            continue
        after = bisect(texts, i)
        for j in (*texts[after : after + 1], *texts[max(after - 1, 0) : after]):
            if _HEAD_CANDIDATE.fullmatch(lines[j].text):
                key = re.sub(r"\s|\d+$", "", lines[j].text)
                where.append((j, key))
    for _, key in set(where):
        beside[key] += 1
    masthead = re.sub(r"\s", "", "".join(line.text for line in lines[:12]))
    first = next((i for i, mark in enumerate(marks) if mark), len(lines))
    heads = {
        j
        for j, key in where
        if j > first and (beside[key] > 1 or ("期" in key and all(p in masthead for p in _parts(key))))
    }
    out = []
    for i, line in enumerate(lines):
        if numbers[i] or i in heads or (line.blank and line.page) or _RULE.fullmatch(line.raw):
            out.append(TextLine("", [], "", line.start, page=marks[i] or i in heads))
        else:
            out.append(line)
    return out


def _parts(key: str) -> list[str]:
    return [part for part in re.split(r"(\d{4}年.*)", key) if part]
