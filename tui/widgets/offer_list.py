"""What a typed word may become: a short list of texts, each with a quiet word on why it is offered."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from store import clean_line
from tui.widgets.row_list import Part
from tui.widgets.word_list import WordList

MOST_SHOWN = 8
_KEY = 4
_LEAST = 12
"""Cells a text keeps beside its note."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A clean text that may be taken, the key that takes it, and why it is there."""

    text: str
    key: str = ""
    note: str = ""


class OfferList(WordList):
    """As high as it has rows; nothing is marked until the reader moves to a row."""

    offers: Sequence[Offer] = ()

    def offer(self, offers: Sequence[Offer], *, mark: str | None = None) -> None:
        """Show these; the row of the text `mark` is marked, if it is among them."""
        self.offers = [Offer(clean_line(one.text), one.key, clean_line(one.note)) for one in offers]
        self.display = bool(offers)
        self.styles.height = max(1, min(len(offers), MOST_SHOWN))
        keyed = any(one.key for one in offers)
        self.show([(one.key, one.text) for one in self.offers], column=_KEY if keyed else 0)
        at = next((n for n, one in enumerate(self.offers) if one.text == mark), -1) if mark else -1
        self.cursor = -1
        if at >= 0:
            self.go(at)

    def row(self, index: int, width: int) -> Sequence[Part]:
        """The key, the text, and the note at the right end where there is room for it."""
        note = self.offers[index].note
        room = width - cell_len(note) - 2 if note else width
        if not note or room < _LEAST:
            return super().row(index, width)
        return (*super().row(index, room), (f" {note} ", "dim"))
