"""The page of a bulletin: all that was read is on it, it parses, it fetches nothing, and its RDFa is the graph."""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import html5lib
import pytest
from rdflib import XSD, Dataset, Literal

import zhoubao
from mappers.clauses import reading
from mappers.mapping import map_bulletin
from mappers.names.mask import Mask
from mappers.names.recognition import NameContext, recognise
from mappers.rdf import fact_iri, nquads
from mappers.text.readers import read_file
from mappers.text.source import read_text
from zhoubao.errors import UsageError
from zhoubao.explore.page.blocks import blocks
from zhoubao.explore.page.bulletin_page import page_of_file
from zhoubao.knowledge_graph import KnowledgeGraph

SAMPLES = sorted(
    path for path in (Path(__file__).parent.parent / "samples").glob("s0*") if path.suffix in (".txt", ".md")
)
EACH = pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
CARRIAGE_RETURN = ("illegal-codepoint-for-numeric-entity", {"charAsInt": 13})
HOSTILE = """<script>alert(1)</script>工作周报

2024年第3期（总第7期）

临江市政务服务中心

2024年3月4日

一、"动态" & <b>'要闻'</b>

1.3月1日，市林业局印发《关于<img src=x onerror=alert(1)>的
通知&amp;》，</script><!--召开现场会。

2.市公安局在临江县召开"窗口'<i>工作会。
"""


@pytest.fixture(scope="module")
def pages() -> dict[Path, str]:
    return {path: page_of_file(path).html for path in SAMPLES}


def parsed(page: str) -> Any:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(page)
    # the reference to a carriage return counts as an error, and is the only way to bring one through a parser
    assert [error for error in parser.errors if error[1:] != CARRIAGE_RETURN] == []
    return tree


def words(element: Any) -> str:
    return "".join(element.itertext())


def with_class(tree: Any, name: str) -> Iterator[Any]:
    return (element for element in tree.iter() if name in (element.get("class") or "").split())


@EACH
def test_the_page_parses_without_errors_and_its_ids_are_unique(path: Path, pages: dict[Path, str]) -> None:
    ids = [element.get("id") for element in parsed(pages[path]).iter() if element.get("id")]
    assert len(ids) == len(set(ids))


@EACH
def test_links_within_the_page_lead_somewhere(path: Path, pages: dict[Path, str]) -> None:
    tree = parsed(pages[path])
    ids = {element.get("id") for element in tree.iter()}
    links = [element.get("href") for element in tree.iter("a")]
    assert links
    assert all(link.startswith("#") and link[1:] in ids for link in links)


@EACH
def test_every_fact_is_on_the_page_and_its_words_are_marked(path: Path, pages: dict[Path, str]) -> None:
    tree = parsed(pages[path])
    mapped = map_bulletin(read_file(path))
    cards = {describes.get("about"): card for card in with_class(tree, "card") for describes in card.iter("dl")}
    marked: dict[str, str] = {}
    for segment in with_class(tree, "s"):
        for key in segment.get("data-f").split():
            marked[key] = marked.get(key, "") + words(segment)
    for fact in mapped.facts:
        card = cards["zb:" + fact_iri(mapped, fact).removeprefix("https://w3id.org/zhoubao/")]
        assert "".join(fact.evidence.quote.split()) in "".join(words(card).split())
        plain = re.sub(r"[\s|*]", "", fact.evidence.quote)
        assert plain in re.sub(r"[\s*]", "", marked[card.get("id")]), fact.evidence.quote


@EACH
def test_names_are_recognised_once_for_facts_and_page(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: Counter[tuple[int, int]] = Counter()

    def counted(source: str, start: int, end: int, setting: NameContext) -> Mask:
        seen[start, end] += 1
        return recognise(source, start, end, setting)

    monkeypatch.setattr(reading, "recognise", counted)
    page_of_file(path)
    assert set(seen.values()) == {1}


@EACH
def test_every_sentence_not_understood_is_marked(path: Path, pages: dict[Path, str]) -> None:
    marked: dict[str, str] = {}
    for segment in with_class(parsed(pages[path]), "s"):
        for key in segment.get("data-f").split():
            marked[key] = marked.get(key, "") + words(segment)
    ledger = map_bulletin(read_file(path)).ledger
    wanted = ["".join(unread.evidence.quote.split()) for unread in ledger]
    assert ["".join(marked[f"u{number}"].split()) for number in range(1, len(wanted) + 1)] == wanted


@EACH
def test_nothing_that_is_printed_is_lost(path: Path) -> None:
    bulletin = map_bulletin(read_file(path)).bulletin
    content = bulletin.text.content
    last = 0
    for block in blocks(bulletin):
        assert block.start >= last
        assert not re.search(r"[\w\u4e00-\u9fff]", content[last : block.start])
        cells = [content[cell.start : cell.end] for row in block.rows for cell in row]
        if cells:
            printed = re.sub(r"[\s|\-:*]", "", content[block.start : block.end])
            assert re.sub(r"[\s|\-:*]", "", "".join(cells)) == printed
        last = block.end
    assert not re.search(r"[\w\u4e00-\u9fff]", content[last:])


@EACH
def test_the_page_fetches_nothing(path: Path, pages: dict[Path, str]) -> None:
    tree = parsed(pages[path])
    for element in tree.iter():
        for name in ("src", "href", "srcset", "action", "data", "poster"):
            assert not re.match(r"(?:\w+:)?//|\w+:", element.get(name) or ""), (element.tag, name)
    code = "".join(words(element) for name in ("style", "script") for element in tree.iter(name))
    assert not re.search(r"https?:|@import|url\(|fetch\(|XMLHttpRequest", code)


def triples_of(page: str, folder: Path) -> set[tuple[Any, ...]]:
    """The triples of the page's RDFa, read by pyRdfa; those of the roles of elements left out."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyRdfa import pyRdfa

        file = folder / "page.html"
        file.write_text(page, "utf-8")
        graph = pyRdfa(base="https://example.org/").graph_from_source(str(file))
    return {(s, p, same(o)) for s, p, o in graph if not str(p).endswith("vocab#role")}


def same(term: Any) -> Any:
    return Literal(str(term)) if isinstance(term, Literal) and term.datatype == XSD.string else term


@pytest.mark.filterwarnings("ignore")
@EACH
def test_the_rdfa_of_the_page_is_the_graph_of_the_bulletin(path: Path, pages: dict[Path, str], tmp_path: Path) -> None:
    graph = Dataset().parse(data=nquads(map_bulletin(read_file(path))), format="nquads")
    wanted = {(s, p, same(o)) for s, p, o, _ in graph.quads()}
    assert triples_of(pages[path], tmp_path) == wanted


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\f\n"], ids=["lf", "crlf", "ff"])
def test_hostile_text_stays_text(tmp_path: Path, line_end: str) -> None:
    path = tmp_path / "hostile.txt"
    data = HOSTILE.replace("\n", line_end).encode()
    path.write_bytes(data)
    page = page_of_file(path).html
    tree = parsed(page)
    assert len(list(tree.iter("script"))) == 1
    assert not list(tree.iter("img"))
    article = next(tree.iter("article"))
    assert "<img src=x onerror=alert(1)>" in words(article)
    assert "</script><!--" in words(article)
    mapped = map_bulletin(read_text(data, "hostile.txt"))
    assert any("<img" in fact.evidence.quote for fact in mapped.facts)
    graph = Dataset().parse(data=nquads(mapped), format="nquads")
    assert triples_of(page, tmp_path) == {(s, p, same(o)) for s, p, o, _ in graph.quads()}


def test_what_a_check_found_stands_beside_the_text_with_both_quotes(pages: dict[Path, str]) -> None:
    page = next(page for path, page in pages.items() if path.stem == "s03")
    notes = [words(note) for margin in with_class(parsed(page), "margin") for note in with_class(margin, "note")]
    assert any("办结 655 件" in note and "受理 612 件" in note for note in notes)


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    store = tmp_path_factory.mktemp("page") / "store"
    return zhoubao.build(SAMPLES[:3], store=store)


def test_a_page_from_the_store_links_to_other_bulletins(kg: KnowledgeGraph) -> None:
    tree = parsed(kg.bulletin("2024-22").html)
    links = [words(element) for element in with_class(tree, "links")]
    assert any("综合窗口" in link and "窗口工作周报2024年第21期" in link for link in links)


def test_a_page_from_the_store_says_what_that_of_the_file_says(kg: KnowledgeGraph, pages: dict[Path, str]) -> None:
    page = re.sub(r'<h4>[^\n]*?<ul class="links">.*?</ul>', "", kg.bulletin("2024-23").html)
    of_file = next(text for path, text in pages.items() if path.stem == "s03")
    marks = [re.findall(r'data-f="[^"]*"', text) for text in (page, of_file)]
    assert marks[0] == marks[1]


def test_a_page_shows_in_a_notebook_in_a_frame_of_its_own(kg: KnowledgeGraph) -> None:
    shown = kg.bulletin("sc-ckgzzb/2024-21")._repr_html_()
    frame = next(parsed("<!DOCTYPE html><title>x</title>" + shown).iter("iframe"))
    assert "allow-same-origin" not in frame.get("sandbox")
    assert "<main" in frame.get("srcdoc")


def test_an_issue_that_is_not_there_is_told(kg: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match="E-NOT-FOUND 1999-1"):
        kg.bulletin("1999-1")


def test_the_same_file_gives_the_same_bytes(command: Any, tmp_path: Path, pages: dict[Path, str]) -> None:
    command.process(
        "page", SAMPLES[2], "-o", tmp_path / "page.html", PYTHONHASHSEED="1"
    )  # the pages here have another seed
    assert (tmp_path / "page.html").read_text("utf-8") == pages[SAMPLES[2]]


def test_the_command_writes_a_page_and_says_where(command: Any, tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    done = command("page", SAMPLES[0], "-o", target)
    assert (done.returncode, done.stdout.strip()) == (0, str(target))
    assert parsed(target.read_text("utf-8")).find("head/title").text.startswith("窗口工作周报")


def test_a_page_that_cannot_be_written_is_one_line(command: Any, tmp_path: Path) -> None:
    done = command("page", SAMPLES[0], "-o", tmp_path / "nowhere" / "page.html")
    assert done.returncode == 2
    assert done.stderr.startswith("zhoubao: E-OUTPUT")
    assert done.stderr.count("\n") == 1


def test_with_a_store_the_page_of_a_file_links_to_its_bulletins(
    command: Any, kg: KnowledgeGraph, tmp_path: Path
) -> None:
    kg.close()
    target = tmp_path / "page.html"
    assert command("page", SAMPLES[2], "-o", target, "--store", kg.directory).returncode == 0
    links = [words(element) for element in with_class(parsed(target.read_text("utf-8")), "links")]
    assert any("窗口工作周报2024年第21期" in link for link in links)


def test_a_page_from_the_store_tells_what_other_bulletins_say_against_it(kg: KnowledgeGraph) -> None:
    for issue, own, other in (("2024-22", "颁发 47293 件", "s03.txt"), ("2024-23", "颁发 47180 件", "s02.txt")):
        notes = [words(note) for margin in with_class(parsed(kg.bulletin(issue).html), "margin") for note in margin]
        assert any("CumulativeFalls" in note and own in note and other in note for note in notes), issue
