"""The short way through plain feeds tells what feedparser tells, or nothing."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from store.errors import SourceError
from store.model import FeedDraft, Page
from store.parse import feed as feed_module
from store.parse.feed import parse_feed
from store.parse.feed_mend import mend
from store.parse.feed_plain import PlainFeed, read_plain
from store.parse.feed_plain_leaves import HANDLED
from store.parse.feed_plain_names import DECLINED, KNOWN_SPACES, OTHER_PREFIXES, OTHER_SPACES
from tests.benchmarks import made_feeds
from tests.conftest import ROOT, shared
from tests.store.parse.hostile_inputs import hostile, hostile_names, needs_hostile
from tests.store.parse.plain_feeds import ANY, PLAIN, SPACES

URL = "https://f.example/feed"


def told(data: bytes, url: str | None) -> FeedDraft | str:
    try:
        return parse_feed(Page(data, "feed.xml", url))
    except SourceError as error:
        return str(error)


def both(data: bytes, url: str | None = URL) -> tuple[FeedDraft | str, FeedDraft | str, int]:
    """A feed as it is read, as it is read without the shortcut, and how often the shortcut was taken."""
    taken = []

    def counted(text: str, document: str | None) -> PlainFeed | None:
        read = read_plain(text, document)
        taken.append(read is not None)
        return read

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(feed_module, "read_plain", counted)
        short = told(data, url)
        patch.setattr(feed_module, "read_plain", lambda text, document: None)
        return short, told(data, url), sum(taken)


@settings(max_examples=250, deadline=None)
@given(st.one_of(PLAIN, ANY), st.sampled_from([URL, None, "HTTP://f.example/a/../feed?", "https://f.example//x"]))
@example("<rss><channel><title>A</title><item><title>x</title></item><title>B</title></channel></rss>", URL)
@example("<rss><channel><item><guid>/a</guid><link></link></item></channel></rss>", URL)
@example("<rss><channel><item><category domain='x'/><category>y</category></item></channel></rss>", URL)
def test_where_there_is_a_shortcut_it_leads_to_the_same(feed: str, url: str | None) -> None:
    short, long, _ = both(feed.encode(), url)
    assert short == long


@pytest.mark.parametrize("url", [URL, None, "https://f.example/?feed=rss2"])
def test_feeds_as_blogs_write_them_are_plain(url: str | None) -> None:
    for data in (made_feeds.feed(1, range(3), URL), shared("seeds", "001_0bef90d4cee8d57b.txt").read_bytes()):
        short, long, taken = both(data, url)
        assert short == long
        assert taken


@pytest.mark.parametrize("path", sorted([*ROOT.glob("seeds/*.xml"), *ROOT.glob("seeds/*.atom")]), ids=lambda p: p.name)
def test_the_feeds_that_come_with_the_program_are_the_same_either_way(path: Path) -> None:
    short, long, _ = both(path.read_bytes())
    assert short == long


@needs_hostile
@pytest.mark.parametrize("name", hostile_names("FEEDS"))
def test_hostile_feeds_are_the_same_either_way(name: str) -> None:
    data = hostile().FEEDS()[name][0]
    if len(data) < 200_000:
        short, long, _ = both(data)
        assert short == long


@pytest.mark.parametrize(
    "item",
    [
        "<title>a <b>nested</b> tag</title>",
        '<link rel="alternate">x</link>',
        "<pubDate>soon</pubDate>",
        '<description xml:base="https://b.example/">x</description>',
        "<itunes:author xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'>A</itunes:author>",
        "<a:creator xmlns:a='http://purl.org/dc/elements/1.1/' xmlns:dc='http://search.yahoo.com/mrss/'>A</a:creator>",
        "<title>one</title><title>two</title>",
        "<author>a@b, c@d</author>",
        "<foo><title>t</title></foo>",
        "<date>2026-01-01</date>",
        "&nbsp;",
        "<title>\u00c3\u00a9</title>",
    ],
)
def test_what_is_not_plain_goes_to_feedparser(item: str) -> None:
    assert read_plain(f"<rss><channel><item>{item}</item></channel></rss>", URL) is None


def test_every_rule_of_feedparser_is_told_or_declined() -> None:
    from feedparser.mixin import _FeedParserMixin  # type: ignore[import-untyped]
    from feedparser.util import FeedParserDict  # type: ignore[import-untyped]

    rules = {name.split("_", 2)[2].lower() for name in dir(_FeedParserMixin) if name.startswith(("_start_", "_end_"))}
    rules |= set(FeedParserDict.keymap)
    assert rules - DECLINED - HANDLED <= {
        "date_parsed",
        *(name for name in rules if name.endswith(("_detail", "_parsed"))),
    }
    assert not DECLINED & HANDLED
    spaces = {uri.lower(): prefix.lower() for uri, prefix in _FeedParserMixin.namespaces.items() if uri}
    assert {uri: spaces[uri] for uri in KNOWN_SPACES} == KNOWN_SPACES
    assert spaces.keys() - KNOWN_SPACES == OTHER_SPACES
    assert {spaces[uri] for uri in OTHER_SPACES} - set(KNOWN_SPACES.values()) <= OTHER_PREFIXES


@pytest.mark.parametrize("name", ["links", "authors", "tags", "content", "source", "published_parsed", "title_detail"])
@pytest.mark.parametrize("written", ["<{0}>word</{0}>", "<{0} a='1'>word</{0}>"])
def test_an_element_called_as_a_key_of_feedparsers_does_no_harm(name: str, written: str) -> None:
    inner = written.format(name)
    read = told(f"<rss><channel>{inner}<item><title>T</title>{inner}</item></channel></rss>".encode(), URL)
    assert isinstance(read, FeedDraft)
    assert [draft.title for draft in read.drafts] == ["T"]


def test_the_end_is_read_once_however_late_the_strange_comes() -> None:
    feed = f"<rss {SPACES}><channel>{'<item><title>t</title></item>' * 5000}<item><date>x</date></item></channel></rss>"
    assert read_plain(feed, URL) is None
    assert read_plain(mend(feed.replace("<date>x</date>", "")), URL) is not None
