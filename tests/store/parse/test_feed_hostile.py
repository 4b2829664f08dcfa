"""Hostile feeds: clean drafts or one sentence, and no file opened."""

import builtins
from typing import Any

import pytest

from store.errors import SourceError
from store.parse.markup import clean, clean_line
from tests.store.parse.hostile_inputs import hostile, hostile_names, needs_hostile
from tests.store.parse.test_feed import feed, rss


def test_no_file_is_opened_by_a_body_that_names_one(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []
    original = builtins.open

    def spy(file: Any, *args: Any, **kwargs: Any) -> Any:
        opened.append(file)
        return original(file, *args, **kwargs)

    monkeypatch.setattr(builtins, "open", spy)
    for data in (b"/etc/hostname", b"file:///etc/hostname"):
        with pytest.raises(SourceError):
            feed(data)
    feed(rss("<item><title>/etc/hostname</title></item>"))
    assert not [name for name in opened if "etc" in str(name)]


@needs_hostile
@pytest.mark.parametrize("name", hostile_names("FEEDS"))
def test_hostile_feeds_give_clean_drafts_or_one_sentence(name: str) -> None:
    data, expectation = hostile().FEEDS()[name]
    if "FeedError" in expectation:
        with pytest.raises(SourceError) as raised:
            feed(data)
        assert clean_line(str(raised.value)) == str(raised.value)
        return
    read = feed(data)
    for draft in read.drafts:
        assert clean_line(draft.title) == draft.title
        assert clean(draft.body) == draft.body
        assert draft.url is None or draft.url.startswith(("http://", "https://"))
        assert draft.published is None or 1990 <= draft.published.year <= 2100
    wanted = {"no_id": 1, "dup_guid": 3, "items_20k": 5_000, "deep_html": 1, "gml_srs": 1, "nul": 1}
    assert len(read.drafts) == wanted.get(name, len(read.drafts))
    assert read.dropped == (15_000 if name == "items_20k" else 0)
    if expectation.startswith("one entry"):
        assert len(read.drafts) == 1
