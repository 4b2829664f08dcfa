"""A page of passages, laid out for a width: one below another, or two columns where there is room. And its list.

Some lines lead somewhere; the cursor goes from one of these to the next, and where none is in sight the page scrolls.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from rich.cells import cell_len

from tui.widgets.markdown_lines_wrap import Line, Piece, plain, safe, wrap
from tui.widgets.row_list import Part, RowList, fit

BESIDE = 96
"""Cells from which two columns stand beside each other."""
WIDEST_TEXT = 104
"""Cells of a line that has the page for itself."""
_GAP = 4


@dataclass(frozen=True, slots=True)
class Target:
    """Where a line leads: to an article, to a paper, or out to an address."""

    kind: Literal["article", "paper", "url"]
    id: int = 0
    url: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text that is wrapped, with a lead to the left of its first line. Without pieces an empty line."""

    pieces: tuple[Piece, ...] = ()
    lead: str = ""
    indent: int = 0
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """Two columns; one below the other where there is no room."""

    left: tuple[Passage, ...]
    right: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class CardLine:
    """A line of the screen, and where it leads."""

    parts: tuple[Part, ...] = ()
    target: Target | None = None


def text(words: str, look: str = "", **more: int) -> Passage:
    """A passage in one look. `indent`: cells to its left."""
    return Passage((Piece(safe(words), look),), indent=more.get("indent", 0))


def lay(page: Sequence[Passage | Beside], width: int) -> list[CardLine]:
    """The lines of a page of `width` cells."""
    lines: list[CardLine] = []
    for one in page:
        if isinstance(one, Passage):
            lines += _passage(one, min(width, WIDEST_TEXT))
        elif width < BESIDE:
            lines += lay([*one.left, Passage(), *one.right], width)
        else:
            lines += _columns(one, width)
    return lines


def _passage(one: Passage, width: int) -> Iterator[CardLine]:
    if not one.pieces:
        yield CardLine()
        return
    indent = min(one.indent, width // 3)  # the text needs the room more
    room = max(width - indent, 2)
    lead = fit(one.lead, indent)
    for place, line in enumerate(wrap(one.pieces, room)):
        yield CardLine(((lead, "dim"), *_parts(line)), None if place else one.target)
        lead = " " * indent


def _columns(one: Beside, width: int) -> Iterator[CardLine]:
    """Line beside line; a column that leads somewhere gives the line its target."""
    room = (width - _GAP) // 2
    for left, right in zip_longest(lay(one.left, room), lay(one.right, room), fillvalue=CardLine()):
        used = cell_len("".join(words for words, _ in left.parts))
        blank = (" " * (room - used + _GAP), "")
        yield CardLine((*left.parts, blank, *right.parts), left.target or right.target)


def _parts(line: Line) -> tuple[Part, ...]:
    return tuple((piece.text, piece.style) for piece in line)


def spanned(words: str, *marks: tuple[Sequence[tuple[int, int]], str, str]) -> tuple[Piece, ...]:
    """A text as pieces: the spans of each mark in its look, between its signs ("‹›", or ""). The first mark wins."""
    taken = sorted(
        (start, end, look, signs)
        for place, (spans, look, signs) in enumerate(marks)
        for start, end in spans
        if not any(start < later and end > first for earlier, *_ in marks[:place] for first, later in earlier)
    )
    pieces: list[Piece] = []
    at = 0
    for start, end, look, signs in taken:
        if start < at:
            continue
        before, after = (signs[0], signs[1]) if signs else ("", "")
        pieces += [Piece(safe(words[at:start])), Piece(f"{before}{safe(words[start:end])}{after}", look)]
        at = end
    return tuple(piece for piece in (*pieces, Piece(safe(words[at:]))) if piece.text)


class CardList(RowList):
    """The lines of a page, wrapped for its width."""

    DEFAULT_CSS = """
    CardList > .row--shared { text-style: underline; }
    CardList > .row--twice { text-style: bold; }
    """
    COMPONENT_CLASSES = {"row--shared", "row--twice"}

    def __init__(self) -> None:
        super().__init__()
        self.page: Sequence[Passage | Beside] = ()
        self.laid: list[CardLine] = []
        self._width = 0

    @property
    def target(self) -> Target | None:
        """Where the line under the cursor leads; None for one that is out of sight."""
        top = self.scroll_offset.y
        return self.laid[self.cursor].target if max(top, 0) <= self.cursor < top + self.size.height else None

    def show(self, page: Sequence[Passage | Beside]) -> None:
        """Show this page; the cursor stays on what leads to the same, and the page where it was."""
        before = self.target
        self.page = page
        if self.size.width:
            self._lay(before)

    def _lay(self, before: Target | None) -> None:
        self._width = self.size.width
        self.laid = lay(self.page, self._width - 2)
        self.count = len(self.laid)
        self.cursor = next((n for n, line in enumerate(self.laid) if before and line.target == before), -1)
        self.lay_again()

    def selectable(self, index: int) -> bool:
        """What leads somewhere."""
        return self.laid[index].target is not None

    def row(self, index: int, width: int) -> Sequence[Part]:
        """A line as it was laid."""
        return self.laid[index].parts

    def move(self, step: int) -> bool:
        """To the next line that leads somewhere, if it is in sight; else the page goes by so many lines."""
        top, height = self.scroll_offset.y, self.size.height
        at = self.cursor if self.cursor >= 0 else top - 1 if step > 0 else min(top + height, self.count)
        way = range(at + 1, self.count) if step > 0 else range(at - 1, -1, -1)
        there = next((n for n in way if self.selectable(n)), -1)
        at_edge = top >= self.count - height if step > 0 else top == 0
        in_sight = top <= there < top + height
        if there >= 0 and abs(step) == 1 and (in_sight or at_edge):
            return self.go(there)
        self.scroll_to(y=max(min(top + step, self.count - height), 0), animate=False)
        self._leave()
        return not at_edge

    def _leave(self) -> None:
        """A cursor that has left the window stands on nothing until it comes to the next line that leads somewhere."""
        top, height = self.scroll_offset.y, self.size.height
        if self.cursor >= 0 and not top <= self.cursor < top + height:
            self.cursor = -1
            self.refresh()

    def go(self, index: int) -> bool:
        """To a line that leads somewhere; to the ends of the page with or without one."""
        if index in (0, self.count - 1) and not (self.count and self.selectable(index)):
            self.scroll_to(y=0 if index == 0 else self.count, animate=False)
            self._leave()
            return True
        return super().go(index)

    def _show_cursor(self) -> None:
        top, height = self.scroll_offset.y, self.size.height
        if height and self.cursor >= 0 and not top <= self.cursor < top + height:
            self.scroll_to(y=self.cursor - (height - 1 if self.cursor > top else 0), animate=False)

    def on_resize(self) -> None:
        """Wrap for the first time, and again for another width."""
        if self.size.width != self._width:
            self._lay(self.target)
        self._measure()


def line_text(line: CardLine) -> str:
    """The words of a line."""
    return plain(Piece(words) for words, _ in line.parts)
