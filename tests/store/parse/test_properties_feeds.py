"""Feeds of any bytes are drafts or one sentence; what fuzzing found, each fault once."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import SourceError
from store.model import FeedDraft, Page
from store.parse.feed import parse_feed
from store.parse.feed_items import digest_of
from store.parse.mail import parse_mail
from store.parse.markup import clean, clean_line
from tests.benchmarks.made_feeds import feed
from tests.store.parse.plain_feeds import ANY
from tests.within import bounded

MADE = feed(1, range(2), "https://f.example/feed")


def read(data: bytes, known: dict[int, int] | None = None) -> FeedDraft | str:
    try:
        return parse_feed(Page(data, "feed.xml", "https://f.example/feed"), known=known or {})
    except SourceError as error:
        return str(error)


def check(found: FeedDraft | str) -> None:
    if isinstance(found, str):
        assert clean_line(found) == found
        return
    for draft in found.drafts:
        assert clean_line(draft.title) == draft.title
        assert clean(draft.body) == draft.body


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode), ANY.map(str.encode)))
def test_any_bytes_are_a_feed_or_one_sentence(data: bytes) -> None:
    check(read(data))
    check(read(b"<rss><channel><item>" + data))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(MADE)), st.integers(0, len(MADE)))
def test_a_feed_that_is_cut_off_or_lacks_a_piece_is_read_as_far_as_it_goes(start: int, end: int) -> None:
    check(read(MADE[:end]))
    check(read(MADE[: min(start, end)] + MADE[max(start, end) :]))


@settings(max_examples=60, deadline=None)
@given(ANY, st.integers(0, 3))
def test_what_is_known_is_left_out_and_all_else_is_as_before(text: str, step: int) -> None:
    whole = read(text.encode())
    if isinstance(whole, str):
        return
    known = {digest: digest_of(key) for key, digest in list(whole.told.items())[:: step + 1]}
    again = read(text.encode(), known)
    assert isinstance(again, FeedDraft)
    assert {*again.seen} <= {*known}
    left_out = {key for key, digest in whole.told.items() if digest in again.seen}
    assert list(again.drafts) == [draft for draft in whole.drafts if draft.key not in left_out]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("<rss><channel><title>F</title><item><title>cut</title> off", ["cut"]),
        ("</item><rss><channel><item><title>one</title>", ["one"]),
        ("<rss><channel><item><title>a</title><dc:date>2026-06-01</dc:date></item></channel></rss>", ["a"]),
        ("<rss><channel><prism:ttl>1</prism:ttl><item><title>b</title></item></channel></rss>", ["b"]),
        (
            "<rss><channel><item><title>c</title><description>&lt;p&amp;&gt;x</description></item></channel></rss>",
            ["c"],
        ),
    ],
)
def test_what_raised_once(text: str, titles: list[str]) -> None:
    found = read(text.encode())
    assert isinstance(found, FeedDraft)
    assert [draft.title for draft in found.drafts] == titles


@pytest.mark.parametrize("sign", ["[", "[](", "![", "[a]("])
def test_a_post_without_a_title_is_named_in_linear_time(sign: str) -> None:
    with bounded():
        found = read(
            f"<rss><channel><item><description>{sign * (1_000_000 // len(sign))}</description></item>".encode()
        )
    assert isinstance(found, FeedDraft)
    assert found.drafts


def test_a_long_subject_of_a_mail_is_cut_to_a_clean_line() -> None:
    data = f"From: a@b.example\nMessage-ID: <1@b.example>\nSubject: {': ' * 400}\n\nText.".encode()
    (draft,) = parse_mail(Page(data, "a mail"))
    assert clean_line(draft.title, 300) == draft.title
