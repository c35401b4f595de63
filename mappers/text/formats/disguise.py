"""What a file really is, by its first bytes, where its name says something else."""

from __future__ import annotations

from pathlib import Path

from mappers.text.source import SourceError

__all__ = ["refuse"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: First bytes -> what such a file is, and the suffix that it should have.
_KINDS: tuple[tuple[bytes, str, str], ...] = (
    (_OLE, "an old Word or WPS document", ".doc"),
    (b"%PDF", "a PDF", ".pdf"),
    (b"PK\x03\x04", "a zip archive, as Word's new documents are", ".docx"),
    (b"{\\rtf", "a Rich Text document", ".doc"),
    (b"<!doctype html", "a web page", ".html"),
    (b"<html", "a web page", ".html"),
    (b"\x89PNG", "a picture", ".png"),
    (b"\xff\xd8\xff", "a picture", ".jpg"),
)


def refuse(data: bytes, name: str, form: str, reason: str) -> SourceError:
    """The error for bytes that are not of the format that their name promises: what they are, else what is broken."""
    if not data.strip(b"\0 \r\n\t"):
        return SourceError("E-EMPTY", "the file is empty", name, "give a file with the text of a bulletin")
    if data.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in data:
        return SourceError("E-ENCRYPTED", f"the {form} is protected by a password", name, "save it without a password")
    head = data[:1024].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    for magic, kind, suffix in _KINDS:
        if head.startswith(magic.lower()) and suffix != Path(name).suffix.lower():
            remedy = f"name it {suffix}" if suffix in (".doc", ".pdf", ".html", ".docx") else "give the bulletin's text"
            return SourceError("E-FORMAT", f"no {form} but {kind}", name, remedy)
    return SourceError("E-UNREADABLE", f"the {form} is broken ({reason})", name, "open it, save it again, and try that")
