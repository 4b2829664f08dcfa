"""Items cut out of a feed's text, and what makes them others."""

from dataclasses import replace

import pytest

from store.model import FeedDraft, Page
from store.parse import parse
from store.parse.feed import parse_feed
from store.parse.feed_items import cut, digest_of

ADDRESS = "https://news.example/feed"


def item(n: int, text: str = "Text of an item, see doi:10.1000/paper for all.") -> str:
    return (
        f"<item><title>Item {n}</title><link>https://news.example/{n}</link>"
        f"<description><![CDATA[<p>{text}</p>]]></description></item>\n"
    )


def feed(*items: str, head: str = "", tail: str = "", attributes: str = "") -> str:
    title = "<title>News</title>"
    return f'<rss version="2.0"{attributes}><channel>{title}{head}{"".join(items)}</channel></rss>{tail}'


def read(text: str, known: dict[int, int] | None = None, address: str = ADDRESS) -> FeedDraft:
    return parse_feed(Page(text.encode(), "f", address, None), "", known or {})


def known_of(text: str) -> dict[int, int]:
    return {digest: digest_of(key) for key, digest in read(text).told.items()}


@pytest.mark.parametrize(
    "text",
    [
        feed(item(1), item(2)),
        feed(item(1, "It holds &lt;item> and </item>, <!-- and this."), item(2)),
        feed(item(1), item(2), head="<items>2</items>", tail="<!-- cached -->"),
        feed(item(1).replace("<item>", '<item id="1">'), item(2)),
    ],
)
def test_items_are_cut_where_they_begin_and_end(text: str) -> None:
    items = cut(text)
    assert items is not None
    assert len(items.texts) == 2
    assert items.only(range(2)) == text
    for place in range(2):
        (draft,) = read(items.only([place])).drafts
        assert draft == read(text).drafts[place]


@pytest.mark.parametrize(
    "text",
    [
        feed(),
        feed(item(1), "<ttl>60</ttl>", item(2)),
        feed(item(1, "]]>"), item(2)),
        feed(item(1), "<!-- <item> was </item> here -->", item(2)),
        feed("<item><item>", item(1), "</item></item>"),
        feed(item(1), head="<description><![CDATA[ <item> ]]></description><!-- "),
        feed(item(1, "x" * 2_100_000)),
        feed("<?php <item></item> ?>", item(1)),
    ],
)
def test_what_is_not_plainly_one_item_after_another_is_not_cut(text: str) -> None:
    assert cut(text) is None


def test_what_is_known_is_not_read_and_what_is_new_is() -> None:
    before, after = feed(item(1), item(2)), feed(item(3), item(1), item(2, "Another text."))
    read_new = read(after, known_of(before))
    assert [draft.title for draft in read_new.drafts] == ["Item 3", "Item 2"]
    assert read_new.seen == (read(before).told["https://news.example/1"],)
    whole = read(after)
    assert [draft for draft in whole.drafts if draft.title != "Item 1"] == list(read_new.drafts)
    assert replace(read_new, drafts=(), told={}, seen=()) == replace(whole, drafts=(), told={})
    assert read_new.told == {key: digest for key, digest in whole.told.items() if not key.endswith("/1")}


@pytest.mark.parametrize(
    ("after", "same"),
    [
        (feed(item(1), head="<lastBuildDate>Tue, 2 Jun 2026 10:00:00 GMT</lastBuildDate>", tail="<!-- 2 s -->"), True),
        (feed(item(1), head="<language>de</language>"), False),
        (feed(item(1), head="<managingEditor>desk@news.example (Desk)</managingEditor>"), False),
        (feed(item(1), head='<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="self" href="/f"/>'), False),
        (feed(item(1), attributes=' xml:lang="de"'), False),
        (feed(item(1), attributes=' xmlns:dc="http://purl.org/dc/elements/1.1/"'), False),
    ],
)
def test_what_bears_on_all_items_makes_them_others(after: str, same: bool) -> None:
    known = known_of(feed(item(1)))
    assert len(read(after, known).seen) == same
    assert read(after, known, "https://news.example/elsewhere").seen == ()


def test_an_item_that_shares_its_key_is_read_again() -> None:
    alone = feed(item(1))
    both = feed(item(1, "The same address, another text."), item(1))
    assert read(both, known_of(alone)).drafts == read(both).drafts
    assert read(both).told == {}


def test_a_damaged_feed_is_read_as_a_whole() -> None:
    known = known_of(feed(item(1), item(2)))
    damaged = feed("<item><title>AT&T <b>news</title><link>https://news.example/9</link></item>", item(1), item(2))
    read_damaged = read(damaged, known)
    assert read_damaged.seen == ()
    assert read_damaged == read(damaged)
    assert read_damaged.told == {}


def test_items_that_two_readings_count_differently_are_never_known() -> None:
    """Of such a feed no identifiers are taken over, and of its other items alone they would be."""
    odd = '<item><title>Odd</title><link>https://news.example/3</link><x:entry xmlns:x="urn:x">a word</x:entry></item>'
    assert set(read(feed(item(1), odd.replace("x:entry", "x:entries"))).told) == {
        "https://news.example/1", "https://news.example/3",
    }  # fmt: skip
    assert read(feed(item(1), odd)).told == {}


def test_json_feeds_are_known_item_by_item() -> None:
    rows = [f'{{"id": "{n}", "title": "Item {n}", "content_html": "<p>Text {n}</p>"}}' for n in range(3)]
    text = '{{"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [{}]}}'
    before, after = text.format(", ".join(rows[:2])), text.format(", ".join(rows))
    read_new = read(after, known_of(before))
    assert [draft.title for draft in read_new.drafts] == ["Item 2"]
    assert len(read_new.seen) == 2
    assert read(after.replace('"title": "News"', '"language": "de"'), known_of(before)).seen == ()
    assert parse(Page(before.encode(), "f", ADDRESS, None), known_of(before)).drafts == ()


MEDIA = '<media:thumbnail xmlns:media="http://search.yahoo.com/mrss/" url="https://pics.example/1.png"/>'


def test_a_prefix_that_every_item_declares_alike_hinders_nothing() -> None:
    both = feed(item(1).replace("</item>", MEDIA + "</item>"), item(2).replace("</item>", MEDIA + "</item>"))
    assert len(read(both).told) == 2


@pytest.mark.parametrize(
    "bound",
    [
        ('<a:b xmlns:dc="urn:not-dc">x</a:b>', "<dc:creator>One</dc:creator>"),  # the next item's author is lost by it
        ('<m:x xmlns:m="urn:one"/>', '<m:x xmlns:m="urn:two"/>'),
        ('<m:x xmlns:m="urn:one"/>', "<m:x/>"),
    ],
)
def test_a_prefix_that_one_item_declares_for_the_next_lets_the_whole_be_read(bound: tuple[str, str]) -> None:
    first, second = (item(n).replace("</item>", f"{part}</item>") for n, part in enumerate(bound, 1))
    text = feed(first, second).replace("<rss ", '<rss xmlns:dc="http://purl.org/dc/elements/1.1/" ', 1)
    assert read(text).told == {}
