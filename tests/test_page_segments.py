"""Overlapping marks cut into segments: nothing of the text is lost, nothing of a mark."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zhoubao.explore.page.segments import Mark, segments

TEXT = "春眠不觉晓处处闻啼鸟夜来风雨声花落知多少"
PLACES = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(sorted)
MARKS = st.lists(st.tuples(PLACES, st.sampled_from("abcde")).map(lambda m: Mark(m[0][0], m[0][1], m[1])), max_size=8)


@given(MARKS, PLACES)
def test_segments_tile_the_text(marks: list[Mark], place: list[int]) -> None:
    start, end = place
    found = segments(start, end, marks)
    assert "".join(TEXT[segment.start : segment.end] for segment in found) == TEXT[start:end]
    assert all(segment.start < segment.end for segment in found)


@given(MARKS)
def test_the_words_of_each_key_are_recovered_from_its_segments(marks: list[Mark]) -> None:
    found = segments(0, len(TEXT), marks)
    for key in {mark.key for mark in marks}:
        covered = {at for mark in marks if mark.key == key for at in range(mark.start, mark.end)}
        assert {at for s in found if key in s.keys for at in range(s.start, s.end)} == covered


@given(MARKS)
def test_a_segment_names_each_key_once(marks: list[Mark]) -> None:
    assert all(len(set(segment.keys)) == len(segment.keys) for segment in segments(0, len(TEXT), marks))


def test_the_shortest_mark_comes_first() -> None:
    found = segments(0, 9, [Mark(0, 9, "whole"), Mark(2, 4, "part")])
    assert found[1].keys == ("part", "whole")


def test_without_marks_the_text_is_one_segment() -> None:
    assert [(s.start, s.end, s.keys) for s in segments(3, 7, [])] == [(3, 7, ())]
