"""Single documents: which text is one, what it says of itself, and what a web page puts around it."""

from __future__ import annotations

from datetime import date

import pytest

from mappers.fact_json import published_fact
from mappers.facts.fact import TimeSpan
from mappers.mapping import Mapped, map_bulletin
from mappers.rdf import bulletin_iri
from mappers.text.bulletin import Masthead
from mappers.text.layout import lay_out
from mappers.text.source import SourceError, read_text

BODY = "    为方便群众办事，现将有关事项公告如下：\n    一、将“取水许可”委托东河县、西河县水行政主管部门实施。\n"
ANNOUNCEMENT = f"""临江市水利局关于委托实施取水许可的公告
临水发〔2024〕12号

各县（区）水利局：
{BODY}
临江市水利局
2024年5月6日
"""
PAGE = f"""网站首页  政务公开  办事服务
当前位置：首页 > 政务公开 > 通知公告
临江市水利局关于委托实施取水许可的公告
发布时间：2024-05-08 09:12  来源：临江市水利局  浏览次数：31  【字体：大 中 小】 打印
{BODY}
【打印本页】 【关闭窗口】
上一篇：临江市水利局招聘公告
下一篇：没有了
主办单位：临江市水利局  某ICP备000000号
"""


def mapped(text: str) -> Mapped:
    return map_bulletin(read_text(text.encode(), "document.txt"))


def head(text: str) -> Masthead:
    return mapped(text).bulletin.masthead


def cut(text: str) -> list[str]:
    return [text[start:end].strip() for start, end in lay_out(text)[0].cut]


def test_an_announcement_is_a_document_with_title_number_publisher_and_day() -> None:
    found = head(ANNOUNCEMENT)
    assert (found.form, found.series, found.issue) == ("document", None, None)
    assert (found.title, found.number) == ("临江市水利局关于委托实施取水许可的公告", "临水发〔2024〕12号")
    assert found.publisher is not None
    assert (found.publisher.text, found.published, found.year) == ("临江市水利局", date(2024, 5, 6), 2024)


def test_every_field_leads_to_its_words() -> None:
    bulletin = mapped(ANNOUNCEMENT).bulletin
    for evidence in bulletin.masthead.evidence.values():
        assert ANNOUNCEMENT[evidence.start : evidence.end] == evidence.quote


def test_the_page_says_who_and_when_where_the_text_does_not() -> None:
    found = head(PAGE)
    assert found.publisher is not None
    assert (found.publisher.text, found.published) == ("临江市水利局", date(2024, 5, 8))


def test_a_signature_counts_more_than_the_page() -> None:
    signed = PAGE.replace("【打印本页】", "临江市水利局\n2024年5月6日\n\n【打印本页】")
    assert head(signed).published == date(2024, 5, 6)


def test_the_signature_before_an_annex_is_the_signature() -> None:
    found = head(ANNOUNCEMENT + "\n附件1\n名单\n东河县水利局　　西河县水利局\n")
    assert found.published == date(2024, 5, 6)


def test_addressees_are_no_publisher() -> None:
    unsigned = ANNOUNCEMENT.replace("临江市水利局关于", "关于").replace("\n临江市水利局\n", "\n")
    assert head(unsigned).publisher is None


def test_furniture_of_a_page_is_cut_and_noted() -> None:
    lines = cut(PAGE)
    assert "当前位置：首页 > 政务公开 > 通知公告" in lines
    assert lines[-1] == "主办单位：临江市水利局  某ICP备000000号"
    notes = [note for note in mapped(PAGE).notes if note.code == "N-PAGE"]
    assert [PAGE[n.evidence.start : n.evidence.end] for n in notes] == [n.evidence.quote for n in notes]
    assert sum(note.evidence.quote.count("\n") + 1 for note in notes) == len(lines)


@pytest.mark.parametrize(
    "line",
    [
        "您的位置：首页 > 部门动态 > 正文",
        "设为首页 | 加入收藏 | 手机版",
        "长者模式　无障碍浏览　登录 | 注册",
        "| 索 引 号:000/2024-01 | 主题分类:综合政务 | |",
        "2024-05-08 15:20:06　来源：临江市水利局　作者：办公室",
        "来源：办公室　　时间：2024-05-08 09:12",
        "【字体：大 中 小】　打印",
    ],
)
def test_a_line_of_a_page_above_the_text_is_cut(line: str) -> None:
    assert cut(f"{line}\n{ANNOUNCEMENT}") == [line.strip()]


@pytest.mark.parametrize(
    "line",
    [
        "扫一扫在手机打开当前页",
        "责任编辑：何小禾",
        "分享到：微信 微博",
        "相关链接：政务服务网",
        "附件：委托事项表.docx",
        "版权声明：凡注明来源“临江水利网”的作品，转载请注明出处。",
    ],
)
def test_a_line_of_a_page_below_the_text_is_cut_with_what_follows(line: str) -> None:
    assert cut(f"{ANNOUNCEMENT}\n{line}\n· 东河县召开会议 2024-05-01\n") == [line, "· 东河县召开会议 2024-05-01"]


@pytest.mark.parametrize(
    "line",
    [
        "责任编辑：何小禾    审核：白云山",
        "主办单位：临江市政务服务中心    印发日期：2024年3月4日",
        "联系电话：0000-000000",
        "来源于群众的意见已经办结，分享到各窗口的经验由办公室汇总上报。",
    ],
)
def test_a_line_of_a_bulletin_is_not_cut(line: str) -> None:
    text = f"窗口工作周报\n2024年第8期\n临江市政务服务中心\n{line}\n一、工作动态\n1.民政局召开窗口例会，部署电子证照工作。\n"
    assert cut(text) == []


def test_what_a_foot_begins_with_cuts_no_sentence_below_it() -> None:
    text = ANNOUNCEMENT.replace(
        "    一、将", "分享到：微信\n    一、各窗口要认真落实，遇到问题及时报告市水利局。\n    二、将"
    )
    assert "东河县" in "".join(fact.evidence.quote for fact in mapped(text).facts)


TERM = ANNOUNCEMENT.replace("实施。\n", "实施。\n    二、委托期限自2024年6月1日起至2026年5月31日止。\n", 1)


@pytest.mark.parametrize(
    ("text", "effective", "until"),
    [
        (TERM, date(2024, 6, 1), date(2026, 5, 31)),
        (ANNOUNCEMENT.replace("实施。", "实施。\n    二、本公告自发布之日起施行。"), date(2024, 5, 6), None),
        (ANNOUNCEMENT, None, None),
    ],
)
def test_issuer_title_and_term_of_an_announcement_are_those_of_its_delegation(
    text: str, effective: date | None, until: date | None
) -> None:
    (fact,) = (fact for fact in mapped(text).facts if fact.kind == "delegation")
    published = published_fact(fact)
    assert published["actors"] == ["临江市水利局"]
    assert published["document"] == "临江市水利局关于委托实施取水许可的公告"
    assert (fact["effective"], fact["until"]) == (effective, until)
    assert {"actors", "document"} <= set(fact.inherited)


def test_a_news_item_that_tells_of_a_delegation_is_not_its_document() -> None:
    text = ANNOUNCEMENT.replace("关于委托实施取水许可的公告", "召开窗口例会").replace("临水发〔2024〕12号\n", "")
    assert all(fact["document"] is None for fact in mapped(text).facts if fact.kind == "delegation")


def test_two_offices_with_one_number_are_two_documents() -> None:
    number = "第7号公告"
    texts = [
        f"{office}公告\n{number}\n\n{BODY}\n{office}\n2024年5月6日\n" for office in ("临江市水利局", "东河市水利局")
    ]
    assert len({bulletin_iri(mapped(text)) for text in texts}) == 2


def test_layout_does_not_change_which_document_it_is() -> None:
    assert bulletin_iri(mapped(ANNOUNCEMENT)) == bulletin_iri(mapped(ANNOUNCEMENT.replace("各县", "\n\n各县")))


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("临江市2024年3月政务服务运行情况", ("2024-03-01", "2024-03-31")),
        ("临江市2024年1-10月工作总结", ("2024-01-01", "2024-10-31")),
        ("临江市2024年第三季度运行情况", ("2024-07-01", "2024-09-30")),
        ("临江市上半年政务服务运行情况", ("2024-01-01", "2024-06-30")),
        ("临江市12月份政务服务运行情况", ("2023-12-01", "2023-12-31")),
        ("临江市5月6日取水许可委托情况", None),
        ("临江市第二批取水许可委托情况", None),
    ],
)
def test_the_time_reported_on_is_that_of_the_title(title: str, period: tuple[str, str] | None) -> None:
    found = head(f"{title}\n\n{BODY}\n临江市水利局\n2024年11月6日\n").period
    assert found == (TimeSpan(*map(date.fromisoformat, period)) if period else None)


@pytest.mark.parametrize(
    "text",
    [
        "今天天气很好。\n",
        "购物清单\n\n鸡蛋、牛奶、面包。\n",
        "README\n\nThis is a program. It reads bulletins.\n",
        "404\n您访问的页面不存在\n",
        "",
    ],
)
def test_what_holds_no_official_text_is_refused_with_what_was_looked_for(text: str) -> None:
    with pytest.raises(SourceError, match=r"E-(?:NOT-BULLETIN|EMPTY)"):
        mapped(text)


def test_powers_that_move_on_the_day_of_issue_take_no_term_from_others() -> None:
    text = (
        "湖北省水利厅关于委托下放部分涉水许可的公告\n2024年第3号\n\n"
        "一、将“取水许可”委托孝感市水利局实施。委托期限自2024年5月1日起至2026年4月30日止。\n"
        "二、将“河道采砂许可”下放至荆州市水利局实施，自本公告发布之日起执行。\n\n"
        "湖北省水利厅\n2024年4月20日\n"
    )
    found = [f for f in map_bulletin(read_text(text.encode(), "a.txt")).facts if f.kind == "delegation"]
    terms = {str(f["matters"][0]): (f["effective"], f["until"]) for f in found}
    assert [*terms.values()] == [(date(2024, 5, 1), date(2026, 4, 30)), (date(2024, 4, 20), None)]


def test_a_verb_in_the_name_of_a_receiving_body_does_not_end_the_receivers() -> None:
    text = "云南省水利厅关于委托实施水利许可的公告\n\n将“取水许可”委托红河州规划建设管理部实施。\n\n云南省水利厅\n2024年4月20日\n"
    (found,) = [f for f in map_bulletin(read_text(text.encode(), "a.txt")).facts if f.kind == "delegation"]
    assert found.evidence.quote.endswith("规划建设管理部实施")


def document(title: str, body: str, signed: str) -> Mapped:
    text = f"{title}\n\n各有关单位：\n\n{body}\n\n成都市政务服务管理局\n{signed}\n"
    return map_bulletin(read_text(text.encode(), "a.txt"))


BODY_OF_FIGURES = "一、全市政务大厅窗口今年以来受理各类申请300件。"


def test_numbers_that_begin_anew_each_year_do_not_make_one_document_of_two() -> None:
    announcement = "成都市政务服务管理局公告\n第5号"
    found = {bulletin_iri(document(announcement, BODY_OF_FIGURES, day)) for day in ("2023年5月6日", "2024年8月6日")}
    assert len(found) == 2


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("关于做好5月窗口值守工作的通告", None),
        ("关于2025年第一季度大厅运行情况的通告", None),
        ("关于2022年5月1日至6月1日大厅运行情况的通告", TimeSpan(date(2022, 5, 1), date(2022, 6, 1))),
        ("关于3月大厅运行情况的通告", TimeSpan(date(2024, 3, 1), date(2024, 3, 31))),
    ],
)
def test_only_a_title_that_reports_names_a_period_and_none_that_is_to_come(title: str, period: TimeSpan | None) -> None:
    assert document(title, BODY_OF_FIGURES, "2024年4月20日").bulletin.masthead.period == period


def test_whoever_passes_a_document_on_is_not_named_by_what_is_passed_on() -> None:
    found = document(
        "转发四川省人民政府办公厅关于做好审批工作的通知", BODY_OF_FIGURES, "2024年4月20日"
    ).bulletin.masthead
    assert found.publisher is not None
    assert found.publisher.text == "成都市政务服务管理局"


def test_the_day_from_which_a_document_is_in_force_is_not_its_day_of_issue() -> None:
    page = "成文日期：2024-05-01 生效日期：2024-06-01\n关于大厅运行情况的通告\n\n" + BODY_OF_FIGURES + "\n"
    assert head(page).published == date(2024, 5, 1)


def test_a_row_of_a_table_that_begins_like_a_button_is_no_foot_of_a_page() -> None:
    text = "窗口服务统计表\n服务\t次数（次）\n复印\t30\n打印\t20\n扫描\t10\n"
    view, _ = lay_out(text)
    assert view.cut == ()


def test_the_signature_of_an_annex_is_not_that_of_the_document() -> None:
    text = (
        "关于转发运行情况的通知\n\n" + BODY_OF_FIGURES + "\n\n成都市政务服务管理局\n2024年5月1日\n\n"
        "附件：运行情况通报\n\n全省政务大厅窗口受理各类申请3000件，办结2990件。\n\n四川省政务服务管理局\n2024年3月1日\n"
    )
    found = head(text)
    assert found.publisher is not None
    assert (found.publisher.text, found.published) == ("成都市政务服务管理局", date(2024, 5, 1))
