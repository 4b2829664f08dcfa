"""Inline Markdown → pieces: emphasis, code, links with a place for their number, images as captions.

Names of styles: strong, emphasis, strike, code, link, link-number, image.
"""

import re
from collections.abc import MutableMapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tui.glyphs import link_number
from tui.widgets.markdown_lines_wrap import Piece, safe

NESTING = 120  # of containers; deeper ones are flattened, because the tokeniser drops their text
OPEN_BRACKETS = 100  # in one block; more than that is no text, and its inline Markdown is not read

Definitions = MutableMapping[str, Any]
"""markdown-it's environment: the link definitions (`[1]: https://…`) of the document."""

_SPECIAL = re.compile(r"[\\`*_~\[\]<&]|  \n")
_BRACKETS = re.compile(r"[\[\]]")
_STYLES = {"strong": "strong", "em": "emphasis", "s": "strike"}
_IMAGE = "▣ "


class Link(NamedTuple):
    """A link in a text: its words and where it leads, exactly as written."""

    label: str
    href: str


class Inline(NamedTuple):
    """Pieces of a paragraph, and its links in reading order (one empty `link-number` piece each)."""

    pieces: tuple[Piece, ...]
    links: tuple[Link, ...]


@lru_cache(maxsize=1)
def tokeniser() -> MarkdownIt:
    """Return the tokeniser of blocks; its inline rules run only when asked, a block at a time."""
    markdown = MarkdownIt("commonmark", {"html": False, "maxNesting": NESTING}).enable(["table", "strikethrough"])
    markdown.core.ruler.disable(["inline", "text_join"])
    return markdown


def inline(source: str, definitions: Definitions) -> Inline:
    """Read inline Markdown; `definitions` resolves `[text][1]`."""
    if not _SPECIAL.search(source) or _hopeless(source):
        return Inline((Piece(safe(source.replace("\n", " "))),), ())
    tokens: list[Token] = []
    markdown = tokeniser()
    markdown.inline.parse(source, markdown, definitions, tokens)
    reader = _Reader()
    for token in tokens:
        reader.read(token)
    return Inline(tuple(reader.pieces), tuple(reader.links))


def _hopeless(source: str) -> bool:
    """Tell whether so many brackets are open at once that looking for their links takes quadratic time."""
    if source.count("[") <= OPEN_BRACKETS:
        return False
    depth = 0
    for bracket in _BRACKETS.findall(source):
        depth = depth + 1 if bracket == "[" else max(depth - 1, 0)
        if depth > OPEN_BRACKETS:
            return True
    return False


def numbered(pieces: Sequence[Piece], first: int, known: bool = True) -> list[Piece]:
    """Fill the places of link numbers, counting from `first`; dots hold the place of guessed numbers."""
    number = first
    done: list[Piece] = []
    for piece in pieces:
        if piece.style == "link-number":
            piece = piece._replace(text=link_number(number, known=known))
            number += 1
        done.append(piece)
    return done


def guess_links(source: str) -> int:
    """Guess how many links inline Markdown has, fast; definitions and code may deceive it."""
    return source.count("](") + source.count("<http")


class _Reader:
    """Collects pieces and links from inline tokens."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.links: list[Link] = []
        self._styles: list[str] = []
        self._href: str | None = None
        self._label = 0  # index of the piece where the open link begins

    def read(self, token: Token) -> None:
        """Take one token."""
        kind = token.type
        if kind in ("softbreak", "hardbreak"):
            self.pieces.append(Piece(" " if kind == "softbreak" else "\n", *self._look()))
        elif kind == "code_inline":
            self._add(token.content, "code")
        elif kind == "image":
            self._image(token)
        elif kind == "link_open":
            self._href = safe(str(token.attrGet("href") or "")) or None
            self._label = len(self.pieces)
        elif kind == "link_close":
            self._close_link()
        elif token.nesting:
            self._style(token)
        else:
            self._add(token.content)

    def _look(self, *more: str) -> tuple[str, str | None]:
        names = [*self._styles, *(("link",) if self._href else ()), *more]
        return " ".join(dict.fromkeys(names)), self._href

    def _add(self, text: str, *styles: str) -> None:
        if text := safe(text):
            self.pieces.append(Piece(text, *self._look(*styles)))

    def _style(self, token: Token) -> None:
        name = _STYLES.get(token.tag)
        if name and token.nesting > 0:
            self._styles.append(name)
        elif name and name in self._styles:
            self._styles.remove(name)

    def _image(self, token: Token) -> None:
        source = safe(str(token.attrGet("src") or ""))
        words = "".join(child.content for child in token.children or () if not child.nesting)
        caption = safe(words).strip() or source.rstrip("/").rpartition("/")[2] or "image"
        own = bool(source) and not self._href
        if own:
            self._href = source
        self._add(_IMAGE + caption, "image")
        if own:
            self._number(caption, source)
            self._href = None

    def _close_link(self) -> None:
        href, label = self._href, "".join(piece.text for piece in self.pieces[self._label :]).strip()
        if href and not label:
            self._add(href)
        if href:
            self._number(label or href, href)
        self._href = None

    def _number(self, label: str, href: str) -> None:
        self.links.append(Link(label, href))
        self.pieces.append(Piece("", "link-number", href))
