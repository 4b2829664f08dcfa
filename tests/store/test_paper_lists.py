"""Lists of papers: which, in what order, and how each is told."""

from dataclasses import replace

import pytest

from store import Author, PaperQuery, Reference, Store
from store.model import Draft
from store.model_paper import Record, Told
from tests.store.papers import RETRACTED, asked, cite, told

SWITCH = Reference(
    1, "Roe A. A switch in the lung. Lung J. 2024", role="main", ids={"doi": "10.1000/switch"},
    title="A switch in the lung", authors=(Author("Ada Roe", "Roe", "Ada"),), container="Lung Journal",
    issued=(2024, 5),
)  # fmt: skip
BARE = Reference(1, "10.1000/switch", role="cited", ids={"doi": "10.1000/switch"})
OLD = Reference(
    2, "Ölçer Ş. Über alte Gene. 1999", role="cited", ids={"pmid": "123"}, title="Über alte Gene 50%",
    authors=(Author("Şahin Ölçer", "Ölçer", "Şahin"),), container="Annalen", issued=(1999,),
)  # fmt: skip
NONE = Reference(3, "No id at all", role="cited", title="No id at all")
OWN = Reference(None, "Itself", role="self", ids={"doi": "10.1000/self"})


@pytest.fixture
def library(store: Store) -> Store:
    """Three articles: on the switch, on nothing but citing it, and one that says nothing but its DOI."""
    store.save(
        [
            Draft("a", "First", "Text.", references=(SWITCH, OLD, NONE, OWN)),
            Draft("b", "Second", "Text.", references=(BARE, replace(BARE, n=2))),
            Draft("c", "Third", "Text.", references=(Reference(1, "X", role="main", ids={"doi": "10.1000/c_d"}),)),
        ]
    )
    return store


def dois(store: Store, **asked: object) -> list[str]:
    """The papers of a query by the end of their id."""
    ids = store.paper_ids(PaperQuery(**asked))  # type: ignore[arg-type]  # as the tests write it
    return [next(iter(paper.ids.values())).removeprefix("10.1000/") for paper in store.papers(ids)]


def test_what_is_cited_is_listed_once_and_a_page_s_own_citation_is_not(library: Store) -> None:
    assert dois(library) == ["switch", "123", "c_d"]
    (switch, old, bare) = library.papers(library.paper_ids(PaperQuery()))
    assert (switch.cited, switch.reported, old.cited, old.reported) == (2, 1, 1, 0)
    assert (switch.title, switch.container, switch.year) == ("A switch in the lung", "Lung Journal", 2024)
    assert switch.authors == SWITCH.authors
    assert (bare.title, bare.authors, bare.container, bare.year) == (None, (), None, None)
    assert (bare.status.kind, bare.queued, bare.is_preprint) == ("unchecked", None, False)


def test_the_order_of_ids_is_kept_and_what_is_gone_is_left_out(library: Store) -> None:
    first, second, third = library.paper_ids(PaperQuery())
    told = library.papers([third, 999, first, 2**80, first, second])
    assert [paper.id for paper in told] == [third, first, first, second]


def test_orders_have_what_is_unknown_last(library: Store) -> None:
    assert dois(library, sort="year") == ["switch", "123", "c_d"]
    assert dois(library, sort="journal") == ["123", "switch", "c_d"]
    assert dois(library, sort="title") == ["switch", "123", "c_d"]
    assert dois(library, sort="added") == ["switch", "123", "c_d"]
    library.queue_papers([library.paper_named("10.1000/c_d")], "get")
    assert dois(library, sort="added") == ["c_d", "switch", "123"]


def test_each_word_must_stand_somewhere(library: Store) -> None:
    assert dois(library, words="LUNG roe") == ["switch"]
    assert dois(library, words="lung annalen") == []
    assert dois(library, words="über") == dois(library, words="ŞAHIN") == dois(library, words="50%") == ["123"]
    assert dois(library, words="%") == ["123"]  # and not everything
    assert dois(library, words="c_d") == ["c_d"]
    assert dois(library, words="cxd") == []
    assert dois(library, words="10.1000/s") == ["switch"]
    assert dois(library, words="\" \\ '") == []
    assert dois(library, words="lung " * 500) == ["switch"]


def test_what_a_service_says_comes_first_and_is_found(library: Store) -> None:
    record = Record("crossref", {"doi": "10.1000/c_d"}, "Stated title", (Author("Zoe Poe", "Poe", "Zoe"),), "Stated J",
                    issued=(2026, 3), is_preprint=True)  # fmt: skip
    one = asked(library, "doi:10.1000/c_d")
    library.tell(one, Told(record, ()))
    (paper,) = library.papers([one.paper])
    assert (paper.title, paper.authors, paper.container, paper.year) == (
        "Stated title",
        record.authors,
        "Stated J",
        2026,
    )
    assert paper.is_preprint
    assert paper.status.kind == "none"
    for words in ("stated", "POE", "zoe stated"):
        assert dois(library, words=words) == ["c_d"], words
    assert dois(library, words="family") == dois(library, words="service") == []
    assert dois(library, sort="year") == ["c_d", "switch", "123"]
    assert dois(library, sort="journal") == ["123", "switch", "c_d"]
    assert dois(library, sort="title") == ["switch", "c_d", "123"]


def test_what_a_service_does_not_state_is_taken_from_the_fullest_reference(library: Store) -> None:
    one = asked(library, "doi:10.1000/switch")
    library.tell(one, Told(Record("crossref", {"doi": "10.1000/switch"}, "A stated title"), None))
    (paper,) = library.papers([one.paper])
    assert (paper.title, paper.container, paper.year) == ("A stated title", "Lung Journal", 2024)
    assert paper.authors == SWITCH.authors


def test_a_record_that_cannot_be_read_is_passed_over(library: Store) -> None:
    one = asked(library, "doi:10.1000/c_d")
    library.tell(one, told("10.1000/c_d"))
    library._conn.execute("UPDATE paper_records SET record = '{broken'")
    assert dois(library, sort="title", words="10.1000") == ["switch", "c_d"]
    assert library.papers([one.paper])[0].title is None


def test_papers_are_asked_for_by_how_they_stand(library: Store) -> None:
    library.tell(asked(library, "doi:10.1000/c_d"), told("10.1000/c_d", RETRACTED))
    library.tell(asked(library, "doi:10.1000/switch"), told("10.1000/switch"))
    assert dois(library, status=("retracted",)) == ["c_d"]
    assert dois(library, status=("none",)) == ["switch"]
    assert dois(library, status=("unchecked", "retracted")) == ["123", "c_d"]
    assert dois(library, status=("concern",)) == []
    assert dois(library, sort="status") == ["c_d", "switch", "123"]


def test_hidden_articles_cite_nothing_and_the_queue_is_listed_anyway(library: Store) -> None:
    library.mark([1], hidden=True)
    assert dois(library) == ["switch", "c_d"]
    assert [paper.cited for paper in library.papers(library.paper_ids(PaperQuery()))] == [1, 1]
    library.mark([1], hidden=False)
    old = library.paper_named("PMID: 123")
    library.queue_papers([old], "aside", "old")
    library.prune([1])
    assert dois(library, state=("aside",)) == ["123"]
    assert set(dois(library)) == {"switch", "c_d", "123"}
    (paper,) = library.papers([old])
    assert (paper.title, paper.year, paper.cited) == ("Über alte Gene 50%", 1999, 0)
    assert paper.queued
    assert paper.queued.reason == "old"


def test_papers_are_exported_in_their_order(library: Store) -> None:
    ids = library.paper_ids(PaperQuery(sort="journal"))
    entries = library.paper_entries(ids)
    assert [entry.reference.paper for entry in entries] == ids
    assert entries[1].seen_in == (("First", None), ("Second", None))
    assert library.paper_entries([]) == library.paper_entries([999]) == []


def test_a_library_of_many_papers_is_listed_whole(store: Store) -> None:
    for key in range(3):
        cite(store, f"k{key}", cited=tuple(f"doi:10.1000/{n}" for n in range(key, 400, key + 1)))
    ids = store.paper_ids(PaperQuery())
    papers = store.papers(ids)
    assert len(papers) == len(set(ids)) == 400
    assert [paper.cited for paper in papers] == sorted((paper.cited for paper in papers), reverse=True)
    assert papers[0].cited == 3
    tied = [paper.id for paper in papers if paper.cited == 1]
    assert tied == sorted(tied)
