"""What a list holds: the ids of its query, in its order."""

from collections.abc import Callable, Sequence

from store import Query, Store, StoreError
from tui.widgets.article_ids import ArticleIds

FIRST = 256
"""Rows of the whole library that are read before they are painted: reading 100,000 takes longer than a paint."""


def listed(store: Store, query: Query, tell: Callable[[str], None]) -> Sequence[int]:
    """What a query finds. Of the whole library the first ids: how many there are is counted already.

    Raises StoreError. The others are read when one of them is wanted; what then goes wrong is told.
    """
    if query.scope or query.filter:
        return store.ids(query)
    first = store.ids(query, FIRST)
    if len(first) < FIRST:
        return first
    counts = store.counts()
    return ArticleIds(first, counts.unread if query.unread else counts.articles, lambda: _all(store, query, tell))


def _all(store: Store, query: Query, tell: Callable[[str], None]) -> Sequence[int]:
    try:
        return store.ids(query)
    except StoreError as error:
        tell(str(error))
        return ()
