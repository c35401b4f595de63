"""What the terminal prints of things and of comparisons: trees and sentences in the user's language."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from rich.text import Text
from rich.tree import Tree

from zhoubao.messages import language
from zhoubao.questions.bulletin_comparison import TOPICS, BulletinComparison, Change
from zhoubao.render.view_words import words
from zhoubao.store.graph_names import short

if TYPE_CHECKING:
    from zhoubao.explore import EntityPage
    from zhoubao.render.cards import Card

__all__ = ["comparison_lines", "entity_tree"]

_SORTS = {
    "changed": ("有变化", "changed"),
    "new": ("新出现", "new"),
    "silent": ("未再提及", "silent"),
    "same": ("不变", "same"),
}
_MOST = 40


def _said(zh: str, en: str) -> str:
    return zh if language() == "zh" else en


def entity_tree(found: EntityPage) -> Tree:
    """A thing with its facts by kind, each with its day, its bulletin and its words."""
    thing = found.thing
    sort = words().get(f"sort_{thing.sort}", thing.sort)
    tree = Tree(Text.assemble((thing.name, "bold"), f"  {sort}  {short(thing.iri)}"))
    if others := sorted(thing.others - {thing.name}):
        tree.add(Text(_said("又作：", "also: ") + "、".join(others)))
    kinds: dict[str, list[tuple[Card, tuple[str, ...]]]] = {}
    for card, roles in found.facts:
        kinds.setdefault(card.kind_name(), []).append((card, roles))
    for kind, facts in sorted(kinds.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        branch = tree.add(Text.assemble((kind, "bold"), f" {len(facts)}"))
        for card, roles in facts:
            head = f"{card.date or _said('日期不明', 'no date')}  {card.label}  [{'、'.join(roles)}]  {card.bulletin}"
            leaf = branch.add(Text(head))
            for quote in card.quotes[:1]:
                leaf.add(Text(f"“{_flat(quote.quote)}” {card.file} [{quote.start}:{quote.end}]", style="dim"))
    if not found.facts:
        tree.add(Text(_said("没有事实", "no facts")))
    return tree


def comparison_lines(found: BulletinComparison, everything: bool = False) -> Iterator[Text]:
    """The comparison in words; what stayed the same is counted, or listed as well."""
    before, after = (name.zh if language() == "zh" else name.en for name in (found.before, found.after))
    yield Text(f"{before} → {after}", style="bold")
    for topic, names in TOPICS.items():
        sorts = {sort: found.of(topic, sort) for sort in _SORTS}
        if not any(sorts.values()):
            continue
        counts = [f"{_said(*_SORTS[sort])} {len(changes)}" for sort, changes in sorts.items() if changes]
        head = _said(f"\n{names[0]}（{'，'.join(counts)}）", f"\n{names[1]} ({', '.join(counts)})")
        yield Text(head, style="bold")
        for sort, changes in sorts.items():
            if sort == "same" and not everything:
                continue
            for change in changes[: None if everything else _MOST]:
                yield Text(f"  {_said(*_SORTS[sort])}  {_sentence(change)}")
            if len(changes) > _MOST and not everything:
                yield Text(_said(f"  … 另有 {len(changes) - _MOST} 项", f"  … and {len(changes) - _MOST} more"))


def _sentence(change: Change) -> str:
    name = change.name.zh if language() == "zh" else change.name.en
    sides = [_said(side.zh, side.en) if side else "" for side in (change.before, change.after)]
    states = " → ".join(sides) if all(sides) else "".join(sides)
    quotes = [f"“{_flat(side.quote)}”" for side in (change.before, change.after) if side and side.quote]
    return "  ".join(filter(None, (name, states + _growth(change), " / ".join(dict.fromkeys(quotes)))))


def _growth(change: Change) -> str:
    """By how much a figure grew, or how many places a window rose."""
    if change.sort != "changed" or change.before is None or change.after is None:
        return ""
    old, new = change.before.numbers[0], change.after.numbers[0]
    if change.topic == "rank":
        moved = int(old) - int(new)
        if not moved:
            return ""
        return _said(
            f"（{'上升' if moved > 0 else '下降'} {abs(moved)} 位）", f" ({'up' if moved > 0 else 'down'} {abs(moved)})"
        )
    if change.topic == "figure" and old:
        share = (Decimal(new) - Decimal(old)) / Decimal(old) * 100
        return _said(f"（{share:+.1f}%）", f" ({share:+.1f}%)")
    return ""


def _flat(text: str) -> str:
    return " ".join(text.split())
