"""Reads: bodies or officials that go somewhere to survey, study, visit, guide.

某厅（某某率队）赴某市调研…，走访某公司; 某处到某中心考察; 观摩、参观某地; 某办考察组来大厅学习; 某省某局一行来川考察.
In a section on hall duty the visit of the hall is hall duty. Plans to visit and calls upon others to visit are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mappers.clauses.reading import Clause, Reading, ReadItem
from mappers.clauses.roles import (
    actor_slot,
    date_slot,
    persons_in,
    place_before,
    place_slot,
    regions_in,
    statement_start,
    text_of,
)
from mappers.facts.fact import Entity, EntityType, Fact, Person, Slot
from mappers.kinds.hall_duty import DUTY_SECTION
from mappers.names.mask import AGENTS, B, C, P, Q, R, S, V, W
from mappers.names.places import region_entity
from mappers.regex import regex

__all__ = ["COUNTEREXAMPLES", "EXAMPLES", "read"]

_GO = "前赴|赴|前往|到(?!访)|深入|走进|莅临|来到|来|抵达|奔赴|一行来|至"
_PURPOSE = "调研|考察|走访|督导|参观|学习|检查指导|指导|观摩|看望|慰问|交流|查看|察看|对接|视察|督查|暗访|取经|现场办公|座谈|踏勘|帮扶"
_GOES = regex(
    rf"(?P<go>{_GO})(?P<where>[^，。；：]{{1,48}}?)(?P<purpose>(?:开展|进行|实地|现场|专题|就[^，。；]{{1,24}}?|学习|围绕[^，。；]{{1,20}}?|集中)*(?:{_PURPOSE})|$)"
)
_SEES = regex(
    r"(?P<verb>(?:(?:并)?组织(?:与会|参会|参训|全体|各)?[\u4e00-\u9fff]{0,6}?(?:人员|代表|同志|学员)|上门|先后来到|来到|实地|先后|分别|现场|重点|逐一|并|深入|前往|一行|还|组织|集中|共|又|依次|随后|走进)*(?:走访慰问|看了|看过|到访|造访|现场学习|学习考察|走访|参观考察|参观|观摩|察看|查看|考察|看望|慰问|调研|踏勘|深入|对接|视察)(?:了|学习)?)(?P<where>[^。；：]{1,90})"
)
_TAIL = regex(
    r"(?:等)?(?:[\d一二三四五六七八九十两]+(?:家|个|处|地|户|所|座|条|名)(?:企业|工地|单位|项目|现场|点位|园区|商户|中心|镇街|村|社区)?|等地|等处|等企业|等单位|等现场|等)$"
)
_STOP = regex(
    r"(?:的)?(?:建设|改革|运行|办理|推进|落实|开展|情况|工作|经验|做法|创新|成效|进展|现状|后续|灾后|下沉|承接|电子化|设置|与|并网|审批|用地|保障|管理|事宜|运营|无人机|便民利企)"
)
_RANK = regex(
    r"(?:中心|服务站|派出所|产业园|园区|工业园|开发区|水电站|电站|堤|厂|剧场|小镇|研究院|学校|大学|学院|医院|公司|集团|企业|社区|街道|村|镇|乡|安置点|大厅|窗口|专区|码头|港|口岸|基地|项目|工地|合作社|农场|市场|商场"
    r"|车站|机场|博物馆|图书馆|文化馆|体育馆|场馆|展馆|实验室|超市|驿站|服务区|示范区|示范点|试点|点|站|馆|所|局|院|处|区|县|市|州|园|库|矿|井|桥|隧道|林场|牧场|景区|工业城|古城|街区|片区|坊|酒店|宾馆|门店|仓库|车间|银行|支行|分局|分中心|铁塔|平台|湖|河|坝|渠)$"
)
_COMES = {
    "来川": "510000",
    "来渝": "500000",
    "来黔": "520000",
    "来滇": "530000",
    "来陕": "610000",
    "来湘": "430000",
    "来鄂": "420000",
    "来粤": "440000",
    "来浙": "330000",
    "来苏": "320000",
    "来皖": "340000",
    "来赣": "360000",
    "来豫": "410000",
    "来鲁": "370000",
    "来桂": "450000",
    "来琼": "460000",
    "来闽": "350000",
    "来冀": "130000",
    "来晋": "140000",
    "来甘": "620000",
    "来青": "630000",
    "来蓉": "510100",
    "来沪": "310000",
    "来京": "110000",
    "来津": "120000",
}
_COMING = regex(
    rf"(?P<go>[来赴到])(?P<where>)(?P<abbr>[{''.join(name[1] for name in _COMES)}])(?P<purpose>[^，。；]{{0,8}}?(?:{_PURPOSE}))"
)

EXAMPLES: tuple[tuple[str, list[dict[str, object]]], ...] = (
    (
        "水利厅赴广元市调研取水许可，走访广元青禾供水有限公司。",
        [{"place": ["广元市"], "actors": ["水利厅"], "destinations": ["广元市", "广元青禾供水有限公司"]}],
    ),
    (
        "司法厅行政审批处到宜宾市政务服务中心考察公证窗口设置。",
        [{"place": ["宜宾市"], "actors": ["司法厅行政审批处"], "destinations": ["宜宾市政务服务中心"]}],
    ),
    (
        "6月2日，民政厅副厅长田野率队赴巴中市、达州市督导养老机构备案。",
        [
            {
                "date": "2023-06-02",
                "place": ["巴中市", "达州市"],
                "actors": ["民政厅"],
                "persons": [{"name": "田野", "post": "副厅长", "body": "民政厅"}],
                "destinations": ["巴中市", "达州市"],
            }
        ],
    ),
    (
        "商务厅走访成都锦禾贸易有限公司、四川云汇物流有限公司。",
        [{"actors": ["商务厅"], "destinations": ["成都锦禾贸易有限公司", "四川云汇物流有限公司"]}],
    ),
    (
        "教育厅组织各市州人员观摩绵阳科技城便民服务中心。",
        [{"actors": ["教育厅"], "destinations": ["绵阳科技城便民服务中心"]}],
    ),
    ("陕西省民政厅一行来川考察社会组织年检。", [{"place": ["四川省"], "actors": ["陕西省民政厅"]}]),
    (
        "省药监局联合省医保局赴眉山市调研药品追溯码应用。",
        [{"place": ["眉山市"], "actors": ["省药监局", "省医保局"], "destinations": ["眉山市"]}],
    ),
    (
        "农业农村厅深入凉山州会东县调研种子许可。",
        [{"place": ["凉山彝族自治州会东县"], "actors": ["农业农村厅"], "destinations": ["凉山州会东县"]}],
    ),
)
COUNTEREXAMPLES: tuple[str, ...] = (
    "水利厅计划赴广元市调研。",
    "各窗口要主动走访企业。",
    "会议要求，处室负责人深入基层调研。",
    "省药监局本月未赴外地考察。",
    "下一步，将组织窗口人员赴浙江学习。",
    "此前，司法厅曾赴重庆考察。",
    "应邀请，司法厅副厅长石越带队赴重庆市交流一事，因故推迟。",
)

_ACTOR_SEES = regex(
    rf"[^，。；]{{0,10}}?[{AGENTS}{P}](?:[、和与]?[{AGENTS}{P}]|同志|一行|等一行|领着[^，。；]{{1,10}}|\d+人|率队|带队|考察组|党员干部|窗口人员|组织[^，。；]{{1,14}}?)*(?:[^，。；]{{0,6}}?)(?=(?:走访|参观|观摩|察看|查看|考察|看望|慰问|踏勘|实地|先后|上门|现场学习))"
)
_BEFORE_SITE = regex(r"(?:了|该|位于)?")
_SHARED_SITES = regex(rf"(?P<own>[{R}]+)[两二三四五六七八九十\d]+(?:地|市|县|区|省|州)[\u4e00-\u9fff]{{2,12}}$")
_SITE_TOKEN = regex(rf"[{R}{B}{C}{S}{V}{W}]+")


def read(reading: Reading) -> Iterator[Fact]:
    """All visits of a bulletin."""
    for item in reading.items:
        if DUTY_SECTION.search(item.path):
            continue
        for clauses in item.sentences.values():
            yield from _sentence(reading, item, clauses)


def _sentence(reading: Reading, item: ReadItem, clauses: Sequence[Clause]) -> Iterator[Fact]:
    """One visit per subject of a sentence: 赴… and the sites seen there belong together."""
    groups: list[list[tuple[Clause, re.Match[str]]]] = []
    for clause in clauses:
        if not clause.plain:
            continue
        match = _visit(item, clause)
        if match is None:
            continue
        if groups and groups[-1][-1][0].subject == clause.subject and clause.inherited:
            groups[-1].append((clause, match))
        else:
            groups.append([(clause, match)])
    for group in groups:
        if fact := _fact(reading, item, group):
            yield fact


def _visit(item: ReadItem, clause: Clause) -> re.Match[str] | None:
    text = item.mask.text
    if match := _COMING.search(text, clause.start, clause.end):
        return match
    if match := _GOES.search(text, clause.start, clause.end):
        rest = text[match.end("where") : clause.end]
        purpose = match["purpose"] or _followed_by_sight(item, clause) or _followed_by_purpose(item, clause)
        if purpose and _sites(item, match) and not re.match(r"(?:到位|达|期)", rest):
            return match
    end = item.sentence(clause.sentence)[1]
    match = _SEES.match(text, clause.start, end) or _after_actor(text, clause, end)
    return match if match and _sites(item, match) else None


def _followed_by_purpose(item: ReadItem, clause: Clause) -> bool:
    """深入某县，就…开展专题调研: the purpose stands in the next clause."""
    following = next((c for c in item.sentences[clause.sentence] if c.start > clause.end), None)
    if following is None or not following.inherited:
        return False
    text = item.mask.text[following.start : following.end]
    return bool(
        re.match(rf"(?:就|围绕|针对)[^，。；]*(?:{_PURPOSE})|(?:开展|进行)?[^，。；]{{0,6}}?(?:{_PURPOSE})", text)
    )


def _followed_by_sight(item: ReadItem, clause: Clause) -> bool:
    return any(
        c.start > clause.end and _SEES.match(item.mask.text, c.start, c.end) for c in item.sentences[clause.sentence]
    )


def _after_actor(text: str, clause: Clause, end: int) -> re.Match[str] | None:
    head = _ACTOR_SEES.match(text, clause.start, clause.end)
    return _SEES.match(text, head.end(), end) if head else None


def _sites(item: ReadItem, match: re.Match[str]) -> list[tuple[int, int]]:
    """Masked spans of the places named in a list, shared tails left out."""
    start, end = match.span("where")
    text = item.mask.text
    out: list[tuple[int, int]] = []
    begin = start
    for i in range(start, end + 1):
        if i < end and text[i] not in "、，和及与":
            continue
        if i < end and text[i] in "和及与" and not _splits(text, begin, i, end):
            continue
        span = _site(item, begin, i)
        if span is None:
            if text[begin:i].strip():
                break
        else:
            out.append(span)
        if i < end and text[i] == "，":
            break
        begin = i + 1
    return out


def _splits(text: str, begin: int, i: int, end: int) -> bool:
    return text[i - 1] in R + B + C + S + W + V or bool(_RANK.search(text[begin:i]))


def _site(item: ReadItem, start: int, end: int) -> tuple[int, int] | None:
    """The span of one site: a token, or words that end like the name of a place."""
    text = item.mask.text
    start = _BEFORE_SITE.match(text, start, end).end()  # type: ignore[union-attr]
    raw = text[start:end]
    if shared := _SHARED_SITES.match(raw):
        return start, start + shared.end("own")
    if tail := _TAIL.search(raw):
        raw = raw[: tail.start()]
    if not raw:
        return None
    token = _SITE_TOKEN.match(raw)
    rest = raw[token.end() :] if token else raw
    if token and (not rest or not _RANK.search(_cut(rest)) or _STOP.match(rest)):
        return start, start + token.end()
    kept = _cut(raw)
    if kept == "大厅":
        return start, start + 2
    if len(kept) >= 3 and _RANK.search(kept) and not re.search(r"企业$|群众|人员|同志|干部|职工", kept):
        return start, start + len(kept)
    return None


def _cut(text: str) -> str:
    """The words up to the quoted or described thing seen at a site."""
    stop = re.search(rf"[{Q}]", text)
    text = text[: stop.start()] if stop else text
    if _RANK.search(text) and not re.search(r"(?:项目|窗口|工作)$", text):
        return text
    best = ""
    for match in re.finditer(r"[\u4e00-\u9fff]", text):
        head = text[: match.end()]
        if _RANK.search(head) and len(head) >= 3 and not head.endswith(("县", "区", "市", "州", "点", "处")):
            best = head
    return best


def _fact(reading: Reading, item: ReadItem, group: list[tuple[Clause, re.Match[str]]]) -> Fact | None:
    clause, first = group[0]
    destinations: list[Entity] = []
    places: list[Entity] = []
    end = first.end("where")
    for _, match in group:
        spans = _sites(item, match)
        tail = _shared_tail(item, match, spans)
        spans += _seen_after(item, match)
        for span in spans:
            destinations.append(_destination(reading, item, span, tail))
            end = span[1]
        if "go" in match.re.groupindex:
            places += [r for s in spans for r in (*regions_in(item, *s), *_named_home(reading, item, s))]
            end = max(end, match.end("purpose"))
    text = item.mask.text
    coming = first.re == _COMING
    if coming:
        places = [region_entity(_COMES["来" + first["abbr"]], first["abbr"], reading.registers)]
    found = tuple(dict.fromkeys(places)) or place_before(item, clause, first.start())
    if not found and re.match("会前|会后|会议?期间|会间", text[clause.start - 3 : clause.end].lstrip("，。；")):
        found = _place_of_meeting(item, clause)
    persons = _travellers(item, clause)
    actors = actor_slot(clause)
    led = re.match(
        r"(?:并)?组织(?P<who>[\u4e00-\u9fff]{2,8}?(?:人员|代表|学员|同志))", first.groupdict().get("verb") or ""
    )
    if led:
        actors = Slot("actors", (Entity(led["who"], EntityType.GROUP),))
    if not destinations and not coming:
        return None
    if actors is None and not persons:
        return None
    start = statement_start(item, clause, first.start()) if not clause.inherited else clause.start
    return reading.fact(
        "visit",
        "go" if "go" in first.re.groupindex else "see",
        item,
        (start, end),
        (
            date_slot(clause),
            place_slot(found),
            actors,
            Slot("persons", persons) if persons else None,
            Slot("destinations", tuple(dict.fromkeys(destinations))),
        ),
    )


def _seen_after(item: ReadItem, match: re.Match[str]) -> list[tuple[int, int]]:
    """到甲市、乙市走访某公司、某公司: what stands behind the verb is a destination too."""
    if "go" not in match.re.groupindex or not re.search("走访|参观|观摩|察看|查看|看望|慰问", match["purpose"] or ""):
        return []
    clause = item.clause_at(match.start())
    seen = _SEES.search(item.mask.text, match.start("purpose"), item.sentence(clause.sentence)[1])
    return _sites(item, seen) if seen and seen.start() == match.start("purpose") else []


def _named_home(reading: Reading, item: ReadItem, span: tuple[int, int]) -> list[Entity]:
    """顺庆区政务服务中心 lies in 顺庆区: the region in a body's own name, when it is not the publisher's whole area."""
    value = item.mask.at(span[0]).value if item.mask.text[span[0]] in B + S else None
    if not isinstance(value, Entity) or not value.region or value.region == reading.setting.jurisdiction.code:
        return []
    registers = reading.registers
    region = registers.regions[value.region]
    named = next((n for n in (registers.full_name(region.code), region.name) if value.text.startswith(n)), None)
    return [region_entity(region.code, named, registers)] if named and region.level != "province" else []


def _place_of_meeting(item: ReadItem, clause: Clause) -> tuple[Entity, ...]:
    """会前, 会后: where the meeting of an earlier sentence of the item was held."""
    for earlier in reversed([c for c in item.clauses if c.start < clause.start]):
        if found := place_before(item, earlier, earlier.end):
            return found
    return ()


def _travellers(item: ReadItem, clause: Clause) -> tuple[Person, ...]:
    """Officials of the clause that names the subject, in the same sentence."""
    heads = [c for c in item.sentences[clause.sentence] if c.start <= clause.start and not c.inherited]
    return tuple(p for p in persons_in(item, heads[-1].start, heads[-1].end) if p.post) if heads else ()


def _shared_tail(item: ReadItem, match: re.Match[str], spans: list[tuple[int, int]]) -> str:
    """政务服务中心 in 甲市、乙市、丙市三地政务服务中心 belongs to all of them."""
    if not spans:
        return ""
    rest = item.mask.text[spans[-1][1] : match.end("where")]
    found = re.match(
        r"[两二三四五六七八九十\d]+(?:地|市|县|区|省|州)(?P<tail>[\u4e00-\u9fff]{2,12}(?:中心|局|厅|委|大厅|部门|园区))$",
        rest,
    )
    return found["tail"] if found else ""


def _destination(reading: Reading, item: ReadItem, span: tuple[int, int], tail: str) -> Entity:
    text = text_of(item, *span)
    if span[1] - span[0] == 1:
        value = item.mask.at(span[0]).value
        if isinstance(value, Entity) and not tail:
            return value
        if isinstance(value, Entity):
            return Entity(value.text + tail, EntityType.BODY, None, value.name + tail, None, value.region)
    if text == "大厅" and reading.hall:
        return reading.hall
    region = next(iter(regions_in(item, *span)), None)
    return Entity(text, EntityType.PLACE, None, None, None, region.region if region else None)
