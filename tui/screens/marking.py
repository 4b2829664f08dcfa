"""Marking: read, starred, tagged; and taking it back."""

from collections.abc import Sequence

from store import Article
from tui.screens.moving import Moving
from tui.screens.tag_prompt import TagPrompt


class Marking(Moving):
    """The keys that change what the reader has done with an article. Each can be undone."""

    _last_tags: tuple[str, ...] = ()

    def action_toggle_read(self) -> None:
        """Read becomes unread and stays so until left; unread becomes read."""
        if article := self.article:
            self.store.mark([article.id], read=not article.read)
            if article.read:
                self.keep_unread()
            self.changed()

    def action_star(self) -> None:
        """Give or take the star."""
        if article := self.article:
            self.store.mark([article.id], starred=not article.starred)
            self.changed()

    def action_tag(self) -> None:
        """Ask for tags to give."""
        if article := self.article:
            known = [tag.name for tag in self.store.tags()]
            self.app.push_screen(
                TagPrompt("Add tags", known),
                lambda names: self.attempt(lambda: self._tag(article, tuple(names or ()), ())),
            )

    def action_untag(self) -> None:
        """Ask which of its tags to take away."""
        if (article := self.article) is None:
            return
        if not article.tags:
            self.say("No tags on this article. t adds one.")
            return
        self.app.push_screen(
            TagPrompt("Remove tags", article.tags, create=False),
            lambda names: self.attempt(lambda: self._tag(article, (), tuple(names or ()))),
        )

    def action_repeat_tag(self) -> None:
        """Give the last tags to this article too."""
        if not self._last_tags:
            self.say("No tag given yet. t adds one.")
        elif article := self.article:
            self._tag(article, self._last_tags, ())

    def _tag(self, article: Article, add: Sequence[str], remove: Sequence[str]) -> None:
        if not add and not remove:
            return
        self._last_tags = tuple(add) or self._last_tags
        self.store.tag([article.id], add=add, remove=remove)
        self.changed()
        self.count_tags()
        self.draw_article()
        self.say(f"Tagged {', '.join(add)}" if add else f"Removed {', '.join(remove)}")

    def action_undo(self) -> None:
        """Take back the last change, whenever it was made."""
        undone = self.store.undo()
        if undone is None:
            self.say("Nothing to undo.")
            return
        article = self.article
        self.list_articles(keep=article.id if article else None)
        self.keep_unread()
        self.changed()
        self.count_tags()
        self.draw_article()
        articles = "1 article" if undone.count == 1 else f"{undone.count:,} articles"
        self.say(f"Undone: {undone.label} ({articles})")
