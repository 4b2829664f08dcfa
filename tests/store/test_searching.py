"""Searching on a real library: prefixes while typing, ranks, snippets, and stopping."""

from datetime import timedelta
from pathlib import Path

import pytest

from store import Query, QueryError, Reference, StoppedError, Store
from store.db import searching
from store.model import Draft
from store.query import check_query, ranking
from tests.conftest import NOW

HOSTILE = (
    '"', '""', "*", "a*", "-", "-x", "(", ")", "((a", "a or", "or", "NEAR(a b)", 'title : "x', "a AND", "NOT a",
    "^a", "{title}: a", "a:b", "tag:", 'tag:"x', "\x00", "\x1b]0;x\x07", "'; DROP TABLE views; --", "%",
    "a\\", '"a\\', "\u202ea",
    "é́", "😀", "a b c* -d (e or f", "is:nothing", "refs:>", "before:2026-13", "日本", "a+b", "search MATCH ?", "1e999",
)  # fmt: skip

TEXT = "Nothing else is here. The **aneurysm** is [named](https://a.example/x) once."


def draft(key: str, title: str, body: str, days: int = 0, **more: object) -> Draft:
    return Draft(key, title, body, published=NOW - timedelta(days=days), **more)  # type: ignore[arg-type]


@pytest.fixture
def library(store: Store) -> Store:
    cited = Reference(1, "Doe J. Aneurysm repair. Test J. 2020", "cited", "high", "listed", title="Aneurysm repair")
    store.save(
        [
            draft(
                "a", "Mice and lungs", "Nothing else is here. The **aneurysm** is [named](https://a.example/x) once."
            ),
            draft("b", "Aneurysm in short", "Little.", 5),
            draft("c", "Other news", "Little.", 9, references=(cited,)),
            draft("d", "Old plants", "Angiosperm and more.", 20),
        ]
    )
    return store


def titles(store: Store, query: Query) -> list[str]:
    return [article.title for article in store.articles(store.ids(query))]


@pytest.mark.parametrize(
    ("text", "typing", "found"),
    [
        ("aneu", True, 3),
        ("aneu", False, 0),
        ("aneu ", True, 0),  # the word is finished
        ("lung aneu", True, 1),
        ('"the aneu', True, 1),
        ('"the aneu"', True, 0),
        ("mice or", True, 0),
        ("mice or plants", True, 2),
        ("-aneu", True, 1),
        ("tag:none aneu", True, 0),
    ],
)
def test_the_word_being_typed_goes_on(library: Store, text: str, typing: bool, found: int) -> None:
    assert len(library.ids(Query(text, typing=typing))) == found


def test_the_title_counts_most_then_the_notes_then_the_references(library: Store) -> None:
    noted = next(i for i in library.ids(Query("title:plants")))
    library.set_note(noted, "See aneurysm too.")
    assert titles(library, Query("aneurysm", sort="relevance"))[:1] == ["Aneurysm in short"]
    assert titles(library, Query("aneurysm", sort="relevance")).index("Old plants") < 3
    assert titles(library, Query("aneurysm"))[0] == "Mice and lungs"  # newest


@pytest.mark.parametrize(
    ("text", "typing", "ranked"),
    [("an", True, False), ("ane", True, True), ("an", False, True), ("lung a", True, False),
     ("is:unread", False, False), ("-lung", False, False), ("", False, False), ("tag:x lung", False, True)],
)  # fmt: skip
def test_only_words_are_ranked_and_not_after_one_or_two_letters(text: str, typing: bool, ranked: bool) -> None:
    assert bool(ranking(Query(text, sort="relevance", typing=typing))) == ranked


def test_ranking_loses_no_hit_that_is_found_without_a_word(library: Store) -> None:
    assert titles(library, Query("aneurysm or refs:0", sort="relevance"))[0] == "Aneurysm in short"
    assert len(library.ids(Query("aneurysm or refs:0", sort="relevance"))) == 4


def test_relevance_without_words_is_newest(library: Store) -> None:
    assert list(library.ids(Query(sort="relevance"))) == list(library.ids(Query()))


def test_snippets_show_where_the_words_stand_as_plain_text(library: Store) -> None:
    query = Query("aneu", typing=True)
    ids = library.ids(query)
    found = {library.article(i).title: text for i, text in library.snippets(ids, query).items()}
    assert found["Mice and lungs"] == "Nothing else is here. The aneurysm is named once."
    assert "Aneurysm repair" in found["Other news"]
    assert found["Aneurysm in short"] == "Aneurysm in short"
    assert library.snippets(ids, Query("is:unread")) == {}
    assert library.snippets([99], query) == {}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_typed_letter_by_letter_is_a_list_or_a_fault_with_its_column(library: Store, text: str) -> None:
    for end in range(len(text) + 1):
        query = Query(text[:end], sort="relevance", typing=True)
        try:
            library.snippets(library.ids(query), query)
        except QueryError as error:
            assert 0 <= error.column <= end
    try:
        check_query(text)
    except QueryError as error:
        assert 0 <= error.column <= len(text)


def test_a_search_can_be_stopped_while_it_runs(library: Store) -> None:
    library.save([draft(f"n{n}", f"Number {n}", "word " * 50) for n in range(100)])
    library._conn.set_progress_handler(library.interrupt, 100)
    with pytest.raises(StoppedError):
        library.ids(Query("wor", sort="relevance", typing=True))
    library._conn.set_progress_handler(None, 0)
    assert len(library.ids(Query("wor", sort="relevance", typing=True))) == 100  # and asks on as before


def test_stopping_what_is_closed_does_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path / "closed.db")
    store.close()
    store.interrupt()


@pytest.mark.parametrize(
    "text",
    [
        "aneu",
        "aneurysm",
        "little",
        "little aneurysm",
        '"the aneurysm"',
        '"nothing else" here',
        "news --- little",
        "--- ---",
    ],
)
@pytest.mark.parametrize("typing", [True, False])
@pytest.mark.parametrize(
    "scope", ["", "is:read", "-tag:none", "is:hidden", "little", "is:read or aneurysm", "(news or in)"]
)
@pytest.mark.parametrize("unread", [True, False])
def test_words_alone_are_ranked_as_among_other_conditions(
    library: Store, monkeypatch: pytest.MonkeyPatch, text: str, typing: bool, scope: str, unread: bool
) -> None:
    ids = list(library.ids(Query()))
    library.mark(ids[:2], read=True)
    library.mark(ids[1:3:2], hidden=True)
    query = Query(text, scope=scope, sort="relevance", typing=typing, unread=unread)
    alone = list(library.ids(query))
    monkeypatch.setattr("store.db.searching.only_words", lambda query: False)
    assert alone == list(library.ids(query))


@pytest.mark.parametrize("text", ["w", "wor", "word", "word n", "rare w", "rare"])
@pytest.mark.parametrize("unread", [True, False])
def test_first_hits_are_the_newest_of_all_hits(
    library: Store, monkeypatch: pytest.MonkeyPatch, text: str, unread: bool
) -> None:
    kinds = ("word", "word rare", "word nothing")
    library.save([draft(f"n{n}", f"Number {n}", f"{kinds[n % 3]} here", n) for n in range(200)])
    library.mark(list(library.ids(Query("word")))[:5], read=True)
    query = Query(text, sort="relevance", typing=True, unread=unread)
    assert list(library.first_hits(query)) == []  # a small library
    monkeypatch.setattr(searching, "LARGE", 1)
    first = list(library.first_hits(query))
    assert len(first) >= searching.ENOUGH
    assert first == list(library.ids(Query(text, typing=True, unread=unread)))[: len(first)]


@pytest.mark.parametrize("text", ["", "is:unread", "-word", "word or rare", "zebra"])
def test_other_questions_and_rare_words_have_no_first_hits(
    library: Store, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr(searching, "LARGE", 1)
    library.save([draft(f"n{n}", f"Number {n}", "word here", n) for n in range(100)])
    assert list(library.first_hits(Query(text, typing=True))) == []


def test_words_far_down_a_long_text_are_shown_too(library: Store) -> None:
    library.save([draft("long", "Long", "filler " * 5000 + "the hedgehog sleeps.")])
    ids = library.ids(Query("hedgehog"))
    assert "the hedgehog sleeps." in library.snippets(ids, Query("hedgehog"))[ids[0]]


@pytest.mark.parametrize("words", range(8, 24))
def test_a_snippet_that_ends_within_a_link_shows_its_words_and_no_bracket(library: Store, words: int) -> None:
    library.save([draft("cut", "Cut", f"A hedgehog {'then ' * words}[one two three](https://e.example/a) and more.")])
    ids = library.ids(Query("hedgehog"))
    found = library.snippets(ids, Query("hedgehog"))[ids[0]]
    assert not {"[", "]"} & {*found}
    assert "example" not in found
