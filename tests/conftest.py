"""What several tests share: the samples, the shared bulletins where they are, and generated bulletins."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import zhoubao  # noqa: E402  the next ones need the path above
from benchmarks.generate import write_folder  # noqa: E402
from tests.browser import browser  # noqa: E402
from zhoubao.cli.main import main  # noqa: E402
from zhoubao.knowledge_graph import KnowledgeGraph  # noqa: E402

# the same cases on each run, and no deadlines: machines differ, and the first case loads the registers
settings.register_profile("steady", deadline=None, derandomize=True, database=None)
settings.load_profile("steady")

# a run in the background ignores the interrupts that the tests of them send, and so would the programs they start
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

SHARED = Path(os.environ.get("ZHOUBAO_BULLETINS", ROOT.parent / "shared" / "bulletins"))


@pytest.fixture(scope="session")
def shared_bulletins() -> Path:
    """The folder with `real/` and `dev/`, which stay outside the project."""
    if not (SHARED / "real").is_dir():
        pytest.skip(f"the shared bulletins are not at {SHARED}; set ZHOUBAO_BULLETINS")
    return SHARED


@pytest.fixture(scope="session")
def samples() -> Path:
    """The project's own bulletins."""
    return ROOT / "samples"


@pytest.fixture(scope="session")
def sample_store(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """The samples, built and checked."""
    files = sorted([*samples.glob("s0*.txt"), *samples.glob("s0*.md")])
    return zhoubao.build(files, store=tmp_path_factory.mktemp("samples") / "store")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One browser for all tests of a process; each test opens tabs of its own."""
    with browser() as started:
        yield started


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Six generated bulletins."""
    write_folder(tmp_path / "bulletins", 6, characters=700)
    return tmp_path / "bulletins"


class Command:
    """The command line, with a store of its own: each call is one command, with variables of the environment."""

    def __init__(self, store: Path) -> None:
        self.store = store

    def __call__(self, *arguments: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run it in this process, from a fresh state: what a command says and ends with is the same, and no start costs."""
        given, streams = [*map(str, arguments)], [io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2)]
        code: int | str | None = 0
        with pytest.MonkeyPatch.context() as patch:
            for name, value in self._environment(variables).items():
                patch.setenv(name, value)
            patch.setattr(sys, "argv", ["zhoubao", *given])
            patch.setattr(sys, "stdout", streams[0])
            patch.setattr(sys, "stderr", streams[1])
            try:
                main()
            except SystemExit as leaving:
                code = leaving.code
        for stream in streams:
            stream.flush()
        out, err = (stream.buffer.getvalue().decode("utf-8") for stream in streams)  # type: ignore[attr-defined]
        return subprocess.CompletedProcess(given, code if isinstance(code, int) else int(code is not None), out, err)

    def process(self, *arguments: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run it as a person does, in a process of its own."""
        return subprocess.run(
            [sys.executable, "-m", "zhoubao", *map(str, arguments)],
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, **self._environment(variables)},
            check=False,
            timeout=120,
        )

    def _environment(self, variables: Mapping[str, str]) -> dict[str, str]:
        return {"PYTHONPATH": str(ROOT), "ZHOUBAO_STORE": str(self.store), "ZHOUBAO_LANG": "en", **variables}


@pytest.fixture
def command(tmp_path: Path) -> Command:
    """The command line, with a store of its own."""
    return Command(tmp_path / "store")
