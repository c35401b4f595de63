"""What facts are about: entities, officials, documents, concepts and periods, each described once per bulletin.

What is in a register is only referred to, its labels live there; how the bulletin printed it is kept by a
``zw:Mention``. Everything else gets a type and a label here.
"""

from __future__ import annotations

import re
from datetime import date

from mappers.facts.fact import Document, Entity, EntityType, Evidence, Person
from mappers.rdf import iris, std, terms, zw
from mappers.rdf.code_lists import codes
from mappers.rdf.iris import Scope, normal
from mappers.rdf.quads import Quads
from mappers.rdf.terms import Iri
from mappers.rdf.vocabulary import SCHEMES, code
from mappers.text.source import Text

__all__ = ["Nodes"]

_CLASSES = {
    EntityType.BODY: zw.PublicBody,
    EntityType.DIVISION: zw.Division,
    EntityType.WINDOW: zw.ServiceWindow,
    EntityType.GROUP: zw.AgentGroup,
    EntityType.COMPANY: zw.Enterprise,
    EntityType.PERSON: zw.Person,
    EntityType.REGION: zw.RegionGroup,
    EntityType.PLACE: zw.Place,
    EntityType.MATTER: zw.ServiceItem,
    EntityType.PLATFORM: zw.Platform,
    EntityType.TEXT: zw.AgentGroup,
}
_UNITS = frozenset({EntityType.WINDOW, EntityType.DIVISION})
_REGISTERED = frozenset({EntityType.BODY, EntityType.DIVISION, EntityType.REGION, EntityType.MATTER})
_LISTS = frozenset({"qingdan", "mulu", "minglu"})
_CHANGE = re.compile(r"(同比|环比|较上年同期|较去年同期|较上周|较上月|较上季度)(.*)$")


class Nodes:
    """Writes the nodes of one bulletin into its graph and returns their terms."""

    def __init__(self, quads: Quads, scope: Scope, text: Text) -> None:
        self.quads = quads
        self.scope = scope
        self._text = text
        self._source = iris.source(text.sha256)
        self._entities: dict[Entity, Iri] = {}
        self._described: set[Iri] = set()
        self._concepts: dict[tuple[str, str], Iri] = {}
        self._documents: dict[tuple[Document, str | None], Iri] = {}

    def _new(self, node: Iri, kind: Iri, label: str | None, predicate: Iri = std.prefLabel) -> bool:
        """Type and label of a node; False when it has been described before."""
        if node in self._described:
            return False
        self._described.add(node)
        self.quads.add(node, std.type, kind)
        if label is not None:
            self.quads.add(node, predicate, terms.text(label))
        return True

    def entity(self, named: Entity) -> Iri:
        """The node of a name."""
        node = self._entities.get(named)
        if node is None:
            node = self._entities[named] = iris.entity(named, self.scope)
            if named.ref is None or named.type not in _REGISTERED:
                self._describe(node, named)
        return node

    def _describe(self, node: Iri, named: Entity) -> None:
        if not self._new(node, _CLASSES[named.type], named.name):
            return
        if named.parent is not None and named.type in _UNITS:
            self.quads.add(node, std.unitOf, self.entity(named.parent))
        if named.region is not None and named.type is not EntityType.MATTER:
            region = iris.entity(Entity(named.region, EntityType.REGION, ref=named.region), self.scope)
            located = named.type in (EntityType.PLACE, EntityType.REGION)
            self.quads.add(node, zw.within if located else zw.jurisdiction, region)

    def window_of(self, body: Entity) -> Iri:
        """The window of a body that a table names by the body alone."""
        if body.type is EntityType.WINDOW:
            return self.entity(body)
        node = iris.window_of(body)
        label = body.name if body.name.endswith("窗口") else f"{body.name}窗口"
        if self._new(node, zw.ServiceWindow, label) and body.type in (EntityType.BODY, EntityType.DIVISION):
            self.quads.add(node, std.unitOf, self.entity(body))
        return node

    def mention(self, owner: Iri, named: Entity) -> None:
        """Keep the printed form of a name that stands for something else than itself."""
        if named.full == named.text or (named.ref is None and named.full is None):
            return
        target = iris.entity(named, self.scope)
        node = iris.mention(self.scope, target, named.text)
        self.quads.add(owner, zw.mention, node)
        if node not in self._described:
            self._described.add(node)
            self.quads.add(node, std.type, zw.Mention)
            self.quads.add(node, zw.refersTo, target)
            self.quads.add(node, zw.printedName, terms.text(named.text))

    def official(self, person: Person) -> Iri:
        """The node of an official, without his posts."""
        node = iris.person(person, self.scope)
        if self._new(node, zw.Official, person.name):
            self.quads.add(node, std.name, terms.text(person.name))
        if person.body is not None:
            self.entity(person.body)
        elif person.post:
            self.quads.add(node, zw.printedPost, terms.text(person.post))
        return node

    def tenures(self, person: Person) -> list[Iri]:
        """The posts that an official is seen to hold: one node per person, body and post."""
        if person.body is None or not person.post:
            return []
        found = []
        for post in filter(None, re.split("[、,，]", person.post)):
            node = iris.tenure(person, post, self.scope)
            self._new(node, zw.Tenure, f"{person.body.name}{post}{person.name}", std.label)
            self.quads.add(node, std.member, self.official(person))
            self.quads.add(node, std.organization, self.entity(person.body))
            self.quads.add(node, std.role, self.concept("post", post))
            found.append(node)
        return found

    def document(self, document: Document, issuer: Entity | None) -> Iri:
        """The node of a document; `issuer` counts only where a number has to be told apart from another issuer's."""
        key = iris.org_key(issuer) if issuer is not None and issuer.ref else None
        node = self._documents.get((document, key))
        if node is not None:
            return node
        title = document.title or document.number or ""
        kind = codes().document_kind(title)
        number = document.number or (title if re.fullmatch(r"\d{4}年第?\d+号\w*", normal(title)) else None)
        node = iris.document(title, number, kind, key, self.scope)
        self._documents[document, key] = node
        if self._new(node, zw.PolicyList if kind in _LISTS else zw.OfficialDocument, title, std.title):
            self.quads.add(node, std.kind, iris.code(kind))
        if number:
            self.quads.add(node, zw.documentNumber, terms.string(number))
        return node

    def concept(self, scheme: str, label: str, *context: str) -> Iri:
        """The concept of a label: from the code list, else one of this bulletin's graph."""
        node = self._concepts.get((scheme, label))
        if node is None:
            listed = codes().find(scheme, label)
            if listed is not None:
                node = iris.code(listed)
            else:
                node = iris.concept(SCHEMES[scheme], *context, label)
                self._new(node, _CONCEPT_CLASSES.get(scheme, std.Concept), label)
                self.quads.add(node, std.inScheme, code(scheme))
                if scheme == "indicator":
                    self._change(node, label)
            self._concepts[scheme, label] = node
        return node

    def _change(self, node: Iri, measure: str) -> None:
        """An indicator of growth hangs on what grew: 受理同比增长 on 受理."""
        found = _CHANGE.search(measure)
        if found is None:
            return
        comparison = codes().find("comparison", found[1])
        if comparison:
            self.quads.add(node, zw.comparison, iris.code(comparison))
        if base := measure[: found.start()]:
            self.quads.add(node, std.broader, self.concept("indicator", base))

    def scope_of(self, scope: str | Entity) -> Iri:
        """What a figure covers: a registered thing, else the wording, which holds within the series."""
        if isinstance(scope, Entity) and scope.type is not EntityType.TEXT:
            return self.entity(scope)
        label = scope.name if isinstance(scope, Entity) else scope
        return self.concept("statScope", label, self.scope.series)

    def period(self, start: date | None, end: date | None) -> Iri:
        node = iris.period(start, end)
        label = "未注明" if start is None and end is None else f"{start or ''}/{end or ''}"
        if self._new(node, std.PeriodOfTime, label, std.label):
            if start is not None:
                self.quads.add(node, std.startDate, terms.day(start))
            if end is not None:
                self.quads.add(node, std.endDate, terms.day(end))
        return node

    def matter_list(self, name: str) -> Iri:
        node = iris.fact_list(name, self.scope)
        self._new(node, zw.MatterList, name)
        return node

    def span(self, evidence: Evidence) -> Iri:
        """The node of a piece of the text, with the two selectors of the Web Annotation model."""
        node = iris.span(self._text.sha256, evidence.start, evidence.end)
        if node in self._described:
            return node
        self._described.add(node)
        add = self.quads.add
        position, quote = Iri(f"{node}/position"), Iri(f"{node}/quote")
        add(node, std.type, zw.TextSpan)
        add(node, std.hasSource, self._source)
        add(node, std.hasSelector, position)
        add(node, std.hasSelector, quote)
        add(position, std.type, std.TextPositionSelector)
        add(position, std.start, terms.integer(evidence.start))
        add(position, std.end, terms.integer(evidence.end))
        add(quote, std.type, std.TextQuoteSelector)
        add(quote, std.exact, terms.string(evidence.quote))
        if (page := self._text.page(evidence.start)) is not None:
            add(node, zw.page, terms.integer(page))
        if (paragraph := self._text.paragraph(evidence.start)) is not None:
            add(node, zw.paragraph, terms.integer(paragraph))
        return node


_CONCEPT_CLASSES = {"post": zw.Title, "honour": zw.Honour}
