"""How an article looks in the list, on one line or on two. Pure: the clock is passed in.

One line:   `●★⚠✎▪    08:02 Title …            #tag  Source   3 `
Two lines:  `●★⚠ Title …                                      3 `
            `▪✎  08:02 · Source · #tag · category · 3/5 read    `

Each mark has a column of its own, and its own shape: nothing is told by colour alone. Of an article that was read and
whose paper waits in the queue the column of unread ones says that: ◷.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from rich.cells import cell_len

from store import Article, clean_line
from tui.paper_words import DOUBTED, QUEUED
from tui.widgets.dates import short_date
from tui.widgets.row_list import Part, fit

UNREAD, STARRED, NOTED, SELECTED = "●", "★", "✎", "▪"
CHILD, NONE = "↳", "–"
MARKS = 5
DOUBTFUL = frozenset({"retracted", "withdrawn", "concern"})
TO_READ = frozenset({"get", "to-read", "reading"})
"""The places in the queue of papers that are still to be read."""

COLOURS = frozenset({"primary", "secondary", "accent", "success", "warning", "error"})
"""Words of the theme a tag may be drawn in; each is a look of the list."""

_DATE, _COUNT, _SOURCE = 8, 4, 18
_NARROW, _WIDE = 50, 84
"""Cells from which one line has room for the date, and for where an article is from."""

_LEAST_TITLE = 30
"""Cells a title keeps before tags may stand beside it."""

Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Row:
    """An article as the list draws it. `hits`: where the words of a search stand in the clean title.

    `colours`: folded tag to theme colour. `snippet`: the words around a hit, which take the place of the tags;
    `found`: where the words stand in it.
    """

    article: Article
    now: datetime
    selected: bool = False
    hits: Spans = ()
    snippet: str = ""
    found: Spans = ()
    colours: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def title(self) -> str:
        """The title on one line."""
        return title_of(self.article)

    def one(self, width: int) -> tuple[Part, ...]:
        """Everything on one line of exactly `width` cells."""
        article = self.article
        date = f"{short_date(article.published, self.now):>{_DATE}} " if width >= _NARROW else ""
        indent = f"{CHILD} " if article.parent is not None else ""
        source = _source(article) if width >= _WIDE else ""
        beside = f"  {fit(source, _SOURCE)}" if width >= _WIDE else ""
        items = f"  {_items(article)}" if article.children else ""
        room = width - MARKS - 1 - len(date) - len(indent) - len(items) - cell_len(beside) - _COUNT
        tags = self._beside(room)
        room -= sum(cell_len(text) for text, _ in tags)
        return (
            *self._marks(), (f" {date}{indent}", "dim"), *self._title(room), (items, "dim"), *tags, (beside, "dim"),
            self._count(),
        )  # fmt: skip

    def first(self, width: int) -> tuple[Part, ...]:
        """The first of two lines: the marks that matter most, and the title."""
        unread, star, doubt, _, _ = self._marks()
        indent = f" {CHILD} " if self.article.parent is not None else " "
        room = width - 3 - len(indent) - _COUNT
        return (unread, star, doubt, (indent, "dim"), *self._title(room), self._count())

    def second(self, width: int) -> tuple[Part, ...]:
        """The second of two lines: when, from where, and its tags or the words around a hit."""
        *_, note, selected = self._marks()
        indent = "   " if self.article.parent is not None else " "
        parts: list[Part] = [selected, note, (f" {indent}", "")]
        room = width - 3 - len(indent) - _COUNT
        from_where = "" if self.snippet else _source(self.article)
        told = [short_date(self.article.published, self.now), from_where, _items(self.article)]
        lead = " · ".join(filter(None, told))
        if not lead and not self.snippet and not self.article.tags:
            lead = _paper(self.article)
        lead = fit(lead, min(cell_len(lead), room))
        return (*parts, (lead, "dim"), *self._after(room - cell_len(lead), bool(lead)), (" " * _COUNT, ""))

    def _marks(self) -> tuple[Part, ...]:
        article = self.article
        doubted = not DOUBTFUL.isdisjoint((article.notice, article.standing))
        return (
            self._unread(),
            (STARRED if article.starred else " ", "accent"),
            (DOUBTED if doubted else " ", "error"),
            (NOTED if article.noted else " ", "dim"),
            (SELECTED if self.selected else " ", "accent"),
        )

    def _unread(self) -> Part:
        """Whether the news is unread; once it is read, whether its paper is still to be read."""
        if not self.article.read:
            return UNREAD, "accent"
        return (QUEUED, "dim") if self.article.queue in TO_READ else (" ", "dim")

    def _count(self) -> Part:
        return f"{self.article.references or NONE:>{_COUNT - 1}} ", "dim"

    def _title(self, room: int) -> list[Part]:
        """The title in exactly `room` cells, the words of the search marked in it."""
        return _marked(self.title, room, self.hits, "" if self.article.read else "strong")

    def _beside(self, room: int) -> list[Part]:
        """The reader's own tags, whole, where the title leaves room for them on its line."""
        spare = room - max(cell_len(self.title), min(_LEAST_TITLE, room))
        parts: list[Part] = []
        for name in self.article.reader_tags:
            chip = self._chip(name)
            if cell_len(chip[0]) + 2 > spare:
                break
            parts += [("  ", ""), chip]
            spare -= cell_len(chip[0]) + 2
        return parts

    def _after(self, room: int, led: bool) -> list[Part]:
        """What follows on the second line in exactly `room` cells: the snippet, else as many tags as fit whole."""
        between = " · " if led else ""
        if self.snippet:
            return [(between, "dim"), *self._around(room - len(between))] if room > 12 else _blank(room)
        own = self.article.reader_tags
        parts: list[Part] = []
        for name in (*own, *(tag for tag in self.article.tags if tag not in own)):
            chip = self._chip(name)
            needed = cell_len(chip[0]) + len(between)
            if needed > room:
                break
            parts += [(between, "dim"), chip]
            room, between = room - needed, " · "
        return [*parts, *_blank(room)]

    def _around(self, room: int) -> list[Part]:
        """The snippet in exactly `room` cells, begun where its first hit comes into sight, the hits marked."""
        text, spans = self.snippet, self.found
        if spans and cell_len(text[: spans[0][1]]) > room - 1:
            start = text.find(" ", max(spans[0][0] - room // 3, 0), spans[0][0]) + 1 or spans[0][0]
            text = f"…{text[start:]}"
            spans = [(first - start + 1, end - start + 1) for first, end in spans if first >= start]
        return _marked(text, room, spans, "dim")

    def _chip(self, name: str) -> Part:
        """A tag: the reader's own with # and in its colour."""
        own = name in self.article.reader_tags
        colour = self.colours.get(name.casefold(), "")
        look = colour if colour in COLOURS else "tag" if own else "dim"
        return f"{'#' if own else ''}{clean_line(name)}", look


def title_of(article: Article) -> str:
    """The title on one line, or that there is none."""
    return clean_line(article.title) or "(no title)"


def _marked(text: str, room: int, spans: Spans, look: str) -> list[Part]:
    """A text in exactly `room` cells, some of its words marked."""
    shown = fit(text, room)
    kept = len(text) if cell_len(text) <= room else max(len(shown.rstrip()) - 1, 0)
    parts: list[Part] = []
    at = 0
    for start, end in spans:
        if start >= kept:
            break
        parts += [(shown[at:start], look), (shown[start : min(end, kept)], "hit")]
        at = min(end, kept)
    return [*parts, (shown[at:], look)]


def _source(article: Article) -> str:
    return clean_line(article.source or article.feed or "")


def _items(article: Article) -> str:
    return f"{article.children_read}/{article.children} read" if article.children else ""


def _paper(article: Article) -> str:
    """The title of its paper, or an id: what is left to say of an item that has neither date nor source nor tags."""
    if article.main is None:
        return ""
    return clean_line(article.main.title or " ".join(next(iter(article.main.ids.items()), ())))


def _blank(room: int) -> list[Part]:
    return [(" " * room, "")] if room > 0 else []
