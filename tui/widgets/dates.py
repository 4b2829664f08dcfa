"""Dates as a reader says them. The clock is always passed in."""

from datetime import date, datetime, timedelta

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def short_date(stamp: str | None, now: datetime) -> str:
    """A date in at most 8 cells: 08:02 (today), Tue (this week), 3 Jun (this year), Dec 2012; "" if unknown."""
    moment = _moment(stamp, now)
    if moment is None:
        return ""
    age = now.date() - moment.date()
    month = MONTHS[moment.month - 1][:3]
    if not age:
        return f"{moment:%H:%M}" if not _is_whole_day(stamp) else "today"
    if timedelta(0) < age < timedelta(days=7):
        return _WEEKDAYS[moment.weekday()][:3]
    return f"{moment.day} {month}" if moment.year == now.year else f"{month} {moment.year}"


def long_date(stamp: str | None, now: datetime) -> str:
    """3 June 2026, in the reader's time zone; "" if unknown."""
    moment = _moment(stamp, now)
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}" if moment else ""


def day_date(stamp: str | None, now: datetime) -> str:
    """4 June within this year, else 4 June 2025; "" if unknown."""
    return long_date(stamp, now).removesuffix(f" {now.year}")


def day(stamp: str | None, now: datetime) -> date | None:
    """The day in the reader's time zone; None if unknown."""
    moment = _moment(stamp, now)
    return moment.date() if moment else None


def day_heading(stamp: str, now: datetime) -> str:
    """Today, Yesterday, Tuesday 2 June (this week), May 2026; "" if unknown.

    A list is in the order of its instants, so here a bare date is the instant it is stored as: headings that
    jump back and forth would be worse than a date that stands under the evening before in zones west of Greenwich.
    """
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        return ""
    found = (moment.astimezone(now.tzinfo) if moment.tzinfo else moment).date()
    age = (now.date() - found).days
    if age in (0, 1):
        return ("Today", "Yesterday")[age]
    month = MONTHS[found.month - 1]
    if 1 < age < 7:
        return f"{_WEEKDAYS[found.weekday()]} {found.day} {month}"
    return f"{month} {found.year}" if age > 0 else f"{found.day} {month} {found.year}"


def _is_whole_day(stamp: str | None) -> bool:
    """Midnight UTC to the second is how a bare date is stored: it has no time of day to show."""
    return "T00:00:00" in (stamp or "") or len(stamp or "") == 10


def _moment(stamp: str | None, now: datetime) -> datetime | None:
    """The stamp in the zone of `now`; a bare date keeps its day wherever the reader is."""
    if not stamp:
        return None
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        return None
    if _is_whole_day(stamp) or moment.tzinfo is None:
        return moment.replace(tzinfo=now.tzinfo)
    return moment.astimezone(now.tzinfo)
