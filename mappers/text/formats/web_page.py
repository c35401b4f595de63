"""Web pages: the main text without navigation, scripts and footers; tables as rows of cells between tabs.

Headings become Markdown's, lists get the numbers that a browser shows. What is left out is told in
:mod:`mappers.text.formats.main_text`.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml import html as parser

from mappers.regex import regex
from mappers.text.formats.disguise import refuse
from mappers.text.formats.main_text import keep_main_text
from mappers.text.formats.numbering import chinese
from mappers.text.source import SourceError, Text, decode, extracted, source_words

__all__ = ["LARGEST", "read"]

#: Bytes of a page; its pictures are elsewhere.
LARGEST = 16 * 2**20

_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{3,20})|<\?xml[^>]{0,80}encoding=["']([\w-]{3,20})""", re.I
)
_CHINESE = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030"}
_BLOCKS = regex(
    r"address|article|blockquote|body|center|dd|details|div|dl|dt|fieldset|figcaption|figure|h1|h2|h3|h4|h5|h6"
    r"|header|hr|html|legend|li|main|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul|caption"
)
_ERROR = regex(
    r"(?<!\d)(?:400|401|403|404|410|500|502|503|504)(?!\d)|not found|forbidden|bad gateway|service unavailable|internal server error"
    r"|access denied|页面不存在|网页不存在|页面未找到|找不到(?:该|此|您)?.{0,6}(?:页面|网页|文件)|无法访问|访问(?:被拒绝|受限|过于频繁|出错)|系统(?:繁忙|错误|维护)"
    r"|已被?删除|请求被(?:拦截|拒绝)|安全验证|网站防火墙",
    re.I,
)
#: Lines that pages of authorities put around the text.
_AROUND = regex(
    r"(?:您?(?:现在|当前)?的?(?:当前)?位置(?:是)?[:：].*|(?:【?字体|字号)[:：]?.{0,20}|.{0,6}(?:打印|关闭)(?:本页|窗口|页面|此页)?.{0,8}|分享(?:到|至)?[:：]?.{0,12}"
    r"|(?:浏览|阅读|点击|访问)(?:次数|量|数)[:：]?.{0,12}|(?:上|下)一[篇条页][:：].*|扫一扫.{0,20}|返回(?:顶部|首页|列表)|.{0,40}(?:ICP备|公网安备|版权所有|网站标识码|技术支持).*)"
)
_SPACE = regex(r"[ \t\r\n\f\u00a0\u2002\u2003\u3000]+")
_HAN = regex(r"[\u4e00-\u9fff]")
_DEEPEST = 250
_WIDE = regex(r"[\u2e80-\uffef]")


def read(data: bytes, name: str) -> Text:
    """The main text of a web page.

    Raises SourceError when it is too large, no page, an error page, or in an unknown encoding.
    """
    if len(data) > LARGEST:
        raise SourceError("E-TOO-LARGE/page", name, most=LARGEST // 2**20)
    content = _decoded(data, name)
    if "<" not in content or (b"\0" in data[:1024] and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))):
        raise refuse(data, name, source_words("form page"), source_words("reason markup"))
    try:
        root = parser.document_fromstring(
            re.sub(r"^\s*<\?xml[^>]*\?>", "", content), parser=parser.HTMLParser(huge_tree=False, no_network=True)
        )
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise refuse(data, name, source_words("form page"), str(error)) from error
    if _depth(root) >= _DEEPEST:  # the parser leaves out what stands deeper than 255
        raise refuse(data, name, source_words("form page"), source_words("reason nested", depth=_DEEPEST))
    title = " ".join(root.xpath("string(//title)").split())
    keep_main_text(root)
    lines = [line for line in _PageWriter().lines(root) if not _AROUND.fullmatch(line.strip("# "))]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"
    if len(text) < 400 and (found := _ERROR.search(f"{title}\n{text}")):
        raise SourceError("E-ERROR-PAGE", name, found=found.group())
    return extracted(text, data, name, "html")


def _decoded(data: bytes, name: str) -> str:
    """By the byte order mark, else as the page says, else as plain text is decoded."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    if data.startswith(codecs.BOM_UTF8):
        return data.decode("utf-8-sig", "replace")
    matched = _CHARSET.search(data[:4096])
    if matched:
        encoding = (matched[1] or matched[2]).decode("ascii").lower()
        try:
            return data.decode(_CHINESE.get(encoding, encoding))
        except (UnicodeDecodeError, LookupError):
            pass  # many pages say gb2312 or utf-8 and are the other
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        content = data.decode("gb18030", "replace")
    return content if _HAN.search(content) and "\ufffd" not in content else decode(data, name)[0]


def _depth(root: Any) -> int:
    deepest = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


class _PageWriter:
    """Writes an element as lines."""

    def __init__(self) -> None:
        self._line = ""
        self._lines: list[str] = []

    def lines(self, root: Any) -> list[str]:
        """The lines of a page."""
        self._walk(root, "")
        self._end()
        return self._lines

    def _add(self, text: str | None, *, kept: bool = False) -> None:
        if text:
            self._line += text if kept else _SPACE.sub(" ", text)

    def _end(self) -> None:
        line = self._line.strip(" ")
        if line:
            self._lines.append(line)
        self._line = ""

    def _walk(self, node: Any, label: str) -> None:
        tag = node.tag
        if tag == "br":
            self._end()
        elif tag == "table" and _is_table(node):
            self._end()
            self._lines += ["", *_rows(node), ""]
        elif tag in ("ol", "ul"):
            self._list(node)
        elif tag == "pre":
            self._end()
            self._lines += "".join(node.itertext()).splitlines()
        elif isinstance(tag, str) and _BLOCKS.fullmatch(tag):
            self._block(node, label)
        else:
            self._inside(node)
        self._add(node.tail)

    def _inside(self, node: Any) -> None:
        self._add(node.text)
        for child in node:
            self._walk(child, "")

    def _block(self, node: Any, label: str) -> None:
        self._end()
        if re.fullmatch(r"h[1-6]", node.tag) and "".join(node.itertext()).strip():
            label = "#" * int(node.tag[1]) + " "
        self._add(label, kept=True)
        self._inside(node)
        if self._line == label:
            self._line = ""
        self._end()

    def _list(self, node: Any) -> None:
        """A list; what a browser would print before its items is printed."""
        self._end()
        self._add(node.text)
        style = f"{node.get('type', '')} {node.get('style', '')}".lower()
        count = int(node.get("start", "1")) if re.fullmatch(r"\d{1,4}", node.get("start", "1")) else 1
        for child in node:
            if child.tag == "li":
                self._walk(child, _label(node.tag, style, count))
                count += 1
            else:
                self._walk(child, "")
        self._end()


def _label(tag: str, style: str, count: int) -> str:
    if re.search(r"\bnone\b", style):
        return ""
    if tag == "ul":
        return "● "
    return f"{chinese(count)}、" if re.search(r"cjk|chinese|trad|simp", style) else f"{count}. "


def _is_table(table: Any) -> bool:
    """Whether a table holds data; others only arrange a page."""
    if table.find(".//table") is not None:
        return False
    rows = [*table.iter("tr")]
    cells = [_own(row) for row in rows]
    return len(rows) > 1 and max(map(len, cells), default=0) > 1


def _own(row: Any) -> list[Any]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _rows(table: Any) -> Iterator[str]:
    """The rows; a cell over several places stands in the first, the others are blank."""
    caption = table.find("caption")
    if caption is not None and (title := _flat(caption)):
        yield title
        yield ""
    below: dict[int, int] = {}  # column -> rows that a cell from above still covers
    for row in table.iter("tr"):
        cells: list[str] = []

        def covered(cells: list[str] = cells) -> None:
            while below.get(len(cells), 0) > 0:
                below[len(cells)] -= 1
                cells.append("")

        for cell in _own(row):
            covered()
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            for column in range(len(cells), len(cells) + across):
                below[column] = down - 1
            cells += [_flat(cell), *[""] * (across - 1)]
        covered()
        if any(cells):
            yield "\t".join(cells)


def _span(cell: Any, name: str) -> int:
    value = cell.get(name, "1").strip()
    return max(1, min(int(value), 40)) if re.fullmatch(r"\d{1,6}", value) else 1


def _flat(cell: Any) -> str:
    """The text of a cell on one line."""
    out = ""
    for piece in _PageWriter().lines(cell):
        text = " ".join(piece.split())
        joint = bool(out and text) and not (_WIDE.match(out[-1]) or _WIDE.match(text[0]))
        out += (" " if joint else "") + text
    return out
