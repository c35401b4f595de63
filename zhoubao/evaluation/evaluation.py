"""How well bulletins are read, measured against answer keys in the JSON form of facts (docs/evaluation.md).

A fact that was read belongs to a fact of the key when both are of one kind and overlap in the text; where several do,
those whose slots agree best are paired first, each fact once. Three things are counted:

* **facts**: a pair is right, whatever its slots hold;
* **arguments**: each value of each slot counts once; those of a fact without a partner are all wrong or all missed;
* **exact**: pairs in which every slot is right.

Facts that were missed are **silent** where the ledger does not name their place either; a text that was not read at all is
**refused**. When two values agree is decided by :mod:`zhoubao.evaluation.arguments`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mappers.facts.model import EVENT_KINDS
from mappers.mapping import map_bulletin
from mappers.names.registers import Registers, load_registers
from mappers.text.readers import READERS, read_file
from mappers.text.source import SourceError
from zhoubao.errors import UsageError
from zhoubao.evaluation.arguments import Tally
from zhoubao.evaluation.bulletin_score import BulletinScore, KindScore, SlotDifference
from zhoubao.store.query_results import ResultTable
from zhoubao.user_registers import added_to

__all__ = ["Scores", "evaluate", "figures_table", "score", "score_table"]

_KEY = ".gold.json"


@dataclass(frozen=True, slots=True)
class Scores:
    """What an evaluation found.

    masthead     fields of the mastheads
    grounded     facts that stand where they say: right; that do not: wrong
    refused      names of the texts that were not read
    """

    kinds: Mapping[str, KindScore]
    bulletins: Mapping[str, KindScore]
    masthead: Tally
    grounded: Tally
    refused: tuple[str, ...]
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
            "facts_precision": total.facts.precision,
            "facts_recall": total.facts.recall,
            "facts_f1": total.facts.f1,
            "arguments_precision": total.arguments.precision,
            "arguments_recall": total.arguments.recall,
            "arguments_f1": total.arguments.f1,
            "arguments_macro_f1": self.macro_f1,
            "events_arguments_f1": self.events.f1,
            "exact_facts": total.exact_share,
            "masthead": self.masthead.right / max(1, self.masthead.right + self.masthead.wrong),
            "grounded": self.grounded.precision,
            "silent": total.silent_share,
            "refused": len(self.refused),
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


def score(bulletins: Iterable[BulletinScore]) -> Scores:
    """Add up what was compared."""
    kinds: defaultdict[str, KindScore] = defaultdict(KindScore)
    by_bulletin: dict[str, KindScore] = {}
    masthead = grounded = Tally()
    refused: list[str] = []
    differences: list[SlotDifference] = []
    for one in bulletins:
        for kind, found in one.kinds.items():
            kinds[kind] += found
        by_bulletin[one.name] = sum(one.kinds.values(), KindScore())
        masthead += one.masthead
        grounded += one.grounded
        refused += [one.name] * one.refused
        differences += one.differences
    return Scores(dict(sorted(kinds.items())), by_bulletin, masthead, grounded, tuple(refused), tuple(differences))


def score_table(scores: Scores) -> ResultTable:
    """One row for each kind and one for all."""
    columns = ("kind", "facts P", "R", "F1", "arguments P", "arguments R", "arguments F1", "exact", "silent")
    named = [*scores.kinds.items(), ("ALL", scores.all)]
    rows = [
        (kind, *_three(s.facts), *_three(s.arguments), f"{s.exact_share:.3f}", f"{s.silent_share:.3f}")
        for kind, s in named
    ]
    return ResultTable(columns, tuple(rows))


def figures_table(scores: Scores) -> ResultTable:
    """The published figures, the F1 of the arguments of each bulletin, and which texts were not read."""
    figures = {name.replace("_", " "): value for name, value in scores.figures().items() if name != "refused"}
    rows = [(name, f"{value:.3f}") for name, value in figures.items()]
    rows.append(("refused", ", ".join(scores.refused) or "0"))
    rows += [(f"arguments f1 of {name}", f"{score.arguments.f1:.3f}") for name, score in scores.bulletins.items()]
    return ResultTable(("figure", "value"), tuple(rows))


def _three(tally: Tally) -> tuple[str, str, str]:
    return f"{tally.precision:.3f}", f"{tally.recall:.3f}", f"{tally.f1:.3f}"


def _compared(folder: Path, key: Path, registers: Registers) -> BulletinScore:
    name = key.name.removesuffix(_KEY)
    text = read_file(_bulletin(folder, name))
    gold = json.loads(key.read_text("utf-8"))
    try:
        mapped = map_bulletin(text, registers)
    except SourceError:
        return BulletinScore(name, text.content, gold, [], refused=True)
    unread = [(entry.evidence.start, entry.evidence.end) for entry in mapped.ledger]
    return BulletinScore(name, text.content, gold, mapped.json(), unread)


def _bulletin(folder: Path, name: str) -> Path:
    found = next((path for suffix in sorted(READERS) if (path := folder / f"{name}{suffix}").is_file()), None)
    if found is None:
        raise UsageError("E-NO-PATH", folder / f"{name}.txt")
    return found
