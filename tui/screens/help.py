"""Every key, filtered while typing; the fields of a query; how keys are changed."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.actions import DETAIL, EMPTY, LIST, SELECTED, TAGS, ZEN, Action, Keymap
from tui.field_words import FIELD_WORDS
from tui.screens.answering import Answering
from tui.widgets.typed_line import TypedLine
from tui.widgets.word_list import WordList

_PANES = {
    LIST: "In the list", DETAIL: "In the article", TAGS: "In the tags and feeds", ZEN: "In zen",
    EMPTY: "In an empty library", SELECTED: "With a selection",
}  # fmt: skip
_BELOW = (
    ("Ctrl+p", "Palette: every action, feed, view and theme by its words", "command palette themes"),
    ("config.toml", '[keys] gives an action other keys: star = "S" — :help shows its name', "remap keys settings"),
    ("", 'preset = "modern" makes r and u mark read and unread; see `sciread config`', "remap preset settings"),
)

Row = tuple[str, str, str]
"""A key, what it does, and the id of the action that Enter does; a heading does nothing."""


class Help(Answering[str | None], ModalScreen[str | None]):
    """Answers the id of an action to do, or None. The keys of the pane stand first."""

    AUTO_FOCUS = "Input"

    def __init__(self, keymap: Keymap, context: str = LIST, wanted: str = "") -> None:
        super().__init__()
        self._keymap = keymap
        self._place = context
        self._wanted = wanted
        self._ids: list[str] = []

    def compose(self) -> ComposeResult:
        """A line to type in over the keys."""
        with Vertical(id="help", classes="prompt"):
            yield Static(Content("All keys"), classes="question")
            yield TypedLine(self._wanted, placeholder="type to filter", select_on_focus=False)
            yield WordList()
            yield Static(Content("Enter does it · Esc back"), classes="hint")

    def on_mount(self) -> None:
        """Show all."""
        self._filter(self._wanted)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._filter(event.value)

    def _filter(self, text: str) -> None:
        """Keep the rows that hold every word typed, and the headings over them."""
        rows: list[Row] = []
        for heading, section in self._sections(text.casefold().split()):
            if section:
                rows += [("", "", "")] * bool(rows) + [(heading, "", ""), *section]
        self._ids = [id for _, _, id in rows]
        self.query_one(WordList).show([(key, words) for key, words, _ in rows], column=22)

    def _sections(self, wanted: Sequence[str]) -> Iterator[tuple[str, list[Row]]]:
        actions = self._keymap.actions
        if not wanted:  # what is looked for is found once
            here = [action for action in actions if self._place in action.show]
            yield _PANES.get(self._place, ""), [self._row(action) for action in here]
        for group, found in groupby(actions, key=lambda action: action.group):
            yield group, [self._row(action) for action in found if _holds(self._text(action), wanted)]
        fields = [(f"{name}:", words, "filter") for name, words in FIELD_WORDS.items()]
        yield "In a query (F)", [row for row in fields if _holds(f"{row[0]} {row[1]} query field", wanted)]
        yield "Other keys", [(key, words, "") for key, words, also in _BELOW if _holds(f"{key} {words} {also}", wanted)]

    def _row(self, action: Action) -> Row:
        return self._keymap.all_hints(action), action.help, action.id

    def _text(self, action: Action) -> str:
        names = f"{action.id} {action.id.replace('_', '-')} {' '.join(action.also)}"
        return f"{self._keymap.all_hints(action)} {action.label} {action.help} {action.group} {names}"

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


def _holds(text: str, wanted: Sequence[str]) -> bool:
    """Whether every word stands in a text."""
    known = text.casefold()
    return all(word in known for word in wanted)
