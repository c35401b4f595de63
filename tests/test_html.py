"""Web pages: the main text alone, lists and tables as they look, encodings, error pages."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mappers.text.formats.web_page import LARGEST, read
from mappers.text.source import SourceError

PROSE = "<p>3月5日，市林业局印发《古树名木移植审批规程》，自4月1日起施行。</p>" * 3


def lines(body: str, head: str = "") -> list[str]:
    page = f"<html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"
    return [line for line in read(page.encode(), "page.html").content.splitlines() if line]


def test_navigation_scripts_and_footers_are_left_out() -> None:
    found = lines(
        "<nav>导航</nav><script>var a = '，';</script><div class='site-footer'>主办：某市</div>"
        f"<ul><li><a>首页</a></li><li><a>公开</a></li><li><a>互动</a></li></ul>{PROSE}<footer>版权</footer>"
    )
    assert len(found) == 3
    assert all(line.startswith("3月5日") for line in found)


def test_lines_that_authorities_put_around_the_text_are_left_out() -> None:
    found = lines(f"<p>您的位置：首页 &gt; 简报</p><p>字号：[大 中 小]</p><h1>工作周报</h1>{PROSE}<p>【打印本页】</p>")
    assert found[0] == "# 工作周报"
    assert len(found) == 4


def test_a_container_with_most_of_the_text_stays_whatever_its_class_says() -> None:
    assert len(lines(f"<div class='content-menu'>{PROSE}</div>")) == 3


def test_blocks_that_are_mostly_links_are_left_out() -> None:
    menu = "<div>" + "".join(f"<a>通知{number}</a>" for number in range(5)) + "</div>"
    assert len(lines(menu + PROSE + menu)) == 3
    assert len(lines(f"<p>见<a>通知一</a>和<a>通知二</a>。</p>{PROSE}")) == 4


def test_what_follows_an_element_that_is_taken_out_stays() -> None:
    assert lines("<p>受理<script>x</script>320件。</p>") == ["受理320件。"]


def test_breaks_and_blocks_end_a_line_and_source_layout_does_not() -> None:
    assert lines("<p>受理\n   320件，<br>办结&nbsp;300件。</p>") == ["受理 320件，", "办结 300件。"]


def test_lists_get_the_numbers_that_a_browser_shows() -> None:
    assert lines("<ol start=2><li>甲</li><li>乙</li></ol><ul><li>丙</li></ul>") == ["2. 甲", "3. 乙", "● 丙"]
    assert lines("<ol style='list-style-type: cjk-ideographic'><li>甲</li></ol>") == ["一、甲"]
    assert lines("<ol style='list-style: none'><li>甲</li></ol>") == ["甲"]


def test_preformatted_lines_stay_lines() -> None:
    assert lines("<pre>一、工作\n受理320件。</pre>") == ["一、工作", "受理320件。"]


def test_a_table_becomes_rows_and_merged_cells_stand_in_their_first_place() -> None:
    table = (
        "<table><tr><th rowspan=2>窗口</th><th colspan=2>办件</th></tr><tr><td>受理</td><td>办结</td></tr>"
        "<tr><td><p>民政</p></td><td>3</td><td>2</td></tr></table>"
    )
    assert lines(table) == ["窗口\t办件\t", "\t受理\t办结", "民政\t3\t2"]


def test_a_table_that_arranges_a_page_is_no_table() -> None:
    assert lines(f"<table><tr><td>{PROSE}</td></tr></table>")[0].startswith("3月5日")


@pytest.mark.parametrize(
    ("said", "encoding"),
    [
        ("<meta charset='gb2312'>", "gb18030"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=GBK'>", "gb18030"),
        ("<meta charset='utf-8'>", "gb18030"),
        ("<meta charset='gb2312'>", "utf-8"),
        ("", "gb18030"),
        ("", "utf-16"),
        ("<meta charset='no-such-code'>", "utf-8"),
    ],
)
def test_encodings_are_taken_from_the_page_and_checked(said: str, encoding: str) -> None:
    page = f"<html><head>{said}</head><body><p>市林业局印发规程㐂，自四月起施行。</p></body></html>"
    assert read(page.encode(encoding), "page.html").content == "市林业局印发规程㐂，自四月起施行。\n"


@pytest.mark.parametrize(
    ("page", "code"),
    [
        (b"<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>", "E-ERROR-PAGE"),
        ("<html><meta charset=utf-8><body>您访问的页面不存在</body></html>".encode(), "E-ERROR-PAGE"),
        (b"<html><body><script>1</script></body></html>", "E-EMPTY"),
        (b"", "E-EMPTY"),
        (b"%PDF-1.4 ...", "E-FORMAT"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "E-"),
        (b"<p>" + b"x" * LARGEST, "E-TOO-LARGE"),
    ],
)
def test_what_is_no_bulletin_says_so(page: bytes, code: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(page, "page.html")
    assert caught.value.code.startswith(code)
    assert "\n" not in str(caught.value)


def test_a_text_with_a_number_like_an_error_is_no_error_page() -> None:
    assert len(lines(PROSE * 10 + "<p>受理404件。</p>")) == 31


@given(st.text(alphabet="<>/abp&;\"'= 受理。\n", max_size=300))
def test_any_markup_is_read_or_refused(page: str) -> None:
    with suppress(SourceError):
        assert read(f"<{page}".encode(), "page.html").content.strip()


def test_deep_nesting_is_no_crash() -> None:
    with pytest.raises(SourceError, match=r"E-UNREADABLE page.html: .* nested"):
        read(b"<div>" * 50_000 + b"x", "page.html")
