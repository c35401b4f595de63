"""The view never invents a character, and every place in it leads back to the original."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mappers.text.layout import lay_out
from mappers.text.view import View, ViewBuilder, fold

WIDE = str.maketrans("０１９ＡＺａｚ％．－\u3000\xa0﹣,;:()!?", "019AZaz%.-  -，；：（）！？")
SEPARATORS = "\n\t "
#: What the view changes: full-width forms, Markdown, blanks, thousands, narrow marks, brackets, line ends.
characters = st.sampled_from(
    "厅印发《通知》（一）。，；：“”、年月日期第送附件窗口1239０９Ａａ％．% \u3000\xa0\t|*`_\\#->,;:()!?—\n\r\f\v"
)
rows = st.lists(
    st.lists(st.sampled_from(("窗口", "受理", "水利厅", "51", "9", "")), min_size=1, max_size=5), max_size=6
)
tables = st.builds(lambda mark, rows: "\n".join(mark.join(row) for row in rows), st.sampled_from("\t| \n"), rows)
texts = st.text(characters, max_size=300) | st.text(max_size=120) | tables


def same(char: str, original: str) -> bool:
    """Whether a character of the view is that of the original, in another width; Markdown's code marks quote."""
    return char in (original, original.translate(WIDE), chr(ord(original) - 0xFEE0 & 0x10FFFF)) or (
        original == "`" and char in "“”"
    )


def folded(text: str) -> str:
    return fold(text)[0]


@pytest.mark.parametrize(
    ("printed", "seen"),
    [
        ("２０２３年第４９期", "2023年第49期"),
        ("满意率９９．５％", "满意率99.5%"),
        ("受理 1 082 件", "受理1082件"),
        ("颁发 171 523 件", "颁发171523件"),
        ("12 34件", "12 34件"),
        ("8 7654件", "8 7654件"),
        ("3.5 123件", "3.5 123件"),
        ("1 2 345件", "1 2345件"),
        ("**水利厅**印发", "水利厅印发"),
        (r"1\.水利厅", "1.水利厅"),
        ("水利厅,民政厅", "水利厅，民政厅"),
        ("a,b", "a,b"),
        ("1,082", "1,082"),
        ("(一)会议", "（一）会议"),
        ("水利厅\u3000民政厅", "水利厅民政厅"),
        ("AI 大模型 GPT 4", "AI大模型GPT 4"),
        ("占 65.77 %", "占65.77%"),
        ("纳入 `免申即办` 清单", "纳入“免申即办”清单"),
    ],
)
def test_folds_what_layout_and_typing_vary(printed: str, seen: str) -> None:
    assert folded(printed) == seen


@given(texts)
def test_folding_keeps_the_order_of_characters(text: str) -> None:
    kept, places = fold(text)
    assert len(kept) == len(places)
    assert all(a < b for a, b in pairwise(places))


@given(texts)
def test_folding_invents_no_character(text: str) -> None:
    kept, places = fold(text)
    for char, place in zip(kept, places, strict=True):
        assert same(char, text[place])


@given(texts)
def test_folding_drops_only_blanks_and_markup(text: str) -> None:
    _, places = fold(text)
    dropped = set(range(len(text))) - set(places)
    assert {text[place] for place in dropped} <= set(" \u3000\xa0*\\")


@given(texts)
def test_folding_twice_changes_only_what_the_first_brought_together(text: str) -> None:
    once = folded(text)
    assert len(folded(once)) <= len(once)


@given(texts)
def test_view_of_a_text_invents_nothing_but_separators(text: str) -> None:
    view, _ = lay_out(text)
    for char, place in zip(view.text, view.places, strict=True):
        assert char in SEPARATORS or same(char, text[place])


@given(texts)
def test_view_of_a_text_runs_forward(text: str) -> None:
    view, _ = lay_out(text)
    places = [place for char, place in zip(view.text, view.places, strict=True) if char not in SEPARATORS]
    assert all(a < b for a, b in pairwise(places))
    assert list(view.places) == sorted(view.places)


@given(texts, st.data())
def test_a_piece_of_the_view_lies_in_the_piece_of_the_original(text: str, data: st.DataObject) -> None:
    view, _ = lay_out(text)
    if not view.text:
        return
    start = data.draw(st.integers(0, len(view.text) - 1))
    end = data.draw(st.integers(start + 1, len(view.text)))
    inner = data.draw(st.integers(start + 1, end))
    first, last = view.original(start, end)
    assert 0 <= first < last <= len(text)
    assert (first, view.original(start, inner)[1]) == view.original(start, inner)
    assert view.original(start, inner)[1] <= last


@pytest.mark.parametrize(("start", "end"), [(0, 0), (2, 1), (-1, 1), (0, 4), (3, 4)])
def test_no_place_outside_the_view_or_empty(start: int, end: int) -> None:
    builder = ViewBuilder()
    builder.add("水利厅", [4, 5, 7])
    with pytest.raises(ValueError, match="not a place in the view"):
        builder.view().original(start, end)


def test_a_span_takes_the_dropped_characters_inside_it_along() -> None:
    builder = ViewBuilder()
    builder.add(*fold("公开 **12 项**事项"))
    view: View = builder.view()
    assert view.text == "公开12项事项"
    assert view.original(2, 5) == (5, 9)
