"""Marks in a block's text: where something stands that was looked for. Pure.

Marks are laid on before the text is wrapped, so that a hit goes on in the next line; `texts` gives the very same
texts without drawing. Names of styles: hit find found.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, repeat

from tui.widgets.markdown_lines_blocks import Block
from tui.widgets.markdown_lines_inline import Definitions, inline
from tui.widgets.markdown_lines_wrap import Piece, safe

Spans = Callable[[str], Sequence[tuple[int, int]]]
"""From a text to where in it something stands: (start, end), in order and apart."""

Mark = Callable[[str], Sequence[tuple[int, int, str]]]
"""From a text to what is marked in it: (start, end, style), in order and apart.

It is asked for each text of a block once, in the order of `texts`.
"""


def texts(block: Block, definitions: Definitions) -> list[str]:
    """Return what can be found in a block: its paragraph, the lines of its code, the cells of its table."""
    if block.kind == "pieces":
        return [_text(block.pieces)]
    if block.kind == "code":
        return [code_text(line) for line in block.source.split("\n")]
    if block.table is not None:
        cells = (cell for row in block.rows for cell in block.table.cells[row])
        return [_text(inline(cell, definitions).pieces) for cell in cells]
    return [_text(inline(block.source, definitions).pieces)] if block.source else []


def code_text(line: str) -> str:
    """A line of code as it is drawn."""
    return safe(line.expandtabs(4)).rstrip()


def marked(pieces: Sequence[Piece], marks: Sequence[Mark]) -> Sequence[Piece]:
    """Lay marks over pieces, the later over the earlier; link numbers are no part of the text."""
    for mark in marks:
        if spans := mark(_text(pieces)):
            pieces = list(_cut(pieces, spans))
    return pieces


def counted(spans: Spans, style: str, now: int | None = None, now_style: str = "") -> Mark:
    """Return a mark for one drawing of a block; hit `now` of the block, counted from 0, is in `now_style`."""
    styles = chain(repeat(style, now), (now_style,), repeat(style)) if now is not None else repeat(style)
    return lambda text: [(start, end, next(styles)) for start, end in spans(text)]


def _text(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces if piece.style != "link-number")


def _cut(pieces: Sequence[Piece], spans: Sequence[tuple[int, int, str]]) -> Iterator[Piece]:
    """Cut the pieces where a mark begins or ends."""
    index = base = 0
    for piece in pieces:
        if piece.style == "link-number":
            yield piece
            continue
        here, end = base, base + len(piece.text)
        while index < len(spans) and spans[index][0] < end:
            start, stop, style = spans[index]
            if start > here:
                yield piece._replace(text=piece.text[here - base : start - base])
            text = piece.text[max(start - base, 0) : stop - base]
            yield piece._replace(text=text, style=f"{piece.style} {style}".strip())
            here = min(stop, end)
            if stop > end:
                break  # it goes on in the next piece
            index += 1
        if here < end:
            yield piece._replace(text=piece.text[here - base :])
        base = end
