"""What was not understood, as data that can be asked like everything else.

Each bulletin has a graph with the sentences that gave no fact, the coverage of its sections, and the mappers' notes.
"""

from __future__ import annotations

from mappers.mapping import Mapped
from mappers.rdf import iris, scope_of, std, terms, zw
from mappers.rdf.node_writer import Nodes
from mappers.rdf.quads import Quads
from mappers.rdf.terms import Iri
from zhoubao.store.graph_names import BASE, ledger_graph

__all__ = ["ledger_quads"]


def ledger_quads(mapped: Mapped, graph: str) -> str:
    """The ledger of a bulletin as sorted N-Quads; an unread sentence is a piece of the text, as evidence is."""
    scope = scope_of(mapped.bulletin)
    quads = Quads(Iri(ledger_graph(graph)))
    nodes = Nodes(quads, scope, mapped.bulletin.text)
    titles = {section.key for section in mapped.bulletin.sections}
    bulletin = iris.bulletin(scope)

    def section(key: str) -> Iri:
        return iris.section(scope, key) if key in titles else bulletin

    for key, sentences, understood in mapped.coverage:
        quads.add(section(key), zw.sentenceCount, terms.integer(sentences))
        quads.add(section(key), zw.understoodSentenceCount, terms.integer(understood))
    for unread in mapped.ledger:
        node = nodes.span(unread.evidence)
        quads.add(node, std.type, zw.UnreadSentence)
        quads.add(node, zw.unreadReason, terms.string(unread.reason))
        quads.add(node, zw.reportedIn, section(unread.section))
    for note in mapped.notes:
        node = Iri(f"{BASE}id/note/{scope.key}/{note.evidence.start}-{note.evidence.end}")
        quads.add(node, std.type, zw.Note)
        quads.add(node, zw.noteCode, terms.string(note.code))
        quads.add(node, std.comment, terms.text(note.message_zh))
        quads.add(node, std.comment, terms.text(note.message_en, "en"))
        quads.add(node, zw.evidence, nodes.span(note.evidence))
    return str(quads)
