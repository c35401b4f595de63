"""Checking one bulletin's graph against the shapes, with the register entries it refers to."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from mappers.names.user_entries import NOTHING, Added
from zhoubao.checks.engine.check_result import CheckResult
from zhoubao.checks.engine.register_merge import merged_lines
from zhoubao.checks.engine.result_evidence import ResultEvidence
from zhoubao.checks.engine.screen import needed, screen
from zhoubao.checks.engine.shapes import Shapes, installed_shapes, shapes_of
from zhoubao.checks.engine.stored_results import check_quads

if TYPE_CHECKING:
    from rdflib import Graph

__all__ = ["AUDITED", "CheckResult", "ScreenWarning", "check", "check_quads", "checked_graph"]

#: One bulletin in so many is checked by pySHACL as well.
AUDITED = 100


class ScreenWarning(UserWarning):
    """The screen and pySHACL differ about a bulletin: a fault of the screen, to be reported with the bulletin."""


def checked_graph(nquads: str, added: Added = NOTHING) -> Graph:
    """The triples that are checked: the bulletin's, the class hierarchy, each register entry that can be reached."""
    from zhoubao.checks.engine.pyshacl_engine import graph_of

    return graph_of(merged_lines(nquads, added))


def check(
    nquads: str, *, added: Added = NOTHING, engine: str = "screened", shapes: Graph | None = None
) -> list[CheckResult]:
    """Check one bulletin's graph, given as N-Quads. The results are sorted; none means that nothing was found.

    `added` is what a user has added to the registers.

    The engine "screened" asks pySHACL only for shapes that the screen leaves to it, "pyshacl" for all. One bulletin in
    :data:`AUDITED`, by the digest of its graph, is looked at in both ways; where they differ, which would be a fault of
    the screen, a :class:`ScreenWarning` tells it and pySHACL's results stand.
    """
    rules = installed_shapes() if shapes is None else shapes_of(shapes)
    if not rules:
        return []
    lines = merged_lines(nquads, added)
    if engine == "pyshacl":
        return _in_words(_by_pyshacl(lines, shapes), lines, rules)
    screened = screen(lines, rules)
    results = [*screened.results]
    if screened.left:
        results += _by_pyshacl(needed(lines, rules, screened.left), shapes, screened.left)
    found = _in_words(results, lines, rules, screened.store)
    if int(hashlib.sha256(nquads.encode()).hexdigest()[:8], 16) % AUDITED == 0:
        reference = _in_words(_by_pyshacl(lines, shapes), lines, rules)
        if reference != found:
            warnings.warn(f"{_first_graph(nquads)}: {len(reference)}, not {len(found)}", ScreenWarning, stacklevel=2)
        return reference
    return found


def _by_pyshacl(
    lines: Iterable[str], shapes: Graph | None, names: Iterable[str] | None = None
) -> Iterable[CheckResult]:
    """What pySHACL finds, by some shapes or by all."""
    from zhoubao.checks.engine.pyshacl_engine import narrowed, results_of_pyshacl, shapes_graph

    rules = shapes_graph() if shapes is None else shapes
    return results_of_pyshacl(lines, rules if names is None else narrowed(rules, sorted(names)))


def _in_words(
    results: Iterable[CheckResult], lines: Sequence[str], shapes: Shapes, store: ox.Store | None = None
) -> list[CheckResult]:
    """The results with the words of the bulletin that each comes from, sorted."""
    found = [*results]
    if not found:
        return []
    witnesses = ResultEvidence(lines, shapes, store)
    located = []
    for result in found:
        spans = witnesses.spans(result.focus, result.shape, result.path)
        quotes = tuple(sorted({span.quote for span in spans}))
        located.append(replace(result, quotes=quotes, spans=tuple(sorted(span.iri for span in spans))))
    return sorted(located)


def _first_graph(nquads: str) -> str:
    return nquads.partition("\n")[0].rpartition(" <")[2].removesuffix("> .")
