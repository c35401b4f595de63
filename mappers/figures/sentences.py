"""Sentences that name several figures at once, found before all others.

新增甲局2个、乙局4个办理项的事项授权; 甲局、乙局分别受理5件、6件; 受理、办结分别为5件、6件; 办结率和满意率均为100%.
"""

from __future__ import annotations

import re

from mappers.clauses.reading import ReadItem
from mappers.figures.phrases import base_name
from mappers.figures.quantities import K, QuantityLine
from mappers.figures.scopes import NAMED, OPEN_NAME, PLACES, scope_of
from mappers.figures.sentence_match import NOUN, REST, Build, Found, SentenceMatch, places, who, words
from mappers.figures.stocks import STOCKS
from mappers.names.mask import T, U
from mappers.regex import regex

__all__ = ["COUNTEREXAMPLES", "READS", "patterns"]

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
        "新增教育厅3个、商务厅5个办理项的事项授权。",
        (("教育厅", "新增事项授权的办理项", 3, "个", "week"), ("商务厅", "新增事项授权的办理项", 5, "个", "week")),
    ),
    (
        "教育厅、商务厅分别受理41件、16件。",
        (("教育厅", "受理", 41, "件", "week"), ("商务厅", "受理", 16, "件", "week")),
    ),
    (
        "财政厅、司法厅办件量居前两位，分别为77件、65件。",
        (("财政厅", "办件量", 77, "件", "week"), ("司法厅", "办件量", 65, "件", "week")),
    ),
    (
        "自贡市、内江市受理量分别为30件、20件，环比分别增长5%、下降2%。",
        (
            ("自贡市", "受理", 30, "件", "week"),
            ("内江市", "受理", 20, "件", "week"),
            ("自贡市", "受理环比增长", 5, "%", "week"),
            ("内江市", "受理环比下降", 2, "%", "week"),
        ),
    ),
    ("受理、办结分别为88件、85件。", ((None, "受理", 88, "件", "week"), (None, "办结", 85, "件", "week"))),
    ("按时办结率和好评率均为100%。", ((None, "按时办结率", 100, "%", "week"), (None, "好评率", 100, "%", "week"))),
    ("接通率、回访率分别为97%、99.5%。", ((None, "接通率", 97, "%", "week"), (None, "回访率", 99.5, "%", "week"))),
    ("受理、办结各52件。", ((None, "受理", 52, "件", "week"), (None, "办结", 52, "件", "week"))),
)
_VERB = "完成|新增|承接|办理|受理|办结|颁发|核发|咨询|解答咨询|收件|接件|流转|派发|接听|接待群众|退件|归集"
_WORD = r"(?:(?![和及率])[\u4e00-\u9fff])"
COUNTEREXAMPLES: tuple[str, ...] = (
    "拟完成水利厅6个办理项的收件指南编制。",
    "计划新增省文物局6个、教育厅4个办理项的事项授权。",
    "受理、办结分别为88件。",
    "会议要求，按时办结率和好评率均达到100%。",
    "受理、办结、送达分别为88件、85件。",
    "下一步，教育厅、商务厅分别受理41件、16件。",
)


def patterns(read: ReadItem, line: QuantityLine) -> dict[int, list[SentenceMatch]]:
    """The quantities of a line that one of these sentences explains."""
    out: dict[int, list[SentenceMatch]] = {}
    for word, pattern, tell in _SENTENCES:
        if word.search(line.text) is None:
            continue
        for match in pattern.finditer(line.text):
            if not any(at in out for at in places(match.group(), match.start())):
                for at, matched in tell(read, line, match):
                    out.setdefault(at, []).append(matched)
    return out


def _done(read: ReadItem, line: QuantityLine, match: re.Match[str]) -> Found:
    what = re.sub(r"(?:工作|任务)$", "", words(read, line, match, "what"))
    measure = f"{match['verb']}{what}的{words(read, line, match, 'noun')}"
    found = places(match.group(), match.start())
    names = [
        m.span()
        for m in re.finditer(rf"[{NAMED}]|(?:(?<=[、和])|(?<=新增)|(?<=完成)){OPEN_NAME}(?={K})", match.group())
    ]
    if len(names) not in (0, len(found)) or (not names and len(found) > 1):
        return
    for n, at in enumerate(found):
        start = match.start()
        scope = scope_of(read, line, start + names[n][0], start + names[n][1]) if names else who(read, line, match)
        yield at, SentenceMatch("done", measure, scope, start)


def _shared(read: ReadItem, line: QuantityLine, match: re.Match[str]) -> Found:
    """甲、乙分别受理5件、6件."""
    found = places(match.group(), match.start())
    names = [i for i in range(match.start(), found[0]) if line.text[i] in NAMED]
    if len(names) == len(found):
        for name, at in zip(names, found, strict=True):
            yield (
                at,
                SentenceMatch(
                    "each",
                    base_name(match["verb"]),
                    scope_of(read, line, name, name + 1),
                    match.start(),
                ),
            )


def _paired(read: ReadItem, line: QuantityLine, match: re.Match[str]) -> Found:
    """受理、办结分别为5件、6件."""
    found = places(match.group(), match.start())
    verbs = re.split(r"[、和及]", match["verbs"])
    if len(verbs) == len(found):
        for verb, at in zip(verbs, found, strict=True):
            yield (
                at,
                SentenceMatch(
                    "each",
                    base_name(verb),
                    who(read, line, match),
                    match.start(),
                ),
            )


def _alike(read: ReadItem, line: QuantityLine, match: re.Match[str]) -> Found:
    """办结率和满意率均为100%; 受理、办结各320件."""
    for verb in re.split(r"[、和及]", match["verbs"]):
        yield match.end() - 1, SentenceMatch("each", verb, who(read, line, match), match.start())


_SENTENCES: tuple[Build, ...] = (
    (
        regex(r"分别(?:完成|新增)"),
        regex(
            rf"(?P<who>)(?:[{NAMED}][、和]){{1,20}}[{NAMED}]分别(?P<verb>完成|新增)(?:了)?{K}(?:[、和]{K}){{1,20}}(?P<noun>{NOUN})的(?P<what>{REST}{{2,16}})"
        ),
        _done,
    ),
    (
        regex(r"完成|新增"),
        regex(
            rf"(?P<who>{REST}{{0,12}}?)(?P<verb>完成|新增)(?:了)?(?:(?:[{NAMED}]|{OPEN_NAME}){K}[、和])*(?:[{NAMED}]|{OPEN_NAME})?{K}(?P<noun>{NOUN})的(?P<what>{REST}{{2,16}})"
        ),
        _done,
    ),
    (
        regex(r"分别"),
        regex(rf"(?:[{NAMED}][、和]){{1,20}}[{NAMED}](?:[{T}{U}])?分别(?P<verb>{_VERB}){K}(?:[、和]{K}){{1,20}}"),
        _shared,
    ),
    (
        regex(r"分别|依次"),
        regex(
            rf"(?:[{NAMED}][、和]){{1,20}}[{NAMED}](?P<verb>[\u4e00-\u9fff]{{2,8}}?)(?:位?居|位列|排名|排在|排)?(?:全[省市县区])?"
            rf"(?:前[\u4e00-\u9fff\d]{{1,3}}|靠前|最多|较多|较高)?，?(?:分别|依次)(?:为|是|达)?{K}(?:[、和]{K}){{1,20}}"
        ),
        _shared,
    ),
    (
        regex(r"分别"),
        regex(
            rf"(?P<who>{REST}{{0,24}}?)(?P<verbs>(?:{_VERB})量?(?:[、和及]{_WORD}{{2,6}}){{1,20}})分别(?:为|达到?|是)?{K}(?:[、和]{K}){{1,20}}"
        ),
        _paired,
    ),
    (
        regex(r"率.{0,20}分别"),
        regex(
            rf"(?P<who>(?:{REST}{{0,24}}(?:[{NAMED}]|{PLACES}))?)(?P<verbs>{_WORD}{{2,8}}率(?:[、和及]{_WORD}{{2,8}}率){{1,20}})(?:分别)(?:为|达到?|是)?{K}(?:[、和]{K}){{1,20}}"
        ),
        _paired,
    ),
    (
        regex(r"率.{0,20}率"),
        regex(
            rf"(?P<who>(?:{REST}{{0,24}}(?:[{NAMED}]|{PLACES}))?)(?P<verbs>{_WORD}{{2,8}}率(?:[、和及]{_WORD}{{2,8}}率){{1,20}})均?(?:为|达到?|是|保持){K}"
        ),
        _alike,
    ),
    (
        regex(r"各\ue020"),
        regex(
            rf"(?P<who>(?:{REST}{{0,24}}?(?:[{NAMED}]|{PLACES}))?)(?P<verbs>(?:{_VERB})(?:[、和及](?:{_VERB})){{1,20}})各{K}"
        ),
        _alike,
    ),
    *STOCKS,
)
