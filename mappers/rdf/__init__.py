"""Facts become triples here and nowhere else: the named graph of one bulletin, as sorted N-Quads.

The text depends on the bulletin and its facts alone: no blank nodes, no clock, no path, no order of hashing. Facts that
say the same share one node, with the evidence of each.
"""

from __future__ import annotations

from typing import Protocol

from mappers.facts.fact import Fact
from mappers.names.registers import registers
from mappers.rdf import iris, terms
from mappers.rdf.bulletin_writer import MODEL_VERSION, BulletinWriter
from mappers.rdf.fact_writer import FactWriter
from mappers.rdf.identity import Identity
from mappers.rdf.iris import Scope
from mappers.rdf.node_writer import Nodes
from mappers.rdf.quads import Quads
from mappers.text.bulletin import Bulletin

__all__ = ["MODEL_VERSION", "Read", "bulletin_iri", "fact_iri", "graph_iri", "nquads", "scope_of"]


class Read(Protocol):
    """What is needed of a mapped bulletin."""

    @property
    def bulletin(self) -> Bulletin: ...

    @property
    def facts(self) -> tuple[Fact, ...]: ...


def scope_of(bulletin: Bulletin) -> Scope:
    """Series and issue of a bulletin, which all its IRIs are made from."""
    head = bulletin.masthead
    publisher = head.publisher
    series = registers().series_slug(
        head.series or "",
        publisher.ref if publisher else None,
        publisher.name if publisher else None,
        publisher.region if publisher else None,
    )
    return Scope(series, iris.issue_key(head.year, head.issue, head.published, bulletin.text.sha256))


def graph_iri(mapped: Read) -> str:
    """The named graph of a bulletin."""
    return iris.graph(scope_of(mapped.bulletin))


def bulletin_iri(mapped: Read) -> str:
    """The node of a bulletin."""
    return iris.bulletin(scope_of(mapped.bulletin))


def fact_iri(mapped: Read, fact: Fact) -> str:
    """The node of a fact."""
    return Identity(scope_of(mapped.bulletin)).of(fact)


def nquads(mapped: Read) -> str:
    """The graph of a bulletin: sorted N-Quads lines that end in a line feed.

    Raises TypeError for a slot that no rule may fill so.
    """
    bulletin = mapped.bulletin
    scope = scope_of(bulletin)
    quads = Quads(iris.graph(scope))
    nodes = Nodes(quads, scope, bulletin.text)
    structure = BulletinWriter(bulletin, scope, nodes)
    structure.write()
    identity = Identity(scope)
    writer = FactWriter(nodes, identity)
    same: dict[str, list[Fact]] = {}
    for fact in _with_referred(mapped.facts):
        same.setdefault(identity.of(fact), []).append(fact)
    for minted, facts in same.items():
        writer.write(facts[0])
        structure.origin(terms.iri(minted), facts)
    writer.finish()
    structure.containers(tuple(facts[0] for facts in same.values()))
    return str(quads)


def _with_referred(facts: tuple[Fact, ...]) -> list[Fact]:
    """The facts and those that they refer to, so that no link leads to a node without a description."""
    found: list[Fact] = []
    seen: set[int] = set()

    def visit(fact: Fact) -> None:
        if id(fact) in seen:
            return
        seen.add(id(fact))
        for slot in fact.slots:
            if isinstance(slot.value, Fact):
                visit(slot.value)
        found.append(fact)

    for fact in facts:
        visit(fact)
    return found
