"""A page of blocks laid out lazily: only blocks that were looked at have been drawn, all others are estimated.

Line numbers change when an estimate is corrected; a `Spot` (block and line within it) does not, so callers
keep hold of what the reader sees by a spot.
"""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import NamedTuple

from tui.widgets.markdown_lines import Block, Definitions, Line, Link, Mark, draw, estimate, guess

KEPT = 300  # drawn blocks kept in memory; the others are drawn again when looked at


Marks = Callable[[int], Sequence[Mark]]
"""From the number of a block to the marks of its next drawing."""


class Spot(NamedTuple):
    """A place on the page that survives re-wrapping: a block, and how far into it (0 to 1)."""

    block: int
    part: float


class Sheet:
    """The blocks of one page at one width."""

    def __init__(self, blocks: Sequence[Block], definitions: Definitions, width: int) -> None:
        self.blocks = blocks
        self.definitions = definitions
        self._marks: Marks | None = None
        self._links: list[Sequence[Link]] = []  # of the blocks up to the frontier
        self._guesses: list[int] | None = None  # numbers of the blocks' first links, before they are read
        self.resize(width)

    def resize(self, width: int) -> None:
        """Lay the page out for another width; the links already read stay known."""
        self.width = width
        self._heights = [estimate(block, width) for block in self.blocks]
        self._exact = [False] * len(self.blocks)
        self._settled = 0  # all blocks before it are exact
        self._drawn: OrderedDict[int, list[Line]] = OrderedDict()
        self._starts: list[int] | None = None
        self._firsts = list(accumulate(map(len, self._links), initial=1))

    def mark(self, marks: Marks | None) -> None:
        """Mark each block when it is drawn; what is in sight is drawn again when it is asked for."""
        self._marks = marks
        self._drawn.clear()

    def line_of(self, block: int, style: str, marks: Sequence[Mark]) -> int:
        """Return which line of a block, drawn with these marks, is the first to have a style; 0 if none has."""
        drawn = draw(self.blocks[block], self.width, 1, self.definitions, False, marks)
        lines = drawn.lines[1:] if block == 0 and self.blocks[0].gap else drawn.lines
        return next((y for y, line in enumerate(lines) if any(style in piece.style.split() for piece in line)), 0)

    @property
    def height(self) -> int:
        """Lines of the whole page, as far as known."""
        return self._tops()[-1]

    @property
    def settled(self) -> bool:
        """True once every height is exact and every link is known."""
        return self._settled == len(self.blocks)

    def line(self, y: int) -> Line:
        """Return line `y` of the page; beyond its end an empty one."""
        if not 0 <= y < self.height:
            return ()
        block, offset = self.find(y)
        lines = self._lines(block)
        return lines[offset] if offset < len(lines) else ()

    def find(self, y: int) -> tuple[int, int]:
        """Return the block at line `y` and the line's offset within it."""
        tops = self._tops()
        block = min(max(bisect_right(tops, y) - 1, 0), max(len(self.blocks) - 1, 0))
        return block, y - tops[block]

    def spot(self, y: int) -> Spot:
        """Return the place at line `y`."""
        if not self.blocks:
            return Spot(0, 0.0)
        block, offset = self.find(y)
        return Spot(block, min(max(offset / max(self._heights[block], 1), 0.0), 1.0))

    def y(self, spot: Spot) -> int:
        """Return the line where a place is now."""
        if not self.blocks:
            return 0
        block = min(max(spot.block, 0), len(self.blocks) - 1)
        return self._tops()[block] + round(min(max(spot.part, 0.0), 1.0) * self._heights[block])

    def look(self, y: int, count: int) -> None:
        """Draw what lines `y` to `y + count` show, so that their heights are exact."""
        if not self.blocks:
            return
        block = self.find(max(y, 0))[0]
        bottom = self._tops()[block]
        while block < len(self.blocks) and bottom < y + count:
            self._lines(block)
            bottom += self._heights[block]
            block += 1

    def look_at_end(self, count: int) -> None:
        """Draw the last `count` lines of the page."""
        block = len(self.blocks) - 1
        while block >= 0 and count > 0:
            self._lines(block)
            count -= self._heights[block]
            block -= 1

    def settle(self, enough: Callable[[], bool] = lambda: False) -> range:
        """Draw blocks nobody has looked at, in reading order, until `enough`; return from where to where it drew."""
        drawn: list[int] = []
        while self._settled < len(self.blocks) and not enough():
            if len(self._links) <= self._settled or not self._exact[self._settled]:
                self._draw(self._settled, kept=self._marks is None or self._settled in self._drawn)
                drawn.append(self._settled)
            self._settled += 1
        return range(drawn[0], self._settled) if drawn else range(0)

    def links(self) -> list[Link]:
        """Return all links of the page in reading order: number 1 first. Reads the whole page."""
        while len(self._links) < len(self.blocks):
            self._draw(len(self._links))
        return [link for links in self._links for link in links]

    def _tops(self) -> list[int]:
        if self._starts is None:
            self._starts = list(accumulate(self._heights, initial=0))
        return self._starts

    def _guessed(self) -> list[int]:
        if self._guesses is None:
            self._guesses = list(accumulate(map(guess, self.blocks), initial=1))
        return self._guesses

    def _lines(self, block: int) -> list[Line]:
        lines = self._drawn.get(block)
        if lines is None:
            return self._draw(block)
        self._drawn.move_to_end(block)
        return lines

    def _draw(self, block: int, kept: bool = True) -> list[Line]:
        """Draw a block; what is only measured and not `kept` is not marked."""
        known = block < len(self._firsts)
        first = self._firsts[block] if known else self._guessed()[block]
        marks = self._marks(block) if self._marks and kept else ()
        drawn = draw(self.blocks[block], self.width, first, self.definitions, known, marks)
        lines = drawn.lines[1:] if block == 0 and self.blocks[0].gap else drawn.lines
        if block == len(self._links):
            self._links.append(drawn.links)
            self._firsts.append(self._firsts[-1] + len(drawn.links))
        if self._heights[block] != len(lines):
            self._heights[block] = len(lines)
            self._starts = None
        # With dots for numbers it is not final: it is drawn once more when the links above it are counted.
        self._exact[block] = known or not drawn.links
        if kept:
            self._drawn[block] = lines
        if len(self._drawn) > KEPT:
            self._drawn.popitem(last=False)
        return lines
