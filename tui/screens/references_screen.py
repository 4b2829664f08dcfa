"""The references and links of one article, numbered, filtered while typing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from textual import events, on
from textual.app import ComposeResult
from textual.widgets import Input

from store import Reference, clean_line
from tui.choosing import address
from tui.glyphs import link_number
from tui.screens.detail import paper_entry
from tui.screens.detail_background import Papers
from tui.screens.item_screen import ItemScreen
from tui.widgets.typed_line import TypedLine

if TYPE_CHECKING:
    from tui.screens.references import Referring
    from tui.widgets.item_list import Item


@dataclass(frozen=True, slots=True)
class Row:
    """An item of the list and what it leads to; a heading leads nowhere."""

    item: "Item"
    url: str | None = None
    reference: Reference | None = None

    def holds(self, words: Sequence[str]) -> bool:
        """Whether every word stands in it."""
        text = " ".join(text for text, _ in self.item.texts).casefold()
        return all(word in text for word in words)


class ReferencesScreen(ItemScreen):
    """What an article refers to. Opens, copies and exports without leaving."""

    OWN = {"y": ("copy", "copy"), "/": ("filter", "filter")}
    HINTS = (
        ("open", "open"),
        ("open_reference", "open"),
        ("citing", "cited by"),
        ("copy", "copy"),
        ("export", "export"),
        ("filter", "filter"),
        ("about_paper", "about"),
        ("clear", "back"),
    )

    def __init__(self, reader: "Referring", rows: Sequence[Row], title: str) -> None:
        references = sum(row.reference is not None for row in rows)
        links = sum(row.reference is None and bool(row.item.texts) for row in rows)
        counts = [_counted(references, "reference"), _counted(links, "link")]
        super().__init__(reader.keymap, f"References of “{clean_line(title)}”", " · ".join(filter(None, counts)))
        self._reader = reader
        self._all = rows
        self._rows = rows

    def compose(self) -> ComposeResult:
        """The line to filter with is out of sight until it is asked for."""
        bar, *others = super().compose()
        line = TypedLine(placeholder="type to filter")
        line.display = False
        yield bar
        yield line
        yield from others

    def on_mount(self) -> None:
        """List them."""
        self._show(self._all)

    def _show(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self.items.show([row.item for row in rows])

    @property
    def row(self) -> Row | None:
        """What is under the cursor."""
        return None if self.items.index is None else self._rows[self.items.index]

    # Filter

    def do_filter(self) -> None:
        """Type to filter."""
        line = self.query_one(Input)
        line.display = True
        line.focus()

    @on(Input.Changed)
    def _typed_filter(self, event: Input.Changed) -> None:
        words = event.value.casefold().split()
        self._show(_without_empty_headings([row for row in self._all if not row.item.texts or row.holds(words)]))

    @on(Input.Submitted)
    def _filtered(self) -> None:
        self.items.focus()

    def on_key(self, event: events.Key) -> None:
        """While the filter is typed only these keys are ours; else those of the class below, which come next."""
        if not self.query_one(Input).has_focus:
            return
        event.prevent_default()
        if event.key in ("down", "up"):
            self.items.move(1 if event.key == "down" else -1)
        elif event.key == "escape":
            self._end_filter()
        else:
            return
        event.stop()

    def _end_filter(self) -> None:
        line = self.query_one(Input)
        line.value, line.display = "", False
        self.items.focus()

    def do_clear(self) -> None:
        """Out of the filter, then back."""
        if self.query_one(Input).display:
            self._end_filter()
        else:
            super().do_clear()

    # What the keys do with the row

    def do_open(self) -> None:
        """Open what is under the cursor."""
        if row := self.row:
            self._open(row)

    def do_open_reference(self, key: str) -> None:
        """Open the reference with the number of the key."""
        found = next((row for row in self._all if row.reference and str(row.reference.n) == key), None)
        if found:
            self._open(found)
        elif key:
            self.say(f"This article has no reference {key}.")

    def do_open_paper(self) -> None:
        """Open the main paper, as everywhere."""
        self._reader.action_open_paper()

    def _open(self, row: Row) -> None:
        if row.reference:
            self._reader.open_reference(row.reference)
        elif row.url:
            self._reader.follow(row.url)

    def do_copy(self) -> None:
        """The address, else the reference as it is written."""
        row = self.row
        if row and (text := row.url or (row.reference.raw if row.reference else "")):
            self._reader.copy(clean_line(text), text)

    def do_citing(self) -> None:
        """The articles that cite this reference."""
        if self.row and self.row.reference:
            self._reader.show_citing(self.row.reference, leave=lambda: self.dismiss(None))
        else:
            self.say("This is a link of the text, not a reference.")

    def do_about_paper(self) -> None:
        """All that is known of this reference."""
        if self.row and self.row.reference:
            self._reader.about(self.row.reference, leave=lambda: self.dismiss(None))
        else:
            self.say("This is a link of the text, not a reference.")

    def do_export(self) -> None:
        """Export, this reference first."""
        self._reader.export_from(self.row.reference if self.row else None)


def reference_rows(
    references: Sequence[Reference], own_keys: Sequence[str | None], papers: Papers, now: datetime
) -> list[Row]:
    """References under their headings, drawn as in the article; `papers` is what is known of those behind them."""
    from tui.widgets.item_list import Item

    rows: list[Row] = []
    cites_main = any(one.role == "main" for one in references)
    heading = ""
    for reference, key in zip(references, own_keys, strict=True):
        wanted = "Paper" if reference.role == "main" else "Also cited" if cites_main else "References"
        if wanted != heading:
            heading = wanted
            rows.append(Row(Item(heading)))
        lines = paper_entry(reference, papers, now, key).lines
        texts = tuple((line, "dim" if place else "strong") for place, line in enumerate(lines))
        rows.append(Row(Item(f"{reference.n or '':>3}", texts), address(reference), reference))
    return rows


def link_rows(links: Sequence[tuple[int, str, str]], references: Sequence[Reference]) -> list[Row]:
    """The links of the text with their host, each address once; what a reference opens is not said again."""
    from tui.widgets.item_list import Item

    seen = {address(reference) for reference in references}
    rows = [Row(Item("Links"))]
    for number, label, url in links:
        if url not in seen:
            seen.add(url)
            text = " · ".join(filter(None, (clean_line(label, 200), host(url))))
            rows.append(Row(Item(f"{link_number(number):>3}", ((text or clean_line(url), ""),)), url))
    return rows if len(rows) > 1 else []


def host(url: str) -> str:
    """Whose address it is: the host of a web address, else the address itself, cut."""
    try:
        found = urlsplit(url).hostname
    except ValueError:
        found = None
    return clean_line((found or url).removeprefix("www."), 80)


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}" if count else ""


def _without_empty_headings(rows: Sequence[Row]) -> list[Row]:
    from tui.widgets.item_list import Item

    following = [*rows[1:], Row(Item(""))]
    return [row for row, after in zip(rows, following, strict=True) if row.item.texts or after.item.texts]
