"""How wide and how high the panes are: what the reader wanted, held within what leaves every pane usable."""

from dataclasses import dataclass
from typing import Literal

Layout = Literal["wide", "normal", "narrow"]

LEAST_TAGS, LEAST_LIST, LEAST_DETAIL = 14, 30, 40
"""Columns below which a pane is of no use."""

LEAST_ROWS = 4
"""Rows that the list and the detail keep when one stands over the other."""

_TAGS: dict[Layout, int] = {"wide": 25, "normal": 21, "narrow": 0}


@dataclass(frozen=True, slots=True)
class PaneSizes:
    """Columns of the tag pane; columns (wide) or rows (normal) of the list. 0: as it comes."""

    tags: int = 0
    list: int = 0


def layout(width: int) -> Layout:
    """Three panes side by side, two, or one at a time."""
    return "wide" if width >= 120 else "normal" if width >= 80 else "narrow"


def fitted(width: int, height: int, wanted: PaneSizes) -> PaneSizes:
    """The sizes in a window of so many columns and rows, one cell of it for each line between two panes."""
    kind = layout(width)
    if kind == "narrow":
        return PaneSizes()
    beside = LEAST_DETAIL + (LEAST_LIST + 2 if kind == "wide" else 1)
    tags = _within(wanted.tags or _TAGS[kind], LEAST_TAGS, width - beside)
    if kind == "wide":
        room = width - tags - 2
        return PaneSizes(tags, _within(wanted.list or room * 9 // 20, LEAST_LIST, room - LEAST_DETAIL))
    room = max(height - 1, 2)
    least = min(LEAST_ROWS, room // 2)
    return PaneSizes(tags, _within(wanted.list or room * 2 // 5, least, room - least))


def _within(value: int, least: int, most: int) -> int:
    return max(least, min(value, most))
