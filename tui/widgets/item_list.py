"""A list whose items take several lines each: a lead to the left, wrapped texts to the right of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual import events

from store import clean_line
from tui.widgets.markdown_lines_wrap import Piece, plain, safe, wrap
from tui.widgets.row_list import Part, RowList, fit

_MOST_LINES = 3
"""Screen lines a text gets; what is longer ends in …"""


@dataclass(frozen=True, slots=True)
class Item:
    """Something with a lead (a number, a date) and texts, each beginning a line; without texts, a heading."""

    lead: str
    texts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the screen: which item it belongs to, and whether the cursor may stand on it."""

    item: int
    parts: Sequence[Part]
    first: bool = False


class ItemList(RowList):
    """Items with a cursor, which stands on the first line of one. `lead`: width and look of the left column."""

    def __init__(self, lead: tuple[int, str]) -> None:
        super().__init__()
        self._lead, self._look_of_lead = lead
        self._items: Sequence[Item] = ()
        self._rows: list[_Row] = []
        self._width = 0
        self._at = 0

    def show(self, items: Sequence[Item], at: int = 0) -> None:
        """Show these items, the cursor on item `at` or the next that can have it."""
        self._items = items
        self._at = at
        if self.size.width:
            self._lay(at)

    @property
    def index(self) -> int | None:
        """The item under the cursor."""
        return self._rows[self.cursor].item if 0 <= self.cursor < len(self._rows) else None

    def selectable(self, index: int) -> bool:
        """Headings and further lines are no place for the cursor."""
        return self._rows[index].first

    def row(self, index: int, width: int) -> Sequence[Part]:
        """A line as it was wrapped for the width of the list."""
        return self._rows[index].parts

    def _lay(self, at: int) -> None:
        self._width = self.size.width
        self._rows = [row for n, item in enumerate(self._items) for row in self._laid(n, item)]
        start = next((y for y, row in enumerate(self._rows) if row.item >= at), 0)
        self.set_rows(len(self._rows), start)

    def _laid(self, number: int, item: Item) -> Iterator[_Row]:
        room = max(self._width - 1 - self._lead, 1)
        if not item.texts:
            yield from [_Row(number, ())] * (number > 0)
            yield _Row(number, ((fit(f" {item.lead}", self._width - 1), "heading"),))
            return
        lead = fit(item.lead, self._lead)
        lines = [(line, look) for text, look in item.texts for line in _wrapped(text, room)]
        for place, (line, look) in enumerate(lines):
            yield _Row(number, ((lead, self._look_of_lead), (fit(line, room), look)), first=not place)
            lead = " " * self._lead

    def _show_cursor(self) -> None:
        """Bring the whole item into sight, with the heading above it."""
        height, top = self.size.height, self.scroll_offset.y
        if not height or self.cursor < 0:
            return
        first = last = self.cursor
        while first and not self._rows[first - 1].first and not self._items[self._rows[first - 1].item].texts:
            first -= 1
        while last + 1 < self.count and self._rows[last + 1].item == self._rows[self.cursor].item:
            last += 1
        if first < top:
            self.scroll_to(y=first, animate=False)
        elif last >= top + height:
            self.scroll_to(y=min(self.cursor, last - height + 1), animate=False)

    def on_resize(self) -> None:
        """Wrap for the first time, and again for another width."""
        if self.size.width != self._width:
            self._lay(self._at if self.index is None else self.index)

    def on_click(self, event: events.Click) -> None:
        """A click on any line of an item is on the item."""
        event.prevent_default()
        y = self.scroll_offset.y + event.y
        if not 0 <= y < self.count or not self._items[self._rows[y].item].texts:
            return
        while not self._rows[y].first:
            y -= 1
        if not self.go(y):
            self.post_message(self.Chosen(self, y))


def _wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells, three at most."""
    lines = [plain(line) for line in wrap([Piece(safe(clean_line(text)))], width)] or [""]
    if len(lines) > _MOST_LINES:
        lines[_MOST_LINES - 1 :] = [fit(f"{lines[_MOST_LINES - 1]} {lines[_MOST_LINES]}", width)]
    return lines
