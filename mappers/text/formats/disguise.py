"""What a file really is, by its first bytes, where its name says something else."""

from __future__ import annotations

from pathlib import Path

from mappers.bilingual import Bilingual
from mappers.text.source import SourceError, source_words

__all__ = ["refuse"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: First bytes -> the name of what such a file is, and the suffix that it should have.
_KINDS: tuple[tuple[bytes, str, str], ...] = (
    (_OLE, "kind ole", ".doc"),
    (b"%PDF", "kind pdf", ".pdf"),
    (b"PK\x03\x04", "kind zip", ".docx"),
    (b"{\\rtf", "kind rtf", ".doc"),
    (b"<!doctype html", "kind page", ".html"),
    (b"<html", "kind page", ".html"),
    (b"\x89PNG", "kind picture", ".png"),
    (b"\xff\xd8\xff", "kind picture", ".jpg"),
)


def refuse(data: bytes, name: str, form: Bilingual, reason: Bilingual | str) -> SourceError:
    """The error for bytes that are not of the format that their name promises: what they are, else what is broken."""
    if not data.strip(b"\0 \r\n\t"):
        return SourceError("E-EMPTY", name)
    if data.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in data:
        return SourceError("E-ENCRYPTED", name, form=form)
    head = data[:1024].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    for magic, kind, suffix in _KINDS:
        if head.startswith(magic.lower()) and suffix != Path(name).suffix.lower():
            error = "E-FORMAT/suffix" if suffix in (".doc", ".pdf", ".html", ".docx") else "E-FORMAT"
            return SourceError(error, name, form=form, kind=source_words(kind), suffix=suffix)
    return SourceError("E-UNREADABLE", name, form=form, reason=reason)
