"""Which window of the hall an official serves at: the one that is named, else the one of his own body.

“交通窗口” is the window of the department whose field is 交通: the official's own, else the only one of the jurisdiction.
Where only 窗口 or 大厅 is said, each official serves at the window of his department, and the slot says that it is inherited.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mappers.clauses.reading import Reading, ReadItem
from mappers.clauses.roles import text_of
from mappers.facts.fact import Entity, EntityType, Person, Slot
from mappers.names.mask import W
from mappers.names.registers import Registers
from mappers.regex import regex

__all__ = ["windows_slot"]

#: Bodies that have a window of their own; governments and those who run the hall have none.
_DEPARTMENT = regex(r"(?:厅|局|委|委员会|海关|总队)$")
_NO_DEPARTMENT = regex(r"政府|政务|行政审批|行政服务|党委|常委|政协|人大")
_FIELD = regex(r"^(?P<field>.{2,8}?)(?:政务服务|政务|综合|业务|办事|服务|审批)?窗口$")
#: A window, counter or zone named by what is done there: whose it is, nobody says.
_OTHER = regex(
    r"(?<!各自)(?<!分别)(?<!自己)(?<!单位)(?<!部门)(?<!大厅)(?<!中心)(?<=[\u4e00-\u9fff]{2})(?<![到在赴进入向])(?:窗口|专窗|专区|专厅|服务区)"
    r"|办税"
)


def windows_slot(reading: Reading, item: ReadItem, span: tuple[int, int], persons: tuple[Person, ...]) -> Slot | None:
    """The windows at which some officials serve, as the masked span or else their posts say."""
    bodies = tuple(dict.fromkeys(person.body for person in persons if person.body is not None))
    named = [m.value for m in item.mask.find(*span, W) if isinstance(m.value, Entity)]
    if named:
        return Slot("target", tuple(dict.fromkeys(_owned(reading, window, bodies) for window in named)))
    if _OTHER.search(text_of(item, *span)):
        return None
    own = tuple(_window(body, body.text + "窗口") for body in bodies if _is_department(body.name))
    return Slot("target", own, inherited=True) if own else None


def _window(owner: Entity, text: str) -> Entity:
    return Entity(text, EntityType.WINDOW, None, owner.name + "窗口", owner, owner.region)


def _is_department(name: str) -> bool:
    bare = re.sub(r"（[^（）]*）$", "", name)
    return bool(_DEPARTMENT.search(bare)) and not _NO_DEPARTMENT.search(bare)


def _owned(reading: Reading, window: Entity, bodies: tuple[Entity, ...]) -> Entity:
    """A window with its body, where the field that it is named by fits exactly one."""
    words = window.text.strip("“”")
    if window.parent is not None:
        if _is_department(window.parent.name):
            return window
        words = words.removeprefix(window.parent.text)  # 省政务服务中心林业窗口 is the foresters', not the centre's
    found = _FIELD.match(words)
    if found is None:
        return window
    own = [body for body in bodies if _is_department(body.name) and _abbreviates(found["field"], body.name)]
    fitting = own or list(_departments(found["field"], reading.setting.jurisdiction.code, reading.registers))
    return _window(fitting[0], window.text) if len(fitting) == 1 else window


def _abbreviates(field: str, name: str) -> bool:
    """Whether a name has the characters of a field in their order: 医保 in 医疗保障局."""
    characters = iter(name)
    return all(character in characters for character in field)


def _departments(field: str, region: str | None, registers: Registers) -> Iterator[Entity]:
    """The registered departments of a region whose own name begins with a field."""
    if region is None:
        return
    for body in registers.bodies.values():
        forms = (body.name.removeprefix(registers.full_name(region)), *body.alt)
        if body.region == region and any(form.startswith(field) and _is_department(form) for form in forms):
            yield Entity(body.name, EntityType.BODY, body.slug, body.name, None, body.region)
