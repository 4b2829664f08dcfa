"""The folder of copies beside a library: their names, which are kept, and which is the last good one.

`backups/library-2026-11-22.db` is a daily copy, `…-before-upgrade.db` one made before the tables were changed, and
`…-143000.db` one that was asked for. The first two make room for newer ones; the last are never removed.
"""

import re
import shlex
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

from store.db.copies import KEPT, count_of, fault_of
from store.errors import LibraryError
from store.files import make_folder
from store.parse.markup_clean import clean_line

Why = Literal["daily", "upgrade", "asked"]
_UPGRADES = 3
_LOOKED_AT = 3
_A_DAY = 200_000_000
"""Bytes that are copied a day, on the average of days: a larger library is copied every second day, every third …"""
_ROOM = 1_000_000_000
"""Bytes that daily copies may take together; of a library too large for that two are kept."""
_SPARE = 50_000_000
_OLD_PART = 86_400.0


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the library: `made` is ISO 8601 in UTC; `articles` None if it cannot be read."""

    path: Path
    made: str
    bytes: int
    why: Why
    articles: int | None


def folder_of(library: Path) -> Path:
    """The folder in which the copies of a library are."""
    return library.resolve().parent / "backups"


def name_of(library: Path, now: datetime, why: Why) -> str:
    """What a copy is called."""
    endings = {"daily": "", "upgrade": "-before-upgrade", "asked": f"-{now.astimezone(UTC):%H%M%S}"}
    return f"{library.stem}-{now.astimezone(UTC):%Y-%m-%d}{endings[why]}{library.suffix}"


def free_path(library: Path, now: datetime, why: Why) -> Path:
    """Where a copy goes, its folder made; with -2, -3, … while there is something of that name. Raises OSError."""
    make_folder(folder_of(library))
    path, number = folder_of(library) / name_of(library, now, why), 1
    stem = path.stem
    while path.exists() or path.is_symlink():
        number += 1
        path = path.with_stem(f"{stem}-{number}")
    return path


def backups(library: Path) -> list[Backup]:
    """The copies of a library, the newest first. Nothing is checked but how many articles they hold."""
    return [_backup(path, why) for path, why in _named(library)]


def find_backup(library: Path, name: str) -> Path:
    """The file a copy's name or path means. Raises LibraryError."""
    with suppress(OSError, ValueError, RuntimeError):  # too long for a name, a NUL in it, ~ of nobody
        for path in (folder_of(library) / name, Path(name).expanduser()):
            if path.is_file():
                return path
    raise LibraryError(
        f"Could not find the copy {clean_line(name, 200)}. `sciread restore` lists those that are there."
    )


def offer(library: Path) -> str:
    """A sentence that names the last good copy and how to get it back; "" where there is none."""
    for path, _ in _named(library)[:_LOOKED_AT]:
        if fault_of(path) is None:
            command = f"sciread --db {shlex.quote(str(library))} restore {shlex.quote(path.name)}"
            return f" The last good copy: `{command}` puts it in its place and moves this one aside."
    return ""


def is_due(library: Path, now: datetime, own: str, own_of: Callable[[Path], str]) -> bool:
    """Whether a daily copy is to be made: none for a day, and the reader did something since; else once a week.

    `own` stands for all the reader did so far, and `own_of` tells the same of a copy.
    """
    today = now.astimezone(UTC).date()
    found = [(day, path) for path, why in _named(library) if why == "daily" and (day := _day(path)) and day <= today]
    if not found:
        return True
    day, path = found[0]
    age = (today - day).days
    return age >= _days_between(_size(library)) and (age >= KEPT or own_of(path) != own)


def rotate(library: Path, keep: int = KEPT) -> None:
    """Take away the oldest daily copies and those of upgrades; what cannot be taken away stays."""
    room = max(min(keep, _ROOM // max(_size(library), 1)), min(keep, 2))
    for why, count in (("daily", room), ("upgrade", _UPGRADES)):
        for path in [path for path, found in _named(library) if found == why][count:]:
            with suppress(OSError):
                path.unlink()
    for part in folder_of(library).glob(f".{library.stem[:30]}*.part"):  # of a run that was killed
        with suppress(OSError):
            if datetime.now(UTC).timestamp() - part.stat().st_mtime > _OLD_PART:
                part.unlink()


def refuse_full(library: Path) -> None:
    """Raise LibraryError if a copy would not leave room on its disk."""
    free = shutil.disk_usage(library.resolve().parent).free
    if free < _size(library) + _SPARE:
        raise LibraryError(
            f"No daily copy of the library was made: {free // 10**6} MB are free on its disk. Make room there."
        )


def _named(library: Path) -> list[tuple[Path, Why]]:
    """The copies of this library by their names, the newest first."""
    pattern = re.compile(
        rf"{re.escape(library.stem)}-(?P<day>\d{{4}}-\d\d-\d\d)"
        rf"(?:(?P<upgrade>-before-upgrade(?:-\d+)?)|(?P<asked>-\d{{6}}(?:-\d+)?))?{re.escape(library.suffix)}"
    )
    found: list[tuple[str, float, Path, Why]] = []
    with suppress(OSError):
        for path in folder_of(library).iterdir():
            if (match := pattern.fullmatch(path.name)) and path.is_file():
                why: Why = "upgrade" if match["upgrade"] else "asked" if match["asked"] else "daily"
                found.append((match["day"], path.stat().st_mtime, path, why))
    return [(path, why) for _, _, path, why in sorted(found, key=lambda one: one[:2], reverse=True)]


def _backup(path: Path, why: Why) -> Backup:
    found = path.stat()
    made = datetime.fromtimestamp(found.st_mtime, UTC).isoformat(timespec="seconds")
    return Backup(path, made, found.st_size, why, count_of(path))


def _day(path: Path) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(path.stem[-10:])
    return None


def _days_between(size: int) -> int:
    return max(1, -(-size // _A_DAY))


def _size(library: Path) -> int:
    with suppress(OSError):
        return library.stat().st_size
    return 0
