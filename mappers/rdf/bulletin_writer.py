"""The bulletin itself: masthead, sections, distribution list, and what each fact carries of its origin."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mappers.facts.fact import Evidence, Fact
from mappers.rdf import iris, std, terms, zw
from mappers.rdf.iris import Scope
from mappers.rdf.node_writer import Nodes
from mappers.rdf.terms import Iri
from mappers.rdf.vocabulary import code
from mappers.text.bulletin import Bulletin, Section

__all__ = ["MODEL_VERSION", "BulletinWriter"]

#: Version of the ontology that the triples follow.
MODEL_VERSION = "0.1.0"

_KINDS = {"报": "bao", "送": "song", "发": "fa", "抄送": "chaosong"}
#: Field of the masthead -> property that its place in the text supports.
_SUPPORTS = {
    "series": std.title,
    "year": zw.issueYear,
    "issue": zw.issueNumber,
    "total_issue": zw.totalIssueNumber,
    "publisher": std.publisher,
    "published": std.issued,
    "period": std.temporal,
    "copies": zw.copiesPrinted,
}


class BulletinWriter:
    """Writes one bulletin without its facts, and ties facts to it."""

    def __init__(self, bulletin: Bulletin, scope: Scope, nodes: Nodes) -> None:
        self.bulletin = bulletin
        self.scope = scope
        self.nodes = nodes
        self.node = iris.bulletin(scope)
        self._add = nodes.quads.add
        self._sections = {section.key for section in bulletin.sections}

    def write(self) -> None:
        """Graph, source, masthead, distribution list and sections."""
        graph, source = iris.graph(self.scope), iris.source(self.bulletin.text.sha256)
        add = self._add
        add(graph, std.type, std.Dataset)
        add(graph, std.primaryTopic, self.node)
        add(graph, std.source, source)
        add(graph, std.conformsTo, iris.version(MODEL_VERSION))
        add(source, std.type, zw.SourceText)
        add(source, zw.sha256, terms.string(self.bulletin.text.sha256.lower()))
        if self.bulletin.text.text_sha256:
            add(source, zw.textSha256, terms.string(self.bulletin.text.text_sha256))
        self._masthead(source)
        for section in self.bulletin.sections:
            self._section(section)

    def _masthead(self, source: Iri) -> None:
        head, add = self.bulletin.masthead, self._add
        add(self.node, std.type, zw.Bulletin)
        add(self.node, std.label, terms.text(self._label()))
        add(self.node, std.source, source)
        series = iris.series(self.scope.series)
        add(self.node, zw.inSeries, series)
        if head.series is not None:
            add(self.node, std.title, terms.text(head.series))
            add(series, std.type, zw.BulletinSeries)
            add(series, std.title, terms.text(head.series))
        if head.title is not None:
            add(self.node, std.title, terms.text(head.title))
        if head.number is not None:
            add(self.node, zw.documentNumber, terms.string(head.number))
        if head.year is not None:
            add(self.node, zw.issueYear, terms.year(head.year))
        if head.issue is not None:
            add(self.node, zw.issueNumber, terms.integer(head.issue))
        if head.total_issue is not None:
            add(self.node, zw.totalIssueNumber, terms.integer(head.total_issue))
        if head.publisher is not None:
            add(self.node, std.publisher, self.nodes.entity(head.publisher))
            self.nodes.mention(self.node, head.publisher)
        if head.published is not None:
            add(self.node, std.issued, terms.day(head.published))
        if head.period is not None:
            add(self.node, std.temporal, self.nodes.period(head.period.start, head.period.end))
        if head.copies is not None:
            add(self.node, zw.copiesPrinted, terms.integer(head.copies))
        for field, evidence in head.evidence.items():
            self._support(self.node, evidence, _SUPPORTS.get(field))
        self._distribution()

    def _label(self) -> str:
        head = self.bulletin.masthead
        if head.title is not None:
            return head.title
        number = f"{head.year}年第{head.issue}期" if head.year and head.issue else self.scope.issue
        return f"{head.series or ''}{number}"

    def _support(self, owner: Iri, evidence: Evidence, supported: Iri | None) -> None:
        span = self.nodes.span(evidence)
        self._add(owner, zw.evidence, span)
        if supported is not None:
            self._add(span, zw.supportsProperty, supported)

    def _distribution(self) -> None:
        for line in self.bulletin.masthead.distribution:
            recipients = tuple(iris.entity(named, self.scope) for named in line.to)
            kind = _KINDS[line.kind]
            node = iris.distribution(self.scope, kind, recipients)
            self._add(self.node, zw.distribution, node)
            self._add(node, std.type, zw.DistributionEntry)
            self._add(node, std.label, terms.text(f"{line.kind}：{'、'.join(named.text for named in line.to)}"))
            self._add(node, zw.distributionKind, code(kind))
            self._support(node, line.evidence, None)
            for named in line.to:
                self._add(node, zw.recipient, self.nodes.entity(named))
                self.nodes.mention(node, named)

    def section(self, key: str) -> Iri:
        """The node of a section; the bulletin itself where there is none."""
        return iris.section(self.scope, key) if key in self._sections else self.node

    def _section(self, section: Section) -> None:
        node, add = self.section(section.key), self._add
        add(node, std.type, zw.Attachment if re.fullmatch(r"att\d+", section.key) else zw.Section)
        add(node, std.isPartOf, self.node)
        add(node, std.label, terms.text(section.title or "文首"))
        if section.title:
            add(node, std.title, terms.text(section.title))
        if section.printed is not None:
            add(node, zw.printedNumber, terms.string(section.printed))
        add(node, zw.ordinal, terms.integer(_position(section.key)))
        if section.parent is not None:
            add(node, zw.parentSection, self.section(section.parent))
        start, end = section.heading
        if start < end:
            self._support(node, self.bulletin.evidence(start, end), None)

    def origin(self, node: Iri, facts: Iterable[Fact]) -> None:
        """Where the facts that share a node stand, who read them, and how much of them is printed there."""
        inherited: list[tuple[str, ...]] = []
        for fact in facts:
            inherited.append(fact.inherited)
            self._add(node, zw.reportedIn, self.section(fact.section))
            self._add(node, zw.rule, terms.string(fact.rule))
            for evidence in (fact.evidence, *fact.more):
                self._add(node, zw.evidence, self.nodes.span(evidence))
            mode = fact["assertion"]
            if isinstance(mode, str):
                self._add(node, zw.assertionMode, code(mode))
        least = min(inherited, key=len)
        self._add(node, zw.assertionMode, code("inferred" if least else "stated"))
        for name in least:
            self._add(node, zw.inheritedSlot, terms.string(name))

    def containers(self, facts: Iterable[Fact]) -> None:
        """The data set of the statistics and the patrol, where the bulletin has facts of these kinds."""
        for kind, node, container, name in (
            ("statistic", iris.stat_dataset(self.scope), zw.StatDataset, "统计"),
            ("patrol", iris.patrol(self.scope), zw.HallPatrol, "大厅巡查"),
        ):
            members = [fact for fact in facts if fact.kind == kind]
            if not members:
                continue
            self._add(node, std.type, container)
            self._add(node, std.label, terms.text(f"{self._label()}{name}"))
            for section in {fact.section for fact in members}:
                self._add(node, zw.reportedIn, self.section(section))
            if kind == "statistic":
                self._add(node, std.structure, zw.statDsd)
            elif (period := self.bulletin.masthead.period) is not None:
                self._add(node, zw.period, self.nodes.period(period.start, period.end))


def _position(key: str) -> int:
    """The last number of a key: 1 of "4.1", 2 of "att2"."""
    digits = "".join(character for character in key.rpartition(".")[2] if character.isdigit())
    return int(digits or 0)
