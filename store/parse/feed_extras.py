"""What feedparser drops: every identifier of an item (Dublin Core, PRISM), and when a feed wants to be asked again."""

from collections.abc import Sequence
from dataclasses import dataclass

_NAMES = frozenset({"identifier", "doi", "url", "isbn", "pmid"})
_SPACES = ("purl.org/dc/", "prismstandard.org", "purl.org/rss/1.0/modules/prism", "highwire.org", "ncbi.nlm.nih.gov")
_MOST_PER_ITEM = 40
_LONGEST = 2000
_LONGEST_WAIT = 86_400  # seconds; a feed that asks for more than a day is mistaken


@dataclass(frozen=True, slots=True)
class Extras:
    """`identifiers` of each item, in the order of the items; `ttl` in seconds; `skip_hours` of the day, in UTC."""

    identifiers: Sequence[tuple[str, ...]] = ()
    ttl: int | None = None
    skip_hours: tuple[int, ...] = ()


def timed(identifiers: Sequence[tuple[str, ...]], stated: dict[str, list[str]]) -> Extras:
    """Return the extras of a feed whose head states a `ttl` (in minutes) and `hour`s to skip, as it writes them."""
    hours = {int(hour) % 24 for hour in stated.get("hour", ()) if hour.isdecimal() and int(hour) <= 24}
    return Extras(identifiers, _wait(stated), tuple(sorted(hours)) if len(hours) < 24 else ())


def minutes(written: str) -> str:
    """Return what a ttl states, as far as it is looked at."""
    return written.strip()[:20].lower()


def hour_of(written: str) -> str:
    """Return what an hour of skipHours states, as far as it is looked at."""
    return written.strip()[:4]


def _wait(stated: dict[str, list[str]]) -> int | None:
    """Return for how many seconds a feed asks to be left alone: its ttl, which counts minutes.

    `sy:updatePeriod` is not heeded: blog software writes "hourly" into every feed, whoever runs it.
    """
    minutes = stated.get("ttl", [""])[0]
    return min(int(minutes) * 60, _LONGEST_WAIT) or None if minutes.isdecimal() else None


def names_identifier(namespace: str, name: str) -> bool:
    """Tell whether an element of an item says what the item is."""
    return name in _NAMES and any(part in namespace for part in _SPACES)


def add_identifier(found: dict[str, None], name: str, written: str) -> None:
    """Add what an element of this name says to an item's identifiers, each once."""
    value = written.strip()
    if value and len(value) <= _LONGEST and len(found) < _MOST_PER_ITEM:
        found[_labelled(name, value)] = None


def _labelled(name: str, value: str) -> str:
    """Say the scheme where only the element's name says it."""
    return (
        f"{name}:{value}" if name in ("doi", "pmid", "isbn") and not value.lower().startswith((name, "http")) else value
    )
