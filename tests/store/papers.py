"""Articles about papers, and what services might say of these."""

from store import Reference, Store
from store.model import Draft
from store.model_paper import Asked, Notice, Record, Told

RETRACTED = Notice("retracted", (2026, 3, 5), "10.1000/notice", "Data do not support the conclusions", "publisher")


def cite(store: Store, key: str, *works: str, cited: tuple[str, ...] = ()) -> int:
    """Save an article about works, by "scheme:id", that also cites others; return its id."""
    pairs = [(work, "main") for work in works] + [(work, "cited") for work in cited]
    references = tuple(
        Reference(n, f"Work {work}", role=role, ids=dict([work.split(":", 1)]))  # type: ignore[arg-type]
        for n, (work, role) in enumerate(pairs, 1)
    )
    draft = Draft(key, f"News {key}", f"Text of {key}.", f"https://news.example/{key}", references=references)
    return store.save([draft]).articles[0]


def asked(store: Store, work: str) -> Asked:
    """The question about a work."""
    paper = store.paper_named(work.split(":", 1)[1])
    return Asked(paper, store.ids_of([paper])[paper], ("metadata", "status"))


def told(doi: str, *notices: Notice, **parts: object) -> Told:
    """What Crossref says of a work."""
    return Told(Record("crossref", {"doi": doi}, title=f"Paper {doi}", **parts), notices)  # type: ignore[arg-type]
