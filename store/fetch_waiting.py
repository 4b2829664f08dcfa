"""How long to wait before an address is asked again: what the server says, and what we choose after failures."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

MINUTE = 60.0
DAY = 24 * 60 * MINUTE
FIRST_WAIT = 15 * MINUTE
LONGEST_WAIT = DAY
LONGEST_ASKED = 7 * DAY
_SECONDS = re.compile(r"[0-9]+")


def retry_after(value: str | None, now: datetime) -> float | None:
    """Read a Retry-After header (RFC 9110 §10.2.3): seconds or an HTTP date, 0 to 7 days; None for anything else."""
    value = (value or "").strip()
    if _SECONDS.fullmatch(value):
        # beyond nine digits it is more than 30 years, and int() refuses thousands of digits
        return min(float(value) if len(value) < 10 else LONGEST_ASKED, LONGEST_ASKED)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:  # "-0000" and obsolete forms state no zone; HTTP dates are always GMT
        moment = moment.replace(tzinfo=UTC)
    return min(max((moment - now).total_seconds(), 0.0), LONGEST_ASKED)


def waiting(failures: int, random: Callable[[], float]) -> float:
    """Seconds to wait when an address failed again after `failures` failures: 15 min doubled for each, at most 24 h.

    Between half of it and all of it, by `random` (0 to 1), so that feeds which failed together part again.
    """
    full = min(FIRST_WAIT * 2.0 ** min(max(failures, 0), 10), LONGEST_WAIT)
    return full * (0.5 + random() / 2)
