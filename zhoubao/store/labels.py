"""What things are called: the labels of terms, entities and facts in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import pyoxigraph as ox

from mappers.names.user_entries import NOTHING, Added
from zhoubao.messages import language
from zhoubao.store.graph_names import PREFIXES, short
from zhoubao.store.reference import reference_digests, reference_graph

__all__ = ["Name", "Words", "reference_store"]

_NAMING = tuple(
    ox.NamedNode(PREFIXES[prefix] + local)
    for prefix, local in (("skos", "prefLabel"), ("rdfs", "label"), ("dct", "title"), ("foaf", "name"))
)

#: Terms of other vocabularies, which the ontology uses and does not describe.
_STANDARD = {
    "dcat:endDate": ("至", "until"),
    "dcat:startDate": ("自", "from"),
    "dct:conformsTo": ("模型版本", "version of the model"),
    "dct:description": ("说明", "description"),
    "dct:isPartOf": ("属于", "part of"),
    "dct:issued": ("日期", "issued"),
    "dct:publisher": ("编发机构", "publisher"),
    "dct:source": ("来源", "source"),
    "dct:temporal": ("涵盖时段", "period covered"),
    "dct:title": ("标题", "title"),
    "dct:type": ("文种", "kind"),
    "foaf:name": ("姓名", "name"),
    "foaf:primaryTopic": ("所载", "primary topic"),
    "oa:end": ("止", "end"),
    "oa:exact": ("引文", "exact quote"),
    "oa:hasSelector": ("定位", "selector"),
    "oa:hasSource": ("原文", "source text"),
    "oa:start": ("起", "start"),
    "org:member": ("人员", "member"),
    "org:organization": ("机构", "organization"),
    "org:role": ("职务", "post"),
    "org:unitOf": ("隶属", "unit of"),
    "qb:dataSet": ("数据集", "data set"),
    "qb:structure": ("数据结构", "structure"),
    "rdf:type": ("类型", "type"),
    "rdfs:label": ("名称", "label"),
    "skos:broader": ("上位概念", "broader"),
    "skos:inScheme": ("代码表", "code list"),
    "skos:prefLabel": ("名称", "name"),
}


@dataclass(frozen=True, slots=True)
class Name:
    """A name in Chinese and in English; where there is only one, both are the same."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.zh if language() == "zh" else self.en


@lru_cache(maxsize=2)
def reference_store(added: Added = NOTHING) -> ox.Store:
    """The ontology, its code lists and the registers in memory, each in its graph."""
    store = ox.Store()
    for reference in reference_digests(added).values():
        store.bulk_load(reference_graph(reference).encode(), ox.RdfFormat.N_QUADS, lenient=True)
    return store


class Words:
    """Names of the nodes of some stores; the first store that has a name for a node decides."""

    def __init__(self, *stores: ox.Store) -> None:
        self._stores = stores
        self._known: dict[str, Name] = {}

    def of(self, iri: str) -> Name:
        """The name of a node, its short IRI where it has none."""
        if iri not in self._known:
            self._known[iri] = self._find(ox.NamedNode(iri)) or _plain(iri)
        return self._known[iri]

    def value(self, term: object) -> Name:
        """A term in words: a node by its name, a literal by its text."""
        if isinstance(term, ox.NamedNode):
            return self.of(term.value)
        text = term.value if isinstance(term, ox.Literal) else str(term)
        return Name(text, text)

    def _find(self, node: ox.NamedNode) -> Name | None:
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
                    return Name(zh, found.get("en", zh))
        return None


def _plain(iri: str) -> Name:
    """A term of another vocabulary in our words, any other node by its short IRI."""
    name = short(iri)
    return Name(*_STANDARD.get(name, (name, name)))
