"""Views of a store: an entity with its facts, a time line, a map of tiles, a ranking, a series of figures."""

from __future__ import annotations

from zhoubao.explore.entity import EntityPage, entity, shown
from zhoubao.explore.findings import Findings, findings
from zhoubao.explore.ranking import ranking
from zhoubao.explore.series import series
from zhoubao.explore.tile_map import tile_map
from zhoubao.explore.timeline import timeline

__all__ = ["EntityPage", "Findings", "entity", "findings", "ranking", "series", "shown", "tile_map", "timeline"]
