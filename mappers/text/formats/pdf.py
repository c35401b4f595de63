"""PDF: the text layer in the order of reading, ruled tables as rows of cells between tabs, a form feed between pages.

Letters and rules are taken out by pdfplumber (MIT), which knows where each stands; pypdf garbles Chinese, and pymupdf is under
the AGPL. What is made of them is in :mod:`mappers.text.formats.page_columns` and :mod:`mappers.text.formats.pages`. A page without any letter that shows a picture is a
scan, and a scan is refused: what is on it would be lost without a word.
"""

from __future__ import annotations

import io
import logging
import re
import unicodedata
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

import pdfplumber

from mappers.text.formats.disguise import refuse
from mappers.text.formats.page_columns import arrange
from mappers.text.formats.pages import flow
from mappers.text.formats.sheet import WIDE, RuledTable, Sheet, Word
from mappers.text.source import SourceError, Text, extracted, source_words

__all__ = ["MOST_PAGES", "read"]

MOST_PAGES = 300
_MOST_BYTES = 400 * 2**20
_MOST_RULES = 20_000
_STREAM = re.compile(rb"stream\r?\n")

#: Radicals that fonts give for the characters that look the same: ⼯作 for 工作, ⺠政 for 民政.
_RADICALS = {
    code: plain
    for code in (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00))
    if len(plain := unicodedata.normalize("NFKC", chr(code))) == 1 and plain != chr(code)
}
_RADICALS |= {
    ord(radical): plain
    for radical, plain in zip(
        "⺠⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳⺌⺍⺮⺼⻁⻊⻍⻏⻖⻗",
        "民西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟小小竹月虎足辶阝阝雨",
        strict=True,
    )
}

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it tells of every odd font on standard error


def read(data: bytes, name: str) -> Text:
    """The text of a PDF.

    Raises SourceError when it is protected, broken, too large, or has no text layer.
    """
    if b"%PDF" not in data[:1024]:
        raise refuse(data, name, source_words("form pdf"), source_words("reason start"))
    if _inflated(data) > _MOST_BYTES:
        raise SourceError("E-TOO-LARGE/unpacked", name)
    try:
        sheets, scanned = _sheets(data, name)
    except SourceError:
        raise
    except Exception as error:  # the libraries raise whatever a broken file leads to
        if "Password" in f"{error!r}{error.__cause__!r}{error.__context__!r}":
            raise SourceError("E-ENCRYPTED", name, form=source_words("form pdf")) from error
        reason = str(error).strip().split("\n")[0] or type(error).__name__
        raise SourceError("E-UNREADABLE/pdf", name, reason=reason) from error
    if scanned:
        problem = "E-NO-TEXT" if len(scanned) == len(sheets) else "E-NO-TEXT/pages"
        raise SourceError(problem, name, pages=_listed(scanned))
    content, pages = flow(sheets)
    return extracted(content, data, name, "pdf", pages=pages)


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers[:8])) + (" …" if len(numbers) > 8 else "")


def _inflated(data: bytes) -> int:
    """Bytes that the compressed streams of a file unpack to, counted until there are too many."""
    total = 0
    for match in _STREAM.finditer(data):
        unpacker = zlib.decompressobj()
        rest = data[match.end() : match.end() + 2**26]
        try:
            while rest and not unpacker.eof and total <= _MOST_BYTES:
                total += len(unpacker.decompress(rest, 2**22))
                rest = unpacker.unconsumed_tail
        except zlib.error:
            continue
    return total


def _sheets(data: bytes, name: str) -> tuple[list[Sheet], list[int]]:
    """The pages, and the numbers of those that are pictures."""
    sheets: list[Sheet] = []
    scanned: list[int] = []
    unknown = letters = 0
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        if len(pdf.pages) > MOST_PAGES:
            raise SourceError("E-TOO-LARGE/pages", name, pages=len(pdf.pages), most=MOST_PAGES)
        if not pdf.pages:
            raise SourceError("E-EMPTY/pages", name)
        for number, page in enumerate(pdf.pages, 1):
            found = [char["text"] for char in page.chars if char["text"].strip()]
            letters += len(found)
            unknown += sum(text.startswith("(cid:") or "\ue000" <= text <= "\uf8ff" for text in found)
            if not found and any(_covers(image, page) for image in page.images):
                scanned.append(number)
            sheets.append(_sheet(page))
            page.close()
    if letters and unknown > 0.2 * letters:
        raise SourceError("E-NO-TEXT/fonts", name)
    return sheets, scanned


def _covers(image: Any, page: Any) -> bool:
    """Whether a picture takes a good part of its page."""
    return bool((image["x1"] - image["x0"]) * (image["bottom"] - image["top"]) > 0.3 * page.width * page.height)


def _sheet(page: Any) -> Sheet:
    """What stands on a page: its ruled tables, and the words outside of them."""
    rules = len(page.lines) + len(page.rects) + len(page.curves)
    page = page.dedupe_chars()  # bold type is often the same letter printed twice
    tables = [table for table in page.find_tables() if _is_table(table)] if rules <= _MOST_RULES else []
    cells = [cell for table in tables for cell in table.cells]
    upright = sum(bool(char["upright"]) for char in page.chars)
    turned = upright * 2 > len(page.chars)  # what is turned on an upright page is a watermark or a seal

    def is_prose(thing: Any) -> bool:
        if thing["object_type"] != "char":
            return True
        x, y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
        within = any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in cells)
        return not within and (thing["upright"] or not turned)

    words = page.filter(is_prose).extract_words(
        x_tolerance_ratio=0.25, keep_blank_chars=True, extra_attrs=["size"], return_chars=True
    )
    return arrange(
        [word for found in words if (word := _word(found))],
        [RuledTable(tuple(_rows(table)), table.bbox[1]) for table in tables],
        page.width,
        page.height,
    )


def _word(found: Any) -> Word | None:
    """A word, blanks within it kept, those around it not; None where it is blank."""
    chars = found["chars"]
    inked = [i for i, char in enumerate(chars) if char["text"].strip()]
    if not inked:
        return None
    chars = chars[inked[0] : inked[-1] + 1]
    text = _plain(found["text"]).strip()
    return Word(text, chars[0]["x0"], chars[-1]["x1"], found["top"], found["bottom"], max(found["size"], 1))


def _is_table(table: Any) -> bool:
    """Two rows and two columns at least; else it is a frame."""
    filled = [row for row in table.rows if sum(cell is not None for cell in row.cells) > 1]
    return len(table.rows) > 1 and bool(filled)


def _rows(table: Any) -> Iterator[tuple[str, ...]]:
    """The rows; a cell over several places stands in the first, the others are blank."""
    for row in table.extract(x_tolerance_ratio=0.3):
        cells = tuple(_flat(cell or "") for cell in row)
        if any(cells):
            yield cells


def _flat(cell: str) -> str:
    out = ""
    for line in _plain(cell).replace("\t", " ").split("\n"):
        joint = bool(out and line) and not (WIDE.match(out[-1]) or WIDE.match(line[0]))
        out += (" " if joint else "") + line.strip()
    return out


def _plain(text: str) -> str:
    return re.sub(r"\(cid:\d+\)", "\ufffd", text).translate(_RADICALS)
