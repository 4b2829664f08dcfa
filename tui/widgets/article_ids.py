"""The ids of a long list, of which the first are known at once and the others when they are wanted."""

from collections.abc import Callable, Iterator, Sequence
from typing import overload


class ArticleIds(Sequence[int]):
    """As many ids as were counted. `read` gives all of them; it is asked once, when one beyond the first is wanted.

    Where the library changed in between, an id that is too many is left out, and one that is missing is 0: a row of
    the list that is gone.
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
            found = self._read()[: self._count]
            self._known = found if len(found) == self._count else [*found, *[0] * (self._count - len(found))]
