"""Start: from the process to the first full paint on a terminal of 120 × 40, and the commands that start fastest.

The paint is full when the first row of the list, the first words of its article and a feed with its count stand on
the screen. All is byte-compiled before: the first run of each program is not counted.
"""

import re
import sys
import tempfile
from functools import partial
from pathlib import Path

from tests.benchmarks.made_feeds import made
from tests.benchmarks.made_library import Library, library
from tests.benchmarks.programs import SCIREAD, run
from tests.benchmarks.runs import Figure, Sample, Scale, interleaved
from tests.benchmarks.terminal import Terminal

EMPTY = (sys.executable, "-m", "tests.benchmarks.empty_app")
QUIET = 0.4
"""Seconds without a byte, after which a start is over."""

Start = tuple[float, float, float]
"""Seconds to the first full paint, seconds to the last byte, MB at most."""


def figures(scale: Scale) -> list[Figure]:
    """Starts with two sizes of library against an empty Textual app; commands against a start and a bare Python."""
    small, large = library(scale.small), library(scale.large)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        starts = {
            "empty": partial(painted, EMPTY, home, ("nothing-but-this",)),
            "small": partial(opened, small, home),
            "large": partial(opened, large, home),
        }
        listed = [*SCIREAD, "--db", str(large.path), "list", "--limit", "20"]
        commands = {
            "pass": partial(_seconds, [sys.executable, "-c", "pass"], home),
            "version": partial(_seconds, [*SCIREAD, "--version"], home),
            "list": partial(_seconds, listed, home),
        }
        interleaved(starts | commands, 1)  # writes the bytecode, and the file's pages into memory
        runs = interleaved(starts | commands, scale.runs)
    return [*_screens(scale, runs), *_commands(scale, runs)]


def reader(kept: Library) -> tuple[str, ...]:
    """The reader on a made library."""
    return (*SCIREAD, "--db", str(kept.path))


def all_unread(kept: Library, home: Path) -> None:
    """Make a library what it was: an article that stays in sight for a second is read. No copy is made meanwhile."""
    settings = home / "config" / "config.toml"
    settings.parent.mkdir(exist_ok=True)
    settings.write_text("backups = 0\n", "utf-8")
    run([*SCIREAD, "--db", str(kept.path), "mark", "is:read", "--unread"], home)


def first_words() -> tuple[str, ...]:
    """Patterns for what a full first paint holds."""
    first = made(0)
    words = first.html.removeprefix("<p>").split()[:2]
    return re.escape(first.title.split()[0]), r"\s+".join(map(re.escape, words)), r"Made feed 0 +\d"


def opened(kept: Library, home: Path) -> Start:
    """Start the reader on a library in which nothing is read."""
    all_unread(kept, home)
    return painted(reader(kept), home, first_words())


def painted(argv: tuple[str, ...], home: Path, wanted: tuple[str, ...]) -> Start:
    """Start a program on a terminal and wait for some patterns; then end it."""
    with Terminal(argv, home) as terminal:
        full = max(terminal.until(pattern)[0] for pattern in wanted)
        settled = terminal.settle(QUIET)
        return full, settled, terminal.peak() or 0.0


def _seconds(argv: list[str], home: Path) -> Start:
    done = run(argv, home)
    return done.seconds, done.seconds, done.peak or 0.0


def _screens(scale: Scale, runs: dict[str, list[Start]]) -> list[Figure]:
    full = {name: Sample(tuple(one[0] * 1000 for one in done), "ms") for name, done in runs.items()}
    settled = Sample(tuple(one[1] * 1000 for one in runs["large"]), "ms")
    peaks = {name: Sample(tuple(one[2] for one in done), "MB") for name, done in runs.items()}
    told, imports = f"start to first full paint, {scale.large:,} articles", "importing Textual"
    found = [
        full["large"].figure(told, full["empty"], 1.3, "an empty Textual app", imports),
        full["large"].figure(told, full["small"], 1.1, f"the same with {scale.small:,}", "opening the file"),
        settled.figure(f"{told}, to the last byte", full["empty"], None, "an empty Textual app", "the rest of the ids"),
        full["empty"].figure("start of an empty Textual app", dominates=imports),
    ]
    if all(peaks["large"].values):
        memory = f"most memory, {scale.large:,} articles"
        dominates = "Textual; SQLite's cache"
        found.append(peaks["large"].figure(memory, peaks["empty"], 1.6, "an empty Textual app", dominates))
    return found


def _commands(scale: Scale, runs: dict[str, list[Start]]) -> list[Figure]:
    took = {name: Sample(tuple(one[0] * 1000 for one in done), "ms") for name, done in runs.items()}
    name = f"`sciread list --limit 20`, {scale.large:,} articles"
    return [
        took["list"].figure(name, took["large"], 0.5, "the start", "imports"),
        took["version"].figure("`sciread --version`", took["pass"], 5, "`python -c pass`", "starting Python"),
    ]


if __name__ == "__main__":
    from tests.benchmarks.table import alone

    alone(figures)
