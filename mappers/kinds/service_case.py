"""Reads: one case that a window handled for somebody who is named or at least counted.

某窗口当天为某公司完成…备案; 某窗口为某公司现场颁发《…》; 某局长在窗口坐班，为两家企业办理业务.
Figures of a period (办结…件), service in general and what is promised are no case; without somebody it was for, no fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mappers.clauses.antecedent import Antecedents, Placed, group
from mappers.clauses.reading import Clause, Reading, ReadItem
from mappers.clauses.roles import actor_slot, date_slot, regions_in, text_of
from mappers.facts.fact import Entity, EntityType, Fact, Slot
from mappers.names.mask import AGENTS, C, D, P, Q, R, T, W, compile_rule
from mappers.names.numerals import NUMERAL
from mappers.regex import regex

__all__ = ["COUNTEREXAMPLES", "EXAMPLES", "read_after"]

_QUICK = rf"(?:{T}|当天|当日|当场|现场|即时|次日|\d+(?:个)?(?:小时|分钟|工作日|天)内|[一两二三四五]天内|仅用[^，。；]{{1,8}}?|提前)"
_DONE = "完成|办结|办理完成|办妥|办好|颁发|核发|发放|出具|办理|补办|换发|审批通过"
_MATTER = rf"(?:[{D}]|业务|手续|[^，。；、\d{T}{W}]{{1,30}}?(?:许可证?|备案|登记|审批|执照|证书|批复|手续|业务|证明|核准|变更|延续|注册|资格证|证照|[{Q}{D}]))"
_FOR_NAMED = compile_rule(
    rf"为(?P<for>{{C}}|[{P}]|(?:该)?(?:公司|企业)|(?P<n>{NUMERAL})(?:家|户|名|位)[\u4e00-\u9fff]{{2,6}}?)(?:等\d+[家户](?:企业|单位|公司))?(?:成功|顺利|快速|及时|加急|上门)*(?P<when>{_QUICK})?(?:{_DONE})(?:了)?(?P<matter>{_MATTER})(?=$|[，。；])"
)
_DONE_QUICKLY = regex(
    rf"(?:并|最终|成功|顺利|仅)*(?P<when>{_QUICK})(?:即|便|就|成功|顺利)?(?:为(?P<for>[{C}{P}]|(?:该)?(?:公司|企业)))?(?:完成|办结|办妥|办理完成|办理|颁发|核发|出具)(?:了)?(?P<matter>{_MATTER})(?=$|[，。；])"
)
_CHANNEL = regex(
    rf"(?:采取|通过|采用|利用|运用)(?:了)?(?P<way>[{Q}](?:方式|模式|平台|系统)?|[\u4e00-\u9fff{R}]{{2,10}}(?:平台|系统|政务服务网))"
)
_BOUND_FOR = regex(rf"(?:转运|运往|运输|发往|出口)[^，。；]{{0,10}}?(?:至|到)?(?P<where>[{R}](?:[和、及][{R}])*)")
_GENERAL = regex(r"^(?:业务|手续|登记|审批|备案|证照|相关.*|各类.*|有关.*)$")

EXAMPLES: tuple[tuple[str, list[dict[str, object]]], ...] = (
    (
        "6月1日，水利厅窗口为广元青禾供水有限公司现场颁发《取水许可证》。",
        [
            {
                "date": "2023-06-01",
                "actors": ["水利厅窗口"],
                "target": ["广元青禾供水有限公司"],
                "matter": "取水许可证",
                "text": "为广元青禾供水有限公司现场颁发《取水许可证》",
            }
        ],
    ),
    (
        "民政厅窗口为成都锦禾养老服务有限公司当场办结养老机构备案。",
        [
            {
                "actors": ["民政厅窗口"],
                "target": ["成都锦禾养老服务有限公司"],
                "matter": "养老机构备案",
                "text": "为成都锦禾养老服务有限公司当场办结养老机构备案",
            }
        ],
    ),
    (
        "5月30日，绵阳云汇检测有限公司向省市场监管局窗口送来锦旗。省市场监管局窗口了解到公司急需投产后，指导企业采取“不见面”方式，当天完成检验资质变更。",
        [
            {
                "actors": ["省市场监管局窗口"],
                "target": ["绵阳云汇检测有限公司"],
                "matter": "检验资质变更",
                "text": "当天完成检验资质变更",
                "channel": "“不见面”方式",
            }
        ],
    ),
    (
        "司法厅副厅长石越到公证窗口坐班，为两家企业办理业务。",
        [{"target": ["两家企业"], "text": "为两家企业办理业务", "part_of": "hall_duty"}],
    ),
    (
        "商务厅厅长雷鸣在商务窗口值守，为3名办事群众办理外贸备案。",
        [
            {
                "actors": ["商务窗口"],
                "target": ["3名办事群众"],
                "matter": "外贸备案",
                "text": "为3名办事群众办理外贸备案",
                "part_of": "hall_duty",
            }
        ],
    ),
    (
        "生态环境厅窗口为乐山清波水务有限公司加急办理排污登记。",
        [
            {
                "actors": ["生态环境厅窗口"],
                "target": ["乐山清波水务有限公司"],
                "matter": "排污登记",
                "text": "为乐山清波水务有限公司加急办理排污登记",
            }
        ],
    ),
    (
        "自然资源厅窗口仅用2天为达州石砚建材有限公司办结采矿权延续登记。",
        [
            {
                "actors": ["自然资源厅窗口"],
                "target": ["达州石砚建材有限公司"],
                "matter": "采矿权延续登记",
                "text": "为达州石砚建材有限公司办结采矿权延续登记",
            }
        ],
    ),
    (
        "省药监局窗口为成都澜石药业有限公司核发《药品经营许可证》。",
        [
            {
                "actors": ["省药监局窗口"],
                "target": ["成都澜石药业有限公司"],
                "matter": "药品经营许可证",
                "text": "为成都澜石药业有限公司核发《药品经营许可证》",
            }
        ],
    ),
)
COUNTEREXAMPLES: tuple[str, ...] = (
    "本周，水利厅窗口办结取水许可12件。",
    "民政厅窗口将为成都锦禾养老服务有限公司办理备案。",
    "各窗口要为企业当天办结备案。",
    "窗口为企业提供全程帮办。",
    "水利厅窗口未能为广元青禾供水有限公司办理许可。",
    "企业和群众可当天完成备案。",
    "此前，商务厅窗口曾为南充云帆物流有限公司办理备案。",
)


def read_after(reading: Reading, facts: Sequence[Fact]) -> Iterator[Fact]:
    """All cases of a bulletin."""
    known = Antecedents(reading, facts)
    for item in reading.items:
        for clause in item.clauses:
            if not clause.plain:
                continue
            match = _FOR_NAMED.search(item.mask.text, clause.start, clause.end)
            rule = "handled_for"
            if match is None:
                match = _DONE_QUICKLY.match(item.mask.text, clause.start, clause.end)
                rule = "done_quickly"
            if match and (fact := _fact(reading, item, clause, match, known, rule)):
                yield fact


def _fact(
    reading: Reading, item: ReadItem, clause: Clause, match: re.Match[str], known: Antecedents, rule: str
) -> Fact | None:
    target = _target(item, match, known)
    duty = known.event(item, clause, ("hall_duty",))
    actors = _actors(item, clause, duty)
    if target is None or (actors is None and duty is None):
        return None
    first, _ = item.sentence(clause.sentence)
    words = text_of(item, *match.span("matter")).strip("《》")
    bounds = _BOUND_FOR.search(item.mask.text, first, clause.start)
    ways = list(_CHANNEL.finditer(item.mask.text, first, match.start()))
    start = clause.start if not clause.inherited else match.start()
    fact = reading.fact(
        "service_case",
        rule,
        item,
        (start, match.end()),
        (
            date_slot(clause) if rule == "handled_for" and duty is None else None,
            actors,
            target,
            Slot("matter", Entity(words, EntityType.MATTER)) if not _GENERAL.match(words) else None,
            Slot("text", text_of(item, match.start(), match.end())),
            Slot("destinations", regions_in(item, *bounds.span("where"))) if bounds else None,
            Slot("channel", Entity(text_of(item, *ways[-1].span("way")), EntityType.PLATFORM)) if ways else None,
            Slot("part_of", duty.fact.ref, True) if duty else None,
        ),
    )
    opening = [c for c in item.sentences[clause.sentence] if c.end <= clause.start]
    if not opening or not clause.inherited or duty:
        return fact
    more = (reading.evidence(item, first, opening[-1].end),)
    return Fact(fact.kind, fact.rule, fact.evidence, fact.slots, fact.section, more)


def _target(item: ReadItem, match: re.Match[str], known: Antecedents) -> Slot | None:
    """Whom it was for: named, counted, or the one company that the item has named."""
    start, end = match.span("for")
    matched = match["for"]
    if matched and matched in C + P:
        value = item.mask.at(start).value
        return Slot("target", (value,)) if isinstance(value, Entity) else None
    if match.groupdict().get("n"):
        return Slot("target", (group(text_of(item, start, end)),))
    company = known.company(item, match.start())
    return Slot("target", (company,), True) if company else None


def _actors(item: ReadItem, clause: Clause, duty: Placed | None) -> Slot | None:
    """The window that acts; of a duty, the window that it was served at."""
    if duty is not None:
        windows = duty.fact["target"]
        return Slot("actors", windows, True) if windows and "target" not in duty.fact.inherited else None
    if not any(m.token in AGENTS for m in clause.subject):
        return None
    return actor_slot(clause)
