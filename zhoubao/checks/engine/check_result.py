"""What a check finds, as a value."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CheckResult"]


@dataclass(frozen=True, slots=True, order=True)
class CheckResult:
    """One result of a check.

    focus      the node that was checked
    severity   Violation, Warning or Info
    shape, constraint   which shape, which of its constraint components
    path, value         where the shape names them, else empty
    messages   (language, text), sorted
    quotes     what the bulletin says there, and wherever else the result comes from, sorted
    spans      the IRIs of these places
    """

    focus: str
    severity: str
    shape: str
    constraint: str
    path: str = ""
    value: str = ""
    messages: tuple[tuple[str, str], ...] = ()
    quotes: tuple[str, ...] = ()
    spans: tuple[str, ...] = ()

    def message(self, language: str) -> str:
        """The message in a language, else in any."""
        texts = dict(self.messages)
        return texts.get(language) or next(iter(texts.values()), "")
