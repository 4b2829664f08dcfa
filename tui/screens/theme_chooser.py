"""Choosing the colours: the theme under the cursor is what the screen wears."""

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.theme import BUILTIN_THEMES, Theme
from textual.widgets import Static

from store import clean_line
from tui.screens.answering import Answering
from tui.widgets.row_list import RowList
from tui.widgets.word_list import WordList


class ThemeChooser(Answering[str | None], ModalScreen[str | None]):
    """Answers the name of a theme, or None: then the one from before is back."""

    AUTO_FOCUS = "WordList"
    DEFAULT_CSS = """
    ThemeChooser .prompt { width: 36; margin: 0 2; }
    ThemeChooser WordList { max-height: 18; }
    """

    def __init__(self, names: Sequence[str], now: str) -> None:
        super().__init__()
        self._names = names
        self._before = now

    def compose(self) -> ComposeResult:
        """The names over the keys."""
        with Vertical(classes="prompt"):
            yield Static(Content("Colours"), classes="question")
            yield WordList()
            yield Static(Content("Enter keeps · Esc back"), classes="hint")

    def on_mount(self) -> None:
        """Begin on the theme that is worn."""
        rows = self.query_one(WordList)
        rows.styles.height = max(1, min(len(self._names), 18, self.app.size.height - 8))
        rows.show([("", clean_line(name)) for name in self._names])
        if self._before in self._names:
            rows.go(self._names.index(self._before))

    def on_key(self, event: events.Key) -> None:
        """j, k, half pages, Enter, Esc."""
        rows = self.query_one(WordList)
        steps = {"j": 1, "down": 1, "k": -1, "up": -1, "ctrl+d": rows.half, "ctrl+u": -rows.half}
        if event.key in ("escape", "q"):
            self.app.theme = self._before
            self.dismiss(None)
        elif event.key in ("enter", "l"):
            self.dismiss(self._names[rows.cursor])
        elif event.key in steps:
            rows.move(steps[event.key])
        else:
            return
        event.stop()

    @on(RowList.Moved)
    def _shown(self, event: RowList.Moved) -> None:
        self.app.theme = self._names[event.index]

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        self.dismiss(self._names[event.index])


def in_order(themes: dict[str, Theme]) -> list[str]:
    """The program's themes and the reader's own by name, then those that come with Textual."""
    own = [name for name in themes if themes[name] is not BUILTIN_THEMES.get(name)]
    return [*sorted(own), *sorted(name for name in themes if name not in own and name != "textual-ansi")]
