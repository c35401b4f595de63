"""Sentences that say what there is: how many of what was done, joined, built, published or listed.

应授权的40个部门中已有38个完成授权; 已承接46个部门的1127个办理项; 全省建成某窗口186个; 17个市均已接入某系统; 等50余个平台同步发布; 首批列入项目27个.
Such a figure has a period only where 截至 or a time word gives one.
"""

from __future__ import annotations

import re

from mappers.clauses.reading import ReadItem
from mappers.facts.fact import Document
from mappers.figures.marks import behind
from mappers.figures.quantities import K, QuantityLine
from mappers.figures.scopes import scope_of
from mappers.figures.sentence_match import NOUN, REST, Build, Found, SentenceMatch, places, who, words
from mappers.names.mask import D, Q
from mappers.regex import regex

__all__ = ["COUNTEREXAMPLES", "READS", "STOCKS"]

#: (scope, measure, value, unit, kind of period) of each figure, in order.
READS: tuple[tuple[str, tuple[tuple[str | None, str, float, str, str | None], ...]], ...] = (
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
    ("今年以来，全省共设立导办岗310个。", (("全省", "导办岗", 310, "个", "year_to_date"),)),
    ("截至6月9日，全省20个市州均已接入评价系统。", (("全省", "接入评价系统的市州", 20, "个", "as_of"),)),
    ("全省96个县区全部开通自助终端。", (("全省", "开通自助终端的县区", 96, "个", None),)),
    ("“办事指南”在省政务大厅、门户网站等30余个平台同步公开。", (("“办事指南”", "同步公开平台", 30, "个", None),)),
    ("水利厅印发《跨省通办目录》，首批列入高频事项14项。", (("跨省通办目录", "首批列入高频事项", 14, "项", None),)),
)
COUNTEREXAMPLES: tuple[str, ...] = (
    "会议要求，年内建成帮办驿站120个。",
    "应接入的30个系统中尚未有1个完成对接。",
    "若已承接21个部门的640个办理项，再行扩面。",
    "拟在门户网站等30余个平台同步公开。",
    "力争年底全省96个县区全部开通自助终端。",
    "此前已建成驿站12个。",
)


def _among(read: ReadItem, line: QuantityLine, match: re.Match[str]) -> Found:
    """应授权的40个部门中已有38个完成授权，完成率95%."""
    first, second, *rate = places(match.group(), match.start())
    noun, done = words(read, line, match, "noun"), words(read, line, match, "done")
    yield first, SentenceMatch("among", words(read, line, match, "head") + noun, None, match.start("head"), True, True)
    yield second, SentenceMatch("among", f"{done}的{noun}", None, match.start(), True, True)
    if rate:
        yield (
            rate[0],
            SentenceMatch("among", done.removeprefix("完成") + "完成率", None, match.start("rate"), True, True),
        )


def _taken(read: ReadItem, line: QuantityLine, match: re.Match[str]) -> Found:
    """已承接46个部门的1127个办理项."""
    first, second = places(match.group(), match.start())
    scope = who(read, line, match)
    for at, name in ((first, "one"), (second, "two")):
        yield (
            at,
            SentenceMatch("taken_over", match["verb"] + words(read, line, match, name), scope, match.start(), True),
        )


def _built(read: ReadItem, line: QuantityLine, match: re.Match[str]) -> Found:
    """截至…，全省建成某窗口186个."""
    sentence = line.text[behind(line.text, "。；", match.start()) : match.end()]
    if re.search(r"截至|截止|累计|目前|共|全[省市县区州]|今年以来", sentence):
        thing = match["thing"]
        end = match.end("thing")
        at = match.start("thing") + len(thing) - len(thing.lstrip("了的"))
        first, last = line.masked(at, end)
        name = re.sub(r"\s", "", read.mask.plain(first, last))
        yield match.end() - 1, SentenceMatch("built", name, who(read, line, match), match.start("who"), True)


def _published(read: ReadItem, line: QuantityLine, match: re.Match[str]) -> Found:
    """…在甲网、乙网等50余个平台同步发布."""
    at = match.start() + match.group().index(K)
    first = behind(line.text, "。；", at)
    head = re.match(rf"[{Q}{D}]", line.text[first:])
    scope = scope_of(read, line, first, first + 1) if head else None
    yield at, SentenceMatch("platforms", match["verb"] + match["noun"], scope, match.start(), True)


def _included(read: ReadItem, line: QuantityLine, match: re.Match[str]) -> Found:
    """…联合发布《某目录》，首批列入作业项目27个."""
    before = read.mask.find(0, line.places[match.start()], D)
    named = [m.value for m in before if isinstance(m.value, Document)]
    if named:
        yield (
            match.end() - 1,
            SentenceMatch("included", words(read, line, match, "what"), named[-1].title, match.start(), True),
        )


def _reached(read: ReadItem, line: QuantityLine, match: re.Match[str]) -> Found:
    """全省17个市州均已接入共享系统."""
    done = words(read, line, match, "done")
    scope = who(read, line, match)
    yield match.start("noun") - 1, SentenceMatch("reached", f"{done}的{match['noun']}", scope, match.start(), True)


STOCKS: tuple[Build, ...] = (
    (
        regex(r"中，?已?有?\ue020"),
        regex(
            rf"(?P<head>[^，。；的{K}]{{1,8}})的{K}(?P<noun>{NOUN})中，?(?:已)?有{K}(?P<done>完成{REST}{{2,12}})(?:，(?P<rate>完成率(?:为|达到?)?){K})?"
        ),
        _among,
    ),
    (
        regex(r"承接|接入|覆盖|进驻|涉及|纳管"),
        regex(
            rf"(?P<who>{REST}{{0,16}}?)(?:已|共|累计|现)*(?P<verb>承接|接入|覆盖|进驻|涉及|纳管)(?:了)?{K}(?P<one>{NOUN})(?:的|、){K}(?P<two>[^，。；、的{K}]{{1,8}})"
        ),
        _taken,
    ),
    (
        regex(r"建成|建立|设立|开设|布设|开通|设置"),
        regex(
            rf"(?P<who>[^，。；{K}]{{0,12}}?)(?:已|共|累计)*(?:建成|建立|设立|开设|布设|开通|设置)(?P<thing>[^，。；{K}]{{1,20}}){K}"
        ),
        _built,
    ),
    (
        regex(r"均|全部|都"),
        regex(
            rf"(?P<who>[^，。；{K}]{{0,8}}?){K}(?P<noun>[^，。；的中{K}]{{2,8}}?)(?:均|全部|都)(?:已)?(?P<done>(?:接入|完成|开通|建成|设立|进驻|上线)[^，。；{K}]{{2,16}})"
        ),
        _reached,
    ),
    (
        regex(r"等共?\ue020"),
        regex(
            rf"等(?:共)?{K}(?P<noun>平台|渠道|网站|媒体|终端|载体|站点)(?P<verb>(?:同步|统一|集中)?(?:发布|公布|公开|推送|上线|公示))"
        ),
        _published,
    ),
    (
        regex(r"列入|收录|纳入|包含|梳理"),
        regex(
            rf"(?P<what>(?:首批|第[一二三四五]批|共|已)(?:列入|收录|纳入|包含|梳理)[^，。；{K}]{{1,10}}){K}(?![^，。；]{{0,8}}[，。]?其中)"
        ),
        _included,
    ),
)
