"""The line over the list in which a search or a filter is typed, and the quiet line below it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from rich.cells import cell_len
from textual import events, on
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input, Static

from tui.widgets.filled_later import FilledLater
from tui.widgets.row_list import fit
from tui.widgets.typed_line import TypedLine

Mode = Literal["search", "filter"]
Complete = Callable[[str, int], tuple[int, Sequence[str]]]
"""From a text and the place of the cursor to where its word begins, and what may stand there instead."""

_NAMES: dict[Mode, str] = {"search": " / ", "filter": " F "}
_KEYS: dict[Mode, str] = {"search": "Enter keeps · Esc clears", "filter": "Tab completes · Enter applies · Esc clears"}


class _Line(TypedLine):
    """Where the text is typed. From Enter on its keys wait until they are released: they are meant for what follows."""

    waiting: list[events.Key] | None = None

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)
    """How long its text is. The line stays as big as it is: Textual would lay out the screen for each letter."""

    async def _on_key(self, event: events.Key) -> None:
        if self.waiting is not None:
            self.waiting.append(events.Key(event.key, event.character))
            event.stop()
            event.prevent_default()
            return
        if event.key == "enter":
            self.waiting = []
        await super()._on_key(event)


class FilterBar(Vertical, FilledLater):
    """Hidden until it is opened. Below its line stands what was found, what Tab offers, or where the fault is."""

    DEFAULT_CSS = """
    FilterBar { height: auto; display: none; }
    FilterBar.-open, FilterBar.-told { display: block; }
    FilterBar Horizontal { height: 1; display: none; background: $surface; }
    FilterBar.-open Horizontal { display: block; }
    FilterBar #filter-name { width: 3; color: $accent; text-style: bold; }
    FilterBar #filter-keys { width: auto; color: $text-muted; padding: 0 1; }
    FilterBar Input, FilterBar Input:focus { border: none; height: 1; padding: 0; width: 1fr; background: $surface; }
    FilterBar #filter-note { height: auto; max-height: 4; display: none; color: $text-muted; }
    FilterBar.-told #filter-note { display: block; }
    FilterBar.-fault #filter-note { color: $error; }
    """

    @dataclass
    class Typed(Message):
        """Another text stands in the line."""

        mode: Mode
        text: str

    @dataclass
    class Kept(Message):
        """Enter was pressed."""

        mode: Mode
        text: str

    class Left(Message):
        """Esc was pressed."""

    @dataclass
    class Stepped(Message):
        """An arrow was pressed: the list moves while the line is typed."""

        step: int

    mode: Mode = "search"
    _complete: Complete | None = None
    _offers: Sequence[str] = ()
    _start = _at = 0
    _taken = ""

    def make_parts(self) -> None:
        """The line with its sign and its keys, over the quiet line."""
        line = Horizontal()
        self.mount(line, Static(id="filter-note"))
        line.mount(Static(id="filter-name"), _Line(id="filter-line", select_on_focus=False), Static(id="filter-keys"))

    @property
    def opened(self) -> bool:
        """Whether its line is in sight."""
        return self.has_class("-open")

    @property
    def note(self) -> Static:
        """The quiet line."""
        return self.query_one("#filter-note", Static)

    @property
    def typed_in(self) -> bool:
        """Whether its line has the keys."""
        return self._filled and self.query_one(Input).has_focus

    def open(self, mode: Mode, text: str, complete: Complete | None = None) -> None:
        """Show the line with this text and give it the keys."""
        self.fill()
        self.mode, self._complete, self._taken = mode, complete, ""
        self.query_one("#filter-name", Static).update(Content(_NAMES[mode]))
        self.query_one("#filter-keys", Static).update(Content(_KEYS[mode]))
        self.add_class("-open")
        self.tell("")
        line = self.query_one(_Line)
        line.waiting = None
        with line.prevent(Input.Changed):
            line.value = text
        line.cursor_position = len(text)
        self.screen.set_focus(line)  # at once: the next keys are for the line

    def release(self) -> None:
        """What Enter asked for is done: what was typed since goes to where the keys belong now."""
        line = self.query_one(_Line)
        keys, line.waiting = line.waiting or (), None
        for key in keys:
            (self.screen.focused or self.screen).post_message(key)

    def close(self) -> None:
        """Hide the line; what is told below it stays."""
        self.remove_class("-open")

    def tell(self, text: str) -> None:
        """Put one line of clean text below, "" to take it away."""
        if not text and not self.has_class("-told"):
            return  # there is none; a note that is set lays out the screen
        self.fill()
        stays = bool(text) and self.has_class("-told") and not self.has_class("-fault")
        self.remove_class("-fault")
        self.set_class(bool(text), "-told")
        note = Content(fit(f"   {text}", self.app.size.width))
        if not stays or note != self.note.content:
            self.note.update(note, layout=not stays)

    def fault(self, message: str, column: int) -> None:
        """Say what is wrong, under the column of the text where it stands."""
        self.fill()
        line = self.query_one(Input)
        room = self.app.size.width
        at = cell_len(_NAMES[self.mode]) + cell_len(line.value[:column]) - int(line.scroll_offset.x)
        at = min(max(at, 0), room - 1)
        beside = f"{' ' * at}^ {message}"
        text = beside if cell_len(beside) <= room else f"{' ' * at}^\n   {message}"
        self.add_class("-fault", "-told")
        self.note.update(Content(text))

    def offer(self) -> bool:
        """Show what Tab would take; False if there is nothing."""
        line = self.query_one(Input)
        if self._complete and not (self._taken and line.value == self._taken):
            self._start, self._offers = self._complete(line.value, line.cursor_position)
            self._at, self._taken = -1, ""
        marked = [f"[{one}]" if n == self._at else one for n, one in enumerate(self._offers)]
        self.tell("  ".join(marked[max(0, self._at - 3) :]))
        return bool(self._offers)

    def _take(self) -> None:
        """Put the next offer in place of the word."""
        line = self.query_one(Input)
        if not self.offer():
            return
        self._at = (self._at + 1) % len(self._offers)
        self._taken = line.value[: self._start] + self._offers[self._at] + line.value[line.cursor_position :]
        line.value, line.cursor_position = self._taken, self._start + len(self._offers[self._at])
        self.offer()

    def on_key(self, event: events.Key) -> None:
        """Esc, the arrows and Tab; all else is typed."""
        if event.key == "escape":
            self.post_message(self.Left())
        elif event.key in ("down", "up"):
            self.post_message(self.Stepped(1 if event.key == "down" else -1))
        elif event.key == "tab":
            self._take()
        elif event.key != "shift+tab":
            return
        event.stop()
        event.prevent_default()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.opened:
            self.post_message(self.Typed(self.mode, event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Kept(self.mode, event.value))
