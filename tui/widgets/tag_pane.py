"""The left pane: the library, its feeds and its tags, each with what it would list."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rich.cells import cell_len

from store import Counts, Feed, Query, Tag, clean_line
from tui.widgets.row_list import Part, RowList, fit

MOST_TAGS = 200


@dataclass(frozen=True, slots=True)
class Scope:
    """A row of the pane. `text` is None for a heading; `unread` None leaves that choice to the reader."""

    label: str
    number: str = ""
    text: str | None = None
    unread: bool | None = None
    strong: bool = False

    def applied(self, query: Query, unread_only: bool) -> Query:
        """The query with this scope."""
        return replace(query, scope=self.text or "", unread=unread_only if self.unread is None else self.unread)

    def matches(self, query: Query) -> bool:
        """Whether the query shows this scope."""
        return self.text == query.scope and self.unread in (None, query.unread)


def scopes(counts: Counts, feeds: Sequence[Feed], tags: Sequence[Tag]) -> tuple[Scope, ...]:
    """The rows: the library, the feeds, the reader's tags and the biggest of the sources' tags."""
    own = [tag for tag in tags if tag.reader]
    given = sorted((tag for tag in tags if not tag.reader), key=lambda tag: -tag.count)[:MOST_TAGS]
    rows = [
        Scope("Library"),
        Scope("All", str(counts.articles), "", False),
        Scope("Unread", str(counts.unread), "", True, strong=counts.unread > 0),
        Scope("Starred", str(counts.starred), "is:starred"),
    ]
    if feeds:
        rows += [Scope(""), Scope("Feeds", "unread")]
        rows += [_feed_row(feed) for feed in feeds]
    if own or given:
        rows += [Scope(""), Scope("Tags", "articles")]
        rows += [Scope(f"#{tag.name}", str(tag.count), f"tag:{quoted(tag.name)}") for tag in own]
        rows += [Scope(tag.name, str(tag.count), f"tag:{quoted(tag.name)}") for tag in given]
    return tuple(rows)


def _feed_row(feed: Feed) -> Scope:
    return Scope(feed.title, str(feed.unread or "–"), f"feed:{quoted(feed.title)}", strong=feed.unread > 0)


def quoted(name: str) -> str:
    """A name as the query language reads it whole."""
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


class TagPane(RowList):
    """Where to look: a cursor over scopes."""

    rows: Sequence[Scope] = ()

    @property
    def scope(self) -> Scope | None:
        """The scope under the cursor."""
        return self.rows[self.cursor] if self.cursor >= 0 else None

    def show(self, rows: Sequence[Scope], query: Query) -> None:
        """Show these scopes, the cursor on the one of the query, else where it was."""
        place = next((n for n, row in enumerate(rows) if row.text is not None and row.matches(query)), None)
        self.rows = rows
        self.set_rows(len(rows), max(self.cursor, 0) if place is None else place)

    def follow(self, query: Query) -> None:
        """Put the cursor on the scope of a query, without telling."""
        self.show(self.rows, query)

    def selectable(self, index: int) -> bool:
        """A heading is no place for the cursor."""
        return self.rows[index].text is not None

    def row(self, index: int, width: int) -> Sequence[Part]:
        """The label to the left, its number to the right."""
        row = self.rows[index]
        room = width - cell_len(row.number) - 2
        if row.text is None:
            return ((fit(row.label, room), "heading"), (f" {row.number} ", "dim"))
        label = fit(f" {clean_line(row.label)}", room)
        return ((label, "strong" if row.strong else ""), (f" {row.number} ", "dim"))
