"""Whose figure it is: what stands before the measure, else what the item, its title or its section are about.

省本级行政许可事项 受理; 市民中心 办结; 全市各级政务大厅 办理. A title gives its scope without what it says of itself:
省本级综窗办件情况 is about 省本级综窗, 办件情况 about nobody.
"""

from __future__ import annotations

import re

from mappers.clauses.reading import Reading, ReadItem
from mappers.facts.fact import Entity
from mappers.figures.marks import behind
from mappers.figures.quantities import QuantityLine
from mappers.names.mask import A, B, Q, R, S, T, U, V, W
from mappers.regex import regex

__all__ = [
    "NAMED",
    "OPEN_NAME",
    "PLACES",
    "Scope",
    "carry",
    "is_scope",
    "nearby",
    "scope_of",
    "scope_of_title",
    "strip_head",
]

Scope = str | Entity

#: Tokens of whom or what a figure can be about.
NAMED = B + V + W + A + R + S
#: Nouns at the end of a scope that is no registered name.
PLACES = (
    r"(?:省|市|县|区|州|厅|局|委|旗)本级|本级|全[国省市县区州旗厅局]|我[省市县区州]|全自治区|大厅|分厅|中心|窗口|综窗|专窗|专区|片区|平台|热线|机构|部门|单位|系统|专栏|专题|频道|客户端|公众号|站点|便民站|服务站"
    r"|园区|新区|高新区|经开区|开发区|分中心|渠道|网站|小程序|APP|App|自助终端|各级|各地|委办局|县（市、区）|市（州）|区县|乡镇|街道"
)
#: A name that no register holds, in a list of names: 高新区1.2万件.
OPEN_NAME = (
    r"(?![全各本我该两三四五六七八九十])[\u4e00-\u9fff]{1,8}(?:市|县|区|州|旗|局|厅|委|窗口|中心|分厅|镇|乡|街道)"
)
_MATTERS = r"(?:事项|业务|办件|申请|类|许可|审批|登记)"
_LEVEL = regex(r"^(?:省|市|县|区|州|厅|局)(?:本级|级)|^全[省市县区州]")
_SCOPE = regex(rf"(?:[{NAMED}]|{PLACES}|[^，。；]{{2,}}{_MATTERS}|{Q}(?:{PLACES})?)(?:各级|各[窗部单][口门位])?$")
_LEAD = regex(
    rf"^(?:[、，：和及与并且又还也而]|其间|期间|其中|此外|另外|同时|以及|目前|当前|{T}|{U}|今年以来|今年|年内|本年度?|全年|截至|截止|据统计|共计|累计|总计|合计|总共|共(?!享|同|建|青|产|有|性)"
    rf"|日前|近日|已经|已|分[^，。；]{{1,8}}看，?|从[^，。；]{{1,10}}看，?)+"
)
_TITLE_TAIL = regex(
    r"(?:(?:办件|办理|受理|受办|业务办理|业务|运行|政务服务|审批服务|审批|服务|工作|进驻|授权|主要|总体|基本|分类|分部门|分窗口|数据|统计|情况|概览|概况|指标|态势|效能|量|质效|和|与|及|、|汇总|分析|通报|表|（.*）))+$"
)
_TITLE_LEAD = regex(
    r"^(?:\d+年度?|\d+(?:[—–～~至到-]+\d+)?月份?|\d+日|第?[一二三四1-4]季度|[上下]半[年月]|本[周月季期]度?|今年(?:以来)?|[\d一二三四五六七八九十]+[、.]|（[^）]*）|各(?=.)|的)+(?=.{2})"
)
_NO_SCOPE = regex(r"巡查|考核|考评|长[进驻]|走流程|先进|优秀|动态|活动|要求|安排")
_ALONE = frozenset(("窗口", "部门", "单位", "县区", "区县", "乡镇", "街道", "事项", "市州", "机构", "系统", "平台"))
_TITLE_SCOPE = regex(rf"(?:{PLACES}|窗|省级|市级|县级|事项|县|市|州|局|厅|委)$")


def is_scope(text: str) -> bool:
    """Whether the masked text reads as a scope."""
    return bool(_SCOPE.search(text))


def strip_head(text: str) -> tuple[str, int]:
    """The text without connectives and time words before it, and how many characters went."""
    lead = _LEAD.match(text)
    at = lead.end() if lead else 0
    return text[at:], at


def scope_of(read: ReadItem, line: QuantityLine, start: int, end: int) -> Scope:
    """The scope in characters [start, end) of a line: the entity of a single name, else its words."""
    first, last = line.masked(start, end)
    if last - first == 1:
        mention = read.mask.mentions.get(read.mask.starts[first])
        if mention and isinstance(mention.value, Entity):
            return mention.value
    text = re.sub(rf"[{T}{U}]", "", read.mask.text[first:last])
    if text != read.mask.text[first:last]:
        return "".join(read.mask.plain(i, i + 1) for i in range(first, last) if read.mask.text[i] not in (T, U))
    return re.sub(r"\s", "", read.mask.plain(first, last))


def carry(scope: Scope, before: Scope | None) -> Scope:
    """A scope with what it leaves out because the one before said it: the level (省本级…), the hall's full name."""
    if isinstance(scope, Entity):
        return scope
    matched = before.text if isinstance(before, Entity) else before
    if matched and scope != matched and matched.endswith(scope) and len(scope) <= 4:
        return before or scope
    if isinstance(before, str) and re.search(rf"{_MATTERS}$", scope) and re.search(rf"{_MATTERS}$", before):
        level = _LEVEL.match(before)
        if level and not _LEVEL.match(scope):
            return level.group() + scope
    return scope


def nearby(read: ReadItem, line: QuantityLine, at: int) -> Scope | None:
    """Where or by whom it was done, as the sentence of a figure says before it.

    That is the window behind 在 or 到, else the one office that acts; officials on duty are none.
    """
    first = behind(line.text, "。；", at)
    found = re.search(rf"[在到][{NAMED}]*?(?P<w>{W})", line.text[first:at])
    if found:
        return scope_of(read, line, first + found.start("w"), first + found.end("w"))
    position = line.places[at]
    clause = read.clause_at(position)
    start, _ = read.mask.view(*read.sentence_of(position))
    if clause.persons or len(clause.subject) != 1 or clause.subject[0].start < start:
        return None
    value = clause.subject[0].value
    return value if isinstance(value, Entity) else None


def scope_of_title(reading: Reading, read: ReadItem) -> Scope | None:
    """What the item's own title or the titles around it are about, the nearest first."""
    titles = [read.item.title] if read.item.title else []
    titles += reversed(reading.title_path(read.item.section).split(" / "))
    return next((found for title in titles if (found := from_title(title))), None)


def from_title(title: str) -> str | None:
    """What a title is about, None when only of figures.

    >>> from_title("省本级综窗办件情况"), from_title("办件情况"), from_title("8月份全市政务服务运行情况")
    ('省本级综窗', None, '全市')
    """
    if len(title) > 40 or _NO_SCOPE.search(title):
        return None
    text = re.sub(r"[\s*#【】“”]", "", title)
    lead = _TITLE_LEAD.match(text)
    rest = text[lead.end() :] if lead else text
    rest = _TITLE_TAIL.sub("", rest)
    return rest if 2 <= len(rest) <= 16 and rest not in _ALONE and _TITLE_SCOPE.search(rest) else None
