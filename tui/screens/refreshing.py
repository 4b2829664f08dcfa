"""Refreshing: asking feeds again beside the screen, and taking in what is new without moving the reader."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from textual import on, work

from store import Feed, Progress, Query, Store, StoreError
from tui.actions import Keymap
from tui.messages import Refreshed, Refreshing, Tally
from tui.screens.aside import Errand
from tui.screens.opening import Opening
from tui.settings import Settings
from tui.state import State
from tui.widgets.bars import StatusBar, Working


class Refresh(Protocol):
    """What asks the feeds: store.refresh, or a test's own generator."""

    def __call__(
        self, store: Store, wanted: Sequence[int] | None = None, *, everything: bool = False
    ) -> AsyncIterator[Progress]:
        """Ask feeds by number, or everything; yield a step for each."""


class Feeding(Opening):
    """The keys r and R. `refresh` asks the feeds."""

    def __init__(
        self,
        store: Store,
        keymap: Keymap,
        now: Callable[[], datetime],
        *,
        offer_samples: bool,
        refresh: Refresh,
        settings: Settings,
        state: State,
    ) -> None:
        super().__init__(store, keymap, now, offer_samples=offer_samples, settings=settings, state=state)
        self._refresh_with = refresh
        self._prune = settings.prune
        self._trust_env = settings.trust_env  # also for what is asked by hand: I and X
        self._passwords = settings.passwords
        self._errand: Errand | None = None
        self._tally = Tally()

    def on_unmount(self) -> None:
        """Leaving stops a refresh at once; what was saved stays."""
        if self._errand:
            self._errand.stop()

    def action_refresh(self) -> None:
        """Ask every feed that is not paused."""
        if any(feed.subscribed and not feed.paused and not feed.retired for feed in self.store.feeds()):
            self.ask(None)
        else:
            self.say("No feed to ask. I adds one: type its address, or that of its page.")

    def action_refresh_feed(self) -> None:
        """Ask the feed or folder under the cursor of the tag pane, else the feed of the article."""
        scope = self.tag_pane.scope
        if self.pane != "tags":
            feeds = self._feeds_of_article()
        elif scope and (scope.feed or scope.folder):
            feeds = [f for f in self.store.feeds() if f.id == scope.feed or (scope.folder and f.folder == scope.folder)]
        else:
            self.say("Put the cursor on a feed or a folder, or press R for all.")
            return
        asked = [feed.id for feed in feeds if feed.subscribed]
        if asked:
            self.ask(asked)
        elif self.article or self.pane == "tags":
            self.say("This did not come from a feed you subscribe to: there is nothing to ask again.")

    def _feeds_of_article(self) -> list[Feed]:
        """The subscribed feeds that told of the highlighted article; its title narrows the search."""
        if (article := self.article) is None:
            return []
        asked = [feed for feed in self.store.feeds() if feed.subscribed]
        named = [feed for feed in asked if feed.title == article.feed] or asked
        return [feed for feed in named if self.store.ids(Query(f"id:{article.id} feed:{feed.id}"), 1)]

    def ask(self, wanted: Sequence[int] | None) -> None:
        """Begin a refresh of these feeds (None: of all), unless one is running."""
        if self._errand:
            done = f"{self._tally.done}/{self._tally.total} so far" if self._tally.total else "just begun"
            self.say(f"A refresh is running: {done}.")
            return
        self._errand, self._tally = Errand(), Tally()
        self._show_working(("refreshing …", 0, 1))
        self._refresh(self._errand, wanted)

    @work(thread=True, group="refresh")
    def _refresh(self, errand: Errand, wanted: Sequence[int] | None) -> None:
        """Ask in a thread with its own library and its own loop."""
        tally, pruned, error = Tally(), 0, None

        async def asking(store: Store) -> None:
            nonlocal tally
            async for step in self._refresh_with(store, wanted, everything=wanted is None):
                tally = tally.after(step)
                if not errand.stopped:
                    self.post_message(Refreshing(tally))

        try:
            with Store(self.store.path) as store:
                errand.run(asking(store))
                if self._prune and not errand.stopped:
                    pruned = store.prune(store.ids(Query(self._prune)))
        except StoreError as fault:
            error = str(fault)
        if not errand.stopped:
            self.post_message(Refreshed(tally, pruned, error))

    @on(Refreshing)
    def _step_taken(self, event: Refreshing) -> None:
        self._tally = event.tally
        self._show_working((progress_text(event.tally), event.tally.done, event.tally.total))

    @on(Refreshed)
    def _refreshed(self, event: Refreshed) -> None:
        self._errand = None
        self._show_working(None)
        self.take_in()
        for screen in self.app.screen_stack:
            if isinstance(screen, Listening):
                screen.feeds_changed()
        if event.error:
            self.say(event.error, "error")
        self.say(end_text(event.tally, event.pruned), "warning" if event.tally.failed else "information")

    def _show_working(self, working: Working | None) -> None:
        """Show how far the work is on whatever screen the reader looks at."""
        for screen in self.app.screen_stack:
            for bar in screen.query(StatusBar):
                bar.working = working

    def take_in(self) -> None:
        """Something came into the library: count again, and list it where that moves nothing under the reader."""
        empty = self.has_class("-empty")
        self.attempt(self.count)
        self.count_tags()
        if empty and not self.has_class("-empty"):
            self.listing = Query(unread=True)
            self.list_articles(keep=None)
        elif self.article is None:
            self.list_articles(keep=None)
        elif self.article_list.cursor == 0:
            self.attempt(self._list_quietly)
        else:
            self.article_list.changed()

    def _list_quietly(self) -> None:
        """List again around the highlighted article, which stays as it is, read or not."""
        article = self.article
        if article is None:
            return
        ids = with_kept(self.store.ids(self.listing), self.article_list.ids, article.id)
        self.article_list.show(ids, article.id)
        self._show_place()


class Listening:
    """A screen that shows feeds, and wants to know when they changed."""

    def feeds_changed(self) -> None:
        """Read the feeds again."""
        raise NotImplementedError


def over_the_network(trust_env: bool, passwords: Mapping[str, str]) -> Refresh:
    """The store's own refresh; `trust_env` lets the proxies of the environment count, `passwords` says where these are.

    Each refresh asks for them anew: they are not kept longer, and may have changed.
    """

    def ask(store: Store, wanted: Sequence[int] | None = None, *, everything: bool = False) -> AsyncIterator[Progress]:
        from store import Passwords, refresh  # here: starting offline does not pay for the network

        return refresh(store, wanted, everything=everything, trust_env=trust_env, passwords=Passwords(passwords))

    return ask


def with_kept(ids: Sequence[int], before: Sequence[int], keep: int) -> list[int]:
    """The new ids, and `keep` among them: where it fell out, it stands before what followed it `before`."""
    listed = list(ids)
    known = set(listed)
    if keep in known:
        return listed
    following = before[list(before).index(keep) + 1 :] if keep in before else ()
    place = next((listed.index(id) for id in following if id in known), len(listed))
    return [*listed[:place], keep, *listed[place:]]


def progress_text(tally: Tally) -> str:
    """refreshing 12/100 · 34 new · 2 failed"""
    new = f" · {tally.added:,} new" if tally.added else ""
    failed = f" · {tally.failed} failed" if tally.failed else ""
    return f"refreshing {tally.done:,}/{tally.total:,}{new}{failed}"


def end_text(tally: Tally, pruned: int = 0) -> str:
    """34 new articles from 12 feeds; 2 failed (see the feed list); 3 old texts let go"""
    if tally.total == 1 and tally.error:
        parts = [tally.error]
    elif tally.failed and tally.failed == tally.total:
        parts = [f"None of the {tally.total:,} feeds answered. Is the network there? The feed list says why"]
    elif not tally.total:
        parts = ["There was no feed to ask"]
    else:
        source = tally.source if tally.total == 1 else _counted(tally.giving, "feed")
        new = _counted(tally.added, "new article") if tally.added else "Nothing new"
        news = f"{new} from {source}" if tally.added or tally.total == 1 else new
        changed = f"{tally.updated:,} updated" if tally.updated else ""
        failed = f"{tally.failed:,} failed (see the feed list)" if tally.failed else ""
        parts = [part for part in (news, changed, failed) if part]
    return "; ".join([*parts, f"{_counted(pruned, 'old text')} let go"] if pruned else parts)


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
