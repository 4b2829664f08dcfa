"""The frame of the library screen: its panes, its one Query, and keys turned into actions."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Literal

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.timer import Timer
from textual.widgets import Input, Static

from store import Article, Query, Sort, Store, StoreError, Tag, View, clean_line
from tui.actions import Action, Keymap
from tui.messages import TagsCounted
from tui.screens.listing import listed
from tui.screens.nothing import ABOUT_ARTICLE, empty_library, nothing_listed
from tui.screens.painting import Painting
from tui.settings import Settings
from tui.state import State
from tui.widgets.article_list import ArticleList
from tui.widgets.article_rows import TO_READ
from tui.widgets.article_view import ArticleView
from tui.widgets.bars import HintBar, StatusBar
from tui.widgets.feed_list import feed_facts
from tui.widgets.filter_bar import FilterBar
from tui.widgets.place_line import PlaceLine
from tui.widgets.splitter import Splitter
from tui.widgets.tag_pane import TagPane, scopes

Pane = Literal["tags", "list", "detail"]
Severity = Literal["information", "warning", "error"]

COUNTS_AFTER = 0.15
"""Seconds of quiet before the counts are read again, so that holding a key does not count each time."""


class Frame(Painting):
    """Panes, query and keys; what the keys do stands in the classes that build on this one."""

    AUTO_FOCUS = ""
    listing: reactive[Query] = reactive(Query, init=False, repaint=False)  # what shows it paints itself
    pane: reactive[Pane] = reactive("list", init=False, repaint=False)

    def __init__(
        self,
        store: Store,
        keymap: Keymap,
        now: Callable[[], datetime],
        *,
        offer_samples: bool,
        settings: Settings,
        state: State,
    ) -> None:
        super().__init__()
        self.settings = settings
        self.state = state
        self.offer_samples = offer_samples
        self.store = store
        self.keymap = keymap
        self.now = now
        self.unread_only = False
        self.sort: Sort = "newest"
        self.article_list = ArticleList(store.articles, now, belong=store.groups, id="articles")
        closed = state.word("closed", "").split("\n")
        self.tag_pane = TagPane(closed, keymap.hint(keymap.action("search")), id="tags")
        self.place_line = PlaceLine(id="place-line", placeholder="name of a place", select_on_focus=False)
        self.places = Vertical(self.place_line, self.tag_pane, id="places")
        self.beside_tags = Splitter(id="beside-tags")
        self.beside_list = Splitter(id="beside-list")
        self.view = ArticleView(id="detail")
        self.filter_bar = FilterBar(id="filter")
        self._tags: Sequence[Tag] = ()
        self._views: Sequence[View] = ()
        self._typed = ""
        self._counting: Timer | None = None

    def compose(self) -> ComposeResult:
        """Tags, list and detail between two quiet lines."""
        self.begin_classes(f"-at-{self.pane}")
        yield StatusBar()
        yield self.filter_bar
        with Container(id="panes"):
            yield self.places
            yield self.beside_tags
            with Container(id="reading"):
                yield self.article_list
                yield self.beside_list
                yield self.view
        yield Static(id="notice")
        yield HintBar()

    @property
    def article(self) -> Article | None:
        """The highlighted article, which every action is about."""
        return self.article_list.article

    @property
    def context(self) -> str:
        """Which hints the footer shows: the pane, zen, the empty library, or a list with a selection."""
        if self.has_class("-empty"):
            return "empty"
        if self.article_list.selected and self.pane == "list":
            return "selected"
        return "zen" if self.has_class("-zen") else self.pane

    def say(self, text: str, severity: Severity = "information") -> None:
        """A short message over the screen, in place of one that only told something; never read as markup."""
        if all(told.severity == "information" for told in self.app._notifications):
            self.app.clear_notifications()
        self.notify(clean_line(text), severity=severity, markup=False, timeout=8 if severity == "error" else 4)

    # The one value that says what is listed, and its one watcher

    def watch_listing(self) -> None:
        """List what the query asks for, from its first row."""
        self.list_articles(keep=None)
        self.tag_pane.follow(self.listing)
        self.paint(self.article_list, self.query_one(StatusBar))
        self._count_soon()  # another program may have added what is listed now

    def list_articles(self, keep: int | None) -> None:
        """Read the ids again; the cursor stays on article `keep` if it is still listed, else on its row.

        In another order the row means nothing: then it is the first one.
        """
        same_order = self.article_list.listed.sort == self.listing.sort
        near = max(self.article_list.cursor, 0) if keep is not None and same_order else 0
        try:
            ids = listed(self.store, self.listing, lambda fault: self.say(fault, "error"))
        except StoreError as error:
            ids = ()
            self.say(str(error), "error")
        self.article_list.listed = self.listing
        self.article_list.show(ids, keep, near)
        self.highlighted()

    def highlighted(self) -> None:
        """The highlighted article is another one: show where we are; the detail follows."""
        self._show_place()

    def changed(self) -> None:
        """Something about articles was changed: paint the rows again, count again soon."""
        self.article_list.changed()
        self._show_place()
        self._count_soon()

    def _count_soon(self) -> None:
        if self._counting:
            self._counting.stop()
        self._counting = self.set_timer(COUNTS_AFTER, lambda: self.attempt(self.count))

    def count(self) -> None:
        """Read the counts of the library and its feeds; those of the tags are as last read."""
        counts = self.store.counts()
        self.set_class(not counts.articles + counts.hidden, "-empty")
        feeds = self.store.feeds()
        queued = sum(n for state, n in self.store.queue_counts().items() if state in TO_READ)
        self.tag_pane.show(scopes(counts, feeds, self._tags, self._views, queued=queued), self.listing)
        told = " · ".join([f"{counts.unread:,} unread", *feed_facts(feeds, self.now())])
        self.query_one(StatusBar).counts = told if counts.articles else ""
        self._show_place()
        self.show_notice()
        self.show_hints()

    @work(thread=True, exclusive=True, group="tags")
    def count_tags(self) -> None:
        """Count the tags in a thread: with 50,000 articles that takes longer than a key may."""
        try:
            with Store(self.store.path) as store:
                self.post_message(TagsCounted(store.tags(), store.views()))
        except StoreError:
            return  # the tags stay as they were; the next change counts them again

    @on(TagsCounted)
    def _tags_counted(self, event: TagsCounted) -> None:
        self._tags, self._views = event.tags, event.views
        self.attempt(self.count)

    def _show_place(self) -> None:
        bar, articles = self.query_one(StatusBar), self.article_list
        scope = self.tag_pane.showing(self.listing)
        unread = " · unread" if self.listing.unread and scope != "Unread" else ""
        found = f" · /{clean_line(self.listing.filter)}" if self.listing.filter else ""
        place = f"{clean_line(scope)}{unread}{found} · {self.listing.sort}"
        article = self.article
        if article and self.pane == "detail" and self.has_class("-narrow"):
            place = f"{clean_line(scope)}{unread} › {clean_line(article.title)}"
        under = self.tag_pane.scope
        if self.pane == "tags" and under and under.note:
            place = f"{clean_line(under.label)} · {clean_line(under.note)}"
        chosen = f"   {len(articles.selected):,} selected" if articles.selected else ""
        bar.place = "" if self.has_class("-empty") else f"{place}   {articles.place}{chosen}"

    def show_notice(self) -> None:
        """What stands in place of the panes when there is nothing to show in them, or no room."""
        if self.has_class("-tiny") or self.has_class("-flat"):
            text = "sciread needs 30 columns and 8 lines."
        else:
            text = empty_library(self.keymap, samples=self.offer_samples)
        notice = self.query_one("#notice", Static)
        if text != str(notice.content):  # another one lays out the screen
            notice.update(Content(text))

    def on_resize(self, event: events.Resize) -> None:
        """Too small a terminal says so."""
        self.call_after_refresh(self.show_notice)

    # Panes

    def watch_pane(self) -> None:
        """Say which pane has the keys: the narrow layout shows only that one."""
        at = {f"-at-{pane}": pane == self.pane for pane in ("tags", "list", "detail")}
        self.update_classes(at, update=self.has_class("-narrow"))  # elsewhere no style asks for them
        self._show_place()
        self.show_hints()

    def go_to(self, pane: Pane) -> None:
        """Give the keys to a pane."""
        self.pane = pane
        self.set_focus({"tags": self.tag_pane, "list": self.article_list, "detail": self.view}[pane])

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A click may have given the keys to another pane."""
        panes: dict[object, Pane] = {self.tag_pane: "tags", self.article_list: "list", self.view: "detail"}
        self.pane = panes.get(event.widget, self.pane)

    # Keys

    def on_key(self, event: events.Key) -> None:
        """Do what the keymap says; a key that begins a sequence waits for the next one."""
        if not self.is_active:  # typed on before what the last key opened could take it: it is meant for that
            again = events.Key(event.key, event.character)
            self.app.screen.call_after_refresh(self.app.post_message, again)
            event.stop()
            return
        if isinstance(self.focused, Input):  # a line is being typed: its keys are its own
            if event.is_printable:  # typed before the line had the keys: it would have stopped it
                self.focused.post_message(events.Key(event.key, event.character))
            return
        typed = f"{self._typed} {stroke(event)}".strip()
        waiting, self._typed = self._typed, ""
        if action := self.keymap.find(typed):
            self.perform(action.id, stroke(event))
        elif self.keymap.is_prefix(typed):
            self._typed = typed
        elif not waiting:
            return
        event.stop()
        self.show_hints()

    @on(HintBar.Clicked)
    def _hint_clicked(self, event: HintBar.Clicked) -> None:
        if event.id:
            self.perform(event.id)

    def perform(self, id: str, key: str = "") -> None:
        """Do an action of the table; `key` is the one pressed, for the actions that ask."""
        action = self.keymap.action(id)
        if id in ABOUT_ARTICLE and self.article is None and not (id == "zen" and self.has_class("-zen")):
            self.say(nothing_listed(self.keymap, self.listing, empty=self.has_class("-empty")))
            return
        method = getattr(self, f"action_{id}")
        self.attempt(partial(method, key or action.keys[0].split(" ")[-1]) if action.keyed else method)

    def attempt(self, work: Callable[[], object]) -> None:
        """Do something with the library. What a reader can act on is told; everything else is a bug."""
        try:
            work()
        except StoreError as error:
            self.say(str(error), "error")

    def show_hints(self) -> None:
        """The next keys: those of the pane, or those that may follow the ones typed."""
        if self._typed:
            hints = [(f"{self._typed} {key}", action.label, action.id) for key, action in self._following()]
            hints.append(("Esc", "never mind", ""))
        else:
            context = self.context
            shown_here = (action for action in self.keymap.actions if context in action.show)
            hints = [(self.keymap.hint(action), self.hint_label(action), action.id) for action in shown_here]
        self.query_one(HintBar).hints = hints

    def hint_label(self, action: Action) -> str:
        """What the footer calls an action here."""
        return action.label

    def _following(self) -> list[tuple[str, Action]]:
        return self.keymap.following(self._typed)


def stroke(event: events.Key) -> str:
    """A key as the table writes it: "j", "?", "space", "ctrl+d"."""
    character = event.character
    return character if event.is_printable and character and character != " " else event.key
