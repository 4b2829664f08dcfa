"""Whether the library is whole: its file, its links, its texts, its index, its counts, how articles stand."""

import sqlite3
import zlib
from dataclasses import dataclass

from store.db.connection import Connection
from store.db.counting import miscounted, recount
from store.db.opening import offered
from store.db.originals import unpacked
from store.db.paper_notices import stand_all, standings
from store.errors import LibraryError

_TOLD = 5
_REPAIR = "`sciread check --repair` makes it anew."


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: file, links, texts, index, counts or notices.

    `fault` says what is wrong and what to do, None if nothing is. `repaired`: it was, and was made anew.
    """

    name: str
    fault: str | None = None
    repaired: bool = False


class Checking(Connection):
    """A look at everything; it takes seconds to minutes, by the size of the library."""

    def check(self, *, repair: bool = False) -> list[Check]:
        """Look at the file's pages, at rows that name rows which are not there, and at the texts; then at what follows.

        `repair` makes index, counts and what notices say of articles anew where they are wrong: they follow from the
        rest. Nothing else is changed. Raises LibraryError when another program keeps the library locked.
        """
        found = [Check("file", self._file_fault()), Check("links", self._links_fault())]
        found.append(Check("texts", self._texts_fault()))
        for name, fault, anew in (
            ("index", self._index_fault(), _index_anew),
            ("counts", self._counts_fault(), recount),
            ("notices", self._standings_fault(), stand_all),
        ):
            if fault and repair:
                with self._write() as conn:
                    anew(conn)
            found.append(Check(name, fault, repaired=bool(fault) and repair))
        return found

    def _file_fault(self) -> str | None:
        try:
            told = [str(line) for (line,) in self._conn.execute("PRAGMA quick_check(3)")]
        except sqlite3.DatabaseError as error:
            told = [str(error)]
        return None if told == ["ok"] else f"The file is damaged: {'; '.join(told)}.{self._advice()}"

    def _links_fault(self) -> str | None:
        try:
            lost = self._conn.execute("PRAGMA foreign_key_check").fetchall()
        except sqlite3.DatabaseError as error:
            return f"The tables could not be read: {error}.{self._advice()}"
        if not lost:
            return None
        tables = ", ".join(sorted({str(table) for table, *_ in lost}))
        return f"{len(lost)} rows of {tables} belong to rows that are not there.{self._advice()}"

    def _texts_fault(self) -> str | None:
        """Look at every text beside its original: SQLite itself does not see a byte that changed on the disk."""
        sql = "SELECT article_id, CAST(markdown AS BLOB), original FROM bodies"
        try:
            changed = [id for id, markdown, original in self._conn.execute(sql) if not _is_as_saved(markdown, original)]
        except sqlite3.DatabaseError as error:
            return f"The texts could not be read: {error}.{self._advice()}"
        if not changed:
            return None
        told = ", ".join(map(str, changed[:_TOLD])) + (", …" if len(changed) > _TOLD else "")
        what = f"The texts of {len(changed)} articles are not what was saved (id {told}): bytes of them were changed."
        return what + self._advice()

    def _advice(self) -> str:
        return offered(self.path) or " Put a copy in the file's place, or begin a new one with --db."

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
            return f"The tables could not be counted: {error}.{self._advice()}"
        return f"{wrong} counts of tags, feeds or the library are not what is there. {_REPAIR}" if wrong else None

    def _standings_fault(self) -> str | None:
        try:
            kept = set(self._conn.execute("SELECT article_id, main, cited FROM article_standings"))
            wrong = len({row[0] for row in kept ^ standings(self._conn)})
        except sqlite3.DatabaseError as error:
            return f"The notices could not be read: {error}.{self._advice()}"
        return f"{wrong} articles do not stand as the notices about their papers say. {_REPAIR}" if wrong else None


def _index_anew(conn: sqlite3.Connection) -> None:
    conn.execute("INSERT INTO search (search) VALUES ('rebuild')")


def _is_as_saved(markdown: bytes, original: bytes) -> bool:
    """Whether a body and its original are those that were written: zlib keeps checksums of both (RFC 1950).

    Of a body of an earlier sciread only the original has one.
    """
    try:
        unpacked(original, markdown.decode("utf-8"))
    except (zlib.error, UnicodeDecodeError):
        return False
    return True


def _is_locked(error: Exception) -> bool:
    cause = error.__cause__ or error
    return getattr(cause, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
