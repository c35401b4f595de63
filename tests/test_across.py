"""Bulletins of a series are compared with each other: each check finds its damage and is silent on what is right."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from zhoubao.building.builder import build_store
from zhoubao.checks.cross_bulletin import cross_checks, findings_across
from zhoubao.checks.finding import Finding
from zhoubao.checks.report import check_store, documents_of
from zhoubao.store.store import Reader

TWICE = "6 月 5 日，省政府办公厅印发《四川省政务服务帮办代办工作规范（试行）》。"
AGAIN = (
    "省林草局发布 2024 年第 8 号公告，将“省内调运植物检疫证书签发”审批职权委托给绵阳市、德阳市 2 个市林草主管部门行使，"
    "自 2024 年 8 月 1 日起实施。"
)
BACK = "省林草局收回委托绵阳市林草主管部门实施的“省内调运植物检疫证书签发”，自 2024 年 6 月 1 日起由省级直接审批。"
NAMES = "仁寿县行政审批政务服务局召开窗口例会。仁寿县行政审批和政务服务局举办窗口业务培训。"

#: What is planted in s01, s02 or s03, and words of both places that must be shown.
DAMAGE: dict[str, tuple[str, str, str, tuple[str, ...]]] = {
    "CumulativeFalls": ("s02", "受理 12291 件", "受理 11291 件", ("受理 11794 件", "受理 11291 件")),
    "CumulativeStep": ("s02", "受理 12291 件", "受理 12391 件", ("受理 11794 件", "受理 12391 件", "受理 497 件")),
    "GrowthRate": ("s02", "下降 9.3%", "下降 8.3%", ("受理量较上周下降 8.3%", "受理 548 件", "受理 497 件")),
    "SeriesTotal": ("s02", "总第 493 期", "总第 495 期", ("总第 495 期", "总第 492 期")),
    "SeriesRepeat": ("s02", "总第 493 期", "总第 492 期", ("总第 492 期",)),
    "SeriesOrder": ("s02", "2024 年 6 月 21 日", "2024 年 6 月 12 日", ("2024 年 6 月 12 日", "2024 年 6 月 14 日")),
    "SeriesGap": ("s02", "第 22 期", "第 18 期", ("第 21 期", "第 23 期")),
    "AssessmentMonth": ("s03", "2024 年 5 月进驻", "2024 年 6 月进驻", ("2024 年 6 月进驻", "2024 年 4 月进驻")),
    "DocumentDates": ("s02", "1．6 月 12 日", f"{TWICE}\n\n1．6 月 12 日", ("6 月 4 日", "6 月 5 日")),
    "DelegatedTwice": ("s02", "1．6 月 12 日", f"{AGAIN}\n\n1．6 月 12 日", ("2024 年 7 月 1 日", "2024 年 8 月 1 日")),
    "WithdrawnEarly": ("s02", "1．6 月 12 日", f"{BACK}\n\n1．6 月 12 日", ("2024 年 7 月 1 日", "2024 年 6 月 1 日")),
    "NameSpelling": ("s02", "1．6 月 12 日", f"{NAMES}\n\n1．6 月 12 日", ("召开窗口例会", "业务培训")),
}
#: What s03 has against s02 on purpose.
OF_S03 = {"CumulativeFalls"}

Series = Callable[..., list[Finding]]


@pytest.fixture
def series(samples: Path, tmp_path: Path) -> Series:
    """What is found in s01, s02 and s03, one of them altered."""

    def found(name: str = "", old: str = "", new: str = "", last: str = "s03") -> list[Finding]:
        files = []
        for sample in ("s01", "s02", "s03"):
            text = (samples / f"{sample}.txt").read_text("utf-8")
            assert sample != name or old in text
            if sample <= last:
                path = tmp_path / f"{sample}.txt"
                path.write_text(text.replace(old, new) if sample == name else text, "utf-8")
                files.append(path)
        shutil.rmtree(tmp_path / "store", ignore_errors=True)
        assert not build_store(files, tmp_path / "store", validate=False).left_out
        with Reader(tmp_path / "store") as reader:
            return [*findings_across(reader.quads, documents_of(reader))]

    return found


def test_every_check_has_its_damage() -> None:
    assert {check.name for check in cross_checks()} == set(DAMAGE)


@pytest.mark.parametrize("rule", DAMAGE)
def test_a_check_finds_its_damage_and_shows_both_places(rule: str, series: Series) -> None:
    name, old, new, words = DAMAGE[rule]
    found = [finding for finding in series(name, old, new) if finding.rule == rule]
    quotes = [place.quote for finding in found for place in finding.places]
    assert all(any(word in quote for quote in quotes) for word in words), found
    assert all(any("\u4e00" <= mark <= "\u9fff" for mark in finding.zh) and "{" not in finding.en for finding in found)


def test_bulletins_that_continue_each_other_give_nothing(series: Series) -> None:
    assert series(last="s02") == []


def test_the_sample_with_faults_is_told_of_its_cumulative_figure_alone(series: Series) -> None:
    found = series()
    assert {finding.rule for finding in found} == OF_S03
    assert [place.quote for finding in found for place in finding.places] == ["颁发 47180 件", "颁发 47293 件"]


def test_other_bulletins_give_no_false_alarm(samples: Path, tmp_path: Path) -> None:
    build_store([*samples.glob("s0[124-8].*[td]")], tmp_path / "store", validate=False)
    with Reader(tmp_path / "store") as reader:
        found = list(findings_across(reader.quads, documents_of(reader)))
    assert [finding for finding in found if finding.severity != "Info"] == []


def test_a_store_is_reported_on_with_what_the_build_found(samples: Path, tmp_path: Path) -> None:
    build_store([samples / "s02.txt", samples / "s03.txt"], tmp_path / "store")
    with Reader(tmp_path / "store") as reader:
        report = check_store(reader)
    assert {finding.rule for finding in report.findings} >= {"CumulativeFalls", "CountSum", "ResultSum"}


@pytest.mark.xdist_group("shapes")  # pySHACL's queries are parsed there already
def test_what_the_build_found_is_what_pyshacl_finds(samples: Path, tmp_path: Path) -> None:
    build_store([samples / "s03.txt"], tmp_path / "store")
    with Reader(tmp_path / "store") as reader:
        found, plain = check_store(reader).findings, check_store(reader, engine="pyshacl").findings
    assert found == plain
    assert {finding.rule for finding in found} >= {"CountSum", "ResultSum"}
