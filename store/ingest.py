"""add(): fetch → parse → save, told source by source; import_own(): a reader's own references."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from store.db import Store
from store.errors import LibraryError, SourceError
from store.fetch import documents_in, fetch, is_folder, place_of
from store.model import Added
from store.parse import parse


def add(store: Store, where: str, *, tags: Sequence[str] = (), stdin: BinaryIO | None = None) -> Iterator[Added]:
    """Add a file, a folder of files, or standard input ("-"); yield a line for each document.

    What cannot be added is told in `error`, one sentence, and never ends the run. In a folder, files that
    are no documents are passed over; a folder without any document is an error.
    """
    if not is_folder(where):
        yield _add_one(store, where, tags, stdin)
        return
    found = False
    for path in documents_in(where):
        added = _add_one(store, path, tags, stdin)
        if added.kind is not None or added.error is None:
            found = True
            yield added
    if not found:
        yield Added(where, None, error=f"Could not add {where}: no document is in this folder. Name another.")


def _add_one(store: Store, where: str, tags: Sequence[str], stdin: BinaryIO | None) -> Added:
    kind = None
    try:
        page = fetch(where, stdin=stdin)
        parsed = parse(page)
        kind = parsed.kind
        saved = store.save(parsed.drafts, feed=parsed.feed, place=place_of(where))
        if tags:
            store.tag(saved.articles, add=tags)
    except (SourceError, LibraryError) as error:
        return Added(where, kind, error=str(error))
    return Added(where, kind, len(saved.added), len(saved.updated), saved.articles)


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a reader's own reference file.

    `works` are in it, `changed` of them are new or differ; `faults` are (line, what could not be read there).
    """

    works: int
    changed: int
    faults: tuple[tuple[int, str], ...]


def import_own(store: Store, where: str, *, stdin: BinaryIO | None = None) -> Imported:
    """Read a BibTeX, RIS or CSL-JSON file as the reader's own library. Raises SourceError, LibraryError."""
    from store.references.library import read_library  # here: only an import pays for it

    page = fetch(where, stdin=stdin)
    library = read_library(page.data, where)
    return Imported(len(library.works), store.import_own(library.works), library.faults)
