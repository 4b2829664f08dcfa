"""The reader's notes inside a digest: as HTML that can do nothing, and as Markdown that says the same.

Markdown is written anew from that HTML: no raw HTML, no address but http, https and mailto, no definition of a link
that would reach beyond the note, and no heading above the place where it stands.
"""

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from store.parse.markup import clean, html_to_markdown, safe_link

_LOWEST = 6


class _Notes(MarkdownIt):
    """Markdown without HTML, whose lines end where they were ended."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"html": False, "breaks": True, "xhtmlOut": False})
        self.enable(["table", "strikethrough"])

    def validateLink(self, url: str) -> bool:  # noqa: N802, its name
        return safe_link(url) is not None


def note_html(note: str, above: int) -> str:
    """Write a note as HTML below a heading of the level `above`. Nothing in it is fetched: images become words."""
    writer = _Notes()
    tokens = writer.parse(clean(note))
    _lower(tokens, above)
    for token in tokens:
        for child in token.children or ():
            if child.type == "image":
                child.type, child.tag = "text", ""
                child.content = f"[image: {child.content}]" if child.content else "[image]"
    return str(writer.renderer.render(tokens, writer.options, {}))


def note_markdown(note: str, above: int) -> str:
    """Write a note as Markdown below a heading of the level `above`."""
    return html_to_markdown(note_html(note, above))


def _lower(tokens: Sequence[Token], above: int) -> None:
    """Put headings below the level `above`, none more than one level below the last; an empty one is none."""
    last = above
    for opening, text, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opening.type == "heading_open":
            last = min(above + int(opening.tag[1]), last + 1, _LOWEST) if text.content else last
            opening.tag = closing.tag = f"h{last}" if text.content else "p"
