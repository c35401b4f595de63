"""The page as somebody uses it, in Chromium: click, search, filter, keys, languages, paper, and axe-core."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser import SCREENSHOTS, screenshot, tab
from zhoubao.explore.page.bulletin_page import page_of_file

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
NAMES = ("s01.txt", "s03.txt", "s05.txt", "s07.md", "s08.txt")

pytestmark = pytest.mark.xdist_group("pages")  # so that the pages are made once


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Address of the page of each sample."""
    folder = tmp_path_factory.mktemp("pages")
    return {name: page_of_file(SAMPLES / name).save(folder / f"{name}.html").as_uri() for name in NAMES}


@pytest.fixture
def page(chromium: Any, pages: dict[str, str]) -> Iterator[Any]:
    with tab(chromium) as opened:
        opened.goto(pages["s03.txt"])
        yield opened


def click(segment: Any) -> None:
    """Click on a piece of text, which may run over several lines."""
    segment.evaluate("element => element.click()")


def visible(page: Any) -> list[str]:
    return page.locator("#cards .card:visible").evaluate_all("cards => cards.map(card => card.id)")


@pytest.mark.parametrize("name", NAMES)
def test_a_page_opens_and_every_fact_leads_to_its_sentence(chromium: Any, pages: dict[str, str], name: str) -> None:
    with tab(chromium) as page:
        page.goto(pages[name])
        screenshot(page, f"page-{name[:3]}")
        for head in page.locator("#cards .head").all()[::9]:
            card = head.locator("xpath=ancestor::li").get_attribute("id")
            head.click()
            marked = page.locator(f'.s.sel[data-f~="{card}"]')
            assert marked.count() or page.locator(f'.s[data-f~="{card}p1"]').count(), card
            assert page.locator(f"#{card}-body").is_visible()


def test_a_click_on_a_sentence_opens_its_facts_and_escape_goes_back(page: Any) -> None:
    everything = visible(page)
    segment = page.locator(".s.k-Delegation").first
    segment.scroll_into_view_if_needed()
    click(segment)
    assert visible(page) == segment.get_attribute("data-f").split()
    assert page.locator("#cards .card:visible .quote").first.is_visible()
    screenshot(page, "page-selected")
    page.keyboard.press("Escape")
    assert visible(page) == everything


def test_overlapping_facts_are_shown_together(page: Any) -> None:
    segment = page.locator(".s.many").first
    click(segment)
    wanted = {re.sub(r"p\d+$", "", key) for key in segment.get_attribute("data-f").split()}
    assert set(visible(page)) == wanted


def test_hovering_shows_the_triples(page: Any) -> None:
    segment = page.locator(".s.k-StatObservation").first
    segment.hover()
    tip = page.locator("#tip")
    assert tip.is_visible()
    assert tip.locator('dt[data-c="zw:indicator"]').is_visible()
    screenshot(page, "page-hover")


def test_a_row_of_a_ranking_opens_its_result(page: Any) -> None:
    click(page.locator("td .s.k-Assessment").first)
    assert page.locator("#cards .part.flash").is_visible()


def test_a_kind_filters_the_list_and_the_text(page: Any) -> None:
    page.locator('.chip[data-kind="Meeting"]').click()
    assert {card.get_attribute("data-kind") for card in page.locator("#cards .card:visible").all()} == {"Meeting"}
    assert page.locator(".s:not(.off)").count() == page.locator(".s.k-Meeting").count()
    page.locator('.chip[data-kind="Meeting"]').click()
    assert page.locator(".s.off").count() == 0


def test_the_search_finds_and_enter_goes_there(page: Any) -> None:
    page.keyboard.press("/")
    page.keyboard.type("湿地公园")
    found = visible(page)
    assert 0 < len(found) < 5
    page.keyboard.press("Enter")
    assert page.locator(f'.s.sel[data-f~="{found[0]}"]').count()


def test_the_language_changes_with_a_click(page: Any) -> None:
    assert page.locator("#panel-title").inner_text().startswith("读出的内容")
    page.locator("#language").click()
    assert page.locator("#panel-title").inner_text().startswith("What was read")
    assert page.locator("html").get_attribute("lang") == "en"
    screenshot(page, "page-english")


def test_the_text_is_one_tab_stop_and_arrows_move_in_it(page: Any) -> None:
    first = page.locator('.s[tabindex="0"]')
    assert first.count() == 1
    first.focus()
    page.keyboard.press("ArrowRight")
    now = page.evaluate("document.activeElement.dataset.f")
    assert now == page.locator(".s").nth(1).get_attribute("data-f")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('.card').id") == now.split()[0]
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.f") == now


def test_a_link_in_a_note_leads_to_the_fact(page: Any) -> None:
    link = page.locator(".margin .note a").first
    link.click()
    assert visible(page) == [link.get_attribute("href").removeprefix("#")]


def test_a_link_to_a_thing_opens_it(page: Any) -> None:
    click(page.locator(".s.k-Delegation").first)
    page.locator('#cards .card:visible dd a[href^="#t"]').first.click()
    assert page.locator("footer details").get_attribute("open") is not None


def test_in_a_notebook_the_page_works_in_its_frame(chromium: Any, tmp_path: Path) -> None:
    notebook = tmp_path / "notebook.html"
    notebook.write_text(f"<!DOCTYPE html><title>x</title>{page_of_file(SAMPLES / 's03.txt')._repr_html_()}", "utf-8")
    with tab(chromium) as page:
        page.goto(notebook.as_uri())
        frame = page.frame_locator("iframe")
        click(frame.locator(".s.k-Delegation").first)
        assert frame.locator("#cards .card:visible").count() == 1
        frame.locator('#cards .card:visible dd a[href^="#t"]').first.click()
        assert frame.locator("footer details").get_attribute("open") is not None
        frame.locator(".margin .note a").first.click()
        assert frame.locator("#cards .card.open").count() == 1


def test_a_phone_shows_the_facts_in_a_sheet(chromium: Any, pages: dict[str, str]) -> None:
    with tab(chromium, viewport={"width": 390, "height": 844}, has_touch=True, device_scale_factor=2) as page:
        page.goto(pages["s03.txt"])
        screenshot(page, "page-phone")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        click(page.locator(".s.k-Visit").first)
        box = page.locator("#panel").bounding_box()
        assert box["y"] + box["height"] == 844
        assert page.locator(".s.k-Visit").first.bounding_box()["y"] < box["y"]
        screenshot(page, "page-phone-sheet")


def test_on_paper_the_tools_are_gone_and_every_fact_is_there(chromium: Any, pages: dict[str, str]) -> None:
    with tab(chromium) as page:
        page.goto(pages["s03.txt"])
        page.emulate_media(media="print")
        assert not page.locator(".tools").is_visible()
        assert page.locator("#cards .body:visible").count() == page.locator("#cards .card").count()
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        page.pdf(path=SCREENSHOTS / "page-print.pdf", format="A4")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault(chromium: Any, pages: dict[str, str], scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    with tab(chromium, color_scheme=scheme, reduced_motion="reduce") as page:
        page.goto(pages["s03.txt"])
        screenshot(page, f"page-{scheme}")
        click(page.locator(".s.many").first)
        page.locator("#triples").click()
        found = axe.run(page).response["violations"]
        assert [(fault["impact"], fault["id"], fault["nodes"][0]["html"]) for fault in found] == []


@pytest.mark.usefixtures("shared_bulletins")
def test_the_pages_of_the_real_bulletins_open(chromium: Any, shared_bulletins: Path, tmp_path: Path) -> None:
    for path in sorted((shared_bulletins / "real").glob("*.txt")):
        with tab(chromium) as page:
            page.goto(page_of_file(path).save(tmp_path / f"{path.stem}.html").as_uri())
            click(page.locator(".s.k-Meeting").first)
            assert len(visible(page)) >= 1
