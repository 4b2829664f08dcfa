"""The reader's own works, and what their identifying fields say, whatever the format."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from store.model import Author, Scheme
from store.parse.markup import clean_line
from store.references.identifiers import declared

Fault = tuple[int, str]

_LONGEST_ID = 1000
_UNLABELLED: Mapping[Scheme, str] = {"eudract": "EudraCT: "}
"""Labels for numbers that nothing but their label tells apart from others."""

_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
_LABELLED = re.compile(r"(?:DOI|PMID|PMCID|arXiv|ISBN|NCT|ISRCTN|EudraCT|EU CT)\s?:\s?(\S{1,300})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OwnWork:
    """A work in the reader's own reference library. `key` is "" where it has none."""

    key: str
    ids: Mapping[str, str]
    title: str | None
    authors: tuple[Author, ...]
    year: int | None
    container: str | None


@dataclass(frozen=True, slots=True)
class OwnLibrary:
    """Works in file order, and what could not be read: (line, one clear sentence), lines from 1, in line order."""

    works: tuple[OwnWork, ...]
    faults: tuple[Fault, ...]


def make_library(works: Iterable[OwnWork], faults: Iterable[Fault]) -> OwnLibrary:
    """Put the faults in the order of their lines; keys are made lines that can be shown and written."""
    kept = (work if (key := clean_line(work.key)) == work.key else replace(work, key=key) for work in works)
    return OwnLibrary(tuple(kept), tuple(sorted(faults, key=lambda fault: fault[0])))


def called(key: str, ids: Mapping[str, str], title: str | None) -> str:
    """What a work is known by: its key, else an identifier, else its title; "" if it has none of them."""
    return key or next((f"{scheme}:{id}" for scheme, id in sorted(ids.items())), "") or (title or "")[:_LONGEST_ID]


def short(text: str) -> str:
    """A text as a fault quotes it: one clean line, not long."""
    return clean_line(text[:400], 60)


def line_or_none(text: str) -> str | None:
    """A text as one clean line, None if nothing is left."""
    return clean_line(text) or None


def read_year(text: str) -> int | None:
    """The first year between 1000 and 2999 in a text."""
    found = _YEAR.search(text[:_LONGEST_ID])
    return int(found[0]) if found else None


def read_id(value: str, scheme: Scheme) -> str | None:
    """The identifier of that scheme a field holds."""
    if not value:
        return None
    text = _UNLABELLED.get(scheme, "") + value[:_LONGEST_ID]
    return next((one.id for one in declared(text, scheme) if one.scheme == scheme), None)


def read_address(value: str, ids: dict[str, str]) -> None:
    """Add what an address names, where no field said it; an address that names two works says nothing."""
    if not value:
        return
    by_scheme: dict[str, list[str]] = {}
    for one in declared(value[:_LONGEST_ID]):
        by_scheme.setdefault(one.scheme, []).append(one.id)
    for scheme, found in by_scheme.items():
        if len(found) == 1:
            ids.setdefault(scheme, found[0])


def read_labelled(note: str, ids: dict[str, str]) -> None:
    """Add the identifier a note consists of ("PMID: 23238015"); a note that only mentions one says nothing."""
    if _LABELLED.fullmatch(note.strip()):
        read_address(note.strip(), ids)
