"""Asks for a command, and in which form it is to have the article."""

from dataclasses import dataclass
from typing import Literal

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.screens.answering import Answering
from tui.widgets.typed_line import TypedLine

Form = Literal["plain text", "Markdown", "address"]
FORMS: tuple[Form, ...] = ("plain text", "Markdown", "address")


@dataclass(frozen=True, slots=True)
class Pipe:
    """A command as it was typed, and what it is to read."""

    command: str
    form: Form


class PipePrompt(Answering[Pipe | None], ModalScreen[Pipe | None]):
    """Answers a Pipe, or None. `last` is offered again."""

    AUTO_FOCUS = "Input"

    def __init__(self, last: Pipe) -> None:
        super().__init__()
        self._last = last
        self._form = last.form

    def compose(self) -> ComposeResult:
        """The line for the command under what it will read."""
        with Vertical(classes="prompt"):
            yield Static(classes="question")
            yield TypedLine(self._last.command, placeholder="a command, as in: wc -w")
            yield Static(Content("Tab: text, Markdown, address · Enter starts · Esc back"), classes="hint")

    def on_mount(self) -> None:
        """Say the form."""
        self._ask()

    def _ask(self) -> None:
        self.query_one(".question", Static).update(Content(f"Give this article as {self._form} to"))

    def on_key(self, event: events.Key) -> None:
        """Tab takes the next form, Esc goes back."""
        if event.key == "escape":
            self.dismiss(None)
        elif event.key == "tab":
            self._form = FORMS[(FORMS.index(self._form) + 1) % len(FORMS)]
            self._ask()
        else:
            return
        event.stop()
        event.prevent_default()

    @on(Input.Submitted)
    def _answered(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.dismiss(Pipe(event.value.strip(), self._form))
