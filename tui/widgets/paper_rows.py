"""Papers, one a row: whether each stands, its place in the queue, how often it is cited; rows of the window only."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from rich.cells import cell_len

from store import clean_line
from tui.paper_words import DOUBTED, queue_mark, queue_words, status_mark, status_text
from tui.widgets.row_list import Part, RowList, fit

if TYPE_CHECKING:
    from store import Paper

WINDOW, _BLOCKS = 32, 8
"""Papers are asked for by blocks of so many; so many blocks are kept."""

_CITED, _YEAR, _JOURNAL = 6, 6, 24
_NARROW, _WIDE = 44, 76
"""Cells from which a row has room for the year, and for the journal."""

_MOST_AUTHORS = 3
_LABELS = {"doi": "doi", "pmid": "PubMed", "pmcid": "", "arxiv": "arXiv", "isbn": "ISBN"}

Fetch = Callable[[Sequence[int]], "Sequence[Paper]"]


class PaperList(RowList):
    """Papers by their ids. `fetch` gives those of some ids, and is asked for what is in sight."""

    def __init__(self, fetch: Fetch) -> None:
        super().__init__()
        self._fetch = fetch
        self._papers: dict[int, dict[int, Paper]] = {}
        self.ids: Sequence[int] = ()

    @property
    def paper(self) -> "Paper | None":
        """The paper under the cursor."""
        return self._paper(self.cursor) if 0 <= self.cursor < self.count else None

    def show(self, ids: Sequence[int], keep: int | None = None) -> None:
        """Show these papers; the cursor on paper `keep` if it is among them, else on its row."""
        self._papers.clear()
        self.ids = ids
        at = ids.index(keep) if keep in ids else max(self.cursor, 0)
        self.set_rows(len(ids), at)

    def row(self, index: int, width: int) -> Sequence[Part]:
        """Status, queue, citations, year, journal, title."""
        paper = self._paper(index)
        return paper_row(paper, width) if paper else ((fit("    no longer in the library", width), "dim"),)

    def _paper(self, index: int) -> "Paper | None":
        block = index // WINDOW
        if block not in self._papers:
            if len(self._papers) >= _BLOCKS:
                del self._papers[next(iter(self._papers))]
            found = self._fetch(self.ids[block * WINDOW : (block + 1) * WINDOW])
            self._papers[block] = {paper.id: paper for paper in found}
        return self._papers[block].get(self.ids[index])


def paper_row(paper: "Paper", width: int) -> tuple[Part, ...]:
    """A row of exactly `width` cells; a narrow one leaves out journal and year."""
    status, state = paper.status.kind, paper.queued.state if paper.queued else ""
    mark = status_mark(status)
    year = f"{paper.year or '–':>{_YEAR}}" if width >= _NARROW else ""
    journal = f"  {fit(journal_of(paper), _JOURNAL)}" if width >= _WIDE else ""
    room = width - 4 - _CITED - len(year) - cell_len(journal) - 3
    return (
        (f" {mark}", "error" if mark == DOUBTED else "dim"),
        (f"{queue_mark(state)} ", "accent"),
        (f"{paper.cited:>{_CITED},}", "strong" if paper.cited > 1 else "dim"),
        (year, "dim"),
        (journal, "dim"),
        ("  ", ""),
        (fit(title_of(paper), room), ""),
        (" ", ""),
    )


def paper_heading(width: int) -> str:
    """The names of the columns, as wide as the rows below them."""
    year = f"{'year':>{_YEAR}}" if width - 1 >= _NARROW else ""
    journal = f"  {fit('journal', _JOURNAL)}" if width - 1 >= _WIDE else ""
    return f"     {'cited':>{_CITED}}{year}{journal}  title"


def title_of(paper: "Paper") -> str:
    """The title on one line, else an id: some papers are known by nothing else."""
    return clean_line(paper.title or "") or ids_line(paper) or "(no title)"


def journal_of(paper: "Paper") -> str:
    """Where it came out; of a preprint without a server, that it is one."""
    return clean_line(paper.container or "") or ("preprint" if paper.is_preprint else "")


def ids_line(paper: "Paper") -> str:
    """doi 10.1000/x · PubMed 123."""
    named = (f"{_LABELS.get(scheme, scheme)} {id}" for scheme, id in paper.ids.items())
    return " · ".join(clean_line(one, 200) for one in named)


def authors_line(names: Sequence[str], most: int = _MOST_AUTHORS) -> str:
    """The first names, then how many more."""
    told = ", ".join(clean_line(name, 80) for name in names[:most])
    return f"{told} and {len(names) - most:,} more" if len(names) > most else told


def about_paper(paper: "Paper", now: datetime, width: int) -> str:
    """What is known of a paper in three lines: who and where (cut), whether it stands, its place in the queue."""
    who = authors_line([author.family or author.name for author in paper.authors])
    where = " ".join(filter(None, (journal_of(paper), str(paper.year or ""))))
    kind = "preprint" if paper.is_preprint else ""
    first = " · ".join(filter(None, (who, where, kind, ids_line(paper))))
    queue = queue_words(paper.queued) or "not in your queue"
    return "\n".join((fit(first, width).rstrip(), status_text(paper.status, now), queue))
