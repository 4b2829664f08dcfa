"""The tag pane as a tree: sections and folders of feeds open and close; the list of feeds."""

from textual import on

from store import Feed
from tui.actions import TAGS, Action
from tui.screens.adding import Adding
from tui.widgets.row_list import RowList
from tui.widgets.tag_pane import Scope, TagPane


class Sources(Adding):
    """What Enter, Space and the arrows do on a heading and on a folder of feeds; the feed list."""

    def hint_label(self, action: Action) -> str:
        """On a heading or a folder Enter opens or closes it."""
        name = self.tag_pane.folds if action.id == "open" and self.context == TAGS else ""
        if not name:
            return super().hint_label(action)
        return "open" if name in self.tag_pane.closed else "close"

    def _at(self) -> Scope | None:
        """The row of the tag pane that has the keys, if it has."""
        return self.tag_pane.scope if self.pane == "tags" else None

    @on(RowList.Moved, "#tags")
    def _pointed_at(self) -> None:
        self._show_place()  # also where the list stays the same: a row may have something to say
        self.show_hints()

    def action_open(self) -> None:
        """A heading or a folder opens or closes."""
        row = self._at()
        if row and row.fold:
            self._fold(row.fold)
        else:
            super().action_open()

    def action_page(self) -> None:
        """On a heading or a folder, the same as Enter; else a page of the article."""
        row = self._at()
        if row and row.fold:
            self._fold(row.fold)
        else:
            super().action_page()

    def action_top(self) -> None:
        """In the tag pane the first place."""
        if self.pane == "tags":
            self.tag_pane.go(self.tag_pane.first)
        else:
            super().action_top()

    def action_left(self) -> None:
        """On an open heading, on a folder or in one: close it; else there is nothing further left."""
        row = self._at()
        name = row.around if row else ""
        if name and name not in self.tag_pane.closed:
            self._fold(name)
        else:
            super().action_left()

    def action_right(self) -> None:
        """What is closed opens; else to the list."""
        row = self._at()
        if row and row.fold in self.tag_pane.closed:
            self._fold(row.fold)
        else:
            super().action_right()

    @on(TagPane.Folded)
    def _folded(self, event: TagPane.Folded) -> None:
        self._fold(event.name)

    def _fold(self, name: str) -> None:
        self.tag_pane.toggle(name)
        if row := self.tag_pane.scope:  # the cursor went to the folder: the list follows it
            self.listing = row.applied(self.listing, self.unread_only)
        try:
            self.state.remember(closed="\n".join(sorted(self.tag_pane.closed)))
        except OSError as error:
            self.say(f"Could not keep what is closed. {error}. It holds until you leave.", "warning")

    def action_feeds(self) -> None:
        """Every feed with its error and its times, and what can be done with it."""
        from tui.screens.feed_screen import FeedScreen

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
