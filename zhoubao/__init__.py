"""Zhoubao: bulletins of Chinese government service centres as a knowledge graph that can be trusted.

>>> import zhoubao
>>> kg = zhoubao.build("bulletins/", store="zhoubao.store")  # doctest: +SKIP
>>> kg.sparql("SELECT ?b WHERE { ?b a zw:Bulletin }")  # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from zhoubao.version import __version__

if TYPE_CHECKING:
    from zhoubao.knowledge_graph import KnowledgeGraph

__all__ = ["__version__", "build", "open"]


def build(
    paths: str | PathLike[str] | Iterable[str | PathLike[str]],
    store: str | PathLike[str] = "zhoubao.store",
    *,
    processes: int = 1,
    validate: bool = True,
) -> KnowledgeGraph:
    """Bring a store up to date with files and folders, and open it.

    What was left out is warned of, one line each. With more than one process a script must be importable, as
    multiprocessing asks: call this under `if __name__ == "__main__":`.
    """
    import warnings

    from zhoubao.building.builder import build_store
    from zhoubao.knowledge_graph import KnowledgeGraph

    single = isinstance(paths, str | PathLike)
    KnowledgeGraph.close_all(Path(store))
    report = build_store(
        [Path(paths)] if single else [Path(path) for path in paths],  # type: ignore[arg-type, union-attr]
        Path(store),
        processes=processes,
        validate=validate,
    )
    for problem in report.left_out:
        warnings.warn(str(problem), stacklevel=2)
    return KnowledgeGraph(store)


def open(store: str | PathLike[str] = "zhoubao.store") -> KnowledgeGraph:
    """Open a store for reading."""
    from zhoubao.knowledge_graph import KnowledgeGraph

    return KnowledgeGraph(store)
