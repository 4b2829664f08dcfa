"""Selecting articles: what the marking keys act on, if anything is selected."""

from collections.abc import Sequence

from tui.screens.stepping import Stepping


class Selecting(Stepping):
    """The keys that select, and the articles that are meant."""

    @property
    def meant(self) -> Sequence[int]:
        """The selected articles in the order of the list, else the highlighted one, else none."""
        selected = self.article_list.selected
        if selected:
            return [id for id in self.article_list.ids if id in selected]
        return [self.article.id] if self.article else []

    def action_select(self) -> None:
        """Select the highlighted article, or no longer."""
        if article := self.article:
            self._select(self.article_list.selected ^ {article.id})

    def action_select_all(self) -> None:
        """Select all that is listed; if it is, none."""
        every = frozenset(self.article_list.ids)
        self._select(frozenset() if self.article_list.selected == every else every)

    def unselect_all(self) -> bool:
        """Select nothing; False if nothing was selected."""
        had = bool(self.article_list.selected)
        if had:
            self._select(frozenset())
        return had

    def _select(self, ids: frozenset[int]) -> None:
        self.article_list.select(ids)
        self._show_place()
        self.show_hints()


def articles(count: int) -> str:
    """1 article, 37 articles."""
    return "1 article" if count == 1 else f"{count:,} articles"
