"""Every paper the library cites, in one list: whether it stands, what the reader means to do with it, and export."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message
from textual.widgets import Input

from store import PaperQuery, StoppedError, Store, StoreError
from tui.paper_words import QUEUE_WORDS, STATUS_WORDS
from tui.screens.asking_papers import ShowingPapers
from tui.screens.chooser import Chooser
from tui.screens.queue_chooser import ask_state, said
from tui.screens.row_finding import RowFinding
from tui.screens.row_screen import Key
from tui.widgets.article_rows import TO_READ
from tui.widgets.paper_rows import PaperList, about_paper, paper_heading, title_of

if TYPE_CHECKING:
    from store import Paper, PaperSort, QueueState
    from tui.screens.papering import Papering

QUEUE = PaperQuery(state=("get", "to-read", "reading"), sort="added")
"""The papers that are still to be read, the one that waits longest first."""

_SORTS: tuple[tuple["PaperSort", str], ...] = (
    ("cited", "most cited first"), ("year", "newest first"), ("journal", "by journal"), ("title", "by title"),
    ("status", "gravest notice first"), ("added", "longest waiting first"),
)  # fmt: skip
_FILTERS: tuple[tuple[str, PaperQuery], ...] = (
    ("all papers", PaperQuery()),
    ("in the queue", PaperQuery(state=QUEUE.state)),
    *((words, PaperQuery(state=(state,))) for state, words in QUEUE_WORDS.items()),
    ("retracted or withdrawn", PaperQuery(status=("retracted", "withdrawn"))),
    *((STATUS_WORDS[kind], PaperQuery(status=(kind,))) for kind in ("concern", "corrected", "none", "unchecked")),
)


class PapersScreen(RowFinding[int], ShowingPapers):
    """Answers the id of an article to be shown, or None."""

    AUTO_FOCUS = "PaperList"
    KEYS = (
        Key("Enter", ("enter", "l", "right"), "card", "card"),
        Key("d", ("d",), "paper", "open"),
        Key("b", ("b",), "queue", "queue"),
        Key("c", ("c",), "cited by", "citing"),
        Key("/", ("/",), "find", "find"),
        Key("f", ("f", "F"), "filter", "filter"),
        Key("\\", ("\\",), "sort", "sort"),
        Key("x", ("x",), "export", "export"),
        Key("r", ("r",), "ask services about these", "ask", quiet=True),
        replace(RowFinding.UNDO, quiet=True),
        RowFinding.BACK,
    )
    DEFAULT_CSS = "PapersScreen #row-about { height: 5; }"  # the list keeps its place from paper to paper

    @dataclass
    class Found(Message):
        """The papers of a query whose words are being typed, or why there are none."""

        query: PaperQuery
        ids: Sequence[int]
        error: str = ""

    def __init__(self, reader: "Papering", store: Store, query: PaperQuery | None = None) -> None:
        self.papers = PaperList(store.papers)
        super().__init__(store, self.papers)
        self.query_now = query or PaperQuery()
        self._reader = reader
        self._queued = 0
        self._asked: Store | None = None

    def heading(self, width: int) -> str:
        """The names of the columns."""
        return paper_heading(width)

    def read(self) -> None:
        """Read the ids again; the cursor stays on its paper."""
        before = self.papers.paper
        self._queued = sum(count for state, count in self.store.queue_counts().items() if state in TO_READ)
        self.papers.show(self.store.paper_ids(self.query_now), before.id if before else None)
        self.tell()

    def papers_changed(self) -> None:
        """Services said something about papers: show it."""
        self.attempt(lambda: None)

    def told(self) -> tuple[str, str]:
        """How many there are of which kind; who wrote the marked one, whether it stands, its place in the queue."""
        count, paper = self.papers.count, self.papers.paper
        works = "1 work" if count == 1 else f"{count:,} works"
        only = [name for name, query in _FILTERS[1:] if self._is_filtered_by(query)]
        queued = [] if self.query_now.state else [f"{self._queued:,} in the queue"]
        parts = ("Papers", *only, works, *queued, dict(_SORTS)[self.query_now.sort])
        place = f"{' · '.join(parts)}   {self.papers.cursor + 1:,}/{count:,}"
        return place, about_paper(paper, self._reader.now(), self.size.width - 2) if paper else self._nothing()

    def _nothing(self) -> str:
        if self.query_now == QUEUE:
            return "No paper is in your queue. b puts one there: here, or on an article. f shows all papers."
        if self.query_now.words or self._is_filtered:
            return "No paper is like this. f, then 1 shows all; Esc ends finding."
        return "No paper yet: no article of this library names one."

    def _is_filtered_by(self, query: PaperQuery) -> bool:
        return (query.state, query.status) == (self.query_now.state, self.query_now.status)

    @property
    def _is_filtered(self) -> bool:
        return bool(self.query_now.state or self.query_now.status)

    # Keys

    def do_card(self) -> None:
        """All that is known of the paper."""
        if paper := self.papers.paper:
            self._reader.show_card(paper.id, None, self._show_article)

    def do_open(self) -> None:
        """The paper in the browser."""
        if paper := self.papers.paper:
            self._reader.open_known(paper)

    def do_citing(self) -> None:
        """The articles that cite it."""
        if paper := self.papers.paper:
            self._reader.cited_by(paper, self._show_article)

    def _show_article(self, article: int) -> None:
        self.dismiss(article)

    def do_export(self) -> None:
        """This paper, or all that are listed."""
        self._reader.export_papers(self.papers.paper, list(self.papers.ids))

    def do_ask(self) -> None:
        """Ask services about all that are listed."""
        self._reader.ask_about_papers(list(self.papers.ids))

    def do_queue(self) -> None:
        """Choose its place in the queue."""
        if paper := self.papers.paper:
            ask_state(
                self.app, title_of(paper), paper.queued, lambda *to: self.attempt(partial(self._queue, paper, *to))
            )

    def _queue(self, paper: "Paper", state: "QueueState | None", reason: str) -> None:
        self.say(said(self.store.queue_papers([paper.id], state, reason), state, "U"))

    def do_sort(self) -> None:
        """Choose the order."""
        rows = [words for _, words in _SORTS]
        self.app.push_screen(Chooser("In which order?", rows), self._sort)

    def _sort(self, index: int | None) -> None:
        if index is not None:
            self._ask(replace(self.query_now, sort=_SORTS[index][0]))

    def do_filter(self) -> None:
        """Choose by place in the queue, or by status."""
        rows = [name for name, _ in _FILTERS]
        self.app.push_screen(Chooser("Which papers?", rows), self._filter)

    def _filter(self, index: int | None) -> None:
        if index is not None:
            wanted = _FILTERS[index][1]
            self._ask(replace(self.query_now, state=wanted.state, status=wanted.status))

    def _ask(self, query: PaperQuery) -> None:
        self.query_now = query
        self.attempt(lambda: None)

    # Finding

    def do_find(self) -> None:
        """Type words of title, journal, authors, or an id."""
        line = self.query_one(Input)
        line.display = True
        line.focus()

    @on(Input.Changed, "#row-find")
    def _finding(self, event: Input.Changed) -> None:
        self.query_now = replace(self.query_now, words=event.value)
        if self._asked:
            self._asked.interrupt()
        self._look_for(self.query_now)

    @work(thread=True, exclusive=True, group="find-papers")
    def _look_for(self, query: PaperQuery) -> None:
        """Ask beside the screen: every title is looked at, and a letter may not wait for that."""
        try:
            with Store(self.store.path, now=self.store.now) as store:
                self._asked = store
                if query == self.query_now:
                    self.post_message(self.Found(query, store.paper_ids(query)))
        except StoppedError:
            pass  # a newer letter came
        except StoreError as error:
            self.post_message(self.Found(query, (), str(error)))

    @on(Found)
    def _looked_for(self, event: Found) -> None:
        if event.error:
            self.say(event.error, "error")
        elif event.query == self.query_now:
            self.papers.show(event.ids)
            self.tell()
