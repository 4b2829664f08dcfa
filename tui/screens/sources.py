"""The feeds in the tag pane: folders open and close, and the list of feeds opens from there."""

from textual import on

from store import Feed
from tui.screens.adding import Adding
from tui.screens.feed_screen import FeedScreen
from tui.widgets.row_list import RowList
from tui.widgets.tag_pane import Scope


class Sources(Adding):
    """What Enter and the arrows do on a folder of feeds; the feed list."""

    def _at(self) -> Scope | None:
        """The row of the tag pane that has the keys, if it has."""
        return self.tag_pane.scope if self.pane == "tags" else None

    @on(RowList.Moved, "#tags")
    def _pointed_at(self) -> None:
        self._show_place()  # also where the list stays the same: a row may have something to say

    def action_open(self) -> None:
        """A folder opens or closes, the heading of the feeds opens their list."""
        row = self._at()
        if row and row.folder:
            self._fold(row.folder)
        elif row and row.screen:
            self.action_feeds()
        else:
            super().action_open()

    def action_left(self) -> None:
        """In a folder: close it, then there is nothing further left."""
        row = self._at()
        name = (row.folder or row.inside) if row else ""
        if name and name not in self.tag_pane.closed:
            self._fold(name)
        else:
            super().action_left()

    def action_right(self) -> None:
        """A closed folder opens; else to the list."""
        row = self._at()
        if row and row.folder in self.tag_pane.closed:
            self._fold(row.folder)
        else:
            super().action_right()

    def _fold(self, name: str) -> None:
        self.tag_pane.toggle(name)
        if row := self.tag_pane.scope:  # the cursor went to the folder: the list follows it
            self.listing = row.applied(self.listing, self.unread_only)

    def action_feeds(self) -> None:
        """Every feed with its error and its times, and what can be done with it."""
        self.app.push_screen(FeedScreen(self.store, self.now, self.ask), self._left_feeds)

    def _left_feeds(self, chosen: int | None) -> None:
        """Back from the list of feeds: what was changed there shows; a chosen feed is listed."""
        self.attempt(self.count)
        feed = next((feed for feed in self.store.feeds() if feed.id == chosen), None)
        if feed:
            self._list_feed(feed)

    def _list_feed(self, feed: Feed) -> None:
        row = next((row for row in self.tag_pane.every if row.feed == feed.id), None)
        if row is None:
            self.say(f"There are no articles from {feed.title} yet.")
            return
        self.listing = row.applied(self.listing, self.unread_only)
        self.go_to("list")
