"""Putting a copy in the place of a library. Nothing is deleted: what was there is moved aside."""

import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from store.db.copies import copy_to, fault_of, has_side_files, read_only, side_files
from store.errors import LibraryError
from store.files import flush, make_folder

_IN_USE = 128
"""The byte of the -shm on which every open connection holds a lock: UNIX_SHM_DMS in SQLite's os_unix.c."""


def restore(library: Path, copy: Path, now: datetime) -> Path | None:
    """Put a proved copy in the place of a library; return where the library that was there is now, None for none.

    The copy itself stays. Raises LibraryError, and then everything is as it was: the copy is damaged or of a newer
    sciread, the library is open elsewhere, or there is no room.
    """
    library, copy = library.resolve(), copy.resolve()
    if copy == library:
        raise LibraryError(f"Could not restore {copy}: it is the library itself. Name a copy.")
    if fault := fault_of(copy):
        raise LibraryError(f"Could not restore {copy}: {fault}. Nothing was changed; name another copy.")
    _refuse_open(library)
    fresh = _free(library, "restoring", now)
    try:
        make_folder(library.parent)
        with closing(read_only(copy, immutable=not has_side_files(copy))) as conn:
            copy_to(conn, fresh)
        return _exchange(library, fresh, now)
    except (OSError, sqlite3.Error) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        raise LibraryError(
            f"Could not restore {copy}: {reason or error}. The library is as it was; check its folder."
        ) from error
    finally:
        with suppress(OSError):
            fresh.unlink()


def _exchange(library: Path, fresh: Path, now: datetime) -> Path | None:
    """Move a library aside with what lies beside it, and give its name to another file; back if that fails."""
    aside = _free(library, "replaced", now)
    pairs = [(library, aside), *zip(side_files(library), side_files(aside), strict=True)]
    moved: list[tuple[Path, Path]] = []
    try:
        for old, new in reversed(pairs):  # the side files first: without its library a -wal does nothing
            if old.exists():
                old.rename(new)
                moved.append((old, new))
        fresh.rename(library)
    except OSError:
        for old, new in reversed(moved):
            new.rename(old)
        raise
    with suppress(OSError):
        flush(library.parent)
    return aside if moved else None


def _free(library: Path, word: str, now: datetime) -> Path:
    path = library.with_stem(f"{library.stem}.{word}-{now.astimezone(UTC):%Y%m%dT%H%M%S}")
    stem, number = path.stem, 1
    while path.exists() or path.is_symlink():
        number += 1
        path = path.with_stem(f"{stem}-{number}")
    return path


def _refuse_open(library: Path) -> None:
    """Raise LibraryError if another program has the library open, as the locks of its -shm say."""
    try:
        import fcntl
    except ImportError:  # Windows moves no file that is open
        return
    with suppress(FileNotFoundError, PermissionError), side_files(library)[1].open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _IN_USE)
        except OSError as error:
            raise LibraryError(
                f"Could not restore over {library}: another sciread has it open. Close it, then do this again."
            ) from error
