"""The queue of papers: states, undo, papers that become one, and the articles it finds."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, get_args

import pytest

from store import Query, QueryError, Queued, QueueState, Reference, Store, query_terms
from store.model import Draft
from store.model_paper import OPEN_STATES, QUEUE_STATES
from store.query_queue import STATES, queue_sql
from tests.conftest import NOW
from tests.store.papers import RETRACTED, asked, cite, told

AT = "2026-06-03T12:00:00+00:00"


class Time:
    """A clock that is put forward by hand."""

    def __init__(self) -> None:
        self.minutes = 0

    def __call__(self) -> Any:
        return NOW + timedelta(minutes=self.minutes)

    def stamp(self) -> str:
        return str(self().isoformat(timespec="seconds"))


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def store(tmp_path: Path, time: Time) -> Iterator[Store]:
    with Store(tmp_path / "library.db", now=time) as opened:
        yield opened


def both(store: Store, doi: str, pmid: str) -> None:
    """An article names a work by both of its ids: from now on they are one paper."""
    reference = Reference(1, "Both", role="main", ids={"doi": doi, "pmid": pmid})
    store.save([Draft("both", "Both", "Text.", references=(reference,))])


def rows(store: Store) -> list[Any]:
    return store._rows("SELECT * FROM paper_states ORDER BY scheme, id")


def test_the_words_of_the_queue_are_everywhere_the_same() -> None:
    assert set(STATES) == set(QUEUE_STATES) == set(get_args(QueueState))
    assert query_terms()["queue"] == (*STATES, "open")
    assert queue_sql("open") == queue_sql("OPEN")
    assert all(f"'{state}'" in str(queue_sql("open")) for state in OPEN_STATES)


def test_a_paper_goes_through_its_states_and_keeps_since(store: Store, time: Time) -> None:
    cite(store, "a", "doi:10.1000/x")
    paper = store.paper_named("10.1000/x")
    assert store.queued([paper]) == {}
    assert store.queue_papers([paper, paper, 99, 2**70], "to-read") == 1
    time.minutes = 5
    assert store.queue_papers([paper], "aside", "  Too small,\x1b[31m\nfor me ") == 1
    assert store.queued([paper, 99]) == {paper: Queued("aside", "Too small, for me", AT, time.stamp())}
    assert store.queue_papers([paper], "reading", "a reason that does not count") == 1
    assert store.queued([paper])[paper] == Queued("reading", "", AT, time.stamp())
    assert store.queue_counts() == {"get": 0, "to-read": 0, "reading": 1, "read": 0, "aside": 0}
    assert store.queue_papers([paper], None) == 1
    assert (store.queued([paper]), rows(store)) == ({}, [])


def test_the_same_again_changes_nothing(store: Store, time: Time) -> None:
    cite(store, "a", "doi:10.1000/x")
    paper = store.paper_named("10.1000/x")
    assert store.queue_papers([paper], None) == 0
    store.queue_papers([paper], "aside", "small")
    before = rows(store), store._rows("SELECT count(*) FROM journal")
    time.minutes = 5
    assert store.queue_papers([paper], "aside", "small ") == 0
    assert (rows(store), store._rows("SELECT count(*) FROM journal")) == before
    assert store.queue_papers([paper], "aside", "x" * 900) == 1
    assert len(store.queued([paper])[paper].reason) == 500


@pytest.mark.parametrize(
    ("state", "label"),
    [("get", "queued to get"), ("to-read", "queued to read"), ("aside", "set aside"), (None, "taken out of the queue")],
)
def test_undo_takes_it_back_in_words(store: Store, state: QueueState | None, label: str) -> None:
    cite(store, "a", "doi:10.1000/x", cited=("doi:10.1000/y",))
    papers = store.papers_of([1])
    store.queue_papers(papers, "read")
    before = rows(store)
    store.queue_papers(papers, state)
    undone = store.undo()
    assert undone
    assert (undone.label, undone.count, undone.what) == (label, 2, "paper")
    assert rows(store) == before
    store.undo()
    assert rows(store) == []


def test_the_best_id_names_a_paper(store: Store) -> None:
    both(store, "10.1000/x", "123")
    store.queue_papers(store.papers_of([1]), "get")
    assert [row[:3] for row in rows(store)] == [("doi", "10.1000/x", "get")]


def test_of_two_papers_that_become_one_the_later_word_counts(store: Store, time: Time) -> None:
    cite(store, "a", "pmid:123")
    cite(store, "b", "doi:10.1000/x")
    by_pmid, by_doi = store.papers_of([1, 2])
    store.queue_papers([by_doi], "read")
    time.minutes = 1
    store.queue_papers([by_pmid], "to-read")
    both(store, "10.1000/x", "123")
    (paper,) = set(store.papers_of([1, 2]))
    assert store.queued([paper])[paper].state == "to-read"
    assert store.queue_counts()["to-read"] == sum(store.queue_counts().values()) == 1
    assert len(store.ids(Query("queue:to-read"))) == 3
    assert list(store.ids(Query("queue:read"))) == []
    assert {article.queue for article in store.articles([1, 2, 3])} == {"to-read"}

    before = rows(store)
    time.minutes = 2
    assert store.queue_papers([paper], "reading") == 1
    assert [row[:3] for row in rows(store)] == [("doi", "10.1000/x", "reading")]
    store.undo()
    assert rows(store) == before


def test_undo_after_a_restart_and_after_the_paper_got_another_number(tmp_path: Path, time: Time) -> None:
    path = tmp_path / "again.db"
    with Store(path, now=time) as store:
        cite(store, "a", "doi:10.1000/x")
        cite(store, "b", "pmid:123")
        first, second = store.papers_of([1, 2])
        store.queue_papers([second], "to-read")
        before = rows(store)
        store.queue_papers([second], "aside", "why")
    with Store(path, now=time) as store:
        both(store, "10.1000/x", "123")
        assert set(store.papers_of([1, 2])) == {first}
        undone = store.undo()
        assert undone
        assert undone.label == "set aside"
        assert rows(store) == before
        assert store.queued([first])[first].state == "to-read"
        store.undo()
        assert store.queued([first]) == {}


def test_reading_the_news_again_leaves_the_queue(store: Store) -> None:
    cite(store, "a", "doi:10.1000/x")
    store.queue_papers(store.papers_of([1]), "reading")
    before = rows(store)
    cite(store, "a", "doi:10.1000/other")
    store.mark([1], hidden=True)
    store.prune([1])
    assert rows(store) == before


def test_a_query_finds_articles_by_the_state_of_their_paper(store: Store) -> None:
    ids = [cite(store, key, f"doi:10.1000/{key}", cited=("doi:10.1000/a",)) for key in "abcde"]
    for key, state in zip("abcd", ("get", "to-read", "read", "aside"), strict=True):
        store.queue_papers([store.paper_named(f"10.1000/{key}")], state)  # type: ignore[arg-type]
    found = {word: sorted(store.ids(Query(f"queue:{word}"))) for word in query_terms()["queue"]}
    assert found == {
        "get": ids[:1], "to-read": ids[1:2], "reading": [], "read": ids[2:3], "aside": ids[3:4], "open": ids[:2],
    }  # fmt: skip
    assert sorted(store.ids(Query("-queue:open QUEUE:read or queue:aside"))) == ids[2:4]
    assert sorted(store.ids(Query("-queue:open"))) == ids[2:]
    with pytest.raises(QueryError, match="one of get, to-read, reading, read, aside, open"):
        store.ids(Query("queue:later"))


def test_what_cites_a_retracted_paper_is_found(store: Store) -> None:
    first, second = cite(store, "a", "doi:10.1000/x"), cite(store, "b", "doi:10.1000/b", cited=("doi:10.1000/x",))
    concern = cite(store, "c", "doi:10.1000/c")
    store.tell(asked(store, "doi:10.1000/x"), told("10.1000/x", RETRACTED))
    store.tell(asked(store, "doi:10.1000/c"), told("10.1000/c", replace(RETRACTED, kind="concern")))
    assert sorted(store.ids(Query("has:retracted"))) == [first, second]
    assert list(store.ids(Query("is:retracted"))) == [first]
    assert concern not in store.ids(Query("has:retracted"))


@pytest.mark.parametrize("seed", range(8))
def test_any_changes_are_taken_back_one_by_one(store: Store, time: Time, seed: int) -> None:
    """Whatever is queued, and whichever papers become one meanwhile: undo goes back through the same states."""
    chance = random.Random(seed)
    for n in range(4):
        cite(store, f"d{n}", f"doi:10.1000/{n}")
        cite(store, f"p{n}", f"pmid:100{n}")
    states = [rows(store)]
    for step in range(14):
        time.minutes += chance.randrange(2)
        if step % 5 == 4:
            both(store, f"10.1000/{step % 4}", f"100{step % 4}")
        papers = sorted(set(store.papers_of(range(1, 9))))
        some = chance.sample(papers, 3)
        if store.queue_papers(some, chance.choice([*QUEUE_STATES, None]), chance.choice(["", "why"])):
            states.append(rows(store))
    for before in reversed(states[:-1]):
        assert store.undo()
        assert rows(store) == before
    assert states[0] == []
