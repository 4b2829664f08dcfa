"""The line at the head of the tag pane in which the name of a place is typed."""

from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.widgets import Input

from tui.widgets.typed_line import TypedLine


class PlaceLine(TypedLine):
    """Hidden until it is opened. Letters are typed; the arrows and Esc are told to the screen."""

    DEFAULT_CSS = """
    PlaceLine, PlaceLine:focus { display: none; border: none; height: 1; padding: 0 1; background: $surface; }
    """

    @dataclass
    class Stepped(Message):
        """An arrow was pressed: the cursor of the pane moves by so many rows, or pages."""

        step: int
        pages: bool = False

    class Left(Message):
        """Esc was pressed."""

    @property
    def opened(self) -> bool:
        """Whether it is in sight."""
        return bool(self.display)

    def open(self) -> None:
        """Show the empty line and give it the keys at once: the next ones may be on their way."""
        with self.prevent(Input.Changed):
            self.value = ""
        self.display = True
        self.screen.set_focus(self)

    def close(self) -> None:
        """Hide it."""
        self.display = False

    def on_key(self, event: events.Key) -> None:
        """Esc, the arrows and Tab; all else is typed."""
        steps = {"down": (1, False), "up": (-1, False), "pagedown": (1, True), "pageup": (-1, True)}
        if event.key == "escape":
            self.post_message(self.Left())
        elif event.key in steps:
            self.post_message(self.Stepped(*steps[event.key]))
        elif event.key not in ("tab", "shift+tab"):
            return
        event.stop()
        event.prevent_default()
