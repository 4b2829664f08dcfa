"""The `:` line at the foot, with what may stand in it above."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from store import clean_line
from tui.command_line import Offer
from tui.widgets.row_list import RowList, fit
from tui.widgets.typed_line import TypedLine
from tui.widgets.word_list import WordList

Complete = Callable[[str], tuple[int, Sequence[Offer]]]
"""From a line to where its last word begins, and what may stand there instead."""

ROWS = 10
"""Rows of the list at most; it scrolls."""

_KEY, _GAP = 10, 3


class CommandBar(Vertical):
    """A line that completes: Tab goes through what is offered, the arrows too, or through what was typed before."""

    DEFAULT_CSS = """
    CommandBar { height: auto; background: $panel; }
    CommandBar WordList { background: $panel; height: auto; }
    CommandBar #command-fault { height: auto; display: none; color: $error; padding: 0 1; }
    CommandBar.-fault #command-fault { display: block; }
    CommandBar Horizontal { height: 1; background: $surface; }
    CommandBar #command-sign { width: 2; color: $accent; text-style: bold; }
    CommandBar #command-keys { width: auto; color: $text-muted; padding: 0 1; }
    CommandBar Input, CommandBar Input:focus { border: none; height: 1; padding: 0; width: 1fr; background: $surface; }
    """

    @dataclass
    class Entered(Message):
        """Enter was pressed on a line."""

        text: str

    class Left(Message):
        """Esc was pressed, or Backspace in an empty line."""

    def __init__(self, text: str, complete: Complete, before: Sequence[str]) -> None:
        super().__init__()
        self._text = text
        self._complete = complete
        self._before = before
        self._back = 0
        self._start = 0
        self._offers: Sequence[Offer] = ()
        self._put = ""

    def compose(self) -> ComposeResult:
        """The list, why the line is no command, the line."""
        yield WordList()
        yield Static(id="command-fault")
        with Horizontal():
            yield Static(Content(" :"), id="command-sign")
            yield TypedLine(self._text, select_on_focus=False, id="command-line")
            yield Static(Content("Tab completes · Enter does it · Esc back"), id="command-keys")

    def on_mount(self) -> None:
        """Offer at once; the cursor stands at the end."""
        self.query_one(Input).cursor_position = len(self._text)
        self.query_one("#command-keys").display = self.app.size.width >= 80
        self._offer(self._text)

    def fault(self, text: str) -> None:
        """Say over the line why it is no command; it stays."""
        self.add_class("-fault")
        self.query_one("#command-fault", Static).update(Content(clean_line(text, 300)))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.remove_class("-fault")
        if event.value != self._put:  # a letter of the reader, not what was put there for them
            self._put = ""
            self._offer(event.value)

    def _offer(self, text: str) -> None:
        self._start, self._offers = self._complete(text)
        words = self.query_one(WordList)
        words.display = bool(self._offers)
        words.styles.height = max(1, min(len(self._offers), ROWS, self.app.size.height - 4))
        column = max((len(one.text) for one in self._offers), default=0) + _GAP
        told = any(one.help or one.key for one in self._offers)
        words.show(
            [self._row(one, column) if told else ("", clean_line(one.text)) for one in self._offers], column * told
        )
        words.cursor = -1

    def _row(self, offer: Offer, column: int) -> tuple[str, str]:
        """The name, what it is, and its key at the right."""
        room = self.app.size.width - column - _KEY - 4
        return clean_line(offer.text), f"{fit(clean_line(offer.help), room)} {fit(offer.key, _KEY)}"

    def on_key(self, event: events.Key) -> None:
        """Tab, the arrows, Esc; all else is typed."""
        line = self.query_one(Input)
        if event.key == "escape" or (event.key == "backspace" and not line.value):
            self.post_message(self.Left())
        elif event.key in ("tab", "ctrl+n", "shift+tab", "ctrl+p"):
            self._step(1 if event.key in ("tab", "ctrl+n") else -1)
        elif event.key in ("up", "down"):
            self._arrow(-1 if event.key == "up" else 1)
        else:
            return
        event.stop()
        event.prevent_default()

    def _arrow(self, step: int) -> None:
        """Through the lines typed before, where the line is empty or is one of them; else through the list."""
        line = self.query_one(Input)
        if self._before and (not line.value or self._back):
            self._back = min(max(self._back - step, 0), len(self._before))
            self._write(self._before[-self._back] if self._back else "")
        else:
            self._step(step)

    def _step(self, step: int) -> None:
        """Mark the next offer, round, and put it into the line."""
        words = self.query_one(WordList)
        if not self._offers:
            return
        at = words.cursor + step
        at = len(self._offers) - 1 if at < 0 else 0 if at >= len(self._offers) else at
        begun = self.query_one(Input).value[: self._start]
        words.go(at)
        self._put = begun + self._offers[at].text
        self._write(self._put)
        if len(self._offers) == 1:  # what follows it is offered at once
            self._put = ""
            self._offer(self.query_one(Input).value)

    def _write(self, text: str) -> None:
        line = self.query_one(Input)
        line.value = text
        line.cursor_position = len(text)

    @on(RowList.Chosen)
    @on(RowList.Moved)
    def _clicked(self, event: RowList.Moved | RowList.Chosen) -> None:
        event.stop()
        if self.query_one(WordList).has_focus:  # a click: the keys move while the line has the focus
            self._put = self.query_one(Input).value[: self._start] + self._offers[event.index].text
            self._write(self._put)
            self.query_one(Input).focus()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Entered(event.value))
