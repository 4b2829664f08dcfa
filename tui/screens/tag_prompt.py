"""Asks for tags, with the known ones below to complete from."""

from collections.abc import Sequence

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

_MOST = 8


class TagPrompt(Answering[Sequence[str] | None], ModalScreen[Sequence[str] | None]):
    """Answers the tags that were typed or taken, or None. Several are separated by commas."""

    AUTO_FOCUS = "Input"

    def __init__(self, question: str, known: Sequence[str], *, create: bool = True) -> None:
        super().__init__()
        self._question = question
        self._known = known
        self._create = create

    def compose(self) -> ComposeResult:
        """The line to type in over the tags that match."""
        with Vertical(classes="prompt"):
            yield Static(Content(self._question), classes="question")
            yield Input(placeholder="a tag, or several with commas" if self._create else "")
            yield WordList()
            yield Static(Content("Tab completes · ↓ picks · Enter done · Esc back"), classes="hint")

    def on_mount(self) -> None:
        """Offer the tags at once."""
        self._offer("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._offer(event.value)

    def _offer(self, text: str) -> None:
        """Show what the last word may become; nothing is marked before something is typed or moved to."""
        done, last = split(text)
        words = self.query_one(WordList)
        found = matching(self._known, last, done)
        words.styles.height = max(1, min(len(found), _MOST))
        words.show([("", clean_line(tag)) for tag in found])
        if self._create:
            words.cursor = -1  # Enter gives what was typed, unless the reader moves to a known tag

    def on_key(self, event: events.Key) -> None:
        """Up and down move among the tags, Tab takes one, Enter answers."""
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
        """Complete the last word with the marked tag, else the first, ready for another."""
        line, words = self.query_one(Input), self.query_one(WordList)
        if word := words.word or next((text for _, text in words.words), None):
            done, _ = split(line.value)
            line.value = ", ".join([*done, word]) + ", "
            line.cursor_position = len(line.value)

    @on(Input.Submitted)
    def _answered(self, event: Input.Submitted) -> None:
        done, last = split(event.value)
        word = self.query_one(WordList).word
        if word and (last or not done):
            last = word
        names = [*done, last] if last else done
        self.dismiss([name for name in names if self._create or name in self._known])

    @on(RowList.Chosen)
    @on(RowList.Moved)
    def _pointed(self, event: RowList.Moved | RowList.Chosen) -> None:
        if self.query_one(WordList).has_focus:  # a click, for the keys move while the line has the focus
            self._take()
            self.query_one(Input).focus()


def split(text: str) -> tuple[list[str], str]:
    """The tags that are finished by a comma, and the one still being typed."""
    *done, last = (part.strip().lstrip("#") for part in text.split(","))
    return [tag for tag in done if tag], last


def matching(known: Sequence[str], word: str, done: Sequence[str]) -> list[str]:
    """The known tags that begin with the word, then those that hold it; none twice."""
    wanted = word.casefold()
    free = [tag for tag in known if tag not in done]
    first = [tag for tag in free if tag.casefold().startswith(wanted)]
    return first + [tag for tag in free if wanted in tag.casefold() and not tag.casefold().startswith(wanted)]
