"""The views as somebody uses them, in Chromium: search, filter, zoom, click, keys; nothing asked of anybody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser import screenshot, tab
from tests.test_views import VIEWS
from zhoubao.knowledge_graph import KnowledgeGraph

CHARTS = {
    "map of powers": "自贡市",
    "map of silence": "四川省",
    "ranking": "公安厅",
    "ranking of a month": "商事登记窗口",
    "series": "本周",
}

pytestmark = pytest.mark.xdist_group("views")  # so that the pages are made once


@pytest.fixture(scope="module")
def pages(sample_store: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Address of each view."""
    folder = tmp_path_factory.mktemp("views")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ZHOUBAO_LANG", "zh")
        return {
            name: draw(sample_store).save(folder / f"{number}.html").as_uri()
            for number, (name, draw) in enumerate(sorted(VIEWS.items()))
        }


@pytest.fixture
def network(chromium: Any, pages: dict[str, str]) -> Iterator[Any]:
    with tab(chromium) as page:
        page.goto(pages["network"])
        page.wait_for_selector("body[data-painted]")
        yield page


def node_at(page: Any, name: str) -> dict[str, float]:
    """Where a node stands on the screen."""
    return page.evaluate(
        """name => {
          const cy = window.zhoubaoNetwork.cy, node = cy.nodes().filter((one) => one.data("label") === name)[0];
          const at = node.renderedPosition(), box = document.getElementById("graph").getBoundingClientRect();
          return { x: box.x + at.x, y: box.y + at.y };
        }""",
        name,
    )


def counts(page: Any) -> str:
    return page.locator("#counts").inner_text()


def test_a_node_is_clicked_for_its_facts(network: Any) -> None:
    at = node_at(network, "四川省数据局")
    network.mouse.click(at["x"], at["y"])
    assert network.locator("#panel h2").inner_text().startswith("四川省数据局")
    assert "政务服务事项标准化工作调度会" in network.locator("#panel mark").first.inner_text()
    assert "s01.txt" in network.locator("#panel footer").first.inner_text()
    screenshot(network, "network-node")
    network.keyboard.press("Escape")
    assert network.locator("#panel .zb-card").count() == 0


def test_a_name_is_searched_and_found_by_keyboard(network: Any) -> None:
    network.locator("#search").press_sequentially("经济合作")
    assert network.locator("#matches button").all_inner_texts() == ["四川省经济合作局"]
    network.keyboard.press("Enter")
    assert network.locator("#panel h2").inner_text().startswith("四川省经济合作局")
    network.locator("#search").fill("无此机构")
    assert network.locator("#matches button").count() == 0


def test_kinds_and_months_are_filtered(network: Any) -> None:
    whole = counts(network)
    network.locator("#kinds input[value=Agreement]").uncheck()
    fewer = counts(network)
    assert fewer != whole
    network.locator("#kinds input[value=Agreement]").check()
    assert counts(network) == whole
    network.locator("#since").select_option("2024-06")
    assert counts(network) not in (whole, fewer)
    screenshot(network, "network-since-june")


def test_a_neighbour_is_one_click_away(network: Any) -> None:
    network.locator("#search").fill("四川省数据局")
    network.keyboard.press("Enter")
    network.locator("#panel .zn-links button").first.click()
    assert network.locator("#panel h2").inner_text().startswith("四川省政府政务服务和公共资源交易服务中心")


def test_colours_follow_communities_and_zoom_follows_buttons(network: Any) -> None:
    network.locator("#colour").select_option("group")
    assert "群组 1" in network.locator("#legend").inner_text()
    before = network.evaluate("window.zhoubaoNetwork.cy.zoom()")
    network.locator("#closer").click()
    assert network.evaluate("window.zhoubaoNetwork.cy.zoom()") > before
    network.locator("#fit").click()
    screenshot(network, "network-communities")


def test_a_network_is_dragged_and_scaled_by_mouse(network: Any) -> None:
    before = network.evaluate("({...window.zhoubaoNetwork.cy.pan(), zoom: window.zhoubaoNetwork.cy.zoom()})")
    box = network.locator("#graph").bounding_box()
    network.mouse.move(box["x"] + 20, box["y"] + 20)
    network.mouse.down()
    network.mouse.move(box["x"] + 140, box["y"] + 90, steps=4)
    network.mouse.up()
    network.mouse.wheel(0, -240)
    network.wait_for_function("zoom => window.zhoubaoNetwork.cy.zoom() > zoom", arg=before["zoom"])
    assert network.evaluate("window.zhoubaoNetwork.cy.pan().x") != before["x"]


@pytest.fixture
def large(
    chromium: Any, sample_store: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Any]:
    """The network as one with thousands of links is drawn."""
    monkeypatch.setattr("zhoubao.explore.network.drawing._MANY", 0)
    path = sample_store.network("together").show().save(tmp_path / "large.html")
    with tab(chromium) as page:
        page.goto(path.as_uri())
        page.wait_for_selector("body[data-painted]")
        yield page


def test_a_link_of_a_large_network_is_clicked_where_it_is_drawn(large: Any) -> None:
    ends = [node_at(large, name) for name in ("四川省数据局", "四川省政府政务服务和公共资源交易服务中心")]
    large.mouse.click(*(sum(end[axis] for end in ends) / 2 for axis in "xy"))
    assert large.locator("#panel .zb-card mark").count()
    assert large.locator("#panel .zn-links button").count() == 2
    screenshot(large, "network-large-link")
    large.keyboard.press("Escape")
    assert large.evaluate("window.zhoubaoNetwork.cy.edges().length") == 0


def test_kinds_are_filtered_in_a_large_network(large: Any) -> None:
    drawn = "document.querySelector('#graph canvas').toDataURL()"
    before = large.evaluate(drawn)
    for box in large.locator("#kinds input").all():
        box.uncheck()
    assert large.evaluate(drawn) != before, "the lines stayed"


@pytest.mark.parametrize("name", sorted(CHARTS))
def test_a_mark_of_a_chart_opens_its_facts_by_keyboard(chromium: Any, pages: dict[str, str], name: str) -> None:
    with tab(chromium) as page:
        page.goto(pages[name])
        mark = page.locator(f".zc-mark[aria-label*='{CHARTS[name]}']").first
        mark.focus()
        page.keyboard.press("Enter")
        assert page.locator("#panel .zb-card mark").count()
        screenshot(page, f"chart-{name.replace(' ', '-')}")


def test_a_tile_without_facts_says_so(chromium: Any, pages: dict[str, str]) -> None:
    with tab(chromium) as page:
        page.goto(pages["map of powers"])
        page.locator(".zc-mark[aria-label*='成都市']").click()
        assert "没有事实" in page.locator("#panel").inner_text()


def test_the_time_line_zooms_filters_and_opens(chromium: Any, pages: dict[str, str]) -> None:
    with tab(chromium) as page:
        page.goto(pages["timeline"])
        dots = page.locator("#line .zc-mark")
        whole = dots.count()
        page.locator("#kinds input[value=Issuance]").uncheck()
        fewer = dots.count()
        assert 0 < fewer < whole
        page.locator("#closer").click()
        page.locator("#closer").click()
        assert dots.count() < fewer
        page.locator("#fit").click()
        page.locator("#search").fill("锦旗")
        dots.first.click()
        assert "锦旗" in page.locator("#panel mark").first.inner_text()
        screenshot(page, "timeline")


@pytest.mark.parametrize("name", sorted(VIEWS))
@pytest.mark.parametrize("options", [{"color_scheme": "dark"}, {"viewport": {"width": 390, "height": 800}}])
def test_a_view_opens_in_the_dark_and_on_a_phone(
    chromium: Any, pages: dict[str, str], name: str, options: dict[str, Any]
) -> None:
    with tab(chromium, **options) as page:
        page.goto(pages[name])
        page.wait_for_selector("body[data-painted]")
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, "nothing sticks out to the side"
        kind = "dark" if "color_scheme" in options else "phone"
        screenshot(page, f"{kind}-{name.replace(' ', '-')}")


def test_a_saved_page_is_one_file(pages: dict[str, str]) -> None:
    folder = Path(next(iter(pages.values())).removeprefix("file://")).parent
    assert {path.suffix for path in folder.iterdir()} == {".html"}
