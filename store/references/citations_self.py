"""The page's own citation: "Title (2025, May 3) retrieved 4 May 2025 from …" and the "Cite this page" strings."""

import re
from collections.abc import Iterable
from dataclasses import replace

from store.model import Reference
from store.references.citations_dates import DATE, read_date
from store.references.citations_marks import address, collapse

_RETRIEVED = re.compile(r"\(([^()]{4,40})\)\.?\s+retrieved\s+(?:on\s+)?([^()]{4,40}?)\s+from\s+", re.IGNORECASE)
_ACCESSED = re.compile(rf"\b(?:retrieved|accessed)(?:\s+on)?:?\s+({DATE})", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"](?P<title>.{4,400}?)[”\"](?=[\s.,;:]|$)")
_APA = re.compile(
    r"\((?P<date>(?:1[5-9]|20)\d\d[^()]{0,20})\)\.\s+(?P<title>[^\n]{4,400}?)\.\s+(?=[^\s.]+(?:\s[^\s.]+){0,4}\.?\s+Retrieved\b)"
)


def says_something(own: Reference) -> bool:
    """Whether a string under "Cite this page" tells of the page, and is not the name of a style."""
    return bool(own.title or own.url)


def is_own(value: str) -> bool:
    """Whether what stands under "Citation" cites the page itself."""
    return _RETRIEVED.search(value[:2000]) is not None


def read_own(written: str, label: str, start: int, end: int) -> Reference:
    """One string of the page's own citation; what it does not state stays open."""
    raw = collapse(written[:4000])
    own = Reference(None, raw, "self", "high", "own", label=label, url=address(raw), start=start, end=end)
    if found := _RETRIEVED.search(raw):
        title = raw[: found.start()].strip()
        return replace(own, title=title or None, issued=read_date(found[1]), accessed=read_date(found[2]))
    accessed = _ACCESSED.search(raw)
    own = replace(own, accessed=read_date(accessed[1]) if accessed else ())
    left = raw[: accessed.start()] if accessed else raw
    if found := _QUOTED.search(left):
        return replace(
            own,
            title=found["title"].strip().rstrip(".,"),
            issued=read_date(left[found.end() :].split("http")[0].split("www.")[0]),
        )
    if found := _APA.search(raw):
        return replace(own, title=found["title"].strip(), issued=read_date(found["date"]))
    return own


def merge_own(strings: Iterable[Reference]) -> Reference | None:
    """One page, cited in several styles: the first string, with what the others add; None if there is none."""
    whole: Reference | None = None
    for own in strings:
        if whole is None:
            whole = own
            continue
        fuller = own.issued if len(own.issued) > len(whole.issued) else whole.issued
        whole = replace(
            whole,
            title=whole.title or own.title,
            issued=fuller,
            accessed=whole.accessed or own.accessed,
            url=whole.url or own.url,
            ids={**own.ids, **whole.ids},
        )
    return whole
