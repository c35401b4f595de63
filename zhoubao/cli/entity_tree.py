"""What the terminal prints of things and of comparisons: trees and sentences in the user's language."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from rich.text import Text
from rich.tree import Tree

from zhoubao.messages import wording
from zhoubao.questions.bulletin_comparison import TOPICS, BulletinComparison, Change
from zhoubao.store.graph_names import short

if TYPE_CHECKING:
    from zhoubao.explore import EntityPage
    from zhoubao.render.cards import Card

__all__ = ["SORTS", "comparison_lines", "entity_tree"]

#: The order in which changes are listed.
SORTS = ("changed", "new", "silent", "same")
_MOST = 40


def entity_tree(found: EntityPage) -> Tree:
    """A thing with its facts by kind, each with its day, its bulletin and its words."""
    thing = found.thing
    sort = wording("sort", thing.sort)
    tree = Tree(Text.assemble((thing.name, "bold"), f"  {sort}  {short(thing.iri)}"))
    if others := sorted(thing.others - {thing.name}):
        tree.add(Text(wording("entity", "also") + "、".join(others)))
    kinds: dict[str, list[tuple[Card, tuple[str, ...]]]] = {}
    for card, roles in found.facts:
        kinds.setdefault(card.kind_name(), []).append((card, roles))
    for kind, facts in sorted(kinds.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        branch = tree.add(Text.assemble((kind, "bold"), f" {len(facts)}"))
        for card, roles in facts:
            head = f"{card.date or wording('entity', 'no_date')}  {card.label}  [{'、'.join(roles)}]  {card.bulletin}"
            leaf = branch.add(Text(head))
            for quote in card.quotes[:1]:
                leaf.add(Text(f"“{_flat(quote.quote)}” {card.file} [{quote.start}:{quote.end}]", style="dim"))
    if not found.facts:
        tree.add(Text(wording("view", "none")))
    return tree


def comparison_lines(found: BulletinComparison, everything: bool = False) -> Iterator[Text]:
    """The comparison in words; what stayed the same is counted, or listed as well."""
    yield Text(f"{found.before} → {found.after}", style="bold")
    for topic in TOPICS:
        sorts = {sort: found.of(topic, sort) for sort in SORTS}
        if not any(sorts.values()):
            continue
        counts = [f"{wording('change', sort)} {len(changes)}" for sort, changes in sorts.items() if changes]
        listed = wording("comparison", "separator").join(counts)
        yield Text("\n" + wording("comparison", "topic", topic=wording("topic", topic), counts=listed), style="bold")
        for sort, changes in sorts.items():
            if sort == "same" and not everything:
                continue
            for change in changes[: None if everything else _MOST]:
                yield Text(f"  {wording('change', sort)}  {_sentence(change)}")
            if len(changes) > _MOST and not everything:
                yield Text("  " + wording("comparison", "more", count=len(changes) - _MOST))


def _sentence(change: Change) -> str:
    sides = [str(side.words) if side else "" for side in (change.before, change.after)]
    values = " → ".join(sides) if all(sides) else "".join(sides)
    quotes = [f"“{_flat(side.quote)}”" for side in (change.before, change.after) if side and side.quote]
    return "  ".join(filter(None, (str(change.name), values + _growth(change), " / ".join(dict.fromkeys(quotes)))))


def _growth(change: Change) -> str:
    """By how much a figure grew, or how many places a window rose."""
    if change.sort != "changed" or change.before is None or change.after is None:
        return ""
    old, new = change.before.numbers[0], change.after.numbers[0]
    if change.topic == "rank":
        moved = int(old) - int(new)
        return wording("comparison", "up" if moved > 0 else "down", places=abs(moved)) if moved else ""
    if change.topic == "figure" and old:
        return wording("comparison", "growth", share=(Decimal(new) - Decimal(old)) / Decimal(old) * 100)
    return ""


def _flat(text: str) -> str:
    return " ".join(text.split())
