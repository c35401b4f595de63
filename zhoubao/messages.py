"""Every message, label and word of a page in Chinese and English, from one catalogue: ``messages.json`` beside this file.

The catalogue has sections, and in each a text for every name. ``message`` holds errors and notes, each with a code: it
says what is wrong and what to do, and the error that carries it puts the place before it; codes beginning with E- stop
something, those beginning with N- only inform. What a source file can have wrong is listed where it is found out, in
``mappers``, and stands here as the section ``source``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from mappers.bilingual import Bilingual, language, read_bilingual
from mappers.text.source import source_messages

__all__ = ["Bilingual", "catalogue", "in_both", "label", "language", "message", "wording", "wordings"]


@cache
def catalogue() -> Mapping[str, Mapping[str, Bilingual]]:
    """All texts, by section and name."""
    sections = json.loads(Path(__file__).with_name("messages.json").read_text("utf-8"))
    return {name: read_bilingual(texts) for name, texts in sections.items()} | {"source": source_messages()}


def in_both(section: str, name: str, /, **values: object) -> Bilingual:
    """A text of the catalogue in both languages, with its values filled in."""
    found = catalogue()[section][name]
    return found.format(**values) if values else found


def wording(section: str, name: str, /, **values: object) -> str:
    """A text of the catalogue in the user's language, with its values filled in."""
    return str(in_both(section, name, **values))


def wordings(section: str) -> dict[str, str]:
    """All texts of a section in the user's language, for a page or its script; ``{values}`` stand as they are."""
    return {key: str(entry) for key, entry in catalogue()[section].items()}


def message(code: str, /, **values: object) -> str:
    """The text of an error or a note in the user's language."""
    return wording("message", code, **values)


def label(name: str) -> str:
    """A word of tables and lists in the user's language."""
    return wording("label", name)
