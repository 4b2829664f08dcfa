"""Tags, one a row: who gave them, how many articles carry them, their colour. And the colours to choose from."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from store import Tag, clean_line
from tui.widgets.row_list import Part, RowList, fit

SELECTED = "▪"
_GIVER, _COLOUR, _COUNT, _NARROW = 10, 11, 9, 60
NO_COLOUR = "none"


@dataclass(frozen=True, slots=True)
class TagRow:
    """A tag, whether a rule of the reader gives it, and whether it is selected."""

    tag: Tag
    ruled: bool = False
    selected: bool = False

    @property
    def name(self) -> str:
        """As it is written: `#` before what the reader or a rule gave."""
        return f"{'#' if self.tag.reader else ''}{clean_line(self.tag.name)}"

    @property
    def giver(self) -> str:
        """Whose word it is."""
        return "a rule" if self.ruled else "you" if self.tag.reader else "sources"


class TagList(RowList):
    """The tags of the library."""

    tags: Sequence[TagRow] = ()

    @property
    def tag(self) -> Tag | None:
        """The tag under the cursor."""
        return self.tags[self.cursor].tag if 0 <= self.cursor < len(self.tags) else None

    def show(self, tags: Sequence[TagRow]) -> None:
        """Show these; the cursor stays on its tag, else on its row."""
        before = self.tag
        at = next((n for n, row in enumerate(tags) if before and row.tag.name == before.name), max(self.cursor, 0))
        self.tags = tags
        self.set_rows(len(tags), at)

    def row(self, index: int, width: int) -> Sequence[Part]:
        """Selection, name, giver, colour, articles, unread."""
        return tag_row(self.tags[index], width)


def tag_row(row: TagRow, width: int) -> tuple[Part, ...]:
    """A row of exactly `width` cells; a narrow one leaves out who gave the tag and its colour's name."""
    tag, wide = row.tag, width >= _NARROW
    giver = fit(row.giver, _GIVER) if wide else ""
    colour = fit(tag.colour, _COLOUR) if wide else ""
    room = width - 3 - len(giver) - len(colour) - 2 * _COUNT - 1
    look = tag.colour or ("strong" if tag.reader else "")
    return (
        (f" {SELECTED if row.selected else ' '} ", "accent"),
        (fit(row.name, room), look),
        (giver, "dim"),
        (colour, look if tag.colour else ""),
        (f"{tag.count:>{_COUNT},}", ""),
        (f"{tag.unread or '–':>{_COUNT}} ", "strong" if tag.unread else "dim"),
    )


def tag_heading(width: int) -> str:
    """The names of the columns, as wide as the rows below them."""
    wide = width - 1 >= _NARROW
    middle = f"{fit('given by', _GIVER)}{fit('colour', _COLOUR)}" if wide else ""
    room = width - 5 - len(middle) - 2 * _COUNT
    return f"    {fit('tag', room)}{middle}{'articles':>{_COUNT}}{'unread':>{_COUNT}} "


def matching_tags(tags: Sequence[Tag], words: str, folded: Sequence[str]) -> list[Tag]:
    """The tags whose name holds every typed word; `folded` are their names as names are compared."""
    wanted = words.split()
    return [tag for tag, name in zip(tags, folded, strict=True) if all(word in name for word in wanted)]


class ColourList(RowList):
    """The colours, each painted on the tag it would be for."""

    def __init__(self, tag: str, colours: Collection[str]) -> None:
        super().__init__()
        self._tag = clean_line(tag)
        self.colours = (*colours, NO_COLOUR)

    def on_mount(self) -> None:
        """All of them are in sight."""
        self.styles.height = len(self.colours)
        self.set_rows(len(self.colours))

    def row(self, index: int, width: int) -> Sequence[Part]:
        """Its digit, the tag in the colour, the name of the colour."""
        colour = self.colours[index]
        room = max(width - 4 - _COLOUR, 1)
        look = "" if colour == NO_COLOUR else colour
        return ((f" {index + 1}  ", "accent"), (fit(f"#{self._tag}", room), look), (fit(colour, _COLOUR), "dim"))
