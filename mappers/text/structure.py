"""Blocks -> sections, items, sentences and tables; what stands before and after them is front and back matter.

Sections are known by position. Their level follows from the kind of mark (第一部分, 【】, ##, 一、, （一）, 1.) and from which
kinds the text uses, so that 一、 is a chapter in one bulletin and stands below 第一部分 in another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mappers.regex import regex
from mappers.text.bulletin import Cell, Item, Section, Sentence, TextTable
from mappers.text.layout import HEADING, LABEL, Paragraph, TableBlock
from mappers.text.view import View

__all__ = ["Structure", "split_sentences", "structure"]

_DISTRIBUTION = regex(r"(?:主?报|送|发|抄报|抄送|主送|分送|报送)：")
_COPIES = regex(r"（?(?:本期)?共?印(?:制|发|数)?[:：]?\d+份）?$")
_BACK = regex(r"(?:责任编辑|编辑|审核|审签|签发|校对|联系人|联系电话|电话|地址|主编|编审|编印|本期编辑)[:：]")
_VERB = regex(
    r"收到|获得|获评|[被向将了]|已|印发|召开|举办|举行|签订|签署|发布|授予|赴|转发|受理\d|办结\d|荣获|[《“]|月\d+日"
)
_OPEN, _CLOSE = "《（“‘【", "》）”’】"
_MARK = regex(f"[{_OPEN}{_CLOSE}。！？；]")
#: A short line behind a mark, without any punctuation: ◎数说政务.
_SYMBOL_HEADING = regex(r"(?P<mark>[◎☆★■□●▲◆▶※❖◇])(?P<title>[^，。；：、\d]{2,16})")
_SUB = {"（一）": 2, "1.": 3, "（1）": 4}


@dataclass(frozen=True, slots=True)
class Structure:
    """The parts of a text in view offsets. front and back: paragraphs before the first section and after the last."""

    front: tuple[tuple[int, int], ...]
    sections: tuple[Section, ...]
    items: tuple[Item, ...]
    tables: tuple[TextTable, ...]
    back: tuple[tuple[int, int], ...]


def structure(view: View, blocks: list[Paragraph | TableBlock]) -> Structure:
    """Sort the blocks of a text into its parts."""
    return _Sorter(view, blocks).sort()


def split_sentences(text: str, start: int, end: int) -> tuple[Sentence, ...]:
    """Sentences of text[start:end]; they end at 。！？； outside of brackets and quotation marks."""
    out, depth, begin = [], 0, start
    for mark in _MARK.finditer(text, start, end):
        char = mark.group()
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0:
            out.append(Sentence(begin, mark.end()))
            begin = mark.end()
    if text[begin:end].strip():
        out.append(Sentence(begin, end))
    return tuple(out)


class _Sorter:
    def __init__(self, view: View, blocks: list[Paragraph | TableBlock]) -> None:
        self.view = view
        self.blocks = blocks
        texts = [view.text[b.start : b.end] for b in blocks if isinstance(b, Paragraph)]
        self.marked = any(HEADING.match(t) for t in texts)
        self.parts = any((m := HEADING.match(t)) and m["part"] for t in texts)
        self.front: list[tuple[int, int]] = []
        self.back: list[tuple[int, int]] = []
        self.sections: list[Section] = []
        self.items: list[Item] = []
        self.tables: list[TextTable] = []
        self.path: list[int] = []
        self.attachments = 0
        self.attachment: str | None = None

    def sort(self) -> Structure:
        first = next((i for i in range(len(self.blocks)) if self._begins_body(i)), len(self.blocks))
        self.front = [(b.start, b.end) for b in self.blocks[:first]]
        for i in range(first, len(self.blocks)):
            block = self.blocks[i]
            if isinstance(block, TableBlock):
                self._table(i, block)
            else:
                self._paragraph(i, block)
        return Structure(tuple(self.front), self._closed(), tuple(self.items), tuple(self.tables), tuple(self.back))

    def _begins_body(self, i: int) -> bool:
        block = self.blocks[i]
        if isinstance(block, TableBlock):
            return True
        text = self.view.text[block.start : block.end]
        if HEADING.match(text) or LABEL.match(text) or block.hashes > 1:
            return True
        if _BACK.match(text) or re.fullmatch(r"（.*）", text):
            return False
        return (len(text) > 10 and text.endswith("。")) or (len(text) > 25 and bool(re.search(r"[。；]", text)))

    def _paragraph(self, i: int, block: Paragraph) -> None:
        text = self.view.text[block.start : block.end]
        if _DISTRIBUTION.match(text) or _COPIES.fullmatch(text) or (_BACK.match(text) and i > len(self.blocks) - 8):
            self.back.append((block.start, block.end))
            return
        mark = HEADING.match(text)
        if mark:
            self._chapter(block, text, mark)
            return
        if symbol := _SYMBOL_HEADING.fullmatch(text):
            self._open(1, symbol["mark"], symbol["title"], block)
            return
        if block.hashes > 1 or self._plain_heading(i, text):
            label = LABEL.match(text)
            self._open(1 if block.hashes <= 2 else 2, label.group() if label else None, text, block)
            return
        label = LABEL.match(text)
        if label and len(text) <= 32 and not re.search(r"[，。；：]", text) and self._followed(i, label.group()):
            self._open(_SUB.get(_shape(label.group()), 4) + self.parts, label.group(), text[label.end() :], block)
            return
        self._item(block, text, label)

    def _followed(self, i: int, label: str) -> bool:
        """A line is a heading only when something other than its own next sibling comes below it."""
        if i + 1 >= len(self.blocks):
            return False
        below = self.blocks[i + 1]
        if isinstance(below, TableBlock):
            return True
        text = self.view.text[below.start : below.end]
        next_label = LABEL.match(text)
        if HEADING.match(text) or _DISTRIBUTION.match(text):
            return False
        return next_label is None or _shape(next_label.group()) != _shape(label)

    def _plain_heading(self, i: int, text: str) -> bool:
        if self.marked or len(text) > 24 or re.search(r"[，。；：、\d]", text) or LABEL.match(text):
            return False
        below = self.blocks[i + 1] if i + 1 < len(self.blocks) else None
        return isinstance(below, Paragraph) and below.end - below.start > 30

    def _chapter(self, block: Paragraph, text: str, mark: re.Match[str]) -> None:
        rest = text[mark.end() :]
        title, body = rest.rstrip("】"), block.end
        stop = re.search(r"[。：]", rest)
        statement = rest.endswith("。") and len(rest) > 9
        if stop and (len(rest) > 40 or stop.end() < len(rest) or statement):
            short = not statement and stop.start() <= 20 and not re.search(r"[，；]", rest[: stop.start()])
            title = rest[: stop.start()] if short else ""
            body = block.start + mark.end() + (stop.end() if short else 0)
        level = 2 if mark["han"] and self.parts else 1
        self._open(level, mark.group(), title, block, attachment=bool(mark["attachment"]))
        if body < block.end:
            self._add_item(block, None, None, body)

    def _open(self, level: int, mark: str | None, title: str, block: Paragraph, *, attachment: bool = False) -> None:
        if attachment:
            title = title or ""
            above = self.sections[-1] if self.sections else None
            if above and above.key == self.attachment and not self._has_content(above):
                key = above.key  # “附件：…” at the end of the text, then “附件” above the table
                last = self.sections.pop()
                title = title or last.title
            else:
                self.attachments += 1
                key = f"att{self.attachments}"
            self.attachment = key
            self.path = []
            level, parent = 1, None
        else:
            depth = min(level, len(self.path) + 1)
            self.path = [*self.path[: depth - 1], (self.path[depth - 1] if len(self.path) >= depth else 0) + 1]
            names = [*([self.attachment] if self.attachment else []), *map(str, self.path)]
            key, parent = ".".join(names), ".".join(names[:-1]) or None
            level = len(names)
        printed = re.sub(r"[（）、.．：:第部分章节编【】\s]|附[件表录]", "", mark or "") or None
        self.sections.append(
            Section(
                key,
                title.strip(),
                printed if printed and not _SYMBOL_HEADING.match(printed + title) else None,
                level,
                parent,
                block.start,
                block.end,
                (block.start, block.end),
            )
        )

    def _has_content(self, section: Section) -> bool:
        return any(parts and parts[-1].section == section.key for parts in (self.items, self.tables))

    def _key(self) -> str:
        return self.sections[-1].key if self.sections else "0"

    def _item(self, block: Paragraph, text: str, label: re.Match[str] | None) -> None:
        at = label.end() if label else 0
        stop = re.search(r"[。：]", text[at:])
        title = None
        if stop and (label or block.bullet) and at + stop.end() < len(text):
            head = text[at : at + stop.start()]
            if (
                len(head) <= 22
                and not re.search(r"[，；]", head)
                and not _VERB.search(head.replace("“", "").replace("”", ""))
            ):
                title = head
        body = block.start + at + (stop.end() if stop and title else 0)
        self._add_item(block, label.group() if label else None, title, body)

    def _add_item(self, block: Paragraph, label: str | None, title: str | None, body: int) -> None:
        sentences = split_sentences(self.view.text, body, block.end)
        self.items.append(Item(self._key(), label, title, block.start, body, block.end, sentences))

    def _table(self, i: int, block: TableBlock) -> None:
        rows = [tuple(Cell(*cell) for cell in row) for row in block.rows]
        caption, span = self._caption(i)
        self.tables.append(TextTable(self._key(), caption, span, rows[0], tuple(rows[1:]), block.start, block.end))

    def _caption(self, i: int) -> tuple[str | None, tuple[int, int] | None]:
        above = self.blocks[i - 1] if i else None
        if isinstance(above, Paragraph) and above.end - above.start <= 60:
            text = self.view.text[above.start : above.end]
            mark = HEADING.match(text)
            return text[mark.end() if mark else 0 :].rstrip("：:"), (above.start, above.end)
        return None, None

    def _closed(self) -> tuple[Section, ...]:
        """The sections with their ends: where the next one of the same or a higher level begins."""
        last = max([b.end for b in self.blocks], default=0)
        if self.back:
            last = min(last, self.back[0][0])
        out = []
        following: dict[int, int] = {}  # level -> start of the next section of that level or above
        for s in reversed(self.sections):
            end = min((start for level, start in following.items() if level <= s.level), default=max(last, s.end))
            following[s.level] = s.start
            out.append(Section(s.key, s.title, s.printed, s.level, s.parent, s.start, end, s.heading))
        return tuple(reversed(out))


def _shape(label: str) -> str:
    if label.startswith("（"):
        return "（1）" if re.match(r"（\d", label) else "（一）"
    return "1." if label[0].isdigit() and not label.endswith("）") else label if not label[0].isdigit() else "1）"
