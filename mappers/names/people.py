"""Companies and officials: names that no register can hold, found by what stands around them."""

from __future__ import annotations

import re

from mappers.facts.fact import Entity, EntityType, Person
from mappers.names.mask import A, B, C, Mask, P, Q, R, S, T, U, V, Value, W
from mappers.names.word_lists import POST_PREFIXES, POSTS, SURNAMES
from mappers.regex import regex

__all__ = ["mark_companies", "mark_persons"]

_HAN = r"\u4e00-\u9fff"
_COMPANY = regex(
    rf"(?P<x>[{_HAN}A-Za-z0-9·（）＋&]{{2,30}}?(?:股份有限公司|有限责任公司|有限公司|集团公司|总公司|分公司|公司|集团(?!军|有限|股份|公司)|合作社|联合社))"
    rf"(?!党委|党组|法人|制|类|治理|注册|登记|设立|注销|开办|章程|名称|债|股|法)"
)
#: What stands before a company's name in a clause; the name begins after the last of these.
_CUES = regex(
    r"(?:走访|赴|到|前往|深入|走进|对|向|由|与|为|给|参观|考察|调研|查看|察看|检查|抽查|邀请|把|被|从|组织|帮助|指导|其中|以及|会同|授予|联合|协助|支持"
    r"|收到|接到|感谢|日|月|年|周|午|的|了|是|位于|来自|令|责令|称|[、，。；：）])"
)
_NOT_COMPANY = regex(
    r"^(?:该|本|各|两家|\d+家|一家|这家|多家|某|物业|相关|有关|家|我|等|保险|中介|平台|供水|国有|民营|上市|外资)*(?:分|总|集团)?公司$"
)

_POST = rf"(?:(?:{POST_PREFIXES})?(?:{POSTS})(?:（[^（）]{{2,8}}）)?)"
#: How posts end: without one of these a text names no official by a post.
_POST_ENDS = tuple(dict.fromkeys(post[-2:] for post in POSTS.split("|")))
_POST_LIST = rf"{_POST}(?:(?:、|兼|，(?=[{_HAN}]{{2,7}}(?:长|员|师|记|任))){_POST})*"
_NAME = rf"(?:[{_HAN}]{{2,6}}·[{_HAN}]{{2,6}}|(?!党[组委工支校政]|总[工经会规农]|机关|专职|行政|综合|经济|安全)(?:{SURNAMES}[{_HAN}]{{1,2}}(?=[、，。；])|{SURNAMES}[{_HAN}]{{1,3}}?))"
_FOLLOW = (
    rf"(?=[，、。；：（）{T}{U}{B}{W}{R}{S}{C}{V}{A}{Q}]|$|同志|一行|率|带队|带领|带|赴|到|在|来|前往|参加|出席|主持|开展|深入|走进|进|说|指出|强调|要求|表示|分别"
    r"|担任|陪同|等|与|和|就|为|向|对|先后|亲|莅|调研|走访|视察|考察|督|检查|值|坐|现场|以|作|代表|介绍|及|随|听|接|受|领|携|上门|主动|冒|顶|当|抵|专程|一同|一道|共同|率组|通报|宣布|致|当|于|轮|值|首|再|还|也|均)"
)
_OFFICIAL = regex(rf"(?P<x>(?P<post>{_POST_LIST})(?P<name>{_NAME}))(?:女士|先生)?{_FOLLOW}")
_POST_AFTER = regex(
    rf"(?<=[{B}{V}{W}])(?P<x>(?P<name>(?!党[组委工支]|总[工经会规农]){SURNAMES}[{_HAN}]{{1,2}}?)(?P<post>{_POST}))(?=[，、。；率带赴到在前来]|$|一行|同志|参|主|出|陪)"
    rf"|(?<=[{B}{V}])(?P<y>(?P<name2>{SURNAMES}[{_HAN}]{{1,2}})（(?P<post2>{_POST_LIST})）)"
)
_NEXT_NAME = regex(rf"(?<={P}、)(?P<x>(?P<name>{_NAME})){_FOLLOW}")
_TELLER = regex(
    rf"(?<=[者农民户员主生工人商])(?P<x>(?P<name>{SURNAMES}[{_HAN}]{{1,2}}))(?=寄来|写来|送来|发来|专程|将(?:一|锦|感)|向{W}|给{W}|为{W}|致|手持|带着|托人|来信|来函)"
)
_CITIZEN = regex(
    rf"(?:企业代表|企业负责人|法定代表人|市民|居民|村民|群众|办事人|申请人|老人|退休职工|个体户|果农|菜农|农户|养殖户|司机|经营者|摊主|教师|学生|退役军人|业主|公民|家长|车主|商户|店主|企业家)(?P<x>(?P<name>{SURNAMES}(?:[{_HAN}]{{1,3}}?|某某?)))"
    rf"(?:女士|先生|老人)?(?=[，、。；：（）]|$|[寄送写来致赠给向为专特亲打对在将通到托递带拨发手以用]|等|一家)"
)


def mark_companies(mask: Mask) -> None:
    """Mask companies with C (value: an Entity)."""
    if not any(word in mask.text for word in ("公司", "集团", "合作社", "联合社")):
        return
    spans: list[tuple[int, int, str, Value]] = []
    for match in _COMPANY.finditer(mask.text):
        start = _company_start(mask.text, match.start("x"), match.end("x"))
        name = re.sub(r"\s", "", mask.plain(start, match.end("x")))
        if len(name) < 5 or _NOT_COMPANY.match(name) or name.count("（") != name.count("）"):
            continue
        spans.append((start, match.end("x"), C, Entity(name, EntityType.COMPANY)))
    mask.replace(spans)


def _company_start(text: str, start: int, end: int) -> int:
    """Where the name begins: after the last cue before it, brackets in the name left out of account."""
    body = re.sub(r"（[^（）]*）", lambda m: "〇" * len(m.group()), text[start:end])
    limit = re.search(r"(?:股份|有限|责任|公司|集团|总|分|合作社|联合社)+$", body)
    last = start
    for cue in _CUES.finditer(body, 0, limit.start() if limit else len(body)):
        last = start + cue.end()
    return last


def mark_persons(mask: Mask, known: dict[str, Person], office: Entity | None) -> None:
    """Mask officials with P (value: a Person) and private persons (value: an Entity).

    `known` collects the officials of the text by name, so that a later bare name is recognised; `office` is the body
    that 厅党组书记 and the like belong to in this text.
    """

    def official(match: re.Match[str]) -> Value | bool:
        name, post = match["name"], match["post"]
        if name[0] in "处科股室厅局委":
            return False
        body = _body_before(mask, match.start("x"), office)
        return Person(name, post.replace("兼", "、") if post else None, body)

    mask.mark(_POST_AFTER, P, lambda m: _after(mask, m, office), _POST_ENDS)
    mask.mark(_OFFICIAL, P, official, _POST_ENDS)
    for _ in range(6):
        before = len(mask.text)
        mask.mark(_NEXT_NAME, P, lambda m: _next(mask, m), (f"{P}、",))
        if len(mask.text) == before:
            break
    _share_bodies(mask)
    mask.mark(_CITIZEN, P, lambda m: Entity(m["name"], EntityType.PERSON))
    mask.mark(
        _TELLER, P, lambda m: Entity(m["name"], EntityType.PERSON), ("信", "锦旗", "来", "致", "赠", "专程", "感谢")
    )
    for mention in mask.mentions.values():
        if mention.token == P and isinstance(mention.value, Person):
            known.setdefault(mention.value.name, mention.value)
    if named := [name for name in known if name in mask.text]:
        names = "|".join(sorted(map(re.escape, named), key=len, reverse=True))
        mask.mark(regex(rf"(?<![{_HAN}])(?P<x>{names})"), P, lambda m: known[m["x"]])


def _body_before(mask: Mask, start: int, office: Entity | None) -> Entity | None:
    if start and mask.text[start - 1] in B + V + W:
        value = mask.at(start - 1).value
        return value if isinstance(value, Entity) else None
    if start and mask.text[start - 1] in "厅局委办":
        return office
    return None


def _after(mask: Mask, match: re.Match[str], office: Entity | None) -> Value | bool:
    group = "x" if match["x"] else "y"
    if group == "y":
        return False
    return Person(match["name"], match["post"], _body_before(mask, match.start("x"), office))


def _next(mask: Mask, match: re.Match[str]) -> Value | bool:
    """A name without a post after 、 shares post and body of the one before: 副局长甲、乙."""
    value = mask.at(match.start("x") - 2).value
    if not isinstance(value, Person):
        return False
    return Person(match["name"], value.post, value.body)


def _share_bodies(mask: Mask) -> None:
    """A person without a body after “…、” belongs to the body of the person before."""
    previous: Person | None = None
    position = -9
    for i, char in enumerate(mask.text):
        if char != P:
            continue
        mention = mask.at(i)
        person = mention.value
        if not isinstance(person, Person):
            continue
        if person.body is None and previous is not None and mask.text[position + 1 : i] in ("、", "，", "和", "及"):
            person = Person(person.name, person.post, previous.body)
            mask.mentions[mention.start] = type(mention)(P, mention.start, mention.end, mention.text, person)
        previous, position = person, i
