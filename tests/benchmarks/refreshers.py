"""The three programs that ask feeds again, each with a library of its own: sciread, lemon24/reader, newsboat.

Each proves after a run that it has what it was to take: a run that lost an article is no run.
"""

import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import quoteattr

from store import Query, Store
from tests.benchmarks.programs import SCIREAD, Run, newsboat, reader_python, run

_PEER = str(Path(__file__).with_name("peer_reader.py"))


@dataclass(frozen=True, slots=True)
class Refresher:
    """A program with a library in `home`. `start` makes it anew and subscribes; `refresh` asks every feed."""

    name: str
    home: Path
    start: Callable[[], None]
    refresh: Callable[[], Run]
    held: Callable[[], int]
    """How many articles its library holds, found in every part of it that the program keeps."""

    def checked(self, articles: int) -> Run:
        """Refresh, and see that at least so many articles are there. Raises RuntimeError where they are not."""
        done = self.refresh()
        if (held := self.held()) < articles:
            raise RuntimeError(f"{self.name} holds {held} of {articles} articles after its run: {done.output[-300:]}")
        return done


def refreshers(folder: Path, addresses: Sequence[str]) -> dict[str, Refresher]:
    """Those of the three that this machine has."""
    makers = {"sciread": (_sciread, True), "reader": (_reader, reader_python()), "newsboat": (_newsboat, newsboat())}
    found = {}
    for name, (make, there) in makers.items():
        if there:
            home = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=folder))
            found[name] = make(home, addresses)
    return found


def missing(name: str) -> str:
    """Why there is nothing of a peer to compare with."""
    return f"not measured: no {name} here"


def _sciread(home: Path, addresses: Sequence[str]) -> Refresher:
    library, feeds = home / "library.db", home / "feeds.opml"
    rows = "".join(f'<outline text="Feed {n}" xmlUrl={quoteattr(one)}/>' for n, one in enumerate(addresses))
    feeds.write_text(f'<opml version="2.0"><head/><body>{rows}</body></opml>', "utf-8")
    command = (*SCIREAD, "--db", str(library))

    def start() -> None:
        _remove(library)
        run((*command, "import", str(feeds)), home)

    def held() -> int:
        with Store(library) as store:
            articles, cited = store.counts().articles, len(store.ids(Query("doi:10.5555/made.*")))
            found = len(store.ids(Query("subject research")))
            tagged = sum(tag.count for tag in store.tags()) // 12
            shown = all(store.body(one) for one in store.ids(Query())[:20])
        return min(articles, cited, found, tagged) if shown else 0

    return Refresher("sciread", home, start, lambda: run((*command, "refresh", "--all"), home), held)


def _reader(home: Path, addresses: Sequence[str]) -> Refresher:
    library = home / "reader.db"
    command = (str(reader_python()), _PEER)

    def start() -> None:
        _remove(library, library.with_name("reader.db.search"))
        run((*command, "add", str(library), *addresses), home)

    def held() -> int:
        with closing(sqlite3.connect(library)) as connection:
            return int(connection.execute("SELECT count(*) FROM entries").fetchone()[0])

    return Refresher("reader", home, start, lambda: run((*command, "update", str(library)), home), held)


def _newsboat(home: Path, addresses: Sequence[str]) -> Refresher:
    urls, library, config = home / "urls", home / "cache.db", home / "config"
    urls.write_text("".join(f"{one}\n" for one in addresses))
    config.write_text("")
    command = (str(newsboat()), "-q", "-u", str(urls), "-c", str(library), "-C", str(config), "-x", "reload")

    def start() -> None:
        _remove(library)

    def held() -> int:
        with closing(sqlite3.connect(library)) as connection:
            return int(connection.execute("SELECT count(*) FROM rss_item").fetchone()[0])

    return Refresher("newsboat", home, start, lambda: run(command, home), held)


def _remove(*paths: Path) -> None:
    for path in paths:
        for ending in ("", "-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
