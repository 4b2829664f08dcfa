"""Copies of the open library: one that is asked for, and one a day."""

from collections.abc import Callable
from pathlib import Path

from store.db.connection import Connection
from store.db.copies import KEPT, copy_to, one_of
from store.errors import LibraryError
from store.files import make_folder

_OWN = """SELECT (SELECT coalesce(group_concat(id || coalesce(undone, '')), '') FROM
    (SELECT id, undone FROM journal ORDER BY id DESC LIMIT 200)) || ';' || (SELECT count(*) FROM citation_keys) ||
    ';' || (SELECT count(*) || ',' || coalesce(max(id), 0) FROM own_works)"""
"""What differs after anything the reader did: the journal's end, keys given, references imported."""


class BackingUp(Connection):
    """A library that can be copied while it is open here and elsewhere."""

    def backup(self, path: Path | None = None) -> Path:
        """Copy the library into a new file, proved to be whole; None: into its folder of copies. Return where.

        A folder gets a file named by day and time. Raises LibraryError, and never writes over anything.
        """
        from store.db.backups import folder_of, free_path, name_of  # here: what opens needs no copies

        target = folder_of(self.path) if path is None else path
        try:
            if path is None:
                target = free_path(self.path, self._now(), "asked")
            elif (target := path.expanduser()).is_dir():
                target /= name_of(self.path, self._now(), "asked")
            copy_to(self._conn, target)
        except (OSError, ValueError, RuntimeError) as error:  # a NUL in its name, ~ of nobody
            taken = isinstance(error, FileExistsError)
            reason = "there is something of that name" if taken else getattr(error, "strerror", None)
            raise LibraryError(
                f"Could not copy the library to {target}: {reason or error}. Choose another place."
            ) from error
        return target

    def daily_backup(self, keep: int = KEPT, stopped: Callable[[], bool] | None = None) -> Path | None:
        """Make the copy of the day if one is due (backups.py says when) and return it; keep so many of them.

        Raises LibraryError if it is due and cannot be made, StoppedError when `stopped` says so.
        """
        from store.db.backups import folder_of, is_due, name_of, refuse_full, rotate

        if keep < 1 or self.read_only or not is_due(self.path, self._now(), self._done_so_far(), _done_by):
            return None
        path = folder_of(self.path) / name_of(self.path, self._now(), "daily")
        try:
            refuse_full(self.path)
            make_folder(path.parent)
            copy_to(self._conn, path, stopped)
            rotate(self.path, keep)
        except FileExistsError:  # another sciread was quicker
            return None
        except OSError as error:
            raise LibraryError(
                f"No daily copy of the library was made in {path.parent}: {error.strerror or error}. Make room there."
            ) from error
        return path

    def _done_so_far(self) -> str:
        return str(self._rows(_OWN)[0][0])


def _done_by(copy: Path) -> str:
    return str(one_of(copy, _OWN, ""))
