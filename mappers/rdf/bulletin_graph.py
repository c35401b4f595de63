"""Facts become triples here and nowhere else: the named graph of one bulletin, as sorted N-Quads.

The text depends on the bulletin and its facts alone: no blank nodes, no clock, no path, no order of hashing. Facts that
say the same share one node, with the evidence of each.
"""

from __future__ import annotations

from typing import Protocol

from mappers.facts.fact import Fact
from mappers.rdf import iris
from mappers.rdf.bulletin_writer import MODEL_VERSION, BulletinWriter
from mappers.rdf.fact_writer import write_fact
from mappers.rdf.identity import Identity
from mappers.rdf.iris import Scope
from mappers.rdf.node_writer import Nodes
from mappers.rdf.quads import Quads
from mappers.rdf.terms import Iri
from mappers.rdf.value_writer import ValueWriter
from mappers.text.bulletin import Bulletin

__all__ = ["MODEL_VERSION", "Read", "bulletin_iri", "fact_iri", "graph_iri", "nquads", "scope_of"]


class Read(Protocol):
    """What is needed of a mapped bulletin."""

    @property
    def bulletin(self) -> Bulletin: ...

    @property
    def facts(self) -> tuple[Fact, ...]: ...


def scope_of(bulletin: Bulletin) -> Scope:
    """Series and issue of a bulletin, or publisher and key of a document, which all its IRIs are made from."""
    head = bulletin.masthead
    if head.form == "document":
        key = iris.document_key(
            head.number, head.title, head.published, bulletin.text.sha256, signed=bool(head.publisher)
        )
        return Scope(head.series_slug, key)
    return Scope(head.series_slug, iris.issue_key(head.year, head.issue, head.published, bulletin.text.sha256))


def graph_iri(mapped: Read) -> Iri:
    """The named graph of a bulletin."""
    return iris.graph(scope_of(mapped.bulletin))


def bulletin_iri(mapped: Read) -> Iri:
    """The node of a bulletin."""
    return iris.bulletin(scope_of(mapped.bulletin))


def fact_iri(mapped: Read, fact: Fact) -> Iri:
    """The node of a fact."""
    return Identity(scope_of(mapped.bulletin), mapped.facts).of(fact)


def nquads(mapped: Read) -> str:
    """The graph of a bulletin: sorted N-Quads lines that end in a line feed.

    Raises TypeError for a slot that no rule may fill so, KeyError for a reference to no fact of the bulletin.
    """
    bulletin = mapped.bulletin
    scope = scope_of(bulletin)
    quads = Quads(iris.graph(scope))
    nodes = Nodes(quads, scope, bulletin.text)
    structure = BulletinWriter(bulletin, scope, nodes)
    structure.write()
    identity = Identity(scope, mapped.facts)
    writer = ValueWriter(nodes, identity)
    same: dict[Iri, list[Fact]] = {}
    for fact in mapped.facts:
        same.setdefault(identity.of(fact), []).append(fact)
    for minted, facts in same.items():
        write_fact(writer, facts[0])
        structure.origin(minted, facts)
    writer.finish()
    structure.containers(tuple(facts[0] for facts in same.values()))
    return str(quads)
