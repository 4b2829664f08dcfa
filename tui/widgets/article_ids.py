"""The ids of a long list, of which the first are known at once and the others when they are wanted."""

from array import array
from collections.abc import Callable, Iterator, Sequence
from typing import overload


class ArticleIds(Sequence[int]):
    """As many ids as were counted. `read` gives all of them; it is asked once, when one beyond the first is wanted.

    The first keep their rows: what was read in a list of the unread is not among all when they are asked for later.
    Where the library changed otherwise, an id that is too many is left out, and one that is missing is 0: a row of the
    list that is gone.
    """

    def __init__(self, first: Sequence[int], count: int, read: Callable[[], Sequence[int]]) -> None:
        self._known = first
        self._count = count
        self._read = read

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[int]: ...
    def __getitem__(self, index: int | slice) -> int | Sequence[int]:
        """An id, or some; those among the first are not read."""
        rows = range(self._count)[index]
        last = rows if isinstance(rows, int) else max(rows, default=-1)
        if last >= len(self._known):
            self._read_all()
        return self._known[rows] if isinstance(rows, int) else [self._known[row] for row in rows]

    def __iter__(self) -> Iterator[int]:
        self._read_all()
        return iter(self._known)

    def index(self, value: int, start: int = 0, stop: int | None = None) -> int:
        """The row of an id. Raises ValueError."""
        end = self._count if stop is None else min(stop, self._count)
        if value in self._known[start:end]:
            return start + self._known[start:end].index(value)
        self._read_all()
        return start + self._known[start:end].index(value)

    def knows(self, index: int) -> bool:
        """Whether the id of a row has been read."""
        return index < len(self._known)

    def _read_all(self) -> None:
        if len(self._known) < self._count:
            first, found = set(self._known), self._read()
            top = next((row for row, one in enumerate(found) if one in first), 0)  # above it is what came since
            ids = array("q", [*self._known, *(one for one in found[top:] if one not in first)])[: self._count]
            self._known = ids + array("q", [0] * (self._count - len(ids)))
