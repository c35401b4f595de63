"""What the mappers link for the graph alone: windows of officials, visits of meetings, members of groups, counts of lists."""

from __future__ import annotations

import pytest

from mappers.facts.fact import Document, Entity, Fact, FactRef
from mappers.mapping import map_bulletin
from mappers.text.source import read_text

FRAME = """窗口工作周报

2023年第21期（总第441期）

四川省政府政务服务和公共资源交易服务中心

2023年6月9日

（5月29日—6月9日）

一、工作动态

{}
"""


def facts(sentence: str, kind: str) -> list[Fact]:
    found = map_bulletin(read_text(FRAME.format(sentence).encode(), "example.txt")).facts
    return [fact for fact in found if fact.kind == kind]


def names(value: object) -> list[str]:
    return [item.name if isinstance(item, Entity) else str(item) for item in value] if isinstance(value, tuple) else []


@pytest.mark.parametrize(
    ("sentence", "windows", "inherited"),
    [
        ("6月4日，水利厅副厅长邓文川在水利窗口坐班。", ["四川省水利厅窗口"], False),
        ("省医保局副局长常林到医保窗口值守。", ["四川省医疗保障局窗口"], False),
        ("省交通物流发展中心主任阮青在“交通窗口”值守。", ["四川省交通运输厅窗口"], False),
        ("商务厅副厅长石越到省政务服务大厅值守。", ["四川省商务厅窗口"], True),
        ("商务厅副厅长石越、司法厅副厅长孟佳到窗口坐班。", ["四川省商务厅窗口", "四川省司法厅窗口"], True),
        ("司法厅副厅长孟佳到公证专窗值守。", [], False),
        ("省政务服务管理办公室主任方禾到大厅值守。", [], False),
    ],
)
def test_officials_serve_at_the_window_that_is_named_else_at_their_own(
    sentence: str, windows: list[str], inherited: bool
) -> None:
    (duty,) = facts(sentence, "hall_duty")
    assert (names(duty["target"]), "target" in duty.inherited) == (windows, inherited)


@pytest.mark.parametrize(
    ("sentence", "linked"),
    [
        ("民政厅在广元召开养老服务推进会，通报工作情况，并观摩利州区养老服务中心。", True),
        ("民政厅召开养老服务推进会。会前，与会人员参观了广元市养老服务中心。", True),
        ("民政厅召开养老服务推进会。水利厅赴广元市参观水利枢纽工地。", False),
        ("民政厅召开养老服务推进会。6月2日，民政厅走访成都锦禾养老服务有限公司。", False),
    ],
)
def test_a_sight_seen_on_a_meeting_is_part_of_it(sentence: str, linked: bool) -> None:
    (visit,) = facts(sentence, "visit")
    assert isinstance(visit["part_of"], FactRef) == linked


@pytest.mark.parametrize(
    ("sentence", "members"),
    [
        ("川渝两省市政府办公厅召开政务协同工作会议。", ["四川省人民政府办公厅", "重庆市人民政府办公厅"]),
        ("川渝两地牧场管理局召开政务协同工作会议。", []),
        ("渝黔双方召开政务协同工作会议。", []),
    ],
)
def test_a_group_of_provinces_has_members_where_the_register_knows_all(sentence: str, members: list[str]) -> None:
    (meeting,) = facts(sentence, "meeting")
    (group,) = meeting["actors"] if isinstance(meeting["actors"], tuple) else ()
    assert isinstance(group, Entity)
    assert names(group.members) == members


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        (
            "发布《2023年省级备案事项清单》《2023年市级备案事项清单》。省级清单共30个事项，其中许可12项、备案18项。",
            "省级备案",
        ),
        ("发布《省级备案事项清单》。清单共30个事项，其中许可12项、备案18项。", "省级备案"),
        ("发布《省级备案事项清单》《省级许可事项清单》。省级清单共30个事项，其中许可12项、备案18项。", None),
        ("发布《省级备案事项指南》。省级清单共30个事项，其中许可12项、备案18项。", None),
    ],
)
def test_the_size_of_a_list_is_the_size_of_the_document_that_its_label_shortens(
    sentence: str, title: str | None
) -> None:
    (whole,) = facts(sentence, "composition")
    of = whole["of"]
    assert (of.title[-len("省级备案事项清单") :][:4] if isinstance(of, Document) else None) == title


@pytest.mark.parametrize(
    ("line", "title"), [("政务服务工作", "政务服务工作"), ("内部资料 注意保存", None), ("省政务服务管理局", None)]
)
def test_a_plain_line_among_the_front_matter_is_the_heading_over_all_sections(line: str, title: str | None) -> None:
    text = FRAME.format("民政厅召开推进会。").replace("（5月29日", f"{line}\n\n（5月29日")
    sections = map_bulletin(read_text(text.encode(), "example.txt")).bulletin.sections
    assert [section.title for section in sections if section.key == "0"] == ([title] if title else [])
