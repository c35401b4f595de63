"""Files for other tools: readable Turtle, JSON-LD, RDF/XML, networks, tables, bulk loads, each with its description."""

from __future__ import annotations

from zhoubao.exchange.files.writing import FORMATS, Options, write_files

__all__ = ["FORMATS", "Options", "write_files"]
