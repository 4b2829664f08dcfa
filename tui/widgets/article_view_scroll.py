"""The page of the detail and the place of the reader on it: laid out lazily, scrolled, settled in idle moments.

Of a long one, heights of what was not looked at yet are estimated and corrected later, without moving the lines the
reader sees.
"""

from time import monotonic
from typing import Literal

from textual import events
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.timer import Timer

from tui.widgets.article_view_page import Document, page
from tui.widgets.looks import LooksOnUse
from tui.widgets.markdown_lines_sheet import Sheet, Spot

MEASURES = range(60, 81)  # columns that read well
SHORT = 16_000  # characters of a body that is laid out whole at once (some 5 ms), so that its scroll bar is right
IDLE_DELAY = 0.05  # seconds without work after a page was shown: the next key comes first
IDLE_EVERY = 0.025
IDLE_BUDGET = 0.005  # seconds of work each time


class ArticleScroll(ScrollView, LooksOnUse, can_focus=True):
    """Holds a `Document` as a sheet of lines, and knows which of them is the first in sight."""

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self.document: Document | None = None
        self._measure = 72
        self._sheet = Sheet((), {}, self._measure)
        self._idle: Timer | None = None
        self._resting = 0.0
        self._following = False
        self._rows_seen = 1  # of the last window: when the reader is left there is none any more

    def show(self, document: Document | None) -> None:
        """Show an article from its top, or nothing; the same article again keeps its place."""
        same = document is not None and self.document is not None and document.article_id == self.document.article_id
        spot = self._spot() if same else Spot(0, 0.0)
        self.document = document
        blocks, definitions = page(document) if document else ([], {})
        self._sheet = Sheet(blocks, definitions, self._columns())
        if document and len(document.body) <= SHORT:
            self._sheet.settle()
        self.new_sheet(same)
        self._go(spot)
        self._resting = monotonic() + IDLE_DELAY
        if self._idle is not None:
            self._idle.resume()

    def new_sheet(self, same: bool) -> None:
        """What else there is to do before a new page is drawn; `same`: it is the same article's."""

    @property
    def measure(self) -> int:
        """How many columns a line of text has at most: 60 to 80."""
        return self._measure

    @measure.setter
    def measure(self, columns: int) -> None:
        self._measure = min(max(columns, MEASURES.start), MEASURES.stop - 1)
        self._relay()

    @property
    def room(self) -> int:
        """How many columns a line of text has now, at most the measure."""
        return self._columns()

    # Where the reader is

    @property
    def at_end(self) -> bool:
        """True when the last line is on the screen."""
        return self.scroll_offset.y + self._rows >= self._sheet.height

    @property
    def place(self) -> float:
        """The reading place: blocks above the top line, and the part of the block it is in.

        It holds across widths; 0.0 is the top.
        """
        spot = self._spot()
        return spot.block + min(spot.part, 0.999)

    @property
    def kept_place(self) -> float:
        """The place worth keeping for another day: 0.0 on the first screen, and once the end was reached."""
        top, rows = self.scroll_offset.y, self._rows_seen
        return 0.0 if top < rows or top + rows >= self._sheet.height else self.place

    def restore(self, place: float) -> None:
        """Go back to a place; one beyond the end means the end."""
        block = int(max(place, 0.0))
        self._go(Spot(block, max(place, 0.0) - block))

    def scroll_page(self) -> bool:
        """Go one screen on, two lines kept in sight; False if the end was already shown."""
        if self.at_end:
            return False
        self._jump(self.scroll_offset.y + max(self._rows - 2, 1))
        return True

    def scroll_half(self, direction: Literal[1, -1]) -> None:
        """Go half a screen on (1) or back (-1)."""
        self._jump(self.scroll_offset.y + direction * max(self._rows // 2, 1))

    def scroll_lines(self, count: int) -> None:
        """Go some lines on, or back if negative."""
        self._jump(self.scroll_offset.y + count)

    def show_line(self, block: int, line: int) -> None:
        """Bring a line of a block into sight: if it is not, a third of the screen below the top."""
        top, rows = self.scroll_offset.y, self._rows
        y = self._sheet.y(Spot(block, 0.0)) + line
        if top <= y < top + rows:
            return
        for _ in range(4):  # drawing what is around it corrects heights, which moves it
            self._sheet.look(y - rows // 3, rows)
            y = self._sheet.y(Spot(block, 0.0)) + line
        self._fit()
        self._following = True
        self._jump(y - rows // 3)
        self._following = False
        self.refresh()

    def to_top(self) -> None:
        """Go to the title."""
        self._jump(0)

    def to_bottom(self) -> None:
        """Go to the last line."""
        for _ in range(2):  # drawing the end corrects heights, which moves the end
            self._sheet.look_at_end(self._rows)
            self._fit()
            self._jump(self._sheet.height - self._rows)

    # Private

    @property
    def _rows(self) -> int:
        return max(self.scrollable_content_region.height, 1)

    @property
    def _left(self) -> int:
        return max((self.scrollable_content_region.width - self._sheet.width) // 2, 0)

    def _columns(self) -> int:
        width = self.scrollable_content_region.width
        return min(self._measure, width - 2) if width else self._measure

    def _spot(self) -> Spot:
        return self._sheet.spot(self.scroll_offset.y)

    def _jump(self, y: float) -> None:
        self.scroll_to(y=y, animate=False, force=True)

    def _go(self, spot: Spot) -> None:
        """Show a spot at the top of the screen, heights around it made exact first."""
        for _ in range(2):
            self._sheet.look(self._sheet.y(spot), self._rows)
        self._fit()
        self._following = True  # the spot is where it should be: the scroll is not to be followed by another
        self._jump(self._sheet.y(spot))
        self._following = False
        self.refresh()

    def _fit(self) -> None:
        """Tell the scroll bar how long the page is, as far as known.

        The pane stays as big as it is: Textual's own way would lay out the whole screen.
        """
        size = Size(self.scrollable_content_region.width, self._sheet.height)
        if size != self.virtual_size:
            self.set_reactive(ArticleScroll.virtual_size, size)
            self._scroll_update(size)

    def _relay(self) -> None:
        """Wrap the page again if the width changed, keeping what the reader sees."""
        columns = self._columns()
        if columns != self._sheet.width:
            spot = self._spot()
            self._sheet.resize(columns)
            self._go(spot)
            if self._idle is not None:
                self._idle.resume()
        else:
            self._sheet.look(self.scroll_offset.y, self._rows)
            self._fit()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Make exact what comes into sight; a step back over an estimate keeps its distance."""
        if not self._following:
            self._following = True
            self._follow(round(old_value), round(new_value))
            self._following = False
        super().watch_scroll_y(old_value, new_value)

    def _follow(self, old: int, new: int) -> None:
        height = self._sheet.height
        spot = self._sheet.spot(old)
        target = new
        for _ in range(4):
            self._sheet.look(target, self._rows)
            moved = self._sheet.y(spot) + new - old if abs(new - old) <= 2 * self._rows else target
            if moved == target:
                break
            target = max(moved, 0)
        if self._sheet.height != height:
            self._fit()
        if target != new:
            self._jump(target)

    def _on_idle_moment(self) -> None:
        """Settle a few blocks; the lines on the screen stay where they are."""
        now = monotonic()
        if now < self._resting:
            return
        spot, top, height = self._spot(), self.scroll_offset.y, self._sheet.height
        bottom = self._sheet.find(top + self._rows)[0]
        settled = self._sheet.settle(lambda: monotonic() - now > IDLE_BUDGET)
        if self._sheet.settled and self._idle is not None:
            self._idle.pause()
        if self._sheet.y(spot) != top:
            self._go(spot)
        elif self._sheet.settled and self._sheet.height != height:
            self._fit()
        if settled.start <= bottom and spot.block < settled.stop:
            self.refresh()  # links on the screen may have got their numbers

    def on_mount(self) -> None:
        """Start the clock of idle moments."""
        self._idle = self.set_interval(IDLE_EVERY, self._on_idle_moment, pause=self._sheet.settled)

    def on_resize(self, event: events.Resize) -> None:
        """Wrap again if the lines' width changed."""
        self._rows_seen = self._rows
        self._relay()
