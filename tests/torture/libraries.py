"""Libraries to be tortured, and how much of everything they hold."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from store import Query, Store
from tests.benchmarks.made_library import draft
from tests.torture.killing import answered


@dataclass(frozen=True, slots=True)
class Contents:
    """How much of everything a library holds."""

    articles: int
    starred: int = 0
    notes: int = 0
    subscriptions: int = 0
    own_works: int = 0


def contents(library: Path) -> Contents:
    """Count, and read every text."""
    with Store(library) as store:
        ids = store.ids(Query())
        bodies = sum(bool(store.body(one)) for one in ids)
        starred, noted = len(store.ids(Query("is:starred"))), len(store.ids(Query("has:note")))
        subscribed = sum(feed.subscribed for feed in store.feeds())
        own = store._rows("SELECT count(*) FROM own_works")[0][0]
    return Contents(bodies, starred, noted, subscribed, own)


def kept(path: Path, articles: int, marked: bool = False) -> Path:
    """A library with so many articles, each of them with a star and a note if wanted; it is closed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with Store(path) as store:
        store.save([draft(5000 + number) for number in range(articles)])
        if marked:
            store.mark(range(1, articles + 1), starred=True)
            for article in range(1, articles + 1):
                store.set_note(article, f"note {article}")
    return path


def fresh(template: Path, home: Path) -> Path:
    """A copy of a closed library, in a folder of its own where nothing is left of the one before."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    return Path(shutil.copy(template, home / "library.db"))


def obeyed(library: Path, *words: str) -> list[str]:
    """Let a command do its work; a sentence if it could not."""
    done = answered(library, *words)
    return [] if done.returncode == 0 else [f"{words[0]}, done again, failed: {done.stderr.strip()[-300:]}"]


def differing(library: Path, wanted: Contents) -> list[str]:
    """A sentence if a library does not hold what it should."""
    found = contents(library)
    return [] if found == wanted else [f"in the end there are {found}, not {wanted}"]


def missing(library: Path, articles: Iterable[int]) -> list[str]:
    """A sentence for each article that was told of and is not there, with its text."""
    with Store(library) as store:
        wanted = list(articles)
        there = {article.id for article in store.articles(wanted) if store.body(article.id)}
    return [f"article {one} is not there" for one in wanted if one not in there]


def opml(addresses: Iterable[str]) -> str:
    """A list of subscriptions."""
    rows = "".join(f'<outline type="rss" text="{one}" xmlUrl="{one}"/>' for one in addresses)
    return f'<opml version="2.0"><head/><body>{rows}</body></opml>'
