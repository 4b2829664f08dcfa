"""The left pane: the library, its feeds by folder, and its tags, each with what it would list."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rich.cells import cell_len

from store import Counts, Feed, Query, Sort, Tag, View, clean_line, quoted
from tui.widgets.row_list import Part, RowList, fit

MOST_TAGS = 200

FEEDS, FILES, VIEWS = "Feeds", "From files", "Views"
OPEN, CLOSED = "▾", "▸"
FAILING, PAUSED, RETIRED = "!", "‖", "✝"


@dataclass(frozen=True, slots=True)
class Scope:
    """A row of the pane. `text` is None for a row that lists nothing; `unread` None leaves that to the reader.

    `folder` is the folder a row opens and closes, `inside` the one it stands in; `feed` the feed of its row, with
    its state as a `mark` and what is to be said of it in `note`. `screen` is what Enter opens instead of the list.
    `sort` is the order a saved view brings, `view` its number.
    """

    label: str
    number: str = ""
    text: str | None = None
    unread: bool | None = None
    strong: bool = False
    folder: str = ""
    inside: str = ""
    feed: int | None = None
    mark: str = ""
    note: str = ""
    screen: str = ""
    sort: Sort | None = None
    view: int | None = None

    def applied(self, query: Query, unread_only: bool, sort: Sort | None = None) -> Query:
        """The query with this scope; a row that lists nothing leaves it as it is.

        A view brings its order with it; the others take `sort`, else that of the query.
        """
        if self.text is None:
            return query
        unread = unread_only if self.unread is None else self.unread
        return replace(query, scope=self.text, unread=unread, sort=self.sort or sort or query.sort)

    def matches(self, query: Query) -> bool:
        """Whether the query shows this scope."""
        return self.text == query.scope and self.unread in (None, query.unread)

    def same(self, other: "Scope") -> bool:
        """Whether both are the row of one thing, whatever is counted on them."""
        mine = (self.label, self.text, self.folder, self.feed, self.view)
        return mine == (other.label, other.text, other.folder, other.feed, other.view)


def scopes(counts: Counts, feeds: Sequence[Feed], tags: Sequence[Tag], views: Sequence[View] = ()) -> tuple[Scope, ...]:
    """The rows: the library, the saved views, the feeds, the reader's tags and the biggest of the sources' tags."""
    own = [tag for tag in tags if tag.reader]
    given = sorted((tag for tag in tags if not tag.reader), key=lambda tag: -tag.count)[:MOST_TAGS]
    rows = [
        Scope("Library"),
        Scope("All", str(counts.articles), "", False),
        Scope("Unread", str(counts.unread), "", True, strong=counts.unread > 0),
        Scope("Starred", str(counts.starred), "is:starred"),
        *([Scope("Hidden", str(counts.hidden), "is:hidden", False)] if counts.hidden else []),
        *_view_rows(views),
        *_feed_rows(feeds),
    ]
    if own or given:
        rows += [Scope(""), Scope("Tags", "articles")]
        rows += [Scope(f"#{tag.name}", str(tag.count), f"tag:{quoted(tag.name)}") for tag in own]
        rows += [Scope(tag.name, str(tag.count), f"tag:{quoted(tag.name)}") for tag in given]
    return tuple(rows)


def _view_rows(views: Sequence[View]) -> list[Scope]:
    rows = [Scope(""), Scope(VIEWS, "unread")] if views else []
    for view in views:
        number, mark = (str(view.unread or "–"), "") if view.error is None else ("", FAILING)
        rows.append(
            Scope(
                view.name, number, view.filter, True if view.only_unread else None, strong=view.unread > 0,
                mark=mark, note=view.error or "", sort=view.sort, view=view.id,
            )
        )  # fmt: skip
    return rows


def _feed_rows(feeds: Sequence[Feed]) -> list[Scope]:
    """What is asked again, folder by folder; then what only came from files."""
    asked = [feed for feed in feeds if feed.subscribed]
    others = [feed for feed in feeds if not feed.subscribed and feed.count]
    rows: list[Scope] = []
    if asked:
        rows += [Scope(""), Scope(FEEDS, "unread", screen="feeds")]
        for name in sorted({feed.folder for feed in asked if feed.folder}, key=str.casefold):
            inside = [feed for feed in asked if feed.folder == name]
            rows += [_folder_row(name, inside), *(_feed_row(feed, name) for feed in inside)]
        rows += [_feed_row(feed) for feed in asked if not feed.folder]
    if others:
        rows += [Scope(""), Scope(FILES, "unread"), *(_feed_row(feed) for feed in others)]
    return rows


def _folder_row(name: str, feeds: Sequence[Feed]) -> Scope:
    unread, failing = sum(feed.unread for feed in feeds), sum(feed.failures > 0 for feed in feeds)
    text = f"folder:{quoted(name)}"
    note = f"{failing} of {len(feeds)} feeds failing" if failing else ""
    mark = FAILING if failing else ""
    return Scope(name, str(unread or "–"), text, strong=unread > 0, folder=name, mark=mark, note=note)


def _feed_row(feed: Feed, inside: str = "") -> Scope:
    mark, note = state(feed)
    return Scope(
        feed.title, str(feed.unread or "–"), f"feed:{feed.id}", strong=feed.unread > 0, inside=inside, feed=feed.id,
        mark=mark, note=note,
    )  # fmt: skip


def state(feed: Feed) -> tuple[str, str]:
    """The mark of a feed that is not simply asked and answering, and why, in words."""
    if feed.retired:
        return RETIRED, feed.error or "gone for good: its server says so"
    if feed.failures:
        times = f" {feed.failures} times" if feed.failures > 1 else ""
        return FAILING, f"failed{times}: {feed.error}"
    return (PAUSED, "paused") if feed.paused else ("", feed.error or "")


class TagPane(RowList):
    """Where to look: a cursor over scopes. What stands in a closed folder is known and not shown."""

    every: Sequence[Scope] = ()
    rows: Sequence[Scope] = ()
    closed: frozenset[str] = frozenset()

    @property
    def scope(self) -> Scope | None:
        """The scope under the cursor."""
        return self.rows[self.cursor] if 0 <= self.cursor < len(self.rows) else None

    def show(self, rows: Sequence[Scope], query: Query) -> None:
        """Show these scopes, the cursor on the one of the query, else where it was."""
        before = self.scope
        self.every = rows
        self.rows = [row for row in rows if row.inside not in self.closed]
        self.set_rows(len(self.rows), self._place(before, query))

    def follow(self, query: Query) -> None:
        """Put the cursor on the scope of a query, without telling."""
        self.show(self.every, query)

    def showing(self, query: Query) -> str:
        """The name of the scope a query shows, "" if it is none of these."""
        return next((row.label for row in self.every if row.text is not None and row.matches(query)), "")

    def toggle(self, name: str) -> None:
        """Open or close a folder; the cursor goes to its row."""
        self.closed ^= {name}
        self.rows = [row for row in self.every if row.inside not in self.closed]
        place = next((n for n, row in enumerate(self.rows) if row.folder == name), 0)
        self.set_rows(len(self.rows), place)

    def _place(self, before: Scope | None, query: Query) -> int:
        """The row under the cursor stays under it while it fits the query or lists nothing."""
        if before and (before.text is None or before.matches(query)):
            same = next((n for n, row in enumerate(self.rows) if row.same(before)), None)
            if same is not None:
                return same
        found = next((n for n, row in enumerate(self.rows) if row.text is not None and row.matches(query)), None)
        return max(self.cursor, 0) if found is None else found

    def selectable(self, index: int) -> bool:
        """A heading is no place for the cursor, unless something opens there."""
        row = self.rows[index]
        return row.text is not None or bool(row.folder or row.screen)

    def row(self, index: int, width: int) -> Sequence[Part]:
        """The label to the left, its number to the right."""
        row = self.rows[index]
        room = width - cell_len(row.number) - 2
        if row.text is None and not row.folder:
            return ((fit(row.label, room), "heading"), (f" {row.number} ", "dim"))
        fold = f"{CLOSED if row.folder in self.closed else OPEN} " if row.folder else " " * (1 + 2 * bool(row.inside))
        mark = f"{row.mark} " if row.mark else ""
        label = fit(clean_line(row.label), room - cell_len(fold) - cell_len(mark))
        look = "strong" if row.strong else ""
        return ((fold, look), (mark, "accent"), (label, look), (f" {row.number} ", "dim"))
