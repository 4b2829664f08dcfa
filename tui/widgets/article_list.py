"""The list of articles: ids of the whole query, rows of the window in sight only."""

from collections.abc import Callable, Sequence
from datetime import datetime

from store import Article, clean_line
from tui.widgets.dates import short_date
from tui.widgets.row_list import Part, RowList, fit

Fetch = Callable[[Sequence[int]], Sequence[Article]]

WINDOW = 200
UNREAD, STARRED, CHILD, NONE = "●", "★", "↳", "–"
SELECTED, NOTED = "▪", "✎"
_DATE, _COUNT, _NARROW = 8, 4, 46


class ArticleList(RowList):
    """Articles, one a line. `fetch` gives the stored articles of some ids; it is asked for windows."""

    def __init__(self, fetch: Fetch, now: Callable[[], datetime], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._fetch = fetch
        self._now = now
        self._cache: dict[int, Article | None] = {}
        self.ids: Sequence[int] = ()
        self.selected: frozenset[int] = frozenset()

    def select(self, ids: frozenset[int]) -> None:
        """Select exactly these of the listed articles."""
        self.selected = ids
        self.refresh()

    @property
    def article(self) -> Article | None:
        """The highlighted article."""
        return self._article(self.cursor) if 0 <= self.cursor < self.count else None

    def show(self, ids: Sequence[int], keep: int | None = None, near: int = 0) -> None:
        """Show these articles; the cursor on article `keep` if it is among them, else on row `near`."""
        self._cache.clear()
        self.ids = ids
        if self.selected:  # what is not listed any more cannot be meant
            self.selected = self.selected.intersection(ids)
        self.set_rows(len(ids), _place(ids, keep, near))

    def changed(self) -> None:
        """Ask for the rows again: something about them was changed."""
        self._cache.clear()
        self.refresh()

    def row(self, index: int, width: int) -> Sequence[Part]:
        """Marks, date, title and the number of references."""
        article = self._article(index)
        if article is None:
            return ((fit("(gone since the list was made)", width), "dim"),)
        return article_row(article, width, self._now(), selected=article.id in self.selected)

    def _article(self, index: int) -> Article | None:
        """The article of a row, from the window around it; None if it has left the library."""
        id = self.ids[index]
        if id not in self._cache:
            start = max(0, index - WINDOW // 2)
            window = self.ids[start : start + WINDOW]
            self._cache = dict.fromkeys(window)  # None is remembered too: what is gone is not asked for again
            self._cache.update((article.id, article) for article in self._fetch(window))
        return self._cache[id]


def article_row(article: Article, width: int, now: datetime, *, selected: bool = False) -> tuple[Part, ...]:
    """A row of exactly `width` cells: `●★    08:02 Title …   1`. Weight and marks, never colour alone."""
    date = "" if width < _NARROW else f"{short_date(article.published, now):>{_DATE}} "
    indent = f" {CHILD} " if article.parent is not None else ""
    items = f"  {article.children_read}/{article.children} read" if article.children else ""
    items += f" {NOTED}" if article.noted else ""
    room = width - 3 - len(date) - len(indent) - _COUNT
    title = clean_line(article.title) or "(no title)"
    return (
        (UNREAD if not article.read else " ", "accent"),
        (STARRED if article.starred else " ", "accent"),
        (SELECTED if selected else " ", "accent"),
        (f"{date}{indent}", "dim"),
        (fit(title, room - len(items)), "" if article.read else "strong"),
        (items, "dim"),
        (f"{article.references or NONE:>{_COUNT - 1}} ", "dim"),
    )


def _place(ids: Sequence[int], keep: int | None, near: int) -> int:
    """The row of an id; looking for it costs a walk over the ids, a millisecond for 50,000."""
    if keep is None:
        return near
    try:
        return ids.index(keep)
    except ValueError:
        return near
