"""The heading over a whole bulletin: a plain line among the front matter that says nothing of the bulletin itself.

It stands after title, number and publisher, has neither figures nor marks, names no body and no series; two such lines
are two guesses, hence none. It becomes section "0", which is also the place of what is printed before the first section.
"""

from __future__ import annotations

from mappers.regex import regex
from mappers.text.bulletin import Masthead, Section
from mappers.text.structure import Structure
from mappers.text.view import View

__all__ = ["opening_section"]

_PLAIN = regex(r"[\u4e00-\u9fff“”]{4,16}")
_NO_HEADING = regex(
    r"(?:中心|局|委员会|委|厅|办公室|政府|处|大厅|管委会|室|科|院|办|总队|平台|报|刊|简讯|信息)$"
    r"|目录|要目|导读|提要|编者|按语|内部|资料|保存|机密|秘密|绝密|公开|样例|主办|编印|印发|签发"
)
_OPENS = ("series", "issue", "publisher")


def opening_section(view: View, parts: Structure, masthead: Masthead) -> Section | None:
    """The section of the heading over all others, where there is exactly one line that can be it."""
    read = list(masthead.evidence.values())
    begins = max((e.end for name, e in masthead.evidence.items() if name in _OPENS), default=None)
    found = []
    for start, end in parts.front:
        first, last = view.original(start, end)
        text = view.text[start:end].strip()
        taken = any(e.start < last and first < e.end for e in read)
        if begins is None or first < begins or taken or not _PLAIN.fullmatch(text) or _NO_HEADING.search(text):
            continue
        found.append((start, end, text))
    if len(found) != 1:
        return None
    start, end, title = found[0]
    starts = [s.start for s in parts.sections]
    return Section("0", title, None, 1, None, start, starts[0] if starts else _last(parts, end), (start, end))


def _last(parts: Structure, end: int) -> int:
    return max([end, *(item.end for item in parts.items), *(table.end for table in parts.tables)])
