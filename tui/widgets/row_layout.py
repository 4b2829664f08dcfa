"""Which line of a window belongs to which row, walking from the row at its top. Pure; costs by the window."""

from collections.abc import Callable
from dataclasses import dataclass

HEADING = -1
"""The `part` of a line that is a heading and no line of a row."""

Group = tuple[object, str]
"""What tells a group of rows from the next, and its heading."""

Groups = Callable[[int], Group | None]
"""The group of a row by its index; None for a row that stands under no heading."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the window: a row by its index and which of its lines, or the heading above it."""

    index: int
    part: int


def lay(top: int, count: int, height: int, lines: int, group: Groups) -> list[Line]:
    """The lines of a window: the heading of the top row's group stands first, each next group brings its own."""
    laid: list[Line] = []
    before: Group | None = None
    for index in range(max(top, 0), count):
        if len(laid) >= height:
            break
        own = group(index)
        if own is not None and own != before:
            laid.append(Line(index, HEADING))
        before = own
        laid += [Line(index, part) for part in range(lines)]
    return laid[:height]


def top_for(last: int, height: int, lines: int, group: Groups) -> int:
    """The first row that can be at the top while the whole of row `last` is in sight; `last` if nothing else can."""
    top, below, after = last, 0, None
    for index in range(last, -1, -1):
        own = group(index)
        if index < last and after is not None and after != own:
            below += 1  # the row under this one begins a group, with a heading of its own
        below += lines
        if index < last and below + (own is not None) > height:
            break
        top, after = index, own
    return top
