"""Carrying an article out of the reader: as a quote to the clipboard, as text to a command."""

import asyncio
import shlex
from pathlib import PurePath
from threading import Event
from typing import TYPE_CHECKING

from textual import work

from store import Article, clean, clean_line
from tui.plain import plain_article, plain_body
from tui.screens.noting import Noting
from tui.widgets.dates import long_date

if TYPE_CHECKING:
    from tui.piping import Piped
    from tui.screens.pipe_prompt import Form, Pipe

_LINES = 5
_MOST_QUOTE = 2_000


class Carrying(Noting):
    """The keys that hand the highlighted article to something else."""

    _last_pipe: "Pipe | None" = None

    def action_copy_quote(self) -> None:
        """What is selected with the mouse, else the first paragraph, with where it is from."""
        if (article := self.article) is None:
            return
        text = self.get_selected_text() or first_paragraph(self.store.body(article.id), article.title)
        if not text.strip():
            self.say("This article has no text to quote.")
            return
        self.copy(quote(text, article, long_date(article.published, self.now())), "the quote with its source")

    @work(exclusive=True, group="pipe")
    async def action_pipe(self) -> None:
        """Ask for a command, give it the article, and tell what it said; the screen stays free meanwhile."""
        from tui.screens.pipe_prompt import Pipe, PipePrompt

        if (article := self.article) is None:
            return
        wanted = await self.app.push_screen_wait(PipePrompt(self._last_pipe or Pipe("", "plain text")))
        if wanted is None:
            return
        self._last_pipe = wanted
        self.attempt(lambda: self._hand_over(article, wanted))

    def _hand_over(self, article: Article, wanted: "Pipe") -> None:
        if text := self._as(article, wanted.form):
            self._run(wanted.command, text)
        else:
            self.say("This article has no address.")

    def _as(self, article: Article, form: "Form") -> str:
        if form == "address":
            return f"{clean_line(article.url)}\n" if article.url else ""
        body, references = self.store.body(article.id), self.store.references(article.id)
        note = self.store.note(article.id)
        return plain_article(article, body, references, note, marked=form == "Markdown") + "\n"

    @work(group="piped")
    async def _run(self, command: str, text: str) -> None:
        from tui.piping import pipe

        stop = Event()
        try:
            done = await asyncio.to_thread(pipe, command, text, stop=stop)
        finally:
            stop.set()  # leaving the reader does not wait for a command
        self._tell(command, done)

    def _tell(self, command: str, done: "Piped") -> None:
        failed = bool(done.error or done.code)
        lines = report(command, done)
        self.notify(
            "\n".join(lines), severity="warning" if failed else "information", markup=False, timeout=8 if lines else 4
        )


def report(command: str, done: "Piped") -> list[str]:
    """What to tell of a command: why it failed or how it ended, and the first lines of what it said."""
    said = [line for line in map(clean_line, clean(done.output).splitlines()) if line]
    shown = [clean_line(line, 200) for line in said[:_LINES]]
    more = [f"… and {len(said) - _LINES:,} more lines"] if len(said) > _LINES else []
    if done.error:
        return [clean_line(done.error), *shown, *more]
    name = clean_line(PurePath(shlex.split(command)[0]).name, 80)
    if done.code:
        return [f"{name} ended with {done.code}", *shown, *more]
    return [*shown, *more] or [f"{name} ended with 0 and said nothing"]


def first_paragraph(body: str, title: str) -> str:
    """The first block of a body that does not only say the title again."""
    blocks = (block.strip() for block in plain_body(body).split("\n\n"))
    return next((block for block in blocks if block and block.casefold() != title.strip().casefold()), "")


def quote(text: str, article: Article, date: str) -> str:
    """A quote with title, source and DOI, else address; one paragraph, cut at a sensible length."""
    main = article.main
    doi = main.ids.get("doi") if main else None
    address = f"https://doi.org/{doi}" if doi else article.url
    source = ", ".join(filter(None, (article.source or article.feed, date)))
    parts = (article.title, source, address)
    told = ". ".join(clean_line(part).rstrip(".") for part in parts if part)
    return f"“{clean_line(text, _MOST_QUOTE).strip()}”\n— {told}\n"
