"""Masking: every recognised name becomes one character, so that rules read like the grammar they implement.

``公安厅在自贡召开全省公安机关推进会`` is matched as ``{B}在{R}召开全省公安机关推进会``. The tokens are characters of a
private use area; a masked text remembers where each of its characters stands in the view.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from mappers.facts.fact import Document, Entity, Period, Person
from mappers.regex import regex

__all__ = [
    "ACTOR",
    "AGENTS",
    "TOKENS",
    "A",
    "B",
    "C",
    "D",
    "Mask",
    "Mention",
    "N",
    "P",
    "Q",
    "R",
    "S",
    "T",
    "U",
    "V",
    "W",
    "compile_rule",
]

#: body, division, window, group, company, person, region, site,
B, V, W, A, C, P, R, S = (chr(0xE000 + i) for i in range(8))
#: document in 《》, announcement number, quoted text, day or days, period
D, N, Q, T, U = (chr(0xE010 + i) for i in range(5))
TOKENS = {"B": B, "V": V, "W": W, "A": A, "C": C, "P": P, "R": R, "S": S, "D": D, "N": N, "Q": Q, "T": T, "U": U}
_TOKEN = regex(f"[{''.join(TOKENS.values())}]")
#: Who can act on behalf of an office, as a character class.
AGENTS = B + V + W + A
ACTOR = f"[{AGENTS}]"

Value = Entity | Document | Person | Period | tuple[Person, ...] | tuple[date, date] | str | None


@dataclass(frozen=True, slots=True)
class Mention:
    """A recognised name: its token, its view offsets, its text without layout, and what it stands for."""

    token: str
    start: int
    end: int
    text: str
    value: Value = None


def compile_rule(pattern: str) -> re.Pattern[str]:
    """A regular expression in which ``{B}`` and the like stand for tokens and ``{X+}`` for a list of actors."""
    agents = f"(?:{ACTOR}{P}?|{P})"
    joined = f"(?:{agents}(?:(?:、|和|与|及|同|以及|[，]?{T}?(?:会同|联合|携手)){agents})*)"
    out = pattern.replace("{X+}", joined).replace("{X}", ACTOR)
    for name, token in TOKENS.items():
        out = out.replace("{" + name + "+}", f"{token}(?:[、和与及]?{token})*").replace("{" + name + "}", token)
    return regex(out)


class Mask:
    """A piece of the view in which mentions are single characters.

    `text` is what patterns match; `starts[i]` is the view offset of its character i, `starts[len(text)]` the end.
    """

    __slots__ = ("mentions", "source", "starts", "text")

    def __init__(self, source: str, start: int, end: int) -> None:
        self.source = source
        self.text = source[start:end]
        self.starts = list(range(start, end + 1))
        self.mentions: dict[int, Mention] = {}

    def view(self, start: int, end: int) -> tuple[int, int]:
        """View offsets of the masked characters [start, end)."""
        return self.starts[start], self._end(end - 1) if end > start else self.starts[start]

    def _end(self, i: int) -> int:
        mention = self.mentions.get(self.starts[i])
        return mention.end if mention and self.text[i] == mention.token else self.starts[i] + 1

    def plain(self, start: int, end: int) -> str:
        """The text behind the masked characters [start, end)."""
        first, last = self.view(start, end)
        return self.source[first:last]

    def at(self, i: int) -> Mention:
        """The mention whose token is the masked character i."""
        return self.mentions[self.starts[i]]

    def find(self, start: int, end: int, tokens: str = "") -> Iterator[Mention]:
        """Mentions among the masked characters [start, end), only those with one of `tokens` when given."""
        text, starts = self.text, self.starts
        for found in _TOKEN.finditer(text, start, end):
            i = found.start()
            mention = self.mentions.get(starts[i])
            if mention and text[i] == mention.token and (not tokens or mention.token in tokens):
                yield mention

    def replace(self, spans: list[tuple[int, int, str, Value]]) -> None:
        """Put tokens in the place of masked spans (start, end, token, value); spans must be in order and not overlap."""
        if not spans:
            return
        parts: list[str] = []
        starts: list[int] = []
        last = 0
        for start, end, token, value in spans:
            first, stop = self.view(start, end)
            if self.mentions:
                for at in self.starts[start:end]:
                    self.mentions.pop(at, None)
            self.mentions[first] = Mention(token, first, stop, self.source[first:stop], value)
            parts += (self.text[last:start], token)
            starts += self.starts[last:start]
            starts.append(first)
            last = end
        parts.append(self.text[last:])
        starts += self.starts[last:]
        self.text = "".join(parts)
        self.starts = starts

    def mark(
        self,
        pattern: re.Pattern[str],
        token: str,
        value: Callable[[re.Match[str]], Value | bool],
        needs: tuple[str, ...] = (),
    ) -> None:
        """Replace every match of `pattern`; `value` gives what it stands for, or False to leave it as it is.

        A group called ``x`` narrows what is replaced. Where none of `needs` stands in the text, nothing can match.
        """
        text = self.text
        if needs and not any(map(text.__contains__, needs)):
            return
        narrowed = "x" if "x" in pattern.groupindex else 0
        spans: list[tuple[int, int, str, Value]] = []
        for match in pattern.finditer(text):
            got = value(match)
            if got is False:
                continue
            spans.append((*match.span(narrowed), token, None if got is True else got))
        if spans:
            self.replace(spans)
