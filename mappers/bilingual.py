"""Words in Chinese and English, and which of the two the user reads."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Bilingual", "language", "read_bilingual"]


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text in both languages; ``{name}`` in it stands for a value. As a string it is in the user's language."""

    zh: str
    en: str

    def of(self, chosen: str) -> str:
        """The text in a language, "zh" or "en"."""
        return self.zh if chosen == "zh" else self.en

    def format(self, **values: object) -> Bilingual:
        """The text with values in their places; a value that is bilingual itself is put into each language."""
        zh, en = (
            {name: value.of(chosen) if isinstance(value, Bilingual) else value for name, value in values.items()}
            for chosen in ("zh", "en")
        )
        return Bilingual(self.zh.format_map(zh), self.en.format_map(en))

    def __str__(self) -> str:
        return self.of(language())


def language() -> str:
    """The language of messages: $ZHOUBAO_LANG, else the locale; "zh" or "en"."""
    for name in ("ZHOUBAO_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def read_bilingual(table: Mapping[str, Mapping[str, str]]) -> dict[str, Bilingual]:
    """The texts of a JSON object ``{name: {"zh": …, "en": …}}``."""
    return {name: Bilingual(both["zh"], both["en"]) for name, both in table.items()}
