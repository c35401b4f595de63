"""Where figures may be read: what an item is about, and which clauses state something."""

from __future__ import annotations

from mappers.clauses.reading import Clause, Mood, ReadItem
from mappers.figures.marks import behind
from mappers.regex import regex

__all__ = ["about_figures", "of_topics", "stated", "unread"]

_FIGURES = regex(
    r"数据|办件|统计|业务量|受理|办结|运行(?:情况|数据|概况|分析)|综窗运行|大厅运行|概览|概况|热线|12345|诉求|指标|交易|成交|采购|月度情况|总体情况|办理情况|好差评"
)
_NOT_FIGURES = regex(r"巡查|巡检|督查|检查|考核|考评|值班|纪律|培训|下步|下一步|安排|计划|要求|更正")
_PATROL = regex(r"巡查|巡检|巡视|在岗在位|暗访|督查通报")
_OTHER = regex(
    r"督查|发现.{0,4}问题|抽查|检查|核查|排查|暗访|执法|联合督导|回头看|培训|参训|轮训|学员|宣讲|讲座|演练|委托|下放|赋权|收回|更正|荣获|授予|锦旗|感谢信|表扬信"
)
_RANKED = regex(
    r"(?:前[一二三四五六七八九十两\d]+[位名个类项]?|排名|靠前|居前|最多|较多|集中在)[^，。；]{0,8}?(?:为|是|有|：|依次|分别)"
)
_SORTED_BY = regex(r"(?:按|从|分)[^，。；：]{1,10}(?:划分|看|分|统计)[，：]")
_COMPARED = regex(r"[较比与](?:去年|上年|前年|往年|上一年|上期)|(?:去年|上年|往年)同期")
_LAST = regex(
    r"^[、和其中而]*(?:上周|上月|上个月|上季度|上年度?|去年|前年|上年同期|去年同期|同期|上期)(?!以来|至今|起)"
)
_OWED = regex(r"应[^，。；]{1,8}的")  # 应授权的40个部门: those that are due, not a demand
_PAST = regex(r"此前|曾|早前|先前|早在|历年|回顾|以前|原先")


def of_topics(text: str, start: int, at: int) -> bool:
    """Whether a ranking or sorting of topics is being listed: 热点前三位为：物业管理132件."""
    return bool(
        _RANKED.search(text[behind(text, "。；", start) : at])
        or _SORTED_BY.search(text[behind(text, "。", start) : start])
    )


def about_figures(read: ReadItem, text: str, document: str | None = None) -> bool:
    """Whether the item is about figures, so that any short noun before a quantity names a measure.

    The title of a single document says what all of it is about; that of a periodical says it of none.
    """
    title = "|".join((read.path.rpartition(" / ")[2], read.item.title or "", document or ""))
    if _NOT_FIGURES.search(read.path + (read.item.title or "")):
        return False
    return bool(_FIGURES.search(title)) and not _OTHER.search(text)


def unread(read: ReadItem) -> bool:
    """Whether an item is of a kind whose numbers are others': patrols."""
    return bool(_PATROL.search(read.path + (read.item.title or "")))


def stated(read: ReadItem, position: int) -> bool:
    """Whether the clause around a masked position simply states something, and not of a check or a training."""
    clause = read.clause_at(position)
    text = read.mask.text[clause.start : clause.end]
    moods = set(clause.moods)
    if Mood.PAST in moods and _COMPARED.search(text) and not _PAST.search(text):
        moods.discard(Mood.PAST)
    if Mood.DEMANDED in moods and _OWED.match(text) and not _demanded_before(read, clause):
        moods.discard(Mood.DEMANDED)
    if moods or _LAST.match(text):
        return False
    first, last = read.sentence_of(position)
    return not _OTHER.search(read.mask.text[first:last])


def _demanded_before(read: ReadItem, clause: Clause) -> bool:
    """Whether the clause stands in a speech that goes on."""
    place = read.clauses.index(clause)
    return place > 0 and Mood.DEMANDED in read.clauses[place - 1].moods
