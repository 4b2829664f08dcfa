"""Markup to text: `clean()` for all that reaches a terminal, titles as text, HTML as Markdown.

The rooms behind this door: `markup_clean`, `markup_titles`, `markup_links`, and `markup_markdown`, which with
`markup_tree`, `markup_inline`, `markup_tables` and `markup_science` makes Markdown of HTML.
"""

from store.parse.markup_clean import clean, clean_line
from store.parse.markup_links import safe_link
from store.parse.markup_titles import strip_markup

__all__ = ["clean", "clean_line", "html_to_markdown", "safe_link", "strip_markup"]


def html_to_markdown(html: str, base: str | None = None) -> str:
    """Return an HTML document or fragment as clean Markdown.

    Links become absolute by `base`; only http, https and mailto stay links. Never raises.
    """
    # imported here because the screen needs clean() at its start, and lxml and bs4 would double that start
    from store.parse.markup_markdown import write_markdown

    return write_markdown(html, base)
