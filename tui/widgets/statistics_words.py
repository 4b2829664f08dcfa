"""What was read, as headings with lines under them: the same for the screen and for the command. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from store import ReadingStatistics, clean_line
from tui.widgets.dates import MONTHS

BARS = "▁▂▃▄▅▆▇█"
"""The first for nothing, the others for more and more."""
_STATES = {
    "get": "to get", "to-read": "to read", "reading": "being read", "read": "read", "aside": "set aside",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, and lines of a number with what it counts."""

    heading: str
    lines: tuple[tuple[str, str], ...]


def sections(found: ReadingStatistics) -> list[Section]:
    """Everything that is counted, headings under which there is nothing left out."""
    counts = found.counts
    library = (
        (counts.articles, "articles"), (found.read, "read"), (counts.unread, "unread"), (counts.starred, "starred"),
        (counts.noted, "with a note"), (counts.hidden, "hidden, and in no number above"),
    )  # fmt: skip
    days, weeks = len(found.days), len(found.weeks)
    every = [
        Section("The library", _counted(library if counts.hidden else library[:-1])),
        Section("Read today" if days == 1 else f"Read in the last {days} days", _over_time(found.days, "day")),
        Section(f"Read in the last {weeks} weeks", _over_time(found.weeks, "week")),
        Section("Read, by your own tags", _named(found.own_tags, "#")),
        Section("Read, by tags of the sources", _named(found.source_tags, "#")),
        Section("Read, by journal of the paper", _named(found.journals)),
        Section("Your queue of papers", _counted((n, _STATES[state]) for state, n in found.queue if n)),
    ]
    return [section for section in every if section.lines]


def sparkline(numbers: Sequence[int]) -> str:
    """A bar for each number, the tallest for the greatest; nothing at all is told from little."""
    most = max(numbers, default=0)
    return "".join(BARS[-(-number * (len(BARS) - 1) // most) if most else 0] for number in numbers)


def _over_time(counted: Sequence[tuple[date, int]], unit: str) -> tuple[tuple[str, str], ...]:
    """The bars, and what they show in words; a single day is no more than its number."""
    numbers = [count for _, count in counted]
    total, length = sum(numbers), len(numbers)
    if length == 1:
        return ((f"{total:,}", "articles"),)
    if not total:
        return (("0", sparkline(numbers)), ("", "none was read"))
    best, most = max(counted, key=lambda pair: (pair[1], pair[0]))
    on, when = ("on", "on") if unit == "day" else ("in", "in the week from")
    return (
        (f"{total:,}", sparkline(numbers)),
        ("", f"on average {total / length:.1f} a {unit}; some {on} {sum(map(bool, numbers))} of {length} {unit}s"),
        ("", f"most {when} {best.day} {MONTHS[best.month - 1]} {best.year}: {most:,}"),
    )


def _counted(pairs: Iterable[tuple[int, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((f"{count:,}", words) for count, words in pairs)


def _named(pairs: Sequence[tuple[str, int]], sign: str = "") -> tuple[tuple[str, str], ...]:
    return tuple((f"{count:,}", sign + clean_line(name)) for name, count in pairs)
