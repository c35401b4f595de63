"""Who belongs to a group that is named by the abbreviations of its provinces: 川渝两省市政府办公厅 are two offices.

The members are settled only when every province has one registered body of the common name; else the group stays whole.
"""

from __future__ import annotations

import re

from mappers.fact import Entity, EntityType
from mappers.language.registers import registers

__all__ = ["group_entity"]

#: One-character names of the first-level regions, with their GB/T 2260 codes.
_PROVINCES = {
    word[0]: word[1:]
    for word in (
        "京110000 津120000 冀130000 晋140000 蒙150000 辽210000 吉220000 黑230000 沪310000 苏320000 浙330000 皖340000 "
        "闽350000 赣360000 鲁370000 豫410000 鄂420000 湘430000 粤440000 桂450000 琼460000 渝500000 川510000 黔520000 "
        "滇530000 云530000 藏540000 陕610000 甘620000 青630000 宁640000 新650000"
    ).split()
}
_NUMBERS = {"两": 2, "二": 2, "双": 2, "三": 3, "四": 4}
_GROUP = re.compile(
    rf"(?P<who>[{''.join(_PROVINCES)}]{{2,4}})(?P<n>[两二双三四])(?:省（市）|省市|省区|省|市|地|方)(?P<tail>.*(?:办公厅|局|厅|委|委员会|中心))"
)


def group_entity(text: str) -> Entity:
    """A group with its members, where they are settled."""
    return Entity(text, EntityType.GROUP, members=_members(text))


def _members(text: str) -> tuple[Entity, ...]:
    found = _GROUP.fullmatch(text)
    if found is None or len(found["who"]) != _NUMBERS[found["n"]]:
        return ()
    members = []
    for abbreviation in found["who"]:
        code = _PROVINCES[abbreviation]
        body = registers().body_named(registers().full_name(code) + found["tail"], code)
        if body is None:
            return ()
        members.append(Entity(body.name, EntityType.BODY, body.slug, body.name, None, body.region))
    return tuple(members)
