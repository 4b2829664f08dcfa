"""Which libraries this process has open. The bytes of such a file are never read but by SQLite.

To close any handle of a file ends every lock the process has on it (POSIX; https://sqlite.org/howtocorrupt.html, 2.2).
Another program that closes the library then takes itself for the last one and removes the -wal, and what is written
here goes into a file that has no name any more.
"""

from pathlib import Path
from threading import Lock

OPENING = Lock()
"""Held from the first look at a library until it is known to be open here."""
_OPEN: dict[int, tuple[int, int]] = {}
"""The device and inode of the file of each connection. A change of one entry is one step: no lock is needed."""


def count_open(connection: object, path: Path) -> None:
    """Let the file of a connection count as open. Raises OSError."""
    _OPEN[id(connection)] = _file(path)


def count_closed(connection: object) -> None:
    """The connection has closed its file, if it was counted."""
    _OPEN.pop(id(connection), None)


def is_open(path: Path) -> bool:
    """Whether this process has the file open as a library, or as the -shm beside one. Raises OSError."""
    library = path.with_name(path.name.removesuffix("-shm"))
    return library.exists() and _file(library) in list(_OPEN.values())


def _file(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino
