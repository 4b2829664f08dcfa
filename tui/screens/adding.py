"""Adding from the reader: what is named by hand, and the full text of an article from its page."""

from collections.abc import Sequence

from textual import on, work
from textual.worker import get_current_worker

from store import Added, NotFoundError, Store, StoreError, clean_line
from tui.messages import SourcesAdded, TextFetched
from tui.screens.add_prompt import AddPrompt
from tui.screens.aside import unless_left
from tui.screens.refreshing import Feeding

_TOLD = 3
"""Errors that are told one by one; more are counted."""


class Adding(Feeding):
    """The keys I and X. The network answers in a thread of its own; quitting does not wait for it."""

    def action_add(self) -> None:
        """Ask what to add, and add it."""
        prompt = AddPrompt()
        self.app.push_screen(prompt, lambda where: self._begin(where, again=prompt.again) if where else None)

    def _begin(self, where: str, *, again: bool) -> None:
        if where == "-":
            self.say("Standard input is for the command line: … | sciread add -")
        else:
            self.say(f"Adding {clean_line(where, 60)} …")
            self._add(where, again)

    @work(thread=True, group="add")
    def _add(self, where: str, again: bool) -> None:
        """Add or subscribe in a thread."""
        lines = unless_left(lambda: _added(self.store, where, again), lambda: get_current_worker().is_cancelled)
        if lines is not None:
            self.post_message(SourcesAdded(lines))

    @on(SourcesAdded)
    def _sources_added(self, event: SourcesAdded) -> None:
        errors = [line.error for line in event.lines if line.error]
        for error in errors[:_TOLD]:
            self.say(error, "error")
        if len(errors) > _TOLD:
            self.say(f"{len(errors) - _TOLD} more could not be added.", "error")
        self.take_in()
        if news := added_text([line for line in event.lines if not line.error]):
            self.say(news)

    def action_fetch_text(self) -> None:
        """Read the page of the highlighted article, for the text its feed does not give."""
        article = self.article
        if article and article.url:
            self.say("Fetching the full text …")
            self._fetch_text(article.id, article.url)
        elif article:
            self.say("This article has no address: there is no page to fetch.")

    @work(thread=True, group="text")
    def _fetch_text(self, article: int, url: str) -> None:
        """Fetch the page of an article in a thread."""
        done = unless_left(lambda: _fetched(self.store, article, url), lambda: get_current_worker().is_cancelled)
        if done is not None:
            self.post_message(done)

    @on(TextFetched)
    def _text_fetched(self, event: TextFetched) -> None:
        if event.error:
            self.say(event.error, "error")
            return
        self.changed()
        if self.article and self.article.id == event.article:
            place = self.view.place
            self.draw_article()
            self.view.restore(place)
        if event.words > event.before:
            self.say(f"Full text fetched ({event.words:,} words)")
        else:
            self.say(f"Its page gives no more text than there is ({event.before:,} words).", "warning")


def _added(library: Store, where: str, again: bool) -> Sequence[Added]:
    from store import add, subscribe  # here: starting offline does not pay for the network

    try:
        with Store(library.path) as store:
            return [subscribe(store, where)] if again else list(add(store, where))
    except StoreError as error:
        return [Added(where, None, error=str(error))]


def _fetched(library: Store, article: int, url: str) -> TextFetched:
    from store import add

    try:
        with Store(library.path) as store:
            before = store.article(article).words
            lines = list(add(store, url))
            words = store.article(article).words
    except (StoreError, NotFoundError) as error:
        return TextFetched(article, 0, 0, str(error))
    return TextFetched(article, words, before, next((line.error for line in lines if line.error), None))


def added_text(lines: Sequence[Added]) -> str:
    """6 articles from therapeutic resistance; "" for nothing at all."""
    if not lines:
        return ""
    added, updated = sum(line.added for line in lines), sum(line.updated for line in lines)
    source = lines[0].source if len(lines) == 1 else f"{len(lines):,} documents"
    news = [f"{added:,} {'article' if added == 1 else 'articles'}"] if added else []
    news += [f"{updated:,} updated"] if updated else []
    return f"{' and '.join(news)} from {source}" if news else f"Nothing new in {source}"
