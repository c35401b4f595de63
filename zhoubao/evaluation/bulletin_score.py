"""One bulletin, as its answer key describes it and as it was read: which facts are right, wrong and missed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from zhoubao.errors import UsageError
from zhoubao.evaluation.arguments import Tally, plain, slot_values, tally_of

__all__ = ["BulletinScore", "KindScore", "SlotDifference", "Span"]

_MASTHEAD = ("series", "year", "issue", "total_issue", "publisher", "published", "period", "copies")
#: What a single document says of itself; counted where the key has the field.
_DOCUMENT = ("form", "title", "number")
_NOTHING = Tally()

_Fact: TypeAlias = Mapping[str, Any]
#: Code points of the text, end exclusive.
Span: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class KindScore:
    """The counts of one kind.

    exact   pairs in which every slot is right
    silent  facts that were missed and of which no entry of the ledger speaks
    """

    facts: Tally = _NOTHING
    arguments: Tally = _NOTHING
    exact: int = 0
    silent: int = 0

    def __add__(self, other: KindScore) -> KindScore:
        return KindScore(
            self.facts + other.facts,
            self.arguments + other.arguments,
            self.exact + other.exact,
            self.silent + other.silent,
        )

    @property
    def known(self) -> int:
        """The facts of the key."""
        return self.facts.right + self.facts.missed

    @property
    def exact_share(self) -> float:
        return self.exact / self.known if self.known else 1.0

    @property
    def silent_share(self) -> float:
        return self.silent / self.known if self.known else 0.0


@dataclass(frozen=True, slots=True)
class SlotDifference:
    """A fact that differs, is missed or extra: where it stands, and the values that are wrong or missed."""

    bulletin: str
    kind: str
    quote: str
    span: Span
    wrong: tuple[tuple[str, str], ...] = ()
    missed: tuple[tuple[str, str], ...] = ()
    sort: str = "differs"

    def __str__(self) -> str:
        lines = [f"{self.bulletin} {self.kind} {self.sort}: {' '.join(self.quote.split())}"]
        lines += [f"  {what} {slot}: {text}" for what, slot, text in self._values()]
        return "\n".join(lines)

    def _values(self) -> Iterator[tuple[str, str, str]]:
        for name, values in (("wrong", self.wrong), ("missed", self.missed)):
            for slot, text in values:
                yield name, slot, text


class BulletinScore:
    """What of one text is right. `key` and `read` are the JSON of facts; a list of it where a text holds several bulletins.

    unread   the places that the ledger names as not understood
    refused  whether the text was not read at all
    """

    def __init__(
        self, name: str, content: str, key: Any, read: Any, unread: Sequence[Span] = (), *, refused: bool = False
    ) -> None:
        self.name = name
        self.content = content
        self.refused = refused
        self.masthead = _masthead(_listed(key), _listed(read))
        self.gold: list[_Fact] = [fact for bulletin in _listed(key) for fact in bulletin["facts"]]
        self.read: list[_Fact] = [fact for bulletin in _listed(read) for fact in bulletin["facts"]]
        self.kinds: defaultdict[str, KindScore] = defaultdict(KindScore)
        self.differences: list[SlotDifference] = []
        self.grounded = _NOTHING
        gold, found = list(self._key_spans()), list(self._read_spans())
        partner = self._pair(gold, found)
        for i, fact in enumerate(self.gold):
            if i in partner:
                self._matched(fact, self.read[partner[i]], gold[i])
            else:
                self._missed(fact, gold[i], silent=not any(_overlap(gold[i], place) for place in unread))
        duties = [gold[i] for i, fact in enumerate(self.gold) if fact["kind"] == "hall_duty"]
        for j, fact in enumerate(self.read):
            # an official's survey of the hall may be read as a visit too
            if j in partner.values() or (fact["kind"] == "visit" and any(_overlap(span, found[j]) for span in duties)):
                continue
            self._extra(fact, found[j])

    def _key_spans(self) -> Iterator[Span]:
        """Where the quotes of the key stand; a quote that occurs again stands at its next place."""
        seen: Counter[str] = Counter()
        for fact in self.gold:
            quote = fact["quote"]
            places = [match.start() for match in re.finditer(re.escape(quote), self.content)]
            if not places:
                raise UsageError("E-KEY-QUOTE", self.name, quote=quote)
            start = places[min(seen[quote], len(places) - 1)]
            seen[quote] += len(places) > 1
            yield start, start + len(quote)

    def _read_spans(self) -> Iterator[Span]:
        for fact in self.read:
            start, end, quote = fact["start"], fact["end"], fact["quote"]
            there = 0 <= start < end and self.content[start:end] == quote
            self.grounded += Tally(right=1) if there else Tally(wrong=1)
            if not there and quote in self.content:
                start = self.content.index(quote)
                end = start + len(quote)
            yield start, end

    def _pair(self, gold: list[Span], found: list[Span]) -> dict[int, int]:
        """Pairs of facts of one kind that overlap, the best first: by their slots, then by where they stand."""
        ranked: list[tuple[float, int, int]] = []
        for i, fact in enumerate(self.gold):
            for j, other in enumerate(self.read):
                shared = _overlap(gold[i], found[j])
                if fact["kind"] != other["kind"] or not shared:
                    continue
                tally = tally_of(fact, other)[0]
                share = 2 * tally.right / max(1, 2 * tally.right + tally.wrong + tally.missed)
                reach = max(gold[i][1], found[j][1]) - min(gold[i][0], found[j][0])
                ranked.append((-(share + 0.1 * shared / reach), i, j))
        partner: dict[int, int] = {}
        for _, i, j in sorted(ranked):
            if i not in partner and j not in partner.values():
                partner[i] = j
        return partner

    def _matched(self, fact: _Fact, other: _Fact, span: Span) -> None:
        tally, wrong, missed = tally_of(fact, other)
        self.kinds[fact["kind"]] += KindScore(Tally(right=1), tally, exact=int(not wrong and not missed))
        if wrong or missed:
            self._note(fact, span, "differs", wrong.elements(), missed.elements())

    def _missed(self, fact: _Fact, span: Span, *, silent: bool) -> None:
        values = slot_values(fact)
        self.kinds[fact["kind"]] += KindScore(Tally(missed=1), Tally(missed=values.total()), silent=int(silent))
        self._note(fact, span, "missed", (), values.elements())

    def _extra(self, fact: _Fact, span: Span) -> None:
        values = slot_values(fact)
        self.kinds[fact["kind"]] += KindScore(Tally(wrong=1), Tally(wrong=values.total()))
        self._note(fact, span, "extra", values.elements(), ())

    def _note(
        self, fact: _Fact, span: Span, sort: str, wrong: Iterable[tuple[str, str]], missed: Iterable[tuple[str, str]]
    ) -> None:
        self.differences.append(
            SlotDifference(self.name, fact["kind"], fact["quote"], span, tuple(wrong), tuple(missed), sort)
        )


def _listed(bulletins: Any) -> list[Mapping[str, Any]]:
    return bulletins if isinstance(bulletins, list) else [bulletins]


def _masthead(keys: Sequence[Mapping[str, Any]], read: Sequence[Mapping[str, Any]]) -> Tally:
    """The fields of the mastheads, in the order of the text; those of a bulletin that was not read are wrong."""
    total = _NOTHING
    for number, key in enumerate(keys):
        want: Mapping[str, Any] = key["bulletin"]
        have: Mapping[str, Any] = read[number]["bulletin"] if number < len(read) else {}
        names = (*_MASTHEAD, *(name for name in _DOCUMENT if name in want))
        fields = [(want.get(name), have.get(name)) for name in names]
        right = sum(a is not None and b is not None and plain(a) == plain(b) for a, b in fields)
        total += Tally(right, sum(a is not None or b is not None for a, b in fields) - right)
    return total


def _overlap(a: Span, b: Span) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))
