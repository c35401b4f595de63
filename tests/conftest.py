"""What several tests share: the samples, the shared bulletins where they are, and generated bulletins."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import zhoubao  # noqa: E402  the next three need the path above
from benchmarks.generate import write_folder  # noqa: E402
from zhoubao.knowledge_graph import KnowledgeGraph  # noqa: E402

# the same cases on each run, and no deadlines: machines differ, and the first case loads the registers
settings.register_profile("steady", deadline=None, derandomize=True, database=None)
settings.load_profile("steady")

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


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Six generated bulletins."""
    write_folder(tmp_path / "bulletins", 6, characters=700)
    return tmp_path / "bulletins"


@pytest.fixture
def command(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """The command line in a process of its own, with a store of its own."""

    def run(*arguments: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
        settings = {"PYTHONPATH": str(ROOT), "ZHOUBAO_STORE": str(tmp_path / "store"), "ZHOUBAO_LANG": "en"}
        return subprocess.run(
            [sys.executable, "-m", "zhoubao", *map(str, arguments)],
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, **settings, **variables},
            check=False,
            timeout=120,
        )

    return run
