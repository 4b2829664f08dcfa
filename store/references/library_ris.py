"""A reader's RIS file to works: whatever line ends, odd spacing, records that nobody closed."""

import re
from dataclasses import dataclass, field

from store.model import Author, Scheme
from store.references.library_works import (
    Fault,
    OwnLibrary,
    OwnWork,
    line_or_none,
    make_library,
    read_address,
    read_id,
    read_labelled,
    read_year,
    short,
)

_LINE = re.compile(r"[ \t]{0,20}([A-Z][A-Z0-9])(?:[ \t]{1,20}-|-(?=[ \t]))[ \t]?(.*)")
_TIGHT = re.compile(r"[ \t]{0,20}(TY|ER)-(.*)")
_TITLES = ("TI", "T1", "CT")
_CONTAINERS = ("T2", "JF", "JO", "BT", "JA", "J2", "J1")
_AUTHORS = ("AU", "A1")
_YEARS = ("PY", "Y1", "DA")
_IDS: tuple[tuple[str, Scheme], ...] = (("M3", "doi"), ("SN", "isbn"), ("C2", "pmcid"), ("AN", "pmid"))
"""Tags that may hold an identifier, and often hold something else."""

_PUBMED = re.compile(r"pubmed|medline|nlm", re.IGNORECASE)


@dataclass(slots=True)
class _Record:
    """The tags of one record, each with its values, which may go on over lines."""

    line: int
    values: dict[str, list[list[str]]] = field(default_factory=dict)
    last: list[str] = field(default_factory=list)

    def add(self, tag: str, value: str) -> None:
        """Take a tag and the first line of its value."""
        self.last = [value]
        self.values.setdefault(tag, []).append(self.last)

    def all(self, *tags: str) -> list[str]:
        """Every value of these tags that says something, in the order of the tags asked for."""
        values = [" ".join(filter(None, lines)) for tag in tags for lines in self.values.get(tag, ())]
        return [value for value in values if value]


@dataclass(slots=True)
class _Reader:
    """Puts lines together to records."""

    records: list[_Record] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    open: _Record | None = None
    outside: bool = False

    def read(self, number: int, line: str) -> None:
        """Take the next line."""
        found = _LINE.match(line) or _TIGHT.match(line)
        if found:
            self.outside = False
            self._tag(number, found[1], found[2].strip())
        elif line.strip() and self.open:
            self.open.last.append(line.strip())
        elif line.strip() and not self.outside:
            self.outside = True
            self.faults.append((number, f"“{short(line)}” stands outside any record."))

    def close(self, fault: str = "") -> None:
        """End the open record, with a fault if nothing in the file ended it."""
        if self.open and fault:
            self.faults.append((self.open.line, fault))
        if self.open:
            self.records.append(self.open)
        self.open = None

    def _tag(self, number: int, tag: str, value: str) -> None:
        if tag == "ER":
            if self.open is None:
                self.faults.append((number, "An ER line ends no record."))
            self.close()
            return
        if tag == "TY":
            self.close("The record has no ER line; it is kept up to the next TY line.")
        if self.open is None:
            self.open = _Record(number)
            if tag != "TY":
                self.faults.append((number, "The record has no TY line; it is read all the same."))
        self.open.add(tag, value)


def read_ris(text: str) -> OwnLibrary:
    """Read what can be read of a RIS text, its line ends LF."""
    reader = _Reader()
    for number, line in enumerate(text.split("\n"), 1):
        reader.read(number, line)
    reader.close("The record has no ER line; it is kept up to the end of the file.")
    works = [_work(record, reader.faults) for record in reader.records]
    return make_library(works, reader.faults)


def _work(record: _Record, faults: list[Fault]) -> OwnWork:
    years = record.all(*_YEARS)
    year = next((year for value in years if (year := read_year(value))), None)
    if years and year is None:
        faults.append((record.line, f"“{short(years[0])}” is no year."))
    return OwnWork(
        key=short(next(iter(record.all("ID")), "")),
        ids=_ids(record, faults),
        title=_first(record, _TITLES),
        authors=tuple(author for name in record.all(*_AUTHORS) if (author := _author(name))),
        year=year,
        container=_first(record, _CONTAINERS),
    )


def _first(record: _Record, tags: tuple[str, ...]) -> str | None:
    return next((line for value in record.all(*tags) if (line := line_or_none(value))), None)


def _author(name: str) -> Author | None:
    """`Family, Given` or `Family, Given, Jr`; without a comma a group, or a name that nobody took apart."""
    parts = [part for piece in name.split(",") if (part := line_or_none(piece))]
    if not parts:
        return None
    return Author(", ".join(parts), parts[0], " ".join(parts[1:])) if len(parts) > 1 else Author(parts[0])


def _ids(record: _Record, faults: list[Fault]) -> dict[str, str]:
    """The identifiers of the tags that hold them, then of the notes that are nothing else, then of the address."""
    ids: dict[str, str] = {}
    for value in record.all("DO"):
        if id := read_id(value, "doi"):
            ids.setdefault("doi", id)
        else:
            faults.append((record.line, f"“{short(value)}” is no DOI."))
    for tag, scheme in _IDS:
        for value in record.all(tag):
            if _holds(record, tag, value) and (id := read_id(value, scheme)):
                ids.setdefault(scheme, id)
    for note in record.all("N1", "C1", "M1", "M2", "AN", "C2"):
        read_labelled(note, ids)
    for address in record.all("UR", "L2", "LK"):
        read_address(address, ids)
    return ids


def _holds(record: _Record, tag: str, value: str) -> bool:
    """Whether a tag with several uses is used for this one: numbers of other databases stand under AN too."""
    if tag == "AN":
        sources = " ".join(record.all("DB", "DP"))
        return value.isdigit() and (not sources or bool(_PUBMED.search(sources)))
    return value.upper().startswith("PMC") if tag == "C2" else True
