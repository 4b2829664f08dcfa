"""Asks for one line: what to add, a name, a folder. Tab completes."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from textual import events, on
from textual.widgets import Input

from store import clean_line
from tui.screens.offering import Offering
from tui.widgets.offer_list import Offer

Complete = Callable[[str], Sequence[str]]
"""From what was typed to the whole lines it may become."""

_MOST_FOUND = 50


class LinePrompt(Offering[str]):
    """Answers the line that was typed, or None. With `complete`, what it may become stands below it."""

    def __init__(
        self, question: str, value: str = "", *, complete: Complete | None = None, placeholder: str = ""
    ) -> None:
        super().__init__(question, value, placeholder=placeholder)
        self._complete = complete or (lambda _: ())
        self._found: Sequence[str] = ()

    def offer(self, text: str) -> None:
        """Show the ends of the lines it may become."""
        self._found = self._complete(text)
        self.words.offer([Offer(shown_end(text)) for text in self._found])

    def take(self) -> None:
        """Complete to the marked offer, else as far as all offers agree, else to the first."""
        marked = self.words.cursor
        if self._found:
            common = os.path.commonprefix(list(self._found))  # noqa: RUF071, characters are what is meant
            further = common if len(common) > len(self.line.value) else self._found[0]
            self.put(self._found[marked] if marked >= 0 else further)

    @on(Input.Submitted)
    def _answered(self, event: Input.Submitted) -> None:
        marked = self.words.cursor
        self.dismiss((self._found[marked] if marked >= 0 else event.value).strip())


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
            self.dismiss(self.line.value.strip())
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
