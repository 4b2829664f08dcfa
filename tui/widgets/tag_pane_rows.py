"""The rows of the tag pane, section by section: what each lists, what it folds away, and how one is found by name."""

import unicodedata
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from store import Counts, Feed, Query, Sort, Tag, View, quoted
from tui.paper_words import QUEUED

MOST_TAGS = 200
"""Tags of the sources that are listed; the others are found by typing."""

PAPER_QUEUE = f"{QUEUED} Paper queue"
LIBRARY, VIEWS, FEEDS, FILES, TAGS = "Library", "Views", "Feeds", "From files", "Tags"
FAILING, PAUSED, RETIRED = "!", "‖", "✝"


@dataclass(frozen=True, slots=True)
class Scope:
    """A row of the pane. `text` is None for a row that lists nothing; `unread` None leaves that to the reader.

    `section` is the section a row stands in, or whose `heading` it is. `folder` is the folder a row opens and closes,
    `inside` the one it stands in; `feed` the feed of its row, with its state as a `mark` and what is to be said of it
    in `note`. `sort` is the order a saved view brings, `view` its number. `given`: a tag of the sources and not of the
    reader's; `colour` the theme's word for the colour of a tag. `more` is how many tags are not listed. `opens` is the
    action of a row that lists no articles but leads to a screen.
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
    sort: Sort | None = None
    view: int | None = None
    section: str = ""
    heading: bool = False
    given: bool = False
    colour: str = ""
    more: int = 0
    opens: str = ""

    @property
    def fold(self) -> str:
        """The name of what the row opens and closes, "" if it is nothing: a section, or a folder of feeds."""
        if self.heading:
            return self.section
        return _folder_fold(self.folder)

    @property
    def around(self) -> str:
        """What a step to the left closes: what the row opens and closes, else the folder it stands in."""
        return self.fold or _folder_fold(self.inside)

    def hidden(self, closed: Set[str]) -> bool:
        """Whether the row stands in something closed."""
        if not closed or self.heading:
            return False
        return self.section in closed or bool(self.inside and _folder_fold(self.inside) in closed)

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
        mine = (self.label, self.text, self.folder, self.feed, self.view, self.section)
        return mine == (other.label, other.text, other.folder, other.feed, other.view, other.section)


def _folder_fold(folder: str) -> str:
    return f"{FEEDS}/{folder}" if folder else ""


def scopes(
    counts: Counts,
    feeds: Sequence[Feed],
    tags: Sequence[Tag],
    views: Sequence[View] = (),
    most: int = MOST_TAGS,
    queued: int = 0,
) -> tuple[Scope, ...]:
    """The rows: library, saved views, feeds, the reader's tags and `most` of the sources', biggest first.

    `queued`: how many papers are still to be read.
    """
    sections = (
        (LIBRARY, _library_rows(counts, queued)),
        (VIEWS, [_view_row(view) for view in views]),
        (FEEDS, _feed_rows([feed for feed in feeds if feed.subscribed])),
        (FILES, [_feed_row(feed, FILES) for feed in feeds if not feed.subscribed and feed.count]),
        (TAGS, _tag_rows(tags, most)),
    )
    rows: list[Scope] = []
    for name, inside in sections:
        if inside:
            gap = [Scope("")] if rows else []
            rows += [*gap, Scope(name, section=name, heading=True), *inside]
    return tuple(rows)


def _library_rows(counts: Counts, queued: int) -> list[Scope]:
    def row(label: str, count: int, text: str, unread: bool | None = None, *, strong: bool = False) -> Scope:
        return Scope(label, f"{count:,}", text, unread, strong, section=LIBRARY)

    return [
        row("All", counts.articles, "", False),
        row("Unread", counts.unread, "", True, strong=counts.unread > 0),
        row("Starred", counts.starred, "is:starred"),
        *([Scope(PAPER_QUEUE, f"{queued:,}", section=LIBRARY, opens="go_queue")] if queued else []),
        *([row("Notes", counts.noted, "has:note")] if counts.noted else []),
        *([row("Hidden", counts.hidden, "is:hidden", False)] if counts.hidden else []),
    ]


def _view_row(view: View) -> Scope:
    number, mark = (_number(view.unread), "") if view.error is None else ("", FAILING)
    return Scope(
        view.name, number, view.filter, True if view.only_unread else None, strong=view.unread > 0,
        mark=mark, note=view.error or "", sort=view.sort, view=view.id, section=VIEWS,
    )  # fmt: skip


def _feed_rows(asked: Sequence[Feed]) -> list[Scope]:
    """What is asked again, folder by folder, then what stands in none."""
    rows: list[Scope] = []
    for name in sorted({feed.folder for feed in asked if feed.folder}, key=str.casefold):
        inside = [feed for feed in asked if feed.folder == name]
        rows += [_folder_row(name, inside), *(_feed_row(feed, FEEDS, name) for feed in inside)]
    return [*rows, *(_feed_row(feed, FEEDS) for feed in asked if not feed.folder)]


def _folder_row(name: str, feeds: Sequence[Feed]) -> Scope:
    unread, failing = sum(feed.unread for feed in feeds), sum(feed.failures > 0 for feed in feeds)
    text = f"folder:{quoted(name)}"
    note = f"{failing} of {len(feeds)} feeds failing" if failing else ""
    mark = FAILING if failing else ""
    return Scope(
        name, _number(unread), text, strong=unread > 0, folder=name, mark=mark, note=note, section=FEEDS
    )  # fmt: skip


def _feed_row(feed: Feed, section: str, inside: str = "") -> Scope:
    mark, note = state(feed)
    return Scope(
        feed.title, _number(feed.unread), f"feed:{feed.id}", strong=feed.unread > 0, inside=inside, feed=feed.id,
        mark=mark, note=note, section=section,
    )  # fmt: skip


def state(feed: Feed) -> tuple[str, str]:
    """The mark of a feed that is not simply asked and answering, and why, in words."""
    if feed.retired:
        return RETIRED, feed.error or "gone for good: its server says so"
    if feed.failures:
        times = f" {feed.failures} times" if feed.failures > 1 else ""
        return FAILING, f"failed{times}: {feed.error}"
    return (PAUSED, "paused") if feed.paused else ("", feed.error or "")


def _tag_rows(tags: Sequence[Tag], most: int) -> list[Scope]:
    own = [tag for tag in tags if tag.reader]
    given = sorted((tag for tag in tags if not tag.reader), key=lambda tag: -tag.count)
    rows = [tag_row(tag) for tag in (*own, *given[:most])]
    beyond = len(given) - most
    return [*rows, Scope("", more=beyond, section=TAGS)] if beyond > 0 else rows


def tag_row(tag: Tag) -> Scope:
    """The row of a tag: `#name` if the reader gave it, else the bare word of the sources."""
    return Scope(
        f"#{tag.name}" if tag.reader else tag.name, _number(tag.unread), f"tag:{quoted(tag.name)}",
        strong=tag.unread > 0 and tag.reader, section=TAGS, given=not tag.reader, colour=getattr(tag, "colour", ""),
    )  # fmt: skip


def _number(unread: int) -> str:
    return f"{unread:,}" if unread else "–"


def named(rows: Sequence[Scope], text: str) -> list[Scope]:
    """The rows whose name holds every typed word, under their headings and folders; else one that says so."""
    words = folded(text).split()
    found: list[Scope] = []
    above: list[Scope] = []  # what would stand over the next hit: its heading, then its folder
    for row in rows:
        if row.heading:
            above = [row]
        elif row.folder:
            above = [*(one for one in above if one.heading), row]
        elif not row.inside:
            above = [one for one in above if one.heading]
        if row.text is not None and all(word in folded(row.label) for word in words):
            if found and above and above[0].heading:
                found.append(Scope(""))
            found += [one for one in above if one is not row]
            found.append(row)
            above = []
    return found or [Scope("no such name", given=True)]


def nearest(rows: Sequence[Scope], text: str) -> int:
    """The row whose name is the text, else begins with it, else has a word that does, else the first."""
    wanted = folded(text).strip()
    names = [folded(row.label).removeprefix("#") if row.text is not None else "" for row in rows]
    tests = (lambda name: name == wanted, lambda name: name.startswith(wanted), lambda name: f" {wanted}" in name)
    return next((n for fits in tests for n, name in enumerate(names) if fits(name)), 0)


def folded(text: str) -> str:
    """The text without case and accents, as names are compared while they are typed."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))
