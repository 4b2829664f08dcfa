"""The only module that reads a document: files, folders and standard input."""

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from store.errors import SourceError
from store.files_open import is_open
from store.model import Page

MAX_BYTES = 32 * 1024 * 1024
"""The largest document that is read, in bytes."""


def fetch(where: str, *, stdin: BinaryIO | None = None) -> Page:
    """Read one document: a file's path, or "-" for standard input. Raises SourceError."""
    if where == "-":
        return Page(_capped(stdin or sys.stdin.buffer, "standard input"), "standard input")
    with opened(where) as file:
        return Page(_capped(file, where), where)


@contextmanager
def opened(where: str) -> Iterator[BinaryIO]:
    """Open a file to be read piece by piece, whatever its size. Raises SourceError, also for what fails on the way."""
    if not where:  # an unset variable of a script; as a path it would be the folder one is in
        raise SourceError("Could not read a source that has no name: nothing was given. Name a file or an address.")
    path = Path(where).expanduser()
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            raise SourceError(f"Could not read {where}: it is not a file. Name a file or a folder.")
        if is_open(path):
            raise SourceError(f"Could not read {where}: it is your library, not a document. Name another file.")
        with path.open("rb") as file:
            yield file
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise SourceError(f"Could not read {where}: {reason}. Check the path.") from error


def place_of(where: str) -> str | None:
    """Name the file a document came from, the same from every working folder; None for standard input."""
    if where == "-":
        return None
    name = os.fsencode(Path(where).expanduser().resolve())
    return name.decode("utf-8", "backslashreplace")  # a file's name may be any bytes


def is_folder(where: str) -> bool:
    """Whether a source is a folder of documents."""
    try:
        return where not in ("", "-") and Path(where).expanduser().is_dir()
    except (OSError, ValueError):
        return False


def documents_in(folder: str) -> Iterator[str]:
    """Yield the paths of all files below a folder, in order; hidden ones and links to folders are passed over."""
    for root, folders, files in os.walk(Path(folder).expanduser()):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                yield str(Path(root) / name)


def _capped(file: BinaryIO, where: str) -> bytes:
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise SourceError(
            f"Could not read {where}: it is larger than {MAX_BYTES // 1024**2} MB. Split it and add the parts."
        )
    return data
