"""A list in which something can be looked for by typing: what Enter, Esc and the arrows do in the line."""

from textual import events, on
from textual.screen import ScreenResultType
from textual.widgets import Input

from tui.screens.row_screen import RowScreen


class RowFinding(RowScreen[ScreenResultType]):
    """The line to find with. What is listed for it, each screen says itself."""

    @on(Input.Submitted, "#row-find")
    def found(self) -> None:
        """Back to the list; the line stays in sight while there is something in it."""
        self.query_one(Input).display = bool(self.query_one(Input).value)
        self.rows.focus()

    def on_key(self, event: events.Key) -> None:
        """In the line Esc shows all again and the arrows move; in the list Esc first takes the line away."""
        line = self.query_one(Input)
        if event.key == "escape" and line.display:
            line.value = ""
            self.found()
        elif self.focused is line and event.key in ("down", "up"):
            self.rows.move(1 if event.key == "down" else -1)
        else:
            return
        event.stop()
        event.prevent_default()
