"""The left pane: the library, its feeds by folder, and its tags, each with what it would list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.message import Message

from store import Query, clean_line
from tui.widgets.row_list import Part, RowList, fit
from tui.widgets.tag_pane_rows import MOST_TAGS, Scope, named, nearest, scopes, state

__all__ = ["MOST_TAGS", "Scope", "TagPane", "scopes", "state"]

OPEN, CLOSED = "▾", "▸"


class TagPane(RowList):
    """Where to look: a cursor over scopes. What stands in something closed is known and not shown.

    `every` holds all rows, `rows` those in the list. While a name is typed, the rows are what `find` found.
    """

    every: Sequence[Scope] = ()
    rows: Sequence[Scope] = ()
    _found: Sequence[Scope] | None = None
    _taken: Scope | None = None

    def __init__(self, closed: Iterable[str] = (), find_key: str = "/", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.closed = frozenset(filter(None, closed))
        self._find_key = find_key

    @dataclass
    class Folded(Message):
        """A heading, or the sign of a folder, was clicked; the cursor stands on its row."""

        name: str

    @property
    def scope(self) -> Scope | None:
        """The scope under the cursor."""
        return self.rows[self.cursor] if 0 <= self.cursor < len(self.rows) else None

    @property
    def folds(self) -> str:
        """What Enter opens and closes here: the name of a section or folder, "" if nothing."""
        return self.scope.fold if self.scope and self._found is None else ""

    @property
    def first(self) -> int:
        """The first row that lists something; the heading above it is a step further."""
        return next((n for n, row in enumerate(self.rows) if row.text is not None), 0)

    def show(self, rows: Sequence[Scope], query: Query) -> None:
        """Show these scopes, the cursor on the one of the query, else where it was."""
        before, drawn = self.scope, self.rows
        self.every = self._with_taken(rows, query)
        self.rows = self._listed()
        place = self._place(before, query)
        if len(drawn) == len(self.rows) and self._nearest(place) == self.cursor:
            self._refresh_rows(*(n for n, row in enumerate(self.rows) if row != drawn[n]))
        else:
            self.set_rows(len(self.rows), place)

    def follow(self, query: Query) -> None:
        """Put the cursor on the scope of a query, without telling."""
        self.show(self.every, query)

    def showing(self, query: Query) -> str:
        """The name of the scope a query shows, "" if it is none of these."""
        return next((row.label for row in self.every if row.text is not None and row.matches(query)), "")

    def toggle(self, name: str) -> None:
        """Open or close a section or a folder; the cursor goes to its row."""
        self.closed ^= {name}
        self.rows = self._listed()
        place = next((n for n, row in enumerate(self.rows) if row.fold == name), 0)
        self.set_rows(len(self.rows), place)

    def find(self, rows: Sequence[Scope], text: str, query: Query) -> None:
        """Show the rows with the text in their names; the cursor on the nearest, with no text the query's."""
        self._found = self.rows = named(rows, text)
        at = next((n for n, row in enumerate(self.rows) if row.text is not None and row.matches(query)), 0)
        self.set_rows(len(self.rows), nearest(self.rows, text) if text.strip() else at)

    def recount(self, rows: Sequence[Scope], text: str, query: Query) -> None:
        """Show other numbers on what was found; the cursor stays where it is."""
        before = self.scope
        self._found = self.rows = named(rows, text)
        self.set_rows(len(self.rows), self._place(before, query))

    def end_finding(self, taken: Scope | None, query: Query) -> None:
        """Show all rows again; the one that was taken among them, also where there are too many to list them all."""
        self._found, self._taken = None, taken
        self.show(self.every, query)
        self.refresh()  # the signs of what can be folded are back

    def _listed(self) -> Sequence[Scope]:
        if self._found is not None:
            return self._found
        return [row for row in self.every if not row.hidden(self.closed)]

    def _with_taken(self, rows: Sequence[Scope], query: Query) -> Sequence[Scope]:
        """The rows, and the taken one before the sign that there are more, as long as it is what is listed."""
        taken = self._taken
        if taken is None or not taken.matches(query) or any(row.same(taken) for row in rows):
            return rows
        at = next((n for n, row in enumerate(rows) if row.more), len(rows))
        return (*rows[:at], taken, *rows[at:])

    def _place(self, before: Scope | None, query: Query) -> int:
        """The row under the cursor stays under it while it fits the query or lists nothing."""
        if before and (before.text is None or before.matches(query)):
            same = next((n for n, row in enumerate(self.rows) if row.same(before)), None)
            if same is not None:
                return same
        found = next((n for n, row in enumerate(self.rows) if row.text is not None and row.matches(query)), None)
        return max(self.cursor, 0) if found is None else found

    def selectable(self, index: int) -> bool:
        """What lists something, opens or finds something; while a name is typed, only what lists something."""
        row = self.rows[index]
        return row.text is not None or (self._found is None and (row.heading or row.more > 0 or row.opens != ""))

    def row(self, index: int, width: int) -> Sequence[Part]:
        """The label to the left, its number to the right."""
        row = self.rows[index]
        if row.heading:
            sign = self._sign(row) if self._found is None else " "
            return ((fit(row.label, width - 3), "heading"), (f" {sign} ", "dim"))
        if row.more:
            return ((fit(f" … {row.more:,} more: type {self._find_key}", width), "dim"),)
        room = width - cell_len(row.number) - 2
        fold = f"{self._sign(row)} " if row.folder else " " * (1 + 2 * bool(row.inside))
        mark = f"{row.mark} " if row.mark else ""
        label = fit(clean_line(row.label), room - cell_len(fold) - cell_len(mark))
        look = "strong" if row.strong else "dim" if row.given else ""
        return ((fold, look), (mark, "accent"), *self._labelled(row, label, look), (f" {row.number} ", "dim"))

    def _sign(self, row: Scope) -> str:
        return CLOSED if row.fold in self.closed and self._found is None else OPEN

    def _labelled(self, row: Scope, label: str, look: str) -> Sequence[Part]:
        """A tag with a colour has it on its first sign; the words keep the theme's contrast."""
        if row.colour and label.startswith("#"):
            return ((label[:1], row.colour), (label[1:], look))
        return ((label, look),)

    def on_click(self, event: events.Click) -> None:
        """A click on a heading, or on the sign of a folder, opens or closes it; else it is a click on a row."""
        index = self.scroll_offset.y + event.y
        row = self.rows[index] if 0 <= index < len(self.rows) else None
        if row and row.fold and self._found is None and (row.heading or event.x <= 1):
            event.prevent_default()
            self.post_message(self.Folded(row.fold))
