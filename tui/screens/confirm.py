"""Asks before many articles are changed at once."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.screens.answering import Answering


class Confirm(Answering[bool], ModalScreen[bool]):
    """Answers True for y, False for n and Esc; other keys answer nothing."""

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """The question, and the keys that answer it."""
        with Vertical(classes="prompt"):
            yield Static(Content(self._question), classes="question")
            yield Static(Content("y yes · n or Esc no"), classes="hint")

    def on_key(self, event: events.Key) -> None:
        """Take the answer."""
        event.stop()
        if event.key in ("y", "Y"):
            self.dismiss(True)
        elif event.key in ("n", "N", "escape", "q"):
            self.dismiss(False)
