"""What is marked on the page: the words of the list's search, and what the reader looks for in the article.

Looking goes on in idle moments; what is drawn does not depend on how far it has come.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import Protocol

from textual.message import Message
from textual.timer import Timer

from tui.widgets.article_view_scroll import ArticleScroll
from tui.widgets.markdown_lines import Mark
from tui.widgets.markdown_lines_find import Finder, Hit
from tui.widgets.markdown_lines_marks import counted
from tui.widgets.markdown_lines_sheet import Spot

FIRST_BUDGET = 0.05  # seconds of looking at once, after a letter
BUDGET = 0.012
EVERY = 0.02


class Hits(Protocol):
    """From a text to where the list's search found something in it; `title`: the text is the title."""

    def __call__(self, text: str, *, title: bool) -> Sequence[tuple[int, int]]:
        """Return (start, end) of each."""


class ArticleFinding(ArticleScroll):
    """Looks for words in the page, marks them, and goes from one to the next."""

    @dataclass
    class Found(Message):
        """How far the looking has come: hit `number` of `total`, both 0 for none; `done` once `total` is final.

        `turned`: 1 when the step went on from the top, -1 from the end.
        """

        number: int
        total: int
        done: bool
        turned: int

    _hits: Hits | None = None
    _finder: Finder | None = None
    _words = ""
    _origin = Spot(0, 0.0)
    _hit: Hit | None = None
    _step = 0
    _turned = 0
    _looking: Timer | None = None

    def mark_hits(self, hits: Hits | None) -> None:
        """Mark what the list's search found, wherever it comes into sight."""
        self._hits = hits
        self._mark()

    def begin_finding(self) -> None:
        """What is found next is looked for from the top line in sight on."""
        self._origin = self._spot()

    def find(self, words: str, *, going: bool = True) -> None:
        """Mark these words and, if `going`, go to the first at or below the line where finding began."""
        self._words, self._hit, self._turned = words, None, 0
        if self._finder is None:
            self._finder = Finder(self._sheet.blocks, self._sheet.definitions)
        self._finder.begin(words, self._start())
        self._step = int(going)
        self._mark()
        self._look(FIRST_BUDGET)

    def find_beside(self, step: int) -> None:
        """Go to the next hit (1) or the one before (-1), round the page."""
        self._step = step
        self._look(FIRST_BUDGET)

    def end_finding(self) -> None:
        """Take the marks of what was looked for away, and forget it."""
        self._words, self._hit, self._finder, self._step = "", None, None, 0
        if self._looking:
            self._looking.stop()
        self._mark()

    def new_sheet(self, same: bool) -> None:
        """Another page: what was looked for is looked for again in the same article, and forgotten in another."""
        words, self._finder = self._words, None
        self.call_later(partial(self.find, words, going=False)) if same and words else self.end_finding()

    # Private

    def _start(self) -> int:
        return min(self._origin.block, max(len(self._sheet.blocks) - 1, 0))

    def _mark(self) -> None:
        self._sheet.mark(self._marks if self._hits or self._words else None)
        self.refresh()

    def _marks(self, block: int) -> list[Mark]:
        marks: list[Mark] = []
        if self._hits:
            title = block == 0 and bool(self.document and self.document.title)
            marks.append(counted(partial(self._hits, title=title), "hit"))
        if self._finder and self._words:
            now = self._hit.nth if self._hit and self._hit.block == block else None
            marks.append(counted(self._finder.words.spans, "find", now, "find found"))
        return marks

    def _look(self, budget: float = BUDGET) -> None:
        """Look on for a moment, go where the reader wants, and come back later if that was not all."""
        finder, start = self._finder, monotonic()
        if finder is None:
            return
        finder.go_on(lambda: monotonic() - start > budget)
        if self._step and (hit := self._wanted(finder)):
            self._go_to_hit(hit)
        if finder.done:
            self._step = 0
        if self._looking:
            self._looking.stop()
        self._looking = None if finder.done else self.set_timer(EVERY, self._look)
        number = finder.number(self._hit) if self._hit else 0
        self.post_message(self.Found(number, finder.total, finder.done, self._turned))

    def _wanted(self, finder: Finder) -> Hit | None:
        """The hit beside the one in sight; without one, the first at or below the line where finding began."""
        if self._hit:
            hit = finder.beside(self._hit, self._step)
            back = hit is not None and (hit <= self._hit if self._step > 0 else hit >= self._hit)
            self._turned = self._step * back
            return hit
        if not self._sheet.blocks or finder.words.empty:
            return None
        block = self._start()
        above = self._above(finder, block)
        hit = finder.beside(Hit(block, above - (self._step > 0)), self._step)
        self._turned = int(hit is not None and hit < Hit(block, above))
        return hit

    def _above(self, finder: Finder, block: int) -> int:
        """How many hits of a block stand above the line where finding began."""
        low, high = 0, finder.count(block)
        top = self._sheet.y(self._origin) - self._sheet.y(Spot(block, 0.0))
        while low < high:
            middle = (low + high) // 2
            if self._line(Hit(block, middle)) < top:
                low = middle + 1
            else:
                high = middle
        return low

    def _line(self, hit: Hit) -> int:
        """The line of its block where a hit begins."""
        if self._finder is None:
            return 0
        mark = counted(self._finder.words.spans, "find", hit.nth, "found")
        return self._sheet.line_of(hit.block, "found", [mark])

    def _go_to_hit(self, hit: Hit) -> None:
        self._hit, self._step = hit, 0
        self._mark()
        self.show_line(hit.block, self._line(hit))
