"""From bytes to :class:`Text`: the original as it was published, never changed afterwards."""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass

__all__ = ["SourceError", "Text", "read_text"]

_HAN = re.compile(r"[\u4e00-\u9fff]")


class SourceError(Exception):
    """A source that cannot be read as a bulletin: what is wrong, where, and what to do.

    Codes: E-EMPTY, E-ENCODING, E-BINARY, E-NOT-BULLETIN, E-UNREADABLE, E-FORMAT.
    """

    def __init__(self, code: str, problem: str, place: str, remedy: str) -> None:
        super().__init__(f"{code} {place}: {problem}; {remedy}")
        self.code = code
        self.problem = problem
        self.place = place
        self.remedy = remedy

    def __reduce__(self) -> tuple[type[SourceError], tuple[str, str, str, str]]:
        return SourceError, (self.code, self.problem, self.place, self.remedy)


@dataclass(frozen=True, slots=True)
class Text:
    """A text and where it came from.

    content   the decoded characters, line ends as they stand, without a byte order mark
    sha256    hexadecimal digest of the original bytes
    name      name of the file, for messages only
    encoding  how the bytes were decoded: "utf-8" or "gb18030"
    """

    content: str
    sha256: str
    name: str
    encoding: str


def _decode(data: bytes, name: str) -> tuple[str, str]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise SourceError("E-ENCODING", "the file is UTF-16", name, "save it as UTF-8 or GB18030")
    if b"\0" in data[:65536]:
        raise SourceError("E-BINARY", "the file holds binary data, not text", name, "give a .txt or .md file")
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
    raise SourceError(
        "E-ENCODING",
        f"neither UTF-8 (first bad byte at {utf8.start}, line {line}) nor GB18030",
        name,
        "save it as UTF-8",
    )


def read_text(data: bytes, name: str) -> Text:
    """Decode one file.

    Raises SourceError when the bytes are empty, binary, or in another encoding than UTF-8 or GB18030.
    """
    content, encoding = _decode(data, name)
    if not content.strip():
        raise SourceError("E-EMPTY", "the file is empty", name, "give a file with the text of a bulletin")
    return Text(content, hashlib.sha256(data).hexdigest(), name, encoding)
