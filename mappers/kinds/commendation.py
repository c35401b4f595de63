"""Reads: thanks and praise that a window received: banners, letters of thanks, letters of praise.

某公司向某窗口赠送锦旗; 市民某某寄来感谢信，感谢某窗口…; 某窗口收到某公司送来的锦旗.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from mappers.clauses.reading import Clause, Reading, ReadItem
from mappers.clauses.roles import date_slot, text_of
from mappers.facts.fact import Entity, EntityType, Fact, Slot, TimeSpan
from mappers.names.mask import AGENTS, B, C, P, Q, R, S, T, W, compile_rule
from mappers.regex import regex
from mappers.text.bulletin import Cell, TextTable

__all__ = ["COUNTEREXAMPLES", "EXAMPLES", "read"]

_ITEM = "锦旗|感谢信|表扬信|感谢函|表扬函|致谢信|牌匾|感谢状|谢匾|鲜花|奖牌|匾额|致谢函|慰问信"
_GIVES = regex(
    rf"(?:致赠|赠送|送来|赠予|赠|送上|送出|送|寄来|寄送|寄|发来|致|写来|写|递来|递交|献上|捎来|邮寄|敬赠|敬献|送达|送至|呈上|带来|递上|捧来|捎来)(?:了|一封|一面|一份|一块|一幅|面|封|了一面|了一封|两面|手写|[{Q}]|题写|印有|写有|书有|绣有|上|来|、)*(?:[^，。；]{{0,30}}?的)?(?P<items>(?:手写|锦绣)?(?:{_ITEM})(?:[^，。；、和及与]{{0,3}}?[、和及与](?:手写)?(?:[一两二三四五]?[面封份])?(?:{_ITEM}))*)"
)
_HOLDS = regex(
    rf"(?:手捧|手持|带着|捧着|怀揣|携|携带)(?:[一两二三四五\d]+[面封份])?(?:[印题写绣书][^，。；]{{1,24}}的)?(?P<items>(?:{_ITEM})(?:[、和及与](?:[一两二三四五\d]+[面封份])?(?:{_ITEM}))*)(?:，)?(?:专程|特意|亲自)?(?:来到|走进|前来|前往|到|赶到|送到)(?P<to>[{AGENTS}])"
)
_CARRIES = regex(
    rf"[将把](?:[一两二三四五\d]+[面封份]|一面面)?(?:[印题写绣书][^，。；]{{1,24}}的)?(?:[一两二三四五\d]+[面封份])?(?P<items>(?:{_ITEM})(?:[、和及与](?:[一两二三四五\d]+[面封份])?(?:{_ITEM}))*)(?:亲手|专程)?(?:送到|送至|送给|送往|送进|交到|交给|送达|递交|寄到|寄给|赠予|递到|赠给|挂在)(?P<to>[{AGENTS}])"
)
_WRITES = regex(
    rf"(?P<items>来信|致信|写信|来函|致函|来电|致电|发来感谢)(?:，)?(?:感谢|致谢|称赞|表扬|点赞)(?P<to>[{AGENTS}])"
)
_RECEIVES = compile_rule(
    rf"(?P<to>[{AGENTS}])(?:工作人员)?(?:近日|先后|陆续|又|共|日前|本周|喜)*(?:收到|接到|获赠|收获|迎来|接受)(?:了)?(?:由|来自)?(?P<by>[^，。；]{{2,40}}?)(?:赠送|送来|寄来|发来|寄送|送上|致|敬赠)?的(?:一面|一封|手写|[一两二三四五\d]+[面封份])*(?P<items>(?:{_ITEM})(?:[、和及与](?:[一两二三四五\d]+[面封份])?(?:{_ITEM}))*)"
)
_LETTER = regex(
    rf"(?:来信|来函|致信|致函|写信|来电|致电|写来书信)(?:[{AGENTS}](?:窗口)?)?(?=，[^。；]*(?:感谢|谢意|致谢|称赞|表扬|点赞|赞扬))"
)
_AT = regex(rf"(?:到|来到|前往|赴|在)(?P<to>[{AGENTS}])")
_TO = regex(rf"(?:向|给|为|送至|赠予|致)(?P<to>[{AGENTS}{S}]|[^，。；]{{2,20}}?(?:窗口|大厅|中心|专区|科室|工作人员))")
_THANKED = regex(
    rf"(?:感谢|称赞|点名表扬|表扬|点赞|赞扬|盛赞|致谢|对|夸赞|赞许|肯定|表达对)(?:了)?(?P<to>[{W}]|[^，。；对向{AGENTS}]{{2,10}}?(?:分厅|大厅|专区|窗口)|[{AGENTS}](?=[^，。；]{{0,20}}(?:窗口|工作人员)))"
)

EXAMPLES: tuple[tuple[str, list[dict[str, object]]], ...] = (
    (
        "5月6日，四川禾丰种业有限公司向农业农村厅窗口赠送锦旗一面。",
        [{"date": "2023-05-06", "items": ["锦旗"], "giver": "四川禾丰种业有限公司", "receiver": "农业农村厅窗口"}],
    ),
    (
        "市民罗春生寄来感谢信，感谢公安厅窗口加急办理护照。",
        [{"items": ["感谢信"], "giver": "罗春生", "receiver": "公安厅窗口"}],
    ),
    (
        "成都云岭药业有限公司给省药监局窗口送来锦旗和感谢信。",
        [{"items": ["锦旗", "感谢信"], "giver": "成都云岭药业有限公司", "receiver": "省药监局窗口"}],
    ),
    (
        "6月1日，企业负责人专程到场，绵阳安和建材有限公司向自然资源厅窗口送上锦旗。",
        [{"date": "2023-06-01", "items": ["锦旗"], "giver": "绵阳安和建材有限公司", "receiver": "自然资源厅窗口"}],
    ),
    (
        "商务厅窗口收到四川汇远外贸有限公司送来的锦旗。",
        [{"items": ["锦旗"], "giver": "四川汇远外贸有限公司", "receiver": "商务厅窗口"}],
    ),
    (
        "泸州百川物流有限公司发来表扬信，称赞交通运输厅窗口服务周到。",
        [{"items": ["表扬信"], "giver": "泸州百川物流有限公司", "receiver": "交通运输厅窗口"}],
    ),
    (
        "居民邓素芬写来感谢信，对民政厅窗口表示谢意。",
        [{"items": ["感谢信"], "giver": "邓素芬", "receiver": "民政厅窗口"}],
    ),
    (
        "乐山新力机械有限公司向省市场监管局窗口赠送了锦旗，对其高效服务表示感谢。",
        [{"items": ["锦旗"], "giver": "乐山新力机械有限公司", "receiver": "省市场监管局窗口"}],
    ),
    (
        "内江安泰物业有限公司负责人将一面写有“热情高效”的锦旗送到民政厅窗口。",
        [{"items": ["锦旗"], "giver": "内江安泰物业有限公司", "receiver": "民政厅窗口"}],
    ),
    (
        "内江安泰物业有限公司负责人手捧锦旗来到水利厅窗口，感谢工作人员高效办理。",
        [{"items": ["锦旗"], "giver": "内江安泰物业有限公司", "receiver": "水利厅窗口"}],
    ),
    (
        "成都云岭药业有限公司致信省水利厅窗口，感谢其提前介入取水论证。",
        [{"items": ["感谢信"], "giver": "成都云岭药业有限公司", "receiver": "省水利厅窗口"}],
    ),
    ("群众罗春生专程到公安厅窗口送上感谢信。", [{"items": ["感谢信"], "giver": "罗春生", "receiver": "公安厅窗口"}]),
    (
        "市民罗春生来信，对省医保局窗口耐心解答表示感谢。",
        [{"items": ["感谢信"], "giver": "罗春生", "receiver": "省医保局窗口"}],
    ),
)
COUNTEREXAMPLES: tuple[str, ...] = (
    "对群众的表扬和批评都要记录在案。",
    "本月各窗口未收到锦旗。",
    "企业对窗口服务表示满意。",
    "拟向先进窗口赠送牌匾。",
    "窗口墙上挂着锦旗。",
    "要争取收到更多感谢信。",
    "市民来信咨询办理流程。",
    "成都云岭药业有限公司致信省药监局，反映检验周期较长。",
    "成都云岭药业有限公司来函，商请延期办理。",
)


def read(reading: Reading) -> Iterator[Fact]:
    """All commendations of a bulletin."""
    for item in reading.items:
        for match in _GIVES.finditer(item.mask.text):
            clause = item.clause_at(match.start())
            if clause.plain and (fact := _given(reading, item, clause, match)):
                yield fact
        for match in (
            *_HOLDS.finditer(item.mask.text),
            *_CARRIES.finditer(item.mask.text),
            *_WRITES.finditer(item.mask.text),
        ):
            clause = item.clause_at(match.start())
            giver = _giver(item, clause, match)
            if clause.plain and giver:
                yield _carried(reading, item, clause, match, giver)
        for match in _LETTER.finditer(item.mask.text):
            clause = item.clause_at(match.start())
            if clause.plain and (fact := _lettered(reading, item, clause, match)):
                yield fact
        for match in _RECEIVES.finditer(item.mask.text):
            clause = item.clause_at(match.start("items"))
            if clause.plain and not any(
                g.start() < match.end() and match.start() < g.end() and _giver(item, clause, g)
                for g in _GIVES.finditer(item.mask.text)
            ):
                yield _received(reading, item, clause, match)
    for table in reading.tables:
        yield from _table(reading, table)


def _table(reading: Reading, table: TextTable) -> Iterator[Fact]:
    """A table of thanks: a column of banners and letters, one of windows, one of givers."""
    columns = list(zip(*table.rows, strict=True))
    what = _column(columns, lambda text: bool(re.search(_ITEM, text)))
    to = _column(columns, lambda text: text.endswith(("窗口", "专区", "中心", "局", "科", "处")))
    by = next((i for i in range(len(columns)) if i not in (what, to) and _givers(columns[i])), None)
    if what is None or to is None or by is None:
        return
    for row in table.rows:
        names = re.findall(_ITEM, row[what].text)
        if not names or not row[to].text or not row[by].text:
            continue
        mask = reading.names_in(row[0].start, row[-1].end)
        days = [m.value for m in mask.find(0, len(mask.text), T)]
        found = next((m.value for m in mask.find(0, len(mask.text), C + P) if isinstance(m.value, Entity)), None)
        giver = found if found and found.text in row[by].text else Entity(row[by].text, EntityType.GROUP)
        items = tuple(dict.fromkeys(Entity(name, EntityType.TEXT) for name in names))
        slots = [Slot("giver", giver), Slot("receiver", Entity(row[to].text, EntityType.WINDOW)), Slot("items", items)]
        if days and isinstance(days[0], tuple):
            slots.insert(0, Slot("date", TimeSpan(*days[0])))
        evidence = reading.bulletin.evidence(row[0].start, next(c.end for c in reversed(row) if c.text))
        yield Fact("commendation", "commendation.table", evidence, tuple(slots), table.section)


def _column(columns: list[tuple[Cell, ...]], fits: Callable[[str], bool]) -> int | None:
    for i, column in enumerate(columns):
        texts = [cell.text for cell in column if cell.text]
        if texts and all(fits(text) for text in texts):
            return i
    return None


def _givers(column: tuple[Cell, ...]) -> bool:
    return any(
        re.search("公司|市民|群众|企业|先生|女士|居民|村民|某|大妈|大爷|厂|店|合作社", cell.text) for cell in column
    )


def _items(match: re.Match[str]) -> tuple[Entity, ...]:
    return tuple(dict.fromkeys(Entity(name, EntityType.TEXT) for name in re.findall(_ITEM, match["items"])))


def _giver(item: ReadItem, clause: Clause, match: re.Match[str]) -> Entity | None:
    """The company or person at the head of the clause; in 收到…送来的 nobody."""
    text = item.mask.text
    if re.search("收到|接到", text[clause.start : match.start()]):
        return None
    found = None
    begin = clause.start if not clause.inherited else item.sentence(clause.sentence)[0]
    for mention in item.mask.find(begin, match.start(), C + P + B):
        if isinstance(mention.value, Entity) and not re.match(
            "(?:向|给|为|致)", text[max(0, _index(item, mention.start) - 1)]
        ):
            found = found or mention.value
    if found is None and (
        matched := re.search(
            rf"(?P<who>(?:[{R}])?(?:申请人|办事群众|市民|群众|企业|当事人|办事企业)(?:代表|[\u4e00-\u9fff]某(?:某)?|[\u4e00-\u9fff](?:先生|女士))?)",
            text[clause.start : match.start()],
        )
    ):
        who = text_of(item, clause.start + matched.start("who"), clause.start + matched.end("who"))
        found = Entity(who, EntityType.GROUP)
    return found


def _index(item: ReadItem, view_offset: int) -> int:
    return item.mask.starts.index(view_offset)


def _receiver(item: ReadItem, clause: Clause, match: re.Match[str]) -> tuple[Entity | None, int, bool]:
    """Who got it: 向某窗口, else whom the next clauses thank, else the window that the item is about."""
    text = item.mask.text
    end = item.sentence(clause.sentence)[1]
    if to := _TO.search(text, clause.start, match.start()):
        return _entity(item, to), match.end(), False
    if to := regex(rf"(?:赠|送|致|寄)(?:给|予|至|向|信|函|电)?(?P<to>[{AGENTS}])").search(
        text, clause.start, match.end()
    ):
        return _entity(item, to), match.end(), False
    if at := _AT.search(text, clause.start, match.start()):
        return _entity(item, at), match.end(), False
    if thanked := _THANKED.search(text, match.end(), end):
        return _entity(item, thanked), item.clause_at(thanked.start()).end, False
    before = [m.value for m in item.mask.find(0, clause.start, W) if isinstance(m.value, Entity)]
    return (before[-1], match.end(), True) if before else (None, match.end(), True)


def _entity(item: ReadItem, match: re.Match[str]) -> Entity:
    start, end = match.span("to")
    if end - start == 1:
        value = item.mask.at(start).value
        if isinstance(value, Entity):
            tail = re.match(r"(?:(?!对|的|和|、|在)[\u4e00-\u9fff]){0,8}?窗口", item.mask.text[end:])
            if tail:
                return Entity(
                    value.text + tail.group(), EntityType.WINDOW, None, value.name + tail.group(), value, value.region
                )
            return value
    return Entity(text_of(item, start, end), EntityType.WINDOW)


def _given(reading: Reading, item: ReadItem, clause: Clause, match: re.Match[str]) -> Fact | None:
    giver = _giver(item, clause, match)
    receiver, end, inherited = _receiver(item, clause, match)
    if giver is None or (receiver is None and not re.search("窗口|大厅", item.mask.text)):
        return None
    return reading.fact(
        "commendation",
        "given",
        item,
        (_start(item, clause), max(match.end(), end)),
        (
            date_slot(clause),
            Slot("giver", giver),
            Slot("receiver", receiver, inherited) if receiver else None,
            Slot("items", _items(match)),
        ),
    )


def _lettered(reading: Reading, item: ReadItem, clause: Clause, match: re.Match[str]) -> Fact | None:
    """市民某某来信，对…表示感谢: the letter itself is the thanks; whom it thanks stands behind it, or in the heading."""
    giver = _giver(item, clause, match)
    receiver, end, inherited = _receiver(item, clause, match)
    if giver is None or receiver is None:
        return None
    slots = (
        date_slot(clause),
        Slot("giver", giver),
        Slot("receiver", receiver, inherited),
        Slot("items", (Entity("感谢信", EntityType.TEXT),)),
    )
    return reading.fact("commendation", "letter", item, (_start(item, clause), max(match.end(), end)), slots)


def _carried(reading: Reading, item: ReadItem, clause: Clause, match: re.Match[str], giver: Entity) -> Fact:
    items = _items(match) if match.re != _WRITES else (Entity("感谢信", EntityType.TEXT),)
    return reading.fact(
        "commendation",
        "carried" if match.re != _WRITES else "written",
        item,
        (_start(item, clause), match.end()),
        (date_slot(clause), Slot("giver", giver), Slot("receiver", _entity(item, match)), Slot("items", items)),
    )


def _start(item: ReadItem, clause: Clause) -> int:
    for other in reversed([c for c in item.sentences[clause.sentence] if c.end < clause.start]):
        if re.fullmatch(r"[\ue013\ue014](?:上午|下午)?", item.mask.text[other.start : other.end]):
            return other.start
    return clause.start


def _received(reading: Reading, item: ReadItem, clause: Clause, match: re.Match[str]) -> Fact:
    names = [m.value for m in item.mask.find(*match.span("by"), C + P + B) if isinstance(m.value, Entity)]
    giver = names[0] if names else Entity(text_of(item, *match.span("by")), EntityType.GROUP)
    return reading.fact(
        "commendation",
        "received",
        item,
        (_start(item, clause), match.end()),
        (date_slot(clause), Slot("giver", giver), Slot("receiver", _entity(item, match)), Slot("items", _items(match))),
    )
