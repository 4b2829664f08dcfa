"""The list of feeds, and what is said of one. The clock is passed in."""

from collections.abc import Callable, Sequence
from datetime import datetime

from store import Feed, clean_line
from tui.widgets.dates import short_date
from tui.widgets.row_list import Part, RowList, fit
from tui.widgets.tag_pane import state

_COUNT, _WHEN, _FOLDER, _NARROW = 14, 11, 18, 76
_NEVER = "–"


class FeedList(RowList):
    """Feeds, one a line."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self.feeds: Sequence[Feed] = ()

    @property
    def feed(self) -> Feed | None:
        """The feed under the cursor."""
        return self.feeds[self.cursor] if 0 <= self.cursor < len(self.feeds) else None

    def show(self, feeds: Sequence[Feed]) -> None:
        """Show these feeds; the cursor stays on its feed, else on its row."""
        before = self.feed
        place = next((n for n, feed in enumerate(feeds) if before and feed.id == before.id), max(self.cursor, 0))
        self.feeds = feeds
        self.set_rows(len(feeds), place)

    def row(self, index: int, width: int) -> Sequence[Part]:
        """Mark, title, folder, unread of all, last asked, next due."""
        feed = self.feeds[index]
        return feed_row(feed, width, self._now())


def feed_row(feed: Feed, width: int, now: datetime) -> tuple[Part, ...]:
    """A row of exactly `width` cells; a narrow one leaves the folder and the times to the line below the list."""
    mark = state(feed)[0] or " "
    wide = width >= _NARROW
    times = f"{asked(feed, now):>{_WHEN}}{due(feed, now):>{_WHEN}} " if wide else ""
    folder = f" {fit(clean_line(feed.folder), _FOLDER - 2)} " if wide else ""
    count = f"{feed.unread:,}/{feed.count:,}"
    room = width - 3 - len(times) - (_FOLDER if wide else 0) - _COUNT
    look = "dim" if not feed.subscribed else "strong" if feed.unread else ""
    return (
        (f" {mark} ", "accent"),
        (fit(clean_line(feed.title) or "(no title)", room), look),
        (folder, "dim"),
        (f"{count:>{_COUNT}}", "dim"),
        (times, "dim"),
    )


def heading(width: int) -> str:
    """The names of the columns, as wide as the rows below them."""
    wide = width >= _NARROW
    times = f"{'asked':>{_WHEN}}{'due':>{_WHEN}} " if wide else ""
    folder = f" {'folder':<{_FOLDER - 2}} " if wide else ""
    room = width - 4 - len(times) - len(folder) - _COUNT
    return f"    {fit('feed', room)}{folder}{'unread/all':>{_COUNT}}{times}"


def asked(feed: Feed, now: datetime) -> str:
    """When it was asked last."""
    return short_date(feed.checked, now) or ("never" if feed.subscribed else "–")


def due(feed: Feed, now: datetime) -> str:
    """When it may be asked next: now, or a time, or not at all."""
    if not feed.subscribed or feed.paused or feed.retired:
        return _NEVER
    if feed.due is None or datetime.fromisoformat(feed.due) <= now:
        return "now"
    return ahead(datetime.fromisoformat(feed.due), now)


def ahead(moment: datetime, now: datetime) -> str:
    """in 5 min, in 3 h, in 2 d"""
    minutes = max(1, round((moment - now).total_seconds() / 60))
    if minutes < 60:
        return f"in {minutes} min"
    return f"in {round(minutes / 60)} h" if minutes < 48 * 60 else f"in {round(minutes / 1440)} d"


def about(feed: Feed, now: datetime) -> str:
    """Everything that is known of a feed, its error in full."""
    kind = "a folder of documents" if feed.kind == "folder" else ""
    subscribed = "" if feed.subscribed else "not subscribed: its articles came from files"
    interval = f"at most every {feed.interval // 60} min" if feed.interval else ""
    times = f"asked {asked(feed, now)}, due {due(feed, now)}" if due(feed, now) != _NEVER else ""
    folder = f"in {feed.folder}" if feed.folder else ""
    first = " · ".join(map(clean_line, filter(None, (feed.url or "", kind, folder, times, interval, subscribed))))
    mark, note = state(feed)
    return f"{first}\n{mark} {clean_line(note)}" if note else first


def feed_facts(feeds: Sequence[Feed], now: datetime) -> list[str]:
    """When any feed was asked last, and how many fail: what the status line says of them all."""
    asked_at = max((feed.checked for feed in feeds if feed.subscribed and feed.checked), default=None)
    failing = sum(feed.subscribed and feed.failures > 0 and not feed.retired for feed in feeds)
    facts = [f"refreshed {short_date(asked_at, now)}"] if asked_at else []
    return facts + [f"{failing:,} {'feed' if failing == 1 else 'feeds'} failing"] * bool(failing)
