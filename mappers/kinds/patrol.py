"""Reads: the hall's own patrol, one result per aspect, in items, in one sentence, or in a table.

（一）着装情况。总体良好。 / 着装情况：… / 服务态度，未接到投诉；… / 在岗方面，… / a table of aspect and result.
What is demanded of windows in the same section, and what will be checked next week, is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mappers.clauses.reading import Reading, ReadItem
from mappers.clauses.roles import text_of
from mappers.facts.fact import Evidence, Fact, Period, Slot, TimeSpan
from mappers.names.mask import U
from mappers.regex import regex
from mappers.text.bulletin import TextTable

__all__ = ["COUNTEREXAMPLES", "EXAMPLES", "read"]

_SECTION = regex(
    r"巡(?![演讲展回])|与督查|和督查|晨检|晚检|日检|周检|抽查通报|巡视情况|大厅管理|大厅秩序|日常管理|巡检|督查情况|窗口管理|现场管理|检查情况|值班长|(?:作风|纪律|效能|窗口|大厅|现场|秩序|日常)(?:督查|督导|督察|监督|暗访|抽查|通报|纪律|运行|秩序|作风|日志|监管)|(?:运行|现场)秩序|明察暗访|工作纪律|在岗情况|文明服务"
)
_LEAD = regex(r"(?:巡查|汇总|如下|通报|巡视|巡检|督查|抽查|晨检|检查结果|检查显示|检查情况)[^，。；：]{0,12}：")
_OPENING = regex(r"(?:大厅|窗口|日常|本周|本月)?(?:巡查|督查|巡检|检查|抽查|巡视)(?:情况|结果|通报)[。：]")
_ITEM_LEAD = regex(
    r"(?:大厅|窗口|本周|本月|全月|季度|纪律|作风|日常|\d月)[^，。；：]{0,12}?(?:巡查|巡检|抽查|检查|督查|巡视)[^，。；：]{0,8}(?:：|情况|结果|显示|汇总)[^，。；：]{0,6}[：]"
)
_ASPECT = regex(
    r"(?:考勤|到岗|在岗|出勤|着装|仪容|仪表|工牌|工作牌|佩戴|纪律|秩序|卫生|环境|设备|设施|防控|疫情|消防|安全|服务|态度|用语|规范|效能|物品|桌面|台面|投诉|首问|开窗|离岗|引导|叫号|标准化|形象|作风|礼仪|工位|摆放|处理|通道|整洁|管理|方面|情况|值班|巡检|维护|窗口|评价器|公示|资料|台账|测温|宣传|帮办|开窗|挂牌|自助|便民|出勤|桌面|轮椅|率|纪律|监控|门禁|佩证|接听|电话|用餐)"
)
_PIECE = regex(
    r"(?:（[一二三四五六七八九十\d]{1,2}）|[①-⑳]|\d[.．、]|[一二三四五六七八九]是)?(?P<aspect>[^，。；：]{2,14}?)(?P<mark>方面——|方面，|情况，|——|，|：|方面：)(?P<result>[^；。]+)"
)
_STATED = regex(
    r"(?:[一二三四五六七八九]是)?(?P<aspect>[^，。；：]{2,12}?(?:情况|方面|纪律|秩序|卫生|环境|仪容|态度|状况))(?P<result>(?:总体|整体|基本|均|较|较为|全部|保持|运行|执行)*(?:良好|正常|规范|整洁|有序|平稳|到位|稳定|完好|优良|达标)(?:，[^；。]+)?)$"
)
_INNER = regex(r"[。；](?:（\d）|（[一二三四五六]）|[①-⑳]|\d[.．])")
_HEADERS = regex(r"项目|内容|方面|检查项|指标|类别|巡查项")
_RESULTS = regex(r"结果|情况|评价|结论|等次")

EXAMPLES: tuple[tuple[str, dict[str, object]], ...] = ()
COUNTEREXAMPLES: tuple[str, ...] = (
    "下周，将对午休轮岗开展抽查。",
    "各窗口要严格执行首问负责制。",
    "请各部门加强窗口管理。",
    "巡查人员须佩戴袖标。",
    "大厅拟更换叫号设备。",
    "严禁在窗口区域用餐。",
)


def read(reading: Reading) -> Iterator[Fact]:
    """All patrol results of a bulletin."""
    for item in reading.items:
        if (
            _SECTION.search(item.path)
            or _ITEM_LEAD.search(item.mask.text)
            or _ITEM_LEAD.match((item.item.title or "") + "：")
        ):
            yield from _item(reading, item)
    for table in reading.tables:
        if _SECTION.search(reading.title_path(table.section)):
            yield from _table(reading, table)


def _item(reading: Reading, item: ReadItem) -> Iterator[Fact]:
    text = item.mask.text
    title = item.item.title
    if title and not _INNER.search(text) and _ASPECT.search(title) and not _LEAD.search(title + "："):
        if item.clauses and all(not (c.moods - {"negated", "past"}) for c in item.clauses):
            yield _whole(reading, item)
        return
    if title and re.fullmatch(r"(?:大厅|窗口|日常)?(?:巡查|督查|巡检|检查|抽查|巡视)(?:情况|结果|通报)?", title):
        yield from _pieces(reading, item, text.index(title) + len(title) + 1)
        return
    if opening := _OPENING.match(text):
        yield from _pieces(reading, item, opening.end())
        return
    leads = list(_LEAD.finditer(text))
    if leads and leads[-1].end() < len(text):
        yield from _pieces(reading, item, leads[-1].end())
        return
    start = len(item.item.label or "")
    first = _PIECE.match(text, start)
    if (
        first
        and _ASPECT.search(first["aspect"])
        and first["mark"] in ("：", "——", "方面——", "方面：", "方面，", "情况，")
    ):
        yield from _pieces(reading, item, start)


def _whole(reading: Reading, item: ReadItem) -> Fact:
    text = item.mask.text
    start = item.mask.starts.index(item.item.body) if item.item.body in item.mask.starts else 0
    label = len(item.item.label or "")
    head = text[:start].rstrip("。：")
    end = len(text.rstrip("。； \n"))
    return _fact(reading, item, (min(label, len(head)), len(head)), (start, end), (0, end))


def _pieces(reading: Reading, item: ReadItem, start: int) -> Iterator[Fact]:
    text = item.mask.text
    for piece in re.finditer(r"[^；。]+", text[start:]):
        span = (start + piece.start(), start + piece.end())
        match = _STATED.match(text, *span) or _PIECE.match(text, *span)
        if match is None or not _ASPECT.search(match["aspect"]):
            continue
        clause = item.clause_at(match.start("result"))
        if clause.moods - {"negated"}:
            continue
        yield _fact(reading, item, match.span("aspect"), match.span("result"), match.span())


def _fact(
    reading: Reading, item: ReadItem, aspect: tuple[int, int], result: tuple[int, int], span: tuple[int, int]
) -> Fact:
    name = text_of(item, *aspect)
    covered = reading.setting.times.covered or _matched(reading, item)
    return reading.fact(
        "patrol",
        "aspect",
        item,
        span,
        (
            Slot("date", covered, inherited=True) if covered else None,
            Slot("aspect", re.sub(r"方面$", "", name)),
            Slot("result", text_of(item, *result).rstrip("。；")),
        ),
    )


def _matched(reading: Reading, item: ReadItem) -> TimeSpan | None:
    """The month or quarter that the patrol's own lead names, in its item or above it in its section."""
    for other in reversed(
        [i for i in reading.items if i.item.section == item.item.section and i.item.start <= item.item.start]
    ):
        for mention in other.mask.find(0, len(other.mask.text), U):
            value = mention.value
            if isinstance(value, Period) and value.start and value.end and value.kind in ("week", "month", "quarter"):
                return TimeSpan(value.start, value.end)
    return None


def _table(reading: Reading, table: TextTable) -> Iterator[Fact]:
    names = [c.text for c in table.header]
    first = next((i for i, n in enumerate(names) if _HEADERS.search(n)), None)
    second = next((i for i, n in enumerate(names) if _RESULTS.search(n) and i != first), None)
    if first is None or second is None or len(names) > 4:
        return
    covered = reading.setting.times.covered
    for row in table.rows:
        aspect, result = row[first], row[second]
        if not aspect.text or not result.text:
            continue
        evidence: Evidence = reading.bulletin.evidence(aspect.start, result.end)
        slots = [Slot("aspect", aspect.text), Slot("result", re.sub(r"\s", "", result.text).rstrip("。"))]
        if covered:
            slots.insert(0, Slot("date", covered, inherited=True))
        yield Fact("patrol", "patrol.table", evidence, tuple(slots), table.section)
