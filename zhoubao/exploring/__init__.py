"""Views of a store: an entity with its facts, a time line, a map of tiles, a ranking, a series of figures."""

from __future__ import annotations

from zhoubao.exploring.entity import Entity, entity, shown
from zhoubao.exploring.findings import Findings, findings
from zhoubao.exploring.ranking import ranking
from zhoubao.exploring.series import series
from zhoubao.exploring.tile_map import tile_map
from zhoubao.exploring.timeline import timeline

__all__ = ["Entity", "Findings", "entity", "findings", "ranking", "series", "shown", "tile_map", "timeline"]
