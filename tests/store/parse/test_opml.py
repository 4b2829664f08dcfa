"""Subscription lists: read as they are found in the wild, refused where they would run something, written well."""

import xml.etree.ElementTree as ET

import pytest

from store.errors import SourceError
from store.parse.markup import clean_line
from store.parse.opml import parse_opml, without_secrets, write_opml
from tests.within import bounded


def opml(body: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>') -> bytes:
    return f'{head}<opml version="2.0"><head><title>Mine</title></head><body>{body}</body></opml>'.encode()


def feed(url: str, text: str = "A feed") -> str:
    return f'<outline type="rss" text="{text}" xmlUrl="{url}"/>'


def test_feeds_are_read_with_their_folders() -> None:
    body = (
        f'<outline text="Life &amp; more">{feed("https://a.example/1", "Größe")}<outline text=" Cells ">'
        f"{feed('https://a.example/2')}</outline></outline>{feed('https://a.example/3', '')}"
    )
    read = parse_opml(opml(body))
    assert read.refused == ()
    assert read.feeds == (
        ("Größe", "https://a.example/1", "Life & more"),
        ("A feed", "https://a.example/2", "Life & more / Cells"),
        ("https://a.example/3", "https://a.example/3", ""),
    )


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("exec:id", "its address begins with exec:, not http"),
        ("filter:id:https://a.example/", "its address begins with filter:, not http"),
        ("file:///etc/passwd", "its address begins with file:, not http"),
        ("javascript:alert(1)", "its address begins with javascript:, not http"),
        ("|id", "it is a command, not an address"),
        ("/etc/passwd", "it is no address"),
        ("-oProxyCommand=id", "it is no address"),
        ("http://[::1", "its address cannot be read"),
    ],
)
def test_what_is_no_feed_is_listed_as_refused(url: str, reason: str) -> None:
    read = parse_opml(opml(feed(url, "Bad \x1b[31mone") + feed("https://a.example/")))
    assert read.refused == (("Bad one", reason),)
    assert [url for _, url, _ in read.feeds] == ["https://a.example/"]


def test_other_lists_and_repeated_feeds() -> None:
    body = feed("https://a.example/") * 3 + '<outline type="include" text="More" url="https://a.example/o.opml"/>'
    read = parse_opml(opml(body))
    assert len(read.feeds) == 1
    assert read.refused == (("More", "it is another list, not a feed"),)


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("feed://a.example/x", "http://a.example/x"),
        ("feed:https://a.example/x", "https://a.example/x"),
        ("feed:https://a.example/feed:x", "https://a.example/feed:x"),
        ("HTTPS://a.example/x", "HTTPS://a.example/x"),
        (" https://a.example/x ", "https://a.example/x"),
        ("https://a.example/x?a=1&b=2&copy=3", "https://a.example/x?a=1&b=2&copy=3"),
        ("https://a.example/x?a=1&amp;b=2", "https://a.example/x?a=1&b=2"),
    ],
)
def test_addresses_as_people_write_them(written: str, url: str) -> None:
    assert [found for _, found, _ in parse_opml(opml(feed(written))).feeds] == [url]


@pytest.mark.parametrize(
    "data",
    [
        opml(feed("https://a.example/", "Lab & Co <b>news</b> > all")),
        opml(feed("https://a.example/", "Lab & Co news > all"))[:-10],
        b"\xef\xbb\xbf\r\n" + opml(feed("https://a.example/", "Lab &amp;amp; Co news &gt; all"), head=""),
        opml(feed("https://a.example/", "Lab & Co news > all")).decode().encode("utf-16"),
        opml(feed("https://a.example/", "Lab & Co news > all") + "</outline></outline>"),
    ],
)
def test_broken_lists_are_read(data: bytes) -> None:
    assert parse_opml(data).feeds == (("Lab & Co news > all", "https://a.example/", ""),)


def test_charsets() -> None:
    head = '<?xml version="1.0" encoding="ISO-8859-1"?>'
    data = opml(feed("https://a.example/", "Größe – alles"), head).decode().encode("cp1252")
    assert parse_opml(data).feeds[0][0] == "Größe – alles"


def test_a_billion_laughs_stay_a_few() -> None:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY a0 "ha">{laughs}<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    read = parse_opml(opml(feed("https://a.example/", "&a9; &x;"), head))
    assert [url for _, url, _ in read.feeds] == ["https://a.example/"]
    assert len(read.feeds[0][0]) < 100


def test_depth_costs_nothing_and_loses_no_feed() -> None:
    deep = '<outline text="x">' * 50_000
    deep += feed("https://a.example/") + '<outline text="c" xmlUrl="https://c.example/"></outline>'
    with bounded():
        read = parse_opml(opml(deep + "</outline>" * 50_000 + feed("https://b.example/")))
    assert [url for _, url, _ in read.feeds] == [f"https://{name}.example/" for name in "acb"]
    assert read.feeds[-1][2] == ""
    many = "".join(f'<outline text="x">{feed(f"https://a.example/{n}")}' for n in range(20_000))
    with bounded():
        assert len(parse_opml(opml(many)).feeds) == 20_000


@pytest.mark.parametrize(
    "data", [b"", b"  ", b"plain words", b"<html><p>no</p></html>", b"%PDF-1.7", b"https://a.example/"]
)
def test_what_is_no_list_is_one_sentence(data: bytes) -> None:
    with pytest.raises(SourceError, match=r"^Cannot read l\.opml: .*\.$"):
        parse_opml(data, where="l.opml")


def test_an_empty_list_is_a_list() -> None:
    assert parse_opml(opml("")).feeds == ()


def test_what_is_written_is_read_back() -> None:
    feeds = (
        ('Größe & "Co" <1>', "https://a.example/?x=1&y='2'", "Life / Cells"),
        ("Top", "https://b.example/", ""),
        ("Two", "https://c.example/", "Life"),
        ("Three", "https://d.example/", "Life / Cells"),
    )
    written = write_opml(feeds, title="Mine & <yours>")
    assert ET.fromstring(written.encode()).findtext("head/title") == "Mine & <yours>"
    assert set(parse_opml(written.encode()).feeds) == {(clean_line(t).replace("'", "'"), u, f) for t, u, f in feeds}
    assert written.count('text="Life"') == written.count('text="Cells"') == 1


def test_controls_do_not_make_bad_xml() -> None:
    written = write_opml([("a\x00\x1b[31mb\ud800\ufffe", "https://a.example/\x07", "f\x01")])
    assert parse_opml(written.encode()).feeds == (("ab", "https://a.example/", "f"),)
    ET.fromstring(written.encode())


@pytest.mark.parametrize(
    ("url", "public"),
    [
        ("https://me:word@a.example:8443/f?x=1#y", "https://a.example:8443/f?x=1#y"),
        ("https://a.example/f?token=abc&n=5", "https://a.example/f?n=5"),
        ("https://a.example/f?api_key=abc", "https://a.example/f"),
        ("https://a.example/f?PASSWORD=abc&q=a%20b", "https://a.example/f?q=a+b"),
        ("https://a.example/f?q=a%20b&monkey=1&tokens=2", "https://a.example/f?q=a%20b&monkey=1&tokens=2"),
        ("http://[::1", "http://[::1"),
    ],
)
def test_secrets_stay_at_home(url: str, public: str) -> None:
    assert without_secrets(url) == public
    written = write_opml([("A", url, "")])
    assert "word" not in written
    assert "abc" not in written


def test_secrets_are_kept_on_request() -> None:
    url = "https://me:word@a.example/f?token=abc"
    assert parse_opml(write_opml([("A", url, "")], secrets=True).encode()).feeds == (("A", url, ""),)
