"""The tour: when it is offered, and that it is offered once."""

from contextlib import suppress

from tui.screens.refreshing import Feeding


class Touring(Feeding):
    """The key of the tour. It is offered when the first articles came, and never begins by itself."""

    def take_in(self) -> None:
        """The first articles came: the tour has something to show."""
        empty = self.has_class("-empty")
        super().take_in()
        if empty and not self.has_class("-empty"):
            self.offer_tour()

    def offer_tour(self) -> None:
        """Say once that there is a tour."""
        if not self.state.word("tour", ""):
            self._remember_tour("offered")
            key = self.keymap.hint(self.keymap.action("tour"))
            self.notify(f"New here? {key} shows this screen in two minutes.", markup=False, timeout=12)

    def action_tour(self) -> None:
        """Show it."""
        from tui.screens.tour import Tour
        from tui.screens.tour_pages import pages

        if not isinstance(self.app.screen, Tour):
            self._remember_tour("taken")
            self.app.push_screen(Tour(pages(self.keymap)))

    def _remember_tour(self, what: str) -> None:
        with suppress(OSError):  # a tour that is offered twice does no harm
            self.state.remember(tour=what)
