"""Every hostile document in a worker: within ten seconds and a gigabyte, its text kept, or one sentence."""

from collections.abc import Iterator

import pytest

from store.errors import SourceError
from store.model import Page
from store.parse import Parsed
from store.parse.markup import clean, clean_line
from store.parse_apart import Parsers
from tests.store.parse.hostile_inputs import hostile, hostile_names, needs_hostile


@pytest.fixture(scope="module")
def parsers() -> Iterator[Parsers]:
    with Parsers(1) as made:
        yield made


def outcome(parsers: Parsers, page: Page) -> Parsed | str:
    try:
        return parsers.parse_now(page)
    except SourceError as error:
        assert "took longer" not in str(error)
        return str(error)


@needs_hostile
@pytest.mark.parametrize("name", hostile_names("FEEDS"))
def test_every_feed(parsers: Parsers, name: str) -> None:
    data, expectation = hostile().FEEDS()[name]
    found = outcome(parsers, Page(data, name, "https://f.example/feed", "application/rss+xml"))
    if isinstance(found, str):
        assert clean_line(found) == found
        assert not any(word in found for word in ("took longer", "memory", "failed"))
        return
    assert "FeedError" not in expectation or found.kind != "feed" or " or " in expectation
    for draft in found.drafts:
        assert clean_line(draft.title) == draft.title
        assert clean(draft.body) == draft.body
        assert draft.url is None or draft.url.startswith(("http://", "https://"))


@needs_hostile
@pytest.mark.parametrize("name", hostile_names("HTMLS"))
def test_every_page(parsers: Parsers, name: str) -> None:
    source = hostile().HTMLS()[name]
    found = outcome(parsers, Page(f"<html><body>{source}</body></html>".encode(), name))
    if isinstance(found, str):
        assert name in ("comment100k", "a100k", "attr100k", "cdata100k")
        assert "holds no text" in found
        return
    (draft,) = found.drafts
    assert clean(draft.body) == draft.body
    assert draft.body
    assert "NEEDLE" in draft.body or "NEEDLE" not in source
