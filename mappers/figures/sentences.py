"""Sentences that count by their build, not by a measure's name, found before all others.

完成（某局）3个办理项的受理手册编制; 新增甲局2个、乙局4个办理项的事项授权; 甲局、乙局分别受理5件、6件; 受理、办结分别为5件、6件;
应授权的40个部门中已有38个完成授权; 已承接46个部门的1127个办理项; 全省建成某窗口186个; 等50余个平台同步发布; 首批列入项目27个.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mappers.fact import Document
from mappers.figures.quantities import K, Line
from mappers.figures.scopes import NAMED, OPEN_NAME, PLACES, Scope, is_scope, scope_of, strip_head
from mappers.language.mask import D, Q, T, U
from mappers.reading import ReadItem

__all__ = ["COUNTEREXAMPLES", "READS", "Said", "patterns"]

#: (scope, measure, value, unit, kind of period) of each figure, in order.
READS: tuple[tuple[str, tuple[tuple[str | None, str, float, str, str | None], ...]], ...] = (
    ("完成水利厅6个办理项的收件指南编制。", (("水利厅", "完成收件指南编制的办理项", 6, "个", "week"),)),
    (
        "民政厅、司法厅分别完成4个、7个办理项的收件指南编制。",
        (
            ("民政厅", "完成收件指南编制的办理项", 4, "个", "week"),
            ("司法厅", "完成收件指南编制的办理项", 7, "个", "week"),
        ),
    ),
    (
        "截至6月9日，应接入的30个系统中已有24个完成对接，完成率80%。",
        (
            (None, "应接入系统", 30, "个", "as_of"),
            (None, "完成对接的系统", 24, "个", "as_of"),
            (None, "对接完成率", 80, "%", "as_of"),
        ),
    ),
    (
        "综合窗口已承接21个部门的640个办理项。",
        (("综合窗口", "承接部门", 21, "个", None), ("综合窗口", "承接办理项", 640, "个", None)),
    ),
    ("截至目前，全省建成帮办驿站95个。", (("全省", "帮办驿站", 95, "个", "as_of"),)),
    (
        "教育厅、商务厅分别受理41件、16件。",
        (("教育厅", "受理", 41, "件", "week"), ("商务厅", "受理", 16, "件", "week")),
    ),
    ("受理、办结分别为88件、85件。", ((None, "受理", 88, "件", "week"), (None, "办结", 85, "件", "week"))),
    ("按时办结率和好评率均为100%。", ((None, "按时办结率", 100, "%", "week"), (None, "好评率", 100, "%", "week"))),
)
COUNTEREXAMPLES: tuple[str, ...] = (
    "拟完成水利厅6个办理项的收件指南编制。",
    "会议要求，年内建成帮办驿站120个。",
    "应接入的30个系统中尚未有1个完成对接。",
    "计划新增省文物局6个、教育厅4个办理项的事项授权。",
    "受理、办结分别为88件。",
    "若已承接21个部门的640个办理项，再行扩面。",
)


@dataclass(frozen=True, slots=True)
class Said:
    """What the quantity at a place counts.

    stock  it has a period only where 截至 or the like gives one
    alone  it takes no scope from what stands around it
    """

    rule: str
    measure: str
    scope: Scope | None
    start: int
    stock: bool = False
    alone: bool = False


_Found = Iterator[tuple[int, Said]]
_REST = rf"[^，。；：{K}]"
_NOUN = rf"[^，。；：的中{K}{T}{U}]{{1,8}}?"
_VERB = "完成|新增|承接|办理|受理|办结|颁发|核发|咨询|解答咨询|收件|接件|流转|派发|接听|接待群众|退件|归集"


def patterns(read: ReadItem, line: Line) -> dict[int, list[Said]]:
    """The quantities of a line that one of these sentences explains."""
    out: dict[int, list[Said]] = {}
    for word, pattern, tell in _SENTENCES:
        if word.search(line.text) is None:
            continue
        for match in pattern.finditer(line.text):
            if not any(at in out for at in _places(match.group(), match.start())):
                for at, said in tell(read, line, match):
                    out.setdefault(at, []).append(said)
    return out


def _places(text: str, start: int) -> list[int]:
    return [start + i for i, char in enumerate(text) if char == K]


def _words(read: ReadItem, line: Line, match: re.Match[str], name: str) -> str:
    start, end = match.span(name)
    if end <= start:
        return ""
    first, last = line.masked(start, end)
    return re.sub(r"\s", "", read.mask.plain(first, last))


def _who(read: ReadItem, line: Line, match: re.Match[str], name: str = "who") -> Scope | None:
    start, end = match.span(name)
    if end <= start:
        return None
    skipped = strip_head(line.text[start:end])[1]
    return scope_of(read, line, start + skipped, end) if is_scope(line.text[start + skipped : end]) else None


def _done(read: ReadItem, line: Line, match: re.Match[str]) -> _Found:
    what = re.sub(r"(?:工作|任务)$", "", _words(read, line, match, "what"))
    measure = f"{match['verb']}{what}的{_words(read, line, match, 'noun')}"
    places = _places(match.group(), match.start())
    names = [
        m.span()
        for m in re.finditer(rf"[{NAMED}]|(?:(?<=[、和])|(?<=新增)|(?<=完成)){OPEN_NAME}(?={K})", match.group())
    ]
    if len(names) not in (0, len(places)) or (not names and len(places) > 1):
        return
    for n, at in enumerate(places):
        start = match.start()
        scope = scope_of(read, line, start + names[n][0], start + names[n][1]) if names else _who(read, line, match)
        yield at, Said("done", measure, scope, start)


def _shared(read: ReadItem, line: Line, match: re.Match[str]) -> _Found:
    """甲、乙分别受理5件、6件."""
    places = _places(match.group(), match.start())
    names = [i for i in range(match.start(), places[0]) if line.text[i] in NAMED]
    if len(names) == len(places):
        for name, at in zip(names, places, strict=True):
            yield (
                at,
                Said(
                    "each",
                    re.sub(r"(?<!办件)量$", "", match["verb"]),
                    scope_of(read, line, name, name + 1),
                    match.start(),
                ),
            )


def _paired(read: ReadItem, line: Line, match: re.Match[str]) -> _Found:
    """受理、办结分别为5件、6件."""
    places = _places(match.group(), match.start())
    verbs = re.split(r"[、和及]", match["verbs"])
    if len(verbs) == len(places):
        for verb, at in zip(verbs, places, strict=True):
            yield (
                at,
                Said(
                    "each",
                    re.sub(r"(?<=受理|办结|颁发|咨询|流转)量$", "", verb),
                    _who(read, line, match),
                    match.start(),
                ),
            )


def _alike(read: ReadItem, line: Line, match: re.Match[str]) -> _Found:
    """办结率和满意率均为100%; 受理、办结各320件."""
    for verb in re.split(r"[、和及]", match["verbs"]):
        yield match.end() - 1, Said("each", verb, _who(read, line, match), match.start())


def _among(read: ReadItem, line: Line, match: re.Match[str]) -> _Found:
    """应授权的40个部门中已有38个完成授权，完成率95%."""
    first, second, *rate = _places(match.group(), match.start())
    noun, done = _words(read, line, match, "noun"), _words(read, line, match, "done")
    yield first, Said("among", _words(read, line, match, "head") + noun, None, match.start("head"), True, True)
    yield second, Said("among", f"{done}的{noun}", None, match.start(), True, True)
    if rate:
        yield rate[0], Said("among", done.removeprefix("完成") + "完成率", None, match.start("rate"), True, True)


def _taken(read: ReadItem, line: Line, match: re.Match[str]) -> _Found:
    """已承接46个部门的1127个办理项."""
    first, second = _places(match.group(), match.start())
    scope = _who(read, line, match)
    for at, name in ((first, "one"), (second, "two")):
        yield at, Said("taken_over", match["verb"] + _words(read, line, match, name), scope, match.start(), True)


def _built(read: ReadItem, line: Line, match: re.Match[str]) -> _Found:
    """截至…，全省建成某窗口186个."""
    sentence = line.text[max(line.text.rfind(mark, 0, match.start()) for mark in "。；") + 1 : match.end()]
    if re.search(r"截至|截止|累计|目前|共|全[省市县区州]|今年以来", sentence):
        thing = match["thing"]
        end = match.end("thing")
        at = match.start("thing") + len(thing) - len(thing.lstrip("了的"))
        first, last = line.masked(at, end)
        name = re.sub(r"\s", "", read.mask.plain(first, last))
        yield match.end() - 1, Said("built", name, _who(read, line, match), match.start("who"), True)


def _published(read: ReadItem, line: Line, match: re.Match[str]) -> _Found:
    """…在甲网、乙网等50余个平台同步发布."""
    at = match.start() + match.group().index(K)
    first = max(line.text.rfind(mark, 0, at) for mark in "。；") + 1
    head = re.match(rf"[{Q}{D}]", line.text[first:])
    scope = scope_of(read, line, first, first + 1) if head else None
    yield at, Said("platforms", match["verb"] + match["noun"], scope, match.start(), True)


def _included(read: ReadItem, line: Line, match: re.Match[str]) -> _Found:
    """…联合发布《某目录》，首批列入作业项目27个."""
    before = read.mask.find(0, line.places[match.start()], D)
    named = [m.value for m in before if isinstance(m.value, Document)]
    if named:
        yield match.end() - 1, Said("included", _words(read, line, match, "what"), named[-1].title, match.start(), True)


_Tell = Callable[[ReadItem, Line, re.Match[str]], _Found]
#: A word that must stand in the text (searching for it first is ten times as fast), the sentence, what it tells.
_SENTENCES: tuple[tuple[re.Pattern[str], re.Pattern[str], _Tell], ...] = (
    (
        re.compile(r"分别(?:完成|新增)"),
        re.compile(
            rf"(?P<who>)(?:[{NAMED}][、和])+[{NAMED}]分别(?P<verb>完成|新增)(?:了)?{K}(?:[、和]{K})+(?P<noun>{_NOUN})的(?P<what>{_REST}{{2,16}})"
        ),
        _done,
    ),
    (
        re.compile(r"完成|新增"),
        re.compile(
            rf"(?P<who>{_REST}{{0,12}}?)(?P<verb>完成|新增)(?:了)?(?:(?:[{NAMED}]|{OPEN_NAME}){K}[、和])*(?:[{NAMED}]|{OPEN_NAME})?{K}(?P<noun>{_NOUN})的(?P<what>{_REST}{{2,16}})"
        ),
        _done,
    ),
    (
        re.compile(r"分别"),
        re.compile(rf"(?:[{NAMED}][、和])+[{NAMED}](?:[{T}{U}])?分别(?P<verb>{_VERB}){K}(?:[、和]{K})+"),
        _shared,
    ),
    (
        re.compile(r"分别|依次"),
        re.compile(
            rf"(?:[{NAMED}][、和])+[{NAMED}](?P<verb>[\u4e00-\u9fff]{{2,8}}?)(?:位?居|位列|排名|排在|排)?(?:全[省市县区])?"
            rf"(?:前[\u4e00-\u9fff\d]{{1,3}}|靠前|最多|较多|较高)?，?(?:分别|依次)(?:为|是|达)?{K}(?:[、和]{K})+"
        ),
        _shared,
    ),
    (
        re.compile(r"分别"),
        re.compile(
            rf"(?P<who>{_REST}*?)(?P<verbs>(?:{_VERB})量?(?:[、和及][\u4e00-\u9fff]{{2,6}})+)分别(?:为|达到?|是)?{K}(?:[、和]{K})+"
        ),
        _paired,
    ),
    (
        re.compile(r"率.{0,20}分别"),
        re.compile(
            rf"(?P<who>(?:{_REST}*(?:[{NAMED}]|{PLACES}))?)(?P<verbs>[\u4e00-\u9fff]{{2,8}}率(?:[、和及][\u4e00-\u9fff]{{2,8}}率)+)(?:分别)(?:为|达到?|是)?{K}(?:[、和]{K})+"
        ),
        _paired,
    ),
    (
        re.compile(r"率.{0,20}率"),
        re.compile(
            rf"(?P<who>(?:{_REST}*(?:[{NAMED}]|{PLACES}))?)(?P<verbs>[\u4e00-\u9fff]{{2,8}}率(?:[、和及][\u4e00-\u9fff]{{2,8}}率)+)均?(?:为|达到?|是|保持){K}"
        ),
        _alike,
    ),
    (
        re.compile(r"各\ue020"),
        re.compile(
            rf"(?P<who>(?:{_REST}*?(?:[{NAMED}]|{PLACES}))?)(?P<verbs>(?:{_VERB})(?:[、和及](?:{_VERB}))+)各{K}"
        ),
        _alike,
    ),
    (
        re.compile(r"中，?已?有?\ue020"),
        re.compile(
            rf"(?P<head>[^，。；的{K}]{{1,8}})的{K}(?P<noun>{_NOUN})中，?(?:已)?有{K}(?P<done>完成{_REST}{{2,12}})(?:，(?P<rate>完成率(?:为|达到?)?){K})?"
        ),
        _among,
    ),
    (
        re.compile(r"承接|接入|覆盖|进驻|涉及|纳管"),
        re.compile(
            rf"(?P<who>{_REST}{{0,16}}?)(?:已|共|累计|现)*(?P<verb>承接|接入|覆盖|进驻|涉及|纳管)(?:了)?{K}(?P<one>{_NOUN})(?:的|、){K}(?P<two>[^，。；、的{K}]{{1,8}})"
        ),
        _taken,
    ),
    (
        re.compile(r"建成|建立|设立|开设|布设|开通|设置"),
        re.compile(
            rf"(?P<who>[^，。；{K}]{{0,12}}?)(?:已|共|累计)*(?:建成|建立|设立|开设|布设|开通|设置)(?P<thing>[^，。；{K}]{{1,20}}){K}"
        ),
        _built,
    ),
    (
        re.compile(r"等共?\ue020"),
        re.compile(
            rf"等(?:共)?{K}(?P<noun>平台|渠道|网站|媒体|终端|载体|站点)(?P<verb>(?:同步|统一|集中)?(?:发布|公布|公开|推送|上线|公示))"
        ),
        _published,
    ),
    (
        re.compile(r"列入|收录|纳入|包含|梳理"),
        re.compile(
            rf"(?P<what>(?:首批|第[一二三四五]批|共|已)(?:列入|收录|纳入|包含|梳理)[^，。；{K}]{{1,10}}){K}(?![^，。；]{{0,8}}[，。]?其中)"
        ),
        _included,
    ),
)
