"""Asks for one line: what to add, a name, a folder. Tab completes."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from store import clean_line
from tui.screens.answering import Answering
from tui.widgets.row_list import RowList
from tui.widgets.word_list import WordList

Complete = Callable[[str], Sequence[str]]
"""From what was typed to the whole lines it may become."""

_MOST_SHOWN, _MOST_FOUND = 8, 50


class LinePrompt(Answering[str | None], ModalScreen[str | None]):
    """Answers the line that was typed, or None. With `complete`, what it may become stands below it."""

    AUTO_FOCUS = "Input"
    HINT = "Enter done · Esc back"

    def __init__(
        self, question: str, value: str = "", *, complete: Complete | None = None, placeholder: str = ""
    ) -> None:
        super().__init__()
        self._question = question
        self._value = value
        self._complete = complete or (lambda _: ())
        self._placeholder = placeholder
        self._found: Sequence[str] = ()

    def compose(self) -> ComposeResult:
        """The question, the line, what it may become, and the keys."""
        with Vertical(classes="prompt"):
            yield Static(Content(self._question), classes="question")
            yield Input(clean_line(self._value), placeholder=self._placeholder)
            yield WordList()
            yield Static(Content(self.HINT), classes="hint")

    def on_mount(self) -> None:
        """Offer at once what fits."""
        self._offer(self._value)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._offer(event.value)

    def _offer(self, text: str) -> None:
        words = self.query_one(WordList)
        self._found = self._complete(text)
        words.display = bool(self._found)
        words.styles.height = max(1, min(len(self._found), _MOST_SHOWN))
        words.show([("", shown_end(text)) for text in self._found])
        words.cursor = -1  # Enter answers what was typed, unless the reader moves to an offer

    def on_key(self, event: events.Key) -> None:
        """Up and down move among the offers, Tab takes what is certain."""
        words = self.query_one(WordList)
        if event.key == "escape":
            self.dismiss(None)
        elif event.key in ("down", "up", "ctrl+n", "ctrl+p"):
            words.move(1 if event.key in ("down", "ctrl+n") else -1)
        elif event.key == "tab":
            self._take()
        else:
            return
        event.stop()
        event.prevent_default()

    def _take(self) -> None:
        """Complete to the marked offer, else as far as all offers agree, else to the first."""
        line, marked = self.query_one(Input), self.query_one(WordList).cursor
        if self._found:
            common = os.path.commonprefix(list(self._found))  # noqa: RUF071, characters are what is meant
            further = common if len(common) > len(line.value) else self._found[0]
            line.value = self._found[marked] if marked >= 0 else further
            line.cursor_position = len(line.value)

    @on(Input.Submitted)
    def _answered(self, event: Input.Submitted) -> None:
        marked = self.query_one(WordList).cursor
        self.dismiss((self._found[marked] if marked >= 0 else event.value).strip())

    @on(RowList.Chosen)
    @on(RowList.Moved)
    def _pointed(self) -> None:
        if self.query_one(WordList).has_focus:  # a click, for the keys move while the line has the focus
            self._take()
            self.query_one(Input).focus()


class AddPrompt(LinePrompt):
    """Asks what to add. `again`: the reader wants the feed or folder asked again at each refresh."""

    HINT = "Enter adds · Ctrl+s subscribes · Tab completes · Esc back"

    again = False

    def __init__(self) -> None:
        super().__init__(
            "Add a file, folder, address or DOI", complete=paths, placeholder="~/papers/  ·  https://…  ·  10.1038/…"
        )

    def on_key(self, event: events.Key) -> None:
        """Ctrl+s answers too, and says that it is to be asked again."""
        if event.key == "ctrl+s":
            self.again = True
            self.dismiss(self.query_one(Input).value.strip())
            event.stop()
            event.prevent_default()
        else:
            super().on_key(event)


def shown_end(text: str) -> str:
    """The last part of a path, which is what differs; a folder keeps its stroke."""
    stem = text.rstrip("/")
    return clean_line(stem[stem.rfind("/") + 1 :] + text[len(stem) :]) or clean_line(text)


def paths(text: str) -> list[str]:
    """The files and folders that begin with what was typed, folders with a stroke at the end; none for an address.

    Hidden ones need their dot typed. Names that cannot be typed in a line are left out.
    """
    if not text.strip() or "://" in text or text == "-":
        return []
    above, _, begun = text.rpartition("/")
    folder = Path(f"{above}/" if "/" in text else ".")
    try:
        with os.scandir(folder.expanduser()) as entries:
            names = [
                entry.name + "/" * entry.is_dir()
                for entry in entries
                if entry.name.startswith(begun) and entry.name.startswith(".") == begun.startswith(".")
            ]
    except (OSError, ValueError, RuntimeError):  # RuntimeError: ~ of a user that is not there
        return []
    typable = sorted(name for name in names if clean_line(name) == name)[:_MOST_FOUND]
    found = [f"{above}/{name}" if "/" in text else name for name in typable]
    return [] if found == [text] else found


def beginning(known: Sequence[str]) -> Complete:
    """Complete from a list of names, whatever the case they are typed in."""
    return lambda text: [name for name in known if name.casefold().startswith(text.casefold()) and name != text]
