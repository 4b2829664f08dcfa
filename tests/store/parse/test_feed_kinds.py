"""Feeds of every kind and age: files, journals, timetables, encodings, and more entries than can be read."""

import json
from datetime import UTC, datetime

import pytest

from store.model import Page
from store.parse.feed import parse_feed
from tests.store.parse.test_feed import feed, only, rss


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
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>1</sy:updateFrequency>", None, ()),
        ("<ttl>5</ttl><sy:updatePeriod>daily</sy:updatePeriod>", 300, ()),
        ("<ttl>99999999999999</ttl>", 86_400, ()),
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


def test_of_many_long_texts_the_newest_that_can_be_read_in_time_are_kept() -> None:
    items = "".join(
        f"<item><title>T{n}</title><pubDate>2026-01-0{n + 1}</pubDate><description>{text}</description></item>"
        for n, text in enumerate(["short", *["word " * 300_000] * 4, "word " * 500_000])
    )
    read = feed(rss(items))
    assert ([draft.title for draft in read.drafts], read.dropped) == (["T0", "T4", "T5"], 3)


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
