"""Search while typing, the filter line, and the order of the list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import get_args

from textual import on, work
from textual.message import Message

from store import Query, QueryError, Sort, StoppedError, Store, StoreError, check_query
from tui.messages import SearchFound
from tui.screens.frame import Frame
from tui.screens.moving import Moving
from tui.screens.search_asking import answers, is_short, kept
from tui.widgets.bars import StatusBar
from tui.widgets.filter_bar import FilterBar, Mode

SORTS: tuple[Sort, ...] = get_args(Sort)

_NOTHING_TOLD = " "
"""While a search is typed its note keeps its line, so that no letter lays out the screen anew."""


class Searching(Moving):
    """The keys that narrow the list by words and fields. A search runs beside the screen, one at a time."""

    _listing_before = Query()
    """The listing from which the line was opened."""
    _search_wanted = Query()
    _search_store: Store | None = None
    _article_before: int | None = None
    _answer: SearchFound | None = None
    """What was found last; with it came the words around its first hits."""
    _answered_in = _asked_in = (0, 0)
    """The state of the library when that was asked, and when the search that goes on was."""

    @dataclass
    class Kept(Message):
        """What stays listed after Enter on `typed`, the cursor on article `keep`; or why nothing does."""

        typed: Query
        query: Query
        ids: Sequence[int]
        keep: int | None
        error: StoreError | None = None

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
        if mode == "search":
            self.filter_bar.tell(_NOTHING_TOLD)

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
        self._asked_in = self.store.state()
        whole = self._answer and not self._answer.begun and self._answered_in == self._asked_in
        self._look_for(self._search_wanted, self._answer if whole else None)

    @work(thread=True, exclusive=True, group="search")
    def _look_for(self, query: Query, before: SearchFound | None) -> None:
        try:
            with Store(self.store.path, now=self.store.now) as store:
                self._search_store = store
                if query == self._search_wanted:
                    for found in answers(store, query, before):
                        self.post_message(found)
                        if query != self._search_wanted:
                            return
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
            again = self._answer is not None and event.ids is self._answer.ids is self.article_list.ids
            self._answer, self._answered_in = event, self._asked_in
            self.attempt(partial(self._found_again if again else self._show_found, event))

    def _found_again(self, event: SearchFound) -> None:
        """The very hits that are listed, found by another beginning of their words: all but the text stays."""
        self.set_reactive(Frame.listing, event.query)
        self.article_list.listed = event.query
        self._show_place()
        self._tell_hit()
        self.paint(self.query_one(StatusBar))

    def _show_found(self, event: SearchFound) -> None:
        """List it and paint that at once; with the article, where nothing better follows."""
        self._list_found(event.query, event.ids, self._moved_to(event.query), event.begun)
        if not event.begun:
            self.show_article()
        self.paint(self.article_list, self.view, self.filter_bar.note, self.query_one(StatusBar))

    def _moved_to(self, query: Query) -> int | None:
        """The hit the reader went to while the others were looked for."""
        hit = self.article if self.listing == query and self.article_list.cursor > 0 else None
        return hit.id if hit else None

    def _list_found(self, query: Query, ids: Sequence[int], keep: int | None = None, begun: bool = False) -> None:
        """Show what was found, without asking again."""
        self.set_reactive(Frame.listing, query)
        self.article_list.listed = query
        self.article_list.show(ids, keep, begun=begun)
        self.tag_pane.follow(query)
        self.highlighted()

    def words_around(self, ids: Sequence[int], query: Query) -> Mapping[int, str]:
        """The words around these hits; those of the first came with them."""
        answer = self._answer
        if answer and answer.query == query == self.listing and answer.around.keys() >= set(ids):
            return answer.around
        return self.store.snippets(ids, query)

    @on(FilterBar.Stepped)
    def _bar_stepped(self, event: FilterBar.Stepped) -> None:
        self.article_list.move(event.step)

    @on(FilterBar.Kept)
    def _bar_kept(self, event: FilterBar.Kept) -> None:
        if not event.text.strip():
            self.clear_filter()
            self.filter_bar.release()
        elif event.mode == "search":
            self._keep_search(event.text)
        else:
            self._keep_filter(event.text.strip())
            self.filter_bar.release()

    def _keep_filter(self, text: str) -> None:
        try:
            check_query(text)
            query = replace(self._listing_before, filter=text, typing=False)
            self._list_found(query, self.store.ids(query), self._article_before)
        except QueryError as error:
            self.filter_bar.fault(str(error), error.column)
        else:
            self._close_bar()

    def _keep_search(self, text: str) -> None:
        """Find out beside the screen what stays; keys that are typed meanwhile wait in the line."""
        self._search_ended()
        typed = replace(self._listing_before, filter=text, sort="relevance", typing=True)
        whole = self.listing == typed and not self.article_list.begun
        keep = self.article.id if whole and self.article else self._moved_to(typed)
        self._search_wanted = typed
        self._look_for_kept(typed, self.article_list.ids if whole else None, keep)

    @work(thread=True, exclusive=True, group="search")
    def _look_for_kept(self, typed: Query, known: Sequence[int] | None, keep: int | None) -> None:
        try:
            with Store(self.store.path, now=self.store.now) as store:
                self._search_store = store
                self.post_message(self.Kept(typed, *kept(store, typed, known), keep))
        except StoreError as error:
            self.post_message(self.Kept(typed, typed, (), keep, error))

    @on(Kept)
    def _search_kept(self, event: Kept) -> None:
        if not self.filter_bar.opened or event.typed != self._search_wanted:
            return  # the mouse went elsewhere meanwhile
        if isinstance(event.error, QueryError):
            self.filter_bar.fault(str(event.error), event.error.column)
        elif event.error:
            self.filter_bar.tell(str(event.error))
        else:
            self._list_found(event.query, event.ids, event.keep)
            self._close_bar()
        self.filter_bar.release()

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
            self.filter_bar.release()
            if self.article_list.begun:
                self.list_articles(self.article.id if self.article else None)
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
                found = self.words_around([article.id], self.listing).get(article.id, "")
            except QueryError:
                found = ""
        elif not article and self.listing.filter.strip() and self.filter_bar.opened:
            found = "Nothing is found."
        self.filter_bar.tell(found or (_NOTHING_TOLD if self.filter_bar.opened else ""))

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
