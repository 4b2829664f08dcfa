"""A long list knows its first ids; with all of them it does whatever a list of ids does."""

from array import array
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from store import LibraryError, Query, Store
from store.model import Draft
from tests.tui.screen_text import clock
from tui.screens import listing
from tui.widgets.article_ids import ArticleIds

ALL = array("q", range(1000, 0, -1))


class Reads:
    """Gives all ids and counts how often."""

    def __init__(self, found: Sequence[int] = ALL) -> None:
        self.found = found
        self.times = 0

    def __call__(self) -> Sequence[int]:
        self.times += 1
        return self.found


def long_list(reads: Reads) -> ArticleIds:
    return ArticleIds(ALL[:100], len(ALL), reads)


ASKED: list[tuple[str, Callable[[Sequence[int]], object], int]] = [
    ("how many", len, 0),
    ("the first", lambda ids: ids[0], 0),
    ("one known", lambda ids: ids[99], 0),
    ("a block known", lambda ids: list(ids[64:96]), 0),
    ("the row of one known", lambda ids: ids.index(950), 0),
    ("nothing", lambda ids: list(ids[2000:2032]), 0),
    ("one not known", lambda ids: ids[100], 1),
    ("the last", lambda ids: ids[-1], 1),
    ("a block that begins among the known", lambda ids: list(ids[96:128]), 1),
    ("a block at the end", lambda ids: list(ids[992:1024]), 1),
    ("backwards", lambda ids: list(ids[200:90:-3]), 1),
    ("all", list, 1),
    ("the row of one not known", lambda ids: ids.index(3), 1),
    ("the row of one from a place on", lambda ids: ids.index(3, 500), 1),
    ("whether one is there", lambda ids: (3 in ids, 3000 in ids), 1),
    ("as a set", frozenset, 1),
]


@pytest.mark.parametrize(("what", "ask", "times"), ASKED, ids=[what for what, _, _ in ASKED])
def test_it_answers_as_all_ids_would_and_reads_them_only_where_it_must(
    what: str, ask: Callable[[Sequence[int]], object], times: int
) -> None:
    reads = Reads()
    ids = long_list(reads)
    assert ask(ids) == ask(ALL)
    assert ask(ids) == ask(ALL)
    assert reads.times == times


def test_what_is_not_there_has_no_row() -> None:
    with pytest.raises(ValueError, match="not in"):
        long_list(Reads()).index(5000)
    with pytest.raises(IndexError):
        long_list(Reads())[1000]


def test_what_was_read_meanwhile_moves_no_row() -> None:
    """The list of the unread loses the articles that are read in it, when it is asked again; the list keeps them."""
    ids = ArticleIds(ALL[:100], len(ALL), Reads([one for one in ALL if one not in ALL[:20]]))
    assert list(ids) == list(ALL)
    all_read = ArticleIds(ALL[:100], len(ALL), Reads(ALL[100:]))
    assert list(all_read) == list(ALL)
    moved = long_list(Reads([*ALL[1:], ALL[0]]))  # another date was told for the first
    assert list(moved) == list(ALL)


def test_a_library_that_changed_meanwhile_gives_neither_more_rows_nor_fewer() -> None:
    came_first, came_last = long_list(Reads(range(1001, 0, -1))), long_list(Reads(range(1000, -5, -1)))
    assert list(came_first) == list(came_last) == list(ALL)
    shrunk = long_list(Reads(ALL[:990]))
    assert list(shrunk) == [*ALL[:990], *[0] * 10]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "library.db"
    with Store(path, now=clock) as store:
        store.save(
            [Draft(f"k{n}", f"Article {n}", f"Text {n}", categories=("even",) * (n % 2 == 0)) for n in range(40)]
        )
        ids = list(store.ids(Query()))
        store.mark(ids[5:10], read=True)
        store.mark(ids[8:12], hidden=True)
    return path


@pytest.mark.parametrize("sort", ["newest", "oldest", "added", "title", "feed"])
@pytest.mark.parametrize("unread", [True, False])
@pytest.mark.parametrize("first", [1, 7, 33, 34, 1000])
def test_the_first_ids_and_the_count_are_those_of_the_whole_list(
    library: Path, monkeypatch: pytest.MonkeyPatch, first: int, unread: bool, sort: str
) -> None:
    monkeypatch.setattr(listing, "FIRST", first)
    with Store(library) as store:
        query = Query(unread=unread, sort=sort)  # type: ignore[arg-type]  # one of them
        ids = listing.listed(store, query, pytest.fail)
        assert len(ids) == len(store.ids(query))
        assert list(ids) == list(store.ids(query))


def test_what_is_asked_for_by_a_place_or_words_is_read_at_once(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "FIRST", 3)
    with Store(library) as store:
        for query in (Query(scope="tag:even"), Query("Article", sort="relevance")):
            assert not isinstance(listing.listed(store, query, pytest.fail), ArticleIds)


def test_what_is_read_in_a_list_of_the_unread_stays_in_its_row(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "FIRST", 10)
    with Store(library) as store:
        query = Query(unread=True)
        before = list(store.ids(query))
        ids = listing.listed(store, query, pytest.fail)
        store.mark(before[:4], read=True)
        assert list(ids) == before


def test_a_library_that_fails_later_is_told_and_leaves_the_rows_empty(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "FIRST", 3)
    told: list[str] = []
    with Store(library) as store:
        ids = listing.listed(store, Query(), told.append)

        def lost(query: Query) -> Sequence[int]:
            raise LibraryError("The disk is gone.")

        monkeypatch.setattr(store, "ids", lost)
        assert ids[3] == 0
        assert told == ["The disk is gone."]
