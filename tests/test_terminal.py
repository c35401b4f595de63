"""What the terminal tells: a thing as a tree, a way between two, two bulletins side by side, pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import zhoubao
from zhoubao.cli.main import app
from zhoubao.errors import UsageError
from zhoubao.knowledge_graph import KnowledgeGraph
from zhoubao.questions.bulletin_comparison import BulletinComparison, compare
from zhoubao.store.record import find_bulletin

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
Run = Callable[..., Result]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three issues of a weekly and one of another series."""
    folder = tmp_path_factory.mktemp("terminal") / "store"
    files = [SAMPLES / name for name in ("s01.txt", "s02.txt", "s03.txt", "s04.txt")]
    zhoubao.build(files, store=folder, validate=False).close()
    return folder


@pytest.fixture
def run(store: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A command in Chinese, on the store; its mistakes are raised."""

    def call(*arguments: str | Path, language: str = "zh") -> Result:
        monkeypatch.setenv("ZHOUBAO_LANG", language)
        monkeypatch.setenv("ZHOUBAO_STORE", str(store))
        found = CliRunner().invoke(app, [*map(str, arguments)])
        if isinstance(found.exception, UsageError):
            raise found.exception
        return found

    return call


@pytest.fixture
def between(store: Path) -> Callable[[str, str], BulletinComparison]:
    def compared(before: str, after: str) -> BulletinComparison:
        with KnowledgeGraph(store) as kg:
            return compare(kg.reader, *(find_bulletin(kg.reader.records(), name) for name in (before, after)))

    return compared


def test_a_body_is_a_tree_of_its_facts_with_their_words(run: Run) -> None:
    shown = run("show", "省林草局").output
    assert shown.startswith("四川省林业和草原局  机构  ")
    assert "├── 发布 3" in shown
    assert "“省林草局发布 2024 年第 7 号公告” s01.txt [311:331]" in shown


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("自贡市", "走访调研"),
        ("葛云舟", "进大厅"),
        ("兽药经营许可（生物制品类）", "权限变动"),
        ("2024年第7号公告", "发布"),
        ("https://w3id.org/zhoubao/id/org/sc-lcj", "四川省林业和草原局"),
    ],
)
def test_regions_persons_matters_documents_and_iris_are_shown(run: Run, name: str, words: str) -> None:
    assert words in run("show", name).output


def test_the_tree_speaks_english(run: Run) -> None:
    assert "issuance 3" in run("show", "省林草局", language="en").output


def test_an_ambiguous_name_lists_its_candidates(run: Run) -> None:
    with pytest.raises(UsageError, match="E-AMBIGUOUS") as told:
        run("show", "鼓楼区")
    assert str(told.value).count("<https://") > 1


def test_an_unknown_name_is_told(run: Run) -> None:
    with pytest.raises(UsageError, match="E-NAME"):
        run("show", "子虚乌有局")


def test_a_way_is_told_with_the_sentence_it_stands_on(run: Run) -> None:
    told = run("path", "省林草局", "自贡市")
    assert told.exit_code == 0
    assert "经 1 步" in told.output
    assert "s03.txt [424:570]" in told.output


def test_where_no_way_leads_the_exit_code_says_so(run: Run) -> None:
    told = run("path", "省林草局", "省药监局")
    assert told.exit_code == 1
    assert "没有通路" in told.output


def test_a_figure_that_changed_is_told_with_both_quotes(run: Run) -> None:
    line = next(
        line for line in run("compare", "2024-21", "2024-22").output.splitlines() if "受理（综合窗口，本周）" in line
    )
    assert "有变化" in line
    assert "548件 → 497件（-9.3%）" in line
    assert "“受理 548 件” / “受理 497 件”" in line


def test_what_is_new_and_what_is_silent_is_told_apart(between: Callable[[str, str], BulletinComparison]) -> None:
    found = between("2024-21", "2024-22")
    assert "黄河上游三省政务服务协作备忘录" in {change.name.zh for change in found.of("document", "new")}
    assert "四川省数据局" in {change.name.zh for change in found.of("body", "silent")}


def test_windows_that_moved_are_told_with_their_ranks(run: Run) -> None:
    lines = run("compare", "2024-21", "2024-23").output.splitlines()
    assert any("四川省交通运输厅窗口  第 3 名，110.5 分 → 第 2 名，108.5 分（上升 1 位）" in line for line in lines)


def test_a_comparison_turned_round_swaps_new_and_silent(between: Callable[[str, str], BulletinComparison]) -> None:
    there, back = between("2024-21", "2024-23"), between("2024-23", "2024-21")
    for topic in ("figure", "rank", "body", "document", "matter", "kind"):
        for one, other in (("new", "silent"), ("changed", "changed"), ("same", "same")):
            names = [{change.name for change in found.of(topic, sort)} for found, sort in ((there, one), (back, other))]
            assert names[0] == names[1], topic


def test_a_bulletin_compared_with_itself_has_nothing_new(between: Callable[[str, str], BulletinComparison]) -> None:
    assert {change.sort for change in between("2024-21", "2024-21").changes} == {"same"}


def test_what_stayed_the_same_is_listed_when_asked_for(run: Run) -> None:
    assert "  不变  " not in run("compare", "2024-21", "2024-22").output
    assert "  不变  " in run("compare", "2024-21", "2024-22", "--all").output


def test_bulletins_of_two_series_are_not_compared(run: Run) -> None:
    with pytest.raises(UsageError, match="E-SERIES"):
        run("compare", "2024-21", "2023-9")


@pytest.mark.parametrize(
    "what",
    [
        ("ranking",),
        ("series", "受理", "--scope", "综合窗口"),
        ("timeline",),
        ("map",),
        ("map", "--of", "全国"),
        ("network",),
    ],
    ids=" ".join,
)
def test_pictures_are_the_same_bytes_each_time(run: Run, tmp_path: Path, what: tuple[str, ...]) -> None:
    pytest.importorskip("zhplot")
    files = [tmp_path / f"{name}.svg" for name in "ab"]
    for file in files:
        assert run("plot", *what, "-o", file).output.strip() == str(file)
    assert files[0].read_bytes() == files[1].read_bytes()
    assert files[0].read_bytes().startswith(b"<?xml")


def test_a_picture_that_nobody_can_draw_is_told(run: Run, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="E-FORMAT-UNKNOWN"):
        run("plot", "pie", "-o", tmp_path / "a.svg")
    with pytest.raises(UsageError, match=r"E-FORMAT-UNKNOWN .*a\.gif"):
        run("plot", "ranking", "-o", tmp_path / "a.gif")
