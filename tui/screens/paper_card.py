"""The card of a paper: whether it stands, its abstract beside what the article says, who reported it and when."""

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from store import Article, NotFoundError, Reference, Store, StoreError
from tui.paper_words import DOUBTED, status_mark
from tui.screens.asking_papers import ShowingPapers
from tui.screens.citing import work_name
from tui.screens.paper_card_page import Said, card_page
from tui.screens.queue_chooser import ask_state, said
from tui.screens.row_screen import Key, RowScreen
from tui.widgets.card_rows import CardList
from tui.widgets.paper_rows import title_of

if TYPE_CHECKING:
    from store import Card, Claim, Fact, QueueState
    from tui.screens.papering import Papering

MOST_READ = 200_000
"""Characters of an article that are read for what it claims."""


class PaperCard(RowScreen[int], ShowingPapers):
    """Answers the id of an article to be shown, or None."""

    AUTO_FOCUS = "CardList"
    KEYS = (
        Key("Enter", ("enter", "l", "right"), "open", "follow"),
        Key("d", ("d",), "paper", "open"),
        Key("b", ("b",), "queue", "queue"),
        Key("c", ("c",), "cited by", "citing"),
        Key("y", ("y",), "DOI", "copy"),
        Key("x", ("x",), "export", "export"),
        Key("r", ("r",), "ask", "ask"),
        replace(RowScreen.UNDO, quiet=True),
        RowScreen.BACK,
    )
    DEFAULT_CSS = """
    PaperCard CardList { max-width: 140; padding: 0 0; }
    PaperCard #row-heading, PaperCard #row-about { display: none; }
    """

    @dataclass
    class TextRead(Message):
        """What the text says: of the study, and claims."""

        claims: "tuple[Claim, ...]"
        facts: "tuple[Fact, ...]"

    def __init__(self, reader: "Papering", store: Store, paper: int, article: Article | None) -> None:
        self.lines = CardList()
        super().__init__(store, self.lines)
        self._reader = reader
        self._paper = paper
        self._said = Said(article)
        self.card: Card = store.card(paper)

    def on_mount(self) -> None:
        """Show the card; what takes longer than a key may comes a moment later."""
        self._read_text()

    def read(self) -> None:
        """Read the card again and show it."""
        self.card = self._read_card()
        ways = self._reader.ways_to(self.card.paper, self.card.access)
        self.lines.show(card_page(self.card, self._said, ways, self._reader.now()))
        self.tell()

    def _read_card(self) -> "Card":
        """The card as it is now. Two papers may have become one: then it goes on as the other."""
        try:
            return self.store.card(self._paper)
        except NotFoundError:
            name = work_name(Reference(None, "", ids=self.card.paper.ids))
        try:
            self._paper = self.store.paper_named(name or "")
            return self.store.card(self._paper)
        except StoreError as error:
            self.say(str(error), "error")
            return self.card

    def papers_changed(self) -> None:
        """Services said something: there may be an abstract now."""
        self.attempt(lambda: None)
        self._read_text()

    def told(self) -> tuple[str, str]:
        """What the card is about."""
        mark = status_mark(self.card.paper.status.kind)
        return f"Paper   {f'{mark} ' if mark == DOUBTED else ''}{title_of(self.card.paper)}", ""

    def _read_text(self) -> None:
        """Read what the article says; of a paper without one, what its abstract states."""
        article, record = self._said.article, self.card.record
        body = self.store.body(article.id) if article else record.abstract if record else ""
        self._look_at(body[:MOST_READ], article.title if article else self.card.paper.title or "", bool(article))

    @work(thread=True, exclusive=True, group="card")
    def _look_at(self, body: str, title: str, with_claims: bool) -> None:
        from store import claims, study_facts

        found = claims(title, body) if with_claims else ()
        self.post_message(self.TextRead(found, study_facts(body, title)))

    @on(TextRead)
    def _text_read(self, event: TextRead) -> None:
        self._said = replace(self._said, claims=event.claims, facts=event.facts)
        self.attempt(lambda: None)

    # Keys

    def do_follow(self) -> None:
        """Where the line under the cursor leads."""
        target = self.lines.target
        if target is None:
            self.say("Nothing to open on this line. j and k go to the articles; d opens the paper.")
        elif target.kind == "article":
            self.dismiss(target.id)
        elif target.kind == "url":
            self._reader.go_out(target.url)
        else:
            self._reader.show_card(target.id, None, self._show_article)

    def _show_article(self, article: int) -> None:
        self.dismiss(article)

    def do_open(self) -> None:
        """The paper in the browser, by the first way there is."""
        self._reader.open_known(self.card.paper)

    def do_queue(self) -> None:
        """Choose its place in the queue."""
        paper = self.card.paper
        ask_state(self.app, title_of(paper), paper.queued, lambda *to: self.attempt(partial(self._queue, *to)))

    def _queue(self, state: "QueueState | None", reason: str) -> None:
        self.say(said(self.store.queue_papers([self._paper], state, reason), state, "U"))

    def do_citing(self) -> None:
        """The articles that cite it."""
        self._reader.cited_by(self.card.paper, self._show_article)

    def do_copy(self) -> None:
        """Its DOI, else its best identifier."""
        ids = self.card.paper.ids
        if id := ids.get("doi") or next(iter(ids.values()), ""):
            self._reader.copy(id, id)

    def do_export(self) -> None:
        """This paper."""
        self._reader.export_papers(self.card.paper, [self._paper])

    def do_ask(self) -> None:
        """Ask services now, whatever was said before."""
        self._reader.ask_about_papers([self._paper], again=True, access=True)
