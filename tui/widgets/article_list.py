"""The list of articles: ids of the whole query; rows, groups and snippets of the window in sight only."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from rich.cells import cell_len

from store import Article, Belonging, Query, clean_line, hit_spans
from tui.settings import Group as Grouping
from tui.widgets.article_groups import group_of, grouping, step_of
from tui.widgets.article_ids import ArticleIds
from tui.widgets.article_rows import UNREAD as UNREAD
from tui.widgets.article_rows import Row, title_of
from tui.widgets.row_layout import Group
from tui.widgets.row_list import Part, RowList, fit

T = TypeVar("T")

Fetch = Callable[[Sequence[int]], Sequence[Article]]
Belong = Callable[[Sequence[int]], Sequence[Belonging]]
Snippets = Callable[[Sequence[int], Query], Mapping[int, str]]

WINDOW, _BLOCKS = 32, 8
"""Articles, groups and snippets are asked for by blocks of so many rows; so many blocks of each are kept."""

_TALL = 16
"""Lines from which a list that stands beside the article gives each article two."""


class ArticleList(RowList):
    """Articles. `fetch` gives the stored articles of some ids, `belong` what they stand under, `snippets` (may be set
    later) the words around the hits of a search; all are asked for windows. `listed` is the query `show` will list.
    """

    DEFAULT_CSS = """
    ArticleList > .row--group { color: $text-muted; text-style: bold; }
    ArticleList > .row--rule { color: $border-blurred; }
    ArticleList > .row--hit { text-style: bold underline; }
    ArticleList > .row--tag { color: $foreground; }
    ArticleList > .row--primary { color: $text-primary; }
    ArticleList > .row--secondary { color: $text-secondary; }
    ArticleList > .row--success { color: $text-success; }
    ArticleList > .row--warning { color: $text-warning; }
    ArticleList > .row--error { color: $text-error; }
    """
    COMPONENT_CLASSES = {
        *("row--group", "row--rule", "row--hit", "row--tag"),
        *("row--primary", "row--secondary", "row--success", "row--warning", "row--error"),
    }

    def __init__(
        self,
        fetch: Fetch,
        now: Callable[[], datetime],
        *,
        belong: Belong | None = None,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._fetch, self._belong = fetch, belong
        self._now = now
        self._articles: dict[int, Sequence[Article | None]] = {}
        self._belonging: dict[int, Sequence[Belonging]] = {}
        self._found: dict[int, Sequence[str]] = {}
        self.ids: Sequence[int] = ()
        self.selected: frozenset[int] = frozenset()
        self.listed = Query()
        self.begun = False
        self.snippets: Snippets | None = None
        self.wanted_lines: int | None = None
        self.wanted_group: Grouping = "none"
        self.tag_colours: Mapping[str, str] = {}

    def select(self, ids: frozenset[int]) -> None:
        """Select exactly these of the listed articles."""
        self.selected = ids
        self.refresh()

    def colour_tags(self, colours: Mapping[str, str]) -> None:
        """Draw these tags (folded) in these colours of the theme."""
        if colours != self.tag_colours:
            self.tag_colours = colours
            self.refresh()

    def look(self, *, lines: int | None, group: Grouping) -> None:
        """Lines an article has (None: as the place allows) and what articles are grouped by; the cursor stays."""
        self.wanted_lines, self.wanted_group = lines, group
        self._look_again()
        self.lay_again()

    @property
    def grouping(self) -> Grouping:
        """What the list is grouped by in the order it has."""
        return grouping(self.wanted_group, self.listed.sort) if self._belong else "none"

    @property
    def place(self) -> str:
        """The row of the cursor, of how many; "+" where more are being looked for."""
        return f"{self.cursor + 1:,}/{self.count:,}{'+' if self.begun else ''}"

    @property
    def article(self) -> Article | None:
        """The highlighted article."""
        return self._article(self.cursor) if 0 <= self.cursor < self.count else None

    def show(self, ids: Sequence[int], keep: int | None = None, near: int = 0, begun: bool = False) -> None:
        """Show these articles; the cursor on article `keep` if it is among them, else on row `near`.

        `begun`: whether others are being looked for.
        """
        self._forget()
        self.ids, self.begun = ids, begun
        if self.selected:  # what is not listed any more cannot be meant
            self.selected = self.selected.intersection(ids)
        self._look_again()
        self.set_rows(len(ids), _place(ids, keep, near))

    def changed(self) -> None:
        """Ask for the rows again: something about them was changed."""
        self._forget()
        self.lay_again()

    def on_resize(self) -> None:
        """Another place may have room for another number of lines."""
        self._look_again()
        super().on_resize()

    def row(self, index: int, width: int) -> Sequence[Part]:
        """Marks, date, title and the number of references; the first line of two."""
        article = self._article(index)
        if article is None:
            return ((fit("(gone since the list was made)", width), "dim"),)
        row = self._row(index, article)
        return row.one(width) if self.row_lines == 1 else row.first(width)

    def more(self, index: int, part: int, width: int) -> Sequence[Part]:
        """When, from where, and the tags or the words around a hit."""
        article = self._article(index)
        return self._row(index, article).second(width) if article else ()

    def group(self, index: int) -> Group | None:
        """The heading a row stands under."""
        by = self.grouping
        return None if by == "none" else group_of(self._belongs(index), by, self.listed.sort, self._now())

    def far(self, index: int) -> bool:
        """Whether a row is beyond those whose ids were read."""
        return isinstance(self.ids, ArticleIds) and not self.ids.knows(index)

    def heading(self, title: str, width: int) -> Sequence[Part]:
        """The name of the group, and a quiet line after it."""
        name = fit(title, min(cell_len(title), width - 2))
        return ((f"{name} ", "group"), ("─" * (width - 2 - cell_len(name)) + " ", "rule"))

    def steps(self, first: int, end: int) -> list[object]:
        """What a step from group to group compares, for some rows."""
        found = self._belong(self.ids[first:end]) if self._belong else ()
        return [step_of(one, self.grouping, self.listed.sort, self._now()) for one in found]

    def _look_again(self) -> None:
        beside = self.is_attached and self.app.size.width >= 120 and self.size.height >= _TALL
        self.row_lines = self.wanted_lines or (2 if beside else 1)
        self.grouped = self.grouping != "none"

    def _forget(self) -> None:
        self._articles.clear()
        self._belonging.clear()
        self._found.clear()

    def _row(self, index: int, article: Article) -> Row:
        snippet = self._snippet(index) if self.row_lines > 1 else ""
        return Row(
            article, self._now(), selected=article.id in self.selected,
            hits=hit_spans(self.listed, title_of(article)) if self.listed.filter else (),
            snippet=snippet, found=hit_spans(self.listed, snippet, title=False) if snippet else (),
            colours=self.tag_colours,
        )  # fmt: skip

    def _article(self, index: int) -> Article | None:
        """The article of a row; None if it has left the library."""
        return self._of(self._articles, index, self._read)

    def _read(self, ids: Sequence[int]) -> Sequence[Article | None]:
        found = {article.id: article for article in self._fetch(ids)}
        return [found.get(id) for id in ids]

    def _belongs(self, index: int) -> Belonging:
        return self._of(self._belonging, index, self._belong) if self._belong else Belonging()

    def _snippet(self, index: int) -> str:
        """The words around the hits of a search; "" where there are none."""
        if self.snippets is None or not self.listed.filter.strip():
            return ""
        return clean_line(self._of(self._found, index, self._words))

    def _words(self, ids: Sequence[int]) -> Sequence[str]:
        found = self.snippets(ids, self.listed) if self.snippets else {}
        return [found.get(id, "") for id in ids]

    def _of(self, kept: dict[int, Sequence[T]], index: int, ask: Callable[[Sequence[int]], Sequence[T]]) -> T:
        """What is known of a row, from its block, which is asked for when it is not kept."""
        if self.far(index):
            self.call_later(self._measure)  # now that the end will be known, too
        block, row = divmod(index, WINDOW)
        if block not in kept:
            if len(kept) >= _BLOCKS:
                kept.clear()
            kept[block] = ask(self.ids[block * WINDOW : (block + 1) * WINDOW])
        return kept[block][row]


def _place(ids: Sequence[int], keep: int | None, near: int) -> int:
    """The row of an id; looking for it costs a walk over the ids, a millisecond for 50,000."""
    if keep is None:
        return near
    try:
        return ids.index(keep)
    except ValueError:
        return near
