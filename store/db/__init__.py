"""The only package that runs SQL, with schema.py. `Store` is its face.

Rooms: connection.py (opening, transactions), index.py (full text), searching.py, few_texts.py and reading.py
(what lists and details ask), citing.py and exporting.py (from a work to its articles, and out), saving.py, finding.py,
batch.py, rows.py, told.py, originals.py and papers.py (what sources say), paper_reading.py, paper_notices.py,
paper_telling.py and paper_json.py (what services say of papers, and what follows for articles), paper_queue.py,
paper_state_rows.py, paper_lists.py and paper_cards.py (the reader's queue, lists and cards of papers), marking.py
(what the reader does, and undo), feeding.py (what is asked again), pruning.py (what is let go), viewing.py and
view_rows.py (saved queries),
tagging.py, tag_rules.py and tag_rule_rows.py (tags as a whole, and what gives them by itself), suggesting.py (what is
like an article), statistics.py (what was read), reading_places.py (how far articles were read), counting.py (counts
that are kept), checking.py
(whether all is whole); opening.py and upgrading.py (is it ours and sound, and is it up to date), library_file.py and
checkpoints.py (the connection, and when the -wal moves into the file), copies.py, backups.py,
backing_up.py and restoring.py (copies of the whole), state_*.py (what the reader did, out of one library and into
another).
"""

from store.db.backing_up import BackingUp
from store.db.checking import Checking
from store.db.feeding import Feeding
from store.db.grouping import Grouping
from store.db.paper_cards import PaperCards
from store.db.paper_telling import PaperTelling
from store.db.pruning import Pruning
from store.db.reading_places import ReadingPlaces
from store.db.saving import Saving
from store.db.state_in import CarryingIn
from store.db.statistics import Statistics
from store.db.suggesting import Suggesting
from store.db.tag_rules import Ruling
from store.db.tagging import Tagging
from store.db.viewing import Viewing


class Store(
    CarryingIn, PaperCards, Saving, Feeding, Pruning, Grouping, Viewing, Tagging, Ruling, Suggesting, ReadingPlaces,
    BackingUp, Checking, PaperTelling, Statistics,
):  # fmt: skip
    """A library in one SQLite file. One Store per thread; close it, or use it in a `with`.

    Raises LibraryError when the file cannot be opened, is not a library, or (LibraryNewerError) was
    written by a newer sciread; then it has not been touched.
    """


__all__ = ["Store"]
