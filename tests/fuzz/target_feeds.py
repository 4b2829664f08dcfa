"""A feed's bytes: read; read by feedparser alone; read again where some of its items are known."""

from collections.abc import Hashable, Sequence
from random import Random

from store.errors import SourceError
from store.model import FeedDraft, Page
from store.parse import parse
from store.parse.feed import parse_feed
from store.parse.feed_items import digest_of
from tests.benchmarks import made_feeds
from tests.conftest import ROOT, SHARED
from tests.fuzz.hunting import Target
from tests.fuzz.start import hostile_bytes, shared_seeds
from tests.fuzz.target_checks import check_drafts, refused
from tests.store.parse.plain_feeds import ATTRIBUTES, IN_HEADS, IN_ITEMS, NAMES, SPACES, TEXTS
from tests.store.parse.test_feed_plain import both

_URLS = ("https://f.example/feed", None, "HTTP://f.example/a/../feed?", "https://f.example//x")
_JSON_FEED = (
    '{"version": "https://jsonfeed.org/version/1.1", "title": "J", "home_page_url": "https://f.example/", "items": '
    '[{"id": "1", "url": "https://f.example/1", "title": "A &amp; B", "content_html": "<p>x 10.1000/a.1</p>", '
    '"date_published": "2026-06-01T10:00:00+02:00", "authors": [{"name": "A One"}], "tags": ["a", "A"]}, {"id": 2, '
    '"external_url": "/2", "content_text": "two\\n\\nparts", "attachments": [{"url": "https://f.example/a.mp3", '
    '"mime_type": "audio/mpeg", "size_in_bytes": 120000}]}]}'
)
_ATOM = (
    '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" '
    'xml:base="https://f.example/"><title type="html">F &lt;b&gt;</title><link rel="self" href="/feed"/><link '
    'href="/"/><updated>2026-06-01T10:00:00Z</updated><entry><id>urn:x:1</id><title type="xhtml"><div '
    'xmlns="http://www.w3.org/1999/xhtml">A<sup>2</sup></div></title><link '
    'href="1"/><published>2026-06-01T10:00:00.5-03:30</published><author><name>A '
    'One</name></author><summary>s</summary><content type="html">&lt;p&gt;x '
    "doi:10.1000/b.2&lt;/p&gt;</content></entry><entry><title/></entry></feed>"
)
_RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel '
    'rdf:about="https://f.example/"><title>R</title><link>https://f.example/</link></channel><item '
    'rdf:about="https://f.example/1"><title>One</title><link>https://f.example/1</link>'
    "<dc:date>2026-06-01</dc:date><dc:identifier>doi:10.1000/c.3</dc:identifier></item></rdf:RDF>"
)
_DOCTYPE = '<!DOCTYPE rss [<!ENTITY a "b"><!ENTITY x SYSTEM "file:///nowhere">]>'
_JSON_WORDS = (
    "id", "url", "title", "content_html", "date_published", "null", "[]", "{}", "true", "1.5", '"x"', ",", ":",
)  # fmt: skip
_SCRAPS = [
    *IN_HEADS, *IN_ITEMS, *TEXTS, *ATTRIBUTES, *_JSON_WORDS, *(f"<{name}>" for name in NAMES),
    *(f"</{name}>" for name in NAMES), "<item>", "</item>", "<entry>", "</entry>", "</channel>", "</rss>", _DOCTYPE,
    "&a;", '<?xml version="1.0" encoding="utf-16"?>', '<?xml version="1.0" encoding="x"?>', " type='xhtml'",
    " type='html'",
]  # fmt: skip


def _start() -> Sequence[bytes]:
    ours = [path.read_bytes() for path in sorted([*ROOT.glob("seeds/*.xml"), *ROOT.glob("seeds/*.atom")])]
    made = [made_feeds.feed(1, range(2), "https://f.example/feed")]
    return [
        *made,
        *ours,
        _JSON_FEED.encode(),
        _ATOM.encode(),
        _RDF.encode(),
        *shared_seeds(SHARED),
        *hostile_bytes("FEEDS"),
    ]


def _make(chance: Random) -> bytes:
    """A feed of plain parts, some of them in the wrong place."""

    def element() -> str:
        name, attributes, text = chance.choice(NAMES), chance.choice(ATTRIBUTES), chance.choice(TEXTS)
        return f"<{name}{attributes}>{text}</{name}>"

    def parts(usual: Sequence[str], most: int) -> str:
        odd = chance.choice((0, 0, 0.1, 0.5))
        return "".join(
            element() if chance.random() < odd else chance.choice(usual) for _ in range(chance.randint(0, most))
        )

    items = "\n".join(f"<item>{parts(IN_ITEMS, 8)}</item>" for _ in range(chance.randint(0, 4)))
    root = chance.choice((f'<rss version="2.0" {SPACES}>', f"<rss {SPACES}>", "<rss>", f"<feed {SPACES}>"))
    return f"{root}<channel>{parts(IN_HEADS, 5)}{items}{parts(IN_HEADS, 1)}</channel></rss>".encode()


def _answer(data: bytes) -> Hashable:
    page = Page(data, "feed.xml", _URLS[len(data) % len(_URLS)], "application/rss+xml")
    try:
        kind: Hashable = parse(page).kind
    except SourceError as error:
        kind = refused(error)
    short, long, taken = both(data, page.url)
    assert short == long
    if isinstance(long, str):
        return kind, refused(SourceError(long))
    _check_again(page, long)
    head = (long.ttl is None, bool(long.skip_hours), bool(long.url), bool(long.site), long.dropped > 0, bool(long.told))
    return kind, taken, head, min(3, len(long.drafts)), check_drafts(long.drafts)


def _check_again(page: Page, feed: FeedDraft) -> None:
    """Every second item is known: what comes is as before, and what does not come is known."""
    known = {digest: digest_of(key) for key, digest in list(feed.told.items())[::2]}
    again = parse_feed(page, known=known)
    assert {*again.seen} <= {*known}
    new = {key for key, digest in feed.told.items() if digest not in again.seen}
    told = [draft for draft in feed.drafts if draft.key in new or draft.key not in feed.told]
    assert list(again.drafts) == told
    assert (again.title, again.url, again.site, again.ttl) == (feed.title, feed.url, feed.site, feed.ttl)


FEEDS = Target("feeds", _answer, _start, _make, [scrap.encode() for scrap in _SCRAPS])
