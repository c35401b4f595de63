"""Debian's Chromium for tests of what is looked at: nothing but files and this machine can be reached.

Without Chromium such tests are skipped, and fail where $ZHOUBAO_REQUIRE_TOOLS is set or $ZHOUBAO_REQUIRED names the
browser. Screenshots are kept in build/screenshots.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

SCREENSHOTS = Path(__file__).resolve().parent.parent / "build" / "screenshots"
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)
_NEAR = re.compile(r"(?:file|data|blob|about):|https?://(?:127\.0\.0\.1|localhost|\[::1\])[:/]")


def chromium() -> str:
    """Where Chromium is."""
    found = shutil.which("chromium")
    if found is None:
        reason = "chromium is missing: apt-get install chromium fonts-noto-cjk"
        if os.environ.get("ZHOUBAO_REQUIRE_TOOLS") or "browser" in os.environ.get("ZHOUBAO_REQUIRED", ""):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@contextmanager
def browser() -> Iterator[Any]:
    """A browser that is closed in the end."""
    from playwright.sync_api import sync_playwright

    program = chromium()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=[*FLAGS])
        yield started
        started.close()


@contextmanager
def tab(started: Any, **options: Any) -> Iterator[Any]:
    """A tab that reaches nothing outside; what it tried to reach or complained of fails the test."""
    context = started.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})
    problems: list[str] = []

    def near(route: Any) -> None:
        if _NEAR.match(route.request.url):
            route.continue_()
        else:
            problems.append(f"asks for {route.request.url}")
            route.abort()

    context.route("**/*", near)
    page = context.new_page()
    page.on("console", lambda said: problems.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    try:
        yield page
    finally:
        context.close()
    assert problems == []


def screenshot(page: Any, name: str) -> None:
    """Keep what is seen now, to be looked at."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png")
