"""One bulletin in every format, made with the programs that offices use, gives the same facts.

Three tests need LibreOffice or Chromium and skip without them, except where $ZHOUBAO_REQUIRE_TOOLS is set.
"""

from __future__ import annotations

import html
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from mappers.mapping import Mapped, map_bulletin
from mappers.text.readers import READERS, read_file
from mappers.text.source import SourceError, Text

Command = Callable[..., "subprocess.CompletedProcess[str]"]
SAMPLE = Path(__file__).resolve().parent.parent / "samples" / "s01.txt"
#: Program -> the Debian packages that bring it, with a Chinese font.
PACKAGES = {"soffice": "libreoffice-writer-nogui", "chromium": "chromium"}
PLACES = {"start", "end", "quote"}


def program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        reason = f"{name} is missing: apt-get install {PACKAGES[name]} fonts-noto-cjk"
        if os.environ.get("ZHOUBAO_REQUIRE_TOOLS"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


def blocks() -> list[str | list[list[str]]]:
    """The sample as paragraphs and tables."""
    found: list[str | list[list[str]]] = []
    for line in SAMPLE.read_text("utf-8").splitlines():
        if "\t" not in line:
            found += [line] if line.strip() else []
        elif found and isinstance(found[-1], list):
            found[-1].append(line.split("\t"))
        else:
            found.append([line.split("\t")])
    return found


def as_docx(path: Path) -> Path:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "某省政务服务中心  内部资料"
    for block in blocks():
        if isinstance(block, str):
            document.add_paragraph(f"　　{block}")
            continue
        table = document.add_table(len(block), len(block[0]), style="Table Grid")
        for row, cells in zip(table.rows, block, strict=True):
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = words
    document.save(str(path))
    return path


def as_html(path: Path, encoding: str = "gb18030") -> Path:
    body = ""
    for block in blocks():
        if isinstance(block, str):
            body += f"<p>　　{html.escape(block)}</p>\n"
        else:
            rows = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in block)
            body += "<table border=1>" + "".join(f"<tr>{row}</tr>\n" for row in rows) + "</table>\n"
    page = (
        "<html><head><meta charset=gb2312><title>简报</title></head><body><nav><a>首页</a> <a>公开</a></nav>\n"
        f"<div id=zoom>{body}</div><script>var a = '，';</script></body></html>"
    )
    path.write_bytes(page.encode(encoding))
    return path


def as_markdown(path: Path) -> Path:
    text = ""
    for block in blocks():
        if isinstance(block, str):
            text += f"**{block[:2]}**{block[2:]}\n\n" if block[:1] == "本" else f"{block}\n\n"
        else:
            rows = [f"| {' | '.join(row)} |" for row in block]
            text += "\n".join([rows[0], "|" + " --- |" * len(block[0]), *rows[1:]]) + "\n\n"
    path.write_text(text, "utf-8")
    return path


def convert(source: Path, suffix: str) -> Path:
    command = [program("soffice"), "--headless", f"-env:UserInstallation={(source.parent / 'profile').as_uri()}"]
    command += ["--convert-to", suffix, "--outdir", str(source.parent / "out"), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    return source.parent / "out" / f"{source.stem}.{suffix}"


def printed(source: Path) -> Path:
    target = source.with_suffix(".pdf")
    options = ["headless", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run"]
    options += ["disable-background-networking", "disable-component-update", "disable-sync"]
    options += [f"user-data-dir={source.parent / 'browser'}", f"print-to-pdf={target}"]
    command = [program("chromium"), *(f"--{option}" for option in options), source.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    return target


def said(mapped: Mapped) -> dict[str, Any]:
    """Masthead and facts, without what layout decides."""
    found: dict[str, Any] = mapped.json()
    facts = [{key: value for key, value in fact.items() if key not in PLACES} for fact in found["facts"]]
    return {"bulletin": found["bulletin"], "facts": sorted(facts, key=lambda fact: json.dumps(fact, sort_keys=True))}


def quotes(mapped: Mapped) -> set[str]:
    """The quotes, without blanks and marks of layout."""
    facts: list[dict[str, str]] = mapped.json()["facts"]  # type: ignore[assignment]
    return {"".join(fact["quote"].replace("**", "").replace("|", "").split()) for fact in facts}


def check(path: Path) -> Text:
    """Read the file once: reading an old Word document starts LibreOffice."""
    text = read_file(path)
    mapped, sample = map_bulletin(text), map_bulletin(read_file(SAMPLE))
    assert said(mapped) == said(sample)
    assert quotes(mapped) == quotes(sample)
    for fact in mapped.facts:
        for evidence in (fact.evidence, *fact.more):
            assert text.content[evidence.start : evidence.end] == evidence.quote
    return text


def test_markdown_gives_the_same_facts(tmp_path: Path) -> None:
    check(as_markdown(tmp_path / "a.md"))


def test_a_word_document_gives_the_same_facts(tmp_path: Path) -> None:
    check(as_docx(tmp_path / "a.docx"))


def test_a_web_page_gives_the_same_facts(tmp_path: Path) -> None:
    check(as_html(tmp_path / "a.html"))


def test_a_pdf_of_libreoffice_gives_the_same_facts(tmp_path: Path) -> None:
    assert len(check(convert(as_docx(tmp_path / "a.docx"), "pdf")).pages) > 1


def test_a_pdf_of_a_browser_gives_the_same_facts(tmp_path: Path) -> None:
    assert len(check(printed(as_html(tmp_path / "a.html"))).pages) > 1


def test_an_old_word_document_gives_the_same_facts(tmp_path: Path) -> None:
    assert check(convert(as_docx(tmp_path / "a.docx"), "doc")).encoding == "doc"


def test_an_old_word_document_without_libreoffice_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "a.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(SourceError, match=r"E-MISSING .* install LibreOffice"):
        read_file(tmp_path / "a.doc")


def test_a_missing_library_says_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> object:
        raise ModuleNotFoundError(name="pdfplumber")

    monkeypatch.setattr("mappers.text.readers.import_module", absent)
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    with pytest.raises(SourceError, match=r"E-MISSING .* needs pdfplumber, .* pip install lxml pdfplumber"):
        read_file(tmp_path / "a.pdf")


def test_a_file_of_another_size_than_bulletins_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mappers.text.readers.LARGEST", 10)
    (tmp_path / "a.txt").write_text("一、工作。" * 10)
    with pytest.raises(SourceError, match="E-TOO-LARGE"):
        read_file(tmp_path / "a.txt")


@pytest.mark.parametrize("suffix", sorted(set(READERS) - {".txt", ".md"}))
def test_no_broken_file_ends_in_a_stack_trace(suffix: str, command: Command, tmp_path: Path) -> None:
    (tmp_path / f"a{suffix}").write_bytes(b"PK\x03\x04broken")
    run = command("facts", tmp_path / f"a{suffix}")
    assert run.returncode == 2
    assert run.stderr.startswith("zhoubao: E-")
    assert len(run.stderr.splitlines()) == 1


def test_a_store_keeps_the_file_and_its_text_and_explains_with_the_paragraph(command: Command, tmp_path: Path) -> None:
    as_docx(tmp_path / "a.docx")
    assert command("build", tmp_path / "a.docx").returncode == 0
    text = read_file(tmp_path / "a.docx")
    kept = {path.name: path.read_bytes() for path in (tmp_path / "store" / "sources").iterdir()}
    assert kept == {
        f"{text.sha256}.docx": (tmp_path / "a.docx").read_bytes(),
        f"{text.text_sha256}.txt": text.content.encode(),
    }
    query = "SELECT ?f ?p { ?f a zw:Training ; zw:evidence/zw:paragraph ?p }"
    (found,) = json.loads(command("sparql", query, "--format", "json").stdout)
    numbers = [number for number, block in enumerate(blocks(), 1) if isinstance(block, str) and "培训，各市" in block]
    assert [found["p"]] == numbers
    assert f") · paragraph {numbers[0]}" in command("explain", found["f"]).stdout
    assert command("doctor").returncode == 0
    assert command("validate").returncode == 0
    assert command("remove", tmp_path / "a.docx").returncode == 0
    assert [*(tmp_path / "store" / "sources").iterdir()] == []


def test_doctor_notices_that_an_extracted_text_was_altered(command: Command, tmp_path: Path) -> None:
    as_html(tmp_path / "a.html")
    assert command("build", tmp_path / "a.html", "--no-validate").returncode == 0
    next((tmp_path / "store" / "sources").glob("*.txt")).write_text("other")
    run = command("doctor")
    assert run.returncode == 1
    assert "was altered" in run.stdout
