"""What can go wrong in a way a reader can act on. Everything else is a bug and is left to crash.

StoreError
├── SourceError      a source gave no article: missing, empty, not a document, unreadable
├── QueryError       a query does not parse; knows the column
├── StoppedError     a question to the library was stopped, for nobody waits for its answer
├── NotFoundError    no such article, reference or paper
└── LibraryError     the library file cannot be opened or written
    └── LibraryNewerError   it was written by a newer sciread
"""


class StoreError(Exception):
    """One clear sentence: what could not be done, why, and what to do next."""


class SourceError(StoreError):
    """A source gave no article."""


class QueryError(StoreError):
    """A query does not parse.

    `column` counts characters from 0 in the query's text: where the fault stands.
    """

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.column = column


class StoppedError(StoreError):
    """A question was stopped by `Store.interrupt()`."""


class NotFoundError(StoreError):
    """What was asked for is not in the library."""


class LibraryError(StoreError):
    """The library file cannot be opened or written."""


class LibraryNewerError(LibraryError):
    """The library was written by a newer sciread; nothing was changed."""
