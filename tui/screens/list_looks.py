"""How the list looks: lines an article has, and what articles are grouped by."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Literal, get_args

from textual import on

from store import Query, Sort
from tui.messages import TagsCounted
from tui.screens.search_asking import is_short
from tui.screens.searching import Searching
from tui.settings import Group

GROUPS: tuple[Group, ...] = ("day", "feed", "digest", "none")
_MEANING = {
    "day": "day: today, yesterday, this week, then months",
    "feed": "feed: the list in the order of feeds",
    "digest": "digest: its items under its title, the rest by day",
    "none": "none: no headings",
}
_BY_DATE: tuple[Sort, ...] = ("newest", "oldest", "added")

Lines = Literal[1, 2]


class ListLooks(Searching):
    """The keys that change how the list looks. The file of settings decides at the start, else what was used last."""

    _lines: int | None = None
    _group: Group = "day"

    def on_mount(self) -> None:
        """Look as the settings say, or as last time."""
        articles = self.article_list
        articles.snippets = self._snippets
        remembered = self.state.number("lines", 0, range(1, 3)) or None
        self._lines = self.settings.lines or remembered
        word = self.state.word("group", "day", GROUPS)
        last: Group = next(group for group in GROUPS if group == word)
        self._group = self.settings.group or last
        articles.look(lines=self._lines, group=self._group)
        if self._group == "feed":
            self.sort = "feed"
            self.listing = replace(self.listing, sort="feed")
        self._wait_for_midnight()

    def _wait_for_midnight(self) -> None:
        """Today is yesterday then."""
        now = self.now()
        tomorrow = datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)
        self.set_timer((tomorrow - now).total_seconds() + 1, self._midnight)

    def _midnight(self) -> None:
        self.article_list.lay_again()
        self._wait_for_midnight()

    @on(TagsCounted)
    def _tags_coloured(self, event: TagsCounted) -> None:
        self.article_list.colour_tags({tag.name.casefold(): tag.colour for tag in event.tags if tag.colour})

    def _snippets(self, ids: Sequence[int], query: Query) -> Mapping[int, str]:
        return {} if is_short(query) else self.words_around(ids, query)

    def action_list_lines(self) -> None:
        """One line an article, or two."""
        self._lines = 1 if self.article_list.row_lines == 2 else 2
        self._look_so(f"{self._lines} {'line' if self._lines == 1 else 'lines'} an article", lines=self._lines)

    def action_group_by(self) -> None:
        """Ask what the list is grouped by."""
        from tui.screens.chooser import Chooser

        rows = [f"{_MEANING[group]}{'  ✓' if group == self._group else ''}" for group in GROUPS]
        self.app.push_screen(
            Chooser("Group the list by", rows),
            lambda index: None if index is None else self.attempt(lambda: self._group_by(GROUPS[index])),
        )

    def _group_by(self, group: Group) -> None:
        """Group so; an order in which these groups do not stand together gives way to one in which they do."""
        self._group = group
        self._look_so("No headings" if group == "none" else f"Grouped by {group}", group=group)
        sort = _fitting(group, self.listing.sort)
        if sort != self.listing.sort:
            self._sort_by(sort)

    def _look_so(self, told: str, **kept: int | str) -> None:
        self.article_list.look(lines=self._lines, group=self._group)
        try:
            self.state.remember(**kept)
        except OSError as error:
            self.say(f"{told}. This could not be remembered: {error}", "warning")
        else:
            self.say(told)


def _fitting(group: Group, sort: Sort) -> Sort:
    """The order the groups can be seen in: the one there is, if it can be."""
    if group == "feed":
        return "feed"
    fits = (*_BY_DATE, "feed") if group == "digest" else _BY_DATE if group == "day" else get_args(Sort)
    return sort if sort in fits else "newest"
