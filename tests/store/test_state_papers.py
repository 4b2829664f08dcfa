"""The queue of papers goes from one library into another, and the later word on each paper counts."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from store import Queued, Reference, Store
from store.model import Draft
from store.query_queue import STATES
from tests.conftest import NOW
from tests.store.papers import cite

WORKS = ("doi:10.1000/x", "pmid:123", "pmcid:PMC7712345", "arxiv:2101.00001")


class Time:
    """A clock that goes on by a minute with each thing that is done."""

    def __init__(self) -> None:
        self.minutes = 0

    def __call__(self) -> Any:
        self.minutes += 1
        return NOW + timedelta(minutes=self.minutes)


@pytest.fixture
def time() -> Time:
    return Time()


@contextmanager
def library(folder: Path, time: Time, *, before: int = 0, filled: bool = True) -> Iterator[Store]:
    """A library that cites four works; `before` others stand before them, so that each has another number."""
    with Store(folder / "library.db", now=time) as store:
        for n in range(before):
            cite(store, f"o{n}", f"doi:10.2000/{n}")
        if filled:
            fill(store)
        yield store


def fill(store: Store) -> None:
    for work in WORKS:
        cite(store, work, work)


def number(store: Store, work: str) -> int:
    return store.paper_named(work.removeprefix("doi:").removeprefix("pmcid:"))


def merge(store: Store, *works: str) -> None:
    """An article names several of the works as one."""
    ids = dict(work.split(":", 1) for work in works)
    store.save([Draft("merged", "M", "Text.", references=(Reference(1, "M", role="main", ids=ids),))])


def shown(store: Store) -> dict[str, Queued | None]:
    """What is seen of the queue, but for when it was changed: here a clock ticks between a row and its journal."""
    papers = {work: number(store, work) for work in WORKS}
    queued = {paper: replace(one, changed="") for paper, one in store.queued(papers.values()).items()}
    return {work: queued.get(paper) for work, paper in papers.items()}


def states(store: Store) -> dict[str, str | None]:
    return {work: one.state if one else None for work, one in shown(store).items()}


def exported(store: Store) -> list[bytes]:
    return [line.encode() for line in store.export_state()]


def lines(store: Store) -> list[dict[str, Any]]:
    return [line for line in map(json.loads, store.export_state()) if line.get("kind") == "paper"]


def do_things(store: Store) -> None:
    first, second, third, fourth = (number(store, work) for work in WORKS)
    store.queue_papers([first, second, third], "to-read")
    store.queue_papers([first], "reading")
    store.queue_papers([second], "aside", "Too small, für mich")
    store.queue_papers([third], None)
    store.queue_papers([fourth], "get")
    store.undo()


def test_round_trip_into_a_library_whose_numbers_differ(tmp_path: Path, time: Time) -> None:
    with library(tmp_path / "a", time) as a, library(tmp_path / "b", time, before=3) as b:
        do_things(a)
        done = b.import_state(exported(a))
        assert (done.faults, done.waiting, done.articles, done.records) == ((), 0, 0, 2)
        assert shown(b) == shown(a)
        assert states(b) == {WORKS[0]: "reading", WORKS[1]: "aside", WORKS[2]: None, WORKS[3]: None}
        assert sorted(map(str, lines(b))) == sorted(map(str, lines(a)))


def test_a_second_time_changes_nothing(tmp_path: Path, time: Time) -> None:
    with library(tmp_path / "a", time) as a, library(tmp_path / "b", time) as b:
        do_things(a)
        told = exported(a)
        b.import_state(told)
        before = b._rows("SELECT * FROM paper_states"), b._rows("SELECT count(*) FROM journal")
        for store in (a, b):
            again = store.import_state(told)
            assert (again.articles, again.records, again.kept, again.waiting) == (0, 0, 0, 0)
        assert (b._rows("SELECT * FROM paper_states"), b._rows("SELECT count(*) FROM journal")) == before


def test_undo_takes_the_import_back(tmp_path: Path, time: Time) -> None:
    with library(tmp_path / "a", time) as a, library(tmp_path / "b", time) as b:
        b.queue_papers([number(b, WORKS[0]), number(b, WORKS[2])], "read")
        before = b._rows("SELECT * FROM paper_states")
        do_things(a)
        b.import_state(exported(a))
        assert b._rows("SELECT * FROM paper_states") != before
        undone = b.undo()
        assert undone
        assert undone.label == "imported a state"
        assert b._rows("SELECT * FROM paper_states") == before


def test_the_later_word_counts_in_both_directions(tmp_path: Path, time: Time) -> None:
    with library(tmp_path / "a", time) as a, library(tmp_path / "b", time) as b:
        paper = number(a, WORKS[0])
        a.queue_papers([paper], "to-read")
        b.queue_papers([number(b, WORKS[0])], "read")
        assert b.import_state(exported(a)).records == 0
        assert a.import_state(exported(b)).records == 1
        assert shown(a) == shown(b)
        a.queue_papers([paper], None)
        b.import_state(exported(a))
        assert states(b)[WORKS[0]] is None
        b.undo()  # a word of its own, the last one
        a.import_state(exported(b))
        assert shown(a) == shown(b)
        assert states(a)[WORKS[0]] == "read"


def test_what_was_undone_was_decided_when_it_was_undone(tmp_path: Path, time: Time) -> None:
    with library(tmp_path / "a", time) as a, library(tmp_path / "b", time) as b:
        a.queue_papers([number(a, WORKS[0])], "to-read")
        early = exported(a)
        a.undo()
        b.import_state(early)
        b.import_state(exported(a))
        assert states(b)[WORKS[0]] is None
        assert a.import_state(early).records == 0


def test_a_paper_that_comes_later_is_in_the_queue(tmp_path: Path, time: Time) -> None:
    with library(tmp_path / "a", time) as a, library(tmp_path / "b", time, filled=False) as b:
        do_things(a)
        b.import_state(exported(a))
        with library(tmp_path / "c", time) as c:
            c.import_state(exported(b))  # and it is passed on meanwhile
            assert shown(c) == shown(a)
        fill(b)
        assert shown(b) == shown(a)


def test_a_word_by_one_id_counts_for_a_paper_that_is_known_by_another_one(tmp_path: Path, time: Time) -> None:
    with library(tmp_path / "a", time) as a, library(tmp_path / "b", time) as b:
        a.queue_papers([number(a, WORKS[1])], "to-read")
        b.queue_papers([number(b, WORKS[0])], "read")
        for store in (a, b):
            merge(store, *WORKS[:2])
        b.import_state(exported(a))
        assert states(b)[WORKS[0]] == states(b)[WORKS[1]] == "read"
        assert len(lines(b)) == 1
        a.queue_papers([number(a, WORKS[0])], "aside", "why")
        assert len(lines(a)) == 1
        b.import_state(exported(a))
        assert shown(b) == shown(a)
        assert [row[0] for row in b._rows("SELECT scheme FROM paper_states")] == ["doi"]
        a.queue_papers([number(a, WORKS[0])], None)
        b.import_state(exported(a))
        assert states(b)[WORKS[0]] is None
        b.undo()
        assert states(b)[WORKS[0]] == "aside"


@pytest.mark.parametrize("seed", range(8))
def test_any_order_of_imports_ends_alike(tmp_path: Path, time: Time, seed: int) -> None:
    """Three machines do things in turn, then tell each other in any order: the last word on each paper stands."""
    stores = {name: Store(tmp_path / name / "library.db", now=time) for name in "abc"}
    try:
        for store in stores.values():
            fill(store)
            merge(store, *WORKS[2:])
        state = seed * 7919 + 1
        for _ in range(16):
            state = state * 1103515245 + 12345 & 0x7FFFFFFF
            store = stores["abc"[state // 64 % 3]]
            word = (*STATES, None, "undo")[state // 8 % 7]
            if word == "undo":
                store.undo()
            else:
                store.queue_papers([number(store, WORKS[state // 512 % 4])], word, "w")  # type: ignore[arg-type]
        files = {name: exported(store) for name, store in stores.items()}
        ends = []
        for n, order in enumerate(permutations("abc")):
            with library(tmp_path / f"end{n}", time) as end:
                merge(end, *WORKS[2:])
                for name in order:
                    assert not end.import_state(files[name]).faulty
                ends.append((shown(end), sorted(map(str, lines(end)))))
        assert all(end == ends[0] for end in ends)
        for name, store in stores.items():
            for other in "abc":
                store.import_state(files[other])
            assert shown(store) == ends[0][0], name
    finally:
        for store in stores.values():
            store.close()


def line(**parts: Any) -> bytes:
    whole = {"kind": "paper", "scheme": "doi", "id": "10.1000/x", "reason": "", "since": None, **parts}
    return json.dumps(whole).encode()


def test_what_a_line_written_by_hand_leaves_out_is_not_made_up(tmp_path: Path, time: Time) -> None:
    ahead = "2999-01-01T00:00:00+00:00"
    with library(tmp_path / "a", time) as a:
        a.import_state([b'{"kind": "paper", "scheme": "doi", "id": "10.1000/x", "state": {"is": "read"}}'])
        assert shown(a)[WORKS[0]] == Queued("read", "", "", "")
        a.undo()
        told = line(reason="\x1b[31mred\u202e", since=ahead, state={"is": "aside", "at": ahead})
        assert a.import_state([told]).faulty == 0
        queued = shown(a)[WORKS[0]]
        assert queued
        assert (queued.state, queued.reason) == ("aside", "red")
        assert queued.since < a.now().isoformat()
        a.import_state([line(reason="no reason here", state={"is": "get", "at": queued.since})])  # of the same second
        assert shown(a)[WORKS[0]] == replace(queued, state="get", reason="")
        assert a.import_state([line()]).records == 0  # nothing is said of it
