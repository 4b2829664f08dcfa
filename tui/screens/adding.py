"""Adding from the reader: what is named by hand, and the full text of an article from its page."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from textual import on, work
from textual.worker import get_current_worker

from store import Added, Store, StoreError, clean_line
from tui.messages import SourcesAdded, TextFetched
from tui.screens.aside import unless_left
from tui.screens.refreshing import Feeding

_TOLD = 3
"""Errors that are told one by one; more are counted."""


class Adding(Feeding):
    """The keys I and X. The network answers in a thread of its own; quitting does not wait for it."""

    def action_add(self) -> None:
        """Ask what to add, and add it."""
        from tui.screens.add_prompt import AddPrompt

        prompt = AddPrompt()
        self.app.push_screen(prompt, lambda where: self._begin(where, again=prompt.again) if where else None)

    def _begin(self, where: str, *, again: bool) -> None:
        if where == "-":
            self.say("Standard input is for the command line: … | sciread add -")
        else:
            if "://" in where:  # what is on this machine is there at once
                self.say(f"Asking {clean_line(where, 60)} …")
            self._add(where, again)

    @work(thread=True, group="add")
    def _add(self, where: str, again: bool) -> None:
        """Add or subscribe in a thread."""
        worker = get_current_worker()
        work = partial(_added, self.store.path, where, again, self._trust_env, self._passwords)
        if done := unless_left(work, lambda: worker.is_cancelled):
            self.post_message(done)

    @on(SourcesAdded)
    def _sources_added(self, event: SourcesAdded) -> None:
        errors = [line.error for line in event.lines if line.error]
        for error in errors[:_TOLD]:
            self.say(error, "error")
        if len(errors) > _TOLD:
            self.say(f"{len(errors) - _TOLD} more could not be added.", "error")
        self.take_in()
        if news := added_text([line for line in event.lines if not line.error], event.name):
            self.say(news)

    def action_fetch_text(self) -> None:
        """Read the page of the highlighted article, for the text its feed does not give."""
        article = self.article
        if article and article.url:
            self.say("Fetching the full text …")
            self._fetch_text(article.id)
        elif article:
            self.say("This article has no address: there is no page to fetch.")

    @work(thread=True, group="text")
    def _fetch_text(self, article: int) -> None:
        """Fetch the page of an article in a thread."""
        path, proxies, worker = self.store.path, self._trust_env, get_current_worker()
        if done := unless_left(lambda: _fetched(path, article, proxies), lambda: worker.is_cancelled):
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


def _added(library: Path, where: str, again: bool, proxies: bool, sources: Mapping[str, str]) -> SourcesAdded:
    from store import Passwords, add, subscribe  # here: starting offline does not pay for the network

    passwords = Passwords(sources)
    try:
        with Store(library) as store:
            if again:
                lines = [subscribe(store, where, trust_env=proxies, passwords=passwords)]
            else:
                lines = list(add(store, where, trust_env=proxies, passwords=passwords))
            return SourcesAdded(lines, _name(store, where, lines))
    except StoreError as error:
        return SourcesAdded([Added(where, None, error=str(error))], where)


def _name(store: Store, where: str, lines: Sequence[Added]) -> str:
    """What to call what was added: a feed's title, a lone article's, else what the reader typed."""
    ids = [id for line in lines for id in line.articles]
    first = store.articles(ids[:1])
    if first and len(lines) == 1 and lines[0].kind == "feed" and first[0].feed:
        return first[0].feed
    return f"“{first[0].title}”" if first and len(ids) == 1 else where


def _fetched(library: Path, article: int, proxies: bool) -> TextFetched:
    from store import full_text

    try:
        with Store(library) as store:
            before = store.article(article).words
            error = full_text(store, article, trust_env=proxies).error
            return TextFetched(article, store.article(article).words, before, error)
    except StoreError as error:
        return TextFetched(article, 0, 0, str(error))


def added_text(lines: Sequence[Added], name: str) -> str:
    """Say what came: 6 articles from Therapeutic Resistance; "" where nothing could be read."""
    if not lines:
        return ""
    if sum(line.added for line in lines) == 1 and len(lines[0].articles) == 1:
        return f"Added {name}"
    added, updated = sum(line.added for line in lines), sum(line.updated for line in lines)
    what = "subscription" if lines[0].kind == "opml" else "article"
    news = [f"{added:,} {what}{'s' * (added != 1)}"] if added else []
    news += [f"{updated:,} updated"] if updated else []
    return f"{' and '.join(news)} from {name}" if news else f"Nothing new in {name}"
