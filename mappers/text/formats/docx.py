"""Word documents (.docx): paragraphs with their automatic numbers, tables as rows of cells between tabs.

Only the parts that hold the text are unpacked, each up to a limit, and read as XML: a document whose other parts are
missing, broken or huge (pictures, a link to ``NULL`` as WPS writes them) is read all the same. Left out are headers and
footers, foot notes, comments, what was deleted with tracked changes, and hidden text. A merged cell stands in its first place,
the others are blank, as when a table is copied as text. ECMA-376 part 1, 17.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree

from mappers.regex import regex
from mappers.text.formats.disguise import refuse
from mappers.text.formats.numbering import Numbering
from mappers.text.source import SourceError, Text, extracted, source_words

__all__ = ["LARGEST_PART", "read"]

#: Bytes of XML that a part may have; a bulletin has some hundred thousand.
LARGEST_PART = 16 * 2**20
_MOST_PARTS = 20_000
_MAIN = "/officeDocument"
_WIDE = regex(r"[\u2e80-\uffef]")
#: Elements whose content is no text of the document.
_SKIPPED = frozenset(("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr", "rt"))
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_BROKEN = (zipfile.BadZipFile, zlib.error, KeyError, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


def read(data: bytes, name: str) -> Text:
    """The text of a Word document.

    Raises SourceError when it is protected, broken, too large, or something else than its name says.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            document, styles, numbering = _parts(package, data, name)
    except _BROKEN as error:
        raise refuse(data, name, source_words("form docx"), str(error) or type(error).__name__) from error
    body = document.find("{*}body")
    if body is None:
        raise refuse(data, name, source_words("form docx"), source_words("reason body"))
    writer = _DocxWriter(Numbering(numbering, styles))
    writer.blocks(body)
    return extracted("".join(writer.parts), data, name, "docx", paragraphs=tuple(writer.starts))


def _parts(package: zipfile.ZipFile, data: bytes, name: str) -> tuple[Any, Any, Any]:
    """The roots of the document, its styles and its numbering; the last two may be missing."""
    if len(package.infolist()) > _MOST_PARTS:
        raise SourceError("E-TOO-LARGE/parts", name, parts=len(package.infolist()))
    links = _links(package, "_rels/.rels", "", name)
    main = next((target for kind, target in links if kind.endswith(_MAIN)), "word/document.xml")
    if main not in package.namelist() or not main.endswith(".xml") or "word" not in main:
        raise SourceError("E-FORMAT/docx", name)
    folder, file = posixpath.split(main)
    related = {
        kind.rpartition("/")[2]: target for kind, target in _links(package, f"{folder}/_rels/{file}.rels", folder, name)
    }
    document = _xml(package, main, name)
    if document is None:
        raise refuse(data, name, source_words("form docx"), source_words("reason empty", part=main))
    return (
        document,
        _xml(package, related.get("styles", f"{folder}/styles.xml"), name),
        _xml(package, related.get("numbering", f"{folder}/numbering.xml"), name),
    )


def _links(package: zipfile.ZipFile, part: str, folder: str, name: str) -> list[tuple[str, str]]:
    """(type, part) of each relationship."""
    root = _xml(package, part, name)
    return [
        (link.get("Type", ""), posixpath.normpath(posixpath.join(folder, link.get("Target", ""))).lstrip("/"))
        for link in ([] if root is None else root.iterfind("{*}Relationship"))
    ]


def _xml(package: zipfile.ZipFile, part: str, name: str) -> Any:
    """The root of a part, None where it is missing. What its header says of its size is not believed."""
    if part not in package.namelist():
        return None
    with package.open(part) as file:
        data = file.read(LARGEST_PART + 1)
    if len(data) > LARGEST_PART:
        raise SourceError("E-TOO-LARGE/part", name, part=part, most=LARGEST_PART // 2**20)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise SourceError("E-UNREADABLE/xml", name, part=part, reason=error.msg) from error
    if root.getroottree().docinfo.doctype:
        raise SourceError("E-UNREADABLE/doctype", name, part=part)
    return root


def _kind(node: Any) -> str:
    """The local name of an element, empty for comments and the like."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _children(node: Any) -> Iterator[tuple[str, Any]]:
    """The elements within one; of two versions of the same content, the first that is there."""
    for child in node:
        kind = _kind(child)
        if kind == "AlternateContent":
            for version in child[:1]:
                yield from _children(version)
        elif kind and kind not in _SKIPPED:
            yield kind, child


class _DocxWriter:
    """Writes lines, and remembers where each paragraph begins."""

    def __init__(self, numbering: Numbering) -> None:
        self.parts: list[str] = []
        self.starts: list[int] = []
        self._length = 0
        self._numbering = numbering

    def blocks(self, node: Any) -> None:
        """Paragraphs and tables in their order, also those within content controls."""
        for kind, child in _children(node):
            if kind == "p":
                self._paragraph(child)
            elif kind == "tbl":
                self._table(child)
            else:
                self.blocks(child)

    def _line(self, text: str) -> None:
        self.starts.append(self._length)
        self.parts.append(f"{text.rstrip()}\n")
        self._length += len(self.parts[-1])

    def _paragraph(self, node: Any) -> None:
        for box in _boxes(node):
            self.blocks(box)
        text = self._numbering.label(node) + "".join(_pieces(node))
        # one tab only sets something apart; several make columns
        self._line(text if len(re.findall(r"\t+", text.strip())) > 1 else text.replace("\t", "  "))

    def _table(self, table: Any) -> None:
        rows = [*_rows(table)]
        if max(map(_width, rows), default=0) < 2 or len(rows) < 2:  # a frame, no table
            for row in rows:
                for cell in _cells(row):
                    self.blocks(cell)
            return
        for row in rows:
            cells = [""] * _grid(row, "trPr/gridBefore", 0)
            for cell in _cells(row):
                cells.append("" if _continues(cell) else self._cell(cell))
                cells += [""] * (_grid(cell, "tcPr/gridSpan", 1) - 1)
            self.starts.append(self._length)
            self.parts.append("\t".join(cells) + "\n")  # blank cells at the end are kept
            self._length += len(self.parts[-1])

    def _cell(self, cell: Any) -> str:
        """The text of a cell on one line."""
        out = ""
        for paragraph in cell.iter("{*}p"):
            text = " ".join((self._numbering.label(paragraph) + "".join(_pieces(paragraph))).split())
            joint = bool(out and text) and not (_WIDE.match(out[-1]) or _WIDE.match(text[0]))
            out += (" " if joint else "") + text
        return out


def _pieces(node: Any) -> Iterator[str]:
    """The text within a paragraph."""
    for kind, child in _children(node):
        if kind == "t":
            yield child.text or ""
        elif kind in _SIGNS:
            yield _SIGNS[kind]
        elif kind == "r" and _is_hidden(child):
            continue
        elif kind not in ("txbxContent", "p", "tbl"):
            yield from _pieces(child)


def _is_hidden(run: Any) -> bool:
    mark = run.find("{*}rPr/{*}vanish")
    return mark is not None and next(iter(mark.attrib.values()), "true") not in ("0", "false", "off")


def _boxes(node: Any) -> Iterator[Any]:
    """The text boxes that are anchored in a paragraph."""
    for kind, child in _children(node):
        if kind == "txbxContent":
            yield child
        elif kind != "t":
            yield from _boxes(child)


def _rows(table: Any) -> Iterator[Any]:
    for kind, child in _children(table):
        if kind == "tr" and child.find("{*}trPr/{*}del") is None:
            yield child
        elif kind in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _rows(child)


def _cells(row: Any) -> Iterator[Any]:
    for kind, child in _children(row):
        if kind == "tc":
            yield child
        elif kind in ("sdt", "sdtContent", "customXml"):
            yield from _cells(child)


def _width(row: Any) -> int:
    return sum(_grid(cell, "tcPr/gridSpan", 1) for cell in _cells(row))


def _grid(node: Any, path: str, default: int) -> int:
    """A number of grid columns, at most 40: more is no table that anybody reads."""
    found = node.find("/".join("{*}" + step for step in path.split("/")))
    value = "" if found is None else next(iter(found.attrib.values()), "")
    return min(int(value), 40) if re.fullmatch(r"\d{1,6}", value) else default


def _continues(cell: Any) -> bool:
    """Whether a cell belongs to the one above it."""
    merge = cell.find("{*}tcPr/{*}vMerge")
    return merge is not None and next(iter(merge.attrib.values()), "continue") != "restart"
