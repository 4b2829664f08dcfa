"""The connection to a library's file, which says when the file is closed."""

import sqlite3
from functools import partial
from typing import Any

from store.files_open import count_closed


class LibraryFile(sqlite3.Connection):
    """A connection whose file counts as open, once that is told, until it is closed."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        # A byte that a disk changed is shown as U+FFFD: the other rows can be read, and `check` tells of it.
        self.text_factory = partial(str, encoding="utf-8", errors="replace")

    def close(self) -> None:
        """Close the file; only then may its bytes be looked at again."""
        super().close()
        count_closed(self)
