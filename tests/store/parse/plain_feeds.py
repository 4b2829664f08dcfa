"""Feeds made of scraps by hypothesis: plain ones, and ones that hold anything."""

from hypothesis import strategies as st

from store.parse.feed_plain_leaves import HANDLED

SPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" '
    'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" xmlns:foo="https://foo.example/ns"'
)
TEXTS = (
    "", " ", "word", "two words\n", "a &lt;b&gt;c&lt;/b&gt;", "<![CDATA[<p>x <em>y</em></p>]]>", "caf\xe9 \u2019",
    "A&amp;B", "AT&amp;amp;T", "\xc3\xa9", "&#8230;", "<!-- c -->z", "Mon, 01 Jun 2026 12:00:00 +0200",
    "Sun, 31 Feb 2026 12:00:00 GMT", "2026-06-01T10:00:00.5-03:30", "Sat, 3 Oct 2026 09:08:07 EST",
    "Thu, 1 Jan 1970 00:00:00 UTC", "2026-06-01", "yesterday", "https://f.example/1?a=1&amp;b=2",
    "https://f.example/a", "/rel", "//x.example/y", "http://[bad", "jo@f.example (Jo Roe)", "jo@f.example",
    "Jo &lt;jo@f.example&gt;", "jo@museum.museum (Jo)", "doi:10.5555/a.1", "10.5555/b.2", "60", "7", "de-AT", "a,b",
    "<i>nested</i>", "<?pi x?>w", "short [&amp;#8230;]", "\u0645\u0631\u062d\u0628\u0627", "x" * 400,
    "Item; two &amp;copy; &amp;bogus;",
)  # fmt: skip
NAMES = (
    "title", "link", "description", "pubDate", "guid", "author", "category", "comments", "source", "language",
    "dc:creator", "dc:date", "dc:identifier", "dc:publisher", "dc:subject", "dc:title", "dc:language", "dc:rights",
    "dc:description", "content:encoded", "content", "prism:doi", "prism:publicationName", "prism:coverDate",
    "prism:publicationDate", "atom:updated", "atom:id", "atom:summary", "atom:link", "media:thumbnail", "media:title",
    "foo:bar", "foo:title", "ttl", "item", "image", "feedburner:origLink", "sy:updatePeriod", "date", "issued",
    "publisher", "summary", "links", "tags", "url", "id", "Title", "pubdate", "generator", "managingEditor",
    "webMaster", "lastBuildDate", "copyright", "docs", "skipHours", "hour", "enclosure", "title_detail", "dc_creator",
    "xml:foo", "foo:entry", "Item", "published",
)  # fmt: skip
ATTRIBUTES = (
    "", "", "", "", "", ' domain="d"', ' isPermaLink="false"', ' isPermaLink="true"',
    ' url="https://f.example/s.xml"', ' type="html"', ' href="https://f.example/h"', ' href="/h" rel="self"',
    ' rel="alternate" type="text/html" href="https://f.example/alt"', ' xml:lang="fr"',
    ' url="https://f.example/a.mp3" type="Audio/MPEG" length="12"', ' rel="enclosure" href="/e.pdf"',
    ' xml:base="https://b.example/"', ' xmlns="urn:other"', ' xmlns:dc="urn:not-dc"', ' foo:x="1"',
    ' label="L" term="T"', ' base="/b"',
)  # fmt: skip
IN_ITEMS = (
    "<title>T &amp;amp; U</title>", "<link>https://f.example/1?x=1&amp;amp;y=2</link>",
    '<guid isPermaLink="false">k 1</guid>', "<guid>https://f.example/?p=1</guid>", "<guid>/rel</guid>",
    "<description>&lt;p&gt;Short [&amp;#8230;]&lt;/p&gt;</description>",
    '<content:encoded><![CDATA[<p>Long <a href="/x">text</a> 10.5555/c.3</p>]]></content:encoded>',
    "<content:encoded> </content:encoded>", "<pubDate>Tue, 02 Jun 2026 10:00:00 GMT</pubDate>",
    "<dc:date>2026-06-02T10:00:00+02:00</dc:date>", "<dc:creator>A. One</dc:creator>",
    "<dc:creator>B Two</dc:creator>", "<category>Lung</category>", '<category domain="x">lung</category>',
    "<category><![CDATA[C&D]]></category>", "<author>a@f.example (A One)</author>",
    '<source url="https://s.example/f">S Press</source>', "<dc:publisher>D Press</dc:publisher>",
    '<enclosure url="https://f.example/a.mp3" type="audio/mpeg" length="120000"/>',
    '<media:content url="https://f.example/p.jpg" medium="image"/>', "<dc:identifier>doi:10.5555/d.4</dc:identifier>",
    "<prism:doi>10.5555/e.5</prism:doi>", '<foo:bar a="1">x</foo:bar>', "<foo:bar>x</foo:bar>", "<link/>",
    '<atom:link href="https://f.example/1/feed" rel="replies" type="application/rss+xml"/>',
    "<comments>https://f.example/1#c</comments>", '<post-id xmlns="com-wordpress:feed-additions:1">7</post-id>',
    "<prism:publicationName>J of F</prism:publicationName>",
    "<feedburner:origLink>https://o.example/1</feedburner:origLink>", "<dc:language>fr</dc:language>",
    "<prism:coverDate>2026-05-01</prism:coverDate>",
)  # fmt: skip
"""What items hold as feeds write it."""
IN_HEADS = (
    "<title>F</title>", "<link>https://f.example/</link>", "<link>/site</link>", "<description>D</description>",
    "<language>en-US</language>", '<atom:link href="https://f.example/feed" rel="self" type="application/rss+xml"/>',
    '<atom:link href="https://f.example/html" rel="alternate"/>',
    "<image><url>https://f.example/i.png</url><title>I</title><link>https://f.example</link><width>32</width></image>",
    "<ttl>60</ttl>", "<skipHours><hour>3</hour><hour>25</hour></skipHours>",
    "<lastBuildDate>Tue, 02 Jun 2026 10:00:00 GMT</lastBuildDate>", "<dc:creator>Whole</dc:creator>",
    "<managingEditor>ed@f.example (Ed Itor)</managingEditor>", '<generator uri="x">g</generator>',
    '<cloud domain="c" port="80"/>', "<sy:updatePeriod>hourly</sy:updatePeriod>", "<category>News</category>",
    "<copyright>c</copyright>", "<webMaster>w@f.example</webMaster>", "<pubDate>today</pubDate>",
    "<foo:bar>y</foo:bar>",
)  # fmt: skip
"""What a channel holds before its items."""

_element = st.tuples(st.sampled_from(NAMES), st.sampled_from(ATTRIBUTES), st.sampled_from(TEXTS)).map(
    lambda one: f"<{one[0]}{one[1]}>{one[2]}</{one[0]}>\n"
)


def _lines(parts: st.SearchStrategy[str], most: int) -> st.SearchStrategy[str]:
    return st.lists(parts, max_size=most, unique_by=lambda part: part.split(">")[0]).map("\n".join)


def _feeds(
    root: st.SearchStrategy[str],
    head: st.SearchStrategy[str],
    item: st.SearchStrategy[str],
    end: st.SearchStrategy[str],
) -> st.SearchStrategy[str]:
    items = _lines(_lines(item, 8).map(lambda inner: f"<item>{inner}</item>"), 3)
    return st.tuples(root, _lines(head, 6), items, end).map(
        lambda one: f"{one[0].format(SPACES)}<channel>{one[1]}{one[2]}{one[3]}</channel></rss>"
    )


_ROOT = st.sampled_from(['<rss version="2.0" {}>', "<rss {}>", '<rss version="0.91" {}>', '<rss xml:lang="de" {}>'])
_SIMPLE = st.tuples(
    st.sampled_from([name for name in NAMES if name.lower().rpartition(":")[2] in HANDLED]),
    st.sampled_from([text for text in TEXTS if "<i" not in text and "<?" not in text]),
).map(lambda one: f"<{one[0]}>{one[1]}</{one[0]}>")
ANY = _feeds(
    _ROOT,
    st.one_of(st.sampled_from(IN_HEADS), st.sampled_from(IN_HEADS), _element),
    st.one_of(st.sampled_from(IN_ITEMS), st.sampled_from(IN_ITEMS), st.sampled_from(IN_ITEMS), _element),
    _lines(_element, 1),
)
PLAIN = _feeds(
    st.just('<rss version="2.0" {}>'),
    st.sampled_from(IN_HEADS),
    st.one_of(st.sampled_from(IN_ITEMS), st.sampled_from(IN_ITEMS), _SIMPLE),
    st.just(""),
)
