"""Public bodies, their divisions, their windows and halls, by the way in which such names are built.

A name is region or level (四川省, 省, 市) + field (市场监管) + rank (局), perhaps + a body or division of it. That covers
bodies that no register holds; those that a register holds get its key. 省 and 市 mean the publisher's own.
"""

from __future__ import annotations

import re
from functools import lru_cache

import ahocorasick_rs

from mappers.facts.fact import Entity, EntityType
from mappers.names.groups import group_entity
from mappers.names.mask import A, B, Mask, Q, R, S, V, Value, W
from mappers.names.places import Jurisdiction
from mappers.names.register_entries import BodyEntry
from mappers.names.registers import Registers
from mappers.names.word_lists import DOMAINS, POSTS
from mappers.regex import regex

__all__ = ["mark_bodies", "mark_windows"]

_HAN = r"\u4e00-\u9fff"
#: Characters after which a name may begin although they are Chinese: prepositions, verbs' last characters, conjunctions.
_LEAD = "与和向对由被给到赴经请为在及同令据从获至受任原是有按照会发联合托予导谢赞助访往于将把按成协队带行观访查评促名彰扬增开看察厅局委信函电"
_EDGE = rf"(?<![{_HAN}{R}\d])|(?<=[{_LEAD}])"
#: What may stand right before a name.
_AFTER_EDGE = regex(rf"[^{_HAN}{R}\d]|[{_LEAD}]")
_STOP = (
    r"在|将|把|对|向|到|赴|与|的|了|为|是|并|及|等|由|被|据|从|自|以|和|各|全|该|本|我|召开|印发|组织|开展|举办|联合|会同|发布|授予|转发|签订|签署|公布"
    r"|有关|相关|负责|考察|学习|参观|边|居民|市民|村民|群众|给|调研|走访|检查|受理|办理|办结|监管事项|窗口|事项|改革|会议|清单|培训|服务专区|工作(?!委员会|办公室|局|中心|站|部)|主要|[两二三四五六七八九十]+(?:地|市|县|区|省|州|家|个)|企业(?!和|服务|投资)"
)
_POLICY = r"(?:编办|网信办|办公厅|办公室|组织部|宣传部|统战部|政法委|改革办|深改办|军民融合办|外办|台办|农办|财经办|金融办|巡视办|党校)"
_RANK = (
    rf"委员会办公室|人民政府办公厅|人民政府办公室|政府办公厅|政府办公室|人民政府|政府(?!信息|采购|网|职能|部门|规章|购买|公报|投资|会议|令|政务)"
    r"|委员会|管委会|管理委员会|办公厅|办公室|监督管理总局|总局|分局|局(?!长|部|限|面(?!向))|(?<![大分])厅(?!长|级|局|（局）)|总队|支队|大队|高级人民法院|中级人民法院|人民法院|法院|人民检察院|检察院"
    r"|考试院|研究院|科学院|中心(?!镇|城区|组|工作|任务)|总工会|工会|妇女联合会|妇联|残疾人联合会|残联|工商联|消委会|消保委|科学技术协会|科协|文联|贸促会|红十字会|供销社"
    r"|联合会|协会|商会|学会|促进会|基金会|海关|党校|镇(?=党委|镇长|人大|副镇长)|乡(?=党委|乡长)|街道(?=党工委)|街道办事处|街道办|派出所|管理处|专员办|电视台|公司(?=党委)"
    rf"|委(?:{_POLICY}|(?!托|派|员|任|办|内|属))|办(?!理|事|件|结|公|法|证|好|税|学|案|成|实|展|班|复|函|文|室|卡|医|税|照|电)|署(?!名)|院(?!长|校|落|士)|站(?!长|点)"
)
_CORE = rf"(?:(?:{DOMAINS})(?:和(?:{DOMAINS}))?|{Q}|（[{_HAN}]{{2,8}}）|(?!{_STOP})[{_HAN}])"
_GROUPED = rf"(?:{R}|省|市|县|区|州)?(?:(?!{_STOP.replace('|和', '').replace('|工作(?!委员会|办公室|局|中心|站|部)', '').replace('|改革', '').replace('|企业(?!和|服务|投资)', '')})[{_HAN}{Q}和工作改革]){{2,26}}?(?:领导小组|协调小组|工作小组|工作专班|联席会议|指挥部)(?:办公室)?"
#: All that a name below can begin with: one look at a character spares most places of a text the long way through.
_FIRST = "".join(sorted({domain[0] for domain in DOMAINS.split("|")} | set("国共团中全派驻省市县区州自旗" + R)))
_NAME = regex(
    f"(?=[{_FIRST}])(?:"
    + "|".join(
        (
            rf"国家{_CORE}{{1,10}}?(?:总局|局|委员会|委)(?:{R}{_CORE}{{0,8}}?(?:局|分局|总队|专员办))?",
            rf"国家税务总局{R}(?:税务局)?",
            rf"共青团{R}委|团{R}委|中共{R}委(?:{_POLICY})?",
            r"国务院(?:办公厅|[\u4e00-\u9fff]{2,8}(?:办公室|委员会))?|中共中央(?:办公厅)?|中央(?:编办|网信办)|全国人大常委会",
            rf"(?P<ministry>(?:{_EDGE})(?:{DOMAINS})部(?:办公厅)?(?!门|署|分|委|长))",
            rf"(?P<head>{R}(?:省|市|县|区|州)?|(?:{_EDGE})(?:省|市(?!场(?!监)|民(?![政族宗]))|县|区|州|自治区|旗)(?:直机关|直|级)?)(?P<core>{_CORE}{{0,14}}?)(?:{_RANK})",
            rf"(?P<bare>(?:{_EDGE})(?:{DOMAINS})(?:厅(?!长|级|局)|委员会|委(?!托|员|派|任)|总队|局(?!长)))",
            r"全国总工会|全国妇联|共青团中央|全国工商联",
            r"(?P<posted>派驻(?:[\u4e00-\u9fff]{2,8})?纪检监察组|驻[\u4e00-\u9fff]{1,10}纪检监察组)",
            r"(?P<short>(?:(?<![\u4e00-\u9fff])|(?<=[受与和向对由被给到赴经及同将送]))(?:省|市)中心(?![城区组镇]))",
        )
    )
    + ")"
)
#: Bodies whose names are built in another way, looked for only where their last word stands.
_LEADING_GROUP = regex(
    rf"(?P<group>(?:{_EDGE})(?:{R}|省|市|县|区)(?=[{_HAN}{Q}]{{2,24}}(?:小组|专班|联席会议|指挥部)){_GROUPED})"
)
_TOWN_OFFICE = regex(
    rf"(?P<town>(?:{_EDGE})(?:(?!{_STOP})[{_HAN}]){{2,5}}?(?:街道办事处|街道办|镇人民政府|镇政府|乡人民政府|乡政府))"
    rf"|(?P<zone>(?:{_EDGE})(?:(?!{_STOP})[{_HAN}]){{2,6}}?(?:高新区|经开区|新区|开发区|工业园区|园区|示范区|自贸区|保税区)(?:管委会|管理委员会))"
)
_GROUP_WORDS = ("小组", "专班", "联席会议", "指挥部")
_TOWN_WORDS = ("街道办", "镇政府", "镇人民政府", "乡政府", "乡人民政府", "管委会", "管理委员会")
_SUB_BODY = regex(
    rf"(?P<x>{B}(?:[{_HAN}]{{2,8}}?(?:总队|支队|大队|分局|派出所|管理局|监督局|执法局|保障中心|事务中心|分中心|研究所|监测站|执法局)|办公厅|办公室)(?![{_HAN}]{{0,2}}窗口))(?!长)"
)
#: One body with two name plates: 省新闻出版局（省电影局）.
_TWO_PLATES = regex(rf"(?P<x>{B}（{B}）)")
#: Bodies whose common tail is printed once: 甲市、乙市、丙市三市政务服务局.
_SHARED_TAIL = regex(
    rf"(?P<list>{R}(?:[、和与]{R})+)[两三四五六七八九十\d]+(?:省市|省|市|县|区|州|地)(?P<tail>[{_HAN}]{{2,12}}?(?:局|厅|委|中心|办公室|管委会))(?=[{_HAN}]{{0,4}}?(?:联合|共同|签|印发|召开|举办|开展|携手|协同|会商|分别))"
)
_JOINED = regex(rf"(?P<x>{B}{B})")
_DIVISION = regex(
    rf"(?P<x>[{B}{V}](?!在|将|对|向|到|赴|与|的|为|和|、)[{_HAN}]{{2,9}}?(?:处|科|股|室))(?!理|于|罚|置|技|学|研|级|长(?!{_HAN})|内)(?=$|[^{_HAN}]|处长|科长|股长|主任|副|负责|[召举会联赴到在对向组开派前参邀将印为就与和及发来率])"
)
_MORE_DIVISIONS = regex(rf"(?<={V}、)(?P<x>[{_HAN}]{{2,8}}?(?:处|科|股|室))(?=$|[^{_HAN}长理]|[赴到在对向联前])")
_WINDOW_TAIL = r"(?:驻[厅大厅中心]{1,4}|政务|服务|政务服务|综合|业务|办事|审批)?"
_WINDOW = regex(
    rf"(?P<x>[{B}{V}](?!在|将|对|向|到|赴|与|的|了|、)(?:(?!获|送|赠|窗口|授|到|在|向|对|长|给|为|副|考察|调研|参观|走访|观摩|督导|主持|召开|举办|组织|开展|印发|发布|会同|联合|要求)[{_HAN}]){{0,10}}?窗口)(?!单位|工作(?!人员)|服务效|干部|期|首席|考|办件|作风|建设)"
    rf"|(?P<alone>(?:{_EDGE})(?:{DOMAINS}|综合|投资促进|出入境管理|办税|{Q})(?:{_WINDOW_TAIL})窗口)(?!单位|工作|人员|干部|期|首席|考|办件|作风|建设|服务效)"
    rf"|(?P<quoted>{Q})(?=走访|调研|值守|坐班)"
)
_HALL = regex(
    rf"(?P<x>(?:{R}|省|市|县|区|州)(?:级|本级)?(?:人民政府)?(?:政务服务|政务|行政服务|行政审批|便民服务|市民|级)(?:服务)?(?:中心)?(?:大厅)|(?:{_EDGE})(?:政务(?:服务)?大厅|办税服务厅|市民中心|市民之家|政务服务中心大厅))"
)
_ASSEMBLED = ("两", "三地", "三省", "三方", "四方", "双方", "与会", "参会", "代表", "组", "队", "专班")
_GROUP = regex(
    rf"(?P<x>(?<![{_HAN}{R}])(?:川渝|渝川|渝黔|川黔|沪苏|粤港澳|京津冀)?(?:两省市|两地|三地|两省|三省|双方|三方|四方)(?:双方|三方|人民政府办公厅|政府办公厅|{_CORE}{{0,10}}?(?:局|厅|委|部门|中心))?|(?:{_EDGE})(?:渝黔|川渝|渝川|川黔|云贵|沪苏|浙沪|苏皖)(?:双方|两地)"
    r"|(?<![\u4e00-\u9fff])(?:与会人员|与会代表|参会人员|会议代表|督导组|督查组|检查组|考察组|调研组|专班|全体参会人员)|(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,12}?(?:服务队|工作队|突击队|小分队|工作专班|工作组))"
)


#: Governments named together: 川渝两省市政府办公厅.
_SHARED = regex(
    rf"(?<![{_HAN}])(?:(?!按照|根据|依据|依照|遵照|参照)[{_HAN}]{{2,4}})?(?:两|三|四)(?:省市|省区|省|市|地|县|区)（?市?）?(?:人民)?(?:政府)(?:办公厅|办公室)?"
)


@lru_cache(maxsize=2)
def _known_forms(registers: Registers) -> tuple[ahocorasick_rs.AhoCorasick, tuple[str, ...]]:
    """Names and short forms of the register, for those that the grammar does not build."""
    forms = {form for body in registers.bodies.values() for form in (body.name, *body.alt) if len(form) > 3}
    ordered = tuple(sorted(forms))
    return ahocorasick_rs.AhoCorasick(ordered, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest), ordered


def _mark_registered(mask: Mask, jurisdiction: Jurisdiction, registers: Registers) -> None:
    machine, forms = _known_forms(registers)
    text = mask.text
    spans: list[tuple[int, int, str, Value]] = []
    for index, start, end in machine.find_matches_as_indexes(text):
        if (start and not _AFTER_EDGE.fullmatch(text[start - 1])) or text.startswith("长", end):
            continue
        if value := _registered(forms[index], jurisdiction, registers):
            spans.append((start, end, B, value))
    mask.replace(spans)


def mark_bodies(mask: Mask, jurisdiction: Jurisdiction, registers: Registers) -> None:
    """Mask bodies (B), divisions (V), groups (A) and halls (S)."""
    mask.mark(_HALL, S, lambda m: _hall(mask, m, jurisdiction, registers), ("大厅", "服务厅", "市民"))
    mask.mark(_SHARED, A, lambda m: group_entity(_clean(mask.plain(*m.span())), registers), ("政府",))
    _mark_registered(mask, jurisdiction, registers)
    mask.mark(_LEADING_GROUP, B, lambda m: _body(mask, m, jurisdiction, registers), _GROUP_WORDS)
    mask.mark(_NAME, B, lambda m: _body(mask, m, jurisdiction, registers))
    mask.mark(_TOWN_OFFICE, B, lambda m: _body(mask, m, jurisdiction, registers), _TOWN_WORDS)
    mask.mark(_TWO_PLATES, B, lambda m: _plates(mask, m), (f"（{B}）",))
    _share_tail(mask, registers)
    mask.mark(_SUB_BODY, B, lambda m: _part(mask, m, jurisdiction, registers, EntityType.BODY), (B,))
    mask.mark(_JOINED, B, lambda m: _part(mask, m, jurisdiction, registers, EntityType.BODY), (B + B,))
    mask.mark(
        _DIVISION, V, lambda m: _part(mask, m, jurisdiction, registers, EntityType.DIVISION), ("处", "科", "股", "室")
    )
    mask.mark(_MORE_DIVISIONS, V, lambda m: _sibling(mask, m), (f"{V}、",))
    mask.mark(_GROUP, A, lambda m: group_entity(mask.plain(*m.span("x")), registers), _ASSEMBLED)


def mark_windows(mask: Mask) -> None:
    """Mask windows (W); bodies must be masked before."""

    def window(match: re.Match[str]) -> Value | bool:
        if match["quoted"]:
            text = mask.plain(*match.span())
            return Entity(text, EntityType.WINDOW) if text.endswith("窗口”") else False
        if match["x"]:
            owner = mask.at(match.start()).value
            if not isinstance(owner, Entity):
                return False
            text = mask.plain(*match.span("x"))
            full = owner.name + text[len(owner.text) :] if text.startswith(owner.text) else text
            return Entity(text, EntityType.WINDOW, None, full, owner, owner.region)
        return Entity(mask.plain(*match.span()), EntityType.WINDOW)

    def find() -> list[tuple[int, int, str, Value]]:
        spans: list[tuple[int, int, str, Value]] = []
        for match in _WINDOW.finditer(mask.text):
            value = window(match)
            if isinstance(value, Entity):
                spans.append((match.start(), match.end(), W, value))
        return spans

    if "窗口" in mask.text or Q in mask.text:
        mask.replace(find())


def _registered(text: str, jurisdiction: Jurisdiction, registers: Registers) -> Entity | None:
    known = registers.body_named(text, jurisdiction.code) or registers.body_named(text, _home(text, jurisdiction))
    if known is None:
        return None
    kind = EntityType.DIVISION if known.type == "division" else EntityType.BODY
    return Entity(text, kind, known.slug, known.name, None, known.region)


def _clean(text: str) -> str:
    return re.sub(r"\s", "", text)


def _hall(mask: Mask, match: re.Match[str], jurisdiction: Jurisdiction, registers: Registers) -> Entity:
    text = _clean(mask.plain(*match.span("x")))
    code, full = _whole_name(mask, match.start("x"), match.end("x"), text, jurisdiction, registers)
    return Entity(text, EntityType.PLACE, None, full, None, code)


def _body(mask: Mask, match: re.Match[str], jurisdiction: Jurisdiction, registers: Registers) -> Value | bool:
    text = _clean(mask.plain(*match.span()))
    groups = match.groupdict()
    if groups.get("head") is not None and not match["core"] and len(match.group()) < 2:
        return False
    if re.search(rf"(?:{POSTS})$", text) or text in ("省级", "市级", "县级"):
        return False
    if match.end() < len(mask.text) and mask.text[match.end()] in "长网站" and not text.endswith(("站", "网")):
        return False
    code, full = _whole_name(mask, match.start(), match.end(), text, jurisdiction, registers)
    if groups.get("ministry") or text.startswith(("国务院", "中共中央", "国家", "中央", "全国")):
        known = registers.body_named(text, None)
        return _entity(text, known, known.region if known else None, None)
    if groups.get("posted"):
        return Entity(text, EntityType.BODY, None, None, None, code)
    known = registers.body_named(text, _home(text, jurisdiction)) or (
        registers.body_named(full, None) if full else None
    )
    return _entity(text, known, code, full)


def _entity(text: str, known: BodyEntry | None, code: str | None, full: str | None) -> Entity:
    if known is None:
        return Entity(text, EntityType.BODY, None, full, None, code)
    return Entity(text, EntityType.BODY, known.slug, known.name, None, known.region or code)


def _home(text: str, jurisdiction: Jurisdiction) -> str | None:
    """The region against which a short form is read: 市公安局 belongs to the city, 公安厅 to the province."""
    level = next((prefix for prefix in ("自治区", "省", "市", "县", "区", "州", "旗") if text.startswith(prefix)), None)
    if level:
        return jurisdiction.of(level)
    if text.endswith(("厅", "委")):
        return jurisdiction.province
    return jurisdiction.code


def _whole_name(
    mask: Mask, start: int, end: int, text: str, jurisdiction: Jurisdiction, registers: Registers
) -> tuple[str | None, str | None]:
    """Code of the region in or before a name, and the name with that region in front."""
    for i in range(start, end):
        if mask.text[i] == R:
            value = mask.at(i).value
            if not isinstance(value, Entity):
                return None, None
            if i == start and value.full and text.startswith(value.text):
                return value.region, value.full + text[len(value.text) :]
            return value.region, text
    level = next((prefix for prefix in ("自治区", "省", "市", "县", "区", "州", "旗") if text.startswith(prefix)), None)
    home = _home(text, jurisdiction)
    if home is None:
        return None, None
    rest = text[len(level) :] if level else text
    return home, registers.full_name(home) + rest


def _part(
    mask: Mask, match: re.Match[str], jurisdiction: Jurisdiction, registers: Registers, kind: EntityType
) -> Value | bool:
    owner = mask.at(match.start("x")).value
    if not isinstance(owner, Entity):
        return False
    if match.re == _JOINED and re.match(rf"[省市县区州{R}]|国家", mask.at(match.start("x") + 1).text):
        return False
    text = _clean(mask.plain(*match.span("x")))
    known = registers.body_named(text, jurisdiction.code)
    full = owner.name + text[len(_clean(owner.text)) :]
    return Entity(text, kind, known.slug if known else None, full, owner, owner.region)


def _plates(mask: Mask, match: re.Match[str]) -> Value | bool:
    first = mask.at(match.start("x")).value
    if not isinstance(first, Entity):
        return False
    text = _clean(mask.plain(*match.span("x")))
    return Entity(text, EntityType.BODY, first.ref, first.full, first.parent, first.region)


def _share_tail(mask: Mask, registers: Registers) -> None:
    spans: list[tuple[int, int, str, Value]] = []
    for match in _SHARED_TAIL.finditer(mask.text):
        places = [i for i in range(*match.span("list")) if mask.text[i] == R]
        for i in places:
            region = mask.at(i).value
            if isinstance(region, Entity):
                full = region.name + match["tail"]
                known = registers.body_named(full, region.region)
                value = Entity(
                    region.text + match["tail"],
                    EntityType.BODY,
                    known.slug if known else None,
                    full,
                    None,
                    region.region,
                )
                spans.append((i, match.end("tail") if i == places[-1] else i + 1, B, value))
    mask.replace(spans)


def _sibling(mask: Mask, match: re.Match[str]) -> Value | bool:
    """政策法规处 after 水利厅河湖管理处、 belongs to the same body; its printed name is completed."""
    before = mask.at(match.start("x") - 2).value
    if not isinstance(before, Entity) or before.parent is None:
        return False
    text = _clean(mask.plain(*match.span("x")))
    owner = before.parent
    return Entity(_clean(owner.text) + text, EntityType.DIVISION, None, owner.name + text, owner, owner.region)
