"""What a search asks the library while it is typed, and at its end: work for a thread beside the screen."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from store import Query, QueryError, Store
from tui.messages import SearchFound
from tui.widgets.article_list import WINDOW

_UNRANKED = 2
"""Letters of a word that are listed by date while they are typed: ranking so many hits takes too long."""


def answers(store: Store, query: Query, before: SearchFound | None) -> Iterator[SearchFound]:
    """The newest hits where finding all takes long, then all in their order.

    `before` is what was found last in a library that is the same now: where no word of the library tells the two
    queries apart, its very ids are the answer.
    """
    if before and store.finds_same(before.query, query):
        yield SearchFound(query, before.ids, around=before.around)
        return
    if first := store.first_hits(query):
        yield SearchFound(query, first, around=_around(store, first, query), begun=True)
    ids = store.ids(query)
    yield SearchFound(query, ids, around=_around(store, ids, query))


def _around(store: Store, ids: Sequence[int], query: Query) -> Mapping[int, str]:
    """The words around the hits of the rows that are drawn first; "" for one that has none."""
    first = ids[:WINDOW]
    return (
        {}
        if not query.filter.strip() or is_short(query)
        else {**dict.fromkeys(first, ""), **store.snippets(first, query)}
    )


def is_short(query: Query) -> bool:
    """Whether the filter ends in the first letter or two of a word: to look where all these stand takes too long."""
    last = query.filter.split()[-1]
    return (query.typing or last.endswith("*")) and len(last.rstrip("*")) <= _UNRANKED


def kept(store: Store, typed: Query, known: Sequence[int] | None) -> tuple[Query, Sequence[int]]:
    """The query that stays when typing ends, and its hits; `known` are those of the typed one.

    What is listed stays: a last word that was found by its beginning is then written with a star. Raises QueryError.
    """
    hits = store.ids(typed) if known is None else known
    text = typed.filter.strip()
    for wanted in (text, f"{text}*"):
        query = replace(typed, filter=wanted, typing=False)
        try:
            found = store.ids(query)
        except QueryError:
            continue
        if set(found) == set(hits):
            return query, found if len(text.split()[-1]) <= _UNRANKED else hits  # the short ones were listed by date
    return typed, hits
