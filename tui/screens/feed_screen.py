"""The feeds: what is asked again, when, and why it failed; pause, rename, move, unsubscribe."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Literal

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from store import Feed, Store, StoreError, clean_line
from tui.screens.add_prompt import LinePrompt, beginning
from tui.screens.answering import Answering
from tui.screens.refreshing import Listening
from tui.widgets.bars import HintBar, StatusBar
from tui.widgets.feed_list import FeedList, about, heading
from tui.widgets.row_list import RowList

Ask = Callable[[Sequence[int] | None], None]
"""Begins a refresh of these feeds, or of all."""

MOST_MINUTES = 525_600

_KEYS = (  # key as people write it, keys as they come, what it does, method; what a narrow screen drops stands last
    ("Enter", ("enter", "l", "right"), "articles", "list"),
    ("r", ("r",), "refresh", "ask"),
    ("P", ("P",), "pause", "pause"),
    ("e", ("e",), "rename", "rename"),
    ("m", ("m",), "folder", "move"),
    ("D", ("D",), "unsubscribe", "unsubscribe"),
    ("U", ("U", "ctrl+z"), "undo", "undo"),
    ("i", ("i",), "interval", "interval"),
    ("R", ("R",), "all", "ask_all"),
    ("Esc", ("escape", "q", "h", "left"), "back", "back"),
)


class FeedScreen(Answering[int | None], Screen[int | None], Listening):
    """Answers the number of a feed whose articles are to be listed, or None. What it does can be undone."""

    AUTO_FOCUS = "FeedList"

    def __init__(self, store: Store, now: Callable[[], datetime], ask: Ask) -> None:
        super().__init__()
        self._store = store
        self._now = now
        self._ask = ask
        self.feeds = FeedList(now)
        self._doing: dict[str, Callable[[Feed], object]] = {
            "list": lambda feed: self.dismiss(feed.id), "ask": self._ask_one, "pause": self._pause,
            "rename": self._rename, "move": self._move_to, "interval": self._interval, "unsubscribe": self._unsubscribe,
        }  # fmt: skip

    def compose(self) -> ComposeResult:
        """The list between two quiet lines, with what is known of the marked feed below it."""
        yield StatusBar()
        yield Static(id="feed-heading")
        yield self.feeds
        yield Static(id="feed-about")
        yield HintBar()

    def on_mount(self) -> None:
        """Show the feeds and the keys."""
        self.query_one(HintBar).hints = [(key, label, method) for key, _, label, method in _KEYS]
        self.feeds_changed()

    def on_resize(self, event: events.Resize) -> None:
        """The heading is as wide as the list."""
        self.query_one("#feed-heading", Static).update(Content(heading(event.size.width)))

    def feeds_changed(self) -> None:
        """Read the feeds again: those that are asked first."""
        self.feeds.show(sorted(self._store.feeds(), key=lambda feed: (not feed.subscribed, not feed.folder)))
        self._show_about()

    @on(RowList.Moved)
    def _show_about(self) -> None:
        feed, feeds = self.feeds.feed, self.feeds.feeds
        failing = sum(one.failures > 0 and not one.retired for one in feeds)
        bar = self.query_one(StatusBar)
        bar.place = f"Feeds   {self.feeds.cursor + 1:,}/{len(feeds):,}"
        bar.counts = f"{failing} failing" if failing else ""
        text = about(feed, self._now()) if feed else "No feed yet. Esc, then I adds one."
        self.query_one("#feed-about", Static).update(Content(text))

    def on_key(self, event: events.Key) -> None:
        """Keys of the list; one that is not known here is left to the app."""
        steps = {
            "j": 1, "down": 1, "k": -1, "up": -1, "ctrl+d": self.feeds.half, "pagedown": self.feeds.half,
            "ctrl+u": -self.feeds.half, "pageup": -self.feeds.half,
        }  # fmt: skip
        ends = {"g": 0, "home": 0, "G": self.feeds.count - 1, "end": self.feeds.count - 1}
        pressed = event.character if event.is_printable and event.character else event.key
        if pressed in steps:
            self.feeds.move(steps[pressed])
        elif pressed in ends:
            self.feeds.go(ends[pressed])
        elif method := next((method for _, keys, _, method in _KEYS if pressed in keys), None):
            self._do(method)
        else:
            return
        event.stop()

    @on(HintBar.Clicked)
    def _hint_clicked(self, event: HintBar.Clicked) -> None:
        self._do(event.id)

    @on(RowList.Chosen)
    def _chosen(self) -> None:
        self._do("list")

    def _do(self, method: str) -> None:
        """Do what a key says; what the library refuses is told."""
        if method == "back":
            self.dismiss(None)
        elif method == "ask_all":
            self._ask(None)
        elif method == "undo":
            self._attempt(self._undo)
        elif feed := self.feeds.feed:
            self._attempt(lambda: self._doing[method](feed))

    def _attempt(self, work: Callable[[], object]) -> None:
        try:
            work()
        except StoreError as error:
            self._say(str(error), "error")
        if self.is_attached:
            self.feeds_changed()

    def _say(self, text: str, severity: Literal["information", "warning", "error"] = "information") -> None:
        self.notify(clean_line(text), severity=severity, markup=False)

    def _ask_one(self, feed: Feed) -> None:
        if feed.subscribed:
            self._ask([feed.id])
        else:
            self._say("This came from files: there is nothing to ask again.")

    def _pause(self, feed: Feed) -> None:
        self._store.arrange(feed.id, paused=not feed.paused)
        self._say(f"{feed.title}: {'asked again' if feed.paused else 'paused'}")

    def _undo(self) -> None:
        undone = self._store.undo()
        self._say(f"Undone: {undone.label}" if undone else "Nothing to undo.")

    def _unsubscribe(self, feed: Feed) -> None:
        if self._store.unsubscribe(feed.id):
            self._say(f"Unsubscribed from {feed.title}; its articles stay ({feed.count:,}). U takes it back.")
        else:
            self._say(f"{feed.title} is not subscribed to.")

    def _rename(self, feed: Feed) -> None:
        self._prompt(
            LinePrompt("Call this feed (nothing typed: its own name)", feed.title),
            lambda line: self._store.arrange(feed.id, name=clean_line(line, 200) or None),
        )

    def _move_to(self, feed: Feed) -> None:
        folders = sorted({one.folder for one in self.feeds.feeds if one.folder}, key=str.casefold)
        self._prompt(
            LinePrompt("Put it in the folder (nothing typed: in none)", feed.folder, complete=beginning(folders)),
            lambda line: self._store.arrange(feed.id, folder=clean_line(line, 200)),
        )

    def _interval(self, feed: Feed) -> None:
        minutes = str(feed.interval // 60) if feed.interval else ""
        self._prompt(
            LinePrompt("Ask it at most every … minutes (nothing typed: as the feed says)", minutes),
            lambda line: self._set_interval(feed, line),
        )

    def _set_interval(self, feed: Feed, line: str) -> None:
        if line and not (line.isascii() and line.isdigit() and int(line) <= MOST_MINUTES):
            self._say(f"That is a whole number of minutes, at most {MOST_MINUTES:,} (a year).", "warning")
        else:
            self._store.arrange(feed.id, interval=int(line or 0) * 60 or None)

    def _prompt(self, prompt: LinePrompt, then: Callable[[str], object]) -> None:
        """Ask for a line and do something with it, unless the reader leaves it with Esc."""
        self.app.push_screen(prompt, lambda line: None if line is None else self._attempt(lambda: then(line)))
