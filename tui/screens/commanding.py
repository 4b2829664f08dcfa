"""The `:` line: every action by its name, and what may follow it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.theme import Theme

from store import Query, clean_line, query_terms
from tui.screens.carrying import Carrying
from tui.screens.frame import Frame
from tui.screens.references import Referring
from tui.screens.searching import SORTS
from tui.screens.sources import Sources
from tui.screens.viewing import Viewing

if TYPE_CHECKING:
    from tui.command_line import Command, CommandLine


class Commanding(Carrying, Referring, Sources, Viewing):
    """The key `:`, and a method `command_ID` for each action that takes a text there."""

    @cached_property
    def _typed_commands(self) -> list[str]:
        """What was typed in this session, the last one last."""
        return []

    @cached_property
    def command_line(self) -> "CommandLine":
        """The commands of this reader's table; what they may be followed by is read when it is asked for."""
        from tui.command_line import Argument, CommandLine
        from tui.screens.command_arguments import (
            export_argument,
            named,
            number_fault,
            path_argument,
            query_argument,
            tag_argument,
        )
        from tui.screens.theme_chooser import in_order

        query, orders = query_argument(self._query_values), named(lambda: SORTS, "order")
        themes = named(lambda: in_order(self.app.available_themes), "theme")
        arguments = {
            "open_reference": Argument(fault=number_fault), "go": Argument(fault=number_fault),
            "tag": tag_argument(self._tag_names, give=True), "untag": tag_argument(self._tag_names, give=False),
            "filter": query, "search": Argument(fault=query.fault), "sort": orders, "theme": themes,
            "views": named(lambda: [view.name for view in self.store.views()], "view"),
            "export": export_argument(), "add": path_argument(),
        }  # fmt: skip
        return CommandLine(self.keymap.actions, self.keymap.hint, arguments)

    def _tag_names(self) -> Sequence[str]:
        return [tag.name for tag in self._tags]

    def _query_values(self) -> dict[str, Sequence[str]]:
        feeds = self.store.feeds()
        titles = [feed.title for feed in feeds]
        folders = sorted({feed.folder for feed in feeds if feed.folder})
        return {**query_terms(), "tag": self._tag_names(), "feed": titles, "source": titles, "folder": folders}

    def action_command(self) -> None:
        """Ask for a command."""
        self.ask_command("")

    def ask_command(self, begun: str) -> None:
        """Open the line with what it begins with."""
        from tui.screens.command_prompt import CommandPrompt

        prompt = CommandPrompt(self.command_line, self._typed_commands, begun)
        self.app.push_screen(prompt, lambda command: self.do_command(command) if command else None)

    def ask_argument(self, id: str) -> None:
        """Open the line with a command that needs something after it."""
        self.ask_command(f"{id.replace('_', '-')} ")

    def do_command(self, command: "Command") -> None:
        """Do what a line says: with a text by `command_ID`, without one as its key does."""
        if command.text:
            self.attempt(lambda: getattr(self, f"command_{command.action.id}")(command.text))
        elif command.action.keyed:
            self.ask_argument(command.action.id)
        else:
            self.perform(command.action.id)

    def action_go(self) -> None:
        """Ask for the number."""
        self.ask_argument("go")

    def command_go(self, text: str) -> None:
        """The article with this number: in the list as it is, else among all articles, hidden ones too."""
        article = self.store.article(int(text))
        if article.id not in self.article_list.ids:
            self.listing = Query(scope="is:hidden" if article.hidden else "", sort=self.sort)
        if article.id in self.article_list.ids:
            self.article_list.go(self.article_list.ids.index(article.id))
            self.go_to("list")
        else:
            self.say(f"Article {article.id} is in no list: its text was let go.")

    def command_open_reference(self, text: str) -> None:
        """Reference N of the highlighted article."""
        self.open_number(int(text))

    def command_tag(self, text: str) -> None:
        """Give and take tags, at once."""
        from tui.screens.command_arguments import tags_of

        if meant := self.meant:
            self._tag(meant, *tags_of(text, give=True))

    def command_untag(self, text: str) -> None:
        """Take tags away."""
        from tui.screens.command_arguments import tags_of

        if meant := self.meant:
            self._tag(meant, *tags_of(text, give=False))

    def command_note(self, text: str) -> None:
        """Add a line to the note: what is there stays."""
        if article := self.article:
            before = self.store.note(article.id).rstrip()
            self._keep(article, f"{before}\n\n{text}" if before else text)

    def command_search(self, text: str) -> None:
        """The articles with these words, best first."""
        self._narrow(replace(self.listing, filter=text, sort="relevance", typing=False))

    def command_filter(self, text: str) -> None:
        """The articles of this place that the query finds."""
        sort = self.sort if self.listing.sort == "relevance" else self.listing.sort
        self._narrow(replace(self.listing, filter=text, sort=sort, typing=False))

    def _narrow(self, query: Query) -> None:
        if self.has_class("-zen"):
            self.perform("zen")
        keep = self.article.id if self.article else None
        self._article_before = keep
        self.set_reactive(Frame.listing, query)
        self.list_articles(keep if query.sort != "relevance" else None)
        self.tag_pane.follow(query)
        self.go_to("list")

    def command_sort(self, text: str) -> None:
        """The order of the list."""
        self._sort_by(next(sort for sort in SORTS if sort == text.strip().casefold()))

    def command_views(self, text: str) -> None:
        """Take a saved view."""
        from tui.screens.command_arguments import matching

        views = {view.name: view for view in self.store.views()}
        if name := matching(list(views), text):
            self._take_view(views[name])

    def command_export(self, text: str) -> None:
        """What is cited by the selection, else by this article, as FORMAT to FILE, else to the clipboard."""
        form, _, name = text.partition(" ")
        self.export_at_once(form, Path(name.strip()) if name.strip() else None)

    def command_pipe(self, text: str) -> None:
        """Give the article to a command, in the form used last."""
        from tui.screens.pipe_prompt import Pipe

        if article := self.article:
            self._last_pipe = Pipe(text, self._last_pipe.form if self._last_pipe else "plain text")
            self._hand_over(article, self._last_pipe)

    def command_add(self, text: str) -> None:
        """Add a file, a folder, an address or a DOI."""
        self._begin(text, again=False)

    def action_theme(self) -> None:
        """Show each theme while one is chosen."""
        from tui.screens.theme_chooser import ThemeChooser, in_order

        chooser = ThemeChooser(in_order(self.app.available_themes), self.app.theme)
        self.app.push_screen(chooser, lambda name: self._wear(name) if name else None)

    def command_theme(self, text: str) -> None:
        """Wear a theme from now on."""
        from tui.screens.command_arguments import matching
        from tui.screens.theme_chooser import in_order

        if name := matching(in_order(self.app.available_themes), text):
            self._wear(name)

    def _wear(self, name: str) -> None:
        """Wear a theme and have it remembered, also where it is worn already to be looked at."""
        self.app.theme = name
        worn: Theme = self.app.available_themes[name]
        self.app.theme_changed_signal.publish(worn)

    def command_help(self, text: str) -> None:
        """The help, with what to look for."""
        self.show_help(text)

    def action_help(self) -> None:
        """Every key; what is chosen there is done."""
        self.show_help("")

    def show_help(self, wanted: str) -> None:
        """Open the help, those of this pane first."""
        from tui.screens.help import Help

        self.app.push_screen(Help(self.keymap, self.context, wanted), lambda id: self.choose(id) if id else None)

    def choose(self, id: str) -> None:
        """Do an action that was picked from a list: one that needs a number asks for it."""
        if self.keymap.action(id).keyed:
            self.ask_argument(id)
        else:
            self.perform(id)

    def palette_places(self) -> Iterator[tuple[str, Callable[[], None]]]:
        """Every feed and saved view by name, with what lists it: for the palette."""
        for feed in self.store.feeds():
            yield f"Feed: {clean_line(feed.title)}", partial(self._list_feed, feed)
        for view in self.store.views():
            yield f"View: {clean_line(view.name)}", partial(self._take_view, view)

    # Marks that are not turned round

    def action_mark_read(self) -> None:
        """Read, whatever it was."""
        self._mark_as(read=True)

    def action_mark_unread(self) -> None:
        """Unread, and left so while it is shown."""
        self._mark_as(read=False)

    def _mark_as(self, *, read: bool) -> None:
        meant = self.meant
        count = self.store.mark(meant, read=read)
        if not read:
            self.keep_unread()
        self._marked(meant, f"marked {'read' if read else 'unread'}", count)
