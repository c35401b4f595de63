"""HTML by templates: files ``*.html.j2`` beside the modules that fill them; whatever is filled in is escaped.

Jinja2 is loaded with the first page that is written, so that a command that writes none does not wait for it.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from zhoubao.messages import Bilingual, in_both, language, wording

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["asset", "flat", "render"]

_FOLDER = Path(__file__).parent


@cache
def asset(name: str) -> str:
    """A file of the package: ``render/theme.css``, ``render/vendor/cytoscape/cytoscape.min.js``."""
    return (_FOLDER / name).read_text("utf-8")


def flat(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def render(template: str, **values: object) -> str:
    """A template, named by its path in the package, with values filled in; a name without a value is an error."""
    return _environment().get_template(template).render(values)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup, escape

    def attribute(text: str) -> Markup:
        """The value of an attribute; a carriage return as a reference, which alone brings it through a parser."""
        return Markup(escape(text).replace("\r", Markup("&#13;")))

    spans = Markup('<span class="zh" lang="zh">{}</span><span class="en" lang="en">{}</span>')

    @lru_cache(4096)
    def both(words: Bilingual) -> Markup:
        """Words in both languages, of which the style of the page shows those of the language that is chosen."""
        return escape(words.zh) if words.zh == words.en else spans.format(words.zh, words.en)

    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )
    environment.filters |= {"attribute": attribute, "both": both, "flat": flat}
    environment.globals |= {
        "asset": lambda name: Markup(asset(name)),
        "in_both": in_both,
        "language": language,
        "wording": wording,
    }
    return environment
