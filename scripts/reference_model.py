"""What the reference is made from: ontology, alignments, code lists, shapes, and who writes which term."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SH, SKOS
from rdflib.term import Node

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from example import mapped  # noqa: E402  needs the path above

from mappers.facts.fact import FactRef  # noqa: E402
from mappers.rdf import (  # noqa: E402
    iris,
    nquads,
)

DCAM = Namespace("http://purl.org/dc/dcam/")
STATUS = URIRef("http://www.w3.org/2003/06/sw-vocab-status/ns#term_status")
_HEADING = re.compile(r"^### (Classes|Properties): (\w+)|^zw:(\w+) a ", re.MULTILINE)

#: Page -> its titles, and the groups of properties that stand on it beside those of its own name.
PAGES = {
    "Documents": ("简报与公文", "Bulletins and documents", ()),
    "Agents": ("机构与人员", "Bodies and persons", ()),
    "Places": ("区划与地点", "Regions and places", ()),
    "Services": ("事项、平台与主题", "Services, platforms and themes", ()),
    "Facts": ("所报事实", "Reported facts", ("Events", "Powers", "Speech", "Patrol")),
    "Numbers": ("数字", "Numbers", ()),
    "Evidence": ("证据", "Evidence", ()),
    "Ledger": ("台账", "Ledger", ()),
}


@dataclass(frozen=True, slots=True)
class Check:
    """One demand of a shape: its IRI, path, severity and message."""

    shape: URIRef
    path: URIRef | None
    severity: str
    messages: dict[str, str]


class Model:
    """Everything the pages tell, read once."""

    def __init__(self) -> None:
        folder = ROOT / "ontology"
        self.ontology = Graph().parse(folder / "zhoubao.ttl")
        self.alignments = Graph().parse(folder / "alignments.ttl")
        self.codes = {path.stem: Graph().parse(path) for path in sorted((folder / "codes").glob("*.ttl"))}
        self.shapes = Graph()
        for path in sorted((ROOT / "shapes").glob("*.ttl")):
            self.shapes.parse(path)
        self.groups = _groups((folder / "zhoubao.ttl").read_text("utf-8"))

    def text(self, term: Node, predicate: URIRef, language: str, graph: Graph | None = None) -> str:
        """The wording in a language, an empty string where there is none."""
        found = [
            str(value)
            for value in (graph or self.ontology).objects(term, predicate)
            if isinstance(value, Literal) and value.language == language
        ]
        return min(found, default="")

    def label(self, term: Node, language: str) -> str:
        return self.text(term, RDFS.label, language) or self.curie(term)

    def curie(self, term: Node) -> str:
        """`zw:Meeting`; the prefixes are those of the files."""
        for graph in (self.alignments, self.ontology):
            for prefix, namespace in sorted(graph.namespaces(), key=lambda item: -len(item[1])):
                if prefix and str(term).startswith(namespace):
                    return f"{prefix}:{str(term)[len(namespace) :]}"
        return f"<{term}>"

    def ours(self, term: Node, predicate: URIRef) -> list[URIRef]:
        """Values of our own namespace, by name."""
        values = self.ontology.objects(term, predicate)
        return sorted(value for value in values if isinstance(value, URIRef) and str(value).startswith(iris.ONTOLOGY))

    def terms_of(self, page: str, sort: str) -> list[URIRef]:
        """The classes or the properties of a page, in the order of the file."""
        names = (page, *PAGES[page][2]) if sort == "Properties" else (page,)
        return [URIRef(iris.ONTOLOGY + name) for group in names for name in self.groups.get((sort, group), ())]

    def page_of(self, term: URIRef) -> str | None:
        return next(
            (page for page in PAGES for sort in ("Classes", "Properties") if term in self.terms_of(page, sort)), None
        )

    def properties_of(self, term: URIRef) -> list[URIRef]:
        return sorted(prop for prop in self.ontology.subjects(DCAM.domainIncludes, term) if isinstance(prop, URIRef))

    def range_of(self, prop: URIRef) -> list[URIRef]:
        values = {*self.ontology.objects(prop, RDFS.range), *self.ontology.objects(prop, DCAM.rangeIncludes)}
        return sorted(value for value in values if isinstance(value, URIRef))

    def aligned(self, term: URIRef) -> list[tuple[str, URIRef]]:
        """How a term fits others: (relation, other term)."""
        relations = (
            (RDFS.subClassOf, "subclass"),
            (RDFS.subPropertyOf, "subproperty"),
            (SKOS.closeMatch, "close"),
            (RDFS.seeAlso, "see"),
        )
        return [
            (name, value)
            for predicate, name in relations
            for value in sorted(self.alignments.objects(term, predicate))
            if isinstance(value, URIRef)
        ]

    def is_reserved(self, term: URIRef) -> bool:
        return (term, STATUS, Literal("reserved")) in self.ontology

    def is_class(self, term: URIRef) -> bool:
        return (term, RDF.type, OWL.Class) in self.ontology

    # --- shapes ---------------------------------------------------------------------------------------------------

    @cached_property
    def _checks(self) -> list[tuple[set[Node], Check]]:
        found = []
        for shape in sorted(self.shapes.subjects(RDF.type, SH.NodeShape)):
            targets = set(self.shapes.objects(shape, SH.targetClass))
            inner = sorted(self.shapes.objects(shape, SH.property))
            if (shape, SH.sparql, None) in self.shapes:
                inner.append(shape)
            found += [(targets, self._check(item)) for item in inner]
        return found

    def _check(self, shape: Node) -> Check:
        path = self.shapes.value(shape, SH.path)
        severity = str(self.shapes.value(shape, SH.severity)).rpartition("#")[2]
        messages = {language: self.text(shape, SH.message, language, self.shapes) for language in ("zh", "en")}
        return Check(URIRef(shape), path if isinstance(path, URIRef) else None, severity, messages)

    def checks_of(self, term: URIRef) -> list[Check]:
        """What holds for a class, or for the values of a property."""
        if self.is_class(term):
            return [check for targets, check in self._checks if term in targets]
        seen = {check.shape: check for _, check in self._checks if check.path == term}
        return list(seen.values())

    # --- who writes -----------------------------------------------------------------------------------------------

    @cached_property
    def writers(self) -> dict[str, list[str]]:
        """Term -> kinds of facts in whose triples it stands; `masthead` for those of the bulletin itself."""
        whole = mapped()
        bare = set(nquads(replace(whole, facts=())).splitlines())
        found: dict[str, set[str]] = {}
        for line in bare:
            _note(found, line, "masthead")
        for fact in whole.facts:
            keys = {slot.value.key for slot in fact.slots if isinstance(slot.value, FactRef)}
            others = tuple(other for other in whole.facts if other.key in keys)
            known = bare | set(nquads(replace(whole, facts=others)).splitlines())
            for line in set(nquads(replace(whole, facts=(*others, fact))).splitlines()) - known:
                _note(found, line, fact.kind)
        return {term: sorted(kinds) for term, kinds in found.items()}


def _note(found: dict[str, set[str]], line: str, kind: str) -> None:
    for term in re.findall(rf"<({re.escape(iris.ONTOLOGY)}\w+)>", line):
        found.setdefault(term, set()).add(kind)


def _groups(text: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """Names of terms by the headings of the file: ("Classes", "Agents") -> ("PublicBody", …)."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    group: tuple[str, str] | None = None
    for match in _HEADING.finditer(text):
        if match[1]:
            group = (match[1], match[2])
        elif group is not None and not match[3].endswith("Dsd"):
            found[group] = (*found.get(group, ()), match[3])
    return found


TITLE = DCTERMS.title
DESCRIPTION = DCTERMS.description
