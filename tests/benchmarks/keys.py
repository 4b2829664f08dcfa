"""From a key to the end of the frame that shows what it did, with few articles and with many, on a terminal.

A key is sent when the screen has been quiet for a moment, so that what the last one left to do is not in its time.
Letters of a search are timed to the last byte before the screen is quiet again: the ranked list, the article and the
words around the hit.
"""

import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from tests.benchmarks.made_feeds import made
from tests.benchmarks.made_library import LONG, LONG_PARAGRAPHS, Library, library
from tests.benchmarks.runs import Figure, Sample, Scale, interleaved
from tests.benchmarks.start import all_unread, first_words, reader
from tests.benchmarks.terminal import LINES, Terminal
from tui.widgets.row_list import CURSOR

Times = dict[str, list[float]]
"""Milliseconds by what was done."""

LIMITS = {
    "j, k": (95, 12, "drawing two rows and the top line"),
    "j, k, scrolling": (95, 12, "drawing every row in sight"),
    "article of 8 KB": (95, 40, "drawing the lines in sight"),
    "article of 200 KB": (95, 40, "reading the Markdown into blocks"),
    "filter by tag": (95, 60, "the ids of the tag, sorted"),
    "filter by unread": (95, 60, "the ids of all, sorted"),
    "filter by feed": (95, 60, "drawing the panes"),
    "a letter of a search": (95, 80, "ranking the hits; the article after its pause of 40 ms"),
    "mark all read": (50, 1500, "writing a mark for each article"),
    "undo of it": (50, 1500, "writing a mark for each article"),
}
"""What is done: which percentile counts, its limit in ms, what dominates."""

FREE = ("a letter of a search",)
"""What may cost more in a larger library."""

ROWS = (LINES - 3) // 2
"""Articles in sight: each has two lines, and over them stands the name of a group."""

OTHERS, HEADING = 7, 1.5
"""Rows of the pane before its first feed; seconds after which a row has listed nothing."""

SEARCHED = ("article", "patients", "lorpin the", "tumour cells")


def figures(scale: Scale) -> list[Figure]:
    """Steps, articles and marks in the larger library, against their limits and against the same in the smaller one."""
    runs = _runs(scale, _steps_and_articles, bare=partial(stepped, scale.large))
    return [*_against_small(runs, scale), *_against_bare(_joined(runs[str(scale.large)]), _joined(runs["bare"]))]


def filter_figures(scale: Scale) -> list[Figure]:
    """Filters and searches likewise."""
    return _against_small(_runs(scale, _filters), scale)


def _runs(
    scale: Scale, walk: "Callable[[Keys, Library, Scale], None]", **more: "Callable[[Path, Scale], Times]"
) -> dict[str, list[Times]]:
    sizes = dict.fromkeys((scale.small, scale.large))
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        work = {str(size): partial(typed, library(size), home, scale, walk) for size in sizes}
        return interleaved(work | {name: partial(one, home, scale) for name, one in more.items()}, scale.runs)


def _steps_and_articles(screen: "Keys", kept: Library, scale: Scale) -> None:
    screen.step(scale.keys)
    screen.open_articles("article of 8 KB", 0, scale.keys, 11)
    screen.list_all()
    screen.open_long(min(scale.keys, LONG - 2))
    screen.mark_all()


def _filters(screen: "Keys", kept: Library, scale: Scale) -> None:
    screen.filter_unread(scale.keys)
    in_memory(kept.path)
    screen.search()
    in_memory(kept.path)
    screen.filter_scopes(scale.keys)


def _against_small(runs: dict[str, list[Times]], scale: Scale) -> list[Figure]:
    small, large = (_joined(runs[str(size)]) for size in (scale.small, scale.large))
    return [figure for kind in large for figure in _told(kind, small[kind], large[kind], scale)]


def _joined(runs: list[Times]) -> dict[str, Sample]:
    kinds = {kind: [value for run in runs for value in run.get(kind, ())] for kind in LIMITS}
    return {kind: Sample(tuple(values), "ms") for kind, values in kinds.items() if values}


def _against_bare(large: dict[str, Sample], bare: dict[str, Sample]) -> list[Figure]:
    """The median of a step against that of a list alone: a ratio that a busy machine does not change."""
    told = "a list alone in Textual"
    return [large[kind].figure(f"{kind}, median", bare[kind], None, told, LIMITS[kind][2]) for kind in bare]


def _told(kind: str, small: Sample, large: Sample, scale: Scale) -> list[Figure]:
    percent, limit, dominates = LIMITS[kind]
    name = f"{kind}, {scale.large:,} articles" + (f", p{percent}" if percent != 50 else "")
    found = [large.limited(name, limit, percent, dominates)]
    value, before = large.percentile(percent), small.percentile(percent)
    bound = None if kind in FREE or kind.startswith(("mark", "undo")) else 1.3
    found.append(
        Figure(name, value, "ms", value / before, bound, f"the same with {scale.small:,} ({before:.1f} ms)", dominates)
    )
    return found


def typed(kept: Library, home: Path, scale: Scale, walk: "Callable[[Keys, Library, Scale], None]") -> Times:
    """Open the reader on a library of which nothing is read, and do everything of a walk once or many times."""
    all_unread(kept, home)
    times: Times = defaultdict(list)
    with Terminal(reader(kept), home) as terminal:
        for pattern in first_words():
            terminal.until(pattern)
        terminal.settle(0.6)
        walk(Keys(terminal, kept.articles, times), kept, scale)
    return times


def in_memory(path: Path) -> None:
    """Read a file through, for some machines empty their memory of it within a minute: else a disk is measured."""
    with path.open("rb", buffering=0) as file:
        while file.read(1 << 20):
            pass


def stepped(rows: int, home: Path, scale: Scale) -> Times:
    """Step through a list alone."""
    times: Times = defaultdict(list)
    with Terminal((sys.executable, "-m", "tests.benchmarks.bare_list", str(rows)), home) as terminal:
        terminal.until("1/")
        terminal.settle(0.6)
        Keys(terminal, rows, times).step(scale.keys, LINES - 2)
    return times


class Keys:
    """The keys of one run; each method adds its times."""

    def __init__(self, terminal: Terminal, articles: int, times: Times) -> None:
        self._terminal = terminal
        self._articles = articles
        self._times = times

    def _press(self, keys: bytes, wanted: str, kind: str = "") -> re.Match[str]:
        """Press, wait for a pattern, keep the time if it has a name, and wait for quiet."""
        self._terminal.press(keys)
        seconds, found = self._terminal.until(wanted)
        if kind:
            self._times[kind].append(seconds * 1000)
        self._terminal.settle()
        return found

    def _at(self, row: int) -> str:
        """A pattern for the place in the top line, counted from 1."""
        return rf"(?<![\d,]){row:,}/[\d,]+"

    def step(self, count: int, rows: int = ROWS) -> None:
        """Down the window of so many rows and beyond it, up the window and beyond it."""
        for row in range(2, rows + count):
            self._step(b"j", row, "j, k" if row <= rows else "j, k, scrolling")
        for row in range(rows + count - 2, 0, -1):
            self._step(b"k", row, "j, k" if row >= count else "j, k, scrolling")

    def _step(self, key: bytes, row: int, kind: str) -> None:
        """Time until the cursor is painted; the place in the top line comes with the frame after."""
        self._press(key, CURSOR, kind)
        self._terminal.until(self._at(row))

    def open_articles(self, kind: str, first: int, count: int, paragraphs: int) -> None:
        """From row to row, and into each article before its pause is over; back to the list."""
        for row in range(1, count):
            html = made(first + row, paragraphs).html
            body = r"\s+".join(map(re.escape, html.removeprefix("<p>").split()[:3]))
            self._terminal.press(b"j")
            self._terminal.until(self._at(row + 1))
            self._terminal.again(b"\r")
            seconds, _ = self._terminal.until(body)
            if seconds > 0:  # else the pause was over before the key came
                self._times[kind].append(seconds * 1000)
            self._terminal.settle()
            self._press(b"h", "/ search")  # what the list's hints offer

    def list_all(self) -> None:
        """Everything, read or not."""
        self._press(b"a", r"sciread  All ")

    def filter_unread(self, count: int) -> None:
        """Everything, only unread, everything …; in the end only unread."""
        for _ in range(count // 2):
            self._press(b"a", r"sciread  All .*" + self._at(1), "filter by unread")
            self._press(b"a", r"sciread  Unread .*" + self._at(1), "filter by unread")

    def search(self) -> None:
        """Type some words letter by letter."""
        for words in SEARCHED:
            self._press(b"/", "Enter keeps")
            for end, letter in enumerate(words, 1):
                self._terminal.press(letter.encode())
                if letter == " ":  # lists nothing else, and is not seen in the top line
                    self._terminal.settle(0.2)
                    continue
                self._terminal.until(f"/{re.escape(words[:end])}")
                self._times["a letter of a search"].append(self._terminal.settle(0.2) * 1000)
            self._press(b"\x1b", r"sciread  Unread · newest")

    def filter_scopes(self, count: int) -> None:
        """Down the feeds, and up the tags from the last one."""
        self._press(b"gt", "I add")  # what the pane's hints offer
        self._scopes(b"gg", b"j", count, "Made feed", "filter by feed")
        self._scopes(b"G", b"k", count, "Category", "filter by tag")

    def _scopes(self, first: bytes, key: bytes, count: int, label: str, kind: str) -> None:
        """From a place of the pane on, step by step, until so many scopes of a kind were listed."""
        self._terminal.press(first)
        self._terminal.settle(0.3)
        for _ in range(count + OTHERS):
            self._terminal.press(key)
            with suppress(TimeoutError):  # a heading lists nothing
                seconds, found = self._terminal.until(r"sciread  (\S[^·]*?) · .*\d/[\d,]+", HEADING)
                if found[1].startswith(label):
                    self._times[kind].append(seconds * 1000)
            self._terminal.settle()

    def open_long(self, count: int) -> None:
        """Into the articles of 200 KB, by a filter for their feed."""
        self._press(b"gu", "sciread  Unread · newest")
        self._press(b"F", "Enter applies")
        self._press(b'feed:"Long reads"\r', r"/feed:.* 1/\d")
        self.open_articles("article of 200 KB", self._articles - LONG, count, LONG_PARAGRAPHS)
        self._press(b"\x1b", r"sciread  Unread · newest")

    def mark_all(self) -> None:
        """Mark everything read, and take it back."""
        self._press(b"A", "Mark .* read")
        self._press(b"y", "marked read", "mark all read")
        self._terminal.settle(1.0)
        self._press(b"U", "▌ *U", "undo of it")  # its message may cross the border of two panes
        self._terminal.settle(1.0)


if __name__ == "__main__":
    from tests.benchmarks.table import alone

    alone(lambda scale: [*figures(scale), *filter_figures(scale)])
