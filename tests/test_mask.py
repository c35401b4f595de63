"""Masking: names become single characters, and every one of them leads back."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mappers.facts.fact import Document, Entity, Person, TimeSpan
from mappers.names import bodies
from mappers.names.dates import Calendar
from mappers.names.documents import mark_documents
from mappers.names.mask import TOKENS, B, D, Mask, N, Q, R, Value, compile_rule
from mappers.names.places import Jurisdiction
from mappers.names.recognition import NameContext, recognise
from mappers.names.registers import load_registers

TEXT = "6月5日，水利厅、民政厅在广元市召开“取水许可”推进会，印发《〈办法〉说明》（川水规〔2023〕4号）。"
SAMPLES = [path.read_text("utf-8") for path in sorted(Path(__file__).parent.parent.glob("samples/s[0-9]*.*"))]
#: One of each form that a rule looks for only where a word of it stands.
SHAPES = (
    "川渝两省市政府办公厅联合印发通知，渝黔双方会商，志愿服务队参加，调研组反馈",
    "截至目前，今年以来，2023年以来，本周，3月至5月，8月上旬，三季度，上半年，前三季度，全年累计",
    "省政务服务大厅，办税服务厅，市民中心，两江新区，天府新区，西部科学城，高新区管委会",
    "广元市、安康、达州市三市，省新闻出版局（省电影局），水利厅河湖管理处、政策法规处",
    "副厅长李明轩一行，水利厅王明轩处长，党组书记赵安宁、周若谷到大厅，群众孙立新专程送来锦旗",
    "川水规〔2023〕4号，2023年第4号公告，省推进政府职能转变协调小组办公室，麓谷街道办事处",
)
NAMES = st.sampled_from(
    [
        "水利厅",
        "广元市",
        "《办法》",
        "“一件事”",
        "6月5日",
        "2023年第4号公告",
        "、",
        "，",
        "在",
        "召开会议",
        "处长李白",
        "窗口",
        "四川禾丰种业有限公司",
    ]
)
texts = st.lists(NAMES, max_size=12).map("".join) | st.text(
    st.sampled_from("《》“”〈〉（）水利厅市1月日、"), max_size=40
)


def setting() -> NameContext:
    week = TimeSpan(date(2023, 6, 5), date(2023, 6, 9))
    return NameContext(Calendar(2023, date(2023, 6, 16), week), Jurisdiction("510000"), load_registers())


def masked(text: str) -> Mask:
    return recognise(text, 0, len(text), setting())


@given(texts)
def test_unmasking_gives_the_text_back(text: str) -> None:
    mask = masked(text)
    assert mask.plain(0, len(mask.text)) == text
    assert "".join(mask.plain(i, i + 1) for i in range(len(mask.text))) == text


@given(texts)
def test_every_token_is_a_mention_and_every_mention_a_token(text: str) -> None:
    mask = masked(text)
    assert len(mask.starts) == len(mask.text) + 1
    tokens = [i for i, char in enumerate(mask.text) if char in TOKENS.values()]
    found = list(mask.find(0, len(mask.text)))
    assert [mask.at(i) for i in tokens] == found
    assert sorted(mask.mentions) == [mention.start for mention in found]
    assert all(text[m.start : m.end] == m.text for m in found)


@given(texts)
def test_masking_part_of_a_text_stays_within_it(text: str) -> None:
    mask = recognise(f"厅。{text}。厅", 2, 2 + len(text), setting())
    assert mask.plain(0, len(mask.text)) == text


@given(texts)
def test_places_in_the_view_run_forward(text: str) -> None:
    starts = masked(text).starts
    assert all(a < b for a, b in itertools.pairwise(starts))


def test_names_become_one_character_each() -> None:
    shape = masked(TEXT).text
    assert shape == "{T}，{B}、{B}在{R}召开{Q}推进会，印发{D}（{N}）。".format(**TOKENS)


def test_nested_brackets_belong_to_the_outer_title() -> None:
    mask = masked("印发《关于转发《办法》的通知》。")
    assert [m.value for m in mask.find(0, len(mask.text), D)] == [Document("关于转发《办法》的通知")]


def test_a_bracket_that_never_closes_masks_nothing() -> None:
    mask = Mask("印发《办法，各地执行。", 0, 11)
    mark_documents(mask)
    assert mask.text == "印发《办法，各地执行。"


@pytest.mark.parametrize("text", ["川水规〔2023〕4号", "川水规[2023]4号", "川水规【2023】4号", "川水规（2023）4号"])
def test_file_numbers_in_every_bracket(text: str) -> None:
    assert masked(text).text == N


@pytest.mark.parametrize(
    ("text", "number"),
    [("2023年第10号公告", "2023年第10号公告"), ("公告2023年第10号", "2023年第10号公告"), ("第3号令", "第3号令")],
)
def test_announcements_by_number(text: str, number: str) -> None:
    (mention,) = masked(text).find(0, 1, N)
    assert mention.value == Document(number, number)


def test_layout_inside_a_quoted_name_is_dropped_from_its_value() -> None:
    mask = Mask("“川渝 通\n办”", 0, 8)
    mark_documents(mask)
    assert [m.value for m in mask.find(0, 1, Q)] == ["川渝通办"]


def test_replacing_a_masked_span_forgets_what_was_inside() -> None:
    mask = masked("水利厅在广元市")
    mask.replace([(0, len(mask.text), "\ue001", None)])
    assert [m.text for m in mask.find(0, 1)] == ["水利厅在广元市"]
    assert len(mask.mentions) == 1


def test_short_forms_are_settled_by_the_publisher() -> None:
    (mention,) = masked("水利厅").find(0, 1, B)
    assert isinstance(mention.value, Entity)
    assert mention.value.name == "四川省水利厅"


@pytest.mark.parametrize(
    "text", ["川渝通办", "厅长进大厅", "扎实推进我厅工作", "检查组反馈", "委托事项", "市场主体", "中心组学习"]
)
def test_words_that_only_look_like_names(text: str) -> None:
    assert [m.text for m in masked(text).find(0, len(masked(text).text), B + R)] == []


def test_an_official_has_name_post_and_body() -> None:
    mask = masked("6月5日，水利厅党组成员、副厅长邓文川到窗口调研。")
    (person,) = [m.value for m in mask.find(0, len(mask.text)) if isinstance(m.value, Person)]
    assert (person.name, person.post, person.body and person.body.text) == ("邓文川", "党组成员、副厅长", "水利厅")


def test_rules_read_lists_of_names() -> None:
    mask = masked("水利厅、民政厅和司法厅印发《办法》《细则》。")
    match = compile_rule("(?P<who>{X+})印发(?P<what>{D+})").match(mask.text)
    assert match
    assert mask.plain(*match.span("who")) == "水利厅、民政厅和司法厅"
    assert mask.plain(*match.span("what")) == "《办法》《细则》"


def test_many_names_in_one_paragraph_are_masked_in_one_pass_each() -> None:
    text = "“一件事”、" * 20_000
    mask = Mask(text, 0, len(text))
    mark_documents(mask)
    assert mask.text == f"{Q}、" * 20_000


def test_no_rule_waits_for_a_word_that_its_matches_can_lack(monkeypatch: pytest.MonkeyPatch) -> None:
    waiting: set[re.Pattern[str]] = set()
    mark = Mask.mark

    def marked(
        self: Mask,
        pattern: re.Pattern[str],
        token: str,
        value: Callable[[re.Match[str]], Value | bool],
        needs: tuple[str, ...] = (),
    ) -> None:
        if needs and (match := pattern.search(self.text)):
            assert any(word in self.text for word in needs), f"{match.group()!r} holds none of {needs}"
            waiting.add(pattern)
        mark(self, pattern, token, value, needs)

    monkeypatch.setattr(Mask, "mark", marked)
    for text in (*SAMPLES, *SHAPES):
        for line in text.splitlines():
            masked(line)
    assert len(waiting) >= 12


@pytest.mark.parametrize("text", SAMPLES)
def test_the_look_at_a_first_character_hides_no_name(text: str) -> None:
    opening, every = bodies._NAME.pattern.split(")", 1)
    assert opening.startswith("(?=[")
    found = [[m.span() for m in re.finditer(pattern, text)] for pattern in (bodies._NAME.pattern, every)]
    assert found[0] == found[1]
    assert found[0]
