"""What spares a search its work: an answer that is still the same, and words looked for in pieces of long texts."""

from datetime import timedelta

import pytest

from store import Query, StoppedError, Store
from store.db import searching
from store.db.few_texts import HIT, words_around
from store.model import Draft
from store.query import compile_query
from tests.conftest import NOW

TEXTS = (
    "Mice were fed for two weeks. The **aneurysm** grew [slowly](https://a.example/x), and then no more.",
    "An artery is no article. " * 3 + "Articles tell of arteries; the article after this one does not.",
    "Filler words stand here. " * 30 + "Then a hedgehog sleeps near the artery. " + "More filler follows. " * 30,
    "The aneurysm of a hedgehog, told in one sentence.",
    "Ärzte operieren. The artéry is written with an accent, and café too.",
)
WORDS = (
    "artery",
    "artic",
    "aneurysm",
    "hedgehog",
    "hedgehog artery",
    '"the artery"',
    "art",
    "aneurysm or artery",
    "caf",
)


@pytest.fixture
def library(store: Store) -> Store:
    texts = [f"{text}\n\nA last line, number {n}." for n, text in enumerate(TEXTS)]
    store.save([Draft(f"k{n}", f"Number {n}", text, published=NOW - timedelta(n)) for n, text in enumerate(texts)])
    return store


@pytest.mark.parametrize("text", WORDS)
@pytest.mark.parametrize("typing", [True, False])
def test_words_around_a_hit_are_those_of_the_index_over_the_whole_library(
    library: Store, text: str, typing: bool
) -> None:
    match = compile_query(Query(text, typing=typing)).match
    pieces = ", ".join(f"snippet(search, {column}, char(1), '', '…', 16)" for column in (0, 3, 2, 1))
    rows = library._rows(f"SELECT rowid, {pieces} FROM search WHERE search MATCH ?", (match,))
    wanted = {id: next((piece for piece in found if HIT in piece), found[0]) for id, *found in rows}
    texts = library._rows("SELECT id, body, title, refs, notes FROM search_text")
    assert words_around(texts, match) == wanted
    assert wanted or (text, typing) == ("artic", False) or text in ("art", "caf")


@pytest.mark.parametrize("text", ["hedgehog", "hedgehog artery", '"sleeps near the artery"', "hedgeh", "érinaceus"])
def test_of_a_long_text_the_paragraphs_with_the_words_are_enough(store: Store, text: str) -> None:
    filler = "\n\n".join(f"Paragraph {n} tells of nothing that anybody would ever look for here." for n in range(600))
    found = "Far below an erinaceus walks.\n\nThe hedgehog sleeps near the artery of the town, and dreams of beetles."
    store.save([Draft("long", "Long", f"{filler}\n\n{found}\n\n{filler}")])
    query = Query(text, typing=True)
    ids = store.ids(query)
    around = store.snippets(ids, query)[ids[0]]
    whole = store._rows(
        "SELECT snippet(search, 0, '', '', '…', 16) FROM search WHERE search MATCH ?",
        (
            {"hedgehog artery": '"hedgehog" "artery"', "hedgeh": '"hedgeh"*', "érinaceus": '"erinaceus"*'}.get(
                text, text
            ),
        ),
    )
    assert around == whole[0][0].replace("\n\n", " ")


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("aneu", "aneur", True),
        ("aneur", "aneu", True),  # a letter was taken back
        ("ANE", "aneu", True),
        ("art", "arte", False),  # there are articles
        ("arte", "arter", True),
        ("arter", "artery", False),  # there are arteries
        ("an", "ane", False),  # from here on hits are ranked
        ("mice art", "mice arti", False),
        ("mice aneu", "mice aneur", True),
        ("mice aneu", "aneur", False),
        ("mice", "mice ", False),  # the word is finished
        ('"aneu', '"aneur', False),
        ("-aneu", "-aneur", True),
        ("caf", "café", False),
        ("is:unread", "is:unread aneu", False),
        ("", "ane", False),
        ("zeb", "zebr", True),  # no word begins so, as before
    ],
)
def test_another_beginning_of_the_same_words_finds_the_same(
    library: Store, before: str, after: str, same: bool
) -> None:
    one, other = (Query(text, sort="relevance", typing=True) for text in (before, after))
    assert library.finds_same(one, other) == same
    if same:
        assert list(library.ids(one)) == list(library.ids(other))
        ids = library.ids(one)
        assert library.snippets(ids, one) == library.snippets(ids, other)


def test_in_another_place_or_for_a_time_that_goes_on_nothing_is_the_same(library: Store) -> None:
    one, other = (Query(text, sort="relevance", typing=True) for text in ("aneu", "aneur"))
    assert library.finds_same(one, other)
    assert not library.finds_same(one, Query("aneur", sort="relevance", typing=True, unread=True))
    assert not library.finds_same(one, Query("aneur", scope="is:starred", sort="relevance", typing=True))
    soon = [Query(text, scope='after:"2 weeks"', sort="relevance", typing=True) for text in ("aneu", "aneur")]
    assert not library.finds_same(*soon)


def test_each_change_of_the_library_makes_another_state(library: Store) -> None:
    states = [library.state()]
    library.mark(list(library.ids(Query()))[:1], read=True)
    states.append(library.state())
    with Store(library.path) as another:
        another.save([Draft("new", "New", "An aneurism, spelled otherwise.")])
    states.append(library.state())
    assert len(set(states)) == 3
    assert library.state() == states[-1]
    assert not library.finds_same(*(Query(text, sort="relevance", typing=True) for text in ("aneur", "aneury")))


def test_the_words_of_the_index_are_not_kept_in_the_file(library: Store) -> None:
    library.finds_same(*(Query(text, sort="relevance", typing=True) for text in ("aneu", "aneur")))
    assert ("words",) not in library._rows("SELECT name FROM main.sqlite_master")


def test_every_question_of_a_search_that_is_stopped_says_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "LARGE", 1)
    store.save([Draft(f"s{n}", f"Title {n}", "stopped words") for n in range(60)])
    query, before = Query("stoppe", typing=True), Query("stopp", typing=True)
    ids = list(store.ids(query))
    store._conn.set_progress_handler(lambda: 1, 1)  # as interrupt() at any moment
    for ask in (
        lambda: store.ids(query), lambda: store.first_hits(query), lambda: store.snippets(ids, query),
        lambda: store.finds_same(before, query),
    ):  # fmt: skip
        with pytest.raises(StoppedError):
            ask()
