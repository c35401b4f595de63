"""Templates: each is used and escapes what is filled in, jinja2 waits for the first page, and the wheel carries them."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from tests.conftest import ROOT
from zhoubao.templates import asset, render

PACKAGE = ROOT / "zhoubao"
TEMPLATES = sorted(str(path.relative_to(PACKAGE)) for path in PACKAGE.rglob("*.j2"))
#: What a page is made of, besides templates.
ASSETS = sorted(str(path.relative_to(PACKAGE)) for path in PACKAGE.rglob("*") if path.suffix in (".css", ".js"))


def test_there_are_templates() -> None:
    assert len(TEMPLATES) > 10


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_is_used(name: str) -> None:
    users = [path for path in PACKAGE.rglob("*") if path.suffix in (".py", ".j2")]
    assert any(f'"{name}"' in path.read_text("utf-8") for path in users)


@pytest.mark.parametrize("name", TEMPLATES)
def test_only_files_of_the_package_and_the_data_of_a_script_are_not_escaped(name: str) -> None:
    unescaped = re.findall(r"\{\{[^}]*\|\s*safe[^}]*\}\}|autoescape", asset(name))
    assert unescaped == (["{{ data | safe }}"] if name == "render/document.html.j2" else [])


def test_what_is_filled_in_is_escaped() -> None:
    page = render("render/frame.html.j2", html='<b title="\'">&', title="<i>", height=1)
    assert 'srcdoc="&lt;b title=&#34;&#39;&#34;&gt;&amp;" title="&lt;i&gt;"' in page


def test_a_value_that_is_missing_is_an_error() -> None:
    with pytest.raises(UndefinedError, match="title"):
        render("render/frame.html.j2", html="", height=1)


@pytest.mark.parametrize("command", [["facts", "samples/s01.txt"], ["check", "samples/s01.txt"], ["questions"]])
def test_a_command_that_writes_no_page_does_not_wait_for_jinja2(command: list[str]) -> None:
    code = (
        "import sys\nfrom zhoubao.cli.main import app\n"
        f"try:\n    app({command!r}, standalone_mode=False)\nexcept BaseException as end:\n    assert type(end).__name__ in ('Exit', 'SystemExit'), end\n"
        "print('jinja2' in sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout
    assert done.stderr.splitlines()[-1] == "False"


def test_the_wheel_carries_what_pages_are_made_of(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = {*zipfile.ZipFile(wheel).namelist()}
    wanted = {f"zhoubao/{name}" for name in (*TEMPLATES, *ASSETS, "messages.json")} | {
        "mappers/text/source_errors.json"
    }
    assert wanted <= names
