"""The library in the pictures: the samples that ship with sciread, as a reader has them after a first evening."""

from datetime import UTC, datetime
from pathlib import Path

from store import Query, Store, add
from store.model_paper import Record, Told
from tests.conftest import ROOT

NOW = datetime(2026, 6, 4, 12, 0, tzinfo=UTC)


def clock() -> datetime:
    """The moment of the pictures."""
    return NOW


def demo_library(path: Path) -> Path:
    """Write the library and close it; its path is handed back."""
    with Store(path, now=clock) as store:
        list(add(store, str(ROOT / "seeds")))
        ids = store.ids(Query())
        store.mark(ids[2:5], read=True)
        store.mark(ids[1:4:2], starred=True)
        store.tag(ids[0:2], ["to discuss"])
        store.tag(ids[1:2], ["lung"])
        store.set_note(ids[0], "Ask the group on Friday.")
        store.save_view("With a paper", "has:paper")
        for asked in store.due_papers(store.papers_of(ids[:12])):
            store.tell(asked, Told(Record("crossref", asked.ids), ()))
        store.queue_papers(store.papers_of(ids[3:6], main=True), "to-read")
    return path
