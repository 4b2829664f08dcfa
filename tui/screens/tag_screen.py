"""The tags: renamed, merged, deleted, coloured, adopted; and the way to the rules that give them."""

from collections.abc import Sequence
from dataclasses import replace

from textual import on
from textual.widgets import Input

from store import Store, Tag, clean_line, fold
from tui.screens.add_prompt import LinePrompt, beginning
from tui.screens.colour_prompt import ColourPrompt
from tui.screens.row_finding import RowFinding
from tui.screens.row_screen import Key
from tui.screens.rule_screen import RuleScreen
from tui.screens.selecting import articles
from tui.widgets.tag_list import NO_COLOUR, TagList, TagRow, matching_tags, tag_heading


class TagScreen(RowFinding[str]):
    """Answers the name of a tag whose articles are to be listed, or None."""

    AUTO_FOCUS = "TagList"
    KEYS = (
        Key("Enter", ("enter", "l", "right"), "articles", "list"),
        Key("e", ("e",), "rename", "rename"),
        Key("v", ("v",), "select", "select"),
        Key("m", ("m",), "merge", "merge"),
        Key("D", ("D",), "delete", "delete"),
        Key("c", ("c",), "colour", "colour"),
        Key("r", ("r",), "rules", "rules"),
        Key("/", ("/",), "find", "find"),
        Key("a", ("a",), "make a source's tag yours", "adopt", quiet=True),
        Key("s", ("s",), "sort by articles or name", "sort", quiet=True),
        replace(RowFinding.UNDO, quiet=True),
        RowFinding.BACK,
    )

    def __init__(self, store: Store) -> None:
        self.tags = TagList()
        super().__init__(store, self.tags)
        self._all: Sequence[Tag] = ()
        self._names: Sequence[str] = ()
        self._ruled: frozenset[str] = frozenset()
        self._selected: set[str] = set()
        self._biggest_first = False

    def heading(self, width: int) -> str:
        """The names of the columns."""
        return tag_heading(width)

    def read(self) -> None:
        """Read the tags and what the rules give."""
        self._all = self.store.tags()
        if self._biggest_first:
            self._all = sorted(self._all, key=lambda tag: -tag.count)
        self._names = [fold(tag.name) for tag in self._all]
        self._ruled = frozenset(fold(tag) for rule in self.store.rules() for tag in rule.tags)
        self._selected &= set(self._names)
        self._show()

    def _show(self) -> None:
        found = matching_tags(self._all, fold(self.query_one(Input).value), self._names)
        self.tags.show([TagRow(tag, fold(tag.name) in self._ruled, fold(tag.name) in self._selected) for tag in found])
        self.tell()

    def told(self) -> tuple[str, str]:
        """How many there are; whose word the marked one is and what asks for it."""
        selected = f"   {len(self._selected):,} selected" if self._selected else ""
        place = f"Tags   {self.tags.cursor + 1:,}/{len(self.tags.tags):,}{selected}"
        tag = self.tags.tag
        if tag is None:
            return place, "No tag has this name. Esc shows all." if self._all else "No tag yet. Esc, then t gives one."
        row = self.tags.tags[self.tags.cursor]
        whose = {"you": "You gave it.", "a rule": "A rule of yours gives it: r shows the rules."}
        told = whose.get(row.giver, "A category of the sources.")
        return place, " ".join(filter(None, (f"{row.name}: {articles(tag.count)}. {told}", self._asking(tag.name))))

    def _asking(self, name: str, still: str = "") -> str:
        """The saved views whose query names a tag, in a sentence."""
        views = self.store.views_asking(name)
        if not views:
            return ""
        count = "1 view asks" if len(views) == 1 else f"{len(views)} views ask"
        return f"{count.replace(' ask', f'{still} ask')} for tag:{clean_line(name)}: {clean_line(', '.join(views))}."

    @property
    def _meant(self) -> list[Tag]:
        """The selected tags, else the one under the cursor."""
        chosen = [tag for tag, name in zip(self._all, self._names, strict=True) if name in self._selected]
        return chosen or ([self.tags.tag] if self.tags.tag else [])

    # Keys

    def do_list(self) -> None:
        """Leave, to list the articles of the tag."""
        if self.tags.tag:
            self.dismiss(self.tags.tag.name)

    def do_select(self) -> None:
        """Select the tag or no longer, and go on to the next."""
        if tag := self.tags.tag:
            self._selected ^= {fold(tag.name)}
            self._show()
            self.tags.move(1)

    def do_sort(self) -> None:
        """By name, yours first; or the biggest first."""
        self._biggest_first = not self._biggest_first
        self.say("The biggest first" if self._biggest_first else "By name, yours first")

    def do_find(self) -> None:
        """Type a part of the name."""
        line = self.query_one(Input)
        line.display = True
        line.focus()

    def do_rules(self) -> None:
        """The rules that give tags."""
        self.app.push_screen(RuleScreen(self.store), lambda _: self.attempt(lambda: None))

    def do_rename(self) -> None:
        """Ask for another name; one that is there already means that both become one."""
        if tag := self.tags.tag:
            prompt = LinePrompt(f"Call #{tag.name}", tag.name, complete=beginning(self._shown_names()))
            self.ask(prompt, lambda line: self._rename(tag, clean_line(line).lstrip("#")))

    def _rename(self, tag: Tag, new: str) -> None:
        if not new or new == tag.name:
            return
        there = self._there(new)
        if there and fold(new) != fold(tag.name):
            self._merge([tag], there.name)
            return
        count = self.store.rename_tag(tag.name, new)
        self._done(f"#{tag.name} is #{new} now: {articles(count)}.", [tag.name] if fold(new) != fold(tag.name) else [])

    def do_merge(self) -> None:
        """Ask for the tag that takes the place of the selected ones."""
        if meant := self._meant:
            question = f"Merge {_listed(meant)} into"
            value = max(meant, key=lambda tag: tag.count).name if len(meant) > 1 else ""
            alone = clean_line(meant[0].name) if len(meant) == 1 else ""
            others = [name for name in self._shown_names() if name != alone]  # into itself would change nothing
            prompt = LinePrompt(question, value, complete=beginning(others))
            self.ask(prompt, lambda line: self._merge(meant, clean_line(line).lstrip("#")))

    def _merge(self, tags: Sequence[Tag], into: str) -> None:
        """Say how many articles it is about first: what two tags were told apart by is gone afterwards."""
        others = [tag for tag in tags if fold(tag.name) != fold(into)]
        if not into or not others:
            return

        def merge() -> None:
            count = self.store.merge_tags([tag.name for tag in others], into)
            self._selected.clear()
            self._done(f"{_listed(others)} merged into #{into}: {articles(count)}.", [tag.name for tag in others])

        there = self._there(into)
        beside = f" (on {articles(there.count)} now)" if there else ", a new tag"
        counts = ", ".join(f"#{tag.name} on {articles(tag.count)}" for tag in others[:5])
        self.confirm(f"Merge into #{into}{beside}: {counts}{' …' if len(others) > 5 else ''}?", merge)

    def do_delete(self) -> None:
        """Take the tags off every article, after a question."""
        if meant := self._meant:
            count = sum(tag.count for tag in meant)
            carried = articles(count) if len(meant) == 1 else f"{count:,} places"
            self.confirm(f"Delete {_listed(meant)} from {carried}?", lambda: self._delete(meant))

    def _delete(self, tags: Sequence[Tag]) -> None:
        count = sum(self.store.delete_tag(tag.name) for tag in tags)
        self._selected.clear()
        self._done(f"{_listed(tags)} deleted: {articles(count)} changed.", [tag.name for tag in tags], len(tags))

    def do_colour(self) -> None:
        """Choose a colour for the tags; each is shown on the tag."""
        meant = self._meant
        if meant:
            tag = meant[0]
            self.app.push_screen(
                ColourPrompt(tag.name, tag.colour, _listed(meant)),
                lambda colour: self.attempt(lambda: self._colour(meant, colour)) if colour else None,
            )

    def _colour(self, tags: Sequence[Tag], colour: str) -> None:
        wanted = None if colour == NO_COLOUR else colour
        count = sum(self.store.colour_tag(tag.name, wanted) for tag in tags)
        if count:
            self.say(f"{_listed(tags)}: {colour if wanted else 'no colour'}. U takes it back.")

    def do_adopt(self) -> None:
        """Make a category of the sources the reader's own tag."""
        meant = [tag for tag in self._meant if not tag.reader]
        if not meant:
            self.say("This tag is yours already.")
            return
        count = sum(self.store.adopt_tag(tag.name) for tag in meant)
        self._selected.clear()
        self._done(f"{_listed(meant)} {'is' if len(meant) == 1 else 'are'} yours now: {articles(count)}.", [])

    def _done(self, what: str, olds: Sequence[str], steps: int = 1) -> None:
        """Say what was done, how it is taken back, and which views still ask for what is gone."""
        back = "U takes it back." if steps == 1 else f"U takes them back one by one ({steps} times)."
        asking = [self._asking(old, still=" still") for old in olds]
        self.say(" ".join(filter(None, (what, back, *asking))), "warning" if any(asking) else "information")

    def _there(self, name: str) -> Tag | None:
        wanted = fold(name)
        return next((tag for tag, one in zip(self._all, self._names, strict=True) if one == wanted), None)

    def _shown_names(self) -> list[str]:
        return [clean_line(tag.name) for tag in self._all]

    # Finding

    @on(Input.Changed, "#row-find")
    def _finding(self) -> None:
        self._show()


def _listed(tags: Sequence[Tag], most: int = 4) -> str:
    """#a, #b and 3 more"""
    names = ", ".join(f"#{clean_line(tag.name)}" for tag in tags[:most])
    return f"{names} and {len(tags) - most} more" if len(tags) > most else names
