"""What feedparser makes of a plain value: dates, addresses, people and text; no answer for any other kind."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin

Parts = tuple[int, ...]
"""Year, month, day, hour, minute, second in UTC."""

_MONTH_NAMES = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
_MONTHS = {name: at for at, name in enumerate(_MONTH_NAMES.split(), 1)}
# With the day's name, or else feedparser tries other readings first.
_MAILED = re.compile(
    rf"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), ([0-9]{{1,2}}) ({'|'.join(_MONTHS)}) ([0-9]{{4}})"
    r" ([0-9]{2}):([0-9]{2}):([0-9]{2}) (?:([+-])([0-9]{2})([0-9]{2})|GMT|UT|UTC|Z)"
)
_ISO = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
    r"(?:T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]{1,6})?(?:Z|([+-])([0-9]{2}):([0-9]{2}))?)?"
)
_C1 = re.compile("[\x80-\x9f]")
_ADDRESS = re.compile(r"https?://[a-z0-9][a-z0-9.-]*(?::[0-9]+)?(?:/[\w\-.~%/]*)?", re.ASCII)
_SLASHES = re.compile("^([A-Za-z][A-Za-z0-9+-.]*://)(/*)(.*?)")
_PERSON = re.compile(r"([a-zA-Z0-9_\-.+]+@(?:[a-zA-Z0-9-]+\.)+[a-zA-Z]{2,4})(?: \(([^()@<>&]+)\))?")


class OtherwiseError(Exception):
    """This is not the plain kind."""


def read_date(stated: str) -> Parts | None:
    """Return the time of a date as mail or ISO 8601 has it, None for an empty one. Raises OtherwiseError for others."""
    if not stated:
        return None
    if found := _MAILED.fullmatch(stated):
        day, month, year, *time = found.groups()
        parts = [int(year), _MONTHS[month], int(day), *map(int, time[:3])]
    elif found := _ISO.fullmatch(stated):
        parts = [int(part or 0) for part in found.groups()[:6]]
    else:
        raise OtherwiseError
    sign, hours, minutes = found.groups()[6:]
    try:
        when = datetime(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], tzinfo=UTC)
        if sign:
            offset = timedelta(hours=int(hours), minutes=int(minutes))
            when = when - offset if sign == "+" else when + offset
    except (ValueError, OverflowError) as error:
        raise OtherwiseError from error
    return when.timetuple()[:6]


def read_text(pieces: list[str]) -> str:
    """Return the text of an element. Raises OtherwiseError where feedparser would mend its encoding."""
    text = "".join(pieces).strip()
    if text.isascii():
        return text
    if _C1.search(text):
        raise OtherwiseError
    try:
        mended = text.encode("iso-8859-1").decode("utf-8")
    except UnicodeError:
        return text
    if mended != text:
        raise OtherwiseError
    return text


def absolute(address: str, base: str) -> str:
    """Return an address as feedparser resolves it. Raises OtherwiseError where there is none."""
    if not address or _ADDRESS.fullmatch(address):
        return address
    try:
        return urljoin(base, _SLASHES.sub(r"\1\3", address))
    except ValueError as error:
        raise OtherwiseError from error


def is_steady(document: str) -> bool:
    """Tell whether a document's address stays as it is when feedparser resolves it against itself."""
    return not document or _ADDRESS.fullmatch(document) is not None or absolute(document, document) == document


def read_person(text: str) -> dict[str, str]:
    """Return a name, or a mail address with or without a name behind it. Raises OtherwiseError for other forms."""
    if "@" not in text:
        return {"name": text}
    found = _PERSON.fullmatch(text)
    if not found or (found[2] is not None and not found[2].strip()):
        raise OtherwiseError
    return {"email": found[1], **({"name": found[2].strip()} if found[2] else {})}
