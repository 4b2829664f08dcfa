"""A list alone in a Textual app, with its place in a line above it: the least that a key can cost here.

`python -m tests.benchmarks.bare_list ROWS`.
"""

import sys
from collections.abc import Sequence

from textual import on
from textual.app import App, ComposeResult
from textual.widgets import Static

from tui.widgets.row_list import Part, RowList, fit


class Rows(RowList):
    """Numbered rows that are read from nowhere."""

    BINDINGS = [("j", "step(1)", "Down"), ("k", "step(-1)", "Up")]

    def row(self, index: int, width: int) -> Sequence[Part]:
        """A row with its number."""
        return ((fit(f"row {index + 1} of a list that holds nothing else", width), ""),)

    def action_step(self, step: int) -> None:
        """Move the cursor."""
        self.move(step)


class Bare(App[None]):
    """The rows and the line."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._rows = Rows()
        self._count = count

    def compose(self) -> ComposeResult:
        """The line over the rows."""
        yield Static(id="place")
        yield self._rows

    def on_mount(self) -> None:
        """Show all rows."""
        self._rows.set_rows(self._count)
        self._rows.focus()
        self._moved()

    @on(RowList.Moved)
    def _moved(self) -> None:
        self.query_one("#place", Static).update(f"{self._rows.cursor + 1:,}/{self._count:,}")


if __name__ == "__main__":
    Bare(int(sys.argv[1])).run()
