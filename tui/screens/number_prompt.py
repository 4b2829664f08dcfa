"""Asks for the number of a reference."""

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.screens.answering import Answering
from tui.widgets.typed_line import TypedLine


class NumberPrompt(Answering[int | None], ModalScreen[int | None]):
    """Answers a number from 1 to `last`, or None."""

    BINDINGS = [Binding("escape", "dismiss(None)", "Back", show=False)]

    def __init__(self, last: int) -> None:
        super().__init__()
        self._last = last

    def compose(self) -> ComposeResult:
        """A line to type the number in."""
        with Vertical(classes="prompt"):
            yield Static(Content(f"Open reference (1–{self._last})"), classes="question")
            yield TypedLine(type="integer", max_length=4)

    @on(Input.Submitted)
    def _answered(self, event: Input.Submitted) -> None:
        text = event.value.strip()
        if text.isdecimal() and 1 <= int(text) <= self._last:
            self.dismiss(int(text))
        else:
            self.notify(f"There are references 1 to {self._last}.", severity="warning", markup=False)
