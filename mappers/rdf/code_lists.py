"""The code lists of ``ontology/codes/`` by label: adding an altLabel there teaches the program a word here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from mappers import resources
from mappers.rdf import iris
from mappers.rdf.iris import normal
from mappers.regex import regex

__all__ = ["Codes", "codes"]

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_LABELS = {f"{_SKOS}{name}": rank for rank, name in enumerate(("prefLabel", "altLabel", "hiddenLabel"))}
_HIDDEN = 2
_ENDINGS = regex(r"(?:[(（][^()（）]*[)）])+$")
_MULTIPLIERS = {"万亿": 10**12, "亿": 10**8, "千万": 10**7, "百万": 10**6, "万": 10**4, "千": 10**3}


@dataclass(frozen=True, slots=True)
class Codes:
    """Concepts by scheme and label, and the kinds of document by the last word of a title.

    by_label    scheme -> normalised label -> local name of the concept
    kinds       words that end a title, longest first, with the local name of the kind
    programmes  a pattern for the names of programmes, longest first
    misprints   labels that a list knows only as misprints
    """

    by_label: Mapping[str, Mapping[str, str]]
    kinds: tuple[tuple[str, str], ...]
    programmes: re.Pattern[str]
    misprints: frozenset[str]

    def find(self, scheme: str, label: str) -> str | None:
        """Local name of the concept with this label or notation."""
        return self.by_label.get(scheme, {}).get(normal(label))

    def document_kind(self, title: str) -> str:
        """Local name of the kind that the last word of a title tells.

        >>> codes().document_kind("省级事项清单（第一批）"), codes().document_kind("关于规范审批管理的通知")
        ('qingdan', 'tongzhi')
        """
        plain = _ENDINGS.sub("", normal(title))
        return next((kind for word, kind in self.kinds if plain.endswith(word)), "wenjian")

    def programmes_in(self, words: str) -> Iterator[tuple[str, str | None]]:
        """The programmes that a wording names: local name, and the wording where it is a known misprint."""
        for name in dict.fromkeys(self.programmes.findall(normal(words))):
            yield self.by_label["programme"][name], name if name in self.misprints else None

    def unit(self, printed: str) -> tuple[str, int]:
        """A printed unit without its power of ten, and that power.

        >>> codes().unit("万人次"), codes().unit("件")
        (('人次', 10000), ('件', 1))
        """
        plain = normal(printed)
        for prefix, factor in _MULTIPLIERS.items():
            if plain.startswith(prefix) and plain != prefix:
                return plain.removeprefix(prefix), factor
        return plain, 1


@cache
def codes() -> Codes:
    """The code lists of this installation, read once per process."""
    labels: dict[str, list[tuple[int, str]]] = {}
    schemes: dict[str, str] = {}
    for file in sorted((resources.path("ontology") / "codes").glob("*.ttl")):
        for quad in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE):
            subject, predicate = quad.subject.value, quad.predicate.value
            if predicate == f"{_SKOS}inScheme":
                schemes[subject] = quad.object.value.removeprefix(iris.CODE)
            elif predicate == f"{_SKOS}notation" or (predicate in _LABELS and quad.object.language == "zh"):
                labels.setdefault(subject, []).append((_LABELS.get(predicate, 3), normal(quad.object.value)))
    by_label: dict[str, dict[str, str]] = {scheme: {} for scheme in schemes.values()}
    hidden = frozenset(label for found in labels.values() for rank, label in found if rank == _HIDDEN)
    entries = sorted(
        (rank, concept, label) for concept, found in labels.items() if concept in schemes for rank, label in found
    )
    for _, concept, label in entries:
        by_label[schemes[concept]].setdefault(label, concept.removeprefix(iris.CODE))
    han = {label: name for label, name in by_label["documentKind"].items() if not label.isascii()}
    names = [label for label in by_label["programme"] if not label.isascii()]
    return Codes(
        by_label=by_label,
        kinds=tuple(sorted(han.items(), key=lambda item: (-len(item[0]), item[0]))),
        programmes=regex("|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name))))),
        misprints=hidden,
    )
