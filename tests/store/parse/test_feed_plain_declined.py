"""Feeds that the short way must leave to feedparser: each is told as feedparser tells it, by feedparser."""

import pytest

from store.model import FeedDraft
from store.parse.feed_plain import read_plain
from tests.store.parse.plain_feeds import SPACES
from tests.store.parse.test_feed_plain import both

PLAIN = "<title>T</title><link>https://f.example/1</link>"
ITEMS = [
    "<title type='html'>T</title>",
    "<pubDate>Mon, 01 Jun 2026 12:00:00 GMT</pubDate><pubDate>Tue, 02 Jun 2026 12:00:00 GMT</pubDate>",
    "<link>https://f.example/1?a=1&amp;amp;b=2</link>",
    "<link href='https://f.example/1'>text</link>",
    "<guid>k1</guid><guid>k2</guid>",
    "<guid scheme='x'>k1</guid>",
    "<description type='text'>d</description>",
    "<description>one</description><description>two</description>",
    "<content:encoded type='x'>d</content:encoded>",
    "<content:encoded>one</content:encoded><content:encoded>two</content:encoded>",
    "<category scheme='x'>c</category>",
    "<author role='x'>A. One</author>",
    "<author>a@b@c</author>",
    "<source>one</source><source>two</source>",
    "<source type='x'>one</source>",
    "<enclosure url='https://f.example/a.mp3'>text</enclosure>",
    "<enclosure type='audio/mpeg'/>",
    "<title>\u00c3\u00a9</title>",
    "<title>a<i>b</i></title>",
    "<pubDate>Mon, 99 Jun 2026 12:00:00 GMT</pubDate>",
    "<link>http://[bad</link>",
    "<PUBDATE>x</PUBDATE>",
    "<a:bar xmlns:a='https://foo.example/ns'>x</a:bar>",
    "<description xml:lang='fr'>x</description>",
    "<atom:entry><title>x</title></atom:entry>",
    "<skiphours>x</skiphours>",
]
CHANNELS = [
    "<item rdf='1'><title>T</title></item>",
    "<image a='1'><url>https://f.example/i.png</url></image>",
    "<image><url a='1'>https://f.example/i.png</url></image>",
    "<image><other>x</other></image>",
    "<skipDays a='1'><day>Monday</day></skipDays>",
    "<?pi x?>",
    "<item><image><url>x</url></image></item>",
]
WHOLE = [
    "<rss><channel a='1'><item>{0}</item></channel></rss>",
    "<rss><channel><item>{0}</item></channel><channel/></rss>",
    "<rss><other><item>{0}</item></other></rss>",
    "<rss a='1'><channel><item>{0}</item></channel></rss>",
    "<feed><channel><item>{0}</item></channel></feed>",
    "<rss><?pi x?><channel><item>{0}</item></channel></rss>",
    "<rss><channel><Item>{0}</Item></channel></rss>",
    "<rss xmlns='urn:other'><channel><item>{0}</item></channel></rss>",
    "<rss xmlns:a='urn:x' xmlns:b='urn:x'><channel><item>{0}</item></channel></rss>",
    "<rss xmlns:dc='http://search.yahoo.com/mrss/'><channel><item>{0}</item></channel></rss>",
]


def same_and_declined(feed: str) -> None:
    short, long, taken = both(feed.encode())
    assert short == long
    assert not taken


@pytest.mark.parametrize("item", ITEMS)
def test_an_item(item: str) -> None:
    same_and_declined(f"<rss {SPACES}><channel><title>F</title><item>{item}</item></channel></rss>")


@pytest.mark.parametrize("inner", CHANNELS)
def test_a_channel(inner: str) -> None:
    same_and_declined(f"<rss><channel><title>F</title>{inner}<item>{PLAIN}</item></channel></rss>")


@pytest.mark.parametrize("feed", WHOLE)
def test_a_document(feed: str) -> None:
    same_and_declined(feed.format(PLAIN))


def test_control_characters_that_were_not_mended_away() -> None:
    assert read_plain("<rss><channel><item><title>a\x85b</title></item></channel></rss>", None) is None


TAKEN = [
    "<author>jo@f.org (Jo Roe)</author><author>jo@f.org</author><author></author><category></category>",
    "<link href='https://f.example/e.pdf' rel='enclosure' type='application/pdf'/>",
    "<title>\u00c3 and \u2019</title><title_x>y</title_x>",
    "<title>caf\u00e9</title>",
]


@pytest.mark.parametrize("item", TAKEN)
def test_what_is_plain_is_not_left_to_it(item: str) -> None:
    short, long, taken = both(f"<rss {SPACES}><channel><title>F</title><item>{item}</item></channel></rss>".encode())
    assert isinstance(short, FeedDraft)
    assert short == long
    assert taken
