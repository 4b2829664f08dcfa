"""Marking: read, starred, hidden, tagged; and taking it back."""

from collections.abc import Sequence

from textual import on, work

from store import Store, StoreError
from tui.messages import TagsSuggested
from tui.screens.selecting import Selecting, articles

_MOST_LOOKED_AT = 500
"""Articles whose tags are read to offer them for taking away; of more, every tag is offered."""


class Marking(Selecting):
    """The keys that change what the reader has done with the articles that are meant. Each can be undone."""

    _last_tags: tuple[str, ...] = ()

    def action_toggle_read(self) -> None:
        """Read becomes unread and stays so until left; of several, the unread become read first."""
        meant = self.meant
        unread = self.store.without("read", meant)
        count = self.store.mark(meant, read=bool(unread))
        if not unread:
            self.keep_unread()
        self._marked(meant, f"marked {'read' if unread else 'unread'}", count)

    def action_star(self) -> None:
        """Give or take the star; of several, those without get it first."""
        meant = self.meant
        bare = self.store.without("starred", meant)
        count = self.store.mark(meant, starred=bool(bare))
        self._marked(meant, "starred" if bare else "unstarred", count)

    def _marked(self, meant: Sequence[int], what: str, count: int) -> None:
        """Paint it; of one article the row says it, of several a message does."""
        if meant:
            self.changed()
        if len(meant) > 1:
            self.say(f"{articles(count)} {what}. U takes it back.")

    def action_mark_all_read(self) -> None:
        """Everything that is selected, else listed: the number is said before more than one is marked."""
        from tui.screens.confirm import Confirm

        shown = self.meant if self.article_list.selected else self.article_list.ids
        unread = self.store.without("read", shown)
        if not unread:
            self.say("Nothing unread here.")
        elif len(unread) == 1:
            self._mark_read(unread)
        else:
            self.app.push_screen(
                Confirm(f"Mark {articles(len(unread))} read?"),
                lambda yes: self.attempt(lambda: self._mark_read(unread)) if yes else None,
            )

    def _mark_read(self, ids: Sequence[int]) -> None:
        count = self.store.mark(ids, read=True)
        self.changed()
        self.say(f"{articles(count)} marked read. U takes it back.")

    def action_hide(self) -> None:
        """Out of every list; where hidden ones are listed, back into them."""
        meant = self.meant
        if not meant:
            return
        hide = bool(self.store.without("hidden", meant))
        count = self.store.mark(meant, hidden=hide)
        self._take_out(meant)
        self.changed()
        self.count_tags()
        self.say(f"{articles(count)} {'hidden' if hide else 'shown again'}. U takes it back.")

    def _take_out(self, ids: Sequence[int]) -> None:
        """Take rows out of the list without reading it again, for what was read meanwhile stays in it."""
        gone, rows = set(ids), self.article_list
        below = (id for id in rows.ids[max(rows.cursor, 0) :] if id not in gone)
        rows.show([id for id in rows.ids if id not in gone], next(below, None), len(rows.ids))
        self.highlighted()

    def action_tag(self) -> None:
        """Ask for tags to give; what fits the highlighted article is offered as soon as it is found."""
        from tui.screens.tag_prompt import TagPrompt

        if meant := self.meant:
            has = set(self.article.reader_tags) if self.article and len(meant) == 1 else set()
            known = [tag.name for tag in self._tags if tag.name not in has]  # as last counted: counting takes long
            self.app.push_screen(
                TagPrompt(f"Add tags{_to(meant)}", known),
                lambda names: self.attempt(lambda: self._tag(meant, tuple(names or ()), ())),
            )
            self._suggest(self.article.id if self.article else meant[0])

    @work(thread=True, exclusive=True, group="suggest")
    def _suggest(self, id: int) -> None:
        try:
            with Store(self.store.path, now=self.store.now) as store:
                self.post_message(TagsSuggested(id, store.suggest_tags(id)))
        except StoreError:
            return  # nothing is suggested then

    @on(TagsSuggested)
    def _suggested(self, event: TagsSuggested) -> None:
        from tui.screens.tag_prompt import TagPrompt

        prompt, article = self.app.screen, self.article
        if isinstance(prompt, TagPrompt) and article and article.id == event.article:
            prompt.suggest(event.suggestions)

    def action_untag(self) -> None:
        """Ask which of their tags to take away."""
        from tui.screens.tag_prompt import TagPrompt

        meant = self.meant
        if not meant:
            return
        if not (carried := self._carried(meant)):
            self.say(f"No tags on {'this article' if len(meant) == 1 else 'these articles'}. t adds one.")
            return
        self.app.push_screen(
            TagPrompt(f"Remove tags{_to(meant, 'from')}", carried, create=False),
            lambda names: self.attempt(lambda: self._tag(meant, (), tuple(names or ()))),
        )

    def _carried(self, ids: Sequence[int]) -> list[str]:
        """The tags of these articles, each once."""
        if len(ids) > _MOST_LOOKED_AT:
            return [tag.name for tag in self.store.tags()]
        return list(dict.fromkeys(tag for article in self.store.articles(ids) for tag in article.tags))

    def action_repeat_tag(self) -> None:
        """Give the last tags to what is meant now."""
        if not self._last_tags:
            self.say("No tag given yet. t adds one.")
        elif meant := self.meant:
            self._tag(meant, self._last_tags, ())

    def _tag(self, ids: Sequence[int], add: Sequence[str], remove: Sequence[str]) -> None:
        if not add and not remove:
            return
        self._last_tags = tuple(add) or self._last_tags
        count = self.store.tag(ids, add=add, remove=remove)
        self.changed()
        self.count_tags()
        self.draw_article()
        what = f"Tagged {', '.join(add)}" if add else f"Removed {', '.join(remove)}"
        self.say(f"{what}: {articles(count)}" if len(ids) > 1 else what)

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
        self.say(f"Undone: {undone.label} ({undone.count:,} {undone.what}{'s' * (undone.count != 1)})")


def _to(ids: Sequence[int], word: str = "to") -> str:
    return f" {word} {articles(len(ids))}" if len(ids) > 1 else ""
