"""Every key, filtered while typing."""

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.actions import Keymap
from tui.screens.answering import Answering
from tui.widgets.word_list import WordList

_PALETTE = ("Ctrl+p", "Command palette: actions and themes")


class Help(Answering[str | None], ModalScreen[str | None]):
    """Answers the id of an action to do, or None."""

    AUTO_FOCUS = "Input"

    def __init__(self, keymap: Keymap) -> None:
        super().__init__()
        self._keymap = keymap
        self._ids: list[str] = []

    def compose(self) -> ComposeResult:
        """A line to type in over the keys."""
        with Vertical(id="help", classes="prompt"):
            yield Static(Content("All keys"), classes="question")
            yield Input(placeholder="type to filter")
            yield WordList()
            yield Static(Content("Enter does it · Esc back"), classes="hint")

    def on_mount(self) -> None:
        """Show all."""
        self._filter("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._filter(event.value)

    def _filter(self, text: str) -> None:
        """Keep the actions whose key, words or group hold every word typed."""
        wanted, group = text.casefold().split(), ""
        rows: list[tuple[str, str]] = []
        self._ids = []
        for action in self._keymap.actions:
            keys = self._keymap.all_hints(action)
            known = f"{keys} {action.label} {action.help} {action.group}".casefold()
            if all(word in known for word in wanted):
                if action.group != group:
                    rows.extend([("", "")] * bool(rows) + [(action.group, "")])
                    self._ids.extend([""] * (len(rows) - len(self._ids)))
                    group = action.group
                rows.append((keys, action.help))
                self._ids.append(action.id)
        if not wanted:
            rows.append(_PALETTE)
        self.query_one(WordList).show(rows, column=22)

    def on_key(self, event: events.Key) -> None:
        """Up and down move, Esc leaves; the rest is typed."""
        keys = self.query_one(WordList)
        steps = {"down": 1, "up": -1, "pagedown": keys.half, "pageup": -keys.half}
        if event.key == "escape":
            self.dismiss(None)
        elif event.key in steps:
            keys.move(steps[event.key])
        else:
            return
        event.stop()

    @on(Input.Submitted)
    @on(WordList.Chosen)
    def _answered(self) -> None:
        cursor = self.query_one(WordList).cursor
        self.dismiss(self._ids[cursor] if 0 <= cursor < len(self._ids) else None)
