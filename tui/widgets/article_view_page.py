"""What the detail shows of one article, as blocks: title, facts, tags, body, notes, references.

Names of styles, besides those of `markdown_lines`: title fact tag tag-own section ref-number ref-title ref-detail
note empty.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from store import clean, clean_line
from tui.paper_words import DOUBTED
from tui.widgets.markdown_lines import Block, Definitions, Lead, Piece, blocks
from tui.widgets.markdown_lines_wrap import safe

_NUMBER = 3  # columns of a reference's number: 99 without ragged edge
_RULE = "──"
_UNREAD = "●"


@dataclass(frozen=True, slots=True)
class Entry:
    """A reference as it is drawn: its number, its lines (the first one is the title), and its link.

    `n` is None for what cannot be opened by number; `role` is main, cited or self (self is not drawn).
    `also` are further lines, about other articles: they carry no link.
    """

    n: int | None
    lines: tuple[str, ...]
    role: str
    url: str | None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """What the detail shows of one article, as plain values."""

    article_id: int
    title: str
    facts: tuple[str, ...]  # lines under the title: "Scienmag · 3 June 2026 · 6 min"
    tags: tuple[tuple[str, bool], ...]  # (name, given by the reader)
    body: str  # Markdown
    references: tuple[Entry, ...]
    notes: str = ""
    empty: str = ""  # what to say when there is no reference
    items: tuple[tuple[str, bool], ...] = ()  # of a digest: (title, read)


def page(document: Document) -> tuple[list[Block], Definitions]:
    """Return the whole page as blocks, and the link definitions of its body."""
    body, definitions = blocks(document.body)
    below = (*_items(document.items), *_notes(document.notes), *_references(document))
    return [*_head(document), *body, *below], definitions


def _pieces(*pieces: Piece, gap: bool = False, leads: tuple[Lead, ...] = ()) -> Block:
    return Block("pieces", pieces=pieces, gap=gap, leads=leads)


def _head(document: Document) -> Iterator[Block]:
    if title := clean_line(document.title):
        yield _pieces(Piece(safe(title), "title"))
    if facts := [_fact(fact) for fact in document.facts]:  # one block: a line more is no other place in the text
        yield _pieces(facts[0], *(piece for fact in facts[1:] for piece in (Piece("\n"), fact)))
    words: list[Piece] = []
    for name, own in document.tags:
        # A tag is one word to the eye: its blanks do not break.
        tag = "#" + safe(clean_line(name)).replace(" ", "\u00a0")
        words += [Piece("  "), Piece(tag, "tag-own" if own else "tag")]
    if words:
        yield _pieces(*words[1:])


def _fact(text: str) -> Piece:
    """A quiet line; a warning is none."""
    return Piece(safe(clean_line(text)), "strong" if text.startswith(DOUBTED) else "fact")


def _items(items: Sequence[tuple[str, bool]]) -> Iterator[Block]:
    """A digest's items: unread ones carry the same mark as in the list."""
    if items:
        yield _section("Items")
    for title, read in items:
        lead = Lead(f" {' ' if read else _UNREAD} ", " " * _NUMBER, "ref-number")
        yield _pieces(Piece(safe(clean_line(title)), "" if read else "strong"), leads=(lead,))


def _notes(notes: str) -> Iterator[Block]:
    """The reader's note as the Markdown it is, but its lines end where they were ended."""
    if not notes.strip():
        return
    yield _section("Note")
    first, *others = blocks("  \n".join(clean(notes).strip().split("\n")))[0] or [_pieces(Piece(""))]
    yield from (replace(first, gap=False), *others)


def _section(name: str) -> Block:
    """Return a quiet heading; the rule to its right is drawn as far as the page is wide."""
    return Block("section", source=f"{_RULE} {name} ", gap=True)


def _references(document: Document) -> Iterator[Block]:
    shown = [entry for entry in document.references if entry.role != "self"]
    if not shown and document.empty:
        yield _pieces(Piece(safe(clean_line(document.empty)), "empty"), gap=True)
    cites_main = any(entry.role == "main" for entry in shown)
    for main, entries in groupby(shown, lambda entry: entry.role == "main"):
        yield _section("Paper" if main else "Also cited" if cites_main else "References")
        for entry in entries:
            yield from _entry(entry)


def _entry(entry: Entry) -> Iterator[Block]:
    number = "" if entry.n is None else str(entry.n)
    indent = " " * _NUMBER
    lead = Lead(f"{number:>{_NUMBER - 1}} "[-max(_NUMBER, len(number) + 1) :], indent, "ref-number")
    for index, text in enumerate(_texts(entry.lines)):
        style = "ref-detail" if index else "ref-title"
        yield _pieces(Piece(text, style, entry.url), leads=(lead,))
        lead = Lead(indent, indent, "ref-number")
    for text in _texts(entry.also):
        yield _pieces(Piece(text, "ref-detail"), leads=(lead,))


def _texts(lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        if text := safe(clean_line(line)):
            yield text
