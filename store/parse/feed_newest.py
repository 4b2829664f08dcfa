"""The newest entries of a feed that holds more than anyone reads, and more than can be read in time."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

MOST_ENTRIES = 5000
MOST_TEXT = 2_000_000
"""Characters of all entries' texts together: HTML takes about two seconds a million to read on a small machine."""

LARGEST, COST_OF_LARGE = 2_000_000, 200_000
"""A text above the first counts as long as the second: it is read as plain text, which is quick."""

Entry = TypeVar("Entry")


def newest(
    entries: Sequence[Entry], when: Callable[[Entry], datetime | None], size: Callable[[Entry], int]
) -> list[int]:
    """Return the places of the newest entries, in the feed's order: by date if each has one, else the first.

    `size` is the length of an entry's text. The newest is kept whatever its size, and one too large hides no other.
    """
    sizes = [length if (length := size(entry)) <= LARGEST else COST_OF_LARGE for entry in entries]
    places = list(range(len(entries)))
    if len(places) <= MOST_ENTRIES and sum(sizes) <= MOST_TEXT:
        return places
    dates = [when(entry) for entry in entries]
    dated = [(date, -place) for place, date in enumerate(dates) if date]
    if len(dated) == len(places):
        places = [-place for _, place in sorted(dated, reverse=True)]
    kept, room = places[:1], MOST_TEXT
    for place in places[1:MOST_ENTRIES]:
        if sizes[place] <= room:
            room -= sizes[place]
            kept.append(place)
    return sorted(kept)
