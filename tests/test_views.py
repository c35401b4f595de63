"""What is shown: cards, entities, answers, findings, charts, maps; as HTML, as figures, and in a plain terminal."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

import zhoubao
from tests.conftest import ROOT
from zhoubao.errors import UsageError
from zhoubao.explore.tiles import TILES
from zhoubao.knowledge_graph import KnowledgeGraph
from zhoubao.render.cards import Card, Quote, cards
from zhoubao.render.html_page import Page, embedded
from zhoubao.templates import asset

VIEWS: dict[str, Callable[[KnowledgeGraph], Page]] = {
    "network": lambda kg: kg.network("together").show(),
    "timeline": lambda kg: kg.timeline(),
    "timeline of a body": lambda kg: kg.timeline("省林草局"),
    "map of powers": lambda kg: kg.map("powers"),
    "map of visits": lambda kg: kg.map("visits"),
    "map of silence": lambda kg: kg.map("silence", of="全国"),
    "map without tiles of its own": lambda kg: kg.map("powers", of="湖北省"),
    "ranking": lambda kg: kg.ranking(),
    "ranking of a month": lambda kg: kg.ranking("2024-04"),
    "series": lambda kg: kg.series("受理", scope="综合窗口"),
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@pytest.fixture(scope="module", params=sorted(VIEWS))
def view(request: pytest.FixtureRequest, sample_store: KnowledgeGraph) -> Page:
    return VIEWS[request.param](sample_store)


def test_a_page_refers_to_nothing_outside(view: Page) -> None:
    assert re.findall(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=", view.html) == []
    assert "default-src 'none'" in view.html
    assert "@import" not in view.html


def test_a_page_says_the_same_in_a_terminal(view: Page) -> None:
    assert view.title in str(view)
    assert len(str(view).splitlines()) > 3
    assert "<" not in str(view).replace("<Network", "")


def test_a_page_in_a_notebook_is_an_isolated_frame(view: Page) -> None:
    frame = view._repr_html_()
    assert frame.startswith("<iframe srcdoc=")
    assert 'sandbox="allow-scripts allow-downloads"' in frame


@pytest.mark.parametrize("name", sorted({*VIEWS} - {"network"}))
@pytest.mark.filterwarnings("error")
def test_figures_have_every_glyph(
    name: str, sample_store: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHOUBAO_LANG", "zh")
    one, other = (VIEWS[name](sample_store).figure().save(tmp_path / f"{n}.svg").read_text("utf-8") for n in (1, 2))
    assert one == other
    assert "<text" not in one, "letters are drawn, so that no font is needed"


@pytest.mark.filterwarnings("error")
def test_the_figure_of_a_network_has_every_glyph(sample_store: KnowledgeGraph) -> None:
    figure = sample_store.network("mentions").figure(labels=400)
    picture, said = figure._repr_png_()
    assert picture.startswith(b"\x89PNG")
    assert said == {"alt": figure.title}


def test_a_glyph_that_is_missing_would_be_noticed() -> None:
    from zhoubao.render.figures import finished, new_figure

    drawing, _ = new_figure(2, 1)
    with pytest.warns(UserWarning, match="missing from font"):
        finished(drawing, "\U00012000")._repr_png_()


@given(JSON)
def test_data_of_a_page_survives_and_cannot_end_its_script(data: object) -> None:
    text = embedded(data)
    assert "<" not in text
    assert json.loads(text) == data


def test_vendored_code_has_its_licence_and_the_version_of_the_script() -> None:
    script = (ROOT / "scripts" / "vendor_frontend.sh").read_text("utf-8")
    for package, version in re.findall(r"^vendor (\S+) (\S+)", script, re.MULTILINE):
        assert asset(f"render/vendor/{package}/VERSION").strip() == version
        assert "Permission is hereby granted" in asset(f"render/vendor/{package}/LICENSE")
        assert version in asset(f"render/vendor/{package}/{package}.min.js")


def test_a_card_is_bound_to_the_text(sample_store: KnowledgeGraph, samples: Path) -> None:
    found = cards(sample_store.reader)
    assert len(found) > 400
    for card in found.values():
        text = (samples / card.file).read_text("utf-8")
        assert card.quotes
        for quote in card.quotes:
            assert text[quote.start : quote.end] == quote.quote
            assert quote.before.lstrip("…") + quote.quote + quote.after.rstrip("…") in text


def test_a_card_escapes_what_it_is_given() -> None:
    evil = "<script>alert('x')</script>"
    card = Card(evil, evil, {}, evil, evil, "2024-01-01", "day", evil, "", "", evil, (Quote(0, 1, evil, evil, evil),))
    assert "<script" not in card.html()
    assert f"<mark>{escape(evil)}</mark>" in card.html()


def test_the_cards_of_some_facts_are_those_of_all(sample_store: KnowledgeGraph) -> None:
    found = cards(sample_store.reader)
    some = [*found][::7]
    assert cards(sample_store.reader, some) == {iri: found[iri] for iri in found if iri in set(some)}


def test_an_entity_has_the_facts_of_its_windows(sample_store: KnowledgeGraph) -> None:
    entity = sample_store.show("省林草局")
    assert "AssessmentResult" in {card.kind for card in entity.cards}
    assert len(entity.cards) == len(entity.table.rows) == entity._repr_html_().count("data-fact=")
    assert entity.cards[0].quotes[0].quote[:10] in repr(entity)


def test_a_fact_is_shown_by_its_iri(sample_store: KnowledgeGraph) -> None:
    iri = sample_store.show("自贡市").cards[0].iri
    assert sample_store.show(iri).iri == iri


def test_what_nobody_is_called_gets_names_that_are_near(sample_store: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match="省林草局"):
        sample_store.show("省林草厅")


def test_an_answer_is_a_frame_that_opens_to_the_words(sample_store: KnowledgeGraph) -> None:
    answer = sample_store.ask("delegations")
    assert isinstance(answer, pd.DataFrame)
    assert answer._repr_html_().count("<details>") == len(answer)
    assert "zb-card" not in answer.head(2)._repr_html_(), "what is derived from it is plain"


def test_findings_stand_with_their_sentences(sample_store: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHOUBAO_LANG", "zh")
    found = sample_store.report()
    assert len(found) == len(found.table.rows) == found._repr_html_().count("<article") > 10
    for finding in found.report.findings:
        assert escape(finding.zh) in found._repr_html_()
        assert all(place.file.startswith("s0") for place in finding.places)
    assert "s03.txt" in str(found)


@pytest.mark.parametrize(("parent", "count"), [("510000", 21), ("100000", 34)])
def test_every_region_has_a_tile_of_its_own(sample_store: KnowledgeGraph, parent: str, count: int) -> None:
    tiles = TILES[parent]
    assert len(tiles) == len({*tiles.values()}) == count
    codes = " ".join(f'"{code}"' for code in tiles)
    found = sample_store.rows(f"SELECT DISTINCT ?c WHERE {{ VALUES ?c {{ {codes} }} ?r zw:gbCode ?c }}")
    assert len(found.rows) == count


def test_the_map_counts_what_the_question_counts(sample_store: KnowledgeGraph) -> None:
    asked = {row.region_name: row.matters for row in sample_store.ask("matters-per-region").itertuples()}
    shown = {row.region: row.number for row in sample_store.map("powers").frame().itertuples()}
    assert {name: number for name, number in shown.items() if number} == {
        name: number for name, number in asked.items() if name in shown
    }


def built(folder: Path, *names: str) -> KnowledgeGraph:
    return zhoubao.build([ROOT / "samples" / name for name in names], store=folder / "store", validate=False)


def test_a_map_is_of_the_province_in_which_most_bulletins_are_published(
    sample_store: KnowledgeGraph, tmp_path: Path
) -> None:
    assert sample_store.map("silence").title.startswith("四川省 · ")  # three of the province, one of 绵阳
    with built(tmp_path / "hunan", "s07.md") as graph:
        assert graph.map("silence").title.startswith("湖南省 · ")  # by a district of 长沙
    with built(tmp_path / "sichuan", "s04.txt", "s03.txt", "s05.txt") as graph:
        assert graph.map("silence").title.startswith("四川省 · ")


def test_a_map_asks_for_the_province_where_bulletins_of_several_are_as_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHOUBAO_LANG", "en")
    with built(tmp_path, "s05.txt", "s06.txt") as graph:
        with pytest.raises(UsageError, match=r"^E-PROVINCE map: .*: 湖北省、福建省、全国$"):
            graph.map()
        assert graph.map("silence", of="福建省").title.startswith("福建省 · ")


def test_a_map_asks_for_the_province_where_no_publisher_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHOUBAO_LANG", "en")
    (tmp_path / "a.txt").write_text(
        "窗口工作简报\n\n2024年第3期\n\n一、工作动态\n\n1．3月5日，召开窗口例会。\n", "utf-8"
    )
    with (
        zhoubao.build(tmp_path / "a.txt", store=tmp_path / "store") as graph,
        pytest.raises(UsageError, match=r"北京市、.*、四川省、.*、全国$"),
    ):
        graph.map()


def test_the_ranking_shows_what_the_question_answers(sample_store: KnowledgeGraph) -> None:
    shown = sample_store.ranking("2024-05").frame()
    asked = sample_store.ask("ranking", month="2024-05")
    assert sorted(zip(shown.window, shown["rank"], shown.score, strict=True)) == sorted(
        zip(asked.window, asked["rank"], asked.score, strict=True)
    )


def test_a_series_shows_what_the_question_answers(sample_store: KnowledgeGraph) -> None:
    shown = sample_store.series("颁发", scope="综合窗口").frame()
    asked = sample_store.ask("indicator-over-time", scope="综合窗口", indicator="颁发")
    assert sorted(shown.value) == sorted(asked.value)


def test_a_time_line_leaves_figures_out_until_they_are_asked_for(sample_store: KnowledgeGraph) -> None:
    usual = set(sample_store.timeline().frame().iri)
    figures = set(sample_store.timeline(kind="statistic").frame().iri)
    assert usual
    assert figures
    assert not usual & figures


@pytest.mark.parametrize(
    "wrong",
    [
        lambda kg: kg.map("weather"),
        lambda kg: kg.ranking("1999-01"),
        lambda kg: kg.series("受理", scope="无此窗口"),
        lambda kg: kg.timeline("无此机构"),
    ],
)
def test_what_cannot_be_shown_is_an_error(
    sample_store: KnowledgeGraph, wrong: Callable[[KnowledgeGraph], object]
) -> None:
    with pytest.raises(UsageError):
        wrong(sample_store)
