"""Any query is answered or refused with its column; what fuzzing found, each fault once."""

from itertools import cycle, islice

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store import Query, QueryError, Store
from store.model import Draft
from store.parse.markup import clean_line
from store.parse.opml import parse_opml, write_opml
from store.query import MAX_NESTED, parse, quoted, read_tokens
from store.query_fields import FIELDS
from tests.within import bounded

TERMS = st.one_of(
    st.sampled_from(
        [*(f"{name}:" for name in FIELDS), "(", ")", "-", " or ", '"', "lung", "10.1000/a.1", "2026-02", "\\"]
    ),
    st.text(st.characters(), max_size=4),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.lists(TERMS, max_size=12).map("".join), typing=st.booleans())
def test_any_text_is_answered_or_refused(store: Store, text: str, typing: bool) -> None:
    for query in (Query(text, typing=typing, sort="relevance"), Query("mites", scope=text, unread=True)):
        try:
            store.ids(query)
        except QueryError as error:
            assert 0 <= error.column <= len(text)
            assert clean_line(str(error), 100_000) == str(error)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_a_quoted_text_is_read_back_as_it_is(text: str) -> None:
    (token,) = read_tokens(quoted(text))
    assert (token.kind, token.text) == ("phrase", text)


@pytest.mark.parametrize(
    "text", ["folder:\udce0", "tag:\udce0*", "title:a\0b", "author:\0", "source:x\ud800", "\udce0"]
)
def test_what_no_article_can_hold_finds_nothing(store: Store, text: str) -> None:
    store.save([Draft("k", "Lung cancer", "Mites keep feathers clean.")])
    assert not store.ids(Query(text))


@pytest.mark.parametrize("parts", [["-"], ["("], ["-("], ["(a ", "(b or "], ["-(a or ", "("], ["(a or -"]])
def test_what_lies_too_deep_is_refused_with_its_place(store: Store, parts: list[str]) -> None:
    for depth in (4, MAX_NESTED, MAX_NESTED + 1, 30):
        opened = "".join(islice(cycle(parts), depth))
        text = f"{opened}x{')' * opened.count('(')}"
        if opened.count("(") + opened.count("-") <= MAX_NESTED:
            store.ids(Query(text, scope=text, unread=True, sort="relevance"))
        else:
            with pytest.raises(QueryError, match="deep"):
                parse(text)


@pytest.mark.parametrize("marks", ["[", "![", "](", "[](", " ", "<", "*", "\\"])
def test_words_around_a_hit_are_told_in_linear_time(store: Store, marks: str) -> None:
    store.save([Draft("k", "Title", f"Mites {marks * (400_000 // len(marks))} keep feathers clean.")])
    with bounded():
        assert store.snippets(store.ids(Query("mites feathers")), Query("mites feathers"))


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20).map(
    lambda text: clean_line(text).replace("/", "")
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(WORDS, st.integers(0, 9), st.lists(WORDS.filter(bool), max_size=3)), min_size=1, max_size=6))
def test_a_subscription_list_is_read_back(listed: list[tuple[str, int, list[str]]]) -> None:
    feeds = {f"https://{n}.example/feed": (title, " / ".join(folder)) for title, n, folder in listed}
    written = write_opml([(title, url, folder) for url, (title, folder) in feeds.items()])
    assert {url for _, url, _ in parse_opml(written.encode()).feeds} == {*feeds}


def test_a_list_of_thousands_of_ids_is_a_query(store: Store) -> None:
    store.save([Draft(f"k{n}", f"Title {n}", "Text") for n in range(5)])
    assert sorted(store.ids(Query(f"id:{'3,' * 4990}2"))) == [2, 3]
    assert sorted(store.ids(Query("id:" + ",".join(["4-5"] * 2400)))) == [4, 5]
    assert sorted(store.ids(Query(f"-id:{'3,' * 4990}2"))) == [1, 4, 5]
