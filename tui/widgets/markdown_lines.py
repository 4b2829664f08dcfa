"""Markdown → styled screen lines for a width. Pure: no widget, no screen.

A line is a tuple of pieces (text, style, href). The styles are names, separated by blanks where several apply:

    heading subheading strong emphasis strike code code-block link link-number image
    marker quote quote-bar rule section table-head table-name hit find found

`draw` draws one block and is what the lazy `markdown_lines_sheet.Sheet` calls; `render` draws a whole text.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from rich.cells import cell_len, chop_cells, set_cell_size

from tui.widgets.markdown_lines_blocks import Block, blocks
from tui.widgets.markdown_lines_inline import Definitions, Link, guess_links, inline, numbered
from tui.widgets.markdown_lines_marks import Mark, code_text, marked
from tui.widgets.markdown_lines_table import draw_rows
from tui.widgets.markdown_lines_wrap import (
    Lead,
    Line,
    Piece,
    cut,
    hang,
    href_at,
    margin,
    plain,
    width_of,
    wrap,
)

__all__ = [
    "Block", "Definitions", "Drawn", "Lead", "Line", "Link", "Mark", "Piece",
    "blocks", "draw", "estimate", "guess", "href_at", "plain", "render", "width_of",
]  # fmt: skip

NARROWEST = 8  # columns below which nothing more is shrunk
CODE_INDENT = "  "


class Drawn(NamedTuple):
    """The lines of a block, and the links in it, in reading order."""

    lines: list[Line]
    links: list[Link]


def render(source: str, width: int) -> Drawn:
    """Draw a whole Markdown text; links are numbered from 1."""
    done = Drawn([], [])
    found, definitions = blocks(source)
    for number, block in enumerate(found):
        drawn = draw(block, width, len(done.links) + 1, definitions)
        done.lines.extend(drawn.lines[1:] if block.gap and number == 0 else drawn.lines)
        done.links.extend(drawn.links)
    return done


def draw(
    block: Block, width: int, first: int, definitions: Definitions, known: bool = True, marks: Sequence[Mark] = ()
) -> Drawn:
    """Draw a block as lines of at most `width` cells (at least 8), the blank line above it included.

    `first` is the number of its first link; while it is only guessed (not `known`) dots stand for the numbers.
    `marks` change no line's text.
    """
    width = max(width, NARROWEST)
    above, below, used = margin(block.leads, width)
    lines, links = _content(block, width - used, _Reader(first, known, definitions, marks))
    lines = hang(lines or [()], above, below)
    if block.gap:
        _, through, _ = margin(block.leads[: block.shared], width)
        lines.insert(0, through)
    return Drawn([_trimmed(line) for line in lines], links)


def estimate(block: Block, width: int) -> int:
    """Guess how many lines `draw` gives, without reading the inline Markdown."""
    room = max(width - 2 * len(block.leads), NARROWEST)
    if block.kind == "code":
        lines = block.source.count("\n") + 1
    elif block.kind == "table":
        lines = len(block.rows) + (0 in block.rows)
    elif block.kind == "pieces":
        lines = sum(len(piece.text) // room + piece.text.count("\n") for piece in block.pieces[:50]) + 1
    else:
        lines = len(block.source) // room + 1
    return lines + block.gap


def guess(block: Block) -> int:
    """Guess how many links the block has."""
    if block.table is not None:
        return sum(guess_links(cell) for row in block.rows for cell in block.table.cells[row])
    return 0 if block.kind == "code" else guess_links(block.source)


def _content(block: Block, width: int, reader: "_Reader") -> Drawn:
    if block.kind == "rule":
        return Drawn([(Piece("─" * width, "rule"),)], [])
    if block.kind == "section":
        name = set_cell_size(block.source, min(width, cell_len(block.source)))
        return Drawn([(Piece(name + "─" * (width - cell_len(name)), "section"),)], [])
    if block.kind == "code":
        return Drawn(_code(block.source, width, reader.marks), [])
    if block.kind == "pieces":
        return Drawn(wrap(marked(block.pieces, reader.marks), width), [])
    if block.kind == "table" and block.table is not None:
        return Drawn(draw_rows(block.table, block.rows, width, reader.read), reader.links)
    return Drawn(wrap(_based(reader.read(block.source), _base(block)), width), reader.links)


def _base(block: Block) -> str:
    if block.kind == "heading":
        return "heading" if block.level <= 2 else "subheading"
    return "quote" if any(lead.style == "quote-bar" for lead in block.leads) else ""


def _based(pieces: Sequence[Piece], base: str) -> Sequence[Piece]:
    return [Piece(text, f"{base} {style}".strip(), href) for text, style, href in pieces] if base else pieces


def _code(source: str, width: int, marks: Sequence[Mark]) -> list[Line]:
    """Keep code as it stands, two columns in; a line too long for the screen goes on in the next."""
    indent = Piece(CODE_INDENT)
    lines: list[Line] = []
    for text in map(code_text, source.split("\n")):
        parts = _fold(text, width - len(CODE_INDENT))
        if not marks:  # the usual case, and code may be long
            lines += [(indent, Piece(part, "code-block")) if part else () for part in parts]
            continue
        ends = list(accumulate(map(len, parts)))
        pieces = marked((Piece(text, "code-block"),), marks)
        cuts = cut(pieces, zip([0, *ends], ends, strict=False))
        lines += [(indent, *part) if part else () for part in cuts]
    return lines


def _fold(text: str, width: int) -> list[str]:
    """Break text anywhere, blanks kept, into parts of at most `width` cells."""
    if len(text) <= width and (text.isascii() or cell_len(text) <= width):
        return [text]
    return chop_cells(text, width)


def _trimmed(line: Sequence[Piece]) -> Line:
    """Drop blanks at the end of a line, so that a blank line is empty and copied text is clean."""
    kept = list(line)
    while kept and not kept[-1].text.rstrip(" "):
        kept.pop()
    if kept and kept[-1].text.endswith(" "):
        kept[-1] = kept[-1]._replace(text=kept[-1].text.rstrip(" "))
    return tuple(kept)


class _Reader:
    """Reads the paragraph or the cells of a block in reading order, numbering their links on."""

    def __init__(self, first: int, known: bool, definitions: Definitions, marks: Sequence[Mark]) -> None:
        self.links: list[Link] = []
        self.marks = marks
        self._first = first
        self._known = known
        self._definitions = definitions

    def read(self, source: str) -> Sequence[Piece]:
        text = inline(source, self._definitions)
        pieces = numbered(text.pieces, self._first + len(self.links), self._known)
        self.links += text.links
        return marked(pieces, self.marks)
