"""Whether the library is whole: its file, its links, its index, its counts."""

import sqlite3
from dataclasses import dataclass

from store.db.connection import Connection
from store.db.counting import miscounted, recount
from store.errors import LibraryError

_COPY = "Put a copy in the file's place, or begin a new one with --db."
_REPAIR = "`sciread check --repair` makes it anew."


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: file, links, index or counts.

    `fault` says what is wrong and what to do, None if nothing is. `repaired`: it was, and was made anew.
    """

    name: str
    fault: str | None = None
    repaired: bool = False


class Checking(Connection):
    """A look at everything; it takes seconds to minutes, by the size of the library."""

    def check(self, *, repair: bool = False) -> list[Check]:
        """Look at the file's pages, at rows that name rows which are not there, at the index and at the counts.

        `repair` makes index and counts anew where they are wrong: they follow from the rest. Nothing else is changed.
        Raises LibraryError when another program keeps the library locked.
        """
        found = [Check("file", self._file_fault()), Check("links", self._links_fault())]
        for name, fault, anew in (
            ("index", self._index_fault(), "INSERT INTO search (search) VALUES ('rebuild')"),
            ("counts", self._counts_fault(), None),
        ):
            if fault and repair:
                with self._write() as conn:
                    conn.execute(anew) if anew else recount(conn)
            found.append(Check(name, fault, repaired=bool(fault) and repair))
        return found

    def _file_fault(self) -> str | None:
        try:
            told = [str(line) for (line,) in self._conn.execute("PRAGMA quick_check(3)")]
        except sqlite3.DatabaseError as error:
            told = [str(error)]
        return None if told == ["ok"] else f"The file is damaged: {'; '.join(told)}. {_COPY}"

    def _links_fault(self) -> str | None:
        try:
            lost = self._conn.execute("PRAGMA foreign_key_check").fetchall()
        except sqlite3.DatabaseError as error:
            return f"The tables could not be read: {error}. {_COPY}"
        if not lost:
            return None
        tables = ", ".join(sorted({str(table) for table, *_ in lost}))
        return f"{len(lost)} rows of {tables} belong to rows that are not there. {_COPY}"

    def _index_fault(self) -> str | None:
        try:
            with self._write() as conn:  # SQLite asks for it as a write; rank 1: compared with the texts too
                conn.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
        except (LibraryError, sqlite3.DatabaseError) as error:
            if _is_locked(error):
                raise
            return f"The full-text index does not say what the texts say. {_REPAIR}"
        return None

    def _counts_fault(self) -> str | None:
        try:
            wrong = miscounted(self._conn)
        except sqlite3.DatabaseError as error:
            return f"The tables could not be counted: {error}. {_COPY}"
        return f"{wrong} counts of tags, feeds or the library are not what is there. {_REPAIR}" if wrong else None


def _is_locked(error: Exception) -> bool:
    cause = error.__cause__ or error
    return getattr(cause, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
