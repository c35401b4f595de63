"""The main text of a web page: what is left when all that stands around it is taken out.

Taken out are elements that are never content (scripts, forms), those that say they are something else (``<nav>``, a class
``footer``), and blocks that are mostly links; but nothing with a third of the page's sentences, whatever it says of itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from mappers.regex import regex

__all__ = ["keep_main_text"]

_DROPPED = regex(
    r"script|style|noscript|template|iframe|object|embed|svg|canvas|audio|video|map"
    r"|nav|footer|aside|form|select|button|input|textarea|dialog|head|title|rp|rt"
)
_ELSEWHERE = regex(
    r"(?:^|[\s_-])(?:nav|navi|navbar|navigation|menu|submenu|breadcrumbs?|crumbs?|foot|footer|copyright|sidebar|sidenav|share"
    r"|sharing|toolbar|toolbox|pagination|pager|related|recommend|comments?|search|login|friendlinks?|hidden|bdsharebuttonbox)"
    r"(?:$|[\s_\d-])"
)
#: What menus and lists of news are made of.
_MENUS = frozenset(("ul", "ol", "div", "dl", "table", "section", "header", "p", "td"))


@dataclass(slots=True)
class _Amount:
    """How much there is in an element: characters, of these in sentences and in links, and how many links."""

    text: int = 0
    prose: int = 0
    linked: int = 0
    links: int = 0

    def add(self, text: str | None) -> None:
        if text and (length := len(text.strip())):
            self.text += length
            self.prose += length if "。" in text or "，" in text else 0


def _amounts(root: Any) -> dict[Any, _Amount]:
    """The amounts of all elements, in one pass from the leaves to the root."""
    nodes = [*root.iter()]
    found = {node: _Amount() for node in nodes}
    for node in reversed(nodes):
        own = found[node]
        if isinstance(node.tag, str) and node.tag not in ("script", "style"):
            own.add(node.text)
        if node.tag == "a":
            own.links, own.linked = own.links + 1, own.text
        parent = node.getparent()
        if parent is not None:
            around = found[parent]
            around.text += own.text
            around.prose += own.prose
            around.linked += own.linked
            around.links += own.links
            around.add(node.tail)
    return found


def keep_main_text(root: Any) -> None:
    """Take out what is not the text of the page."""
    amounts = _amounts(root)
    whole = max(amounts[root].prose, 1)
    for node, amount in amounts.items():
        if node.getparent() is None:
            continue
        if not isinstance(node.tag, str) or _DROPPED.fullmatch(node.tag):
            _drop(node)
            continue
        marks = f"{node.get('class', '')} {node.get('id', '')} {node.get('role', '')}".lower()
        hidden = re.search(r"display\s*:\s*none", node.get("style", "")) or node.get("hidden") is not None
        menu = node.tag in _MENUS and amount.links > 2 and amount.linked * 10 >= 7 * amount.text
        if (hidden or menu or _ELSEWHERE.search(marks)) and amount.prose * 3 < whole:
            _drop(node)


def _drop(node: Any) -> None:
    """Take out an element, not what follows it."""
    parent = node.getparent()
    if parent is None:
        return
    if node.tail:
        before = node.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + node.tail
        else:
            parent.text = (parent.text or "") + node.tail
    parent.remove(node)
