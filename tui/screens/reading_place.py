"""How the article stands: the measure of its lines, and the place where its reading stopped."""

from functools import cached_property
from typing import Literal

from store import StoreError
from tui.screens.showing import Showing
from tui.widgets.article_view_scroll import MEASURES

STEP = 4
"""Columns a key adds to a line or takes from it."""

DEFAULT = 72


class ReadingPlace(Showing):
    """Places are kept when an article is left, not while it is scrolled."""

    _stood = 0.0
    """The place at which the article in sight was shown."""

    @cached_property
    def _places_due(self) -> dict[int, float]:
        """Places that could not be written yet."""
        return {}

    def on_mount(self) -> None:
        """The lines are as long as they were."""
        self._begin_measure()

    def _begin_measure(self) -> None:
        """The measure of config.toml, else the one used last."""
        self.view.measure = self.settings.measure or self.state.number("measure", DEFAULT, MEASURES)

    def action_longer_lines(self) -> None:
        """Four columns more."""
        self._measure_by(1)

    def action_shorter_lines(self) -> None:
        """Four columns less."""
        self._measure_by(-1)

    def _measure_by(self, direction: Literal[1, -1]) -> None:
        before = self.view.measure
        self.view.measure = before + direction * STEP
        measure, room = self.view.measure, self.view.room
        fits = f"; {room} have room" if room < measure else ""
        most = " is the most" if direction > 0 else " is the least"
        self.say(f"{measure} columns{fits if measure != before else most}")
        try:
            self.state.remember(measure=measure)
        except OSError as error:
            self.say(f"Could not keep the measure. {error}. It holds until you leave.", "warning")

    def draw_article(self) -> None:
        """Draw it; another article where its reading stopped."""
        article = self.article
        another = article is not None and article.id != self._shown
        if another:
            self.keep_place()
        super().draw_article()
        if another and article:
            due = self._places_due
            self.view.restore(due[article.id] if article.id in due else self.store.place(article.id))
            self._stood = self.view.place

    def _show_nothing(self) -> None:
        """No article: what was in sight is left."""
        self.keep_place()
        super()._show_nothing()

    def keep_place(self) -> None:
        """Keep where the article in sight was left, if it was scrolled. A locked library is tried again later."""
        due = self._places_due
        if self._shown is not None and self.view.place != self._stood:
            due[self._shown] = self.view.kept_place
            self._stood = self.view.place
        for article_id in list(due):
            try:
                self.store.keep_place(article_id, due[article_id])
            except StoreError:
                return
            del due[article_id]

    def on_unmount(self) -> None:
        """Leaving the reader is leaving the article."""
        self.keep_place()
