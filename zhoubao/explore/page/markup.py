"""The small change of HTML: escaped text, attributes, and words in both languages of which one is shown."""

from __future__ import annotations

from html import escape

from zhoubao.messages import Bilingual

__all__ = ["attributes", "both", "tag", "text"]


def text(words: str) -> str:
    """Labels as the content of an element; parsers make line feeds of carriage returns, so they are made here."""
    return escape(words, quote=False).replace("\r\n", "\n").replace("\r", "\n")


def attributes(**values: str | int | None) -> str:
    """Attributes of an element, with a blank before each; `class_` is class, `data_f` is data-f, None is left out.

    >>> attributes(class_="a", data_f='"<', hidden=None)
    ' class="a" data-f="&quot;&lt;"'
    """
    return "".join(
        f' {name.rstrip("_").replace("_", "-")}="{_value(str(value))}"'
        for name, value in values.items()
        if value is not None
    )


def _value(words: str) -> str:
    """Labels as the value of an attribute; a carriage return as a reference, which alone brings it through a parser."""
    return escape(words).replace("\r", "&#13;")


def tag(name: str, content: str = "", /, **values: str | int | None) -> str:
    """An element around content that is HTML already."""
    return f"<{name}{attributes(**values)}>{content}</{name}>"


def both(words: Bilingual) -> str:
    """Words in both languages; the style sheet shows those of the language that is chosen."""
    if words.zh == words.en:
        return text(words.zh)
    return f'<span class="zh" lang="zh">{text(words.zh)}</span><span class="en" lang="en">{text(words.en)}</span>'
