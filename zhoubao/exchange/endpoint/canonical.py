"""One way of writing for values that stores write differently.

Stores turn ``"007"^^xsd:integer`` into ``7``, ``1.50`` into ``1.5``, ``+00:00`` into ``Z``, ``zh-CN`` into ``zh-cn``.
The embedded engine keeps numbers, times, truth values and language tags by value and writes each in one way, so a graph
that has gone through it is written as the local store writes its own. There are no blank nodes in the data.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable

import pyoxigraph as ox

__all__ = ["canonical_lines", "digest_of"]


def canonical_lines(ntriples: bytes) -> list[bytes]:
    r"""The triples of an N-Triples document by value, as sorted lines, each once.

    >>> canonical_lines(b'<urn:a>\t<urn:p> "1.50"^^<http://www.w3.org/2001/XMLSchema#decimal> .\n')
    [b'<urn:a> <urn:p> "1.5"^^<http://www.w3.org/2001/XMLSchema#decimal> .\n']
    """
    store = ox.Store()
    store.bulk_load(ntriples, ox.RdfFormat.N_TRIPLES, lenient=True)
    dump = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    return sorted(io.BytesIO(dump or b""))


def digest_of(lines: Iterable[bytes]) -> str:
    """SHA-256 of sorted lines."""
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line)
    return digest.hexdigest()
