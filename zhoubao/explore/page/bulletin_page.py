"""A bulletin as a page: from a file without any store, or from a store with its links to other bulletins."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from mappers.mapping import map_bulletin, read_bulletin, reading_of
from mappers.names.registers import load_registers
from mappers.rdf import graph_iri, nquads
from mappers.text.readers import read_file
from zhoubao.checks.validation import check, check_quads
from zhoubao.errors import UsageError
from zhoubao.explore.page.content import Content, content
from zhoubao.explore.page.cross_notes import with_others
from zhoubao.explore.page.other_bulletins import elsewhere
from zhoubao.explore.page.page_html import Inputs, render
from zhoubao.messages import label
from zhoubao.render.html_page import Page
from zhoubao.store.graph_names import BASE, BULLETINS, bulletin_of
from zhoubao.store.labels import Words, reference_store
from zhoubao.store.ledger_graph import ledger_quads
from zhoubao.store.record import Record
from zhoubao.store.reference import added_to
from zhoubao.store.store import Reader, text_path

__all__ = ["find_bulletin", "page_of_bulletin", "page_of_file"]


def page_of_file(path: Path, reader: Reader | None = None) -> Page:
    """The page of a file, mapped and checked now; with a store it has links to the bulletins there.

    Raises SourceError when it is no bulletin.
    """
    added = added_to(reader.directory if reader else None)
    mapped = map_bulletin(read_file(path), load_registers(added))
    graph, quads = graph_iri(mapped), nquads(mapped)
    store = ox.Store()
    store.load(
        (quads + ledger_quads(mapped, graph) + check_quads(graph, check(quads, added=added))).encode(),
        ox.RdfFormat.N_QUADS,
    )
    words = Words(reference_store(added), store, *([reader.quads] if reader else []))
    told = content(store, graph)
    links = elsewhere(reader.quads, graph, told.cards) if reader else {}
    html = render(Inputs(mapped.reading, told, words, links))
    return _page(html, words.of(told.bulletin).zh, told)


def page_of_bulletin(reader: Reader, name: str) -> Page:
    """The page of a bulletin in a store, by its IRI, that of its graph, series/issue, or the issue alone.

    Raises UsageError E-NOT-FOUND, or E-AMBIGUOUS when several series have the issue.
    """
    record = find_bulletin(reader, name)
    registers = load_registers(added_to(reader.directory))
    bulletin = read_bulletin(read_file(text_path(reader.directory, record)), registers)
    words = Words(reader.quads)
    told = with_others(content(reader.quads, record.graph), reader, record)
    links = elsewhere(reader.quads, record.graph, told.cards)
    return _page(render(Inputs(reading_of(bulletin, registers), told, words, links)), words.of(told.bulletin).zh, told)


def _page(html: str, title: str, told: Content) -> Page:
    facts = sum(bool(card.values("zw:rule")) for card in told.cards)
    counts = (
        f"{facts} {label('facts')}, {len(told.notes)} {label('checks')}, {len(told.unread)} {label('not understood')}"
    )
    return Page(title, html, f"{title}: {counts}", height=760)


def find_bulletin(reader: Reader, name: str) -> Record:
    """The record of a bulletin."""
    key = name.strip("<>").removeprefix(BULLETINS).removeprefix(f"{BASE}id/bulletin/")
    found = {bulletin_of(record.graph): record for record in reader.records().values()}
    fitting = [known for known in found if known == key] or [known for known in found if known.endswith(f"/{key}")]
    if len(fitting) > 1:
        raise UsageError("E-AMBIGUOUS", name, candidates="、".join(fitting))
    if not fitting:
        raise UsageError("E-NOT-FOUND", name)
    return found[fitting[0]]
