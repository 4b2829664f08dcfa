"""Articles like the highlighted one."""

from textual import on, work

from store import Store, StoreError
from tui.messages import RelatedFound
from tui.screens.citing import Tracing


class Relating(Tracing):
    """The key that asks what else is like this."""

    def action_related(self) -> None:
        """Look for articles like this one, beside the screen."""
        if article := self.article:
            self._look_for_related(article.id)

    @work(thread=True, exclusive=True, group="related")
    def _look_for_related(self, id: int) -> None:
        try:
            with Store(self.store.path, now=self.store.now) as store:
                self.post_message(RelatedFound(id, store.articles(store.related(id))))
        except StoreError as error:
            self.post_message(RelatedFound(id, (), str(error)))

    @on(RelatedFound)
    def _related_found(self, event: RelatedFound) -> None:
        from tui.screens.relating_screen import RelatedScreen

        article = self.article
        if not self.is_current or article is None or article.id != event.article:
            return  # the reader has gone on meanwhile
        if event.error:
            self.say(event.error, "error")
        elif not event.found:
            self.say("Nothing in your library is like this article.")
        else:
            self.app.push_screen(
                RelatedScreen(self.keymap, article.title, event.found, self.now()),
                lambda id: None if id is None else self.attempt(lambda: self.show_in_library(id)),
            )
