"""When an entry or page was published, as far as it says so: an aware time, or None. Never a guess."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from store.model import DateParts
from store.references.citations_dates import read_date

EARLIEST, LATEST = 1990, 2100
"""Years outside of these are misreadings: there were no feeds before, and no clock is that wrong."""

_OFFSET = re.compile(r"[+-](\d{2}):?([0-5]\d|[6-9]\d)\s*$")
_ISO = re.compile(r"\d{4}-?\d\d-?\d\d(?:[T ]|$)")
_SLASHED = re.compile(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})$")
_MOST_HOURS = 14
_FIELDS = ("published", "created", "updated")


def read_published(entry: Any) -> datetime | None:
    """Return the time feedparser read in UTC: of publication, else of making, else of the last change."""
    for name in _FIELDS:
        # dict.get, because feedparser's own get() answers one missing date with another and warns
        parsed, stated = dict.get(entry, f"{name}_parsed"), dict.get(entry, name)
        if parsed and stated:
            return _sane(parsed[:6], str(stated))
    return None


def read_iso(stated: object) -> datetime | None:
    """Return the time an ISO 8601 text states, in UTC; one without a zone is taken as UTC."""
    if not isinstance(stated, str) or len(stated) > 40:
        return None
    try:
        when = datetime.fromisoformat(stated.strip().replace("Z", "+00:00").replace("z", "+00:00"))
        when = when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return when if EARLIEST <= when.year <= LATEST else None


def _sane(parts: tuple[int, ...], stated: str) -> datetime | None:
    offset = _OFFSET.search(stated)
    if offset and ":" in stated and (int(offset[1]) > _MOST_HOURS or int(offset[2]) > 59):
        return None
    year, month, day, hour, minute, second = parts
    if not EARLIEST <= year <= LATEST:
        return None
    try:
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    except ValueError:
        return None


def read_stated(stated: str) -> datetime | None:
    """Return the time a page states: ISO 8601, `2026/6/3`, RFC 2822 or a day in words; a year alone is no day."""
    stated = stated.strip()
    if _ISO.match(stated) and (when := read_iso(stated)):
        return when
    if day := _SLASHED.match(stated):
        return at_midnight(tuple(map(int, day.groups())))
    try:
        mailed = parsedate_to_datetime(stated[:80])
    except (ValueError, TypeError, IndexError, OverflowError):
        return at_midnight(read_date(stated[:80]))
    return read_iso(mailed.isoformat())


def at_midnight(parts: DateParts) -> datetime | None:
    """Return a fully stated day as a time (midnight UTC), or None."""
    if len(parts) != 3 or not EARLIEST <= parts[0] <= LATEST:
        return None
    try:
        return datetime(parts[0], parts[1], parts[2], tzinfo=UTC)
    except ValueError:
        return None
