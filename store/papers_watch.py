"""load_notice_list(): take over the Retraction Watch list, a CSV file of many ten thousand rows, read row by row."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from store.db import Store
from store.errors import SourceError
from store.fetch import opened
from store.model import DateParts
from store.model_paper import Notice, NoticeKind
from store.papers_shapes import date_parts, iso_date, read_doi
from store.parse.markup import clean_line

Listed = tuple[tuple[tuple[str, str], ...], Notice]
"""The ids of a work, and the notice about it."""

SOURCE = "retraction-watch-list"
_NEEDED = ("RetractionDate", "OriginalPaperDOI", "OriginalPaperPubMedID", "RetractionNature")
_KINDS: Mapping[str, NoticeKind] = {
    "retraction": "retracted", "expressionofconcern": "concern", "correction": "corrected",
    "reinstatement": "reinstated",
}  # fmt: skip
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)")
_LONGEST_REASON = 500
_WRONG = "Name the CSV file of the Retraction Watch database."


@dataclass(frozen=True, slots=True)
class LoadedList:
    """What became of a list: works it names, rows in it, rows that could not be used, the day up to which it goes.

    `raised` are ids of articles that were read, and came up again because their paper was retracted.
    """

    works: int
    rows: int
    skipped: int
    as_of: str
    raised: tuple[int, ...]


class NoticeList:
    """The notices of a list, read row by row while they are iterated; then `rows`, `skipped` and `as_of` are known.

    `today` bounds the day up to which it goes: a year that was mistyped is no later list. Iterating raises
    SourceError where the file cannot be read, or is no such list.
    """

    def __init__(self, where: str | Path, today: str = "9999") -> None:
        self._where = str(where)
        self._today = today
        self.rows = self.skipped = 0
        self.as_of = ""
        self._ended = True

    def __iter__(self) -> Iterator[Listed]:
        self.rows = self.skipped = 0
        with opened(self._where) as file:
            rows = csv.reader(self._lines(file))
            head = self._head(rows)
            places = {name: place for place, name in enumerate(head)}
            whole = True
            for row in self._whole(rows):
                whole = len(row) == len(head)
                listed = _listed(row, places) if whole else None
                if listed is None:
                    self.skipped += 1
                    continue
                day = listed[1].day
                if len(listed[1].date) == 3 and self.as_of < day <= self._today:
                    self.as_of = day
                yield listed
        if not whole and not self._ended:  # what is missing behind it would count as checked
            raise SourceError(
                f"Could not read {self._where}: it ends in the middle of a row, so more may be missing. Get it again."
            )

    def _lines(self, file: Iterable[bytes]) -> Iterator[str]:
        """The file's lines. It was written by many hands: a line that is not UTF-8 is Latin-1."""
        first = True
        for line in file:
            self._ended = line.endswith(b"\n")
            if first:
                line, first = line.removeprefix(b"\xef\xbb\xbf"), False
            try:
                yield line.decode("utf-8")
            except UnicodeDecodeError:
                yield line.decode("latin-1")

    def _head(self, rows: Iterator[list[str]]) -> list[str]:
        """The names of the columns, in the first row."""
        try:
            head = [name.strip() for name in next(rows, [])]
        except csv.Error:
            head = []
        missing = [name for name in _NEEDED if name not in head]
        if missing:
            raise SourceError(
                f"Could not read {self._where}: it is no list of notices, for its first row does not name "
                f"{missing[0]}. {_WRONG}"
            )
        return head

    def _whole(self, rows: Iterator[list[str]]) -> Iterator[list[str]]:
        """Rows that can be read; the others are counted."""
        while True:
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error:  # a field without an end, or longer than any can be
                self.rows += 1
                self.skipped += 1
                continue
            if row:
                self.rows += 1
                yield row


def read_notice_list(where: str | Path, today: str = "9999") -> NoticeList:
    """Return the notices of a Retraction Watch CSV file, to be iterated."""
    return NoticeList(where, today)


def load_notice_list(store: Store, where: str | Path) -> LoadedList:
    """Take a list over into the library, in place of the one before. Raises SourceError and LibraryError."""
    notices = read_notice_list(where, store.now().date().isoformat())
    listed = list(notices)  # the day up to which it goes is known at its end
    if not listed or not notices.as_of:
        raise SourceError(f"Could not load {where}: no row of it names a work and a date. {_WRONG}")
    works, raised = store.load_notices(listed, notices.as_of)
    return LoadedList(works, notices.rows, notices.skipped, notices.as_of, raised)


def _listed(row: list[str], places: Mapping[str, int]) -> Listed | None:
    """What a row says; None where it names no work, or no notice of a kind that is known."""
    kind = _KINDS.get(re.sub(r"[^a-z]", "", row[places["RetractionNature"]].lower()))
    ids = tuple(_ids(row[places["OriginalPaperDOI"]], row[places["OriginalPaperPubMedID"]]))
    if kind is None or not ids:
        return None
    doi, reason = places.get("RetractionDOI"), places.get("Reason")
    date = _date(row[places["RetractionDate"]])
    return ids, Notice(
        kind, date, None if doi is None else read_doi(row[doi]), "" if reason is None else _reason(row[reason]), SOURCE
    )


def _ids(doi: str, pmid: str) -> Iterator[tuple[str, str]]:
    """The ids of a work. What is not known stands there as "unavailable", "0" or nothing."""
    if found := read_doi(doi):
        yield "doi", found
    number = pmid.strip().lstrip("0")
    if number.isascii() and number.isdecimal() and len(number) <= 9:
        yield "pmid", number


def _date(text: str) -> DateParts:
    """A date, month first: "3/5/2026 0:00" is the fifth of March."""
    found = _AMERICAN.match(text.strip())
    return date_parts((found[3], found[1], found[2])) if found else iso_date(text)


def _reason(text: str) -> str:
    """Reasons in a row: "+Concerns about Data;+Unreliable Results;" is "Concerns about Data; Unreliable Results"."""
    parts = (part.strip().removeprefix("+").strip() for part in text[: 4 * _LONGEST_REASON].split(";"))
    return clean_line("; ".join(filter(None, parts)), _LONGEST_REASON)
