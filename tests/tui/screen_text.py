"""A small library with fixed dates, and the screen as text, for stories told in keys and pictures."""

import os
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from difflib import unified_diff
from functools import cache
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from rich.console import Console
from textual.pilot import Pilot

from store import Reference, Store
from store.model import Author, Draft, FeedDraft
from tui.app import SciRead

NOW = datetime(2026, 6, 4, 12, 0, tzinfo=UTC)
PICTURES = Path(__file__).parents[1] / "pictures"

Drive = Callable[["Pilot[None]"], Awaitable[None]]


def clock() -> datetime:
    """The moment at which every story happens."""
    return NOW


def paper(doi: str, title: str, n: int = 1, role: str = "main") -> Reference:
    """A certain reference with a DOI."""
    return Reference(
        n=n,
        raw=f"Roe A, et al. {title}. Test J. 2026. doi:{doi}",
        role="main" if role == "main" else "cited",
        confidence="high",
        ids={"doi": doi},
        title=title,
        authors=(Author("Ada Roe", "Roe", "Ada"),),
        et_al=True,
        container="Test Journal",
        issued=(2026, 5),
    )


def drafts() -> list[Draft]:
    """Six articles: with one paper, two papers, none; with hostile text; a digest; an old one."""
    body = "A team reports a result that changes a number.\n\n" + "\n\n".join(
        f"Paragraph {n} holds a few words more, so that the article is longer than a screen." for n in range(1, 30)
    )
    return [
        Draft(
            "a", "Protein switch steers repair in lung cells", body, "https://news.example/a", ("Ada Roe",),
            NOW - timedelta(hours=4), "Example News", ("lung cancer", "repair"),
            (paper("10.1000/a1", "A switch that steers repair"), paper("10.1000/a2", "Earlier work", 2, "cited")),
        ),
        Draft(
            "b", "Two trials, one answer", "Short text.", "https://news.example/b", (), NOW - timedelta(days=1),
            "Example News", ("trials",),
            (paper("10.1000/b1", "The first trial"), paper("10.1000/b2", "The second trial", 2)),
        ),
        Draft(
            "c", "[Retracted] \x1b]2;owned\x07 [/x] an old claim", "No source is named here.",
            "https://news.example/c", (), NOW - timedelta(days=2), "Example News",
        ),
        Draft(
            "d", "This week in five lines", "Two items.", None, (), NOW - timedelta(days=20), "Digest Press",
            children=(
                Draft("d1", "First item of the digest", "One.", published=NOW - timedelta(days=20)),
                Draft("d2", "Second item of the digest", "Two.", published=NOW - timedelta(days=20)),
            ),
        ),
        Draft("e", "Zebrafish grow back what they lose", "An old text.", None, (), NOW - timedelta(days=4900)),
    ]  # fmt: skip


def make_library(path: Path) -> Path:
    """Write the library and close it; its path is handed back."""
    return put(path, _library())


def put(path: Path, file: bytes) -> Path:
    """Write a library that was made before; its path is handed back."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(file)
    return path


@cache
def _library() -> bytes:
    """The file, made once for all tests of a run."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "library.db"
        with Store(path, now=clock) as store:
            *fed, alone = drafts()
            store.save(fed, feed=FeedDraft("Example News", tuple(fed), "https://news.example/feed"))
            store.save([alone], place="alone.txt")
        return path.read_bytes()


def screen_text(app: SciRead) -> str:
    """What stands on the screen, as lines of text without colours."""
    width, height = app.size
    console = Console(width=width, height=height, file=StringIO(), color_system=None, legacy_windows=False)
    console.print(app.screen._compositor.render_update(full=True))
    written = console.file
    assert isinstance(written, StringIO)
    return "\n".join(line.rstrip() for line in written.getvalue().splitlines()) + "\n"


def picture(name: str, shown: str) -> None:
    """Compare with the golden picture; UPDATE_PICTURES=1 writes it anew."""
    path = PICTURES / f"{name}.txt"
    if os.environ.get("UPDATE_PICTURES"):
        PICTURES.mkdir(exist_ok=True)
        path.write_text(shown, encoding="utf-8")
    if not path.exists():
        pytest.fail(f"there is no picture {path.name}: run once with UPDATE_PICTURES=1 and look at it")
    if shown != (kept := path.read_text(encoding="utf-8")):
        lines = unified_diff(kept.splitlines(), shown.splitlines(), path.name, "the screen", n=1, lineterm="")
        pytest.fail("\n".join(lines))
