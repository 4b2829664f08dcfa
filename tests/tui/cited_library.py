"""A library in which several articles cite the same works, and the reader opened on it."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from textual.pilot import Pilot
from textual.screen import Screen

from store import Article, Reference, Store
from store.model import Draft, FeedDraft
from tests.tui.reader import opened_reader
from tests.tui.screen_text import NOW, clock, paper
from tui.screens.library import LibraryScreen

WIDE, SMALL = (140, 40), (78, 24)

PROSE = (
    "A review of many years.\n\nNobody had expected it. The turn came with [a switch](https://doi.org/10.1000/switch) "
    "that steers repair in the lung. Others followed [elsewhere](https://www.other.example/more)."
)


def in_prose(body: str, reference: Reference) -> Reference:
    """The reference, found where its DOI stands in a body."""
    start = body.index(reference.ids["doi"])
    return replace(reference, start=start, end=start + len(reference.ids["doi"]), how="url", reason="linked")


def drafts() -> list[Draft]:
    """Four articles on one switch: two reports, a review that mentions it, and one that cites nothing."""
    switch = paper("10.1000/switch", "A switch that steers repair")
    early = replace(switch, status="Online ahead of print", reason="trailer")
    loose = Reference(
        n=3, raw="Doe B. An unlinked work. Old J. 1999", confidence="low", reason="listed", title="An unlinked work"
    )
    body = "A team reports a switch. See [the group](https://lab.example/group) and [data](https://data.example/1)."
    cited = paper("10.1000/early", "Earlier work", 2, "cited")
    return [
        Draft("a", "A switch in the lung", body, "https://news.example/a", (), NOW - timedelta(hours=4),
              "Example News", references=(early, cited, loose)),
        Draft("b", "How lungs mend themselves", "Short.", None, (), NOW - timedelta(days=1), "Other Press",
              references=(switch,)),
        Draft("c", "Twenty years of repair", PROSE, None, (), NOW - timedelta(days=400), "Review Weekly",
              references=(in_prose(PROSE, replace(switch, n=1, role="cited")),)),
        Draft("d", "[Nothing/] is cited \x1b[31mhere", "No source.", None, (), NOW - timedelta(days=3), "Example News"),
    ]  # fmt: skip


def write_library(path: Path, articles: Sequence[Draft]) -> Path:
    """Write a library and close it; its path is handed back."""
    with Store(path, now=clock) as store:
        store.save(articles, feed=FeedDraft("Example News", tuple(articles), "https://news.example/feed"))
    return path


@asynccontextmanager
async def reading(path: Path, size: tuple[int, int] = WIDE) -> AsyncIterator[tuple[LibraryScreen, Pilot[None]]]:
    """The reader on a library."""
    async with opened_reader(path, size=size) as opened:
        yield opened


def top(screen: LibraryScreen) -> Screen[object]:
    """The screen that is in sight now."""
    return screen.app.screen


def current(screen: LibraryScreen) -> Article:
    """The highlighted article, which there must be."""
    assert screen.article
    return screen.article
