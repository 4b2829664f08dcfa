"""The detail: one article drawn line by line, only what is on the screen (Textual's Line API).

The view binds no keys and opens no link: its screen does both. Heights of what was not looked at yet are
estimated and corrected in idle moments, without moving the lines the reader sees.
"""

from dataclasses import dataclass
from time import monotonic
from typing import Literal

from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip
from textual.timer import Timer

from tui.widgets.article_view_page import Document, Entry, page
from tui.widgets.article_view_paint import Painter, marked
from tui.widgets.article_view_styles import ARTICLE_CSS, STYLE_NAMES
from tui.widgets.markdown_lines import href_at, plain
from tui.widgets.markdown_lines_sheet import Sheet, Spot

__all__ = ["ArticleView", "Document", "Entry"]

MEASURES = range(60, 81)  # columns that read well
IDLE_DELAY = 0.12  # seconds without work after a page was shown: the next key comes first
IDLE_EVERY = 0.025
IDLE_BUDGET = 0.005  # seconds of work each time


class ArticleView(ScrollView, can_focus=True):
    """Shows a `Document`; knows its links, its place, and whether the end is on the screen."""

    COMPONENT_CLASSES = {f"article-view--{name}" for name in STYLE_NAMES}
    DEFAULT_CSS = ARTICLE_CSS

    @dataclass
    class LinkChosen(Message):
        """A link or a reference was clicked; `href` is as the source wrote it, unchecked."""

        href: str

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self.document: Document | None = None
        self._measure = 72
        self._sheet = Sheet((), {}, self._measure)
        self._painter = Painter(self)
        self._idle: Timer | None = None
        self._resting = 0.0
        self._following = False

    # What is shown

    def show(self, document: Document | None) -> None:
        """Show an article from its top, or nothing; the same article again keeps its place."""
        same = document is not None and self.document is not None and document.article_id == self.document.article_id
        spot = self._spot() if same else Spot(0, 0.0)
        self.document = document
        blocks, definitions = page(document) if document else ([], {})
        self._sheet = Sheet(blocks, definitions, self._columns())
        self._go(spot)
        self._resting = monotonic() + IDLE_DELAY
        if self._idle is not None:
            self._idle.resume()

    @property
    def measure(self) -> int:
        """How many columns a line of text has at most: 60 to 80."""
        return self._measure

    @measure.setter
    def measure(self, columns: int) -> None:
        self._measure = min(max(columns, MEASURES.start), MEASURES.stop - 1)
        self._relay()

    @property
    def links(self) -> list[tuple[int, str, str]]:
        """The links of the body in reading order: number, label, address. Reads the whole body."""
        return [(number, *link) for number, link in enumerate(self._sheet.links(), 1)]

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

    def to_top(self) -> None:
        """Go to the title."""
        self._jump(0)

    def to_bottom(self) -> None:
        """Go to the last line."""
        for _ in range(2):  # drawing the end corrects heights, which moves the end
            self._sheet.look_at_end(self._rows)
            self._fit()
            self._jump(self._sheet.height - self._rows)

    # Drawing

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw some rows of the screen."""
        self._painter.begin(self._left, self.scrollable_content_region.width)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw one row of the screen; what lies outside the article is blank."""
        y += self.scroll_offset.y
        strip = self._painter.strip(self._sheet.line(y))
        if selection := self.text_selection:
            look = self.screen.get_component_rich_style("screen--selection")
            strip = marked(strip, selection.get_span(y), look)
        return strip.apply_offsets(0, y)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text; blanks of the margin are left out."""
        height = self._sheet.height
        first = selection.start.y if selection.start else 0
        last = min(selection.end.y if selection.end else height, height - 1)
        rows: list[str] = []
        for y in range(first, last + 1):
            text = plain(self._sheet.line(y))
            start = selection.start.x - self._left if selection.start and y == first else 0
            end = selection.end.x - self._left if selection.end and y == selection.end.y else len(text)
            rows.append(text[max(start, 0) : max(end, 0)])
        return "\n".join(rows), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw the selection."""
        self.refresh()

    def notify_style_update(self) -> None:
        """Forget the colours of the old theme."""
        super().notify_style_update()
        self._painter.forget()

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
        """Tell the scroll bar how long the page is, as far as known."""
        self.virtual_size = Size(self.scrollable_content_region.width, self._sheet.height)

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
        self._relay()

    def on_click(self, event: events.Click) -> None:
        """Tell which link was clicked, unless the click ended a selection."""
        offset = event.get_content_offset(self)
        if offset is None or event.chain > 1 or self.screen.get_selected_text():
            return
        href = href_at(self._sheet.line(self.scroll_offset.y + offset.y), offset.x - self._left)
        if href:
            event.stop()
            self.post_message(self.LinkChosen(href))
