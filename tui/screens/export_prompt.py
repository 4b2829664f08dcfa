"""Asks for the name of a file to write."""

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from store import clean_line
from tui.screens.answering import Answering
from tui.widgets.typed_line import TypedLine


class FilePrompt(Answering[str | None], ModalScreen[str | None]):
    """Answers a path as it was typed, or None."""

    def __init__(self, proposed: str, note: str) -> None:
        super().__init__()
        self._proposed = proposed
        self._note = note

    def compose(self) -> ComposeResult:
        """A line with the proposed name, and where it would stand."""
        with Vertical(classes="prompt"):
            yield Static(Content("Write to a new file"), classes="question")
            yield TypedLine(self._proposed, select_on_focus=False)
            yield Static(Content(clean_line(self._note)), classes="hint")

    def on_key(self, event: events.Key) -> None:
        """Esc goes back."""
        if event.key == "escape":
            event.stop()
            self.dismiss(None)

    @on(Input.Submitted)
    def _answered(self, event: Input.Submitted) -> None:
        if typed := clean_line(event.value).strip():
            self.dismiss(typed)
