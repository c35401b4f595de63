"""Old Word and WPS documents (.doc, .wps), which LibreOffice turns into .docx where it is installed."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from mappers.text.formats import docx
from mappers.text.formats.disguise import refuse
from mappers.text.source import SourceError, Text, source_words

__all__ = ["read"]

_SECONDS = 120
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"


def read(data: bytes, name: str) -> Text:
    """The text of an old Word or WPS document.

    Raises SourceError when LibreOffice is missing or cannot read it, or it is something else than its name says.
    """
    suffix = Path(name).suffix.lower()
    if not data.startswith((_OLE, _RTF)):
        raise refuse(data, name, source_words("form office", suffix=suffix), source_words("reason start"))
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise SourceError("E-MISSING/office", name, suffix=suffix)
    with TemporaryDirectory(prefix="zhoubao-") as folder:
        converted = _convert(program, data, Path(folder), suffix, name)
    text = docx.read(converted, name)
    return replace(text, sha256=sha256(data).hexdigest(), encoding=suffix.removeprefix("."))


def _convert(program: str, data: bytes, folder: Path, suffix: str, name: str) -> bytes:
    source, out = folder / f"source{suffix}", folder / "out"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    # the macros of a document do not run: a fresh profile allows none
    command = [program, "--headless", "--norestore", profile, "--convert-to", "docx", "--outdir", str(out), str(source)]
    try:
        run = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired as error:
        raise SourceError("E-UNREADABLE/slow", name, seconds=_SECONDS) from error
    made = out / "source.docx"
    if not made.exists():
        lines = run.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = lines[-1] if lines else f"exit code {run.returncode}"
        raise SourceError("E-UNREADABLE/office", name, reason=reason)
    return made.read_bytes()
