"""What figures are taken from: 据某省一体化平台数据统计，….

The words hold for the figures of their sentence and of those that ； ties to it.
"""

from __future__ import annotations

from itertools import groupby

from mappers.clauses.reading import Reading, ReadItem
from mappers.clauses.roles import text_of
from mappers.facts.fact import Entity, EntityType, Evidence, Slot
from mappers.names.mask import T, U
from mappers.regex import regex

__all__ = ["Sources", "sources_of"]

_SOURCE = regex(r"^(?:根)?据(?P<name>[^，。；]{2,24}?(?:平台|系统|网站|网))(?:的)?(?:数据)?(?:统计|显示|监测|分析)*$")
_WHEN = regex(rf"^[{T}{U}](?:至[{T}{U}])?(?:期间)?$")


#: For each sentence of an item with a source: the slot, and where it is said.
Sources = dict[int, tuple[Slot, Evidence]]


def sources_of(reading: Reading, item: ReadItem) -> Sources:
    """The platforms that the figures of each sentence are taken from.

    The days that stand between the platform and the figures are part of the place.
    """
    out: Sources = {}
    for index, group in groupby(item.clauses, key=lambda clause: clause.sentence):
        clauses = list(group)
        start = clauses[0].start
        match = _SOURCE.match(item.mask.text[start : clauses[0].end])
        if match is None:
            before = out.get(index - 1)
            if before and item.mask.text[start - 1] == "；":
                out[index] = (Slot("source", before[0].value, True), before[1])
            continue
        name = text_of(item, start + match.start("name"), start + match.end("name"))
        end = clauses[0].end
        for clause in clauses[1:]:
            if not _WHEN.match(item.mask.text[clause.start : clause.end]):
                break
            end = clause.end
        out[index] = (Slot("source", Entity(name, EntityType.PLATFORM)), reading.evidence(item, start, end))
    return out
