"""The newest entries of a feed that has more of them than anyone reads."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

MOST_ENTRIES = 5000

Entry = TypeVar("Entry")


def newest(entries: Sequence[Entry], when: Callable[[Entry], datetime | None], most: int = MOST_ENTRIES) -> list[int]:
    """Return the places of the newest entries, in the feed's order: by date if each has one, else the first."""
    places = list(range(len(entries)))
    if len(places) <= most:
        return places
    dates = [when(entry) for entry in entries]
    dated = [(date, -place) for place, date in enumerate(dates) if date]
    if len(dated) < len(places):
        return places[:most]
    return sorted(-place for _, place in sorted(dated, reverse=True)[:most])
