"""A list of any length that draws only the rows in sight.

It knows a number of rows and a cursor, and asks `row(index, width)` for what it must paint: a key costs
the same with 50 rows and with 50,000.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

Part = tuple[str, str]
"""Text of one line, already clean, and its look: "", "dim", "strong", "accent" or "heading"."""

CURSOR = "▌"


class RowList(ScrollView, can_focus=True):
    """Rows with a cursor. Subclasses give the rows; `cursor` is -1 when no row can be chosen."""

    COMPONENT_CLASSES = {
        "row--cursor",
        "row--dim",
        "row--strong",
        "row--accent",
        "row--heading",
    }
    DEFAULT_CSS = """
    RowList {
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
    }
    """

    @dataclass
    class Moved(Message):
        """The cursor stands on another row."""

        list: "RowList"
        index: int

        @property
        def control(self) -> "RowList":
            """The list, so that `@on` can select it."""
            return self.list

    @dataclass
    class Chosen(Message):
        """A row was opened with the mouse."""

        list: "RowList"
        index: int

        @property
        def control(self) -> "RowList":
            """The list, so that `@on` can select it."""
            return self.list

    count = 0
    cursor = -1

    def row(self, index: int, width: int) -> Sequence[Part]:
        """The parts of a row, from left to right; what does not fit in `width` cells is cut."""
        raise NotImplementedError

    def selectable(self, index: int) -> bool:
        """Whether the cursor may stand on this row (a heading says no)."""
        return True

    def set_rows(self, count: int, cursor: int = 0) -> None:
        """Show another set of rows; tells nobody that the cursor moved."""
        self.count = count
        self.virtual_size = Size(1, count)
        self.cursor = self._nearest(cursor)
        self._show_cursor()
        self.refresh()

    def go(self, index: int) -> bool:
        """Put the cursor on a row, or the nearest that can have it; False if it stays where it was."""
        target = self._nearest(index, 1 if index >= self.cursor else -1)
        if target in (self.cursor, -1):
            return False
        before, self.cursor = self.cursor, target
        self._show_cursor()
        self.refresh_lines(before)
        self.refresh_lines(target)
        self.post_message(self.Moved(self, target))
        return True

    def move(self, step: int) -> bool:
        """Move the cursor by rows; False at the end of the list."""
        return self.go(min(max(self.cursor + step, 0), self.count - 1))

    @property
    def half(self) -> int:
        """Half of what is in sight, in rows."""
        return max(1, self.size.height // 2)

    def _nearest(self, index: int, step: int = 1) -> int:
        """The selectable row at or beyond `index` in the step's direction, else on its other side, else -1."""
        if not self.count:
            return -1
        index = min(max(index, 0), self.count - 1)
        onward = range(index, self.count) if step > 0 else range(index, -1, -1)
        back = range(index, -1, -1) if step > 0 else range(index, self.count)
        return next((row for way in (onward, back) for row in way if self.selectable(row)), -1)

    def _show_cursor(self) -> None:
        height, top = self.size.height, self.scroll_offset.y
        if not height or self.cursor < 0:
            return
        if self.cursor < top or self.cursor <= 1:  # a heading above the first row comes into sight with it
            self.scroll_to(y=self.cursor if self.cursor > 1 else 0, animate=False)
        elif self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False)

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._show_cursor()

    def on_focus(self) -> None:
        """Paint the cursor in the focused look."""
        self.refresh()

    def on_blur(self) -> None:
        """Paint the cursor in the quiet look."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor; on the row of the cursor it opens."""
        index = self.scroll_offset.y + event.y
        if not 0 <= index < self.count or not self.selectable(index):
            return
        if not self.go(index):
            self.post_message(self.Chosen(self, index))

    def render_line(self, y: int) -> Strip:
        """One line of the screen: the row that is scrolled to there."""
        index, width = self.scroll_offset.y + y, self.size.width
        if index >= self.count:
            return Strip.blank(width, self.rich_style)
        at_cursor = index == self.cursor
        base = self.get_component_rich_style("row--cursor") if at_cursor else self.rich_style
        parts = self.row(index, width - 1)
        mark = Segment(CURSOR if at_cursor else " ", base + self._look("accent") if at_cursor else base)
        segments = [Segment(text, self._styled(base, look, at_cursor)) for text, look in parts]
        return Strip([mark, *segments]).adjust_cell_length(width, base)

    def _styled(self, base: Style, look: str, at_cursor: bool) -> Style:
        """On the cursor's row only weight is taken from the look, so that the contrast stays the theme's."""
        if not look:
            return base
        style = self._look(look)
        return base + Style(bold=style.bold, italic=style.italic) if at_cursor else base + style

    def _look(self, look: str) -> Style:
        style = self.get_component_rich_style(f"row--{look}")
        return Style(color=style.color, bold=style.bold, italic=style.italic, dim=style.dim)


def fit(text: str, width: int) -> str:
    """The text in exactly `width` cells, with … where it is cut."""
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(set_cell_size(text, width - 1).rstrip() + "…", width)
