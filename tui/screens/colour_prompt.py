"""Asks for the colour of a tag; each is shown on the tag."""

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from store import TAG_COLOURS, clean_line
from tui.screens.answering import Answering
from tui.screens.frame import stroke
from tui.widgets.row_list import RowList
from tui.widgets.tag_list import ColourList


class ColourPrompt(Answering[str | None], ModalScreen[str | None]):
    """Answers a word of TAG_COLOURS or NO_COLOUR, or None. Digits choose at once."""

    AUTO_FOCUS = "ColourList"
    DEFAULT_CSS = "ColourPrompt ColourList { background: $panel; }"

    def __init__(self, tag: str, colour: str, named: str) -> None:
        super().__init__()
        self._named = named
        self._rows = ColourList(tag, TAG_COLOURS)
        self._colour = colour

    def compose(self) -> ComposeResult:
        """The colours over the keys."""
        with Vertical(classes="prompt"):
            yield Static(Content(f"Colour of {clean_line(self._named)}"), classes="question")
            yield self._rows
            yield Static(Content("Enter takes · 1–7 take at once · Esc back"), classes="hint")

    def on_mount(self) -> None:
        """Begin at the colour it has."""
        if self._colour in self._rows.colours:
            self.call_after_refresh(lambda: self._rows.go(self._rows.colours.index(self._colour)))

    def on_key(self, event: events.Key) -> None:
        """Move, or choose."""
        key, rows = stroke(event), self._rows
        if key in ("escape", "q", "h", "left"):
            self.dismiss(None)
        elif key in ("enter", "l", "right"):
            self.dismiss(rows.colours[rows.cursor])
        elif key in ("j", "down", "k", "up"):
            rows.move(1 if key in ("j", "down") else -1)
        elif key.isdecimal() and 1 <= int(key) <= len(rows.colours):
            self.dismiss(rows.colours[int(key) - 1])
        else:
            return
        event.stop()

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        self.dismiss(self._rows.colours[event.index])
