"""Markup to text: `clean()` for all that reaches a terminal, titles as text, HTML as Markdown.

The rooms behind this door: `markup_clean`, `markup_titles`, `markup_links`, and `markup_html`, which makes Markdown of
HTML by `markup_plain`, or else by `markup_markdown`, `_tree`, `_inline`, `_tables` and `_science`.
"""

from store.parse.markup_clean import clean, clean_line
from store.parse.markup_links import safe_link
from store.parse.markup_titles import strip_markup

__all__ = ["clean", "clean_line", "html_to_markdown", "safe_link", "strip_markup"]


def html_to_markdown(html: str, base: str | None = None) -> str:
    """Return an HTML document or fragment as clean Markdown.

    Links become absolute by `base`; only http, https and mailto stay links. Never raises.
    """
    # imported here because the screen needs clean() at its start
    from store.parse.markup_html import write_markdown

    return write_markdown(html, base)
