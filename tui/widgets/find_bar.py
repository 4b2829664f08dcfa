"""The line at the foot in which is typed what to find in the article, with how many times it stands there."""

from dataclasses import dataclass

from textual import events, on
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from tui.widgets.filled_later import FilledLater
from tui.widgets.typed_line import TypedLine

_STEPS = {"down": 1, "ctrl+n": 1, "up": -1, "ctrl+p": -1}


class FindBar(Horizontal, FilledLater):
    """Hidden until it is opened."""

    DEFAULT_CSS = """
    FindBar { height: 1; display: none; background: $surface; }
    FindBar.-open { display: block; }
    FindBar #find-name { width: 8; color: $accent; text-style: bold; }
    FindBar #find-count { width: auto; color: $text-muted; padding: 0 1; }
    FindBar.-none #find-count { color: $text-error; }
    FindBar Input, FindBar Input:focus { border: none; height: 1; padding: 0; width: 1fr; background: $surface; }
    """

    @dataclass
    class Typed(Message):
        """Another text stands in the line."""

        text: str

    @dataclass
    class Stepped(Message):
        """The next hit is wanted (1), or the one before (-1)."""

        step: int

    class Left(Message):
        """Esc was pressed."""

    class Rested(Message):
        """Tab was pressed: the marks stay and the article has the keys."""

    def make_parts(self) -> None:
        """The sign, the line, the count."""
        self.mount(Static(Content(" / find "), id="find-name"), TypedLine(id="find-line"), Static(id="find-count"))

    @property
    def opened(self) -> bool:
        """Whether the line is in sight."""
        return self.has_class("-open")

    @property
    def text(self) -> str:
        """What stands in the line; what was looked for last stays in it."""
        return self.query_one(Input).value

    def open(self) -> None:
        """Show the line and give it the keys; what stands in it is marked, so that a letter replaces it."""
        self.fill()
        self.add_class("-open")
        line = self.query_one(Input)
        line.focus()
        line.select_all()

    def put(self, text: str) -> None:
        """Write a text into the line, as if it were typed."""
        self.query_one(Input).value = text

    def close(self) -> None:
        """Hide the line."""
        self.remove_class("-open")

    def tell(self, text: str, *, none: bool = False) -> None:
        """Say beside the line how many times it was found."""
        self.set_class(none, "-none")
        self.query_one("#find-count", Static).update(Content(text))

    def on_key(self, event: events.Key) -> None:
        """Esc, Tab and the steps; all else is typed."""
        if event.key == "escape":
            self.post_message(self.Left())
        elif event.key in ("tab", "shift+tab"):
            self.post_message(self.Rested())
        elif step := _STEPS.get(event.key):
            self.post_message(self.Stepped(step))
        else:
            return
        event.stop()
        event.prevent_default()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.opened:
            self.post_message(self.Typed(event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Stepped(1))
