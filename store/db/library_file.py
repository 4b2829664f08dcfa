"""The connection to a library's file, which says when the file is closed."""

import sqlite3

from store.files_open import count_closed


class LibraryFile(sqlite3.Connection):
    """A connection whose file counts as open, once that is told, until it is closed."""

    def close(self) -> None:
        """Close the file; only then may its bytes be looked at again."""
        super().close()
        count_closed(self)
