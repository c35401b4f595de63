"""Facts become triples here and nowhere else; what a bulletin's graph is made of is loaded when it is first asked for.

Whoever only needs an IRI (``from mappers.rdf import iris``) does not wait for the writers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mappers.rdf.bulletin_graph import (
        MODEL_VERSION,
        Read,
        bulletin_iri,
        fact_iri,
        graph_iri,
        nquads,
        scope_of,
    )

__all__ = ["MODEL_VERSION", "Read", "bulletin_iri", "fact_iri", "graph_iri", "nquads", "scope_of"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from mappers.rdf import bulletin_graph

    return getattr(bulletin_graph, name)
