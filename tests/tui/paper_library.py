"""A library of articles about papers of which services have said something, and the reader opened on it."""

from datetime import timedelta
from pathlib import Path

from store import Author, Reference, Store
from store.model import Draft, FeedDraft
from store.model_paper import Access, Asked, Copy, Notice, Record, Told
from tests.tui.screen_text import NOW, clock, paper

RETRACTED = Notice("retracted", (2026, 3, 5), "10.1000/notice", "Data do not support the conclusions", "publisher")
CORRECTED = Notice("corrected", (2025, 11), "10.1000/correction", "", "publisher")
ABSTRACT = (
    "Background\n\nScars form where lungs fail to mend themselves.\n\nMethods\n\nIn a randomised trial we gave inhaled "
    "lactone to 1,204 adults with scarred lungs.\n\nResults\n\nBreathing improved by 12% after a year."
)
BODY = (
    "In a randomised trial, the team gave inhaled lactone to 1,204 adults with scarred lungs. After a year breathing "
    "had improved by 12%, the researchers found. “This is a breakthrough that cures scarred lungs,” said Ada Roe, who "
    "led the study.\n\nThe work was funded by the Example Lung Fund."
)
RECORD = Record(
    "crossref", {"doi": "10.1000/lung", "pmid": "38123456"}, "Inhaled lactone in scarred lungs: a randomised trial",
    (Author("Ada Roe", "Roe", "Ada"), Author("Bo Doe", "Doe", "Bo"), Author("Lung Group")), "Journal of Examples",
    None, "Example Press", "article-journal", (2026, 2, 14), "12", "3", "101-109", abstract=ABSTRACT,
    license="https://creativecommons.org/licenses/by/4.0/", preprints=("10.1000/early",),
    trials=("NCT01234567",), funders=("Example Lung Fund", "Example Council"),
)  # fmt: skip
ACCESS = Access("hybrid", (Copy("https://open.example/lung", None, "accepted", "open.example", "cc-by-nc"),))


def drafts() -> list[Draft]:
    """Articles about a paper on lungs, its preprint, a retracted and a corrected paper; one cites the retracted one."""
    lung, early = paper("10.1000/lung", "Inhaled lactone in scarred lungs"), paper("10.1000/early", "Lactone, early")
    wrong, mended = paper("10.1000/wrong", "A result that was none"), paper("10.1000/mended", "A table of doses")
    trial = Reference(2, "Trial NCT01234567", ids={"nct": "NCT01234567"}, confidence="high")
    loose = Reference(3, "Doe B. An unlinked work. Old J. 1999", reason="listed", title="An unlinked work")
    also = paper("10.1000/wrong", "A result that was none", 4, "cited")
    return [
        Draft("a", "A breath of lactone cures scarred lungs", BODY, "https://news.example/a", (),
              NOW - timedelta(hours=4), "Example News", references=(lung, trial, loose, also)),
        Draft("b", "Lungs that mend", "Short.", None, (), NOW - timedelta(days=1), "Other Press", references=(lung,)),
        Draft("c", "A result to rely on", "Short.", None, (), NOW - timedelta(days=40), "Other Press",
              references=(wrong,)),
        Draft("d", "How much to take", "Short.", None, (), NOW - timedelta(days=50), "Other Press",
              references=(mended, trial)),
        Draft("e", "A first look at lactone", "Short.", None, (), NOW - timedelta(days=400), "Early Reports",
              references=(early,)),
        Draft("f", "Nothing is cited", "No source.", None, (), NOW - timedelta(days=3), "Example News"),
    ]  # fmt: skip


def paper_library(path: Path, *, told: bool = True) -> Path:
    """Write the library and close it; without `told` nobody was asked about anything."""
    with Store(path, now=clock) as store:
        articles = drafts()
        store.save(articles, feed=FeedDraft("Example News", tuple(articles), "https://news.example/feed"))
        if told:
            tell(store)
    return path


def tell(store: Store) -> None:
    """What services say: one known in full, one retracted, one corrected, one known to nobody."""
    answers = {
        "10.1000/lung": Told(RECORD, (), ACCESS),
        "10.1000/wrong": Told(Record("crossref", {"doi": "10.1000/wrong"}, "A result that was none"), (RETRACTED,)),
        "10.1000/mended": Told(Record("crossref", {"doi": "10.1000/mended"}, "A table of doses"), (CORRECTED,)),
        "10.1000/early": Told(absent=True),
    }
    for doi, told in answers.items():
        id = store.paper_named(doi)
        asked = Asked(id, store.ids_of([id])[id], ("metadata", "status", "access"))
        store.tell(asked, told)
        store.tell_access(asked, told.access)


def many_papers(path: Path, works: int = 1000) -> Path:
    """A library of so many works, three an article, some of them retracted or queued."""
    with Store(path, now=clock) as store:
        store.save(
            [
                Draft(
                    f"k{n}", f"News {n}", "Short.", None, (), NOW - timedelta(hours=n), "Example News",
                    references=tuple(
                        Reference(
                            k + 1, f"Work {n * 3 + k}", "main" if k == 0 else "cited", "high",
                            ids={"doi": f"10.1000/work.{(n * 3 + k) % works}"},
                            title=f"Work number {(n * 3 + k) % works} on the mending of lungs",
                            authors=(Author("Ada Roe", "Roe", "Ada"),), container=f"Journal {n % 17}",
                            issued=(2000 + n % 26,),
                        )
                        for k in range(3)
                    ),
                )
                for n in range(works // 2)
            ]
        )  # fmt: skip
        for n in range(0, works, 97):
            id = store.paper_named(f"10.1000/work.{n}")
            store.tell(
                Asked(id, {"doi": f"10.1000/work.{n}"}, ("metadata", "status")),
                Told(Record("crossref", {"doi": f"10.1000/work.{n}"}, f"Work number {n}"), (RETRACTED,) * (n % 2)),
            )
            store.queue_papers([id], "to-read")
    return path
