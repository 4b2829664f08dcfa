"""Dates as news and reference strings write them, read to (year, month, day) as far as they go."""

import re

from store.model import DateParts

_NAMES = (
    ("january", "jan", "januar", "jän", "janvier", "enero"),
    ("february", "feb", "februar", "février", "febrero"),
    ("march", "mar", "märz", "mär"),
    ("april", "apr", "avril", "abril"),
    ("may", "mai"),
    ("june", "jun", "juni", "juin", "junio"),
    ("july", "jul", "juli", "juillet", "julio"),
    ("august", "aug", "août", "agosto"),
    ("september", "sep", "sept", "septembre", "septiembre"),
    ("october", "oct", "oktober", "okt", "octobre", "octubre"),
    ("november", "nov", "novembre", "noviembre"),
    ("december", "dec", "dezember", "dez", "décembre", "diciembre"),
)
_MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names} | {"mars": 3}

YEAR = r"(?:1[5-9]|20)\d\d"
# French "mars" only behind a day: the planet has years of its own ("Mars 2020").
MONTH = "(?:" + "|".join(sorted(_MONTHS.keys() - {"mars"}, key=len, reverse=True)) + r"|(?<=\d\s)mars)\b\.?"

# From the fullest to the barest shape; the first that matches somewhere wins.
_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"(?<!\d)(?P<y>{YEAR})-(?P<n>\d\d)-(?P<d>\d\d)(?!\d)",
        rf"(?<!\d)(?P<d>\d\d?)(?:st|nd|rd|th|\.)?[\s-]+(?P<m>{MONTH}),?[\s-]+(?P<y>{YEAR})(?!\d)",
        rf"\b(?P<m>{MONTH})\s+(?P<d>\d\d?)(?:st|nd|rd|th)?,?\s+(?P<y>{YEAR})(?!\d)",
        rf"(?<!\d)(?P<y>{YEAR}),?\s+(?P<m>{MONTH})\s+(?P<d>\d\d?)(?!\d)",
        rf"\b(?P<m>{MONTH}),?\s+(?P<y>{YEAR})(?!\d)",
        rf"(?<!\d)(?P<y>{YEAR}),?\s+(?P<m>{MONTH})",
        rf"(?<![\d./-])(?P<y>{YEAR})(?![\d/-])",
    )
)
DATE = (
    rf"(?i:\d\d?(?:st|nd|rd|th|\.)?[\s-]+{MONTH},?[\s-]+{YEAR}|{MONTH}\s+\d\d?(?:st|nd|rd|th)?,?\s+{YEAR}"
    rf"|{YEAR}-\d\d-\d\d|{YEAR},?\s+{MONTH}(?:\s+\d\d?)?|{MONTH},?\s+{YEAR}|{YEAR})"
)
"""A pattern for one whole date, for use inside other patterns."""
_WHOLE = re.compile(DATE)


def read_date(text: str) -> DateParts:
    """The first date of the fullest shape in `text`; () if none. Only the first 300 characters are read."""
    text = text[:300]
    if "1" not in text and "20" not in text:
        return ()
    for shape in _SHAPES:
        for match in shape.finditer(text):
            if parts := _parts(match.groupdict()):
                return parts
    return ()


def is_date(text: str) -> bool:
    """Whether `text` is a date with day and nothing else, as in the line under a headline."""
    return len(text) <= 40 and _WHOLE.fullmatch(text.strip()) is not None and len(read_date(text)) == 3


def _parts(found: dict[str, str | None]) -> DateParts:
    """Groups y, m (name), n (number) and d to numbers; () where the calendar knows no such day."""
    number, name = found.get("n"), (found.get("m") or "").rstrip(".").casefold()
    month = int(number) if number else _MONTHS.get(name)
    year, day = int(found["y"] or 0), found.get("d")
    if month is None:
        return (year,)
    if not 1 <= month <= 12 or (day and not 1 <= int(day) <= 31):
        return ()
    return (year, month, int(day)) if day else (year, month)
