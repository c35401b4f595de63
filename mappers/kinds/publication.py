"""Reads: documents and matters that can be found on named platforms.

《…》在某省政务服务网公布; “两张清单”在…专区、…等N个平台同步发布; 通过某平台发布《…》; 将“…”纳入某网和某网的“…”专区.
Platforms named in general (各市州有关门户网站, 微信公众号) are left out, so are those of which it cannot be told whose
they are; a publication that names no platform, or of nothing that is named, is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mappers.clauses.antecedent import Antecedents
from mappers.clauses.reading import Clause, Reading, ReadItem
from mappers.clauses.roles import date_slot, documents_in, text_of
from mappers.facts.fact import Entity, EntityType, Fact, Slot
from mappers.names.mask import B, D, Q, R, S, compile_rule
from mappers.names.numerals import count
from mappers.regex import regex

__all__ = ["COUNTEREXAMPLES", "EXAMPLES", "read_after"]

_PLATFORM = (
    r"(?:政务服务网|服务网|门户网站|官方网站|官网|网站|专区|专栏|平台|公众号|小程序|APP|App|客户端|频道|热线|政务网)"
)
_VERB = r"(?:同步|同时|统一|集中|公开|正式|对外|向社会|全文)*(?P<verb>发布|公布|公开|公示|上线|刊发|推出)"
_SHOWN = compile_rule(
    rf"(?P<what>(?:[{D}](?:[、和及]?[{D}])*|[{Q}](?:[、和及]?[{Q}])*(?:等?[\d一二两三四五六七八九十]+个?事项|事项|服务)?|(?:[一二两三四五六七八九十\d]+[张份个]|该|上述|两)(?:清单|目录|文件|指南)))"
    rf"(?:已|均|全部|分别|同步|正式|现已|于{{T}}|{{T}}|日前|近日|，)*(?:在|通过|经|于)(?P<where>[^。；：]{{2,120}}?){_VERB}(?=$|[，。；])"
)
_SHOWS = compile_rule(
    rf"(?:在|通过|依托|利用)(?P<where>[^，。；：]{{2,80}}?)(?:上)?{_VERB}(?:了)?(?P<what>[{D}](?:[、和及]?[{D}])*)"
)
_LISTS = regex(r"(?P<n>[一二两三四五六七八九十\d]+)?[张份个]?(?P<kind>清单|目录|文件|指南)")
_PARTS = regex(r"[、，]|和|及|以及")
_ANYBODYS = regex(r"^(?:各|有关|相关|本地|当地|所属|其他|多个)|各市|各级|有关|相关")
_ZONE = regex(r"(?:的)?(?P<zone>“[^”]+”(?:专区|专栏|频道|专页|版块|模块)|(?:专区|专栏|频道))$")

EXAMPLES: tuple[tuple[str, list[dict[str, object]]], ...] = (
    (
        "《养老机构备案指南》在四川政务服务网公布。",
        [{"documents": ["养老机构备案指南"], "platforms": ["四川政务服务网"]}],
    ),
    (
        "梳理发布《水利惠企政策清单》《民政惠企政策清单》。“两张清单”在四川政务服务网惠企专区、各市（州）有关网站等30余个平台同步发布。",
        [{"documents": ["水利惠企政策清单", "民政惠企政策清单"], "platforms": ["四川政务服务网惠企专区"]}],
    ),
    (
        "“公章刻制备案”“社保登记”在天府通办APP上线。",
        [{"matters": ["公章刻制备案", "社保登记"], "platforms": ["天府通办APP"]}],
    ),
    (
        "司法厅通过四川政务服务网发布《公证收费目录》。",
        [{"documents": ["公证收费目录"], "platforms": ["四川政务服务网"]}],
    ),
    (
        "民政厅将“收养登记”分别纳入贵州政务服务网和云南“一部手机办事通”的“西南通办”专区。",
        [
            {
                "matters": ["收养登记"],
                "platforms": ["贵州政务服务网“西南通办”专区", "云南“一部手机办事通”“西南通办”专区"],
            }
        ],
    ),
    (
        "教育厅将“教师资格认定”列入四川政务服务网“跨省通办”专区。",
        [{"matters": ["教师资格认定"], "platforms": ["四川政务服务网“跨省通办”专区"]}],
    ),
    (
        "《药品经营许可细则》《药品追溯规范》在省药监局官网、四川政务服务网同步公开。",
        [{"documents": ["药品经营许可细则", "药品追溯规范"], "platforms": ["省药监局官网", "四川政务服务网"]}],
    ),
    (
        "水利厅将“取水许可延续”接入四川政务服务网“免证办”专区。",
        [{"matters": ["取水许可延续"], "platforms": ["四川政务服务网“免证办”专区"]}],
    ),
)
COUNTEREXAMPLES: tuple[str, ...] = (
    "《养老机构备案指南》将在四川政务服务网公布。",
    "水利厅在广元市发布《河道采砂细则》。",
    "各部门要在政务服务网公开办事指南。",
    "“拍卖许可”暂不在四川政务服务网上线。",
    "有关信息在各类网站发布。",
    "民政厅将“收养登记”纳入“秒批”事项清单。",
    "窗口通过四川政务服务网受理申请12件。",
)


def read_after(reading: Reading, facts: Sequence[Fact]) -> Iterator[Fact]:
    """All publications of a bulletin."""
    known = Antecedents(reading, facts)
    for item in reading.items:
        taken: set[int] = set()
        for rule, pattern in (("shown", _SHOWN), ("shows", _SHOWS)):
            for match in pattern.finditer(item.mask.text):
                clause = item.clause_at(match.start("verb"))
                if clause.plain and item.clause_at(match.start()).plain and clause.sentence not in taken:
                    fact = _fact(reading, item, clause, match, rule, known)
                    if fact:
                        taken.add(clause.sentence)
                        yield fact
        yield from _listed(reading, item, known)


def _fact(
    reading: Reading, item: ReadItem, clause: Clause, match: re.Match[str], rule: str, known: Antecedents
) -> Fact | None:
    platforms = _platforms(item, *match.span("where"))
    what = _what(item, match, known)
    if not platforms or what is None:
        return None
    return reading.fact(
        "publication", rule, item, (match.start(), match.end()), (date_slot(clause), what, Slot("platforms", platforms))
    )


def _what(item: ReadItem, match: re.Match[str], known: Antecedents) -> Slot | None:
    """The documents or matters; “两张清单” and 该目录 are the documents released before, where the number agrees."""
    start, end = match.span("what")
    documents = documents_in(item, start, end)
    if documents:
        return Slot("documents", documents)
    words = text_of(item, start, end).strip("“”")
    if again := _LISTS.fullmatch(words.removeprefix("该").removeprefix("上述")):
        release = known.release(item, match.start(), again["kind"])
        found = release["documents"] if release else None
        number = count(again["n"]) if again["n"] else 1
        if isinstance(found, tuple) and len(found) == number:
            return Slot("documents", found, True)
        return None
    quoted = (m.value for m in item.mask.find(start, end, Q) if isinstance(m.value, str))
    matters = tuple(Entity(text, EntityType.MATTER) for text in quoted)
    return Slot("matters", matters) if matters else None


def _platforms(item: ReadItem, start: int, end: int) -> tuple[Entity, ...]:
    """The named platforms of a list, up to the first that is named in general: what follows it may be anybody's."""
    text = item.mask.text[start:end]
    tail = re.search(r"等(?:[^、，]*)$", text)
    stop = start + tail.start() if tail else end
    found: list[Entity] = []
    begin = start
    for cut in [*_PARTS.finditer(item.mask.text, start, stop), None]:
        finish = cut.start() if cut else stop
        words = item.mask.text[begin:finish]
        if _ANYBODYS.search(words):
            break
        if re.search(rf"{_PLATFORM}$", words) and len(text_of(item, begin, finish)) > 3 and _named(words):
            found.append(Entity(text_of(item, begin, finish), EntityType.PLATFORM))
        begin = cut.end() if cut else stop
    return tuple(dict.fromkeys(found))


def _named(words: str) -> bool:
    """Whether a platform has a name of its own: a region, a body, a quoted name, or more than the bare kind."""
    return bool(re.search(rf"[{R}{B}{S}{Q}]", words)) or bool(re.match(rf"[^、，]{{2,}}{_PLATFORM}$", words))


def _listed(reading: Reading, item: ReadItem, known: Antecedents) -> Iterator[Fact]:
    """A matter put on a zone of a web site is on that platform, too."""
    for placed in known.of_item(item):
        fact = placed.fact
        where, matters = fact["list"], fact["matters"]
        if fact.kind != "listing" or not isinstance(where, str) or not matters:
            continue
        platforms = _zones(where)
        if platforms:
            day = next((s for s in fact.slots if s.name == "date"), None)
            slots = (day, Slot("matters", matters), Slot("platforms", platforms))
            kept = tuple(s for s in slots if s is not None)
            yield Fact("publication", "publication.listed", fact.evidence, kept, fact.section)


def _zones(where: str) -> tuple[Entity, ...]:
    """贵州政务服务网和云南“一部手机办事通”的“西南通办”专区: the zone belongs to each."""
    zone = _ZONE.search(where)
    head = where[: zone.start()] if zone else where
    sites = [part for part in re.split(r"[、和]", head) if part]
    if not sites or not all(
        re.search(rf"{_PLATFORM}$|“[^”]+”$", site) and re.search("网|“|平台", site) for site in sites
    ):
        return ()
    if not any(re.search(_PLATFORM, site) for site in sites) or any(_ANYBODYS.search(site) for site in sites):
        return ()
    return tuple(Entity(site + (zone["zone"] if zone else ""), EntityType.PLATFORM) for site in sites)
