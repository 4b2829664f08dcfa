"""Feeds as drafts: real ones, awkward ones and hostile ones."""

import json
import re
from datetime import UTC, datetime

import pytest

from store.errors import SourceError
from store.model import Draft, FeedDraft, Page
from store.parse.feed import parse_feed
from tests.store.parse.hostile_inputs import SHARED

SEED = SHARED / "seeds" / "001_0bef90d4cee8d57b.txt"
needs_seed = pytest.mark.skipif(not SEED.is_file(), reason=f"no seed feed at {SEED}")


def rss(item: str, channel: str = "<title>F</title><link>https://f.example/</link>") -> bytes:
    spaces = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    prism = 'xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/" xmlns:atom="http://www.w3.org/2005/Atom"'
    return f'<rss version="2.0" {spaces} {prism}><channel>{channel}{item}</channel></rss>'.encode()


def feed(data: bytes, url: str | None = None) -> FeedDraft:
    return parse_feed(Page(data, "feed.xml", url))


def only(item: str) -> Draft:
    (draft,) = feed(rss(f"<item>{item}</item>")).drafts
    return draft


@needs_seed
def test_the_seed_feed_is_read_whole() -> None:
    expected = json.loads((SHARED / "seeds" / "expected.json").read_text("utf-8"))[SEED.name]
    read = feed(SEED.read_bytes())
    assert (read.title, read.site, read.url) == tuple(expected["feed"][k] for k in ("title", "site_url", "feed_url"))
    assert len(read.drafts) == len(expected["items"]) == 6
    for draft, item in zip(read.drafts, expected["items"], strict=True):
        assert (draft.key, draft.url, draft.title) == (item["guid"], item["url"], item["title"])
        assert draft.published == datetime.fromisoformat(item["date"])
        assert draft.published.tzinfo is UTC
        assert draft.authors == ("SCIENMAG",)
        assert list(draft.categories) == item["categories"]
        assert draft.language == "en-US"
        assert draft.original.startswith("<p>")


@needs_seed
def test_the_seed_feed_leads_to_its_papers() -> None:
    expected = json.loads((SHARED / "seeds" / "expected.json").read_text("utf-8"))[SEED.name]
    for draft, item in zip(feed(SEED.read_bytes()).drafts, expected["items"], strict=True):
        dois = re.findall(r"10\.\d{4,9}/[^\s\"]+[^\s\".]", json.dumps(item["trailer"]))
        assert [r.ids["doi"] for r in draft.references if r.role == "main"] == [dois[0]]


@needs_seed
def test_the_seed_bodies_are_markdown() -> None:
    body = feed(SEED.read_bytes()).drafts[0].body
    assert "\n\n---\n\n**Subject of Research**:  \nRole of C/EBPγ" in body
    assert "*Cell Death Discov.* (2026). <https://doi.org/10.1038/s41420-026-03181-0>" in body
    assert "<p>" not in body


@pytest.mark.parametrize(
    ("stated", "published"),
    [
        ("Wed, 03 Jun 2026 00:40:24 +0200", datetime(2026, 6, 2, 22, 40, 24, tzinfo=UTC)),
        ("2026-06-03T00:40:24Z", datetime(2026, 6, 3, 0, 40, 24, tzinfo=UTC)),
        ("2026-06-03", datetime(2026, 6, 3, tzinfo=UTC)),
        ("2031-01-01T00:00:00Z", datetime(2031, 1, 1, tzinfo=UTC)),
        ("yesterday", None),
        ("Thu, 32 Foo 2026 25:61:61 GMT", None),
        ("0000-00-00T00:00:00Z", None),
        ("9999-12-31T23:59:59Z", None),
        ("99999-01-01", None),
        ("1763719200", None),
        ("2026-11-21T10:00:00+99:99", None),
        ("Tue, 01 Jan 0001 00:00:00 +1400", None),
        ("Mon, 01 Jan 1970 00:00:00 GMT", None),
        ("", None),
    ],
)
def test_dates_are_stated_or_none(stated: str, published: datetime | None) -> None:
    assert only(f"<title>T</title><pubDate>{stated}</pubDate>").published == published


def test_the_full_text_wins_over_the_summary() -> None:
    draft = only(
        "<title>T</title><description>short [&amp;#8230;]</description><content:encoded>"
        "<![CDATA[<p>Rate 10<sup>-5</sup>, <a href='/x'>more</a></p>]]></content:encoded>"
    )
    assert draft.body == "Rate 10⁻⁵, [more](https://f.example/x)"


def test_a_cut_summary_says_so_plainly() -> None:
    assert only("<title>T</title><description>It begins [&amp;#8230;]</description>").body == "It begins…"


def test_categories_are_kept_once_in_order() -> None:
    words = "".join(
        f"<category><![CDATA[{w}]]></category>" for w in ("Lung", "C/EBPγ &amp; co", "lung", " ", "x" * 300)
    )
    categories = only(f"<title>T</title>{words}").categories
    assert categories[:2] == ("Lung", "C/EBPγ & co")
    assert len(categories) == 3
    assert len(categories[2]) == 200


def test_each_declared_identifier_reaches_the_references() -> None:
    draft = only(
        "<title>T</title><link>https://f.example/1</link><dc:identifier>pii:S1</dc:identifier>"
        "<dc:identifier>doi:10.1038/s41586-025-09710-8</dc:identifier><dc:identifier>https://f.example/1</dc:identifier>"
        "<dc:publisher>Some Press</dc:publisher><dc:creator>A One</dc:creator><dc:creator>B Two</dc:creator>"
    )
    assert [r.ids["doi"] for r in draft.references] == ["10.1038/s41586-025-09710-8"]
    assert draft.source == "Some Press"
    assert draft.authors == ("A One", "B Two")


def test_atom_text_is_text_and_xhtml_is_markup() -> None:
    source = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title type="html">A &amp;amp; B</title>
    <link rel="self" href="/feed.atom"/><link href="https://a.example/"/><author><name>Whole Feed</name></author>
    <entry><id>tag:1</id><title type="text">p &lt; 0.05 &lt;b&gt;</title><link href="/one"/>
    <updated>2026-03-01T10:00:00+02:00</updated><category term="x" label="X Label"/><content type="xhtml">
    <div xmlns="http://www.w3.org/1999/xhtml"><p>CO<sub>2</sub></p></div></content></entry>
    <entry><id>tag:2</id><title type="html">H&lt;sub&gt;2&lt;/sub&gt;O</title><author><name>Own</name></author>
    <content type="text">one &lt;p&gt;

    two</content></entry></feed>"""
    read = feed(source.encode(), "https://a.example/x/feed")
    one, two = read.drafts
    assert (read.title, read.url, read.site) == ("A & B", "https://a.example/feed.atom", "https://a.example/")
    assert (one.title, one.body, one.url) == ("p < 0.05 <b>", "CO₂", "https://a.example/one")
    assert (one.authors, one.categories, one.language) == (("Whole Feed",), ("X Label",), "de")
    assert one.published == datetime(2026, 3, 1, 8, tzinfo=UTC)
    assert (two.title, two.body, two.authors, two.published) == ("H₂O", "one \\<p>\n\ntwo", ("Own",), None)


def test_rdf_is_read() -> None:
    source = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://j.example/"><title>J</title>
    <link>https://j.example/</link></channel><item rdf:about="https://j.example/1"><title>T</title>
    <link>https://j.example/1</link><dc:date>2026-03-01</dc:date><description>D</description></item></rdf:RDF>"""
    (draft,) = feed(source.encode()).drafts
    assert (draft.key, draft.title, draft.body) == ("https://j.example/1", "T", "D")
    assert draft.published == datetime(2026, 3, 1, tzinfo=UTC)


def test_json_feed_is_read() -> None:
    source = {
        "version": "https://jsonfeed.org/version/1.1", "title": "J", "home_page_url": "https://j.example/",
        "items": [
            {"id": 1, "title": "A\u001b[31mB", "content_html": "<p>x<sup>2</sup></p>", "url": "/one",
             "date_published": "2026-03-01T10:00:00+02:00", "authors": [{"name": "A"}, 5], "tags": ["t", "T", 3]},
            {"id": "2", "content_text": "only *text*"},
            None,
        ],
    }  # fmt: skip
    read = feed(json.dumps(source).encode(), "https://j.example/feed.json")
    one, two = read.drafts
    assert (one.key, one.title, one.body, one.url) == ("1", "AB", "x²", "https://j.example/one")
    assert (one.authors, one.categories) == (("A",), ("t",))
    assert one.published == datetime(2026, 3, 1, 8, tzinfo=UTC)
    assert two.body == r"only \*text\*"


def test_a_repeated_guid_hides_no_article() -> None:
    items = "".join(f"<item><title>T{n}</title><guid>same</guid></item>" for n in range(3))
    drafts = feed(rss(items)).drafts
    assert [draft.title for draft in drafts] == ["T0", "T1", "T2"]
    assert len({draft.key for draft in drafts}) == 3


def test_what_has_no_title_is_named_by_its_first_words() -> None:
    assert (
        only("<description>&lt;p&gt;A &lt;b&gt;short&lt;/b&gt; post.&lt;/p&gt;&lt;p&gt;x&lt;/p&gt;</description>").title
        == "A short post."
    )
    assert feed(rss("<item></item>")).drafts == ()


@pytest.mark.parametrize(
    "data",
    [b"", b"  ", b"plain words", b"<html><body>no</body></html>", b"{", b'{"a": 1}', b"/etc/hostname", b"<opml/>"],
)
def test_what_is_no_feed_is_one_sentence(data: bytes) -> None:
    with pytest.raises(SourceError, match=r"^Cannot read feed\.xml: .*\.$"):
        feed(data)
