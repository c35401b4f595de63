"""The report of checks: words, places and formats; waivers; comparison; the rules and their documentation."""

from __future__ import annotations

import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SH, SKOS

from zhoubao.checks.cross_bulletin import cross_checks
from zhoubao.checks.engine.pyshacl_engine import shapes_graph
from zhoubao.checks.report import Report, check_file
from zhoubao.checks.report_comparison import compare, read_report
from zhoubao.checks.report_formats import FORMATS, as_json, as_junit, as_table, as_turtle
from zhoubao.errors import UsageError

ROOT = Path(__file__).resolve().parent.parent
#: The faults of s03 as samples/README.md lists them, without the one that only shows beside s02.
FAULTS = {
    1: ("StatCompleted", "办结 655 件"),
    2: ("CountSum", "现场提交 231 件"),
    3: ("StatPartOfWhole", "延时服务 412 次"),
    4: ("StatTotalRow", "合计 | 1315 | 735"),
    6: ("CountMembers", "两项权限"),
    7: ("CountMembers", "6 个市"),
    8: ("EventAfterPeriod", "6 月 25 日"),
    9: ("SectionNumberTwice", "三、群众反映"),
    10: ("ResultSum", "省市场监管局"),
    11: ("ResultPrintedRank", "交通运输厅"),
    12: ("ResultPrintedRank", "民政厅"),
    13: ("ResultPrintedRank", "四川地震局"),
}


@cache
def report() -> Report:
    return check_file(ROOT / "samples" / "s03.txt")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of s03, beside which waivers can be put."""
    target = tmp_path / "s03.txt"
    target.write_bytes((ROOT / "samples" / "s03.txt").read_bytes())
    return target


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_of_the_sample_with_faults_is_found(fault: int) -> None:
    rule, words = FAULTS[fault]
    found = [finding for finding in report().findings if finding.rule == rule]
    assert any(words.replace("\t", " ") in place.quote for finding in found for place in finding.places)


def test_nothing_is_found_in_it_but_its_faults_and_what_is_issued() -> None:
    rules = {rule for rule, _ in FAULTS.values()} | {"SectionNumberGap"}
    assert {finding.rule for finding in report().findings} - rules == {"StatIssued"}


@pytest.mark.parametrize("name", ["s04.txt", "s05.txt", "s06.txt", "s07.md", "s08.txt"])
def test_sound_samples_give_nothing(name: str) -> None:
    assert check_file(ROOT / "samples" / name).findings == ()


@pytest.mark.parametrize("name", ["s01.txt", "s02.txt"])
def test_of_samples_that_continue_each_other_only_the_scopes_of_what_is_issued_are_told(name: str) -> None:
    assert [finding.rule for finding in check_file(ROOT / "samples" / name).findings] == ["StatIssued", "StatIssued"]


def test_every_quote_stands_where_the_report_says() -> None:
    content = (ROOT / "samples" / "s03.txt").read_text("utf-8")
    for finding in report().findings:
        assert finding.places
        for place in finding.places:
            assert content[place.start : place.end] == place.quote
            assert place.quote in "\n".join(content.splitlines()[place.line - 1 :])


def test_messages_hold_the_figures_in_both_languages() -> None:
    finding = next(finding for finding in report().findings if finding.rule == "CountSum")
    assert ("602" in finding.zh, "612" in finding.zh, "602" in finding.en, "612" in finding.en) == (True,) * 4
    assert all("{" not in finding.zh + finding.en for finding in report().findings)


def test_a_report_is_the_same_bytes_twice() -> None:
    again = check_file(ROOT / "samples" / "s03.txt")
    assert [form(report()) for form in FORMATS.values()] == [form(again) for form in FORMATS.values()]


def test_the_table_names_place_severity_rule_and_all_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHOUBAO_LANG", "en")
    lines = as_table(report()).splitlines()
    assert any("s03.txt:15: ! warning StatCompleted" in line for line in lines)
    assert any("受理 612 件" in line for line in lines)


def test_turtle_is_a_validation_report_of_shacl() -> None:
    graph = Graph().parse(data=as_turtle(report()), format="turtle")
    node = graph.value(None, RDF.type, SH.ValidationReport)
    assert graph.value(node, SH.conforms) == Literal(False)
    results = set(graph.objects(node, SH.result))
    assert len(results) == len(report().findings)
    for result in results:
        for predicate in (SH.focusNode, SH.resultSeverity, SH.sourceConstraintComponent, SH.sourceShape):
            assert graph.value(result, predicate) is not None
        assert {text.language for text in graph.objects(result, SH.resultMessage)} == {"zh", "en"}  # type: ignore[union-attr]


def test_a_report_without_results_conforms() -> None:
    graph = Graph().parse(data=as_turtle(Report(checked=(), findings=())), format="turtle")
    assert (None, SH.conforms, Literal(True)) in graph


def test_junit_has_a_case_for_each_finding_and_one_for_a_bulletin_without() -> None:
    tree = ET.fromstring(as_junit(replace(report(), checked=(*report().checked, ("clean/2024-1", "clean.txt")))))
    assert len(tree.findall(".//failure")) == len(report().findings)
    assert [len(suite.findall("testcase")) for suite in tree if suite.get("name") == "clean/2024-1"] == [1]


def test_the_page_needs_nothing_from_elsewhere_and_is_well_formed() -> None:
    page = FORMATS["html"](report())
    tags: Counter[str] = Counter()

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
            tags[tag] += 1
            assert not {"src", "href"} & {name for name, _ in attributes}

    Reader().feed(page)
    assert tags["article"] == len(report().findings)
    assert not {"script", "link", "img", "iframe"} & tags.keys()
    assert "prefers-color-scheme: dark" in page
    assert "@import" not in page
    assert "url(" not in page


def test_what_a_bulletin_says_is_escaped_in_the_page() -> None:
    finding = report().findings[0]
    place = replace(finding.places[0], start=0, end=4, quote="<b>&", context="<b>&", context_start=0)
    evil = replace(finding, zh="<script>", places=(place,))
    page = FORMATS["html"](replace(report(), findings=(evil,)))
    assert "<script>" not in page
    assert "<mark>&lt;b&gt;&amp;</mark>" in page


def test_the_page_marks_all_words_of_a_line_in_it_once() -> None:
    page = FORMATS["html"](report())
    assert "受理 612 件</mark>、<mark>办结 655 件</mark>、颁发 2140 件" in page


def test_words_within_others_are_marked_once() -> None:
    finding = report().findings[0]
    outer = replace(finding.places[0], start=2, end=8, quote="受理612件", context="窗口受理612件。", context_start=0)
    inner = replace(outer, start=4, end=8, quote="612件")
    page = FORMATS["html"](replace(report(), findings=(replace(finding, places=(outer, inner)),)))
    assert "窗口<mark>受理612件</mark>。" in page


WAIVER = "- {{rule: {rule}, quote: {quote}, reason: 旧件结转, who: 综合处}}\n"


def test_a_waiver_passes_its_finding_and_is_told(copy: Path) -> None:
    copy.with_name("s03.waivers.yaml").write_text(WAIVER.format(rule="StatCompleted", quote="办结655件"), "utf-8")
    found = check_file(copy)
    assert "StatCompleted" not in {finding.rule for finding in found.findings}
    assert [(entry.finding.rule, entry.waiver.who) for entry in found.waived] == [("StatCompleted", "综合处")]
    assert found.stale == ()
    assert "旧件结转" in as_json(found)


@pytest.mark.parametrize(("rule", "quote"), [("StatCompleted", "办结 999 件"), ("CountSum", "办结 655 件")])
def test_a_waiver_that_meets_nothing_is_stale(copy: Path, rule: str, quote: str) -> None:
    copy.with_name("s03.waivers.yaml").write_text(WAIVER.format(rule=rule, quote=quote), "utf-8")
    found = check_file(copy)
    assert (len(found.stale), len(found.findings)) == (1, len(report().findings))


@pytest.mark.parametrize(
    "text", ["- {rule: StatIssued}", "nonsense", "- [", "- {rule: '', quote: a, reason: b, who: c}"]
)
def test_a_waiver_that_does_not_say_everything_is_an_error_with_its_file(copy: Path, text: str) -> None:
    copy.with_name("s03.waivers.yaml").write_text(text, "utf-8")
    with pytest.raises(UsageError, match=r"E-WAIVER .*s03\.waivers\.yaml"):
        check_file(copy)


def test_reports_are_compared_by_rule_and_words(tmp_path: Path, copy: Path) -> None:
    earlier = tmp_path / "earlier.json"
    earlier.write_text(as_json(check_file(copy)), "utf-8")
    text = (
        copy.read_text("utf-8").replace("现场提交 231 件", "现场提交 241 件").replace("受理 612 件、", "受理 600 件、")
    )
    copy.write_text(f"（重印）\n\n{text}", "utf-8")
    found = compare(check_file(copy), read_report(earlier))
    assert "CountSum" in {finding["rule"] for finding in found.gone}
    assert {finding.rule for finding in found.new} <= {"StatCompleted", "StatIssued"}
    assert "ResultSum" in {finding.rule for finding in found.still}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"findings": [1]}'])
def test_what_is_no_report_cannot_be_compared(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.json").write_text(text, "utf-8")
    with pytest.raises(UsageError, match="E-REPORT"):
        read_report(tmp_path / "x.json")


@pytest.mark.parametrize(("name", "code"), [("s03.txt", 1), ("s04.txt", 0)])
def test_check_ends_with_1_where_there_is_something(
    name: str, code: int, command: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    run = command("check", ROOT / "samples" / name, "--format", "json")
    assert (run.returncode, run.stderr) == (code, "")
    assert bool(json.loads(run.stdout)["findings"]) == bool(code)


def test_a_file_is_checked_without_rdflib_and_pyshacl() -> None:
    """Each takes longer to be imported than a bulletin takes to be read."""
    program = (
        "import pathlib, sys; from zhoubao.checks.report import check_file; "
        "print(len(check_file(pathlib.Path(sys.argv[1])).findings), sorted({'rdflib', 'pyshacl'} & sys.modules.keys()))"
    )
    run = [sys.executable, "-c", program, str(ROOT / "samples" / "s03.txt")]
    told = subprocess.run(run, capture_output=True, encoding="utf-8", cwd=ROOT, check=True, timeout=60).stdout
    assert told.split() == [str(len(report().findings)), "[]"]


def test_check_takes_several_files_and_tells_the_one_it_cannot_read(
    tmp_path: Path, command: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    (tmp_path / "empty.txt").touch()
    files = [ROOT / "samples" / "s03.txt", tmp_path / "empty.txt", ROOT / "samples" / "s01.txt"]
    run = command("check", *files, "--format", "json")
    assert run.returncode == 2
    assert "empty.txt" in run.stderr
    assert {finding["bulletin"].rpartition("-")[2] for finding in json.loads(run.stdout)["findings"]} == {"21", "23"}


# --- the rules as a product ----------------------------------------------------------------------------------------


def node_shapes() -> list[URIRef]:
    shapes = shapes_graph()
    return sorted(shape for shape in shapes.subjects(RDF.type, SH.NodeShape) if isinstance(shape, URIRef))


@pytest.mark.parametrize("shape", node_shapes(), ids=lambda shape: shape.rpartition("#")[2])
def test_every_shape_has_its_reason_and_an_example(shape: URIRef) -> None:
    reasons = {text.language for text in shapes_graph().objects(shape, SH.description) if isinstance(text, Literal)}
    assert reasons == {"zh", "en"}
    assert len(set(shapes_graph().objects(shape, SKOS.example))) == 1


def test_the_page_of_rules_is_that_of_the_shapes() -> None:
    sys.path.insert(0, str(ROOT / "scripts"))
    from make_checks import TARGET, page

    text = page()
    assert TARGET.read_text("utf-8") == text, "run scripts/make_checks.py"
    names = [shape.rpartition("#")[2] for shape in node_shapes()] + [check.name for check in cross_checks()]
    assert [name for name in names if f"### {name} " not in text] == []
