"""The tests themselves: what shares a costly set-up is run by one worker."""

from __future__ import annotations

import pytest


def test_groups_have_effect(request: pytest.FixtureRequest) -> None:
    """pytest-xdist names the group behind the test; a pytest that does not let it would set everything up twice."""
    if not request.config.getoption("loadgroup", default=False):
        return  # one process, no groups
    marked = [item for item in request.session.items if item.get_closest_marker("xdist_group")]
    assert [item.nodeid for item in marked if "@" not in item.nodeid] == []
