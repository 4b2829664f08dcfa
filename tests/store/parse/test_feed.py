"""Feeds as drafts: real ones, awkward ones and hostile ones."""

import builtins
import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest

from store.errors import SourceError
from store.model import Draft, FeedDraft, Page
from store.parse.feed import parse_feed
from store.parse.markup import clean, clean_line
from tests.store.parse.hostile_inputs import SHARED, hostile, hostile_names, needs_hostile

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


def test_files_are_kept_as_links_at_the_end() -> None:
    draft = only(
        "<title>T</title><link>https://f.example/1</link><description>Words <![CDATA[<a href='https://f.example/b.pdf'>"
        "b</a>]]></description><enclosure url='https://f.example/a.mp3' type='audio/mpeg' length='12000000'/>"
        "<enclosure url='https://f.example/b.pdf' type='application/pdf'/><enclosure url='javascript:x' length='x'/>"
        "<enclosure url='/c.ogg' length='-3'/>"
    )
    assert draft.body == (
        "Words [b](https://f.example/b.pdf)\n\nAttached: <https://f.example/a.mp3> (audio/mpeg, 12 MB)\n\n"
        "Attached: <https://f.example/c.ogg>"
    )
    item = {"id": "1", "content_text": "x", "attachments": [{"url": "https://f.example/a", "size_in_bytes": 1200}, 3]}
    source = {"version": "https://jsonfeed.org/version/1.1", "items": [item, item]}
    read = feed(json.dumps(source).encode())
    assert read.drafts[0].body == "x\n\nAttached: <https://f.example/a> (1 kB)"


def test_a_journal_states_itself_by_prism() -> None:
    draft = only(
        "<title>T</title><prism:publicationName>Reef Letters</prism:publicationName>"
        "<prism:coverDate>2026-05</prism:coverDate><prism:publicationDate>2026-03-01</prism:publicationDate>"
        "<prism:doi>10.1038/s41586-025-09710-8</prism:doi>"
    )
    assert (draft.source, draft.published) == ("Reef Letters", datetime(2026, 3, 1, tzinfo=UTC))
    assert [one.ids["doi"] for one in draft.references] == ["10.1038/s41586-025-09710-8"]


@pytest.mark.parametrize(
    ("channel", "ttl", "hours"),
    [
        ("<ttl>60</ttl><skipHours><hour>0</hour><hour>7</hour><hour>24</hour><hour>x</hour></skipHours>", 3600, (0, 7)),
        ("<sy:updatePeriod> Daily </sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", 21_600, ()),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", 3600, ()),
        ("<ttl>5</ttl><sy:updatePeriod>daily</sy:updatePeriod>", 300, ()),
        ("<ttl>99999999999999</ttl>", 31_536_000, ()),
        ("<ttl>soon</ttl><sy:updatePeriod>rarely</sy:updatePeriod>", None, ()),
        ("<ttl>-5</ttl><skipHours>" + "".join(f"<hour>{n}</hour>" for n in range(24)) + "</skipHours>", None, ()),
        ("", None, ()),
    ],
)
def test_a_feed_says_when_to_ask_again(channel: str, ttl: int | None, hours: tuple[int, ...]) -> None:
    data = rss("<item><title>T</title><ttl>1</ttl></item>", f"<title>F</title>{channel}")
    read = feed(data.replace(b"<rss ", b'<rss xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" ', 1))
    assert (read.ttl, read.skip_hours) == (ttl, hours)


def test_of_a_huge_feed_the_newest_are_kept() -> None:
    dates = [f"2026-01-{1 + n % 28:02}T00:00:{n % 60:02}Z" for n in range(5100)]
    items = "".join(f"<item><title>T{n}</title><pubDate>{d}</pubDate></item>" for n, d in enumerate(dates))
    read = feed(rss(items))
    assert (len(read.drafts), read.dropped) == (5000, 100)
    kept = {draft.title for draft in read.drafts}
    lost = [dates[n] for n in range(5100) if f"T{n}" not in kept]
    assert max(lost) <= min(dates[n] for n in range(5100) if f"T{n}" in kept)
    undated = feed(rss(items.replace("<pubDate>2026-01-05T00:00:04Z</pubDate>", "", 1)))
    assert (undated.drafts[-1].title, undated.dropped) == ("T4999", 100)


@pytest.mark.parametrize(
    ("data", "url", "link"),
    [
        ("<item><title>T</title><link>/one/</link><description>&lt;a href='x'>y&lt;/a></description></item>",
         "https://f.example/feed.xml", "https://f.example/one/x"),
        ("<item xml:base='https://b.example/d/'><title>T</title><link>https://f.example/one</link>"
         "<description>&lt;a href='x'>y&lt;/a></description></item>", "https://f.example/feed.xml",
         "https://b.example/d/x"),
        ("<item><title>T</title><guid>https://f.example/g/</guid><description>&lt;a href='x'>y&lt;/a></description>"
         "</item>", None, "https://f.example/g/x"),
    ],
)  # fmt: skip
def test_relative_links_start_at_the_article_or_its_base(data: str, url: str | None, link: str) -> None:
    (draft,) = feed(rss(data), url).drafts
    assert draft.body == f"[y]({link})"


@pytest.mark.parametrize(
    "data",
    [
        '<rss version="0.91"><channel><title>F</title><item><title>One</title><link>https://a.example/1</link></item>'
        "</channel></rss>",
        '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://x.example/rss.dtd"><rss version="0.92"><channel>'
        "<title>F</title><item><title>One</title><link>https://a.example/1</link></item></channel></rss>",
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/">'
        "<channel><title>F</title></channel><item><title>One</title><link>https://a.example/1</link></item></rdf:RDF>",
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>F</title><entry><title>One</title>'
        '<link rel="alternate" href="https://a.example/1"/></entry></feed>',
    ],
)
def test_old_feeds_are_feeds(data: str) -> None:
    read = feed(data.encode())
    assert read.title == "F"
    assert [(draft.title, draft.url) for draft in read.drafts] == [("One", "https://a.example/1")]


@pytest.mark.parametrize(
    ("encoding", "head", "media_type", "words"),
    [
        ("cp1252", '<?xml version="1.0" encoding="utf-8"?>', None, "Größe – “quoted”"),
        ("cp1252", "", "application/rss+xml; charset=utf-8", "Größe – “quoted”"),
        ("cp1252", '<?xml version="1.0" encoding="iso-8859-1"?>', None, "Größe – “quoted”"),
        ("cp932", "", None, "がん細胞の研究が進んでいます"),
        ("euc_jp", '<?xml version="1.0" encoding="euc-jp"?>', None, "がん細胞の研究が進んでいます"),
        ("utf-16", '<?xml version="1.0" encoding="utf-16"?>', None, "Größe – “quoted” がん"),
        ("utf-16-le", '<?xml version="1.0" encoding="utf-16"?>', None, "Größe – “quoted”"),
        ("utf-8", '<?xml version="1.0" encoding="iso-8859-1"?>', "text/xml; charset=us-ascii", "Größe – “quoted”"),
        ("gb18030", '<?xml version="1.0" encoding="gb2312"?>', None, "细胞研究"),
        ("koi8-r", '<?xml version="1.0" encoding="koi8-r"?>', None, "Жизнь клетки"),
    ],
)
def test_feeds_are_decoded_as_they_were_meant(encoding: str, head: str, media_type: str | None, words: str) -> None:
    data = f"{head}<rss version='2.0'><channel><title>F</title><item><title>{words}</title></item></channel></rss>"
    (draft,) = parse_feed(Page(data.encode(encoding), "feed.xml", None, media_type)).drafts
    assert draft.title == words


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
