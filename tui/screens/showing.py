"""Showing the highlighted article, and knowing when it has been read."""

from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.timer import Timer

from store import Article, NotFoundError, Reference
from tui.messages import StudyRead
from tui.screens.detail import document, nothing
from tui.screens.detail_background import Background, background, papers_behind
from tui.screens.frame import Frame
from tui.screens.nothing import nothing_listed
from tui.widgets.bars import StatusBar
from tui.widgets.row_list import RowList

SHOW_AFTER = 0.04
"""Seconds the cursor must rest before the detail is drawn, so that holding j paints only the list."""

READ_AFTER = 1.0
"""Seconds an article must be shown before it counts as read: going past it is not reading."""

STUDIES_AFTER = 0.5
"""Seconds after the first paint until texts are read for what they say of their study: what does that takes long to
load, and the first keys come first."""

LONG, LONG_AFTER = 16_000, 0.4
"""Characters of a text that is read after so many seconds only: the next key would have to share the processor."""

MOST_STUDIED = 60_000
"""Characters of a text that are read for what it says of its study: some 0.2 s beside the screen."""

_MOST_KEPT = 200
"""Texts whose study is remembered."""

if TYPE_CHECKING:
    from store import Fact


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the article in sight was drawn from."""

    article: Article
    references: list[Reference]
    body: str
    known: Background


class Showing(Frame):
    """The detail follows the cursor; what stays in sight for a moment becomes read."""

    _showing: Timer | None = None
    _reading: Timer | None = None
    _kept_unread: int | None = None
    _shown: int | None = None
    _drawn_from: Drawn | None = None
    _studying = False
    _study: Timer | None = None
    _gone_to: int | None = None
    """The article the reader went to: what slides under the cursor when a list is made anew was not chosen."""

    @on(RowList.Moved, "#articles")
    def _moved(self) -> None:
        self._gone_to = self.article.id if self.article else None
        self.highlighted()
        self.paint(self.article_list, self.query_one(StatusBar))

    def highlighted(self) -> None:
        """Another article: the list is painted first, the detail after a rest."""
        super().highlighted()
        self._kept_unread = None
        self._stop(self._reading)
        self._stop(self._showing)
        self._showing = self.set_timer(SHOW_AFTER, lambda: self.attempt(self.show_article))

    def show_article(self) -> None:
        """Draw the highlighted article at once, if it is not the one in sight."""
        self._stop(self._showing)
        article = self.article
        if article is None:
            self._show_nothing()
            return
        if article.id != self._shown:
            self.draw_article()
        self.watch_reading()

    def draw_article(self) -> None:
        """Draw the highlighted article from what the library holds now."""
        article = self.article
        if article is None:
            return
        try:
            body, references = self.store.body(article.id), self.store.references(article.id)
        except NotFoundError:  # another program took it away since the list was made
            body, references = "", []
        self._shown = article.id
        self._drawn_from = Drawn(article, references, body, background(self.store, article, references))
        if self._at_rest:
            self._fill_in()
        else:  # the first paint waits for nothing that can come after it
            self._draw()

    def after_first_paint(self) -> None:
        """What is known of papers comes in, too."""
        super().after_first_paint()
        self.call_after_refresh(lambda: self.attempt(self._fill_in))
        self.set_timer(STUDIES_AFTER, self._begin_studies)

    def _begin_studies(self) -> None:
        self._studying = True
        self.attempt(self._fill_in)

    def _draw(self) -> None:
        if one := self._drawn_from:
            shown = document(one.article, one.references, one.body, self.now(), one.known)
            if shown != self.view.document:
                self.view.show(shown)

    def _fill_in(self) -> None:
        """Draw with what is known of the papers; what the text says of its study comes as soon as it is read."""
        if (one := self._drawn_from) is None:
            return
        text = hash(one.body)
        facts = self._studies.get((one.article.id, text))
        papers = papers_behind(self.store, one.references)
        self._drawn_from = replace(one, known=replace(one.known, papers=papers, facts=facts))
        self._draw()
        self._stop(self._study)
        if facts is None and one.body and self._studying:
            read = partial(self._read_study, one.article.id, text, one.body[:MOST_STUDIED], one.article.title)
            if len(one.body) < LONG:
                read()
            else:
                self._study = self.set_timer(LONG_AFTER, read)

    @cached_property
    def _studies(self) -> "dict[tuple[int, int], tuple[Fact, ...]]":
        """What texts that were read lately say of their studies."""
        return {}

    @work(thread=True, exclusive=True, group="study")
    def _read_study(self, article: int, text: int, body: str, title: str) -> None:
        """Read a text sentence by sentence, beside the screen."""
        from store import study_facts

        self.post_message(StudyRead(article, text, study_facts(body, title)))

    @on(StudyRead)
    def _study_read(self, event: StudyRead) -> None:
        if len(self._studies) >= _MOST_KEPT:
            self._studies.clear()
        self._studies[event.article, event.text] = event.facts
        one = self._drawn_from
        if one and (one.article.id, hash(one.body)) == (event.article, event.text):
            self._drawn_from = replace(one, known=replace(one.known, facts=event.facts))
            self._draw()

    def _show_nothing(self) -> None:
        self._shown = self._drawn_from = None
        self.view.show(nothing(nothing_listed(self.keymap, self.listing)))

    def watch_reading(self) -> None:
        """Begin the moment after which the article in sight counts as read."""
        self._stop(self._reading)
        if self._in_sight():
            self._reading = self.set_timer(READ_AFTER, self._read_enough)

    def watch_pane(self) -> None:
        """Looking through the tags is not reading; coming back to the article is."""
        super().watch_pane()
        self.attempt(self.show_article)

    def read_now(self) -> None:
        """The article was opened: it is read, unless it was marked unread on purpose while it is shown."""
        article = self.article
        if article and not article.read and self._kept_unread != article.id and not self.store.read_only:
            self.store.mark([article.id], read=True)
            self.changed()

    def keep_unread(self) -> None:
        """Marked unread on purpose: looking at it longer does not change that."""
        self._kept_unread = self.article.id if self.article else None

    def _read_enough(self) -> None:
        article = self.article
        chosen = article and (self.pane == "detail" or article.id == self._gone_to)
        if chosen and article and article.id == self._shown and self._in_sight():
            self.attempt(self.read_now)

    def _in_sight(self) -> bool:
        """Whether the detail is on the screen and the keys are with the articles."""
        if self.pane == "tags" or not self.is_current:
            return False
        return self.pane == "detail" or not self.has_class("-narrow")

    @staticmethod
    def _stop(timer: Timer | None) -> None:
        if timer:
            timer.stop()
