"""A short list of texts to pick from: completions, papers, keys."""

from collections.abc import Sequence

from tui.widgets.row_list import Part, RowList, fit


class WordList(RowList):
    """Rows of clean texts; a row that is a tuple has a key to its left, a heading has no text."""

    words: Sequence[tuple[str, str]] = ()
    column = 0

    def show(self, words: Sequence[tuple[str, str]], column: int = 0) -> None:
        """Show rows of (key, text), the keys in a column of that width; ("Moving", "") is a heading."""
        self.words, self.column = words, column
        self.set_rows(len(words))

    @property
    def word(self) -> str | None:
        """The text under the cursor."""
        return self.words[self.cursor][1] if self.cursor >= 0 else None

    def selectable(self, index: int) -> bool:
        """A heading or an empty line is no place for the cursor."""
        return bool(self.words[index][1])

    def row(self, index: int, width: int) -> Sequence[Part]:
        """The key in its column, then the text."""
        key, text = self.words[index]
        if not text:
            return ((fit(key, width), "heading"),)
        return ((fit(f" {key}", self.column), "accent"), (fit(text, width - self.column), ""))
