"""Documents: titles in 《》, announcement numbers, document numbers in every bracket style, quoted names."""

from __future__ import annotations

import re

from mappers.facts.fact import Document
from mappers.names.mask import D, Mask, N, Q, Value
from mappers.regex import regex

__all__ = ["clean_title", "mark_documents"]

_KIND = "公告|通告|令|通知|公报|通报|批复|函|决定"
_NUMBERED = regex(
    rf"(?P<year>\d{{4}})年第?(?P<no>\d+)号(?P<kind>{_KIND})"
    rf"|(?P<kind2>公告|通告)（?第?(?P<year2>\d{{4}})年第?(?P<no2>\d+)号）?"
    rf"|第(?P<no3>\d+)号(?P<kind3>公告|通告|令)"
)
_FILE_NUMBER = regex(r"（?(?P<x>[\u4e00-\u9fff]{1,10}[〔\[【（(［]\d{4}[〕\]】）)］]第?\d+号)）?")


def clean_title(text: str) -> str:
    """A title without the blanks and line breaks of layout."""
    return re.sub(r"\s", "", text)


def mark_documents(mask: Mask) -> None:
    """Mask 《…》 with D, numbers with N, “…” with Q; nested brackets belong to the outer one."""
    _brackets(mask, "《", "》", D)
    mask.mark(_FILE_NUMBER, N, lambda m: Document(clean_title(m["x"]), clean_title(m["x"])), ("号",))
    mask.mark(_NUMBERED, N, _numbered, ("号",))
    _brackets(mask, "“", "”", Q)


def _numbered(match: re.Match[str]) -> Document:
    g = match.groupdict()
    if g["no3"]:
        title = f"第{g['no3']}号{g['kind3']}"
        return Document(title, title)
    title = f"{g['year'] or g['year2']}年第{g['no'] or g['no2']}号{g['kind'] or g['kind2']}"
    return Document(title, title)


def _brackets(mask: Mask, opening: str, closing: str, token: str) -> None:
    if opening not in mask.text:
        return
    spans: list[tuple[int, int, str, Value]] = []
    depth, begin = 0, 0
    for i, char in enumerate(mask.text):
        if char == opening:
            if depth == 0:
                begin = i
            depth += 1
        elif char == closing and depth:
            depth -= 1
            if depth == 0:
                inner = clean_title(mask.plain(begin + 1, i)) if i > begin + 1 else ""
                if inner:
                    value: Value = Document(inner) if token == D else inner
                    spans.append((begin, i + 1, token, value))
    mask.replace(spans)
