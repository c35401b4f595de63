"""Networks: projections of the store, each link with its weight, its days and the facts behind it."""

from __future__ import annotations

from zhoubao.explore.network.graph import Network
from zhoubao.explore.network.link_query import links
from zhoubao.explore.network.links import Links
from zhoubao.explore.network.projection import find_projection, projection_table, projections

__all__ = ["Links", "Network", "find_projection", "links", "projection_table", "projections"]
