"""A screen of its own over a list: what it is about at the top, one thing a row, what its keys do at the bottom."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen, ScreenResultType
from textual.widgets import Input, Static

from store import Store, StoreError, clean_line
from tui.screens.answering import Answering
from tui.screens.confirm import Confirm
from tui.screens.frame import stroke
from tui.screens.offering import Offering
from tui.widgets.bars import HintBar, StatusBar
from tui.widgets.row_list import RowList
from tui.widgets.typed_line import TypedLine

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a screen: as people write it, the strokes that are it, what it does, and `do_ID` for it.

    `quiet`: it is told below the list and not in the footer, which has room for nine.
    """

    shown: str
    strokes: tuple[str, ...]
    label: str
    id: str
    quiet: bool = False


WIDEST = 104
"""Cells a row has at most: over a wider one the eye loses its line."""

MOVES: dict[str, int | str] = {
    "j": 1, "down": 1, "k": -1, "up": -1, "g": "top", "home": "top", "G": "bottom", "end": "bottom",
    "ctrl+d": "half", "pagedown": "half", "ctrl+u": "-half", "pageup": "-half",
}  # fmt: skip


class RowScreen(Answering[ScreenResultType | None], Screen[ScreenResultType | None]):
    """A list with keys. What it does can be undone; what the library refuses is told and changes nothing."""

    AUTO_FOCUS = "RowList"
    KEYS: tuple[Key, ...] = ()
    UNDO = Key("U", ("U", "ctrl+z"), "undo", "undo")
    BACK = Key("Esc", ("escape", "q", "h", "left"), "back", "back")
    DEFAULT_CSS = """
    RowScreen RowList { height: 1fr; max-width: 104; }
    RowScreen #row-find, RowScreen #row-find:focus { border: none; height: 1; padding: 0 1; background: $surface; }
    RowScreen #row-heading { height: 1; color: $text-muted; text-style: italic; }
    RowScreen #row-about {
        height: auto; min-height: 2; max-height: 6; padding: 0 1; border-top: solid $border-blurred; color: $text-muted;
    }
    """

    def __init__(self, store: Store, rows: RowList) -> None:
        super().__init__()
        self.store = store
        self.rows = rows

    def compose(self) -> ComposeResult:
        """The list between two quiet lines; the line to find with is out of sight until it is asked for."""
        yield StatusBar()
        line = TypedLine(id="row-find", placeholder="find", select_on_focus=False)
        line.display = False
        yield line
        yield Static(id="row-heading")
        yield self.rows
        yield Static(id="row-about")
        yield HintBar()

    def on_mount(self) -> None:
        """Show the rows and the keys."""
        self.query_one(HintBar).hints = [(key.shown, key.label, key.id) for key in self.KEYS if not key.quiet]
        self.read()

    def on_resize(self, event: events.Resize) -> None:
        """The heading is as wide as the list."""
        self.query_one("#row-heading", Static).update(Content(self.heading(min(event.size.width, WIDEST))))

    def heading(self, width: int) -> str:
        """The names of the columns."""
        return ""

    def read(self) -> None:
        """Read the rows again from the library and show them."""
        raise NotImplementedError

    def told(self) -> tuple[str, str]:
        """What stands in the top line, and below the list about the marked row."""
        raise NotImplementedError

    @on(RowList.Moved)
    def tell(self) -> None:
        """Show it."""
        place, about = self.told()
        if quiet := " · ".join(f"{key.shown} {key.label}" for key in self.KEYS if key.quiet):
            about = f"{about}\n{quiet}"
        self.query_one(StatusBar).place = clean_line(place)
        self.query_one("#row-about", Static).update(Content(about))

    def on_key(self, event: events.Key) -> None:
        """Keys of the list; one that is not known here is left to the app."""
        if isinstance(self.focused, Input):
            return
        pressed = stroke(event)
        if pressed in MOVES:
            self._move(MOVES[pressed])
        elif key := next((key for key in self.KEYS if pressed in key.strokes), None):
            self.perform(key.id)
        else:
            return
        event.stop()

    def _move(self, step: int | str) -> None:
        rows = self.rows
        if isinstance(step, int):
            rows.move(step)
        elif step in ("half", "-half"):
            rows.move(rows.half if step == "half" else -rows.half)
        else:
            rows.go(0 if step == "top" else rows.count - 1)

    @on(HintBar.Clicked)
    def _hint_clicked(self, event: HintBar.Clicked) -> None:
        self.perform(event.id)

    @on(RowList.Chosen)
    def _chosen(self) -> None:
        self.perform(self.KEYS[0].id)

    def perform(self, id: str) -> None:
        """Do what a key says."""
        self.attempt(getattr(self, f"do_{id}"))

    def attempt(self, work: Callable[[], object]) -> None:
        """Do something with the library and show what it is now; a refusal is told."""
        try:
            work()
        except StoreError as error:
            self.say(str(error), "error")
        if self.is_attached:
            self.read()

    def say(self, text: str, severity: Literal["information", "warning", "error"] = "information") -> None:
        """A short message; never read as markup."""
        self.notify(clean_line(text), severity=severity, markup=False, timeout=8 if len(text) > 80 else 4)

    def ask(self, prompt: Offering[Answer], then: Callable[[Answer], object]) -> None:
        """Ask for a line and do something with it, unless the reader leaves it with Esc."""
        self.app.push_screen(prompt, lambda line: None if line is None else self.attempt(lambda: then(line)))

    def confirm(self, question: str, then: Callable[[], object]) -> None:
        """Do something after a yes."""
        self.app.push_screen(Confirm(clean_line(question)), lambda yes: self.attempt(then) if yes else None)

    def do_undo(self) -> None:
        """Take back the last change, whatever it was."""
        undone = self.store.undo()
        self.say(f"Undone: {undone.label}" if undone else "Nothing to undo.")

    def do_back(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
