"""What a phrase before a quantity counts: ``大厅各窗口受理申请 K`` counts 受理 for 大厅各窗口.

A phrase is a head (whose figure it is), adverbs that count for nothing (共, 累计, 已), a verb of the window's work and
what it is done to, or a head and a noun that names a measure (办件量, 平均用时, 按时办结率). Generic objects (申请, 事项)
leave no trace; particular ones say what the figure is about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mappers.clauses.reading import ReadItem
from mappers.figures.quantities import K, Quantity, QuantityLine
from mappers.figures.scopes import NAMED, PLACES, is_scope, strip_head
from mappers.names.mask import Q, T, U
from mappers.regex import regex

__all__ = ["Growth", "Phrase", "base_name", "growth_of", "measure_of", "plain_measure", "refused"]

_VERBS = (
    "受理|收件|接件|接收|办结|办理|承办|办毕|咨询|解答|答复|接听|接待|接诉|派发|转派|转办|交办|分办|流转|颁发|核发|发放|制发|签发|制证|出证|发证|送达|寄递|邮寄"
    "|投递|寄送|退件|补正|回访|收到|作出|准予许可|不予许可|不予受理|预审|叫号|取号|帮办代办|帮办|导办|归集|汇聚"
)
_OWN_NOUNS = (
    "(?:新增|新登记|新设立?|实有)(?:各类)?(?:经营主体|市场主体)|办件量|业务量|受理量|办结量|申请量|收件量|发证量|颁证量|咨询量|话务量|来电量|接听量|接待量|取号量|叫号量|访问量|下载量|注册量|用户数|交易额|成交额|总额|金额"
    "|总量|总数|数量|件数|办件|次数|人数|户数|用时|时长|时间|耗时|天数"
)
_SHARES = "率|占比|比例|比重|覆盖面|满意度|好评度|压缩比|减幅|增幅|降幅"
_GENERIC = regex(
    r"^(?:各类|各项|各种|相关|有关|政务服务|行政审批|审批服务|审批|办事)*(?:申请|事项|业务|办件|件|服务事项|申请件|服务)?$"
)
_ADVERB = rf"(?:共计|总共|总计|合计|累计|共|已经|已|新增|新|依法|及时|成功|实际|开展|提供|完成(?=受理|办理|办结)|分别|统一|主动|持续|线上线下|先后|其中|为[^，。；{K}]{{2,10}}(?=[受办]|提供|帮办|代办|解答)|{U}|{T}|，)*"
_COUNTING = rf"(?:共计|总共|总计|合计|累计|共(?!享|同|建|有)|已经|已|{U}|{T}|，)*"
_OTHER_THINGS = r"宣传|资料|传单|问卷|手册|物资|慰问|礼|意见|建议(?!类)|线索|问题|隐患|锦旗|感谢信|表扬信|消费券"
_AVERAGE = "日均|月均|周均|每日平均|平均每[日天]|平均|人均"
_VERB = regex(_VERBS)
_BEFORE_VERB = regex(rf"^(?P<head>.*?)(?P<adverb>{_ADVERB})(?P<average>{_AVERAGE})?$")
_AFTER_VERB = regex(r"（.*）$|(?:为|达到?|有|：)$")
_NO_OBJECT = regex(
    rf"^类$|分别|依次|[排前][\d一二三四五六七八九十]|最[多高大少低小]|各$|[、和及](?:{_VERBS})|[，。；{K}{T}{U}\ue010\ue011]|{_OTHER_THINGS}|需|须|引导|提交"
)
_PARTICULAR = regex(r"申请|事项|业务|登记|许可|备案|审批|类$")
_OWNS = rf"{Q}(?=(?:累计|实名|日均|新增)*(?:用户|访问|注册|下载))"
_NOUN_PHRASE = regex(
    rf"^(?P<head>(?:.*(?:[{NAMED}]|{PLACES}|{_OWNS}|{Q}(?:平台|热线|专区|系统)))?)(?:的)?(?P<adverb>{_COUNTING})"
    rf"(?P<measure>[^，。；、]{{0,14}}?(?:{_OWN_NOUNS}|{_SHARES}))(?:分别)?(?:均?为|均?达到?|均?是|升至|降至|提升至|提高到|压缩至|缩短至|：)?$"
)
_OF_ALL = regex(r"^(?P<head>.{1,16}?)占(?P<base>(?:[^，。；]{0,14}(?:总量|总数|量|件|数|受理|办结))?)的?$")
_REFUSED = regex(
    r"目标|任务|计划|要求|不得|法定|标准为|不低于|不高于|不少于|不超过|力争|确保|争取|指标为|上限|下限|满分|额定|编制(?:数|人)|处罚|罚款"
)
_LIMIT = regex(r"时限|期限|限时|法定|有效期|提前")
_CUT = regex(r"(?:压缩|缩短|压减|缩减|减少|降低|降)(?:至|到|为)$")
_REFUSED_AFTER = regex(r"^(?:以内|之内|以下|内(?!容|部|设|江)|的目标|目标|（含）以下)")

_COMPARISON = (
    r"(?:同比|环比|同环比|(?:较|比|与|同)(?:上年|去年|前年|上一?周|上一?月|上个月|上一?季度|上一?期|前一?周|上一?年度?|年初|上年末|去年末|往年|同期|本月初|前一?日)"
    r"(?:同期|同月|同周|同季度|末)?(?:平均)?(?:相比)?|(?:较|比|与)(?:[\ue013\ue014]|\d{4}年)(?:同期|同月|相比)*|(?<![\u4e00-\u9fff])(?:净|相比))"
)
_COMPARED = regex(rf"{_COMPARISON}的?$")
_DIRECTION = (
    "增长|增加|上升|上涨|提高|提升|增多|净增|多|下降|减少|降低|回落|下滑|缩短|压缩|压减|缩减|少|增幅|降幅|涨幅|增速"
)
_GROWTH = regex(
    rf"^(?P<base>.*?)[，]?(?P<comparison>{_COMPARISON})(?P<each>分别|均|各)?(?P<direction>{_DIRECTION})(?P<each2>分别)?(?:了|为|达到?|约)?$"
)
_MORE_GROWTH = regex(rf"^[、和]?(?P<direction>{_DIRECTION})?(?:了|为|达到?|约)?$")


@dataclass(frozen=True, slots=True)
class Phrase:
    """What was read before a quantity: its measure, and character ranges of the phrase that may be empty.

    head    whose figure it is
    object  what in particular was received or handled
    """

    head: tuple[int, int]
    object: tuple[int, int]
    measure: str


@dataclass(frozen=True, slots=True)
class Growth:
    """Words of a change: base (characters of the phrase before them), comparison (同比, 较上周), direction (增长)."""

    base: str
    comparison: str
    direction: str
    each: bool


def refused(phrase: str, after: str, quantity: Quantity) -> bool:
    """Whether a quantity is a target or a limit by the words around it."""
    if quantity.duration and (_LIMIT.search(phrase) or (_CUT.search(phrase) and "平均" not in phrase)):
        return True
    return bool(_REFUSED.search(phrase) or _REFUSED_AFTER.match(after))


def growth_of(phrase: str, running: Growth | None) -> Growth | None:
    """The change that the phrase before a quantity names; in a list the comparison runs on."""
    match = _GROWTH.match(phrase)
    if match:
        each = "分别" in (match["each"] or "") + (match["each2"] or "")
        return Growth(match["base"], match["comparison"], match["direction"], each)
    if running:
        more = _MORE_GROWTH.match(phrase)
        if more and (running.each or more["direction"]):
            return Growth("", running.comparison, more["direction"] or running.direction, running.each)
    return None


def measure_of(phrase: str, quantity: Quantity, *, of_figures: bool) -> Phrase | None:
    """What the phrase before a quantity counts; of_figures: among figures any short noun names a measure."""
    text, at = strip_head(phrase)
    if _COMPARED.search(text):
        return None
    if quantity.share:
        return _share(text, at)
    if not (quantity.duration or quantity.unit in ("次", "倍")) and (found := _verbal(text, at)):
        return found
    noun = _NOUN_PHRASE.match(text)
    if noun and not re.search(rf"(?:{_SHARES})$|^[对把将被向给]", noun["measure"]):
        start, end = noun.span("head")
        return Phrase((start + at, end + at), (0, 0), noun["measure"])
    if quantity.duration:
        return None
    if found := _verbal(text, at):
        return found
    return _open(text, at) if of_figures else None


def _verbal(text: str, at: int) -> Phrase | None:
    """The first verb that, with what stands around it, names a measure: 一窗受理系统 收件 is not 受理."""
    if text.endswith("的"):
        return None
    for verb in _VERB.finditer(text):
        before = _BEFORE_VERB.match(text[: verb.start()])
        thing = _AFTER_VERB.sub("", text[verb.end() :])
        if (
            before
            and len(thing) <= 24
            and not _NO_OBJECT.search(thing)
            and not re.search(r"发现|[将把被]$", before["head"])
        ):
            return _phrase(verb.group(), thing, verb.end(), before, at)
    return None


def _phrase(verb: str, thing: str, place: int, before: re.Match[str], at: int) -> Phrase | None:
    head, prefix = before["head"], ""
    measure, particular = _named(verb, thing)
    span = (at + place, at + place + len(thing)) if particular else (0, 0)
    if head and not is_scope(head):
        if len(head) > 12 or not re.fullmatch(rf"(?:通过|经|从|以)?[\u4e00-\u9fff“”{Q}]+", head):
            return None
        if len(head) > 6 and not re.match(r"通过|经|从", head):
            return None
        prefix, head = head, ""
    return Phrase((at, at + len(head)), span, (before["average"] or "") + prefix + measure)


def _named(verb: str, thing: str) -> tuple[str, bool]:
    """The name of what a verb and its object count, and whether the object says what the figure is about."""
    if verb in ("解答", "答复", "接受", "接待") and thing.endswith("咨询"):
        return "咨询", False
    if _GENERIC.match(thing):
        return verb, False
    if verb in ("受理", "办理", "办结", "接件", "收件") and len(thing) >= 4 and _PARTICULAR.search(thing):
        return verb, True
    if verb in ("收到", "作出"):
        noun = re.sub(r"(?:的)?决定$", "", thing)
        return noun if len(noun) > 1 or noun == Q else verb + thing, False
    return verb + thing, False


def _share(text: str, at: int) -> Phrase | None:
    if text in ("占", "约占", "占到"):
        return Phrase((0, 0), (0, 0), "占比")
    whole = _OF_ALL.match(text)
    if whole:
        if not whole["base"]:
            return Phrase((0, 0), (0, 0), whole["head"] + "占比")
        base = re.sub(rf"[{T}{U}]|^(?:全[省市县区]|本[周月期])", "", whole["base"])
        if is_scope(whole["head"]):
            return Phrase((at, at + whole.end("head")), (0, 0), "占" + base)
        return Phrase((0, 0), (0, 0), whole["head"] + "占" + base)
    noun = _NOUN_PHRASE.match(text)
    if not noun or not re.search(rf"(?:{_SHARES})$", noun["measure"]):
        return None
    start, end = noun.span("head")
    if noun["measure"] in ("率", "占比", "比例", "比重"):
        if end == start:
            return Phrase((0, 0), (0, 0), noun["measure"]) if noun["measure"] != "率" else None
        return Phrase((0, 0), (0, 0), text[start:end] + noun["measure"])
    return Phrase((start + at, end + at), (0, 0), noun["measure"])


def _open(text: str, at: int) -> Phrase | None:
    match = re.match(
        rf"^(?P<head>(?:.*(?:[{NAMED}]|{PLACES}|{_OWNS}))?)(?P<adverb>{_COUNTING})(?P<measure>[\u4e00-\u9fff“”{Q}]{{2,12}}?)(?:为|达到?|有|：)?$",
        text,
    )
    if (
        not match
        or re.fullmatch(rf"(?:{PLACES})+", match["measure"])
        or re.search(
            rf"^(?:达到?|突破|超过|为|其中)$|的$|^[对把将被向给]|{_OTHER_THINGS}|分别|依次|发现|检查|抽查|整改|责令|参[加训会]|培训|举办|召开|印发|涉及|包括|不足|问题|隐患|迟到|早退|约谈|通报|其他|前往|组织|要求",
            match["measure"],
        )
    ):
        return None
    return Phrase((at, at + match.end("head")), (0, 0), match["measure"])


def base_name(measure: str) -> str:
    """The measure behind its amount: 受理量 is 受理; 办件量 and 总量 stay.

    >>> base_name("受理量"), base_name("办件量")
    ('受理', '办件量')
    """
    return re.sub(r"(?<!办件)(?<!总)(?<!业务)量$", "", measure)


def plain_measure(read: ReadItem, line: QuantityLine, measure: str, start: int, at: int) -> str:
    """A measure with the names in it spelled out; they stand in characters [start, at) of the line."""
    out = ""
    for char in measure:
        if char < "\ue000" or char > "\uf8ff":
            out += char
            continue
        place = line.text.rfind(char, start, at)
        out += read.mask.plain(line.places[place], line.places[place] + 1) if place >= 0 else ""
    return re.sub(r"\s", "", out)
