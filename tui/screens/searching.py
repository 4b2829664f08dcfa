"""Search while typing, the filter line, and the order of the list."""

from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

from textual import on, work

from store import Query, QueryError, Sort, StoppedError, Store, StoreError, check_query
from tui.messages import SearchFound
from tui.screens.frame import Frame
from tui.screens.moving import Moving
from tui.widgets.filter_bar import FilterBar, Mode

SORTS: tuple[Sort, ...] = get_args(Sort)

_UNRANKED = 2
"""Letters of a word that are listed by date while they are typed: ranking so many hits takes too long."""


class Searching(Moving):
    """The keys that narrow the list by words and fields. A search runs beside the screen, one at a time."""

    _listing_before = Query()
    """The listing from which the line was opened."""
    _search_wanted = Query()
    _search_store: Store | None = None
    _article_before: int | None = None

    def action_search(self) -> None:
        """Words to search while they are typed."""
        self._open_bar("search")

    def action_filter(self) -> None:
        """A filter in the query language."""
        self._open_bar("filter")

    def _open_bar(self, mode: Mode) -> None:
        from tui.screens.query_offers import query_offers

        if self.has_class("-empty"):
            return
        if self.has_class("-zen"):
            self.perform("zen")
        self.go_to("list")
        self._listing_before = self._search_wanted = self.listing
        self._article_before = self.article.id if self.article else None
        complete = query_offers(self.store, [tag.name for tag in self._tags])
        self.filter_bar.open(mode, self.listing.filter, complete if mode == "filter" else None)

    @on(FilterBar.Typed)
    def _typed_filter(self, event: FilterBar.Typed) -> None:
        if event.mode == "search":
            self._search(event.text)
        elif not self.filter_bar.offer():
            try:
                check_query(event.text)
            except QueryError as error:
                self.filter_bar.fault(str(error), error.column)

    def _search(self, text: str) -> None:
        """Look for a text; the question that is being asked for an older one is stopped."""
        words = bool(text.strip())
        sort: Sort = "relevance" if words else self.sort
        self._search_wanted = replace(self._listing_before, filter=text if words else "", sort=sort, typing=words)
        if asking := self._search_store:
            asking.interrupt()
        self._look_for(self._search_wanted)

    @work(thread=True, exclusive=True, group="search")
    def _look_for(self, query: Query) -> None:
        try:
            with Store(self.store.path, now=self.store.now) as store:
                self._search_store = store
                if query == self._search_wanted:
                    self.post_message(SearchFound(query, store.ids(query)))
        except StoppedError:
            pass  # a newer letter came
        except StoreError as error:
            self.post_message(SearchFound(query, (), str(error)))

    @on(SearchFound)
    def _search_found(self, event: SearchFound) -> None:
        if event.query != self._search_wanted or not self.filter_bar.opened:
            return
        if event.error:  # not finished: the hits before it stay
            self.filter_bar.tell(event.error)
        else:
            self.attempt(lambda: self._list_found(event.query, event.ids))

    def _list_found(self, query: Query, ids: Sequence[int], keep: int | None = None) -> None:
        """Show what was found, without asking again."""
        self.set_reactive(Frame.listing, query)
        self.article_list.listed = query
        self.article_list.show(ids, keep)
        self.tag_pane.follow(query)
        self.highlighted()

    @on(FilterBar.Stepped)
    def _bar_stepped(self, event: FilterBar.Stepped) -> None:
        self.article_list.move(event.step)

    @on(FilterBar.Kept)
    def _bar_kept(self, event: FilterBar.Kept) -> None:
        if not event.text.strip():
            self.clear_filter()
            return
        try:
            if event.mode == "search":
                self._keep_search(event.text)
            else:
                check_query(event.text)
                query = replace(self._listing_before, filter=event.text.strip(), typing=False)
                self._list_found(query, self.store.ids(query), self._article_before)
        except QueryError as error:
            self.filter_bar.fault(str(error), error.column)
        else:
            self._close_bar()

    def _keep_search(self, text: str) -> None:
        """What is listed stays: a last word that was found by its beginning is then written with a star."""
        self._search_ended()
        typed = replace(self._listing_before, filter=text, sort="relevance", typing=True)
        hits = self.store.ids(typed)
        for wanted in (text.strip(), f"{text.strip()}*"):
            kept = replace(typed, filter=wanted, typing=False)
            try:
                found = self.store.ids(kept)
            except QueryError:
                continue
            if set(found) == set(hits):
                if len(text.split()[-1]) <= _UNRANKED:  # these were listed by date
                    hits = found
                break
        else:
            kept = typed
        self._list_found(kept, hits, self.article.id if self.article and self.listing == typed else None)

    def _search_ended(self) -> None:
        self._search_wanted = Query()
        if asking := self._search_store:
            asking.interrupt()

    @on(FilterBar.Left)
    def _left_filter(self) -> None:
        self.clear_filter()

    def clear_filter(self) -> None:
        """List everything of this place again, the cursor on the article it was on."""
        keep = self.article.id if self.article else self._article_before
        self._search_ended()
        sort = self.sort if self.listing.sort == "relevance" else self.listing.sort
        query = replace(self.listing, filter="", typing=False, sort=sort)
        self.set_reactive(Frame.listing, query)
        self.list_articles(keep)
        self.tag_pane.follow(query)
        self._close_bar()

    def _close_bar(self) -> None:
        self.filter_bar.close()
        self.go_to("list")
        self._tell_hit()
        self.watch_reading()

    def perform(self, id: str, key: str = "") -> None:
        """A key beside the line (the mouse went there) leaves the line; what it found stays listed."""
        if self.filter_bar.opened and not self.filter_bar.typed_in:
            self._search_ended()
            self.filter_bar.close()
        super().perform(id, key)

    def show_article(self) -> None:
        """The words of the search around the hit come with the article."""
        super().show_article()
        self._tell_hit()

    def _tell_hit(self) -> None:
        """Below the line: where the words of the highlighted hit stand."""
        if self.filter_bar.opened and self.filter_bar.mode == "filter":
            return
        if self.filter_bar.opened and self._search_wanted != self.listing:
            return
        article, found = self.article, ""
        if article and self.listing.filter.strip() and not is_short(self.listing):
            try:
                found = self.store.snippets([article.id], self.listing).get(article.id, "")
            except QueryError:
                found = ""
        elif not article and self.listing.filter.strip() and self.filter_bar.opened:
            found = "Nothing is found."
        self.filter_bar.tell(found)

    def _in_sight(self) -> bool:
        """What passes while a search is typed is not read by that."""
        return not self.filter_bar.opened and super()._in_sight()

    def action_sort(self) -> None:
        """Ask for the order of the list."""
        from tui.screens.chooser import Chooser

        names = {"added": "added: what came last first", "relevance": "relevance: best hit first"}
        rows = [f"{names.get(sort, sort)}{'  ✓' if sort == self.listing.sort else ''}" for sort in SORTS]
        self.app.push_screen(
            Chooser("Order of the list", rows),
            lambda index: None if index is None else self.attempt(lambda: self._sort_by(SORTS[index])),
        )

    def _sort_by(self, sort: Sort) -> None:
        """List in this order from now on; the cursor stays on its article."""
        self.sort = "newest" if sort == "relevance" else sort
        article = self.article
        self.set_reactive(Frame.listing, replace(self.listing, sort=sort))
        self.list_articles(article.id if article else None)
        if sort == "relevance" and not self.listing.filter:
            self.say("Relevance ranks the words of a search; without one the newest come first.")


def is_short(query: Query) -> bool:
    """Whether the filter ends in the first letter or two of a word: to look where all these stand takes too long."""
    last = query.filter.split()[-1]
    return (query.typing or last.endswith("*")) and len(last.rstrip("*")) <= _UNRANKED
