"""An article as linear text: for pipes, Braille lines and screen readers."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.token import Token

from store import Article, Reference, clean, clean_line, link

if TYPE_CHECKING:
    from store import PaperStatus


def plain_article(
    article: Article,
    body: str,
    references: Sequence[Reference],
    note: str = "",
    statuses: "Mapping[int, PaperStatus] | None" = None,
    *,
    marked: bool = False,
) -> str:
    """Write title, facts, body and references, one paragraph a line, references as footnotes.

    `marked` leaves the body as Markdown. `statuses`: how the papers stand, by their numbers.
    """
    facts = [article.source or article.feed, ", ".join(article.authors), article.published, article.url]
    lines = [article.title, *(fact for fact in facts if fact)]
    if article.tags:
        lines.append("Tags: " + ", ".join(article.tags))
    parts = ["\n".join(map(clean_line, lines)), body if marked else plain_body(body)]
    if note:
        parts.append(f"Note: {note}")
    notes = (_footnote(one, (statuses or {}).get(one.paper or 0)) for one in references)
    parts.append("\n".join(notes) if references else "No reference found in this article.")
    return clean("\n\n".join(parts))


def plain_body(markdown: str) -> str:
    """Write Markdown as text without its marks: a block a paragraph, list items with their marker."""
    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(markdown)
    out: list[str] = []
    markers: list[str] = []
    cells: list[str] | None = None
    for token in tokens:
        if token.type == "list_item_open":
            markers.append(f"{token.info}. " if token.info else "- ")
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            out.append(" | ".join(cells or []))
            cells = None
        elif token.type in ("fence", "code_block"):
            out.append(token.content.rstrip("\n"))
        elif token.type == "inline":
            text = "".join(map(_text, token.children or []))
            if cells is not None:
                cells.append(text)
            else:
                out.append((markers.pop() if markers else "") + text)
    return "\n\n".join(out)


def _text(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return " "
    if token.type == "image":
        return f"[image: {token.content}]" if token.content else ""
    return token.content


def _footnote(reference: Reference, status: "PaperStatus | None") -> str:
    number = f"[{reference.n}]" if reference.n is not None else "[this page]"
    address = link(reference.ids) or reference.url
    tail = f" <{address}>" if address and address not in reference.raw else ""
    return f"{number} {clean_line(reference.raw)}{tail}{_standing(status)}"


def _standing(status: "PaperStatus | None") -> str:
    """How the paper stands, where anybody was asked."""
    if status is None or status.kind == "unchecked":
        return ""
    from store import status_note  # here: the reader starts without it

    if status.kind == "none":
        return f" (no notice known as of {(status.as_of or '')[:10]})"
    return f" ({status_note(status)})"
