"""Finding a view, a feed or a tag by typing its name, in the tag pane."""

from collections.abc import Sequence

from textual import events, on
from textual.timer import Timer
from textual.widgets import Input

from tui.actions import TAGS, Action
from tui.screens.searching import Searching
from tui.widgets.bars import Hint, HintBar
from tui.widgets.place_line import PlaceLine
from tui.widgets.tag_pane import Scope, scopes

TAGS_AFTER = 1.0
"""Seconds of quiet before the tags are counted again: it takes longer than all other counts."""

_HINTS: Sequence[Hint] = (("↑ ↓", "choose", ""), ("Enter", "list", ""), ("Esc", "all places", ""))


class TagFinding(Searching):
    """What `/` does while the tag pane has the keys: the list follows the arrows, Enter stays there, Esc goes back."""

    _counting_tags: Timer | None = None
    _findable: Sequence[Scope] = ()
    """Every place there is, also the tags that are too many to be listed."""

    def hint_label(self, action: Action) -> str:
        """In the tag pane the key of the search finds a place; Enter too, where not all tags are listed."""
        if self.context != TAGS or action.id not in ("search", "open"):
            return super().hint_label(action)
        return "list" if action.id == "open" and not self._at_more() else "find place"

    def _at_more(self) -> bool:
        scope = self.tag_pane.scope if self.pane == "tags" else None
        return bool(scope and scope.more)

    def action_open(self) -> None:
        """Where not all tags are listed: find one."""
        if self._at_more():
            self.action_search()
        else:
            super().action_open()

    def show_hints(self) -> None:
        """While a name is typed: its own keys."""
        if self.place_line.opened:
            self.query_one(HintBar).hints = _HINTS
        else:
            super().show_hints()

    def action_search(self) -> None:
        """In the tag pane a name of one of its places; elsewhere words of articles."""
        if self.pane != "tags" or self.has_class("-empty"):
            super().action_search()
            return
        self._listing_before = self.listing
        self._know_places()
        self.place_line.open()
        self.tag_pane.find(self._findable, "", self.listing)
        self.show_hints()

    def _know_places(self) -> None:
        counts, feeds = self.store.counts(), self.store.feeds()
        self._findable = scopes(counts, feeds, self._tags, self._views, most=len(self._tags))

    @on(Input.Changed, "#place-line")
    def _place_typed(self, event: Input.Changed) -> None:
        if self.place_line.opened:
            self.tag_pane.find(self._findable, event.value, self._listing_before)

    @on(PlaceLine.Stepped)
    def _place_stepped(self, event: PlaceLine.Stepped) -> None:
        pane = self.tag_pane
        pane.move(event.step * (pane.half if event.pages else 1))

    @on(Input.Submitted, "#place-line")
    def _place_kept(self) -> None:
        """List what the cursor stands on."""
        if scope := self.tag_pane.scope:
            self.listing = scope.applied(self.listing, self.unread_only, None if self.listing.filter else self.sort)
            self._end_finding(scope)
            self.go_to("list")
        else:
            self.say("No place has this in its name. Esc shows all again.")

    @on(PlaceLine.Left)
    def _place_left(self) -> None:
        """List what was listed before."""
        before = self._listing_before
        self._end_finding(None)
        if self.listing != before:
            self.listing = before
        self.go_to("tags")

    def _end_finding(self, taken: Scope | None) -> None:
        self._findable = ()
        self.place_line.close()
        self.tag_pane.end_finding(taken, self.listing)
        self.show_hints()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The mouse went elsewhere: what is listed stays."""
        if self.place_line.opened and event.widget is not self.place_line:
            self._end_finding(self.tag_pane.scope)

    def changed(self) -> None:
        """What was read no longer counts on its tags. They are counted beside the screen, when the keys rest."""
        super().changed()
        if self._counting_tags:
            self._counting_tags.stop()
        self._counting_tags = self.set_timer(TAGS_AFTER, self.count_tags)

    def count(self) -> None:
        """What was counted anew shows in the places that are found, too."""
        super().count()
        if self.place_line.opened:
            self._know_places()
            self.tag_pane.recount(self._findable, self.place_line.value, self.listing)
