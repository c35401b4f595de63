"""What things are called: the labels of terms, entities and facts in both languages."""

from __future__ import annotations

from functools import lru_cache

import pyoxigraph as ox

from mappers.names.user_entries import NOTHING, Added
from zhoubao.messages import Bilingual, catalogue
from zhoubao.store.graph_names import PREFIXES, short
from zhoubao.store.reference import reference_digests, reference_graph

__all__ = ["Labels", "reference_store"]

_NAMING = tuple(
    ox.NamedNode(PREFIXES[prefix] + local)
    for prefix, local in (("skos", "prefLabel"), ("rdfs", "label"), ("dct", "title"), ("foaf", "name"))
)


@lru_cache(maxsize=2)
def reference_store(added: Added = NOTHING) -> ox.Store:
    """The ontology, its code lists and the registers in memory, each in its graph."""
    store = ox.Store()
    for reference in reference_digests(added).values():
        store.bulk_load(reference_graph(reference).encode(), ox.RdfFormat.N_QUADS, lenient=True)
    return store


class Labels:
    """Names of the nodes of some stores, of a node the one in the first store that has any."""

    def __init__(self, *stores: ox.Store) -> None:
        self._stores = stores
        self._known: dict[str, Bilingual] = {}

    def of(self, iri: str) -> Bilingual:
        """The name of a node, its short IRI where it has none."""
        if iri not in self._known:
            self._known[iri] = self._find(ox.NamedNode(iri)) or _plain(iri)
        return self._known[iri]

    def value(self, term: object) -> Bilingual:
        """A term in words: a node by its name, a literal by its text."""
        if isinstance(term, ox.NamedNode):
            return self.of(term.value)
        text = term.value if isinstance(term, ox.Literal) else str(term)
        return Bilingual(text, text)

    def _find(self, node: ox.NamedNode) -> Bilingual | None:
        for store in self._stores:
            for naming in _NAMING:
                found: dict[str, str] = {}
                for quad in store.quads_for_pattern(node, naming, None, None):
                    if isinstance(quad.object, ox.Literal):
                        tag = quad.object.language or ""
                        found[tag] = min(found.get(tag, quad.object.value), quad.object.value)
                if found:
                    other = next(iter(sorted(found.items())))[1]
                    zh = found.get("zh", found.get("", other))
                    return Bilingual(zh, found.get("en", zh))
        return None


def _plain(iri: str) -> Bilingual:
    """A term of another vocabulary as the catalogue names it, any other node by its short IRI."""
    name = short(iri)
    return catalogue()["term"].get(name, Bilingual(name, name))
