"""What completes a query in this library: the fields, and the tags, feeds and folders that are there."""

from collections.abc import Callable, Sequence

from store import Store, query_terms
from tui.widgets.completion import completions

Offers = Callable[[str, int], tuple[int, Sequence[str]]]
"""From a text and the place of the cursor to where its word begins, and what may stand there instead."""


def query_offers(store: Store, tags: Sequence[str]) -> Offers:
    """Read the names once, for as long as a line is open; the tags are given, for counting them takes long."""
    feeds, terms = store.feeds(), query_terms()
    titles = [feed.title for feed in feeds]
    known = {
        **terms, "tag": tags, "feed": titles, "source": titles,
        "folder": sorted({feed.folder for feed in feeds if feed.folder}),
    }  # fmt: skip
    return lambda text, cursor: completions(text, cursor, list(terms), lambda name: known.get(name, ()))
