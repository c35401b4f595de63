"""How well bulletins are read, measured against answer keys in the JSON form of facts (docs/facts.md).

A fact that was read belongs to a fact of the key when both are of one kind and overlap in the text; where several do,
those whose slots agree best are paired first, each fact once. Three things are counted:

* **facts**: a pair is right, whatever its slots say;
* **arguments**: each value of each slot counts once; those of a fact without a partner are all wrong or all missed;
* **exact**: pairs in which every slot is right.

When two values agree is told by :mod:`zhoubao.evaluation.arguments`. An official's visit of the hall may be read as a visit
besides its hall duty.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mappers.facts.model import EVENT_KINDS
from mappers.mapping import map_bulletin
from mappers.names.registers import Registers, load_registers
from mappers.text.readers import READERS, read_file
from mappers.text.source import SourceError
from zhoubao.errors import UsageError
from zhoubao.evaluation.arguments import Tally, plain, slot_values, tally_of
from zhoubao.store.query_results import ResultTable
from zhoubao.store.reference import added_to

__all__ = [
    "KindScore",
    "ScoreComparison",
    "Scores",
    "SlotDifference",
    "evaluate",
    "figures_table",
    "score",
    "score_table",
]

_KEY = ".gold.json"
_MASTHEAD = ("series", "year", "issue", "total_issue", "publisher", "published", "period", "copies")

_Fact = Mapping[str, Any]
_Span = tuple[int, int]
_NOTHING = Tally()


@dataclass(frozen=True, slots=True)
class KindScore:
    """The counts of one kind; `exact` is the number of pairs in which every slot is right."""

    facts: Tally = _NOTHING
    arguments: Tally = _NOTHING
    exact: int = 0

    def __add__(self, other: KindScore) -> KindScore:
        return KindScore(self.facts + other.facts, self.arguments + other.arguments, self.exact + other.exact)

    @property
    def exact_share(self) -> float:
        known = self.facts.right + self.facts.missed
        return self.exact / known if known else 1.0


@dataclass(frozen=True, slots=True)
class SlotDifference:
    """A fact that is wrong, missed or extra: its bulletin, kind and quote, and the values that differ."""

    bulletin: str
    kind: str
    quote: str
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


@dataclass(frozen=True, slots=True)
class Scores:
    """What an evaluation found.

    masthead     fields of the mastheads
    grounded     facts that stand where they say: right; that do not: wrong
    """

    kinds: Mapping[str, KindScore]
    bulletins: Mapping[str, KindScore]
    masthead: Tally
    grounded: Tally
    differences: tuple[SlotDifference, ...] = field(repr=False)

    @property
    def all(self) -> KindScore:
        return sum(self.kinds.values(), KindScore())

    @property
    def macro_f1(self) -> float:
        """F1 of the arguments, mean over kinds."""
        return sum(kind.arguments.f1 for kind in self.kinds.values()) / max(1, len(self.kinds))

    @property
    def events(self) -> Tally:
        """The arguments of dated happenings alone."""
        return sum((score.arguments for kind, score in self.kinds.items() if kind in EVENT_KINDS), Tally())

    def figures(self) -> dict[str, float]:
        """The figures that are published."""
        total = self.all
        return {
            "facts_f1": total.facts.f1,
            "arguments_precision": total.arguments.precision,
            "arguments_recall": total.arguments.recall,
            "arguments_f1": total.arguments.f1,
            "arguments_macro_f1": self.macro_f1,
            "events_arguments_f1": self.events.f1,
            "exact_facts": total.exact_share,
            "masthead": self.masthead.right / max(1, self.masthead.right + self.masthead.wrong),
            "grounded": self.grounded.precision,
        }


def evaluate(folder: Path) -> Scores:
    """Read every bulletin of a folder that has an answer key NAME.gold.json, and compare.

    Raises UsageError when the folder holds no key, or a key without its bulletin, SourceError for wrong registers.
    """
    keys = sorted(folder.glob(f"*{_KEY}"))
    if not keys:
        raise UsageError("E-NO-KEYS", folder)
    registers = load_registers(added_to())
    return score(_compared(folder, key, registers) for key in keys)


def _compared(folder: Path, key: Path, registers: Registers) -> ScoreComparison:
    name = key.name.removesuffix(_KEY)
    path = _bulletin(folder, name)
    answers = json.loads(key.read_text("utf-8"))
    return ScoreComparison(name, read_file(path).content, answers, _read(path, registers))


def score(comparisons: Iterable[ScoreComparison]) -> Scores:
    """Add up what was compared."""
    kinds: defaultdict[str, KindScore] = defaultdict(KindScore)
    bulletins: dict[str, KindScore] = {}
    masthead = grounded = _NOTHING
    differences: list[SlotDifference] = []
    for one in comparisons:
        for kind, found in one.kinds.items():
            kinds[kind] += found
        bulletins[one.name] = sum(one.kinds.values(), KindScore())
        masthead += one.masthead()
        grounded += one.grounded
        differences += one.differences
    return Scores(dict(sorted(kinds.items())), bulletins, masthead, grounded, tuple(differences))


def score_table(scores: Scores) -> ResultTable:
    """One row for each kind and one for all."""
    columns = ("kind", "facts P", "R", "F1", "arguments P", "arguments R", "arguments F1", "exact")
    named = [*scores.kinds.items(), ("ALL", scores.all)]
    rows = [(kind, *_three(s.facts), *_three(s.arguments), f"{s.exact_share:.3f}") for kind, s in named]
    return ResultTable(columns, tuple(rows))


def figures_table(scores: Scores) -> ResultTable:
    """The published figures, and the F1 of the arguments of each bulletin."""
    rows = [(name.replace("_", " "), f"{value:.3f}") for name, value in scores.figures().items()]
    rows += [(f"arguments f1 of {name}", f"{score.arguments.f1:.3f}") for name, score in scores.bulletins.items()]
    return ResultTable(("figure", "value"), tuple(rows))


def _three(tally: Tally) -> tuple[str, str, str]:
    return f"{tally.precision:.3f}", f"{tally.recall:.3f}", f"{tally.f1:.3f}"


def _bulletin(folder: Path, name: str) -> Path:
    found = next((path for suffix in sorted(READERS) if (path := folder / f"{name}{suffix}").is_file()), None)
    if found is None:
        raise UsageError("E-NO-PATH", folder / f"{name}.txt")
    return found


class ScoreComparison:
    """One bulletin, as its key describes it and as it was read, both in the JSON form of facts."""

    def __init__(self, name: str, content: str, key: Mapping[str, Any], read: Mapping[str, Any]) -> None:
        self.name = name
        self.content = content
        self.key = key
        self.read = read
        self.gold: list[_Fact] = key["facts"]
        self.said: list[_Fact] = self.read["facts"]
        self.kinds: defaultdict[str, KindScore] = defaultdict(KindScore)
        self.differences: list[SlotDifference] = []
        self.grounded = Tally()
        gold, said = list(self._key_spans()), list(self._read_spans())
        partner = self._pair(gold, said)
        for i, fact in enumerate(self.gold):
            self._known(fact, self.said[partner[i]] if i in partner else None)
        duties = [gold[i] for i, fact in enumerate(self.gold) if fact["kind"] == "hall_duty"]
        for j, fact in enumerate(self.said):
            if j in partner.values() or (fact["kind"] == "visit" and any(_overlap(span, said[j]) for span in duties)):
                continue
            self._extra(fact)

    def masthead(self) -> Tally:
        want, have = self.key["bulletin"], self.read["bulletin"]
        fields = [(want.get(name), have.get(name)) for name in _MASTHEAD]
        right = sum(a is not None and b is not None and plain(a) == plain(b) for a, b in fields)
        return Tally(right, sum(a is not None or b is not None for a, b in fields) - right)

    def _key_spans(self) -> Iterator[_Span]:
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

    def _read_spans(self) -> Iterator[_Span]:
        for fact in self.said:
            start, end, quote = fact["start"], fact["end"], fact["quote"]
            there = 0 <= start < end and self.content[start:end] == quote
            self.grounded += Tally(right=1) if there else Tally(wrong=1)
            if not there and quote in self.content:
                start = self.content.index(quote)
                end = start + len(quote)
            yield start, end

    def _pair(self, gold: list[_Span], said: list[_Span]) -> dict[int, int]:
        """Pairs of facts of one kind that overlap, the best first: by their slots, then by where they stand."""
        ranked: list[tuple[float, int, int]] = []
        for i, fact in enumerate(self.gold):
            for j, other in enumerate(self.said):
                shared = _overlap(gold[i], said[j])
                if fact["kind"] != other["kind"] or not shared:
                    continue
                tally = tally_of(fact, other)[0]
                share = 2 * tally.right / max(1, 2 * tally.right + tally.wrong + tally.missed)
                reach = max(gold[i][1], said[j][1]) - min(gold[i][0], said[j][0])
                ranked.append((-(share + 0.1 * shared / reach), i, j))
        partner: dict[int, int] = {}
        for _, i, j in sorted(ranked):
            if i not in partner and j not in partner.values():
                partner[i] = j
        return partner

    def _known(self, fact: _Fact, other: _Fact | None) -> None:
        if other is None:
            values = slot_values(fact)
            self.kinds[fact["kind"]] += KindScore(Tally(missed=1), Tally(missed=values.total()))
            self._note(fact, "missed", (), values.elements())
            return
        tally, wrong, missed = tally_of(fact, other)
        self.kinds[fact["kind"]] += KindScore(Tally(right=1), tally, int(not wrong and not missed))
        if wrong or missed:
            self._note(fact, "differs", wrong.elements(), missed.elements())

    def _extra(self, fact: _Fact) -> None:
        values = slot_values(fact)
        self.kinds[fact["kind"]] += KindScore(Tally(wrong=1), Tally(wrong=values.total()))
        self._note(fact, "extra", values.elements(), ())

    def _note(
        self, fact: _Fact, sort: str, wrong: Iterable[tuple[str, str]], missed: Iterable[tuple[str, str]]
    ) -> None:
        self.differences.append(
            SlotDifference(self.name, fact["kind"], fact["quote"], tuple(wrong), tuple(missed), sort)
        )


def _read(path: Path, registers: Registers) -> dict[str, Any]:
    """The JSON of facts; without any for a text that is not recognised as a bulletin."""
    try:
        return map_bulletin(read_file(path), registers).json()
    except SourceError:
        return {"bulletin": {}, "facts": []}


def _overlap(a: _Span, b: _Span) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))
