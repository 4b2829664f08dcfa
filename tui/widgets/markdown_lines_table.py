"""Tables: columns as wide as their text where it fits, shrunk fairly where not, cut with `…` where even that fails."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from rich.cells import cell_len

from tui.widgets.markdown_lines_wrap import Line, Piece, safe, width_of, wrap

GAP = "  "
NARROWEST_COLUMN = 5
_MARKUP = re.compile(r"\]\([^)]*\)|[\\`*_\[]")

Read = Callable[[str], Sequence[Piece]]
"""Inline Markdown of a cell → its pieces."""


@dataclass(frozen=True, slots=True)
class Table:
    """Cells as inline Markdown, the head first; `aligns` is left, right or center for each column."""

    cells: tuple[tuple[str, ...], ...]
    aligns: tuple[str, ...]
    _natural: list[int] = field(default_factory=list, compare=False)

    def natural(self) -> list[int]:
        """Return the width of each column's widest cell, markup not counted (exact but for escapes)."""
        if not self._natural:
            columns = len(self.aligns)
            widths = [0] * columns
            for row in self.cells:
                for index, cell in enumerate(row[:columns]):
                    text = safe(_MARKUP.sub("", cell))
                    if len(text) * 2 > widths[index]:
                        numbers = 2 * cell.count("](")
                        widths[index] = max(widths[index], cell_len(text) + numbers)
            self._natural.extend(max(width, 2) for width in widths)
        return self._natural

    def columns(self, width: int) -> list[int]:
        """Return the widths of the columns that are drawn; fewer than there are when they cannot fit."""
        natural = self.natural()
        least = [min(wide, NARROWEST_COLUMN) + len(GAP) for wide in natural]
        if sum(least) - len(GAP) <= width:
            return _share(natural, width - len(GAP) * (len(natural) - 1))
        room = width - 1  # the last column is a lone `…`
        shown = max(1, sum(total <= room for total in accumulate(least)))
        return _share(natural[:shown], room - len(GAP) * shown)


def _share(natural: Sequence[int], room: int) -> list[int]:
    """Give each column its natural width or, of what the narrow ones leave, an equal share."""
    widths = [0] * len(natural)
    order = sorted(range(len(natural)), key=lambda index: natural[index])
    for done, index in enumerate(order):
        widths[index] = max(2, min(natural[index], room // (len(natural) - done)))
        room -= widths[index]
    return widths


def draw_rows(table: Table, rows: range, width: int, read: Read) -> list[Line]:
    """Draw some rows of the table, with the rule under the head if it is among them."""
    columns = table.columns(width)
    cut = len(columns) < len(table.aligns)
    lines: list[Line] = []
    for row in rows:
        style = "table-head" if row == 0 else ""
        cells = [*table.cells[row], *[""] * (len(columns) - len(table.cells[row]))]
        drawn = [wrap(_styled(read(cell), style), size) for cell, size in zip(cells, columns, strict=False)]
        lines += _row(drawn, columns, table.aligns, cut)
        if row == 0:
            lines.append((Piece(GAP.join("─" * size for size in columns), "rule"),))
    return lines


def _styled(pieces: Sequence[Piece], style: str) -> Sequence[Piece]:
    return [piece._replace(style=f"{style} {piece.style}".strip()) for piece in pieces] if style else pieces


def _row(cells: Sequence[list[Line]], columns: Sequence[int], aligns: Sequence[str], cut: bool) -> list[Line]:
    lines: list[Line] = []
    for number in range(max(map(len, cells))):
        line: list[Piece] = []
        for index, cell in enumerate(cells):
            text = cell[number] if number < len(cell) else ()
            spare = max(columns[index] - width_of(text), 0)
            before = {"right": spare, "center": spare // 2}.get(aligns[index], 0)
            last = index == len(cells) - 1 and not cut
            after = "" if last else " " * (spare - before) + GAP
            line += [Piece(" " * before), *text, Piece(after)] if before else [*text, Piece(after)]
        lines.append((*line, Piece("…", "rule")) if cut else tuple(line))
    return lines
