"""Names: made of what identifies, of nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mappers.facts.fact import Entity, EntityType, Person
from mappers.rdf import iris
from mappers.rdf.iris import Scope

SCOPE = Scope("sc-ckgzzb", "2024-8")
OTHER = Scope("gz-jb", "2024-8")
WATER = Entity("水利局", EntityType.BODY, "sc-slt", "四川省水利厅")


def local(named: Entity, scope: Scope = SCOPE) -> str:
    return iris.entity(named, scope).removeprefix(iris.BASE)


def test_bulletin_and_graph_share_their_key() -> None:
    assert iris.bulletin(SCOPE) == "https://w3id.org/zhoubao/id/bulletin/sc-ckgzzb/2024-8"
    assert iris.graph(SCOPE) == "https://w3id.org/zhoubao/graph/bulletin/sc-ckgzzb/2024-8"


@pytest.mark.parametrize(
    ("year", "issue", "published", "expected"),
    [
        (2024, 8, None, "2024-8"),
        (None, 8, date(2024, 3, 11), "2024-8"),
        (2024, None, date(2024, 3, 11), "2024-03-11"),
        (2024, None, None, "sha256-0123456789ab"),
    ],
)
def test_issue_without_number_is_known_by_day_or_hash(
    year: int | None, issue: int | None, published: date | None, expected: str
) -> None:
    assert iris.issue_key(year, issue, published, "0123456789AB" + "0" * 52) == expected


def test_registered_things_are_known_by_their_key() -> None:
    assert local(WATER) == "id/org/sc-slt"
    assert local(Entity("自贡", EntityType.REGION, "510300", "自贡市")) == "id/region/510300"


def test_unregistered_body_is_known_by_its_fullest_name() -> None:
    short = Entity("公安局", EntityType.BODY, None, "临江市公安局")
    long = Entity("临江市公安局", EntityType.BODY)
    assert local(short) == local(long)
    assert local(short).startswith("id/org/n-")


@pytest.mark.parametrize("name", ["水利局窗口", "水利窗口", "水利局政务服务窗口", "“水利窗口”"])
def test_the_window_of_a_body_has_one_name(name: str) -> None:
    assert local(Entity(name, EntityType.WINDOW, parent=WATER)) == "id/window/sc-slt"


def test_a_window_that_is_more_than_the_bodys_has_a_name_of_its_own() -> None:
    assert local(Entity("不动产登记窗口", EntityType.WINDOW, parent=WATER)).startswith("id/window/sc-slt-")


def test_window_of_a_body_named_in_a_table() -> None:
    assert iris.window_of(WATER) == local(Entity("水利局窗口", EntityType.WINDOW, parent=WATER)).join([iris.BASE, ""])


def test_division_with_and_without_the_name_of_its_body_is_one() -> None:
    full = Entity("水利局行政审批处", EntityType.DIVISION, parent=WATER)
    assert local(full) == local(replace(full, text="行政审批处"))


def test_namesakes_in_two_bodies_are_two() -> None:
    first, second = Person("何秋实", "局长", WATER), Person("何秋实", "局长", Entity("林业局", EntityType.BODY))
    assert iris.person(first, SCOPE) != iris.person(second, SCOPE)
    assert iris.person(first, SCOPE) == iris.person(replace(first, post="厅长"), OTHER)


def test_official_without_a_body_is_known_in_one_bulletin_only() -> None:
    assert iris.person(Person("何秋实"), SCOPE) != iris.person(Person("何秋实"), OTHER)


def test_a_group_named_by_description_belongs_to_its_series() -> None:
    staff = Entity("各部门窗口", EntityType.GROUP)
    assert local(staff) != local(staff, OTHER)
    assert local(replace(staff, full="全省各部门窗口")) == local(replace(staff, full="全省各部门窗口"), OTHER)


@pytest.mark.parametrize("number", ["2024年第2号公告", "2024 年第 2 号公告", "２０２４年第２号公告"])
def test_numbered_document_is_known_by_issuer_kind_and_number(number: str) -> None:
    assert iris.document(number, number, "gonggao", "sc-slt", SCOPE).endswith("id/doc/sc-slt-gonggao-2024-2")


def test_title_that_contains_a_number_is_no_numbered_document() -> None:
    title = "关于贯彻2024年第2号公告的通知"
    assert "tongzhi-2024" not in iris.document(title, None, "tongzhi", "sc-slt", SCOPE)


def test_title_is_the_same_document_whoever_cites_it() -> None:
    first = iris.document("《河岸绿化办法》", None, "guanli-banfa", "sc-slt", SCOPE)
    assert first == iris.document("河岸 绿化**办法**", None, "guanli-banfa", None, OTHER)


@given(st.text(alphabet="《》“” *\n\t　通知2024年（）()ＡBa公司", min_size=1))
def test_layout_never_changes_a_name(name: str) -> None:
    noisy = "".join(f"{character} **\n" for character in name)
    assert iris.normal(noisy) == iris.normal(name)


@given(st.text(min_size=1), st.sampled_from(EntityType), st.none() | st.text())
def test_iris_are_lower_case_ascii_whatever_a_name_holds(name: str, kind: EntityType, ref: str | None) -> None:
    minted = iris.entity(Entity(name, kind, ref), SCOPE)
    path = minted.removeprefix(iris.BASE)
    assert path.isascii()
    assert path == path.lower()
    assert not set(path) & set(' <>"{}|^`\\%#?')


@given(st.lists(st.text(max_size=3), max_size=3), st.lists(st.text(max_size=3), max_size=3))
def test_digest_keeps_its_parts_apart(first: list[str], second: list[str]) -> None:
    clean = [[part.replace("\x1f", "") for part in parts] for parts in (first, second)]
    assert (iris.digest(*clean[0]) == iris.digest(*clean[1])) == ("\x1f".join(clean[0]) == "\x1f".join(clean[1]))
