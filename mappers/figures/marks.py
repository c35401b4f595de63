"""Where phrases, clauses and sentences of a line begin."""

from __future__ import annotations

__all__ = ["behind", "phrase_start", "segment_start"]


def behind(text: str, marks: str, at: int, begin: int = 0) -> int:
    """The place behind the last of some marks before `at`, `begin` where none stands there."""
    return max(begin, *(text.rfind(mark, 0, at) + 1 for mark in marks))


def phrase_start(gap: str) -> int:
    """Where the phrase before a quantity begins: behind the last comma that is not inside brackets."""
    depth = 0
    for i in range(len(gap.removesuffix("：")) - 1, -1, -1):
        if gap[i] in "）":
            depth += 1
        elif gap[i] in "（":
            if depth == 0:
                return i + 1
            depth -= 1
        elif depth == 0 and gap[i] in "，。；：！？":
            return i + 1
    return 0


def segment_start(gap: str) -> int:
    """Where the last sentence of a gap begins; ； ends one too."""
    return behind(gap, "。；！？", len(gap))
