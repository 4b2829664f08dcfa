"""The imprint of a reference string: date, volume, issue, pages or article number, in the orders styles use."""

import re
from dataclasses import dataclass

from store.model import DateParts
from store.references.citations_dates import DATE, MONTH, YEAR, read_date

_VOLUME = r"(?P<volume>[A-Z]?\d{1,4}[A-Z]?)"
_ISSUE = r"(?:\s?\(\s*(?P<issue>[^()]{1,24}?)\s*\))?"
_PAGES = r"(?P<pages>[A-Za-z]{0,5}\d[\w.]{0,14}\d?(?:\s?[-–—]\s?[A-Za-z]{0,3}\d\w{0,10})?)"
_SPACE = r"[\s,]{1,4}"
_NUMBER = r"(?:no|nr|issue|iss)\.?\s?(?P<issue>[\w/–-]{1,12})"
_AT = r"(?:(?:pp?|art|no)\.?\s?|S\.\s?|Article\s|Pages?\s|Seiten?\s)"


@dataclass(frozen=True, slots=True)
class Imprint:
    """When and where in a journal a work stands; falsy when the string says nothing of it."""

    issued: DateParts = ()
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    article_number: str | None = None

    def __bool__(self) -> bool:
        return bool(self.issued or self.volume)


# (pattern, whether a stop before it ends the journal's name). The first pattern that matches is taken, and of
# its matches the last. Names: Vancouver and ScienceDaily; Nature, BMC, Science X; MLA; ACS; a date at the end.
_ORDERS = tuple(
    (re.compile(pattern, re.IGNORECASE), stopped)
    for pattern, stopped in (
        (
            rf"[\s,]{{1,3}}(?P<date>{YEAR}),?\s{_NUMBER}(?:[.,]\s?Art(?:icle|\.)?\s?No\.?:?\s?(?P<pages>[A-Z]*\d+))",
            False,
        ),
        (rf"{_SPACE}{_VOLUME},\s?{_NUMBER}\s\(\s?(?P<date>[^()\d]{{0,12}}{DATE})\s?\)(?:\s?:\s?{_PAGES})?", False),
        (
            rf"(?<!\d)(?P<date>{YEAR}(?:[\s,-]{{1,2}}{MONTH}(?:\s+\d\d?)?)?)\s?;\s?(?:{_VOLUME}{_ISSUE}"
            rf"(?:\s?[:,]\s?{_PAGES})?)?(?!\s?\d?\d\s)",
            True,
        ),
        (rf"\s{_VOLUME}\s\((?P<date>{YEAR})\)[\s,:]{{1,3}}{_AT}?{_PAGES}(?=[.;,]|\s*$)", False),
        (
            rf"(?:{_SPACE}(?:vol\.?\s)?{_VOLUME}{_ISSUE}(?:\s?[,:]\s?{_AT}?{_PAGES})?)?"
            rf"[\s,]{{0,3}}\(\s?(?P<date>[^()\d]{{0,12}}{DATE})\s?\)",
            False,
        ),
        (
            rf"(?:\.\s|{_SPACE})vol\.?\s?{_VOLUME}(?:,\s?(?:no|issue|iss)\.?\s?(?P<issue>[\w-]{{1,12}}))?"
            rf",\s?(?:pp?\.?|pages?|article)\s?{_PAGES},\s?(?P<date>{DATE})",
            False,
        ),
        (
            rf"(?:\.\s|{_SPACE})vol\.?\s?{_VOLUME}(?:,\s?(?:no|issue|iss)\.?\s?(?P<issue>[\w-]{{1,12}}))?"
            rf"(?:,\s?(?P<date>{DATE}))?(?:,\s?(?:pp?\.?|pages?|article)\s?{_PAGES})?",
            False,
        ),
        (rf"\s(?P<date>{YEAR}),\s?{_VOLUME}{_ISSUE}(?:\s?[,:]\s?{_PAGES})?(?=[.;,]|\s*$)", False),
        (rf"\s(?P<date>{YEAR})\s?:\s?{_PAGES}(?=[.;]|\s*$)", False),
        (rf",\s(?P<date>{DATE}),\spp?\.?\s?{_PAGES}", False),
        (rf"(?:[.,;:]|\s[-–—])\s?(?:(?:le|vom|am|on|del?)\s)?(?P<date>{DATE})[.,;]?\s*$", True),
        (rf"\s{_VOLUME}{_ISSUE}(?:\s?[,:]\s?{_PAGES})[,.]\s(?P<date>{YEAR})\.?\s*$", False),
        (rf"\s(?P<date>{DATE})[.,;]?\s*$", False),
    )
)
_UNDATED = re.compile(
    rf"(?:,\s(?:vol\.?\s)?|\s(?=\w{{1,5}}\s?[(:]|\d{{1,4}},\s\w{{1,9}}\s?[-–]\s?\w{{1,9}}\.?\s*$)){_VOLUME}{_ISSUE}"
    rf"(?:\s?[,:]\s?{_AT}?{_PAGES})?\.?\s*$",
    re.IGNORECASE,
)


def read_imprint(text: str, date: str | None = None) -> tuple[Imprint, str, bool]:
    """The imprint, the text left of it, and whether a stop there ends the journal's name.

    With `date` (found elsewhere, as in APA) only volume, issue and pages at the end are looked for.
    """
    if date is not None:
        found = _UNDATED.search(text[-200:])
        head = text[: max(0, len(text) - 200) + found.start()] if found else text
        return _imprint(found.groupdict() if found else {}, date, found[0] if found else ""), head, found is None
    for pattern, stopped in _ORDERS:
        matches = [match for match in pattern.finditer(text) if read_date(match.groupdict().get("date") or "")]
        if matches:
            match = matches[-1]
            return _imprint(match.groupdict(), match["date"], match[0]), text[: match.start()], stopped
    return Imprint(), text, True


def _imprint(found: dict[str, str | None], date: str, written: str) -> Imprint:
    """Groups to fields: a range, or what "p." announces, is pages; a lone number is an article number.

    (It may be a first page, too, which looks alike.)
    """
    pages = (found.get("pages") or "").rstrip(".")
    ranged = re.search(rf"\d\s?[-–—]\s?\w|\bp{{1,2}}\.?\s?(?={re.escape(pages)})", pages and written) is not None
    return Imprint(
        read_date(date),
        found.get("volume"),
        found.get("issue"),
        pages if ranged else None,
        pages if pages and not ranged else None,
    )
