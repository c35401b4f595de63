"""From bytes to :class:`Text`: the original as it was published, never changed afterwards."""

from __future__ import annotations

import codecs
import hashlib
import json
import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mappers.bilingual import Bilingual, read_bilingual
from mappers.regex import regex

__all__ = ["SourceError", "Text", "decode", "extracted", "read_text", "source_messages", "source_words"]

_HAN = regex(r"[\u4e00-\u9fff]")
#: What no text has and some extraction gives: controls but tab, line feed and form feed, halves of characters, marks.
_IMPOSSIBLE = regex(r"[\x00-\x08\x0b\x0d-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


@cache
def source_messages() -> Mapping[str, Bilingual]:
    """What can be wrong with a source, by code and variant, and the words that fill it; ``source_errors.json``."""
    return read_bilingual(json.loads(Path(__file__).with_name("source_errors.json").read_text("utf-8")))


def source_words(name: str, /, **values: object) -> Bilingual:
    """Words of an error: the name of a format, what a file is instead, a reason."""
    return source_messages()[name].format(**values)


class SourceError(Exception):
    """A source that cannot be read as a bulletin: what is wrong, where, and what to do, in the user's language.

    name is a code, or a code with a variant: "E-EMPTY/pages"; the values are those of its text.
    Codes: E-EMPTY, E-ENCODING, E-BINARY, E-NOT-BULLETIN, E-UNREADABLE, E-FORMAT, E-REGISTER; of formats other than text
    also E-MISSING (what reads them is not installed), E-ENCRYPTED, E-TOO-LARGE, E-NO-TEXT (a scan), E-ERROR-PAGE.
    """

    def __init__(self, name: str, place: str | Path, /, **values: object) -> None:
        super().__init__(name, str(place), values)
        self.code = name.partition("/")[0]
        self.place = str(place)
        self._text = source_messages()[name].format(**values)

    @property
    def remedy(self) -> str:
        """What to do about it."""
        return re.split("；|; ", str(self._text))[-1]

    def __str__(self) -> str:
        return f"{self.code} {self.place}: {self._text}"

    def __reduce__(self) -> tuple[object, ...]:
        return _remake, self.args


def _remake(name: str, place: str, values: dict[str, object]) -> SourceError:
    return SourceError(name, place, **values)


@dataclass(frozen=True, slots=True)
class Text:
    """A text and where it came from.

    content   the decoded characters, line ends as they stand, without a byte order mark
    sha256    hexadecimal digest of the original bytes
    name      name of the file, for messages only
    encoding  how the bytes were decoded: "utf-8" or "gb18030", else the format: "docx", "pdf"

    Where the bytes are not the text (Word, PDF, HTML) the text that was extracted is the source of all offsets:

    text_sha256  digest of the extracted text as UTF-8, empty where the bytes are the text
    pages        offsets at which the pages begin, where the format has pages (PDF)
    paragraphs   offsets at which the paragraphs begin, where they can be counted (Word); a row of a table is one
    """

    content: str
    sha256: str
    name: str
    encoding: str
    text_sha256: str = ""
    pages: tuple[int, ...] = ()
    paragraphs: tuple[int, ...] = ()

    def page(self, offset: int) -> int | None:
        """The page on which an offset stands, counted from 1; None in a format without pages."""
        return bisect_right(self.pages, offset) or None

    def paragraph(self, offset: int) -> int | None:
        """The paragraph in which an offset stands, counted from 1; None where paragraphs are not counted."""
        return bisect_right(self.paragraphs, offset) or None


def extracted(
    content: str,
    data: bytes,
    name: str,
    form: str,
    *,
    pages: tuple[int, ...] = (),
    paragraphs: tuple[int, ...] = (),
) -> Text:
    """The text that a reader took out of the bytes of a file.

    Raises SourceError E-EMPTY when it is blank.
    """
    if not content.strip():
        raise SourceError("E-EMPTY/text", name)
    content = _IMPOSSIBLE.sub("\ufffd", content)  # one for one, so that the offsets stay
    digest = hashlib.sha256(content.encode()).hexdigest()
    return Text(content, hashlib.sha256(data).hexdigest(), name, form, digest, pages, paragraphs)


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The characters of a text file, and the encoding that they were in.

    Raises SourceError when it is neither UTF-8 nor GB18030.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise SourceError("E-ENCODING/utf-16", name)
    if b"\0" in data[:65536]:
        raise SourceError("E-BINARY", name)
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError as error:
        utf8 = error
    try:
        content = data.decode("gb18030")
    except UnicodeDecodeError:
        content = ""
    if len(_HAN.findall(content)) * 4 >= len(content.strip()) > 0:
        return content, "gb18030"
    line = data[: utf8.start].count(b"\n") + 1
    raise SourceError("E-ENCODING", name, byte=utf8.start, line=line)


def read_text(data: bytes, name: str) -> Text:
    """Decode one file.

    Raises SourceError when the bytes are empty, binary, or in another encoding than UTF-8 or GB18030.
    """
    content, encoding = decode(data, name)
    if not content.strip():
        raise SourceError("E-EMPTY", name)
    return Text(content, hashlib.sha256(data).hexdigest(), name, encoding)
