"""Styled text → screen lines of a given width, measured in terminal cells.

The smallest part here is a `Piece`: text of one style. Wrapping never raises and never loses a character
other than the blanks where a line breaks.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from rich.cells import cell_len, chop_cells

from store import clean

MIN_TEXT = 20  # columns that quotes and lists leave to their text, however deep they are
NARROWEST = 2  # a wide character

_WIDE = "\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003fffd"
_CLOSING = "、。，．：；？！）」』】》〉〕”’…"  # may not begin a line
_MODIFIERS = "\u0300-\u036f\u200c\u200d\ufe00-\ufe0f"
_JOINERS = "\u200c\u200d\ufe0f"


@cache
def tokens(wide: bool) -> re.Pattern[str]:
    """What stays together: blanks, words and, in text that may hold `wide` letters, each of those.

    Those sets take longer to compile than all else that the first paint needs, and few texts hold one.
    """
    letters = _WIDE if wide else ""
    one_wide = rf"|[{_WIDE}][{_CLOSING}{_MODIFIERS}]{{0,8}}" if wide else ""
    return re.compile(
        rf"[ ]+{one_wide}"
        rf"|[^ {letters}]+?(?:—(?![{_MODIFIERS} ])|(?<=[^\W\d_]{{3}})[-–](?=[^\W\d_]{{3}})|(?=[ {letters}]|\Z))"
    )


class Piece(NamedTuple):
    """Text in one style: names of the style table, separated by blanks, and where a click leads."""

    text: str
    style: str = ""
    href: str | None = None


class Lead(NamedTuple):
    """What stands left of a block: a quote's bar or a list's marker, on its first and its other lines."""

    first: str
    rest: str
    style: str


Line = tuple[Piece, ...]


def safe(text: str) -> str:
    """Return the text as it may be drawn within one line; the gate every drawn character passes."""
    if text.isascii() and text.isprintable():
        return text
    text = clean(text.expandtabs(4)).replace("\n", " ")
    # A joiner at the edge of a piece would join it with its neighbour and change the width of both.
    return text.strip(_JOINERS)


def width_of(line: Iterable[Piece]) -> int:
    """Return how many cells the line takes."""
    return sum(cell_len(piece.text) for piece in line)


def plain(line: Iterable[Piece]) -> str:
    """Return the line's text without its styles."""
    return "".join(piece.text for piece in line)


def href_at(line: Iterable[Piece], column: int) -> str | None:
    """Return where a click on a column of the line leads."""
    for piece in line:
        size = cell_len(piece.text)
        if 0 <= column < size:
            return piece.href
        column -= size
    return None


def wrap(pieces: Sequence[Piece], width: int) -> list[Line]:
    """Break the pieces at blanks into lines of at most `width` cells (at least 2); `\\n` ends a line.

    A word wider than a line is broken where the line ends; between CJK letters any place will do.
    """
    width = max(width, NARROWEST)
    text = "".join(piece.text for piece in pieces)
    if len(text) <= width and text.isascii() and "\n" not in text:
        return [tuple(piece for piece in pieces if piece.text)]
    together = tokens(not text.isascii() and max(text) >= _WIDE[0])
    bounds: list[tuple[int, int]] = []
    start = 0
    for part in text.split("\n"):
        _fill(text, start, start + len(part), width, together, bounds)
        start += len(part) + 1
    return cut(pieces, bounds)


def _fill(
    text: str, start: int, end: int, width: int, together: re.Pattern[str], bounds: list[tuple[int, int]]
) -> None:
    """Add the (start, end) of each line of `text[start:end]`; blanks at a break belong to no line."""
    if end - start <= width and cell_len(text[start:end]) <= width:
        bounds.append((start, end))
        return
    line, line_end, column = start, start, 0
    for token in together.finditer(text, start, end):
        size = cell_len(token[0])
        if token[0][0] != " " and column + size > width:
            if line_end > line:
                bounds.append((line, line_end))
            line, column = token.start(), 0
            if size > width:
                line, size = _chop(token[0], line, width, bounds)
        column += size
        if token[0][0] != " ":
            line_end = token.end()
    bounds.append((line, max(line, line_end)))


def _chop(word: str, start: int, width: int, bounds: list[tuple[int, int]]) -> tuple[int, int]:
    """Break a word wider than a line; return where its last part begins and how wide that is."""
    *full, last = chop_cells(word, width)
    for part in full:
        if part:
            bounds.append((start, start + len(part)))
            start += len(part)
    return start, cell_len(last)


def cut(pieces: Sequence[Piece], bounds: Iterable[tuple[int, int]]) -> list[Line]:
    """Cut the pieces at the bounds, which ascend."""
    lines: list[Line] = []
    index = base = 0
    for start, end in bounds:
        while index < len(pieces) and base + len(pieces[index].text) <= start:
            base += len(pieces[index].text)
            index += 1
        line: list[Piece] = []
        at, here = index, base
        while here < end and at < len(pieces):
            piece = pieces[at]
            if text := piece.text[max(start - here, 0) : end - here]:
                line.append(Piece(text, piece.style, piece.href))
            here += len(piece.text)
            at += 1
        lines.append(tuple(line))
    return lines


def margin(leads: Sequence[Lead], width: int) -> tuple[Line, Line, int]:
    """Return the margin of the first and of the other lines, and the cells it takes.

    Of leads too deep for the width the innermost are drawn, so that 20 columns (or two thirds) stay.
    """
    room = max(width - MIN_TEXT, width // 3)
    kept: list[Lead] = []
    for lead in reversed(leads):
        size = max(cell_len(lead.first), cell_len(lead.rest))
        if size > room:
            break
        room -= size
        kept.insert(0, lead)
    first = tuple(Piece(lead.first, lead.style) for lead in kept)
    rest = tuple(Piece(lead.rest, lead.style) for lead in kept)
    return first, rest, max(width_of(first), width_of(rest))


def hang(lines: Iterable[Line], first: Line, rest: Line) -> list[Line]:
    """Put the margin before the lines."""
    return [(rest if number else first) + line for number, line in enumerate(lines)]
