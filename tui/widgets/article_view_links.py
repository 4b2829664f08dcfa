"""The links of the page: all of them, and letters on those in sight."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from rich.cells import cell_len

from tui.widgets.article_view_scroll import ArticleScroll
from tui.widgets.markdown_lines import Line

LETTERS = "asdfghjklqwertyuiopzxcvbnm"
"""Home row first."""


class _Start(NamedTuple):
    """Where a link begins: line and column of the page."""

    y: int
    column: int
    href: str


class ArticleLinks(ArticleScroll):
    """Knows the links, and shows letters on them while one is chosen."""

    _lettered: Mapping[int, Sequence[tuple[int, str]]] = {}

    @property
    def links(self) -> list[tuple[int, str, str]]:
        """The links of the body in reading order: number, label, address. Reads the whole body."""
        return [(number, *link) for number, link in enumerate(self._sheet.links(), 1)]

    def show_letters(self) -> dict[str, str]:
        """Put letters on the links in sight; return which letters stand for which address."""
        top = self.scroll_offset.y
        starts = list(_starts([(y, self._sheet.line(y)) for y in range(top, top + self._rows)]))
        hrefs = list(dict.fromkeys(start.href for start in starts))
        letters = dict(zip(hrefs, labels(len(hrefs)), strict=False))
        shown: dict[int, list[tuple[int, str]]] = {}
        for start in starts:
            if start.href in letters:
                shown.setdefault(start.y, []).append((start.column, letters[start.href]))
        self._lettered = shown
        self.refresh()
        return {label: href for href, label in letters.items()}

    def narrow_letters(self, typed: str) -> None:
        """Leave only the letters that begin with what was typed."""
        self._lettered = {
            y: [(column, label) for column, label in row if label.startswith(typed)]
            for y, row in self._lettered.items()
        }
        self.refresh()

    def hide_letters(self) -> None:
        """Take the letters away."""
        self._lettered = {}
        self.refresh()

    def letters_at(self, y: int) -> Sequence[tuple[int, str]]:
        """Return the letters on a line of the page, each with its column."""
        return self._lettered.get(y, ())


def labels(count: int) -> list[str]:
    """Return letters for so many links: one each while they last, else two each; for more there are none."""
    if count <= len(LETTERS):
        return list(LETTERS[:count])
    return ["".join(pair) for pair in product(LETTERS, repeat=2)][:count]


def _starts(lines: Sequence[tuple[int, Line]]) -> Iterator[_Start]:
    """Where links begin; what goes on from the line above, as the lines of a reference do, begins no link."""
    above: set[str] = set()
    for y, line in lines:
        column, before = 0, None
        for text, _, href in line:
            if href and href != before and href not in above:
                yield _Start(y, column, href)
            column, before = column + cell_len(text), href
        above = {href for _, _, href in line if href}
