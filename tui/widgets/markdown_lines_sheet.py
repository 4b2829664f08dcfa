"""A page of blocks laid out lazily: only blocks that were looked at have been drawn, all others are estimated.

Line numbers change when an estimate is corrected; a `Spot` (block and line within it) does not, so callers
keep hold of what the reader sees by a spot.
"""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import NamedTuple

from tui.widgets.markdown_lines import Block, Definitions, Line, Link, draw, estimate, guess

KEPT = 300  # drawn blocks kept in memory; the others are drawn again when looked at


class Spot(NamedTuple):
    """A place on the page that survives re-wrapping: a block, and how far into it (0 to 1)."""

    block: int
    part: float


class Sheet:
    """The blocks of one page at one width."""

    def __init__(self, blocks: Sequence[Block], definitions: Definitions, width: int) -> None:
        self._blocks = blocks
        self._definitions = definitions
        self._links: list[Sequence[Link]] = []  # of the blocks up to the frontier
        self._guesses: list[int] | None = None  # numbers of the blocks' first links, before they are read
        self.resize(width)

    def resize(self, width: int) -> None:
        """Lay the page out for another width; the links already read stay known."""
        self.width = width
        self._heights = [estimate(block, width) for block in self._blocks]
        self._exact = [False] * len(self._blocks)
        self._settled = 0  # all blocks before it are exact
        self._drawn: OrderedDict[int, list[Line]] = OrderedDict()
        self._starts: list[int] | None = None
        self._firsts = list(accumulate(map(len, self._links), initial=1))

    @property
    def height(self) -> int:
        """Lines of the whole page, as far as known."""
        return self._tops()[-1]

    @property
    def settled(self) -> bool:
        """True once every height is exact and every link is known."""
        return self._settled == len(self._blocks)

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
        block = min(max(bisect_right(tops, y) - 1, 0), max(len(self._blocks) - 1, 0))
        return block, y - tops[block]

    def spot(self, y: int) -> Spot:
        """Return the place at line `y`."""
        if not self._blocks:
            return Spot(0, 0.0)
        block, offset = self.find(y)
        return Spot(block, min(max(offset / max(self._heights[block], 1), 0.0), 1.0))

    def y(self, spot: Spot) -> int:
        """Return the line where a place is now."""
        if not self._blocks:
            return 0
        block = min(max(spot.block, 0), len(self._blocks) - 1)
        return self._tops()[block] + round(min(max(spot.part, 0.0), 1.0) * self._heights[block])

    def look(self, y: int, count: int) -> None:
        """Draw what lines `y` to `y + count` show, so that their heights are exact."""
        if not self._blocks:
            return
        block = self.find(max(y, 0))[0]
        bottom = self._tops()[block]
        while block < len(self._blocks) and bottom < y + count:
            self._lines(block)
            bottom += self._heights[block]
            block += 1

    def look_at_end(self, count: int) -> None:
        """Draw the last `count` lines of the page."""
        block = len(self._blocks) - 1
        while block >= 0 and count > 0:
            self._lines(block)
            count -= self._heights[block]
            block -= 1

    def settle(self, enough: Callable[[], bool] = lambda: False) -> range:
        """Draw blocks nobody has looked at, in reading order, until `enough`; return which are settled now."""
        start = self._settled
        while self._settled < len(self._blocks) and not enough():
            if len(self._links) <= self._settled or not self._exact[self._settled]:
                self._draw(self._settled)
            self._settled += 1
        return range(start, self._settled)

    def links(self) -> list[Link]:
        """Return all links of the page in reading order: number 1 first. Reads the whole page."""
        while len(self._links) < len(self._blocks):
            self._draw(len(self._links))
        return [link for links in self._links for link in links]

    def _tops(self) -> list[int]:
        if self._starts is None:
            self._starts = list(accumulate(self._heights, initial=0))
        return self._starts

    def _guessed(self) -> list[int]:
        if self._guesses is None:
            self._guesses = list(accumulate(map(guess, self._blocks), initial=1))
        return self._guesses

    def _lines(self, block: int) -> list[Line]:
        lines = self._drawn.get(block)
        if lines is None:
            return self._draw(block)
        self._drawn.move_to_end(block)
        return lines

    def _draw(self, block: int) -> list[Line]:
        known = block < len(self._firsts)
        first = self._firsts[block] if known else self._guessed()[block]
        drawn = draw(self._blocks[block], self.width, first, self._definitions, known)
        lines = drawn.lines[1:] if block == 0 and self._blocks[0].gap else drawn.lines
        if block == len(self._links):
            self._links.append(drawn.links)
            self._firsts.append(self._firsts[-1] + len(drawn.links))
        if self._heights[block] != len(lines):
            self._heights[block] = len(lines)
            self._starts = None
        # With dots for numbers it is not final: it is drawn once more when the links above it are counted.
        self._exact[block] = known or not drawn.links
        self._drawn[block] = lines
        if len(self._drawn) > KEPT:
            self._drawn.popitem(last=False)
        return lines
