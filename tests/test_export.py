"""Exports are sorted, complete, and hold no clock."""

from __future__ import annotations

import io
from pathlib import Path

import pyoxigraph as ox
import pytest

from zhoubao.building.builder import build_store
from zhoubao.errors import UsageError
from zhoubao.exchange import export as module
from zhoubao.exchange.export import ExportFormat, export, export_file, write_prefixed
from zhoubao.store.graph_names import RUNS
from zhoubao.store.store import Reader


def exported(store: ox.Store, form: ExportFormat, **options: bool) -> bytes:
    output = io.BytesIO()
    export(store, output, form, **options)
    return output.getvalue()


def dataset(*lines: str) -> ox.Store:
    store = ox.Store()
    store.load("\n".join(lines), ox.RdfFormat.N_QUADS)
    return store


def test_lines_are_sorted_by_graph_then_triple() -> None:
    store = dataset(
        '<urn:b> <urn:p> "1" <urn:g2> .', '<urn:a> <urn:p> "1" <urn:g2> .', '<urn:c> <urn:p> "1" <urn:g1> .'
    )
    assert exported(store, ExportFormat.NQ).decode().splitlines() == [
        '<urn:c> <urn:p> "1" <urn:g1> .',
        '<urn:a> <urn:p> "1" <urn:g2> .',
        '<urn:b> <urn:p> "1" <urn:g2> .',
    ]


def test_a_triple_of_two_graphs_is_said_once_without_graphs() -> None:
    store = dataset('<urn:a> <urn:p> "1" <urn:g2> .', '<urn:a> <urn:p> "1" <urn:g1> .')
    assert exported(store, ExportFormat.NT) == b'<urn:a> <urn:p> "1" .\n'


def test_runs_that_are_sorted_on_disk_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    store = dataset(*(f'<urn:{index % 7}> <urn:p> "{index}" <urn:g{index % 5}> .' for index in range(100)))
    in_memory = exported(store, ExportFormat.NT)
    monkeypatch.setattr(module, "_SPILL", 10)
    assert exported(store, ExportFormat.NT) == in_memory


def test_the_log_of_runs_is_left_out_unless_asked_for(folder: Path, tmp_path: Path) -> None:
    build_store([folder], tmp_path / "store", validate=False)
    with Reader(tmp_path / "store") as reader:
        assert RUNS.encode() not in exported(reader.quads, ExportFormat.NQ)
        assert RUNS.encode() in exported(reader.quads, ExportFormat.NQ, runs=True)


def test_the_stores_own_book_is_left_out(folder: Path, tmp_path: Path) -> None:
    build_store([folder], tmp_path / "store", validate=False)
    with Reader(tmp_path / "store") as reader:
        assert str(folder).encode() not in exported(reader.quads, ExportFormat.NQ, runs=True)


def test_prefixes_are_sorted() -> None:
    output = io.BytesIO()
    write_prefixed(
        [ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode("urn:p"), ox.Literal("1"))], output, ox.RdfFormat.TURTLE
    )
    *prefixes, last = output.getvalue().splitlines()
    assert prefixes == sorted(prefixes)
    assert last == b'<urn:a> <urn:p> "1" .'


def test_an_empty_store_is_an_empty_export() -> None:
    assert exported(ox.Store(), ExportFormat.NQ) == exported(ox.Store(), ExportFormat.NT) == b""


def test_a_format_that_is_not_known_is_told_with_those_that_are() -> None:
    with pytest.raises(UsageError, match=r"E-FORMAT-UNKNOWN .*nq, nt, trig, ttl"):
        ExportFormat.of("xlsx")


def test_a_file_that_cannot_be_written_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="E-OUTPUT"):
        export_file(ox.Store(), tmp_path / "none" / "x.nq", ExportFormat.NQ)
