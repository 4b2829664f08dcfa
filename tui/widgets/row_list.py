"""A list of any length that draws only the rows in sight.

It knows a number of rows and a cursor, and asks `row(index, width)` for what it must paint: a key costs
the same with 50 rows and with 50,000. Its scroll offset counts rows, not lines: rows may have several lines
and stand under headings, and nobody needs to know how many of those there are above the window.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.widgets.looks import LooksOnUse
from tui.widgets.row_layout import HEADING, Group, Line, lay, top_for

Part = tuple[str, str]
"""Text of one line, already clean, and its look: "" or the name of a component class, row--NAME."""

CURSOR = "▌"


class RowList(ScrollView, LooksOnUse, can_focus=True):
    """Rows with a cursor. Subclasses give the rows; `cursor` is -1 when no row can be chosen."""

    COMPONENT_CLASSES = {
        "row--cursor",
        "row--dim",
        "row--strong",
        "row--accent",
        "row--heading",
        *("row--primary", "row--secondary", "row--success", "row--warning", "row--error"),  # colours of tags
    }
    DEFAULT_CSS = """
    RowList {
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
    }
    RowList > .row--primary { color: $text-primary; }
    RowList > .row--secondary { color: $text-secondary; }
    RowList > .row--success { color: $text-success; }
    RowList > .row--warning { color: $text-warning; }
    RowList > .row--error { color: $text-error; }
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
    row_lines = 1
    grouped = False
    _base: Style | None = None
    _drawn_lines: tuple[tuple[int, ...], list[Line]] = ((), [])

    def row(self, index: int, width: int) -> Sequence[Part]:
        """The parts of a row, from left to right; what does not fit in `width` cells is cut."""
        raise NotImplementedError

    def more(self, index: int, part: int, width: int) -> Sequence[Part]:
        """A further line (1, 2, …) of a row, where rows have `row_lines` of them."""
        return ()

    def group(self, index: int) -> Group | None:
        """The group a row stands in, where the list is `grouped`."""
        return None

    def heading(self, title: str, width: int) -> Sequence[Part]:
        """The line over a group."""
        return ((fit(title, width), "heading"),)

    def selectable(self, index: int) -> bool:
        """Whether the cursor may stand on this row (a heading says no)."""
        return True

    def far(self, index: int) -> bool:
        """Whether the group of a row is not known yet, and it takes too long to ask before it is in sight."""
        return False

    def set_rows(self, count: int, cursor: int = 0) -> None:
        """Show another set of rows; tells nobody that the cursor moved."""
        self.count = count
        self.cursor = self._nearest(cursor)
        self.lay_again()

    def lay_again(self) -> None:
        """Rows look or stand otherwise now: lay them out anew and keep the cursor in sight."""
        self._drawn_lines = ((), [])
        self._measure()
        self._show_cursor()
        self.refresh()

    def _measure(self) -> None:
        """As many places to scroll to as there are rows that may be at the top."""
        height = self.count
        if self.grouped or self.row_lines > 1:
            last = self.count - 1
            height = (last if self.far(last) else self._top_for(last) if self.count else 0) + self.size.height
        if self.virtual_size.height != height:  # the list stays as big as it is: Textual would lay out the screen
            self.set_reactive(RowList.virtual_size, Size(1, height))
            self._scroll_update(self.virtual_size)

    def _top_for(self, last: int) -> int:
        if not self.grouped and self.row_lines == 1:
            return max(0, last - self.size.height + 1)
        return top_for(last, self.size.height, self.row_lines, self.group)

    @property
    def lines(self) -> list[Line]:
        """What stands on the lines of the window, from the row at its top."""
        top, height = self.scroll_offset.y, self.size.height
        key = (top, height, self.count, self.row_lines, self.grouped)
        if self._drawn_lines[0] != key:
            self._drawn_lines = (key, lay(top, self.count, height, self.row_lines, self.group))
        return self._drawn_lines[1]

    def go(self, index: int) -> bool:
        """Put the cursor on a row, or the nearest that can have it; False if it stays where it was."""
        target = self._nearest(index, 1 if index >= self.cursor else -1)
        if target in (self.cursor, -1):
            return False
        before, self.cursor = self.cursor, target
        self._show_cursor()
        self._refresh_rows(before, target)
        self.post_message(self.Moved(self, target))
        return True

    def move(self, step: int) -> bool:
        """Move the cursor by rows; False at the end of the list."""
        return self.go(min(max(self.cursor + step, 0), self.count - 1))

    @property
    def half(self) -> int:
        """Half of what is in sight, in rows."""
        return max(1, self.size.height // 2 // self.row_lines)

    def _refresh_rows(self, *indexes: int) -> None:
        for y, line in enumerate(self.lines):
            if line.index in indexes:
                self.refresh(Region(0, y, self.size.width, 1))

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
        plain = not self.grouped and self.row_lines == 1
        if plain and self.cursor <= 1:  # a heading that is the first row comes into sight with the second
            self.scroll_to(y=0, animate=False)
        elif self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False)
        elif (least := self._top_for(self.cursor)) > top:
            self.scroll_to(y=least, animate=False)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """What stays in sight was drawn already, on other lines of the window."""
        key, before = self._drawn_lines
        drawn, dirty = self._styles_cache._cache, self._styles_cache._dirty_lines
        known = key[:1] == (round(old_value),)
        kept = {line: drawn[y] for y, line in enumerate(before) if y in drawn and y not in dirty} if known else {}
        super().watch_scroll_y(old_value, new_value)
        for y, line in enumerate(self.lines if kept else ()):
            if strip := kept.get(line):
                drawn[y] = strip
                dirty.discard(y)

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._measure()
        self._show_cursor()

    def on_focus(self) -> None:
        """Paint the cursor in the focused look."""
        self.refresh()

    def on_blur(self) -> None:
        """Paint the cursor in the quiet look."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor; on the row of the cursor it opens."""
        index = self.row_at(event.y)
        if index is None or not self.selectable(index):
            return
        if not self.go(index):
            self.post_message(self.Chosen(self, index))

    def row_at(self, y: int) -> int | None:
        """The row on a line of the window; None for a heading, and where there is none."""
        line = self.lines[y] if 0 <= y < len(self.lines) else None
        return None if line is None or line.part == HEADING else line.index

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a piece of the window, in looks that are asked for once and not for each line."""
        self._base = self.rich_style
        try:
            return super().render_lines(crop)
        finally:
            self._base = None

    def render_line(self, y: int) -> Strip:
        """One line of the screen: a line of a row, or a heading."""
        width, plain = self.scrollable_content_region.width, self._base or self.rich_style
        lines = self.lines
        if y >= len(lines):
            return Strip.blank(width, plain)
        line = lines[y]
        at_cursor = line.index == self.cursor and line.part != HEADING
        base = self.get_component_rich_style("row--cursor") if at_cursor else plain
        accent = self.get_component_rich_style("row--accent")
        mark = Segment(CURSOR, mixed(base, accent, False)) if at_cursor else Segment(" ", base)
        segments = [Segment(text, self._styled(base, look, at_cursor)) for text, look in self._parts(line, width - 1)]
        return Strip([mark, *segments]).adjust_cell_length(width, base)

    def _parts(self, line: Line, width: int) -> Sequence[Part]:
        if line.part == HEADING:
            own = self.group(line.index)
            return self.heading(own[1], width) if own else ()
        return self.more(line.index, line.part, width) if line.part else self.row(line.index, width)

    def _styled(self, base: Style, look: str, at_cursor: bool) -> Style:
        return mixed(base, self.get_component_rich_style(f"row--{look}"), at_cursor) if look else base


@lru_cache(maxsize=512)
def mixed(base: Style, look: Style, at_cursor: bool) -> Style:
    """A line's style with a look over it: its ink and weight, never its ground.

    On the cursor's row only weight is taken, so that the contrast stays the theme's.
    """
    weight = Style(bold=look.bold, italic=look.italic, underline=look.underline)
    return base + weight if at_cursor else base + weight + Style(color=look.color, dim=look.dim)


def fit(text: str, width: int) -> str:
    """The text in exactly `width` cells, with … where it is cut."""
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(set_cell_size(text, width - 1).rstrip() + "…", width)
