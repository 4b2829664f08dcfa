"""Tables: columns as wide as their text where it fits, shrunk fairly where not, down to their longest words.

Where even that does not fit, each row is read as a record: the name of the column, then the cell. No cell is lost.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from rich.cells import cell_len

from tui.widgets.markdown_lines_wrap import Line, Piece, safe, width_of, wrap

GAP = "  "
LONGEST_WORD = 12
"""Columns a word may ask for; a longer one is broken before a table is taken apart for it."""

_MARKUP = re.compile(r"\]\([^)]*\)|[\\`*_\[]")
_WORD = re.compile(r"\S+")

Read = Callable[[str], Sequence[Piece]]
"""Inline Markdown of a cell → its pieces."""


@dataclass(frozen=True, slots=True)
class Table:
    """Cells as inline Markdown, the head first; `aligns` is left, right or center for each column."""

    cells: tuple[tuple[str, ...], ...]
    aligns: tuple[str, ...]
    _natural: list[int] = field(default_factory=list, compare=False)
    _least: list[int] = field(default_factory=list, compare=False)

    def columns(self, width: int) -> list[int]:
        """Return the widths of the columns; none where they do not fit side by side."""
        self._measure()
        room = width - len(GAP) * (len(self._natural) - 1)
        return _share(self._natural, self._least, room) if sum(self._least) <= room else []

    def _measure(self) -> None:
        """The widths of each column's widest cell and of its longest word, markup not counted (but for escapes)."""
        if self._natural:
            return
        columns = len(self.aligns)
        natural, least = [2] * columns, [2] * columns
        for row in self.cells:
            for index, cell in enumerate(row[:columns]):
                text = plain_cell(cell)
                if len(text) * 2 > natural[index]:
                    natural[index] = max(natural[index], cell_len(text) + 2 * cell.count("]("))
                if len(text) * 2 > least[index] < LONGEST_WORD:
                    longest = max(map(cell_len, _WORD.findall(text)), default=0)
                    least[index] = min(max(least[index], longest), LONGEST_WORD)
        self._natural.extend(natural)
        self._least.extend(min(pair) for pair in zip(natural, least, strict=True))


def plain_cell(cell: str) -> str:
    """A cell's text without its markup."""
    return safe(_MARKUP.sub("", cell))


def _share(natural: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Give each column its natural width or, of what the narrow ones leave, an equal share, but its least at least."""
    widths = [0] * len(natural)
    order = sorted(range(len(natural)), key=lambda index: natural[index])
    owed = sum(least)
    for done, index in enumerate(order):
        owed -= least[index]
        fair = max(room // (len(natural) - done), least[index])
        widths[index] = max(2, min(natural[index], fair, room - owed))
        room -= widths[index]
    return widths


def draw_rows(table: Table, rows: range, width: int, read: Read) -> list[Line]:
    """Draw some rows of the table, with the rule under the head if it is among them."""
    columns = table.columns(width)
    lines: list[Line] = []
    for row in rows:
        if not columns:
            lines += _head(table, width, read) if row == 0 else _record(table, row, width, read)
            continue
        style = "table-head" if row == 0 else ""
        cells = [*table.cells[row], *[""] * (len(columns) - len(table.cells[row]))]
        drawn = [wrap(_styled(read(cell), style), size) for cell, size in zip(cells, columns, strict=False)]
        lines += _row(drawn, columns, table.aligns)
        if row == 0:
            lines.append((Piece(GAP.join("─" * size for size in columns), "rule"),))
    return lines


def _styled(pieces: Sequence[Piece], style: str) -> Sequence[Piece]:
    return [piece._replace(style=f"{style} {piece.style}".strip()) for piece in pieces] if style else pieces


def _row(cells: Sequence[list[Line]], columns: Sequence[int], aligns: Sequence[str]) -> list[Line]:
    lines: list[Line] = []
    for number in range(max(map(len, cells))):
        line: list[Piece] = []
        for index, cell in enumerate(cells):
            text = cell[number] if number < len(cell) else ()
            spare = max(columns[index] - width_of(text), 0)
            before = {"right": spare, "center": spare // 2}.get(aligns[index], 0)
            after = "" if index == len(cells) - 1 else " " * (spare - before) + GAP
            line += [Piece(" " * before), *text, Piece(after)] if before else [*text, Piece(after)]
        lines.append(tuple(line))
    return lines


def _head(table: Table, width: int, read: Read) -> list[Line]:
    """The head of a table of records: the names of its columns, one after the other."""
    pieces: list[Piece] = []
    for cell in table.cells[0]:
        pieces += [*([Piece(" · ", "rule")] if pieces else []), *_styled(read(cell), "table-head")]
    return [*wrap(pieces, width), (Piece("─" * width, "rule"),)]


def _record(table: Table, row: int, width: int, read: Read) -> list[Line]:
    """One row as a record; a blank line parts it from the one above."""
    names = [plain_cell(cell) for cell in table.cells[0]]
    beside = min(max(map(cell_len, names)), width // 3)
    lines: list[Line] = [()] if row > 1 else []
    for name, cell in zip(names, table.cells[row], strict=False):
        left = wrap([Piece(name, "table-name")], beside)
        right = wrap(read(cell), width - beside - len(GAP))
        for number in range(max(len(left), len(right))):
            label = left[number] if number < len(left) else ()
            space = Piece(" " * (beside - width_of(label)) + GAP)
            lines.append((*label, space, *(right[number] if number < len(right) else ())))
    return lines
