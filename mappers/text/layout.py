"""Lines -> blocks of the view: paragraphs whose lines are joined again, and tables.

A line that layout has cut is joined with the next one when it does not end a sentence, is long (or as long as the lines
of a text with hard line breaks), and the next line begins no heading, list item, table, masthead or distribution line.
An open 《 or “ forces the join.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mappers.regex import regex
from mappers.text.lines import TextLine, display_width, read_lines, strip_noise
from mappers.text.page_furniture import cut_furniture
from mappers.text.table_forms import RawTable, table_at
from mappers.text.view import View, ViewBuilder

__all__ = ["HEADING", "LABEL", "Paragraph", "TableBlock", "lay_out"]

_HAN_NUMBER = "[一二三四五六七八九十百]+"
#: A heading's number or mark at the beginning of a line, by level.
HEADING = regex(
    rf"(?P<part>第{_HAN_NUMBER}(?:部分|章|节|编)[：:、\s]*)|(?P<han>{_HAN_NUMBER}、)|(?P<bracket>【(?=[^】]{{1,20}}】$))"
    rf"|(?P<attachment>附(?:件|表|录)\s*(?:{_HAN_NUMBER})?\d{{0,2}}\s*(?:[：:、]\s*|(?=$)))"
)
#: A label of an item at the beginning of a line.
LABEL = regex(
    rf"（{_HAN_NUMBER}）|（\d{{1,2}}）|\d{{1,2}}[.．、](?!\d)|\d{{1,2}}\.(?=\d{{1,2}}月\d|\d{{4}}年)|\d{{1,2}}）|[①-⑳㈠-㈩]|——(?=[^—])|[◎☆◆●■★▲◇○□▶►•·※]"
)
_END = regex(r"[。！？；：…]$|[。！？][”』」）]$")
_DISTRIBUTION = regex(r"(?:主?报|抄?送|发|抄报|抄送|主送|分送|印发|下发)\s*：")
_MASTHEAD = regex(
    r"（?\d{4}年第?\d+[期号]|（?总?第?\d+期|\d{4}年\d{1,2}月\d{1,2}日(?:印|印发|编印|出版)?$|（\d{1,2}月\d{1,2}日|（?共?印"
)
_SHORT = 20


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: view offsets, the Markdown level of its heading mark, whether it was an item of a Markdown list."""

    start: int
    end: int
    hashes: int
    bullet: bool
    lines: int


@dataclass(frozen=True, slots=True)
class TableBlock:
    """One table: cells as (text, start, end) in view offsets; the header is the first row."""

    rows: tuple[tuple[tuple[str, int, int], ...], ...]
    start: int
    end: int


def lay_out(content: str) -> tuple[View, list[Paragraph | TableBlock]]:
    """The view of a text and its blocks in order."""
    lines, cut = cut_furniture(strip_noise(read_lines(content)))
    builder = ViewBuilder()
    blocks: list[Paragraph | TableBlock] = []
    width = _hard_width(lines)
    body = False
    i = 0
    while i < len(lines):
        line = lines[i]
        if line.blank:
            i += 1
            continue
        if table := table_at(lines, i):
            blocks.append(_add_table(builder, table))
            i = table.end
            body = True
            continue
        body = body or line.hashes > 1 or "。" in line.text or bool(HEADING.match(line.text) or LABEL.match(line.text))
        start = builder.length
        builder.add(line.text, line.places)
        joined = line.text
        last, j, count = line, i + 1, 1
        while (k := _next_text(lines, j)) is not None and _continues(joined, last, lines, j, k, width, body):
            following = lines[k]
            if re.match(r"[A-Za-z]", joined[-1:]) and re.match(r"[A-Za-z]", following.text):
                builder.mark(" ", following.places[0])
            builder.add(following.text, following.places)
            joined += following.text
            last, j, count = following, k + 1, count + 1
        blocks.append(Paragraph(start, builder.length, line.hashes, line.bullet, count))
        builder.mark("\n", last.places[-1])
        i = j
    return builder.view(cut), blocks


def _next_text(lines: list[TextLine], i: int) -> int | None:
    return next((k for k in range(i, len(lines)) if not lines[k].blank), None)


def _hard_width(lines: list[TextLine]) -> int | None:
    """The column at which every line was cut, None in a text whose lines are paragraphs."""
    widths = sorted(width for line in lines if not line.blank and (width := display_width(line.raw)) > 30)
    if len(widths) < 8:
        return None
    full = widths[int(len(widths) * 0.9)]
    close = sum(full * 0.88 <= w <= full * 1.06 for w in widths)
    return full if full <= 120 and close >= 0.55 * len(widths) else None


def _continues(
    joined: str, last: TextLine, lines: list[TextLine], j: int, k: int, width: int | None, body: bool
) -> bool:
    following = lines[k]
    if following.hashes or following.bullet or last.hashes:
        return False
    tail = joined[-400:]
    ended = bool(_END.search(tail))
    if tail.rfind("《") > tail.rfind("》") or tail.rfind("“") > tail.rfind("”"):
        return not HEADING.match(following.text)
    if not body or _starts_block(following) or table_at(lines, k):
        return False
    if _MASTHEAD.match(following.text) and len(following.text) < _SHORT * 2:
        return False
    gap = any(lines[g].blank and not lines[g].page for g in range(j, k)) and not any(lines[g].page for g in range(j, k))
    if width is not None:
        columns = display_width(last.raw)
        if ended and not joined.endswith("："):
            return not gap and columns >= width - 3
        page = any(lines[g].page for g in range(j, k))
        return (page or not gap) and not _heading_like(joined) and columns >= width * 0.6
    if ended:
        return False
    return (
        len(joined) > _SHORT
        and not _heading_like(joined)
        and (len(last.text) > _SHORT or joined.endswith(("，", "、")))
    )


def _starts_block(line: TextLine) -> bool:
    return bool(HEADING.match(line.text) or LABEL.match(line.text) or _DISTRIBUTION.match(line.text))


def _heading_like(text: str) -> bool:
    return len(text) <= 40 and bool(HEADING.match(text)) and not re.search(r"[，。]", text)


def _add_table(builder: ViewBuilder, table: RawTable) -> TableBlock:
    start = builder.length
    rows = []
    for raw_row in table.rows:
        row = []
        for cell in raw_row:
            begin, end = builder.add(cell.text, cell.places)
            row.append((cell.text, begin, end))
            builder.mark("\t", cell.places[-1] if cell.places else cell.at)
        builder.mark("\n", raw_row[-1].places[-1] if raw_row[-1].places else raw_row[-1].at)
        rows.append(tuple(row))
    return TableBlock(tuple(rows), start, builder.length)
