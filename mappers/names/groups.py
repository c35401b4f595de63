"""Who belongs to a group that is named by the abbreviations of its provinces: 川渝两省市政府办公厅 are two offices.

The members are settled only when every province has one registered body of the common name; else the group stays whole.
"""

from __future__ import annotations

from mappers.facts.fact import Entity, EntityType
from mappers.names.registers import Registers
from mappers.regex import regex

__all__ = ["group_entity"]

#: One-character names of the first-level regions, with their GB/T 2260 codes.
_PROVINCES = {
    name: f"{code}0000"
    for name, code in zip(
        "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔滇云藏陕甘青宁新",
        (11, 12, 13, 14, 15, 21, 22, 23, *range(31, 38), *range(41, 47), 50, 51, 52, 53, 53, 54, *range(61, 66)),
        strict=True,
    )
}
_NUMBERS = {"两": 2, "二": 2, "双": 2, "三": 3, "四": 4}
_GROUP = regex(
    rf"(?P<who>[{''.join(_PROVINCES)}]{{2,4}})(?P<n>[两二双三四])(?:省（市）|省市|省区|省|市|地|方)(?P<tail>.*(?:办公厅|局|厅|委|委员会|中心))"
)


def group_entity(text: str, registers: Registers) -> Entity:
    """A group with its members, where they are settled."""
    return Entity(text, EntityType.GROUP, members=_members(text, registers))


def _members(text: str, registers: Registers) -> tuple[Entity, ...]:
    found = _GROUP.fullmatch(text)
    if found is None or len(found["who"]) != _NUMBERS[found["n"]]:
        return ()
    members = []
    for abbreviation in found["who"]:
        code = _PROVINCES[abbreviation]
        body = registers.body_named(registers.full_name(code) + found["tail"], code)
        if body is None:
            return ()
        members.append(Entity(body.name, EntityType.BODY, body.slug, body.name, None, body.region))
    return tuple(members)
