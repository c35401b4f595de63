"""What figures are taken from: 据某省一体化平台数据统计，….

The words hold for the figures of their sentence and of those that ； ties to it.
"""

from __future__ import annotations

import re

from mappers.fact import Entity, EntityType, Evidence, Slot
from mappers.language.mask import T, U
from mappers.reading import Reading, ReadItem
from mappers.roles import text_of

__all__ = ["source_of"]

_SOURCE = re.compile(
    r"^(?:根)?据(?P<name>[^，。；]{2,24}?(?:平台|系统|网站|网))(?:的)?(?:数据)?(?:统计|显示|监测|分析)*$"
)
_WHEN = re.compile(rf"^[{T}{U}](?:至[{T}{U}])?(?:期间)?$")


def source_of(reading: Reading, item: ReadItem, position: int) -> tuple[Slot, Evidence] | None:
    """The platform that the figure at a masked position is taken from, and where that is said.

    The days that stand between the platform and the figures are part of the place.
    """
    index = item.clause_at(position).sentence
    while True:
        clauses = [c for c in item.clauses if c.sentence == index]
        match = _SOURCE.match(item.mask.text[clauses[0].start : clauses[0].end]) if clauses else None
        if match or not clauses or index == 0 or item.mask.text[clauses[0].start - 1] != "；":
            break
        index -= 1
    if match is None:
        return None
    start = clauses[0].start
    name = text_of(item, start + match.start("name"), start + match.end("name"))
    end = clauses[0].end
    for clause in clauses[1:]:
        if not _WHEN.match(item.mask.text[clause.start : clause.end]):
            break
        end = clause.end
    inherited = item.clause_at(position).sentence != index
    return Slot("source", Entity(name, EntityType.PLATFORM), inherited), reading.evidence(item, start, end)
