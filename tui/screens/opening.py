"""Opening: from the article to its paper, its references and its own page; and copying addresses."""

from collections.abc import Callable, Sequence

from store import Reference, clean_line
from tui.choosing import address, main_papers
from tui.links import is_console_browser, open_link, refusal
from tui.screens.copying import Copying


class Opening(Copying):
    """The keys that lead out of the reader. Nothing here waits for a network."""

    def action_open_paper(self) -> None:
        """The paper the article is about: say there is none, open it, or let the reader choose."""
        if (article := self.article) is None:
            return
        references = self.store.references(article.id)
        if papers := main_papers(references):
            self._choose("Which paper?", papers)
        elif numbered := [reference for reference in references if reference.n is not None]:
            self.say(f"No main paper known. 1–9 open one of its {len(numbered)} references.")
        else:
            self.say("No reference found in this article.")

    def action_open_reference(self, key: str) -> None:
        """The reference with the number of the key."""
        self.open_number(int(key))

    def action_ask_reference(self) -> None:
        """Ask for a number and open that reference."""
        from tui.screens.number_prompt import NumberPrompt

        if (article := self.article) is None:
            return
        last = max((reference.n or 0 for reference in self.store.references(article.id)), default=0)
        if not last:
            self.say("No reference found in this article.")
            return
        self.app.push_screen(NumberPrompt(last), lambda n: self.attempt(lambda: self.open_number(n)) if n else None)

    def open_number(self, n: int) -> None:
        """Open reference n of the highlighted article."""
        if (article := self.article) is None:
            return
        found = next((one for one in self.store.references(article.id) if one.n == n), None)
        if found is None:
            self.say(f"This article has no reference {n}.")
        else:
            self.open_reference(found, f"Reference {n} gives no address to open.")

    def open_reference(self, reference: Reference, none: str = "This reference gives no address to open.") -> None:
        """Open a reference the reader's own way; how it stands is said first, and a doubt about it is asked."""
        from tui.paper_words import DOUBTED, status_text
        from tui.screens.confirm import Confirm

        url = address(reference, self.settings.papers.links, self.store.access)
        status = self.store.paper_statuses([reference.paper])[reference.paper] if reference.paper else None
        if url is None:
            self.say(none)
        elif status is None or status.kind == "unchecked":
            self.follow(url)
        elif (text := status_text(status, self.now())).startswith(DOUBTED):
            self.app.push_screen(
                Confirm(f"{clean_line(text)}. Open it?"), lambda yes: self.follow(url) if yes else None
            )
        else:
            self.follow(url, f"{text} · ")

    def action_open_article(self) -> None:
        """The article's own page; opening is reading."""
        self._open_page(self.read_now)

    def action_open_and_read(self) -> None:
        """The article's own page, and read even if it was marked unread on purpose."""
        self._open_page(self._read_in_any_case)

    def _open_page(self, then: Callable[[], None]) -> None:
        article = self.article
        if article and article.url:
            self.go_out(article.url)
            then()
        elif article:
            self.say("This article has no address: it was added from a file or a text.")

    def _read_in_any_case(self) -> None:
        if article := self.article:
            self.store.mark([article.id], read=True)
            self.changed()

    def _choose(self, question: str, references: Sequence[Reference]) -> None:
        from tui.screens.chooser import Chooser

        if len(references) == 1:
            self.open_reference(references[0])
            return
        rows = [clean_line(reference.title or reference.raw) for reference in references]
        self.app.push_screen(
            Chooser(question, rows),
            lambda index: None if index is None else self.attempt(lambda: self.open_reference(references[index])),
        )

    def follow(self, url: str, lead: str = "") -> None:
        """Open something the article leads to; the article is read by that. `lead` stands before what is said of it."""
        self.go_out(url, lead)
        self.read_now()

    def go_out(self, url: str, lead: str = "") -> None:
        """Hand an address to the browser; a mail address only after a question."""
        from tui.screens.confirm import Confirm

        if url[:7].lower() == "mailto:" and not refusal(url):
            question = f"Write a mail to {clean_line(url[7:], 200)}?"
            self.app.push_screen(Confirm(question), lambda yes: self._hand_out(url) if yes else None)
        else:
            self._hand_out(url, lead)

    def _hand_out(self, url: str, lead: str = "") -> None:
        """Give an address away; where no browser can open it, show and copy it."""
        if is_console_browser():
            with self.app.suspend():
                opened = open_link(url)
        else:
            opened = open_link(url)
        if opened.ok:
            self.say(f"{lead}{opened.message}")
        else:
            self.app.copy_to_clipboard(clean_line(url))
            self.say(f"{opened.message} Copied: {url}" if url not in opened.message else opened.message, "warning")
            self.tell_doubt()

    def action_copy_url(self) -> None:
        """The article's address to the clipboard."""
        article = self.article
        self._copy(article.url if article else None, "This article has no address.")

    def action_copy_doi(self) -> None:
        """The main paper's DOI to the clipboard."""
        article = self.article
        main = article.main if article else None
        self._copy(main.ids.get("doi") if main else None, "No DOI of a main paper known for this article.")

    def _copy(self, text: str | None, none: str) -> None:
        if text:
            self.copy(clean_line(text), text)
        else:
            self.say(none)
