"""The only package that runs SQL, with schema.py. `Store` is its face.

Rooms: connection.py (opening, transactions), index.py (full text), searching.py and reading.py (what lists and
details ask), citing.py and exporting.py (from a work to its articles, and out), saving.py, rows.py and papers.py
(what sources say), marking.py (what the reader does, and undo), feeding.py (what is asked again), pruning.py (what is
let go), viewing.py and view_rows.py (saved queries).
"""

from store.db.exporting import Exporting
from store.db.feeding import Feeding
from store.db.grouping import Grouping
from store.db.pruning import Pruning
from store.db.saving import Saving
from store.db.viewing import Viewing


class Store(Exporting, Saving, Feeding, Pruning, Grouping, Viewing):
    """A library in one SQLite file. One Store per thread; close it, or use it in a `with`.

    Raises LibraryError when the file cannot be opened, is not a library, or (LibraryNewerError) was
    written by a newer sciread; then it has not been touched.
    """


__all__ = ["Store"]
