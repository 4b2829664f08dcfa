"""Three programs on one library: the reader on a terminal, a refresh again and again, and changes without a pause.

No error may be shown, and what each of them acknowledged must be there in the end.
"""

import json
import re
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from store import Store
from store.db.copies import side_files
from tests.benchmarks.made_feeds import NEWEST, feed
from tests.benchmarks.programs import ROOT, environment
from tests.benchmarks.terminal import LIMIT, Terminal
from tests.server import LoopbackServer
from tests.torture.killing import answered, checked, command
from tests.torture.libraries import kept, missing, obeyed, opml
from tests.torture.marking import unkept
from tests.torture.marking_program import ARTICLES, DONE
from tests.torture.refreshing import FEEDS, ITEMS, tagged

_FAULT = re.compile(r"couldnot|locked|traceback|exception|malformed|error", re.IGNORECASE)
_STARRED = "SELECT changes FROM journal WHERE label IN ('starred', 'unstarred')"


@dataclass(slots=True)
class Shared:
    """The library, what was acknowledged, and what went wrong."""

    library: Path
    seconds: float
    lost: list[str] = field(default_factory=list)
    refreshes: int = 0
    articles: list[int] = field(default_factory=list)
    commands: int = 0
    keys: int = 0
    longest: int = 0

    def told(self) -> str:
        """One line."""
        return (
            f"three programs: {self.seconds:.0f} s, {self.keys} changes by keys, {self.commands} by commands, "
            f"{self.refreshes} refreshes with {len(self.articles)} new articles, {len(self.lost)} lost or told as an "
            f"error; the -wal grew to {self.longest / 1e6:.1f} MB"
        )


def together(folder: Path, seconds: float) -> Shared:
    """Let the three work on one library for so long, then look at everything."""
    shared = Shared(kept(folder / "library.db", ARTICLES), seconds)
    with LoopbackServer() as server:
        _serve(server, 0)
        (folder / "feeds.opml").write_text(opml(server.url(f"/{number}") for number in range(FEEDS)), "utf-8")
        shared.lost += obeyed(shared.library, "import", str(folder / "feeds.opml"))
        _refresh(shared)
        ending = threading.Event()
        others = [threading.Thread(target=_refreshing, args=(shared, server, ending))]
        others.append(threading.Thread(target=_marking, args=(shared, ending)))
        for other in others:
            other.start()
        try:
            _read(shared, time.perf_counter() + seconds)
        finally:
            ending.set()
            for other in others:
                other.join()
    _look(shared)
    return shared


def _serve(server: LoopbackServer, more: int) -> None:
    """Let every feed tell of so many articles more than at first."""
    for number in range(FEEDS):
        numbers = [number * ITEMS + item for item in range(ITEMS)] + [1000 + more * FEEDS + number] * bool(more)
        body = feed(number, numbers, server.url(f"/{number}"), NEWEST + timedelta(hours=more))
        server.routes[f"/{number}"] = tagged(body)


def _refreshing(shared: Shared, server: LoopbackServer, ending: threading.Event) -> None:
    while not ending.is_set():
        _serve(server, shared.refreshes)
        _refresh(shared)


def _refresh(shared: Shared) -> None:
    done = answered(shared.library, "refresh", "--all", "--json")
    told = [json.loads(line) for line in done.stdout.splitlines()]
    shared.articles += [article for one in told for article in one["articles"]]
    shared.lost += [f"a refresh told {one['error']}" for one in told if one["error"]]
    if done.returncode or done.stderr:
        shared.lost.append(f"a refresh ended with {done.returncode}: {done.stderr.strip()}")
    shared.refreshes += 1
    shared.longest = max(shared.longest, _size(side_files(shared.library)[0]))


def _marking(shared: Shared, ending: threading.Event) -> None:
    """Change one thing after the other, until the end."""
    said = shared.library.parent / "said"
    words = [sys.executable, "-m", "tests.torture.marking_program", str(shared.library), "0", "1000000"]
    with said.open("wb") as out:
        process = subprocess.Popen(
            words, cwd=ROOT, env=environment(shared.library.parent), stdin=subprocess.DEVNULL, stdout=out,
            stderr=subprocess.STDOUT,
        )  # fmt: skip
        ending.wait()
        if process.poll() is not None:
            shared.lost.append(f"the changes by commands ended: {said.read_text('utf-8')[-300:]}")
        process.kill()
        process.wait()
    lines = said.read_text("utf-8").split("\n")[:-1]
    shared.commands = sum(line.startswith(DONE) for line in lines)


def _read(shared: Shared, end: float) -> None:
    """Star, mark and tag one article after the other; each tag that is told stands for the keys before it too."""
    with Terminal(command(shared.library), shared.library.parent) as terminal:
        terminal.until("all keys")
        terminal.settle()
        try:
            while time.perf_counter() < end:
                _change(terminal, shared)
                shown = re.sub(r"\s", "", terminal.text())
                if found := _FAULT.search(shown):
                    shared.lost.append(f"the screen shows {shown[max(found.start() - 80, 0) : found.end() + 80]!r}")
            terminal.press(b"Q")
            while terminal.process.poll() is None and time.perf_counter() < end + 2 * LIMIT:
                terminal.settle()  # a terminal that nobody reads holds up who writes to it
            if code := terminal.process.wait(1):
                shared.lost.append(f"the reader ended with {code}")
        except (TimeoutError, subprocess.TimeoutExpired) as error:
            shared.lost.append(f"the reader did not answer: {error}")


def _change(terminal: Terminal, shared: Shared) -> None:
    number = shared.keys // 3
    if number % 4 == 3:  # the reader itself refreshes too: a second connection of the same program
        terminal.press(b"r")
        terminal.until(f"{_told('new article')}|{_told('Nothing new')}")
    terminal.press(b"jsmt")
    terminal.until("Add tags")
    terminal.again(f"r{number}\r".encode())
    terminal.until(_told(f"Tagged r{number}"))
    shared.keys += 3


def _told(text: str) -> str:
    """A pattern for a message: what is painted over the panes is cut where they end."""
    return r"\s*".join(map(re.escape, text.replace(" ", "")))


def _look(shared: Shared) -> None:
    """Is everything there that was acknowledged, and is the library whole?"""
    library = shared.library
    shared.lost += checked(library) + unkept(library, shared.commands) + missing(library, shared.articles)
    with Store(library) as store:
        tags = {tag.name for tag in store.tags()}
        starred = [json.loads(changes) for (changes,) in store._rows(_STARRED)]
    rounds = shared.keys // 3
    by_keys = sum(ids[0] > ARTICLES for changes in starred for *_, ids in changes)
    shared.lost += [f"the tag r{number} is not there" for number in range(rounds) if f"r{number}" not in tags]
    if by_keys < rounds:
        shared.lost.append(f"of {rounds} stars by keys {by_keys} are in the journal")


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
